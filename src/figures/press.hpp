// The one maker of Published values. Included by figures/*.cpp only.
#pragma once

#include "figures/published.hpp"

namespace goud::figures {

class Press {
 public:
  template <class T>
  static Published<T> publish(T said) {
    return Published<T>(std::move(said), typename Published<T>::Key());
  }
};

}  // namespace goud::figures
