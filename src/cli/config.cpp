#include "cli/config.hpp"

#include <fstream>

#include <toml++/toml.h>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <map>

#include "http/gate.hpp"

namespace goud::cli {
namespace {

tl::unexpected<Fault> wrong(const std::string& path, const toml::source_region& where, std::string key, const std::string& name) {
  return refuse(FaultKind::invalid, std::move(key), {{"file", path}, {"line", std::to_string(where.begin.line)}, {"name", name}});
}

bool take(std::string& into, const toml::node& node) {
  const auto value = node.value_exact<std::string>();
  if (value) into = *value;
  return value.has_value();
}

bool take(std::vector<std::string>& into, const toml::node& node) {
  const auto* list = node.as_array();
  if (!list) return false;
  into.clear();
  for (const auto& item : *list) {
    const auto text = item.value_exact<std::string>();
    if (!text) return false;
    into.push_back(*text);
  }
  return true;
}

// "https://goud.example.org": a scheme and a host, perhaps a port, nothing behind it but slashes.
bool take_url(std::string& into, const toml::node& node) {
  if (!take(into, node)) return false;
  while (into.ends_with('/')) into.pop_back();
  const auto host = into.starts_with("https://") ? into.substr(8) : into.starts_with("http://") ? into.substr(7) : std::string();
  return !host.empty() && host.find_first_of("/?#@\\\" <>") == std::string::npos;
}

// "smtp://mail.example.org:587" or "smtps://…", nothing behind it.
bool take_mail_server(std::string& into, const toml::node& node) {
  if (!take(into, node)) return false;
  if (into.empty()) return true;
  while (into.ends_with('/')) into.pop_back();
  const auto host = into.starts_with("smtps://")  ? into.substr(8)
                    : into.starts_with("smtp://") ? into.substr(7)
                                                  : std::string();
  return !host.empty() && host.find_first_of("/?#@\\\" <>\r\n") == std::string::npos;
}

bool take_sender(std::string& into, const toml::node& node) {
  return take(into, node) && into.find_first_of("\r\n") == std::string::npos && mail::sender_of(into).has_value();
}

template <class T>
bool take_whole(T& into, const toml::node& node, std::int64_t low, std::int64_t high) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < low || *value > high) return false;
  into = static_cast<T>(*value);
  return true;
}

}  // namespace

Done listen_at(Config& config, const std::string& text) {
  auto& server = config.server;
  std::string address = text, port;
  const bool only_digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (only_digits) {
    address.clear();
    port = text;
  } else if (!text.empty() && text.front() == '[') {
    const auto close = text.find(']');
    address = text.substr(1, close == std::string::npos ? close : close - 1);
    if (close != std::string::npos && close + 1 < text.size()) port = text.substr(close + 2);
  } else if (const auto colon = text.rfind(':'); colon != std::string::npos && text.find(':') == colon) {
    address = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  if (!address.empty()) server.address = address;
  if (port.empty()) return {};
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number > 65535)
    return refuse(FaultKind::invalid, "http.listen_address", {{"address", text}});
  server.port = static_cast<std::uint16_t>(number);
  return {};
}

Result<Config> read_config(const std::string& path) {
  Config config;
  auto& server = config.server;
  std::int64_t requests = 6000;
  std::int64_t mail_seconds = config.mail.timeout.count();
  const std::map<std::string, std::function<bool(const toml::node&)>, std::less<>> known{
      {"serve.address", [&](const toml::node& node) { return take(server.address, node); }},
      {"serve.port", [&](const toml::node& node) { return take_whole(server.port, node, 0, 65535); }},
      {"serve.hosts", [&](const toml::node& node) { return take(server.hosts, node); }},
      {"serve.proxies", [&](const toml::node& node) { return take(server.proxies, node); }},
      {"serve.url", [&](const toml::node& node) { return take_url(server.url, node); }},
      {"serve.workers", [&](const toml::node& node) { return take_whole(server.workers, node, 1, 256); }},
      {"limits.connections",
       [&](const toml::node& node) { return take_whole(server.connections_max, node, 1, 100'000); }},
      {"limits.requests_per_minute",
       [&](const toml::node& node) { return take_whole(requests, node, 0, 100'000'000); }},
      {"limits.upload_bytes_max",
       [&](const toml::node& node) { return take_whole(config.upload_bytes_max, node, 1, 1LL << 40); }},
      {"rounds.keys", [&](const toml::node& node) { return take(config.keys, node) && config.keys.starts_with('/'); }},
      {"mail.server", [&](const toml::node& node) { return take_mail_server(config.mail.url, node); }},
      {"mail.from", [&](const toml::node& node) { return take_sender(config.mail.from, node); }},
      {"mail.user", [&](const toml::node& node) { return take(config.mail.user, node); }},
      {"mail.password", [&](const toml::node& node) { return take(config.mail.password, node); }},
      {"mail.timeout_seconds", [&](const toml::node& node) { return take_whole(mail_seconds, node, 2, 120); }},
      {"log.level",
       [&](const toml::node& node) {
         const auto level = node.value_exact<std::string>();
         if (!level) return false;
         static const std::map<std::string, http::LogLevel> levels{{"error", http::LogLevel::error}, {"warning", http::LogLevel::warning},
                                                                   {"info", http::LogLevel::info}, {"debug", http::LogLevel::info}};
         const auto found = levels.find(*level);
         if (found == levels.end()) return false;
         config.log = found->second;
         return true;
       }},
  };
  if (!std::ifstream(path)) return refuse(FaultKind::invalid, "cli.config.missing", {{"file", path}});
  try {
    const auto document = toml::parse_file(path);
    for (const auto& [section, content] : document) {
      const auto* table = content.as_table();
      if (!table) return wrong(path, content.source(), "cli.config.unknown", std::string(section.str()));
      for (const auto& [key, value] : *table) {
        const auto name = std::string(section.str()) + "." + std::string(key.str());
        const auto found = known.find(name);
        if (found == known.end()) return wrong(path, value.source(), "cli.config.unknown", name);
        if (!found->second(value)) return wrong(path, value.source(), "cli.config.value", name);
      }
    }
  } catch (const toml::parse_error& error) {
    return refuse(FaultKind::invalid, "cli.config.broken",
                  {{"file", path}, {"line", std::to_string(error.source().begin.line)}, {"why", std::string(error.description())}});
  }
  if (const char* given = std::getenv("GOUD_MAIL_PASSWORD"); given != nullptr && *given != '\0')
    config.mail.password = given;
  config.mail.timeout = std::chrono::seconds(mail_seconds);
  if (!config.mail.url.empty() && config.mail.from.empty())
    return refuse(FaultKind::invalid, "cli.config.mail_from", {{"file", path}});
  server.requests_per_minute = static_cast<double>(requests);
  server.requests_at_once = std::max(100.0, server.requests_per_minute / 6);
  if (!server.url.empty()) server.hosts.push_back(http::host_name(std::string_view(server.url).substr(server.url.find("://") + 3)));
  return config;
}

}  // namespace goud::cli
