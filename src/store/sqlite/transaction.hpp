// Readers and the writer as the rooms see them, over one connection.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "store/audit_seal.hpp"
#include "store/ledger.hpp"
#include "store/sqlite/connection.hpp"

namespace goud::store::sqlite {

// Statements that were checked when the store was opened. No other one runs.
using Known = std::unordered_set<const Statement*>;

class Snapshot final : public Reader {
 public:
  Snapshot(Connection& connection, const Known& known, std::optional<Tenant> tenant)
      : connection_(connection), known_(known), tenant_(tenant) {}

 protected:
  void query(const Statement&, std::span<const Param>, const std::function<bool(const Row&)>&) override;

 private:
  Connection& connection_;
  const Known& known_;
  std::optional<Tenant> tenant_;
};

// Who holds something of an entity that another room erases, by that entity.
using Followers = std::multimap<std::string, const Forgetter*, std::less<>>;
[[nodiscard]] Followers followers_of(std::span<const Room>);

// The change log's last number per organisation, known from what this transaction itself wrote; forgotten with it and
// with every unit that is rolled back.
using LastChange = std::unordered_map<std::int32_t, std::int64_t>;

// One unit of work inside the writer's transaction. Its savepoint opens at its first change.
class Unit final : public Writer {
 public:
  Unit(Connection& connection, const Known& known, const Clock& clock, std::optional<Tenant> tenant,
       LastChange& last_change, const std::optional<AuditSeal>& seal, const Followers& followers)
      : connection_(connection),
        known_(known),
        clock_(clock),
        tenant_(tenant),
        last_change_(last_change),
        seal_(seal),
        followers_(followers) {}

  std::int64_t run(const Statement&, Params) override;
  std::int64_t log_change(std::string_view entity, std::string_view id, std::string_view kind) override;
  void emit(std::string_view kind, int version, std::string_view body_json) override;
  void audit(std::string_view actor, std::string_view verb, std::string_view entity, std::string_view id,
             std::string_view detail_json) override;
  void note_erasure(std::string_view entity, std::string_view id, LedgerTime) override;
  void enter(Tenant) override;

  void keep();      // what was changed stays in the transaction
  void roll_back(); // this unit alone; harmless when the whole transaction is gone
  [[nodiscard]] std::vector<Erasure> take_erasures() { return std::move(erasures_); }

 protected:
  void query(const Statement&, std::span<const Param>, const std::function<bool(const Row&)>&) override;

 private:
  void perform(const Statement&, std::span<const Param>, const std::function<bool(const Row&)>&);
  void seal_after(const AuditHead& last, std::int64_t seq, const std::string& hash);
  [[nodiscard]] Tenant whose(std::string_view doing) const;

  Connection& connection_;
  const Known& known_;
  const Clock& clock_;
  std::optional<Tenant> tenant_;
  LastChange& last_change_;
  const std::optional<AuditSeal>& seal_;
  const Followers& followers_;
  bool savepoint_ = false;
  std::vector<Erasure> erasures_;
};

}  // namespace goud::store::sqlite
