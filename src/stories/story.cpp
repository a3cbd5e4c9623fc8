#include <algorithm>

#include "stories/row.hpp"

namespace goud::stories {

std::string_view name_of(Teller teller) {
  switch (teller) {
    case Teller::customer:
      return "customer";
    case Teller::colleague:
      return "colleague";
    case Teller::anonymous:
      return "anonymous";
  }
  return "customer";
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::told:
      return "told";
    case Standing::shared:
      return "shared";
    case Standing::kept_back:
      return "kept_back";
  }
  return "told";
}

std::string_view name_of(Retold retold) {
  switch (retold) {
    case Retold::no:
      return "no";
    case Retold::one_or_two:
      return "1-2";
    case Retold::three_to_five:
      return "3-5";
    case Retold::more:
      return "more";
  }
  return "no";
}

std::optional<Retold> retold_from(std::string_view text) {
  for (auto known : {Retold::no, Retold::one_or_two, Retold::three_to_five, Retold::more}) {
    if (name_of(known) == text) return known;
  }
  return std::nullopt;
}

std::string_view name_of(Confirmed confirmed) {
  switch (confirmed) {
    case Confirmed::not_back:
      return "not_back";
    case Confirmed::not_answered:
      return "not_answered";
    case Confirmed::as_or_better:
      return "as_or_better";
    case Confirmed::less:
      return "less";
  }
  return "not_back";
}

Kept kept_of(Standing standing, bool may_share) {
  if (standing == Standing::kept_back) return Kept::kept_back;
  if (!may_share) return Kept::not_shareable;
  return standing == Standing::shared ? Kept::shared : Kept::to_check;
}

bool noted(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace goud::stories
