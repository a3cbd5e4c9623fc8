// The ledger of erasures: one line for each thing that was erased for good, in a file outside the backups. It is synced
// before the erasure is committed, so no committed erasure is ever missing from it. It names things by id, never persons.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"

namespace goud::store {

struct Erasure {
  std::int32_t org = 0;
  std::string entity;
  std::string id;
  Instant at;
  bool operator==(const Erasure&) const = default;
};

// Beside the store's file: DIR/erasures.log.
[[nodiscard]] std::string ledger_path(const std::string& store_path);

class Ledger {
 public:
  explicit Ledger(std::string path) : path_(std::move(path)) {}

  // Every line, in order of writing; a last line that was cut off by a crash was never committed and is left out.
  [[nodiscard]] Result<std::vector<Erasure>> read() const;
  // Appended and synced. Gives the length before, for take_back.
  [[nodiscard]] Result<std::int64_t> append(std::span<const Erasure>) const;
  // The commit failed: the file gets its former length.
  void take_back(std::int64_t length) const;

 private:
  std::string path_;
};

}  // namespace goud::store
