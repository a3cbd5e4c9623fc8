// What someone may see. A Published value is made inside figures/ alone (the key has no public maker), after the
// filter was applied and the floor of its audience was kept; anything else cannot be serialised as a figure.
#pragma once

#include <utility>

namespace goud::figures {

class Press;  // of figures/ itself; its one definition stands in press.hpp, which no other room may include

template <class T>
class Published {
 public:
  class Key {
    friend class Press;
    Key() = default;
  };
  Published(T said, const Key&) : said_(std::move(said)) {}
  [[nodiscard]] const T& said() const { return said_; }  // for ranking and for sentences; to_json for showing
  const T* operator->() const { return &said_; }

 private:
  T said_;
};

}  // namespace goud::figures
