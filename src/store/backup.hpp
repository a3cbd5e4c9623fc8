// Backups: a consistent copy of the record store while it works, with a manifest beside it that says what is in it; and
// the way back. A backup holds neither secrets nor the ledger of erasures: restoring replays that ledger, so what was
// erased after the backup was made stays erased. A restored store has a new epoch, so every copy made from it is rebuilt.
#pragma once

#include <map>
#include <span>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/random.hpp"
#include "store/store.hpp"

namespace goud::store {

struct Manifest {
  std::string made_by;  // goud's version
  int schema = 0;       // the highest migration
  std::string epoch;
  Instant at;
  std::int64_t bytes = 0;
  std::string blake2b;                       // of the file, 256 bits, hexadecimal
  std::map<std::string, std::int64_t> rows;  // per table
  bool operator==(const Manifest&) const = default;
};

struct Backup {
  std::string path;  // the copy; its manifest is path + ".json"
  Manifest manifest;
};

// To a file that is not there yet, or into a directory under a name of goud's own (the time in it).
[[nodiscard]] Result<Backup> backup(RecordStore&, const std::string& file_or_directory, const Clock&);

// Is the backup still what its manifest says, to the byte and to the row?
[[nodiscard]] Result<Manifest> verify(const std::string& backup);

enum class Existing { refuse, replace };

struct Restored {
  Manifest manifest;
  std::string epoch;
  int erasures_replayed = 0;
  std::vector<Fault> notes;  // what is to be told of the audit trail's seals
};

// Into a data directory this process holds (so nobody serves from it). All or nothing: until the last step, a rename, the
// store that was there is the store.
[[nodiscard]] Result<Restored> restore(const std::string& backup, const DataDirectory&, std::span<const Room>, const Clock&,
                                       Existing);

}  // namespace goud::store
