#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

#include "rounds/letterbox.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

struct Made {
  Plan plan;
  Frozen frozen;
  std::vector<HandedOut> out;
  std::vector<std::string> employees;                       // who may take part, by id
  std::vector<std::pair<store::Bytes, std::string>> codes;  // hash and unit, by hash: the order of making is gone
};

// A floor never sinks: who answered under it was told so.
Done floor_holds(store::Reader& reader, const Plan& plan) {
  for (const auto& before : rounds(reader))
    if (before.opened && (plan.floor < before.plan.floor || plan.text_floor < before.plan.text_floor))
      return refuse(
          FaultKind::conflict, "rounds.open.floor_lower",
          {{"floor", std::to_string(before.plan.floor)}, {"text_floor", std::to_string(before.plan.text_floor)}});
  return {};
}

Result<Made> make(Services& services, store::Reader& reader, const Acting& acting, const Plan& plan) {
  if (auto may = consented(reader, acting.today); !may) return refuse(may.error());
  if (plan.closes.number - acting.today.number < days_least)
    return refuse(FaultKind::conflict, "rounds.open.too_short");
  auto asked = frozen_plan(plan, promises::promises(reader), moments::journeys(reader), acting.today);
  if (!asked) return refuse(asked.error());
  const auto people = people::employees(reader);
  const auto tree = people::unit_tree(reader);
  Made made{*std::move(asked), freeze(tree, acting.today, people), {}, {}, {}};
  made.frozen.time_zone = people::organisation(reader).time_zone;
  if (made.frozen.units.empty() || made.frozen.people_under(0) < plan.floor)
    return refuse(FaultKind::conflict, "rounds.open.too_few", {{"floor", std::to_string(plan.floor)}});
  std::unordered_map<std::string, int> place_of;
  for (std::size_t i = 0; i < made.frozen.units.size(); ++i)
    place_of.emplace(made.frozen.units[i].id.text, static_cast<int>(i));
  const auto language = people::organisation(reader).language;
  for (const auto& one : people) {
    if (!one.active) continue;
    const auto at = place_of.find(stands_in(tree, one.unit, acting.today).text);
    const auto& unit = made.frozen.units[at == place_of.end() ? 0 : static_cast<std::size_t>(at->second)];
    auto code = make_code(services.randomness);
    made.codes.emplace_back(code_hash(services.secrets, code), unit.id.text);
    // Departments of many houses have one name.
    const auto& above = made.frozen.units[static_cast<std::size_t>(std::max(0, unit.parent))];
    const auto name = unit.parent > 0 ? unit.name + ", " + above.name : unit.name;
    made.out.push_back({unit.id, name, written_code(code), one.email, one.language.empty() ? language : one.language});
    made.employees.push_back(one.id);
    wipe(code);
  }
  std::sort(made.codes.begin(), made.codes.end());
  std::sort(made.employees.begin(), made.employees.end());
  // By unit; inside it as chance would have it.
  for (std::size_t i = made.out.size(); i > 1; --i) std::swap(made.out[i - 1], made.out[services.randomness.below(i)]);
  std::vector<int> place;
  for (const auto& one : made.out) place.push_back(place_of.at(one.unit.text));
  std::vector<std::size_t> order(made.out.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return place[a] < place[b]; });
  std::vector<HandedOut> sorted;
  for (const auto at : order) sorted.push_back(std::move(made.out[at]));
  made.out = std::move(sorted);
  return made;
}

void keep_codes(store::Writer& writer, std::string_view id, const Made& made) {
  for (const auto& [hash, unit] : made.codes)
    writer.run(sql::insert_code, {{":round", id}, {":hash", hash}, {":unit", unit}});
  for (const auto& employee : made.employees)
    writer.run(sql::insert_eligibility, {{":round", id}, {":employee", employee}});
}

Done wipe_codes(std::vector<HandedOut>& out, const Fault& fault) {
  for (auto& one : out) wipe(one.code);
  return refuse(fault);
}

}  // namespace

Result<std::vector<HandedOut>> open_round(Services& services, Tenant tenant, const Acting& acting,
                                          std::string_view id) {
  const Deed deed(services, tenant);
  if (!deed.free()) return refuse(FaultKind::conflict, "rounds.busy");
  int revision = 0;
  auto looked = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> Result<Made> {
    const auto found = kept(reader, id);
    if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
    if (found->round.state != State::planned) return refuse(FaultKind::conflict, "rounds.not_planned");
    if (under_way(reader)) return refuse(FaultKind::conflict, "rounds.another_open");
    if (auto holds = floor_holds(reader, found->round.plan); !holds) return refuse(holds.error());
    revision = found->round.revision;
    return make(services, reader, acting, found->round.plan);
  });
  if (!looked) return refuse(looked.error());
  if (!*looked) return refuse(looked->error());
  auto& made = **looked;
  auto key = services.keys.make(tenant, id);
  if (!key) return refuse(wipe_codes(made.out, key.error()).error());
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto found = kept(writer, id);
    if (!found || found->round.state != State::planned || found->round.revision != revision)
      return refuse(FaultKind::conflict, "fault.changed_meanwhile");
    int number = 1;
    for (const auto& one : rounds(writer))
      if (one.opened) number = std::max(number, one.number + 1);
    writer.run(sql::open, {{":number", number},
                           {":plan", to_json(made.plan)},
                           {":frozen", to_json(made.frozen)},
                           {":public_key", bytes_of(*key)},
                           {":opened", acting.today.number},
                           {":id", id}});
    keep_codes(writer, id, made);
    writer.audit(acting.actor, "opened", "round", id, "{\"number\":" + std::to_string(number) + "}");
    return {};
  });
  if (!done) {
    (void)services.keys.destroy(tenant, id);
    return refuse(wipe_codes(made.out, done.error()).error());
  }
  return std::move(made.out);
}

Result<std::vector<HandedOut>> begin_again(Services& services, Tenant tenant, const Acting& acting,
                                           std::string_view id) {
  const Deed deed(services, tenant);
  if (!deed.free()) return refuse(FaultKind::conflict, "rounds.busy");
  auto looked = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> Result<Made> {
    const auto found = kept(reader, id);
    if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
    if (found->round.state != State::open) return refuse(FaultKind::conflict, "rounds.not_open");
    return make(services, reader, acting, found->round.plan);
  });
  if (!looked) return refuse(looked.error());
  if (!*looked) return refuse(looked->error());
  auto& made = **looked;
  auto key = services.keys.renew(tenant, id);
  if (!key) return refuse(wipe_codes(made.out, key.error()).error());
  std::string before;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto found = kept(writer, id);
    if (!found || found->round.state != State::open) return refuse(FaultKind::conflict, "rounds.not_open");
    before = found->public_key;
    empty_box(writer, id);
    writer.run(sql::empty_daily, {{":round", id}});
    writer.run(sql::reopen, {{":opened", acting.today.number},
                             {":frozen", to_json(made.frozen)},
                             {":public_key", bytes_of(*key)},
                             {":id", id}});
    keep_codes(writer, id, made);
    writer.audit(acting.actor, "began_again", "round", id, "{}");
    return {};
  });
  if (!done) {
    if (!before.empty()) (void)services.keys.settle(tenant, id, before);
    return refuse(wipe_codes(made.out, done.error()).error());
  }
  clear_log(services);
  if (auto settled = services.keys.settle(tenant, id, *key); !settled)
    return refuse(wipe_codes(made.out, settled.error()).error());
  return std::move(made.out);
}

std::string about_employee(store::Reader& reader, std::string_view employee) {
  const auto open = under_way(reader);
  const bool may = open && reader
                               .first(sql::eligible, {{":round", open->round.id}, {":employee", employee}},
                                      [](const store::Row&) { return true; })
                               .value_or(false);
  return may ? "{\"may_answer_round\":" + std::to_string(open->round.number) + "}" : "{}";
}

Done forget_employee(store::Writer& writer, std::string_view employee) {
  if (const auto open = under_way(writer))
    writer.run(sql::forget_eligibility, {{":round", open->round.id}, {":employee", employee}});
  return {};
}

}  // namespace goud::rounds
