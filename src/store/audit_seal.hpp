// The seal on the end of an organisation's audit trail. A chain of hashes alone says nothing about lines taken away at
// its end, and whoever can write the database can make the whole chain anew; who lacks secrets.toml cannot make a seal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/secrets.hpp"

namespace goud::store {

struct AuditHead {
  std::int64_t org = 0;
  std::int64_t seq = 0;    // the last line
  std::string hash;        // of that line
  std::int64_t since = 0;  // lines up to here were there before this key sealed: the seal does not vouch for them
  std::string key_id;      // which key sealed
  std::string seal;
};

// How many heads a key has sealed: a head that was taken away is missed.
struct HeadCount {
  std::int64_t heads = 0;
  std::string key_id;
  std::string seal;
};
[[nodiscard]] std::string to_text(const HeadCount&);
[[nodiscard]] std::optional<HeadCount> head_count_from(const std::string&);

class AuditSeal {
 public:
  explicit AuditSeal(const SecretKey& installation_key);
  [[nodiscard]] const std::string& key_id() const { return key_id_; }  // says nothing about the key
  [[nodiscard]] bool ours(const AuditHead& head) const { return head.key_id == key_id_; }
  [[nodiscard]] bool holds(const AuditHead&) const;
  [[nodiscard]] bool holds(const HeadCount&) const;
  [[nodiscard]] HeadCount counted(std::int64_t heads) const;
  // What becomes of the head when a line is added after `last`. Nothing when the head does not fit the trail: a new seal
  // would cover up what happened to it.
  [[nodiscard]] std::optional<AuditHead> after(const std::optional<AuditHead>& head, const AuditHead& last,
                                               std::int64_t seq, const std::string& hash) const;

 private:
  [[nodiscard]] std::string keyed(const std::string& text) const;
  [[nodiscard]] std::string seal_of(const AuditHead&) const;
  SecretKey key_{};
  std::string key_id_;
};

// What an examination finds: the ends of the trails as they stand, the heads, and the key where there is one.
struct SealFindings {
  std::vector<Fault> wrong;
  std::vector<Fault> notes;
};
[[nodiscard]] SealFindings examine_seals(const std::vector<AuditHead>& ends, const std::vector<AuditHead>& heads,
                                         const std::optional<HeadCount>&, const std::optional<AuditSeal>&);

}  // namespace goud::store
