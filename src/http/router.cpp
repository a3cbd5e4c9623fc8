#include "http/router.hpp"

#include <future>
#include <stdexcept>

namespace goud::http {
namespace {

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

const Router::Impl::Node* find(const Router::Impl::Node& node, const std::vector<std::string_view>& parts, std::size_t at,
                               std::vector<std::string_view>& taken) {
  if (at == parts.size()) return node.routes.empty() ? nullptr : &node;
  if (const auto next = node.literal.find(parts[at]); next != node.literal.end())
    if (const auto* found = find(*next->second, parts, at + 1, taken)) return found;
  if (node.any && !parts[at].empty()) {
    taken.push_back(parts[at]);
    if (const auto* found = find(*node.any, parts, at + 1, taken)) return found;
    taken.pop_back();
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
  }
  return "GET";
}

void Router::Impl::add(Route route) {
  Node* node = &root;
  for (const auto part : parts_of(route.pattern)) {
    if (part.size() > 2 && part.front() == '{' && part.back() == '}') {
      route.names.emplace_back(part.substr(1, part.size() - 2));
      if (!node->any) node->any = std::make_unique<Node>();
      node = node->any.get();
    } else {
      auto& next = node->literal[std::string(part)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
  }
  if (!node->routes.emplace(route.method, routes.size()).second)
    throw std::logic_error("route stands twice: " + std::string(name_of(route.method)) + " " + route.pattern);
  routes.push_back(std::move(route));
}

Router::Impl::Match Router::Impl::match(Method method, std::string_view path) const {
  Match match;
  std::vector<std::string_view> taken;
  const auto parts = parts_of(path);
  if (parts.size() > 24) return match;
  const auto* node = find(root, parts, 0, taken);
  if (!node) return match;
  const auto found = node->routes.find(method);
  if (found == node->routes.end()) {
    for (const auto& [allowed, index] : node->routes) match.allowed.push_back(allowed);
    return match;
  }
  match.route = &routes[found->second];
  for (std::size_t i = 0; i < taken.size(); ++i) match.in_path.emplace(match.route->names[i], taken[i]);
  return match;
}

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::on(Method method, std::string pattern, Access access, Handler handler, Limits limits) {
  impl_->add({method, std::move(pattern), std::move(access), std::move(handler), {}, limits, {}});
}

void Router::on_deferred(Method method, std::string pattern, Access access, Deferred deferred, Limits limits) {
  impl_->add({method, std::move(pattern), std::move(access), {}, std::move(deferred), limits, {}});
}

std::vector<Router::Entry> Router::entries() const {
  std::vector<Entry> all;
  for (const auto& route : impl_->routes) all.push_back({route.method, route.pattern, route.access});
  return all;
}

std::optional<Response> Router::call(Request request) const {
  auto match = impl_->match(request.method, request.path);
  if (match.route == nullptr) return std::nullopt;
  request.in_path = std::move(match.in_path);
  if (match.route->handler) return match.route->handler(request);
  const auto reply = std::make_shared<std::promise<Response>>();  // outlives the thread that fulfils it
  auto answered = reply->get_future();
  match.route->deferred(std::move(request), [reply](Response response) { reply->set_value(std::move(response)); });
  return answered.get();
}

}  // namespace goud::http
