#include "actions/kit.hpp"

namespace goud::actions {
namespace {

constexpr store::Forgetter forgetters[] = {{"answer", &forget_answer, true}};

}  // namespace

store::Room room() {
  static const std::vector<Part> parts{follow_up_part(), asking_part(), cause_part(), kit_part()};
  static const auto migrations = [] {
    std::vector<store::Migration> all;
    for (const auto& part : parts) all.insert(all.end(), part.migrations.begin(), part.migrations.end());
    return all;
  }();
  static const auto statements = [] {
    std::vector<const store::Statement*> all;
    for (const auto& part : parts) all.insert(all.end(), part.statements.begin(), part.statements.end());
    return all;
  }();
  return {"actions", migrations, statements, forgetters};
}

}  // namespace goud::actions
