// The store's own tables: change log, outbox, audit trail, and what the installation knows about itself.
#pragma once

#include <string>
#include <string_view>

#include "store/store.hpp"

namespace goud::store::own {

[[nodiscard]] Room room();

extern const Statement last_change;
extern const Statement append_change;
extern const Statement append_event;
extern const Statement last_audit;
extern const Statement append_audit;
extern const Statement audit_chains;
extern const Statement audit_head;
extern const Statement audit_heads;
extern const Statement write_audit_head;
extern const Statement read_meta;
extern const Statement write_meta;

struct AuditLine {
  std::int64_t org = 0;
  std::int64_t seq = 0;
  std::int64_t at = 0;
  std::string_view actor;
  std::string_view verb;
  std::string_view entity;
  std::string_view entity_id;
  std::string_view detail;
  std::string_view previous_hash;  // 64 hexadecimal digits; all 0 before the first
};
[[nodiscard]] std::string hash_of(const AuditLine&);
[[nodiscard]] std::string hash_before_first();
[[nodiscard]] std::string hash_of(std::string_view text);  // BLAKE2b-256, hexadecimal

}  // namespace goud::store::own
