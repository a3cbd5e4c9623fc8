#include <array>
#include <cmath>

#include "promises/promises.hpp"
#include "promises/statements.hpp"

namespace goud::promises {

const store::Statement sql::history{"promises.history",
                                    "SELECT a.at, a.actor, a.verb, a.detail FROM audit k "
                                    "JOIN audit a ON a.org = :org AND a.seq = k.seq "
                                    "WHERE k.org = :org AND k.entity = :entity AND k.entity_id = :id ORDER BY k.seq"};

namespace {

constexpr store::Migration migrations[] = {{300, "0300_promises",
#include "promises/schema/0300_promises.sql"
}};

constexpr store::Statement select_all{"promises.all",
                                      "SELECT p.id, p.audience, p.withdrawn, p.withdrawn_because, p.step_text, p.step_owner, p.step_due, "
                                      "p.way_out, p.way_out_at, p.revision, v.version, v.text_nl, v.text_en, v.norm, v.red_line, v.from_day "
                                      "FROM promise p JOIN promise_version v ON v.org = :org AND v.promise = p.id "
                                      "WHERE p.org = :org ORDER BY p.made_at, p.id, v.version"};
constexpr store::Statement select_one{"promises.one",
                                      "SELECT p.id, p.audience, p.withdrawn, p.withdrawn_because, p.step_text, p.step_owner, p.step_due, "
                                      "p.way_out, p.way_out_at, p.revision, v.version, v.text_nl, v.text_en, v.norm, v.red_line, v.from_day "
                                      "FROM promise p JOIN promise_version v ON v.org = :org AND v.promise = p.id "
                                      "WHERE p.org = :org AND p.id = :id ORDER BY v.version"};
constexpr store::Statement insert_promise{"promises.insert",
                                          "INSERT INTO promise (org, id, audience, made_at, revision) "
                                          "VALUES (:org, :id, :audience, :made_at, :revision)"};
constexpr store::Statement insert_version{
    "promises.insert_version",
    "INSERT INTO promise_version (org, promise, version, text_nl, text_en, norm, red_line, from_day) "
    "VALUES (:org, :promise, :version, :text_nl, :text_en, :norm, :red_line, :from_day)"};
constexpr store::Statement update_promise{
    "promises.update",
    "UPDATE promise SET withdrawn = :withdrawn, withdrawn_because = :because, step_text = :step_text, "
    "step_owner = :step_owner, step_due = :step_due, way_out = :way_out, way_out_at = :way_out_at, "
    "revision = :revision WHERE org = :org AND id = :id"};

constexpr store::Statement update_first_day{"promises.first_day",
                                            "UPDATE promise_version SET from_day = :from_day WHERE org = :org AND promise = :promise AND version = 1"};

constexpr std::array<const store::Statement*, 7> statements = {&update_first_day, &select_all,     &select_one,     &insert_promise,
                                                               &insert_version, &update_promise, &sql::history};

std::optional<WayOut> way_out_from(std::string_view text) {
  for (auto way : {WayOut::mend, WayOut::reword, WayOut::withdraw}) {
    if (name_of(way) == text) return way;
  }
  return std::nullopt;
}

Day day_at(std::int64_t number) { return Day{static_cast<std::int32_t>(number)}; }

void take(const store::Row& row, std::vector<Promise>& into) {
  if (into.empty() || into.back().id.text != row.text(0)) {
    Promise promise;
    promise.id = PromiseId{row.string(0)};
    promise.audience = audience_from(row.text(1)).value_or(Audience::customer);
    if (!row.null(2)) promise.withdrawn = day_at(row.integer(2));
    promise.withdrawn_because = row.maybe_string(3).value_or("");
    if (!row.null(4)) promise.next_step = NextStep{row.string(4), row.string(5), day_at(row.integer(6))};
    if (!row.null(7)) promise.way_out = way_out_from(row.text(7));
    if (!row.null(8)) promise.way_out_at = Instant{row.integer(8)};
    promise.revision = static_cast<int>(row.integer(9));
    into.push_back(std::move(promise));
  }
  into.back().versions.push_back({static_cast<int>(row.integer(10)), Text{row.string(11), row.string(12)},
                                  static_cast<double>(row.integer(13)) / 10000, static_cast<double>(row.integer(14)) / 10000,
                                  day_at(row.integer(15))});
}

void keep_version(store::Writer& writer, const PromiseId& id, const PromiseVersion& version) {
  writer.run(insert_version, {{":promise", id.text},
                              {":version", version.version},
                              {":text_nl", version.text.nl},
                              {":text_en", version.text.en},
                              {":norm", std::int64_t{std::llround(version.norm * 10000)}},
                              {":red_line", std::int64_t{std::llround(version.red_line * 10000)}},
                              {":from_day", version.from.number}});
}

void keep(store::Writer& writer, const Promise& promise) {
  using Text1 = std::optional<std::string>;
  using Number = std::optional<std::int64_t>;
  const auto& step = promise.next_step;
  writer.run(update_promise, {{":withdrawn", promise.withdrawn ? Number(promise.withdrawn->number) : Number()},
                              {":because", promise.withdrawn ? Text1(promise.withdrawn_because) : Text1()},
                              {":step_text", step ? Text1(step->text) : Text1()},
                              {":step_owner", step ? Text1(step->owner) : Text1()},
                              {":step_due", step ? Number(step->due.number) : Number()},
                              {":way_out", promise.way_out ? Text1(name_of(*promise.way_out)) : Text1()},
                              {":way_out_at", promise.way_out_at ? Number(promise.way_out_at->micros) : Number()},
                              {":revision", promise.revision},
                              {":id", promise.id.text}});
}

template <class Decide>
Result<Promise> change(store::Writer& writer, const Acting& acting, const PromiseId& id, std::string_view verb, Decide decide) {
  auto found = promise(writer, id);
  if (!found) return refuse(FaultKind::not_found, "promises.unknown");
  const auto versions_before = found->versions.size();
  Result<Promise> changed = decide(std::move(*found));
  if (!changed) return changed;
  keep(writer, *changed);
  if (changed->versions.size() > versions_before) keep_version(writer, id, changed->latest());
  writer.audit(acting.actor, verb, "promise", id.text, "{\"version\":" + std::to_string(changed->latest().version) + "}");
  return changed;
}

}  // namespace

std::vector<Promise> promises(store::Reader& reader) {
  std::vector<Promise> found;
  reader.each(select_all, {}, [&](const store::Row& row) { take(row, found); });
  return found;
}

std::optional<Promise> promise(store::Reader& reader, const PromiseId& id) {
  std::vector<Promise> found;
  reader.each(select_one, {{":id", id.text}}, [&](const store::Row& row) { take(row, found); });
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Result<Promise> add(store::Writer& writer, const Acting& acting, const PromiseId& id, const PromiseDraft& draft) {
  auto made = make(id, draft);
  if (!made) return made;
  writer.run(insert_promise, {{":id", id.text},
                              {":audience", name_of(made->audience)},
                              {":made_at", acting.now.micros},
                              {":revision", made->revision}});
  keep_version(writer, id, made->latest());
  writer.audit(acting.actor, "promised", "promise", id.text, "{\"version\":1}");
  return made;
}

Result<Promise> reword(store::Writer& writer, const Acting& acting, const PromiseId& id, const Rewording& asked) {
  return change(writer, acting, id, "reworded", [&](Promise p) { return reword(std::move(p), asked, acting.today, acting.now); });
}

bool begin_earlier(store::Writer& writer, const Acting& acting, const PromiseId& id, Day from) {
  const auto found = promise(writer, id);
  if (!found || found->versions.size() != 1 || found->withdrawn || !(from < found->latest().from)) return false;
  writer.run(update_first_day, {{":from_day", from.number}, {":promise", id.text}});
  writer.audit(acting.actor, "begun_earlier", "promise", id.text, "{\"from\":\"" + to_text(from) + "\"}");
  return true;
}

Result<Promise> mend(store::Writer& writer, const Acting& acting, const PromiseId& id, const NextStep& step) {
  return change(writer, acting, id, "mended", [&](Promise p) { return mend(std::move(p), step, acting.today, acting.now); });
}

Result<Promise> withdraw(store::Writer& writer, const Acting& acting, const PromiseId& id, Day from, const std::string& reason) {
  return change(writer, acting, id, "withdrawn",
                [&](Promise p) { return withdraw(std::move(p), from, reason, acting.today, acting.now); });
}

store::Room room() { return {"promises", migrations, statements}; }

}  // namespace goud::promises
