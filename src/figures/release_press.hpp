// The one maker of Released values. Included by figures/*.cpp only.
#pragma once

#include <utility>
#include <vector>

#include "figures/released.hpp"

namespace goud::figures {

class ReleasePress {
 public:
  static Released make(int classes, std::vector<ReleasedGroup> groups, std::vector<ReleaseCell> cells) {
    return {classes, std::move(groups), std::move(cells), Released::Key()};
  }
};

}  // namespace goud::figures
