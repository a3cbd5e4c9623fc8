// Who is an employee: the register that a round's codes are handed out by. Always true: an employee is no account and no
// customer; nothing here says what anyone answered, nor whether; forgetting takes the address away and the row out of every
// next round. Decides who is in the register; who is asked, rounds/ decides when a round opens.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "store/store.hpp"

namespace goud::people {

struct Employee {
  std::string id;  // a random UUIDv4
  UnitId unit;
  std::string email;     // empty: reached by a printed card
  std::string language;  // "nl" | "en"
  bool active = true;
};
[[nodiscard]] std::vector<Employee> employees(store::Reader&);  // by id, those who were forgotten left out

// Persons with an address, and how many there are without one. An address that is known already moves to the unit named.
struct EmployeeDraft {
  UnitId unit;
  std::string email;
  std::string language = "nl";
};
struct Heads {
  UnitId unit;
  int people = 0;  // who work there without an address; what was said before is replaced
};
struct Registered {
  int added = 0, moved = 0, same = 0, gone = 0;
};
constexpr std::size_t employees_at_once = 5000, heads_at_once = 2000;
constexpr int heads_most = 100'000;
// Right as a whole or refused, by path "rows[3].email".
[[nodiscard]] Result<Registered> register_employees(store::Writer&, Randomness&, const std::vector<EmployeeDraft>&,
                                                    const std::vector<Heads>&, Day today);
// What is kept of one, as JSON, and forgetting: the address is overwritten, the id stays as a tombstone.
[[nodiscard]] std::string about_employee(store::Reader&, std::string_view id);
[[nodiscard]] Done forget_employee(store::Writer&, std::string_view id);

}  // namespace goud::people
