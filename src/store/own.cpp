#include "store/own.hpp"

#include <sodium.h>

#include <array>

namespace goud::store::own {

const Statement last_change{
    "store.change_log.last", "SELECT c.seq FROM change_log c WHERE c.org = :org ORDER BY c.seq DESC LIMIT 1"};
const Statement append_change{
    "store.change_log.append",
    "INSERT INTO change_log (org, seq, entity, entity_id, kind, at) VALUES (:org, :seq, :entity, :id, :kind, :at)"};
const Statement append_event{
    "store.outbox.append",
    "INSERT INTO outbox (org, seq, kind, version, body, at, delivered) "
    "SELECT :org, COALESCE(MAX(o.seq), 0) + 1, :kind, CAST(:version AS BIGINT), :body, CAST(:at AS BIGINT), 0 "
    "FROM outbox o WHERE o.org = :org"};
const Statement last_audit{
    "store.audit.last", "SELECT a.seq, a.hash FROM audit a WHERE a.org = :org ORDER BY a.seq DESC LIMIT 1"};
const Statement append_audit{
    "store.audit.append",
    "INSERT INTO audit (org, seq, at, actor, verb, entity, entity_id, detail, previous_hash, hash) "
    "VALUES (:org, :seq, :at, :actor, :verb, :entity, :id, :detail, :previous_hash, :hash)"};
const Statement audit_chains{
    "store.audit.chains",
    "SELECT a.org, a.seq, a.at, a.actor, a.verb, a.entity, a.entity_id, a.detail, a.previous_hash, a.hash "
    "FROM audit a ORDER BY a.org, a.seq"};
const Statement audit_head{
    "store.audit.head", "SELECT h.org, h.seq, h.hash, h.since, h.key_id, h.seal FROM audit_head h WHERE h.org = :org"};
const Statement audit_heads{"store.audit.heads",
                            "SELECT h.org, h.seq, h.hash, h.since, h.key_id, h.seal FROM audit_head h ORDER BY h.org"};
const Statement write_audit_head{
    "store.audit.seal",
    "INSERT INTO audit_head (org, seq, hash, since, key_id, seal) VALUES (:org, :seq, :hash, :since, :key_id, :seal) "
    "ON CONFLICT (org) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, since = excluded.since, "
    "key_id = excluded.key_id, seal = excluded.seal"};
const Statement read_meta{"store.meta.read", "SELECT m.value FROM store_meta m WHERE m.key = :key"};
const Statement write_meta{
    "store.meta.write",
    "INSERT INTO store_meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"};

namespace {

constexpr Migration migrations[] = {{
                                        1,
                                        "0001_store",
#include "store/schema/0001_store.sql"
                                    },
                                    {
                                        2,
                                        "0002_audit_entity",
#include "store/schema/0002_audit_entity.sql"
                                    },
                                    {
                                        3,
                                        "0003_audit_head",
#include "store/schema/0003_audit_head.sql"
                                    }};

constexpr std::array<const Statement*, 11> statements = {&last_change,      &append_change, &append_event, &last_audit,
                                                         &append_audit,     &audit_chains,  &audit_head,   &audit_heads,
                                                         &write_audit_head, &read_meta,     &write_meta};

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, 32); }
  void add(std::string_view part) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  [[nodiscard]] std::string hexadecimal() {
    std::array<unsigned char, 32> hash{};
    crypto_generichash_final(&state_, hash.data(), hash.size());
    std::array<char, 65> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
  }

 private:
  crypto_generichash_state state_{};
};

}  // namespace

Room room() { return {"store", migrations, statements}; }

std::string hash_of(const AuditLine& line) {
  Hash hash;
  const auto part = [&hash](std::string_view text) {
    hash.add(std::to_string(text.size()));  // the length goes first, so no two lines read the same
    hash.add(":");
    hash.add(text);
  };
  part(line.previous_hash);
  part(std::to_string(line.org));
  part(std::to_string(line.seq));
  part(std::to_string(line.at));
  for (const auto text : {line.actor, line.verb, line.entity, line.entity_id, line.detail}) part(text);
  return hash.hexadecimal();
}

std::string hash_before_first() { return std::string(64, '0'); }

std::string hash_of(std::string_view text) {
  Hash hash;
  hash.add(text);
  return hash.hexadecimal();
}

}  // namespace goud::store::own
