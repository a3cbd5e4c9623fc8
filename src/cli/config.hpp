// goud.toml: what it may say, read and checked. packaging/goud.toml.example explains every key.
#pragma once

#include <cstdint>
#include <string>

#include "http/log.hpp"
#include "http/server.hpp"
#include "kernel/fault.hpp"
#include "mail/mail.hpp"

namespace goud::cli {

struct Config {
  http::ServerOptions server;
  std::int64_t upload_bytes_max = 512LL * 1024 * 1024;
  http::LogLevel log = http::LogLevel::info;
  std::string keys;  // directory of the keys of open rounds; empty: beside the data directory
  mail::Settings mail;  // of nobody where no server is named: letters wait
};

// An unknown key, a wrong type or a value out of range is refused with its line.
[[nodiscard]] Result<Config> read_config(const std::string& path);
// "127.0.0.1:8080", "[::1]:8080", ":8080", "8080" or "127.0.0.1" into address and port.
[[nodiscard]] Done listen_at(Config&, const std::string& text);

}  // namespace goud::cli
