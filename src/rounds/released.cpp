#include "rounds/released.hpp"

#include <algorithm>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>

#include "formats/json.hpp"
#include "rounds/said.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr std::pair<std::string_view, std::int64_t figures::Proved::*> parts_of_proved[] = {
    {"questions", &figures::Proved::questions},
    {"groups", &figures::Proved::groups},
    {"cells", &figures::Proved::cells},
    {"tried", &figures::Proved::tried},
    {"facets_shown", &figures::Proved::facets_shown},
    {"facets_withheld", &figures::Proved::facets_withheld},
    {"hidden", &figures::Proved::hidden},
    {"determined", &figures::Proved::determined},
    {"smallest", &figures::Proved::smallest}};

std::string to_json(const Pieces& pieces) {
  formats::JsonWriter json;
  json.begin_array();
  for (const auto& piece : pieces) json.begin_array().value(piece.node).value(piece.own).end_array();
  json.end_array();
  return json.take();
}

[[noreturn]] void damaged(std::string_view what) {
  throw std::logic_error("what was released cannot be read: " + std::string(what));
}

Pieces pieces_from(std::string_view text) {
  const auto document = formats::Json::parse(text);
  if (!document) damaged("pieces");
  Pieces pieces;
  for (const auto one : document->root().array()) {
    figures::ReleasePiece piece;
    int place = 0;
    for (const auto part : one.array(2)) {
      if (place++ == 0)
        piece.node = static_cast<int>(part.as_int(0, INT32_MAX).value_or(0));
      else
        piece.own = part.as_bool().value_or(false);
    }
    pieces.push_back(piece);
  }
  if (!document->clean()) damaged("pieces");
  return pieces;
}

}  // namespace

std::string to_json(const figures::Proved& proved) {
  formats::JsonWriter json;
  json.begin_object();
  for (const auto& [name, part] : parts_of_proved) json.field(name, proved.*part);
  json.end_object();
  return json.take();
}

figures::Proved proved_from(std::string_view text) {
  const auto document = formats::Json::parse(text);
  if (!document) damaged("proved");
  const auto in = document->object();
  figures::Proved proved;
  for (const auto& [name, part] : parts_of_proved) proved.*part = in.required_int(name, 0, INT64_MAX);
  if (!document->finish()) damaged("proved");
  return proved;
}

void keep_released(store::Writer& writer, std::string_view round, const Counted& counted,
                   const figures::Release& release, Randomness& randomness) {
  if (counted.questions.size() != release.questions.size())
    throw std::logic_error("a round releases every question that is counted");
  for (std::size_t i = 0; i < release.questions.size(); ++i)
    writer.run(
        sql::insert_released,
        {{":round", round}, {":question", counted.questions[i]}, {":body", figures::stored(release.questions[i])}});
  for (const auto& texts : release.texts)
    for (const auto& words : texts.words)
      writer.run(sql::insert_text, {{":round", round},
                                    {":question", counted.texts.at(static_cast<std::size_t>(texts.question))},
                                    {":id", uuid_v4(randomness)},
                                    {":pieces", to_json(texts.pieces)},
                                    {":words", words}});
}

const figures::Released* ReleasedRound::of(std::string_view question) const {
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (questions[i] == question) return &released[i];
  return nullptr;
}

namespace {

std::optional<ReleasedRound> read_released(store::Reader& reader, std::string_view id) {
  auto found = round(reader, id);
  if (!found || found->state != State::released) return std::nullopt;
  ReleasedRound all;
  all.round = *std::move(found);
  const auto names = counted(all.round.plan);
  std::map<std::string, figures::Released, std::less<>> by_key;
  reader.each(sql::released, {{":round", id}}, [&](const store::Row& row) {
    auto one = figures::released_from(row.text(1));
    if (!one) damaged(row.text(0));
    by_key.emplace(row.string(0), *std::move(one));
  });
  for (const auto& key : names.questions) {
    const auto one = by_key.find(key);
    if (one == by_key.end()) damaged(key);
    all.questions.push_back(key);
    all.released.push_back(std::move(one->second));
  }
  reader.each(sql::texts, {{":round", id}}, [&](const store::Row& row) {
    const auto key = std::find(names.texts.begin(), names.texts.end(), row.text(0));
    if (key == names.texts.end()) damaged(row.text(0));
    const auto question = static_cast<int>(key - names.texts.begin());
    auto pieces = pieces_from(row.text(1));
    auto group = std::find_if(all.texts.begin(), all.texts.end(), [&](const figures::ReleasedTexts& one) {
      return one.question == question && one.pieces == pieces;
    });
    if (group == all.texts.end()) group = all.texts.insert(all.texts.end(), {question, std::move(pieces), {}});
    group->words.push_back(row.string(2));
  });
  const auto proved = reader.first(sql::proved, {{":id", id}}, [](const store::Row& row) { return row.string(0); });
  if (proved && !proved->empty()) all.proved = proved_from(*proved);
  return all;
}

}  // namespace

std::optional<ReleasedRound> released(store::Reader& reader, std::string_view id) { return read_released(reader, id); }

std::optional<ReleasedRound> latest_released(store::Reader& reader) {
  const auto ids = Shelf::ids(reader);
  return ids.empty() ? std::nullopt : released(reader, ids.front());
}

Result<figures::Proved> verify(store::Reader& reader, std::string_view id) {
  const auto known = round(reader, id);
  if (!known) return refuse(FaultKind::not_found, "rounds.unknown");
  const auto found = read_released(reader, id);
  if (!found) return refuse(FaultKind::conflict, "rounds.figures.not_released");
  std::vector<int> facets;
  for (const auto& facet : found->round.plan.facets) facets.push_back(static_cast<int>(facet.options.size()));
  auto again = figures::verify(found->round.frozen.parents(), facets, found->round.plan.floor, found->released);
  if (!again) return again;
  // What was proved at the close was proved of the same.
  const auto& then = found->proved;
  const bool same = again->questions == then.questions && again->groups == then.groups &&
                    again->hidden == then.hidden && again->facets_shown == then.facets_shown &&
                    again->smallest == then.smallest;
  const bool texts = std::all_of(found->texts.begin(), found->texts.end(), [&](const figures::ReleasedTexts& group) {
    return static_cast<int>(group.words.size()) >= found->round.plan.text_floor;
  });
  if (!same || !texts) return refuse(FaultKind::invalid, "figures.release.does_not_fit");
  return then;
}

// ---- the shelf

struct Shelf::Impl {
  static constexpr std::size_t most = 8;
  struct Kept {
    std::int32_t tenant;
    std::string id;
    std::shared_ptr<const ReleasedRound> released;
  };
  std::mutex mutex;
  std::list<Kept> kept;  // the last read first
};

Shelf::Shelf() : impl_(std::make_unique<Impl>()) {}
Shelf::~Shelf() = default;

std::vector<std::string> Shelf::ids(store::Reader& reader) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  reader.each(sql::states, {}, [&](const store::Row& row) {
    if (row.text(2) == name_of(State::released)) found.emplace_back(row.maybe_integer(1).value_or(0), row.string(0));
  });
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> ids;
  for (auto& [number, id] : found) ids.push_back(std::move(id));
  return ids;
}

std::shared_ptr<const ReleasedRound> Shelf::of(store::Reader& reader, Tenant tenant, std::string_view id) {
  auto& kept = impl_->kept;
  {
    const std::scoped_lock lock(impl_->mutex);
    const auto found = std::find_if(kept.begin(), kept.end(),
                                    [&](const Impl::Kept& one) { return one.tenant == tenant.org && one.id == id; });
    if (found != kept.end()) {
      kept.splice(kept.begin(), kept, found);
      return found->released;
    }
  }
  auto read = released(reader, id);
  if (!read) return nullptr;
  auto made = std::make_shared<const ReleasedRound>(*std::move(read));
  const std::scoped_lock lock(impl_->mutex);
  kept.push_front({tenant.org, std::string(id), made});
  if (kept.size() > Impl::most) kept.pop_back();
  return made;
}

}  // namespace goud::rounds
