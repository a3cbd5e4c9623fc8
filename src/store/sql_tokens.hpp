// The words of a statement: names, parameters, literals and signs; comments and white space are left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goud::store {

enum class TokenKind { name, quoted_name, parameter, text, number, sign };

struct Token {
  TokenKind kind;
  std::string text;        // names in lower case and without quotes; parameters with their colon; else as written
  std::string_view source; // as it stands in the statement
  [[nodiscard]] bool is(std::string_view sign_or_word) const {
    return (kind == TokenKind::name || kind == TokenKind::sign) && text == sign_or_word;
  }
  [[nodiscard]] bool is_identifier() const { return kind == TokenKind::name || kind == TokenKind::quoted_name; }
};

// Nothing when a literal or comment does not end, or a character has no place in our subset of SQL.
[[nodiscard]] std::optional<std::vector<Token>> sql_tokens(std::string_view statement);

}  // namespace goud::store
