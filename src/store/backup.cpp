#include "store/backup.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/json.hpp"
#include "kernel/ids.hpp"
#include "store/file.hpp"
#include "store/ledger.hpp"
#include "store/sqlite/schema.hpp"

namespace goud::store {
namespace {

namespace fs = std::filesystem;

std::string manifest_path(const std::string& backup) { return backup + ".json"; }

auto failed(const std::string& path, const std::string& reason) {
  return refuse(FaultKind::unavailable, "store.backup.failed", {{"path", path}, {"reason", reason}});
}
auto differs(const std::string& path, const std::string& reason) {
  return refuse(FaultKind::conflict, "store.backup.differs", {{"path", path}, {"reason", reason}});
}

struct Digest {
  std::int64_t bytes = 0;
  std::string blake2b;
};

// Reads a file to its end and, where there is a `to`, writes it there too; nothing when errno says why not.
std::optional<Digest> digest(const std::string& path, const File* to = nullptr) {
  const File from(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) return std::nullopt;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 32);
  std::string buffer(1 << 20, '\0');
  Digest found;
  for (;;) {
    const auto count = ::read(from.descriptor(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()), static_cast<unsigned long long>(count));
    if (to != nullptr && !to->write_all(std::string_view(buffer.data(), static_cast<std::size_t>(count)))) return std::nullopt;
    found.bytes += count;
  }
  std::array<unsigned char, 32> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::array<char, 65> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  found.blake2b = text.data();
  return found;
}

std::map<std::string, std::int64_t> rows_of(sqlite::Connection& connection) {
  std::map<std::string, std::int64_t> rows;
  for (const auto& table : sqlite::tables(connection)) {
    rows[table] = std::stoll(connection.one("SELECT count(*) FROM \"" + table + "\"").value_or("0"));
  }
  return rows;
}

std::string to_json(const Manifest& manifest) {
  formats::JsonWriter json;
  json.begin_object();
  json.field("made_by", manifest.made_by).field("schema", manifest.schema).field("epoch", manifest.epoch);
  json.field("at", to_rfc3339(manifest.at)).field("bytes", manifest.bytes).field("blake2b", manifest.blake2b);
  json.key("rows").begin_object();
  for (const auto& [table, count] : manifest.rows) json.field(table, count);
  json.end_object().end_object();
  return json.take() + "\n";
}

Result<Manifest> read_manifest(const std::string& backup) {
  const auto missing = [&] {
    return refuse(FaultKind::not_found, "store.backup.missing", {{"path", backup}, {"manifest", manifest_path(backup)}});
  };
  std::ifstream file(manifest_path(backup), std::ios::binary);
  if (!file) return missing();
  std::stringstream text;
  text << file.rdbuf();
  const auto source = text.str();
  const auto document = formats::Json::parse(source);
  if (!document) return missing();
  const auto in = document->object();
  Manifest manifest;
  manifest.made_by = in.required_string("made_by", 100);
  manifest.schema = static_cast<int>(in.required_int("schema", 0, 1'000'000));
  manifest.epoch = in.required_string("epoch", 100);
  const auto at = instant_from(in.required_string("at", 100));
  manifest.bytes = in.required_int("bytes", 0, INT64_MAX);
  manifest.blake2b = in.required_string("blake2b", 100);
  for (const auto& [table, count] : in.object("rows").members()) manifest.rows[std::string(table)] = count.as_int(0).value_or(0);
  if (!document->finish() || !at) return missing();
  manifest.at = *at;
  return manifest;
}

// 20261123T074500Z
std::string compact(Instant at) {
  std::string text;
  for (const char c : to_rfc3339(at).substr(0, 19)) {
    if (c != '-' && c != ':') text += c;
  }
  return text + "Z";
}

// What a copy that nobody writes to says of itself.
Result<Manifest> describe(const std::string& path) {
  const auto found = digest(path);
  if (!found) return failed(path, words_of_errno(errno));
  try {
    sqlite::Connection connection(path, sqlite::Access::read, {});
    Manifest manifest;
    manifest.made_by = GOUD_VERSION;
    manifest.schema = sqlite::schema_number(connection);
    manifest.epoch = connection.one("SELECT value FROM store_meta WHERE key = 'epoch'").value_or("");
    manifest.bytes = found->bytes;
    manifest.blake2b = found->blake2b;
    manifest.rows = rows_of(connection);
    return manifest;
  } catch (const sqlite::SqliteError& error) {
    return failed(path, error.what());
  }
}

Done write_manifest(const std::string& backup, const Manifest& manifest) {
  const auto path = manifest_path(backup);
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file || !file.write_all(to_json(manifest)) || ::fsync(file.descriptor()) != 0 ||
      !sync_directory(fs::path(path).parent_path().string())) {
    return failed(path, words_of_errno(errno));
  }
  return {};
}

// Every line of the ledger once more, by the room that knows how and by those that follow it.
Result<int> replay(RecordStore& store, std::span<const Erasure> erasures, std::span<const Room> rooms) {
  std::map<std::string_view, std::vector<const Forgetter*>> by_entity;
  for (const auto& room : rooms) {
    for (const auto& forgetter : room.forgetters) {
      auto& of_entity = by_entity[forgetter.entity];
      of_entity.insert(forgetter.follows ? of_entity.end() : of_entity.begin(), &forgetter);
    }
  }
  int replayed = 0;
  for (const auto& erasure : erasures) {
    const auto found = by_entity.find(erasure.entity);
    if (found == by_entity.end() || found->second.front()->follows) {
      return refuse(FaultKind::unavailable, "store.mistake", {{"reason", "no room knows how to forget " + erasure.entity}});
    }
    const auto done = store.write(Scope(Tenant{erasure.org}), [&](Writer& writer) -> Done {
      for (const auto* forgetter : found->second) {
        if (auto forgotten = forgetter->forget(writer, erasure.id); !forgotten) return forgotten;
      }
      return {};
    });
    if (!done) return tl::unexpected<Fault>(done.error());
    ++replayed;
  }
  return replayed;
}

std::string reason_of(const Fault& fault) {
  const auto found = fault.args.find("reason");
  return found == fault.args.end() ? fault.key : found->second;
}

// The old store's log must be inside its file before the file is replaced: beside another file it would be read into it.
void fold_log_in(const std::string& store) {
  if (!fs::exists(store)) return;
  try {
    sqlite::Connection connection(store, sqlite::Access::write, {});
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const sqlite::SqliteError&) {
    // A damaged store is what is being replaced.
  }
  for (const auto* end : {"-wal", "-shm"}) fs::remove(store + end);
}

}  // namespace

Result<Backup> backup(RecordStore& store, const std::string& file_or_directory, const Clock& clock) {
  std::error_code error;
  const auto now = clock.now();
  auto path = file_or_directory;
  if (path.ends_with('/') || fs::is_directory(path, error)) {
    fs::create_directories(path, error);
    path = (fs::path(path) / ("goud-" + compact(now) + ".backup")).string();
  }
  path = fs::absolute(path, error).string();
  for (const auto& taken : {path, manifest_path(path)}) {
    if (fs::exists(taken, error)) return refuse(FaultKind::conflict, "store.backup.exists", {{"path", taken}});
  }
  // Under another name until it is whole: half a backup never looks like one.
  const auto half = path + ".half";
  fs::remove(half, error);
  if (auto done = store.backup_to(half); !done) return tl::unexpected<Fault>(done.error());
  fs::permissions(half, fs::perms::owner_read | fs::perms::owner_write, error);
  auto manifest = describe(half);
  if (!manifest) {
    fs::remove(half, error);
    return tl::unexpected<Fault>(manifest.error());
  }
  manifest->at = now;
  if (auto done = write_manifest(path, *manifest); !done) {
    fs::remove(half, error);
    fs::remove(manifest_path(path), error);
    return tl::unexpected<Fault>(done.error());
  }
  fs::rename(half, path, error);
  if (error || !sync_directory(fs::path(path).parent_path().string())) return failed(path, error.message());
  return Backup{path, *std::move(manifest)};
}

Result<Manifest> verify(const std::string& backup) {
  auto manifest = read_manifest(backup);
  if (!manifest) return manifest;
  const auto found = digest(backup);
  if (!found) return differs(backup, words_of_errno(errno));
  if (found->bytes != manifest->bytes) {
    return differs(backup, std::to_string(found->bytes) + " bytes instead of " + std::to_string(manifest->bytes));
  }
  if (found->blake2b != manifest->blake2b) return differs(backup, "its bytes have changed");
  return manifest;
}

Result<Restored> restore(const std::string& backup, const DataDirectory& directory, std::span<const Room> rooms,
                         const Clock& clock, Existing existing) {
  const auto& place = directory.path();
  const auto refused = [&](const std::string& reason) {
    std::error_code ignored;
    fs::remove_all(place + "/restoring", ignored);
    return refuse(FaultKind::unavailable, "store.restore.failed", {{"path", place}, {"reason", reason}});
  };
  const auto target = directory.store_path();
  std::error_code error;
  if (existing == Existing::refuse && fs::exists(target, error)) {
    return refuse(FaultKind::conflict, "store.restore.occupied", {{"path", place}});
  }
  auto manifest = verify(backup);
  if (!manifest) return tl::unexpected<Fault>(manifest.error());
  const auto erasures = Ledger(ledger_path(target)).read();
  if (!erasures) return tl::unexpected<Fault>(erasures.error());

  const auto workplace = place + "/restoring";
  fs::remove_all(workplace, error);
  if (!fs::create_directory(workplace, error)) return refused(error.message());
  const auto copy = workplace + "/goud.db";
  {
    const File to(::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!to) return refused(words_of_errno(errno));
    const auto copied = digest(backup, &to);
    if (!copied || ::fsync(to.descriptor()) != 0) return refused(words_of_errno(errno));
    if (copied->blake2b != manifest->blake2b) return refused("the backup changed while it was read");
  }
  Restored restored;
  try {
    SystemRandomness randomness;
    restored.epoch = uuid_v4(randomness);
    sqlite::Connection connection(copy, sqlite::Access::write, {});
    if (rows_of(connection) != manifest->rows) return refused("the rows are not those of the manifest");
    connection.execute(("UPDATE store_meta SET value = '" + restored.epoch + "' WHERE key = 'epoch'").c_str());
  } catch (const sqlite::SqliteError& caught) {
    return refused(caught.what());
  }
  {
    const auto key = installation_key_there(directory.secrets_path());
    if (!key) return refused(reason_of(key.error()));
    auto store = open({.path = copy, .key = *key}, rooms, clock);
    if (!store) return refused(reason_of(store.error()));
    const auto replayed = replay(**store, *erasures, rooms);
    if (!replayed) return refused(reason_of(replayed.error()));
    restored.erasures_replayed = *replayed;
    for (const auto& room : rooms) {
      if (room.restored == nullptr) continue;
      if (auto done = (*store)->write(Scope::installation(), room.restored); !done) return refused(reason_of(done.error()));
    }
    if (const auto wrong = (*store)->examine(); !wrong.empty()) return tl::unexpected(wrong.front());
    restored.notes = (*store)->seal_notes();
  }
  try {
    fold_log_in(copy);
    fold_log_in(target);
  } catch (const fs::filesystem_error& caught) {
    return refused(caught.code().message());
  }
  if (!sync_file(copy) || ::rename(copy.c_str(), target.c_str()) != 0 || !sync_directory(place)) {
    return refused(words_of_errno(errno));
  }
  fs::remove_all(workplace, error);
  restored.manifest = *std::move(manifest);
  return restored;
}

}  // namespace goud::store
