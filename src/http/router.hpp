// From method and path to the route that answers. A literal part wins over {name}; inside http/ only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"

namespace goud::http {

struct Route {
  Method method = Method::get;
  std::string pattern;
  Access access;
  Handler handler;    // one of these two
  Deferred deferred;
  Limits limits;
  std::vector<std::string> names;  // of {…}, in order
};

struct Router::Impl {
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> any;
    std::map<Method, std::size_t> routes;
  };
  Node root;
  std::vector<Route> routes;

  void add(Route);
  struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string> in_path;
    std::vector<Method> allowed;  // what the path answers to, when it does not answer to this method
  };
  [[nodiscard]] Match match(Method, std::string_view path) const;
};

[[nodiscard]] std::string_view name_of(Method);

}  // namespace goud::http
