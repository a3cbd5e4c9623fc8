#include "store/postgres/dialect.hpp"

#include <algorithm>
#include <stdexcept>

#include "store/sql_tokens.hpp"

namespace goud::store::postgres {
namespace {

std::vector<Token> tokens_of(std::string_view name, std::string_view text) {
  auto tokens = sql_tokens(text);
  if (!tokens) throw std::logic_error(std::string(name) + " cannot be read");
  return *std::move(tokens);
}

}  // namespace

Translated translate(const Statement& statement) {
  const auto source = statement.postgres.empty() ? statement.text : statement.postgres;
  Translated translated;
  std::size_t at = 0;
  for (const auto& token : tokens_of(statement.name, source)) {
    const auto start = static_cast<std::size_t>(token.source.data() - source.data());
    translated.text += source.substr(at, start - at);
    at = start + token.source.size();
    if (token.kind != TokenKind::parameter) {
      translated.text += token.source;
      continue;
    }
    auto found = std::find(translated.parameters.begin(), translated.parameters.end(), token.text);
    if (found == translated.parameters.end()) found = translated.parameters.insert(found, token.text);
    translated.text += "$" + std::to_string(found - translated.parameters.begin() + 1);
  }
  translated.text += source.substr(at);
  return translated;
}

std::string translate(const Migration& migration) {
  if (!migration.postgres.empty()) return std::string(migration.postgres);
  std::string text;
  std::size_t at = 0;
  const auto source = migration.sqlite;
  const auto tokens = tokens_of(migration.name, source);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    const auto start = static_cast<std::size_t>(token.source.data() - source.data());
    text += source.substr(at, start - at);
    at = start + token.source.size();
    if (token.is("integer")) {
      text += "BIGINT";  // SQLite's integers have 64 bits, whatever they are called
    } else if (token.is("blob")) {
      text += "BYTEA";
    } else if (token.is("real")) {
      text += "DOUBLE PRECISION";
    } else if (token.is("without") && i + 1 < tokens.size() && tokens[i + 1].is("rowid")) {
      ++i;
      at = static_cast<std::size_t>(tokens[i].source.data() - source.data()) + tokens[i].source.size();
    } else {
      text += token.source;
    }
  }
  return text + std::string(source.substr(at));
}

}  // namespace goud::store::postgres
