#include "store/sqlite/transaction.hpp"

#include "store/own.hpp"

namespace goud::store::sqlite {
namespace {

const Statement savepoint{"store.savepoint", "SAVEPOINT unit"};
const Statement release{"store.release", "RELEASE unit"};
const Statement roll_back_to{"store.roll_back_to", "ROLLBACK TO unit"};

void command(Connection& connection, const Statement& statement) {
  step_through(connection, connection.prepared(statement), statement, {}, std::nullopt, [](const Row&) { return true; });
}

void check_known(const Known& known, const Statement& statement) {
  if (!known.contains(&statement)) {
    throw Mistake(std::string(statement.name) + " is in no room's list of statements");
  }
}

void ask(Connection& connection, const Statement& statement, std::span<const Param> params,
         const std::optional<Tenant>& tenant, const std::function<bool(const Row&)>& row) {
  auto& prepared = connection.prepared(statement);
  if (prepared.busy()) {  // asked again inside its own callback
    Prepared another(connection.handle(), statement.name, statement.text);
    step_through(connection, another, statement, params, tenant, row);
    return;
  }
  step_through(connection, prepared, statement, params, tenant, row);
}

}  // namespace

Followers followers_of(std::span<const Room> rooms) {
  Followers followers;
  for (const auto& room : rooms) {
    for (const auto& forgetter : room.forgetters) {
      if (forgetter.follows) followers.emplace(forgetter.entity, &forgetter);
    }
  }
  return followers;
}

void Snapshot::query(const Statement& statement, std::span<const Param> params,
                     const std::function<bool(const Row&)>& row) {
  check_known(known_, statement);
  if (connection_.prepared(statement).changes()) {
    throw Mistake(std::string(statement.name) + " changes rows and was asked of a snapshot");
  }
  ask(connection_, statement, params, tenant_, row);
}

void Unit::perform(const Statement& statement, std::span<const Param> params,
                   const std::function<bool(const Row&)>& row) {
  check_known(known_, statement);
  if (!savepoint_ && connection_.prepared(statement).changes()) {
    command(connection_, savepoint);
    savepoint_ = true;
  }
  ask(connection_, statement, params, tenant_, row);
}

void Unit::query(const Statement& statement, std::span<const Param> params,
                 const std::function<bool(const Row&)>& row) {
  perform(statement, params, row);
}

std::int64_t Unit::run(const Statement& statement, Params params) {
  const auto before = sqlite3_total_changes64(connection_.handle());
  perform(statement, std::span(params.begin(), params.size()), [](const Row&) { return true; });
  return sqlite3_total_changes64(connection_.handle()) - before;
}

Tenant Unit::whose(std::string_view doing) const {
  if (!tenant_) throw Mistake(std::string(doing) + " needs an organisation and was asked without one");
  return *tenant_;
}

std::int64_t Unit::log_change(std::string_view entity, std::string_view id, std::string_view kind) {
  const auto [last, unknown] = last_change_.try_emplace(whose("the change log").org, 0);
  if (unknown) {
    each(own::last_change, {}, [&last = last->second](const Row& row) { last = row.integer(0); });
  }
  const auto sequence = last->second + 1;
  run(own::append_change, {{":seq", sequence}, {":entity", entity}, {":id", id}, {":kind", kind}, {":at", clock_.now().micros}});
  last->second = sequence;
  return sequence;
}

void Unit::emit(std::string_view kind, int version, std::string_view body_json) {
  (void)whose("the outbox");
  run(own::append_event,
      {{":kind", kind}, {":version", version}, {":body", body_json}, {":at", clock_.now().micros}});
}

void Unit::audit(std::string_view actor, std::string_view verb, std::string_view entity, std::string_view id,
                 std::string_view detail_json) {
  own::AuditLine line{whose("the audit trail").org, 1, clock_.now().micros, actor, verb, entity, id, detail_json, {}};
  auto previous = own::hash_before_first();
  each(own::last_audit, {}, [&](const Row& row) {
    line.seq = row.integer(0) + 1;
    previous = row.string(1);
  });
  line.previous_hash = previous;
  const auto hash = own::hash_of(line);
  run(own::append_audit, {{":seq", line.seq},
                          {":at", line.at},
                          {":actor", actor},
                          {":verb", verb},
                          {":entity", entity},
                          {":id", id},
                          {":detail", detail_json},
                          {":previous_hash", previous},
                          {":hash", hash}});
  if (seal_) seal_after({line.org, line.seq - 1, previous, 0, {}, {}}, line.seq, hash);
}

void Unit::seal_after(const AuditHead& last, std::int64_t seq, const std::string& hash) {
  const auto head = first(own::audit_head, {}, [](const Row& row) {
    return AuditHead{row.integer(0), row.integer(1), row.string(2), row.integer(3), row.string(4), row.string(5)};
  });
  const auto next = seal_->after(head, last, seq, hash);
  if (!next) return;
  run(own::write_audit_head, {{":seq", next->seq},
                              {":hash", next->hash},
                              {":since", next->since},
                              {":key_id", next->key_id},
                              {":seal", next->seal}});
  if (head && seal_->ours(*head)) return;
  std::int64_t ours = 0;
  each(own::audit_heads, {}, [&](const Row& row) { ours += row.text(4) == seal_->key_id() ? 1 : 0; });
  const auto kept = first(own::read_meta, {{":key", "audit_heads"}}, [](const Row& row) { return row.string(0); });
  const auto count = kept ? head_count_from(*kept) : std::nullopt;
  // A count that was kept goes on, so that a head that is gone stays missed.
  const auto heads = count && seal_->holds(*count) ? count->heads + 1 : ours;
  run(own::write_meta, {{":key", "audit_heads"}, {":value", to_text(seal_->counted(heads))}});
}

void Unit::note_erasure(std::string_view entity, std::string_view id, LedgerTime time) {
  const auto at = time == LedgerTime::now ? clock_.now() : Instant{};
  erasures_.push_back({whose("an erasure").org, std::string(entity), std::string(id), at});
  const auto [first, last] = followers_.equal_range(entity);
  for (auto follower = first; follower != last; ++follower) {
    if (const auto done = follower->second->forget(*this, id); !done)
      throw Mistake("what follows the erasure of " + std::string(entity) + " refused: " + done.error().key);
  }
}

void Unit::enter(Tenant tenant) {
  if (tenant_) throw Mistake("work that belongs to one organisation may not enter another");
  tenant_ = tenant;
}

void Unit::keep() {
  if (savepoint_) command(connection_, release);
  savepoint_ = false;
}

void Unit::roll_back() {
  erasures_.clear();
  last_change_.clear();
  if (savepoint_ && connection_.in_transaction()) {
    command(connection_, roll_back_to);
    command(connection_, release);
  }
  savepoint_ = false;
}

}  // namespace goud::store::sqlite
