#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <thread>

#include "feedback/requests.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Method;
using http::Request;
using http::Response;

constexpr std::int64_t unpacked_bytes_max = std::int64_t{8} << 30;
constexpr std::size_t uploads_kept = 64, imports_waiting = 4;
constexpr std::ptrdiff_t uploads_each = 4;  // of one organisation
constexpr int looked_at_once = 2;           // a large file takes a worker for seconds; guests need the others
constexpr std::int64_t upload_micros = 3'600'000'000;

// Files that were looked at and wait for a decision, and the one thread that takes imports in. Uploads live as long as
// goud runs, at most an hour, and belong to the organisation that brought them.
class Desk {
 public:
  explicit Desk(Services& services) : services_(services), thread_([this] { work(); }) {}
  ~Desk() {
    {
      const std::scoped_lock lock(mutex_);
      over_ = true;
    }
    stop_ = true;
    ready_.notify_all();
    thread_.join();
    for (const auto& [id, upload] : uploads_) std::remove(upload.path.c_str());
    for (const auto& job : jobs_) std::remove(job.path.c_str());
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  struct Upload {
    Tenant tenant;
    std::string path;
    std::string name;
    Instant at;
  };
  struct Job {
    Tenant tenant;
    Import one;
    std::string path;
    ImportMap map;
  };

  // The request's own file goes with its reply; this one stays.
  Result<std::string> keep(Tenant tenant, const std::string& path, const std::string& name) {
    const auto now = services_.clock.now();
    const std::string kept = path + ".kept";
    std::error_code error;
    std::filesystem::rename(path, kept, error);
    if (error) return refuse(FaultKind::unavailable, "formats.file.unreadable");
    const std::scoped_lock lock(mutex_);
    std::erase_if(uploads_, [&](const auto& one) {
      const bool old = now.micros - one.second.at.micros > upload_micros;
      if (old) std::remove(one.second.path.c_str());
      return old;
    });
    // Who brings many loses their own oldest, never another's.
    const auto own = [&](const auto& one) { return one.second.tenant == tenant; };
    if (std::count_if(uploads_.begin(), uploads_.end(), own) >= uploads_each) {
      auto oldest = uploads_.end();
      for (auto it = uploads_.begin(); it != uploads_.end(); ++it) {
        if (own(*it) && (oldest == uploads_.end() || it->second.at < oldest->second.at)) oldest = it;
      }
      std::remove(oldest->second.path.c_str());
      uploads_.erase(oldest);
    }
    if (uploads_.size() >= uploads_kept) {
      std::remove(kept.c_str());
      return refuse(FaultKind::unavailable, "feedback.import.busy");
    }
    const auto id = uuid_v4(services_.randomness);
    uploads_[id] = {tenant, kept, name, now};
    return id;
  }
  void let_go(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    if (auto found = uploads_.find(id); found != uploads_.end()) {
      std::remove(found->second.path.c_str());
      uploads_.erase(found);
    }
  }
  std::optional<Upload> find(Tenant tenant, const std::string& id) {
    const std::scoped_lock lock(mutex_);
    auto found = uploads_.find(id);
    if (found == uploads_.end() || found->second.tenant != tenant) return std::nullopt;
    return found->second;
  }
  // A place to look at a file, as long as it lives; false where all are taken.
  class Look {
   public:
    explicit Look(std::atomic<int>& looking) : looking_(looking), given_(looking_.fetch_add(1) < looked_at_once) {}
    ~Look() { --looking_; }
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;
    explicit operator bool() const { return given_; }

   private:
    std::atomic<int>& looking_;
    bool given_;
  };
  Look look() { return Look(looking_); }
  bool room() {
    const std::scoped_lock lock(mutex_);
    return jobs_.size() < imports_waiting;
  }
  void begin(const std::string& upload, Job job) {
    {
      const std::scoped_lock lock(mutex_);
      uploads_.erase(upload);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

 private:
  void work() {
    while (true) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [&] { return over_ || !jobs_.empty(); });
      if (over_) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      // How it ended stands in the store, for whoever asks; there is nobody here to tell.
      (void)run_import(services_, job.tenant, job.one, job.path, job.map, {}, &stop_);
      std::remove(job.path.c_str());
    }
  }

  Services& services_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::map<std::string, Upload> uploads_;
  std::deque<Job> jobs_;
  bool over_ = false;
  std::atomic<bool> stop_ = false;
  std::atomic<int> looking_ = 0;
  std::thread thread_;
};

std::string by_name(const std::vector<people::Account>& accounts, const std::string& actor) {
  const auto found =
      std::find_if(accounts.begin(), accounts.end(), [&](const auto& account) { return account.id.text == actor; });
  return found == accounts.end() ? actor : found->name;
}

void write(JsonWriter& out, const Import& one, const std::vector<people::Account>& accounts,
           const std::string& language) {
  // Being undone is still running for who looks at it.
  const auto state = one.state == ImportState::undoing ? ImportState::running : one.state;
  out.begin_object()
      .field("id", one.id.text)
      .field("name", one.name)
      .field("instrument", one.instrument)
      .field("state", name_of(state));
  out.field("rows_read", one.rows_read)
      .field("rows_added", one.rows_added)
      .field("rows_refused", one.rows_refused)
      .field("rows_duplicate", one.rows_duplicate);
  out.field("started_at", to_rfc3339(one.started_at))
      .field("ended_at", one.ended_at ? std::optional(to_rfc3339(*one.ended_at)) : std::nullopt);
  out.key("by").begin_object().field("name", by_name(accounts, one.actor)).end_object();
  out.field("fault", one.fault ? std::optional(say(language, one.fault->key, one.fault->args)) : std::nullopt);
  out.end_object();
}

void write(JsonWriter& out, const SeenFile& seen, const std::string& upload) {
  out.begin_object().field("upload", upload).key("columns").begin_array();
  for (const auto& column : seen.columns) {
    const auto kind = column.kind == formats::ColumnKind::empty ? formats::ColumnKind::text : column.kind;
    out.begin_object()
        .field("name", column.name)
        .field("kind", formats::to_text(kind))
        .field("distinct", static_cast<std::int64_t>(column.distinct));
    out.field("missing", column.missing).key("example").begin_array();
    for (const auto& example : column.examples) out.value(example);
    out.end_array().field("role", column.role == "weight" ? "ignore" : column.role).key("na_values").begin_array();
    for (const auto& value : column.not_applicable) out.value(value);
    out.end_array().end_object();
  }
  out.end_array().field("rows_seen", seen.rows).field("rows_ragged", seen.ragged).field("format", seen.shape.format);
  out.field("delimiter", seen.shape.delimiter == '\0' ? std::string() : std::string(1, seen.shape.delimiter))
      .field("encoding", seen.shape.encoding);
  out.field("header_row", seen.shape.header_rows).field("map", to_toml(seen.map)).end_object();
}

Response preview(Services& services, Desk& desk, const Request& request) {
  auto known = intake(services, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  const std::string name(request.parameter("name").value_or("file"));
  if (request.body.empty()) return http::fault({FaultKind::invalid, "formats.file.empty", {}, {}}, request.language);
  const auto look = desk.look();
  if (!look) return http::fault({FaultKind::unavailable, "feedback.import.looking", {}, {}}, request.language);
  auto upload = desk.keep(request.caller->tenant, request.body, name.substr(0, 200));
  if (!upload) return http::fault(upload.error(), request.language);
  const auto kept = desk.find(request.caller->tenant, *upload);
  if (!kept) return http::fault({FaultKind::not_found, "feedback.import.upload_gone", {}, {}}, request.language);
  formats::TableOptions options;
  options.bytes_max = unpacked_bytes_max;
  auto seen = look_at_file(kept->path, name, (*known)->language, options);
  if (!seen) {
    desk.let_go(*upload);
    return http::fault(seen.error(), request.language);
  }
  JsonWriter out;
  write(out, *seen, *upload);
  return http::json(out.take());
}

Response begun(Services& services, Desk& desk, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto upload_id = in.required_string("upload", 60);
  const auto text = in.required_string("map", 400'000);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto tenant = request.caller->tenant;
  const auto upload = desk.find(tenant, upload_id);
  if (!upload) return http::fault({FaultKind::not_found, "feedback.import.upload_gone", {}, {}}, request.language);
  auto map = map_from(text);
  if (!map) return http::fault(map.error(), request.language);
  map->file.bytes_max = unpacked_bytes_max;
  const auto look = desk.look();
  if (!look) return http::fault({FaultKind::unavailable, "feedback.import.looking", {}, {}}, request.language);
  if (!desk.room()) return http::fault({FaultKind::conflict, "feedback.import.busy", {}, {}}, request.language);
  const auto now = services.clock.now();
  auto acting = services.store.ask(
      store::Scope(tenant), [&](store::Reader& reader) { return promises::acting(reader, *request.caller, now); });
  if (!acting) return http::fault(acting.error(), request.language);
  auto one = begin_import(services, tenant, *acting, upload->path, upload->name, *map);
  if (!one) return http::fault(one.error(), request.language);
  auto accounts =
      services.store.ask(store::Scope(tenant), [](store::Reader& reader) { return people::accounts(reader); });
  if (!accounts) return http::fault(accounts.error(), request.language);
  desk.begin(upload_id, {tenant, *one, upload->path, std::move(*map)});
  JsonWriter out;
  write(out, *one, *accounts, request.language);
  return http::json(out.take(), 201);
}

Response list(Services& services, const Request& request) {
  auto text =
      services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) -> Result<std::string> {
        const auto accounts = people::accounts(reader);
        const auto all = imports(reader);
        const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), all.size(),
                                  [&](std::size_t at) { return all[at].id.text; });
        if (!page) return refuse(page.error());
        JsonWriter out;
        out.begin_object().key("items").begin_array();
        for (auto at = page->first; at < page->last; ++at) write(out, all[at], accounts, request.language);
        return out.end_array().field("next", page->next).end_object().take();
      });
  if (!text) return http::fault(text.error(), request.language);
  return *text ? http::json(**text) : http::fault(text->error(), request.language);
}

Response shown(Services& services, const Request& request) {
  JsonWriter out;
  bool there = false;
  auto done = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    const auto one = import_of(reader, ImportId{request.in_path.at("id")});
    there = one.has_value();
    if (there) write(out, *one, people::accounts(reader), request.language);
  });
  if (!done) return http::fault(done.error(), request.language);
  return there ? http::json(out.take())
               : http::fault({FaultKind::not_found, "feedback.import.unknown", {}, {}}, request.language);
}

Response refused(Services& services, const Request& request) {
  const auto seal = seal_of(services.secrets, request, "refused " + request.in_path.at("id"));
  auto page = read_page(request, seal);
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  bool there = false;
  auto done = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    const ImportId id{request.in_path.at("id")};
    there = import_of(reader, id).has_value();
    if (!there) return;
    const auto rows = refused_rows(reader, id, page->cursor, static_cast<int>(page->limit) + 1);
    const auto shown = std::min(rows.size(), page->limit);
    out.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < shown; ++i) {
      out.begin_object()
          .field("row", rows[i].line)
          .field("field", rows[i].field.empty() ? std::optional<std::string>() : std::optional(rows[i].field));
      out.field("reason", say(request.language, rows[i].fault.key, rows[i].fault.args)).end_object();
    }
    out.end_array().key("next");
    if (rows.size() > shown)
      out.value(place_text(rows[shown - 1].line, seal));
    else
      out.null();
    out.end_object();
  });
  if (!done) return http::fault(done.error(), request.language);
  return there ? http::json(out.take())
               : http::fault({FaultKind::not_found, "feedback.import.unknown", {}, {}}, request.language);
}

Response undone(Services& services, const Request& request) {
  const auto tenant = request.caller->tenant;
  const auto now = services.clock.now();
  auto acting = services.store.ask(
      store::Scope(tenant), [&](store::Reader& reader) { return promises::acting(reader, *request.caller, now); });
  if (!acting) return http::fault(acting.error(), request.language);
  auto one = undo_import(services, tenant, *acting, ImportId{request.in_path.at("id")});
  if (!one) return http::fault(one.error(), request.language);
  auto accounts =
      services.store.ask(store::Scope(tenant), [](store::Reader& reader) { return people::accounts(reader); });
  if (!accounts) return http::fault(accounts.error(), request.language);
  JsonWriter out;
  write(out, *one, *accounts, request.language);
  return http::json(out.take());
}

}  // namespace

void import_routes(http::Router& router, Services& services) {
  // Lives as long as the router does; what is on its way when goud stops is taken back at the next start.
  auto desk = std::make_shared<Desk>(services);
  http::Limits large;
  large.body_bytes = static_cast<std::size_t>(services.upload_bytes_max);
  large.body_to_file = true;
  large.time = std::chrono::seconds(600);
  http::Limits map;
  map.body_bytes = 1024 * 1024;
  map.time = std::chrono::seconds(300);
  router.on(
      Method::post, "/api/v1/imports/preview", customers_shapers(),
      [&services, desk](const Request& request) { return preview(services, *desk, request); }, large);
  router.on(
      Method::post, "/api/v1/imports", customers_shapers(),
      [&services, desk](const Request& request) { return begun(services, *desk, request); }, map);
  router.on(Method::get, "/api/v1/imports", customers_shapers(),
            [&services](const Request& request) { return list(services, request); });
  router.on(Method::get, "/api/v1/imports/{id}", customers_shapers(),
            [&services](const Request& request) { return shown(services, request); });
  router.on(Method::get, "/api/v1/imports/{id}/refused", customers_shapers(),
            [&services](const Request& request) { return refused(services, request); });
  router.on(
      Method::post, "/api/v1/imports/{id}/undo", customers_shapers(),
      [&services](const Request& request) { return undone(services, request); }, map);
}

}  // namespace goud::feedback
