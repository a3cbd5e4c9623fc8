// What was told since becomes follow-ups; who agreed is asked once whether it was told on; asking pauses where nobody answers.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "actions/parts.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::size_t changes_at_once = 500;
constexpr int batches_at_once = 40, letters_at_once = 200;

constexpr store::Statement read_until{"actions.read.until", "SELECT change FROM follow_up_read WHERE org = :org"};
constexpr store::Statement read_on{"actions.read.on",
                                   "INSERT INTO follow_up_read (org, change) VALUES (:org, :change) "
                                   "ON CONFLICT (org) DO UPDATE SET change = excluded.change"};
constexpr store::Statement insert_ask{
    "actions.retold.insert",
    "INSERT INTO retold_ask (org, answer, unit, due_at, state) "
    "VALUES (:org, :answer, :unit, :due_at, 'waiting') ON CONFLICT (org, answer) DO NOTHING"};
constexpr store::Statement due_asks{
    "actions.retold.due",
    "SELECT answer, unit, due_at FROM retold_ask WHERE org = :org AND state = 'waiting' "
    "AND due_at <= :now ORDER BY due_at LIMIT :most"};
constexpr store::Statement asked{"actions.retold.asked",
                                 "UPDATE retold_ask SET state = :state WHERE org = :org AND answer = :answer"};
constexpr store::Statement remove_ask{"actions.retold.remove",
                                      "DELETE FROM retold_ask WHERE org = :org AND answer = :answer"};
constexpr store::Statement unanswered{
    "actions.follow_up.unanswered",
    "SELECT unit, count(*) FROM follow_up WHERE org = :org AND step = 'heard' AND due < :before "
    "AND reach <> 'none' GROUP BY unit"};
constexpr std::array statements = {&read_until, &read_on, &insert_ask, &due_asks, &asked, &remove_ask, &unanswered};

std::int64_t read_so_far(store::Reader& reader) {
  return reader.first(read_until, {}, [](const store::Row& row) { return row.integer(0); }).value_or(0);
}

// An answer put right: where it was and how its giver is reached may be another.
void describe_anew(store::Writer& writer, const Acting& acting, const FollowUp& there, const feedback::Told& told) {
  auto becomes = there;
  becomes.unit = told.unit;
  becomes.moment = told.moment;
  becomes.day = told.day;
  becomes.language = told.language;
  becomes.reach = !told.telephone.empty() ? Reach::telephone : !told.email.empty() ? Reach::mail : Reach::none;
  becomes.story = told.expectation == feedback::Expectation::less && !told.words.empty();
  (void)keep(writer, acting, becomes, "");
}

class Taking {
 public:
  Taking(store::Writer& writer, Instant now)
      : writer_(writer), acting_{"", now, people::day_of(people::organisation(writer), now)} {}

  void take(const feedback::Change& change) {
    if (change.kind == feedback::Change::Kind::gone) {
      (void)forget_answer(writer_, change.answer.text);
      return;
    }
    if (!change.told) return;
    const auto& told = *change.told;
    if (const auto there = follow_up(writer_, told.answer.text)) {
      describe_anew(writer_, acting_, *there, told);
    } else if (auto made = follow_up_of(told, acting_.now)) {
      read_people();
      made->owner = owner_for(accounts_, tree_, made->unit, acting_.today);
      (void)begin(writer_, *made);
    }
    const bool fresh = told.received_at.micros > acting_.now.micros - 2 * retold_days * day_micros;
    if (told.ask_again && !told.email.empty() && !told.words.empty() && fresh &&
        (told.source == feedback::Source::page || told.source == feedback::Source::api))
      writer_.run(insert_ask, {{":answer", told.answer.text},
                               {":unit", told.unit.text},
                               {":due_at", told.received_at.micros + retold_days * day_micros}});
  }

 private:
  void read_people() {
    if (read_) return;
    accounts_ = people::accounts(writer_);
    tree_ = people::unit_tree(writer_);
    read_ = true;
  }

  store::Writer& writer_;
  Acting acting_;
  bool read_ = false;
  std::vector<people::Account> accounts_;
  people::UnitTree tree_;
};

// Its own pause, or one of a unit it stands under.
bool paused(const std::set<std::string>& units, const people::UnitTree& tree, const UnitId& unit, Day today) {
  for (std::optional<UnitId> at = unit; at; at = tree.parent(*at, today))
    if (units.contains(at->text)) return true;
  return false;
}

}  // namespace

Part asking_part() { return {{}, statements}; }

Done hear(Services& services, Tenant tenant) {
  const store::Scope scope(tenant);
  for (int batch = 0; batch < batches_at_once; ++batch) {
    std::int64_t after = 0, last = 0;
    std::vector<feedback::Change> changes;
    auto heard = services.store.read(scope, [&](store::Reader& reader) {
      after = read_so_far(reader);
      last = feedback::changes_heard(reader, after, changes_at_once,
                                     [&](const feedback::Change& change) { changes.push_back(change); });
    });
    if (!heard || last == after) return heard;
    auto taken = services.store.write(scope, [&](store::Writer& writer) -> Done {
      if (read_so_far(writer) != after) return {};
      Taking taking(writer, services.clock.now());
      for (const auto& change : changes) taking.take(change);
      writer.run(read_on, {{":change", last}});
      return {};
    });
    if (!taken) return taken;
  }
  return {};
}

Done forget_answer(store::Writer& writer, std::string_view answer) {
  if (auto done = end(writer, answer); !done) return done;
  writer.run(remove_ask, {{":answer", answer}});
  for (const auto* about : {"follow_up:", "retold:"})
    if (auto done = mail::forget_about(writer, about + std::string(answer)); !done) return done;
  return {};
}

mail::Letter letter_to(const feedback::Told& told, std::string subject, std::string text, std::string about) {
  mail::Letter letter;
  letter.to = told.email;
  letter.language = told.language;
  letter.subject = std::move(subject);
  letter.text = std::move(text);
  letter.about = std::move(about);
  return letter;
}

Done ask_retold(Services& services, Tenant tenant, Instant now) {
  struct Due {
    std::string answer;
    UnitId unit;
    Instant at;
  };
  const store::Scope scope(tenant);
  auto due = services.store.ask(scope, [&](store::Reader& reader) {
    return reader.all(due_asks, {{":now", now.micros}, {":most", letters_at_once}}, [](const store::Row& row) {
      return Due{row.string(0), UnitId{row.string(1)}, Instant{row.integer(2)}};
    });
  });
  if (!due) return refuse(due.error());
  if (due->empty()) return {};
  return services.store.write(scope, [&](store::Writer& writer) -> Done {
    const auto organisation = people::organisation(writer);
    const auto tree = people::unit_tree(writer);
    const auto today = people::day_of(organisation, now);
    std::set<std::string> pausing;
    for (const auto& pause : feedback::pauses(writer)) pausing.insert(pause.unit.text);
    for (const auto& one : *due) {
      const bool too_late = one.at.micros + retold_days * day_micros < now.micros;
      if (!too_late && paused(pausing, tree, one.unit, today)) continue;  // asked when it is over
      const auto told = feedback::told(writer, AnswerId{one.answer});
      const auto story = stories::story(writer, one.answer);
      bool sent = false;
      if (told && told->ask_again && !too_late && !(story && story->retold)) {
        const auto* unit = tree.find(told->unit);
        const WordArguments names{
            {"unit", unit != nullptr ? unit->name : organisation.name},
            {"organisation", organisation.name},
            {"link", services.home + "/v/" + feedback::teller_code(services.secrets, tenant, told->answer)}};
        auto letter = letter_to(*told, say(told->language, "actions.letter.retold.subject", names),
                                say(told->language, "actions.letter.retold.text", names), "retold:" + one.answer);
        letter.by_itself = true;
        sent = mail::post(writer, uuid_of("actions.retold", one.answer), letter, now).has_value();
      }
      writer.run(asked, {{":state", sent ? "asked" : "passed"}, {":answer", one.answer}});
    }
    return {};
  });
}

void settle_asking(store::Writer& writer, Instant now, Day today) {
  std::map<std::string, int> waiting;
  writer.each(unanswered, {{":before", now.micros - pause_days * day_micros}},
              [&](const store::Row& row) { waiting[row.string(0)] = static_cast<int>(row.integer(1)); });
  std::map<std::string, feedback::Pause> pausing;
  for (auto& pause : feedback::pauses(writer)) {
    waiting.try_emplace(pause.unit.text, 0);
    pausing.emplace(pause.unit.text, std::move(pause));
  }
  for (const auto& [unit, count] : waiting) {
    const auto there = pausing.find(unit);
    const auto becomes = asking(there != pausing.end(), count);
    if (becomes == Asking::resumes) {
      (void)feedback::resume_asking(writer, UnitId{unit});
      writer.audit("", "resumed_asking", "unit", unit, "{}");
    } else if (becomes == Asking::pauses && (there == pausing.end() || there->second.unanswered != count)) {
      (void)feedback::pause_asking(writer, UnitId{unit}, there == pausing.end() ? today : there->second.since, count);
      if (there == pausing.end())
        writer.audit("", "paused_asking", "unit", unit, "{\"unanswered\":" + std::to_string(count) + "}");
    }
  }
}

Done settle_asking(Services& services, Tenant tenant, Instant now) {
  const store::Scope scope(tenant);
  // Looked at first: most of the time nothing waits, and nothing is written.
  auto anything = services.store.ask(scope, [&](store::Reader& reader) {
    return !feedback::pauses(reader).empty() ||
           reader
               .first(unanswered, {{":before", now.micros - pause_days * day_micros}},
                      [](const store::Row&) { return true; })
               .has_value();
  });
  if (!anything) return refuse(anything.error());
  if (!*anything) return {};
  return services.store.write(scope, [&](store::Writer& writer) -> Done {
    settle_asking(writer, now, people::day_of(people::organisation(writer), now));
    return {};
  });
}

}  // namespace goud::actions
