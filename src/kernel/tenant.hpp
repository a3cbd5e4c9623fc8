// Whose data this is. A Tenant is made only where a caller was recognised: a session, an API key, a public code,
// or the command line of the administrator.
#pragma once

#include <cstdint>

namespace goud {

struct Tenant {
  std::int32_t org = 0;
  auto operator<=>(const Tenant&) const = default;
};

}  // namespace goud
