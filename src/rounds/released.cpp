#include <algorithm>

#include "formats/json.hpp"
#include "rounds/letterbox.hpp"
#include "rounds/released_rows.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr std::int64_t step = 5;

struct Numbers {
  std::string_view name;
  std::int64_t figures::Proved::*at;
};
constexpr Numbers numbers[] = {{"questions", &figures::Proved::questions},
                               {"groups", &figures::Proved::groups},
                               {"cells", &figures::Proved::cells},
                               {"tried", &figures::Proved::tried},
                               {"facets_shown", &figures::Proved::facets_shown},
                               {"facets_withheld", &figures::Proved::facets_withheld},
                               {"hidden", &figures::Proved::hidden},
                               {"determined", &figures::Proved::determined},
                               {"smallest", &figures::Proved::smallest}};

// By the order of the plan, whatever order rows come in.
template <class T>
std::vector<T> in_order(const std::vector<std::string>& names, std::vector<std::pair<std::string, T>> rows,
                        std::vector<std::string>& found) {
  std::vector<T> ordered;
  for (const auto& name : names) {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == name; });
    if (at == rows.end()) continue;
    found.push_back(name);
    ordered.push_back(std::move(at->second));
  }
  return ordered;
}

std::vector<std::pair<std::string, figures::Released>> rows_of(store::Reader& reader, std::string_view id, bool cells) {
  std::vector<std::pair<std::string, figures::Released>> rows;
  reader.each(cells ? sql::released_cells : sql::released, {{":round", id}}, [&](const store::Row& row) {
    auto one = figures::released_from(row.text(1), cells ? row.text(2) : std::string_view());
    if (!one) throw std::logic_error("what was released cannot be read");
    rows.emplace_back(row.string(0), *std::move(one));
  });
  return rows;
}

}  // namespace

std::string pieces_json(const std::vector<figures::ReleasePiece>& pieces) {
  formats::JsonWriter out;
  out.begin_array();
  for (const auto& piece : pieces) out.begin_object().field("node", piece.node).field("own", piece.own).end_object();
  return out.end_array().take();
}

std::vector<figures::ReleasePiece> pieces_from(std::string_view json) {
  std::vector<figures::ReleasePiece> pieces;
  const auto document = formats::Json::parse(json);
  if (!document) return pieces;
  for (const auto item : document->root().array()) {
    const auto one = item.object();
    pieces.push_back({static_cast<int>(one.required_int("node", 0, 1'000'000)), one.required_bool("own")});
  }
  return pieces;
}

std::string words_json(const std::vector<std::string>& words) {
  formats::JsonWriter out;
  out.begin_array();
  for (const auto& one : words) out.value(one);
  return out.end_array().take();
}

std::vector<std::string> words_from(std::string_view json) {
  std::vector<std::string> words;
  const auto document = formats::Json::parse(json);
  if (!document) return words;
  for (const auto item : document->root().array())
    if (const auto text = item.as_string()) words.emplace_back(*text);
  return words;
}

std::string proved_json(const figures::Proved& proved) {
  formats::JsonWriter out;
  out.begin_object();
  for (const auto& [name, at] : numbers) out.field(name, proved.*at);
  return out.end_object().take();
}

figures::Proved proved_from(std::string_view json) {
  figures::Proved proved;
  const auto document = formats::Json::parse(json);
  if (!document) return proved;
  const auto in = document->object();
  for (const auto& [name, at] : numbers) proved.*at = in.required_int(name, 0, INT64_MAX);
  return proved;
}

Response response(store::Reader& reader, const Round& round) {
  Response said;
  if (!round.frozen.units.empty()) said.invited = round.frozen.people_under(0);
  said.at_least = reader.first(sql::daily, {{":round", round.id}}, [](const store::Row& row) { return row.integer(1); });
  return said;
}

Done note_morning(Services& services, Tenant tenant) {
  struct Open {
    std::string id, mark;
    Day today;
    std::int64_t people = 0;
  };
  auto due = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> std::optional<Open> {
    const auto open = open_round_of(services, reader, tenant);
    if (!open || open->round.state != State::open) return std::nullopt;
    const auto today = people::day_of(people::organisation(reader), services.clock.now());
    if (today <= *open->round.opened || today < open->round.plan.opens) return std::nullopt;
    Open found{open->round.id, to_text(today) + open->round.id, today};
    {
      const std::scoped_lock lock(services.underway->guard);
      if (services.underway->morning[tenant.org] == found.mark) return std::nullopt;
    }
    found.people = reader
                       .first(sql::count_spent, {{":round", found.id}, {":late", false}},
                              [](const store::Row& row) { return row.integer(0); })
                       .value_or(0);
    return found;
  });
  if (!due) return refuse(due.error());
  if (!*due) return {};
  const auto& open = **due;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(sql::insert_daily,
               {{":round", open.id}, {":day", open.today.number}, {":at_least", open.people / step * step}});
    return {};
  });
  if (!done) return done;
  const std::scoped_lock lock(services.underway->guard);
  services.underway->morning[tenant.org] = open.mark;
  return {};
}

const figures::Released* ReleasedRound::of(std::string_view question) const {
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (questions[i] == question) return &released[i];
  return nullptr;
}

std::optional<ReleasedRound> released(store::Reader& reader, std::string_view id) {
  auto found = round(reader, id);
  if (!found || found->state != State::released) return std::nullopt;
  ReleasedRound said{*std::move(found), {}, {}, {}, {}};
  const auto names = counted(said.round.plan);
  said.released = in_order(names.questions, rows_of(reader, id, false), said.questions);
  reader.each(sql::texts, {{":round", id}}, [&](const store::Row& row) {
    const auto at = std::find(names.texts.begin(), names.texts.end(), row.text(0));
    if (at == names.texts.end()) return;
    said.texts.push_back({static_cast<int>(at - names.texts.begin()), pieces_from(row.text(1)), words_from(row.text(2))});
  });
  std::stable_sort(said.texts.begin(), said.texts.end(), [](const auto& a, const auto& b) { return a.question < b.question; });
  said.proved = proved_from(
      reader.first(sql::proved, {{":id", id}}, [](const store::Row& row) { return row.string(0); }).value_or("{}"));
  return said;
}

std::optional<ReleasedRound> latest_released(store::Reader& reader) {
  std::string id;
  std::int64_t number = 0;
  reader.each(sql::states, {}, [&](const store::Row& row) {
    if (row.text(2) != "released" || row.integer(1) < number) return;
    number = row.integer(1);
    id = row.string(0);
  });
  if (id.empty()) return std::nullopt;
  return released(reader, id);
}

Result<figures::Proved> verify(store::Reader& reader, std::string_view id) {
  const auto found = round(reader, id);
  if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
  if (found->state != State::released) return refuse(FaultKind::conflict, "rounds.not_released");
  const auto shape = asked(found->plan, found->frozen, {});
  std::vector<std::string> questions;
  auto stored = in_order(counted(found->plan).questions, rows_of(reader, id, true), questions);
  return figures::verify(shape.parents, shape.facets, found->plan.floor, stored);
}

}  // namespace goud::rounds
