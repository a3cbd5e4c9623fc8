#include <algorithm>

#include "barriers/kept.hpp"
#include "barriers/statements.hpp"

namespace goud::barriers {
namespace {

// Who has it next: the manager of the nearest unit above the level it is at, else who looks after customers, else an owner.
struct Next {
  int level = 0;
  std::string owner;
};
std::optional<Next> next_of(const people::UnitTree& tree, const std::vector<people::Account>& accounts,
                            const Barrier& one, Day day) {
  if (one.level <= 0) return std::nullopt;
  for (auto at = tree.parent(one.unit, day); at; at = tree.parent(*at, day)) {
    const auto* unit = tree.find(*at);
    if (unit == nullptr || unit->level >= one.level) continue;
    for (const auto& account : accounts)
      if (account.active && account.role == http::Role::unit_manager && account.unit == *at &&
          account.id.text != one.owner)
        return Next{unit->level, account.id.text};
  }
  for (const auto role : {http::Role::cx_manager, http::Role::owner})
    for (const auto& account : accounts)
      if (account.active && account.role == role && account.id.text != one.owner) return Next{0, account.id.text};
  return std::nullopt;
}

Done rise_what_is_due(Services& services, Tenant tenant, Instant now) {
  auto due = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    return reader.all(sql::rising, {{":now", now.micros}}, [](const store::Row& row) { return row.string(0); });
  });
  if (!due) return refuse(due.error());
  if (due->empty()) return {};
  return services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto today = people::day_of(people::organisation(writer), now);
    const auto tree = people::unit_tree(writer);
    const auto accounts = people::accounts(writer);
    const auto set = limits(writer);
    const Acting acting{"", now, today};
    for (const auto& id : *due) {
      auto one = barrier(writer, id);
      if (!one || !one->rises || *one->rises > now) continue;
      const auto next = next_of(tree, accounts, *one, today);
      const bool up = one->state == State::acknowledged && next;
      if (up) {
        *one = rise(*std::move(one), next->level, set, now);
        one->owner = next->owner;
      } else {
        one->rises.reset();
      }
      if (auto done = keep(writer, acting, *one, up ? "rose" : ""); !done) return done;
    }
    return {};
  });
}

}  // namespace

Done morning(Services& services, Instant now) {
  const auto known = people::organisations(services.store);
  if (!known) return refuse(known.error());
  Done all;
  for (const auto& one : *known) {
    if (auto done = mix(services, one.tenant); !done) all = done;
    if (auto done = rise_what_is_due(services, one.tenant, now); !done) all = done;
  }
  return all;
}

}  // namespace goud::barriers
