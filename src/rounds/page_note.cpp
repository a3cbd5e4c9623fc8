#include "rounds/page_note.hpp"

#include <sodium.h>

#include <span>

namespace goud::rounds {
namespace {

constexpr std::size_t plain_bytes = 18, nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t sealed = nonce_bytes + plain_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

NoteKey note_key(const people::Secrets& secrets) {
  NoteKey key{};
  const auto hex = secrets.hmac("rounds.page", "note");
  sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
  return key;
}

std::string seal(const PageNote& note, std::string_view code, const NoteKey& key, Randomness& randomness) {
  std::array<unsigned char, plain_bytes> plain{static_cast<unsigned char>(note.kind),
                                               static_cast<unsigned char>(note.week)};
  sodium_hex2bin(plain.data() + 2, 16, note.receipt.data(), note.receipt.size(), nullptr, nullptr, nullptr);
  std::array<unsigned char, sealed> out{};
  randomness.fill(std::as_writable_bytes(std::span(out).first(nonce_bytes)));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                             bytes_of(code), code.size(), nullptr, out.data(), key.data());
  std::string text(sodium_base64_ENCODED_LEN(sealed, variant), '\0');
  sodium_bin2base64(text.data(), text.size(), out.data(), out.size(), variant);
  text.pop_back();
  return text;
}

std::optional<PageNote> unseal(std::string_view text, std::string_view code, const NoteKey& key) {
  std::array<unsigned char, sealed> in{};
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(in.data(), in.size(), text.data(), text.size(), nullptr, &size, &end, variant) != 0)
    return std::nullopt;
  if (size != sealed || end != text.data() + text.size()) return std::nullopt;
  std::array<unsigned char, plain_bytes> plain{};
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, in.data() + nonce_bytes,
                                                 in.size() - nonce_bytes, bytes_of(code), code.size(), in.data(),
                                                 key.data()) != 0)
    return std::nullopt;
  PageNote note;
  if (plain[0] != 1 && plain[0] != 2) return std::nullopt;
  note.kind = static_cast<PageNote::Kind>(plain[0]);
  note.week = plain[1];
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), plain.data() + 2, 16);
  note.receipt = hex.data();
  return note;
}

}  // namespace goud::rounds
