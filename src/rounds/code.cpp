#include <algorithm>
#include <stdexcept>

#include "rounds/letterbox.hpp"

namespace goud::rounds {
store::Bytes bytes_of_hex(std::string_view hex) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  store::Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (digit(hex[i]) < 0 || digit(hex[i + 1]) < 0) return {};
    bytes.push_back(static_cast<std::byte>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

std::string hex_of(const store::Bytes& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const auto byte : bytes) {
    hex += digits[std::to_integer<std::size_t>(byte) / 16];
    hex += digits[std::to_integer<std::size_t>(byte) % 16];
  }
  return hex;
}

namespace {

store::Bytes hashed(const people::Secrets& secrets, std::string_view purpose, std::string text) {
  auto hash = bytes_of_hex(secrets.hmac(purpose, text));
  wipe(text);
  return hash;
}

}  // namespace

store::Bytes code_hash(const people::Secrets& secrets, std::string_view code) {
  return hashed(secrets, "rounds.code", std::string(code));
}

store::Bytes spent_hash(const people::Secrets& secrets, std::string_view code, std::string_view round, int week) {
  return hashed(secrets, "rounds.spent", std::string(code) + "/" + std::string(round) + "/" + std::to_string(week));
}

store::Bytes receipt_hash(const people::Secrets& secrets, std::string_view code, std::string_view round, int week,
                          std::string_view receipt) {
  return hashed(secrets, "rounds.receipt",
                std::string(receipt) + "/" + std::string(code) + "/" + std::string(round) + "/" + std::to_string(week));
}

store::Bytes seal(std::size_t size, std::string_view public_key, const Ballot& ballot) {
  auto letter = to_json(ballot);
  if (letter.size() >= size) throw std::logic_error("a ballot is longer than its envelope");
  std::string padded(size, '\0');
  std::copy(letter.begin(), letter.end(), padded.begin());
  padded[letter.size()] = '\x80';
  wipe(letter);
  store::Bytes sealed(size + crypto_box_SEALBYTES);
  const int wrong = crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()),
                                    reinterpret_cast<const unsigned char*>(padded.data()), padded.size(),
                                    reinterpret_cast<const unsigned char*>(public_key.data()));
  wipe(padded);
  if (wrong != 0) throw std::logic_error("a ballot could not be sealed");
  return sealed;
}

std::optional<Ballot> unseal(const Keys::Pair& pair, const store::Bytes& sealed) {
  if (sealed.size() <= crypto_box_SEALBYTES) return std::nullopt;
  std::string letter(sealed.size() - crypto_box_SEALBYTES, '\0');
  const int wrong = crypto_box_seal_open(reinterpret_cast<unsigned char*>(letter.data()),
                                         reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(),
                                         reinterpret_cast<const unsigned char*>(pair.public_key.data()),
                                         reinterpret_cast<const unsigned char*>(pair.secret_key.data()));
  std::optional<Ballot> ballot;
  const auto end = letter.find_last_not_of('\0');
  if (wrong == 0 && end != std::string::npos && letter[end] == '\x80')
    if (auto read = ballot_from(std::string_view(letter).substr(0, end))) ballot = *std::move(read);
  wipe(letter);
  return ballot;
}

void wipe(Ballot& ballot) {
  for (auto* said : {&ballot.answers, &ballot.facets})
    for (auto& [key, value] : *said) {
      wipe(key);
      wipe(value);
    }
  wipe(ballot.unit.text);
}

}  // namespace goud::rounds
