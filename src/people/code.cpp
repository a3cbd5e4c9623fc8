#include "people/floor.hpp"

namespace goud::people {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_letters = 12;

}  // namespace

std::string make_code(Randomness& randomness) {
  auto bits = randomness.bits();
  std::string code(code_letters, '0');
  for (auto& letter : code) {
    letter = letters[bits % letters.size()];
    bits /= letters.size();
  }
  return code;
}

std::string written_code(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += code[i];
  }
  return text;
}

std::optional<std::string> read_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (letters.find(c) == std::string_view::npos || code.size() == code_letters) return std::nullopt;
    code += c;
  }
  if (code.size() != code_letters) return std::nullopt;
  return code;
}

}  // namespace goud::people
