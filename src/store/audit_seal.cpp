#include "store/audit_seal.hpp"

#include <sodium.h>

#include <charconv>
#include <map>

namespace goud::store {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
  std::string text(size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

SecretKey derived(const SecretKey& key, std::string_view purpose) {
  SecretKey out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                     key.data(), key.size());
  return out;
}

Fault said(std::string key, std::map<std::string, std::string> args) {
  return {FaultKind::unavailable, std::move(key), {}, std::move(args)};
}

}  // namespace

std::string to_text(const HeadCount& count) {
  return std::to_string(count.heads) + ' ' + count.key_id + ' ' + count.seal;
}

std::optional<HeadCount> head_count_from(const std::string& text) {
  const auto first = text.find(' ');
  const auto second = first == std::string::npos ? first : text.find(' ', first + 1);
  if (second == std::string::npos) return std::nullopt;
  HeadCount count{0, text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  const auto read = std::from_chars(text.data(), text.data() + first, count.heads);
  if (read.ec != std::errc{} || read.ptr != text.data() + first) return std::nullopt;
  return count;
}

AuditSeal::AuditSeal(const SecretKey& installation_key) : key_(derived(installation_key, "audit head")) {
  const auto name = derived(key_, "name of the key");
  key_id_ = hexadecimal(name.data(), 8);
}

std::string AuditSeal::keyed(const std::string& text) const {
  std::array<unsigned char, 32> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     key_.data(), key_.size());
  return hexadecimal(out.data(), out.size());
}

std::string AuditSeal::seal_of(const AuditHead& head) const {
  return keyed("head " + std::to_string(head.org) + ' ' + std::to_string(head.seq) + ' ' + std::to_string(head.since) +
               ' ' + head.hash);
}

bool AuditSeal::holds(const AuditHead& head) const {
  const auto seal = seal_of(head);
  return ours(head) && seal.size() == head.seal.size() &&
         sodium_memcmp(seal.data(), head.seal.data(), seal.size()) == 0;
}

HeadCount AuditSeal::counted(std::int64_t heads) const {
  return {heads, key_id_, keyed("heads " + std::to_string(heads))};
}

bool AuditSeal::holds(const HeadCount& count) const {
  const auto seal = counted(count.heads).seal;
  return count.key_id == key_id_ && seal.size() == count.seal.size() &&
         sodium_memcmp(seal.data(), count.seal.data(), seal.size()) == 0;
}

std::optional<AuditHead> AuditSeal::after(const std::optional<AuditHead>& head, const AuditHead& last, std::int64_t seq,
                                          const std::string& hash) const {
  AuditHead next{last.org, seq, hash, last.seq, key_id_, {}};
  if (head && ours(*head)) {
    if (!holds(*head) || head->seq != last.seq || head->hash != last.hash) return std::nullopt;
    next.since = head->since;
  }
  next.seal = seal_of(next);
  return next;
}

SealFindings examine_seals(const std::vector<AuditHead>& ends, const std::vector<AuditHead>& heads,
                           const std::optional<HeadCount>& count, const std::optional<AuditSeal>& seal) {
  SealFindings found;
  std::map<std::int64_t, const AuditHead*> by_org;
  for (const auto& end : ends) by_org[end.org] = &end;
  std::int64_t ours = 0;
  for (const auto& head : heads) {
    const auto end = by_org.find(head.org);
    const bool fits = end != by_org.end() && end->second->seq == head.seq && end->second->hash == head.hash;
    const auto last = std::to_string(end == by_org.end() ? 0 : end->second->seq);
    if (end != by_org.end()) by_org.erase(end);
    const std::map<std::string, std::string> where{
        {"organisation", std::to_string(head.org)}, {"sealed", std::to_string(head.seq)}, {"line", last}};
    if (seal && seal->ours(head)) ++ours;
    if (!fits) {
      found.wrong.push_back(said("store.seal.end", where));
    } else if (!seal) {
      continue;
    } else if (!seal->ours(head)) {
      found.notes.push_back(said("store.seal.other_key", where));
    } else if (!seal->holds(head)) {
      found.wrong.push_back(said("store.seal.broken", where));
    } else if (head.since > 0) {
      found.notes.push_back(
          said("store.seal.since", {{"organisation", std::to_string(head.org)}, {"line", std::to_string(head.since)}}));
    }
  }
  if (!seal) {
    if (!heads.empty() || !ends.empty()) found.notes.push_back(said("store.seal.unchecked", {}));
    return found;
  }
  for (const auto& [org, end] : by_org)
    found.notes.push_back(said("store.seal.none", {{"organisation", std::to_string(org)}}));
  // Another key's count is that of before a restore; the first head this key seals starts its own.
  const bool missed =
      count ? count->key_id == seal->key_id() && (!seal->holds(*count) || count->heads != ours) : ours > 0;
  if (missed) found.wrong.push_back(said("store.seal.count", {}));
  return found;
}

}  // namespace goud::store
