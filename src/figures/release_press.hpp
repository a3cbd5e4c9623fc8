// The one maker of Released values. Included by figures/*.cpp only.
#pragma once

#include <utility>
#include <vector>

#include "figures/released.hpp"

namespace goud::figures {

class ReleasePress {
 public:
  static Released make(int classes, std::vector<ReleasedGroup> groups) {
    return {classes, std::move(groups), Released::Key()};
  }
};

}  // namespace goud::figures
