// The outbox in the store, and who empties it.
#include <array>
#include <span>

#include "mail/mail.hpp"

namespace goud::mail {
namespace {

constexpr store::Migration migrations[] = {{
    1300,
    "1300_mail",
#include "mail/schema/1300_mail.sql"
}};

constexpr store::Statement insert{
    "mail.letter.insert",
    "INSERT INTO letter (org, id, to_address, language, subject, words, about, by_itself, state, tries, "
    "reason, made_at, due_at) VALUES (:org, :id, :to, :language, :subject, :words, :about, :by_itself, "
    "'waiting', 0, '', :at, :at) ON CONFLICT (org, id) DO NOTHING"};
#define LETTER_COLUMNS \
  "id, to_address, language, subject, words, about, by_itself, state, tries, reason, made_at, due_at, ended_at "
constexpr store::Statement one{"mail.letter.one", "SELECT " LETTER_COLUMNS "FROM letter WHERE org = :org AND id = :id"};
constexpr store::Statement newest{"mail.letter.newest",
                                  "SELECT " LETTER_COLUMNS
                                  "FROM letter WHERE org = :org AND (made_at, id) < (:made_at, :id) "
                                  "ORDER BY made_at DESC, id DESC LIMIT :most"};
constexpr store::Statement about{"mail.letter.about",
                                 "SELECT " LETTER_COLUMNS
                                 "FROM letter WHERE org = :org AND about = :about ORDER BY made_at, id"};
#undef LETTER_COLUMNS
constexpr store::Statement update{
    "mail.letter.update",
    "UPDATE letter SET state = :state, tries = :tries, reason = :reason, due_at = :due_at, "
    "ended_at = :ended_at WHERE org = :org AND id = :id"};
constexpr store::Statement claim{"mail.letter.claim",
                                 "UPDATE letter SET state = 'sending', tries = tries + 1, due_at = NULL "
                                 "WHERE org = :org AND id = :id AND state = 'waiting'"};
constexpr store::Statement overwrite{
    "mail.letter.overwrite",
    "UPDATE letter SET to_address = '', subject = '', words = '', due_at = NULL, "
    "state = CASE WHEN state IN ('waiting', 'unsure', 'refused') THEN 'withdrawn' ELSE state END "
    "WHERE org = :org AND about = :about"};
constexpr store::Statement next_due{
    "mail.letter.next_due",
    "SELECT org, id FROM letter WHERE state = 'waiting' AND due_at <= :now ORDER BY due_at LIMIT 1"};
constexpr store::Statement unfinished{
    "mail.letter.unfinished",
    "UPDATE letter SET state = 'unsure', reason = 'mail.reason.stopped', ended_at = :now "
    "WHERE state = 'sending'"};
constexpr store::Statement put_back{
    "mail.letter.put_back",
    "UPDATE letter SET state = 'unsure', reason = 'mail.reason.restored', due_at = NULL "
    "WHERE state IN ('waiting', 'sending')"};

constexpr std::array statements = {&insert, &one,       &newest,   &about,      &update,
                                   &claim,  &overwrite, &next_due, &unfinished, &put_back};

Kept kept_of(const store::Row& row) {
  Kept kept;
  kept.id = row.string(0);
  kept.letter = {row.string(1), row.string(2), row.string(3), row.string(4), row.string(5), row.integer(6) != 0};
  kept.state = state_from(row.text(7)).value_or(State::unsure);
  kept.tries = static_cast<int>(row.integer(8));
  kept.reason = row.string(9);
  kept.made_at = Instant{row.integer(10)};
  if (!row.null(11)) kept.due_at = Instant{row.integer(11)};
  if (!row.null(12)) kept.ended_at = Instant{row.integer(12)};
  return kept;
}

void keep(store::Writer& writer, const Kept& kept) {
  const auto at = [](const std::optional<Instant>& instant) {
    return instant ? std::optional(instant->micros) : std::nullopt;
  };
  writer.run(update, {{":state", name_of(kept.state)},
                      {":tries", kept.tries},
                      {":reason", kept.reason},
                      {":due_at", at(kept.due_at)},
                      {":ended_at", at(kept.ended_at)},
                      {":id", kept.id}});
}

Done decide(store::Writer& writer, std::string_view id, const std::function<Result<Kept>(Kept)>& what) {
  auto kept = letter(writer, id);
  if (!kept) return refuse(FaultKind::not_found, "mail.unknown");
  auto becomes = what(*std::move(kept));
  if (!becomes) return refuse(becomes.error());
  keep(writer, *becomes);
  return {};
}

// What a backup holds as waiting may have gone out since.
Done restored(store::Writer& writer) {
  writer.run(put_back, {});
  return {};
}

struct Due {
  Tenant tenant;
  std::string id;
};

Result<std::optional<Due>> next(Services& services) {
  const auto now = services.clock.now();
  return services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.first(next_due, {{":now", now.micros}}, [](const store::Row& row) {
      return Due{Tenant{static_cast<std::int32_t>(row.integer(0))}, row.string(1)};
    });
  });
}

}  // namespace

Done post(store::Writer& writer, std::string_view id, const Letter& letter, Instant now) {
  auto to = address_of(letter.to);
  if (!to) return refuse(to.error());
  writer.run(insert, {{":id", id},
                      {":to", *to},
                      {":language", letter.language == "nl" ? "nl" : "en"},
                      {":subject", letter.subject},
                      {":words", letter.text},
                      {":about", letter.about},
                      {":by_itself", letter.by_itself},
                      {":at", now.micros}});
  return {};
}

std::vector<Kept> letters(store::Reader& reader, std::string_view before_id, std::size_t most) {
  std::int64_t made_at = INT64_MAX;
  if (!before_id.empty()) {
    const auto before = letter(reader, before_id);
    if (!before) return {};
    made_at = before->made_at.micros;
  }
  return reader.all(newest, {{":made_at", made_at}, {":id", before_id}, {":most", static_cast<std::int64_t>(most)}},
                    kept_of);
}

std::optional<Kept> letter(store::Reader& reader, std::string_view id) {
  return reader.first(one, {{":id", id}}, kept_of);
}

std::vector<Kept> letters_about(store::Reader& reader, std::string_view what) {
  return reader.all(about, {{":about", what}}, kept_of);
}

Done send_again(store::Writer& writer, std::string_view id, Instant now) {
  return decide(writer, id, [&](Kept kept) { return again(std::move(kept), now); });
}

Done withdraw(store::Writer& writer, std::string_view id, Instant now) {
  return decide(writer, id, [&](Kept kept) { return withdrawn(std::move(kept), now); });
}

Done forget_about(store::Writer& writer, std::string_view what) {
  writer.run(overwrite, {{":about", what}});
  return {};
}

Done end_unfinished(Services& services) {
  const auto now = services.clock.now();
  return services.store.write(store::Scope::installation(), [&](store::Writer& writer) -> Done {
    writer.run(unfinished, {{":now", now.micros}});
    return {};
  });
}

Done send_due(Services& services, int most) {
  if (!services.transport || services.clock.now() < services.rests_until) return {};
  for (int i = 0; i < most; ++i) {
    const auto due = next(services);
    if (!due) return refuse(due.error());
    if (!*due) return {};
    const store::Scope scope((*due)->tenant);
    std::optional<Kept> kept;
    // Committed and synced before a byte goes out: if the machine stops now, a person decides.
    auto claimed = services.store.write(scope, [&](store::Writer& writer) -> Done {
      if (writer.run(claim, {{":id", (*due)->id}}) == 1) kept = letter(writer, (*due)->id);
      return {};
    });
    if (!claimed) return claimed;
    if (!kept) continue;  // withdrawn meanwhile
    const auto message = message_of(kept->letter, services.settings.from, kept->id, services.clock.now());
    const auto said = services.transport->hand_over(services.settings.from, kept->letter.to, message);
    const auto now = services.clock.now();
    auto noted = services.store.write(scope, [&](store::Writer& writer) -> Done {
      keep(writer, after(*kept, said, now));
      return {};
    });
    if (!noted) return noted;
    if (said.of_the_server) {
      services.rests_until = Instant{now.micros + 60'000'000};
      return {};
    }
  }
  return {};
}

store::Room room() { return {"mail", migrations, statements, {}, &restored}; }

}  // namespace goud::mail
