#include <unordered_map>

#include "people/people.hpp"
#include "promises/promises.hpp"
#include "promises/statements.hpp"

namespace goud::promises {

Acting acting(store::Reader& reader, const http::Caller& caller, Instant now) {
  return {caller.account.empty() ? "key:" + caller.key_id : caller.account.text, now, people::day_of(people::organisation(reader), now)};
}

std::vector<Happened> history(store::Reader& reader, std::string_view entity, std::string_view id) {
  std::unordered_map<std::string, std::string> names;
  for (const auto& account : people::accounts(reader)) names.emplace(account.id.text, account.name);
  return reader.all(sql::history, {{":entity", entity}, {":id", id}}, [&](const store::Row& row) {
    auto found = names.find(row.string(1));
    return Happened{Instant{row.integer(0)}, found == names.end() ? std::string() : found->second, row.string(2), row.string(3)};
  });
}

}  // namespace goud::promises
