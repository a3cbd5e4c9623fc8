#include "store/sql_tokens.hpp"

#include <array>

namespace goud::store {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return low;
}

// Past the closing quote that belongs to the one at `at`; a doubled quote is a quote inside.
std::size_t past_quote(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (sql[i] != quote) continue;
    if (i + 1 < sql.size() && sql[i + 1] == quote) {
      ++i;
      continue;
    }
    return i + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<std::vector<Token>> sql_tokens(std::string_view sql) {
  constexpr std::array<std::string_view, 11> long_signs = {"->>", "<=", ">=", "<>", "!=", "||",
                                                           "->",  "==", "::", "<<", "@@"};
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < sql.size()) {
    const char c = sql[at];
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    if (sql.substr(at, 2) == "--") {
      const auto end = sql.find('\n', at);
      at = end == std::string_view::npos ? sql.size() : end + 1;
      continue;
    }
    if (sql.substr(at, 2) == "/*") {
      const auto end = sql.find("*/", at + 2);
      if (end == std::string_view::npos) return std::nullopt;
      at = end + 2;
      continue;
    }
    const auto start = at;
    const auto add = [&](TokenKind kind, std::string text) {
      tokens.push_back({kind, std::move(text), sql.substr(start, at - start)});
    };
    if (letter(c)) {
      while (at < sql.size() && (letter(sql[at]) || digit(sql[at]))) ++at;
      add(TokenKind::name, lower(sql.substr(start, at - start)));
    } else if (digit(c) || (c == '.' && at + 1 < sql.size() && digit(sql[at + 1]))) {
      while (at < sql.size() && (letter(sql[at]) || digit(sql[at]) || sql[at] == '.' ||
                                 ((sql[at] == '-' || sql[at] == '+') && (sql[at - 1] == 'e' || sql[at - 1] == 'E')))) {
        ++at;
      }
      add(TokenKind::number, std::string(sql.substr(start, at - start)));
    } else if (c == '\'' || c == '"') {
      at = past_quote(sql, at);
      if (at == std::string_view::npos) return std::nullopt;
      const auto inside = sql.substr(start + 1, at - start - 2);
      if (c == '\'') {
        add(TokenKind::text, std::string(inside));
      } else {
        add(TokenKind::quoted_name, lower(inside));
      }
    } else if (c == ':' && at + 1 < sql.size() && letter(sql[at + 1])) {
      ++at;
      while (at < sql.size() && (letter(sql[at]) || digit(sql[at]))) ++at;
      add(TokenKind::parameter, std::string(sql.substr(start, at - start)));
    } else {
      std::size_t length = 0;
      for (const auto sign : long_signs) {
        if (length == 0 && sql.substr(at, sign.size()) == sign) length = sign.size();
      }
      if (length == 0 && std::string_view("()+-*/%<>=,.;&|~").find(c) != std::string_view::npos) length = 1;
      if (length == 0) return std::nullopt;
      at += length;
      add(TokenKind::sign, std::string(sql.substr(start, length)));
    }
  }
  return tokens;
}

}  // namespace goud::store
