#include "feedback/link.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <span>

namespace goud::feedback {
namespace {

constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstvwxyz";  // no 0 o 1 i l u
constexpr std::size_t code_length = 13;                                  // 30^13 > 2^63
constexpr std::size_t plain_bytes = 20, receipt_bytes = 2, mac_bytes = 16;
constexpr unsigned trial_bit = 0x8000;  // of the version

void put(unsigned char* at, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) {
    at[i] = static_cast<unsigned char>(value & 0xFFU);
    value >>= 8U;
  }
}
std::uint64_t get(const unsigned char* at, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = (value << 8U) | at[i];
  return value;
}

void mac(unsigned char* out, std::span<const unsigned char> plain, std::string_view code, const SealKey& key) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), mac_bytes);
  crypto_generichash_update(&state, plain.data(), plain.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(code.data()), code.size());
  crypto_generichash_final(&state, out, mac_bytes);
}

}  // namespace

std::string new_code(Randomness& randomness) {
  std::string code;
  for (std::size_t i = 0; i < code_length; ++i) code += alphabet[randomness.below(alphabet.size())];
  return code;
}

bool code_wellformed(std::string_view code) {
  return code.size() == code_length && code.find_first_not_of(alphabet) == std::string_view::npos;
}

Result<Link> make_link(Tenant tenant, const LinkDraft& draft, const Instrument& instrument, Instant now, const Clock& clock,
                       Randomness& randomness) {
  std::vector<FieldFault> wrong;
  if (instrument.ended) wrong.push_back({"instrument", "feedback.link.instrument_ended"});
  if (draft.expires_at && *draft.expires_at <= now) wrong.push_back({"expires_at", "feedback.link.expires_in_the_past"});
  const auto budget = draft.budget.value_or(budget_usual);
  if (budget < 1 || budget > budget_max) wrong.push_back({"budget", "feedback.link.budget", {{"max", std::to_string(budget_max)}}});
  const bool any_drawn = std::any_of(instrument.definition.questions.begin(), instrument.definition.questions.end(),
                                     [](const auto& q) { return q.drawn; });
  const bool known = std::find(instrument.moments.begin(), instrument.moments.end(), draft.moment) != instrument.moments.end();
  if (!draft.moment.empty() && !known && !any_drawn) wrong.push_back({"moment", "feedback.link.moment_not_asked"});
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  Link link;
  link.tenant = tenant;
  link.id = LinkId{uuid_v7(clock, randomness)};
  link.code = new_code(randomness);
  link.instrument = draft.instrument;
  link.unit = draft.unit;
  link.moment = draft.moment;
  link.made_at = now;
  link.expires_at = draft.expires_at;
  link.budget = budget;
  return link;
}

Done open_for(const Link& link, Instant now) {
  if (!link.active) return refuse(FaultKind::gone, "feedback.page.closed");
  if (link.expires_at && *link.expires_at <= now) return refuse(FaultKind::gone, "feedback.page.expired");
  if (link.used >= link.budget) return refuse(FaultKind::gone, "feedback.page.budget_spent");
  return {};
}

Drawn draw(const Instrument& instrument, const MomentId& of_link, const std::vector<MomentId>& ended, Randomness& randomness) {
  if (!of_link.empty()) return {of_link, 1};
  std::vector<MomentId> apply;
  for (const auto& moment : instrument.moments) {
    if (std::find(ended.begin(), ended.end(), moment) == ended.end()) apply.push_back(moment);
  }
  if (apply.empty()) return {};
  return {apply[randomness.below(apply.size())], 1.0 / static_cast<double>(apply.size())};
}

namespace {

template <std::size_t N>
std::string sealed(std::array<unsigned char, N + mac_bytes> bytes, std::string_view code, const SealKey& key) {
  mac(&bytes[N], std::span(bytes).template first<N>(), code, key);
  std::array<char, sodium_base64_ENCODED_LEN(N + mac_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

template <std::size_t N>
std::optional<std::array<unsigned char, N + mac_bytes>> opened(std::string_view text, std::string_view code,
                                                               const SealKey& key) {
  std::array<unsigned char, N + mac_bytes> bytes{};
  std::size_t length = 0;
  if (text.size() > 100 || sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  if (length != bytes.size()) return std::nullopt;
  std::array<unsigned char, mac_bytes> expected{};
  mac(expected.data(), std::span(bytes).template first<N>(), code, key);
  if (sodium_memcmp(expected.data(), &bytes[N], mac_bytes) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string seal(const Ticket& ticket, std::string_view code, const SealKey& key) {
  std::array<unsigned char, plain_bytes + mac_bytes> bytes{};
  put(&bytes[0], static_cast<std::uint64_t>(ticket.version) | (ticket.trial ? trial_bit : 0U), 2);
  bytes[2] = ticket.choices;
  bytes[3] = static_cast<unsigned char>(ticket.moment < 0 ? 255 : ticket.moment);
  put(&bytes[4], static_cast<std::uint64_t>(ticket.shown_at.micros), 8);
  put(&bytes[12], ticket.number, 8);
  return sealed<plain_bytes>(bytes, code, key);
}

std::optional<Ticket> unseal(std::string_view text, std::string_view code, const SealKey& key) {
  const auto bytes = opened<plain_bytes>(text, code, key);
  if (!bytes) return std::nullopt;
  Ticket ticket;
  const auto version = static_cast<unsigned>(get(bytes->data(), 2));
  ticket.version = static_cast<int>(version & ~trial_bit);
  ticket.trial = (version & trial_bit) != 0;
  ticket.choices = (*bytes)[2];
  ticket.moment = (*bytes)[3] == 255 ? -1 : (*bytes)[3];
  ticket.shown_at = Instant{static_cast<std::int64_t>(get(&(*bytes)[4], 8))};
  ticket.number = get(&(*bytes)[12], 8);
  return ticket;
}

std::string seal(const Receipt& receipt, std::string_view code, const SealKey& key) {
  std::array<unsigned char, receipt_bytes + mac_bytes> bytes{};
  bytes[0] = 'r';
  bytes[1] = static_cast<unsigned char>((receipt.wrote ? 1 : 0) | (receipt.call ? 2 : 0) | (receipt.trial ? 4 : 0));
  return sealed<receipt_bytes>(bytes, code, key);
}

std::optional<Receipt> unseal_receipt(std::string_view text, std::string_view code, const SealKey& key) {
  const auto bytes = opened<receipt_bytes>(text, code, key);
  if (!bytes || (*bytes)[0] != 'r') return std::nullopt;
  const unsigned flags = (*bytes)[1];
  return Receipt{(flags & 1U) != 0, (flags & 2U) != 0, (flags & 4U) != 0};
}

bool Bursts::notice(std::string_view code, Instant now) {
  const std::scoped_lock lock(mutex_);
  if (seen_.size() > 100'000) seen_.clear();
  auto& seen = seen_[std::string(code)];
  const std::int64_t minute = now.micros / 60'000'000;
  if (seen.minute_began != minute) {
    seen.before = seen.minute_began == minute - 1 ? seen.now : 0;
    seen.now = 0;
    seen.minute_began = minute;
  }
  ++seen.now;
  // The last sixty seconds, the part of the minute before counted by how much of it still lies within them.
  const double part = 1.0 - static_cast<double>(now.micros % 60'000'000) / 60'000'000.0;
  return static_cast<double>(seen.now) + part * static_cast<double>(seen.before) > static_cast<double>(most_);
}

}  // namespace goud::feedback
