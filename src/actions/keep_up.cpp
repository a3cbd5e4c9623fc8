#include "actions/parts.hpp"

namespace goud::actions {

Done keep_up(Services& services, Tenant tenant) { return hear(services, tenant); }

Done morning(Services& services, Instant now) {
  const auto known = people::organisations(services.store);
  if (!known) return refuse(known.error());
  for (const auto& one : *known) {
    if (auto done = settle_asking(services, one.tenant, now); !done) return done;
    if (auto done = ask_retold(services, one.tenant, now); !done) return done;
  }
  return {};
}

}  // namespace goud::actions
