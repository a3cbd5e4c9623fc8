#include "feedback/turnout.hpp"

#include <algorithm>
#include <array>

#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

constexpr std::int64_t apart_micros = 1'000'000;

void add(store::Writer& writer, const LinkId& link, Day day, std::int64_t opened, std::int64_t answered) {
  writer.run(sql::add_turnout, {{":link", link.text}, {":day", day.number}, {":opened", opened}, {":answered", answered}});
}

}  // namespace

bool opened_by_person(const http::Request& request) {
  if (request.head_only) return false;
  for (const auto* header : {"purpose", "sec-purpose", "x-purpose", "x-moz"}) {
    if (const auto said = request.header(header); said && said->find("prefetch") != std::string_view::npos) return false;
    if (const auto said = request.header(header); said && said->find("preview") != std::string_view::npos) return false;
  }
  std::string agent(request.header("user-agent").value_or(""));
  std::transform(agent.begin(), agent.end(), agent.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (agent.empty()) return false;
  static constexpr std::array programs = {"bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "whatsapp/", "embedly",
                                          "scan", "monitor", "uptime", "curl/", "wget/", "python", "go-http-client", "okhttp", "java/",
                                          "libwww", "httpclient", "axios/", "node-fetch", "feedfetcher"};
  return std::none_of(programs.begin(), programs.end(), [&](const char* name) { return agent.find(name) != std::string::npos; });
}

struct Turnouts::Kept {
  std::mutex mutex;
  std::map<Tenant, Openings> waiting;
  std::map<Tenant, Instant> written_at;

  Openings take(Tenant tenant) {
    const std::scoped_lock lock(mutex);
    auto found = waiting.find(tenant);
    if (found == waiting.end()) return {};
    auto openings = std::move(found->second);
    waiting.erase(found);
    return openings;
  }
  void put_back(Tenant tenant, const Openings& openings) {
    const std::scoped_lock lock(mutex);
    for (const auto& [where, count] : openings) waiting[tenant][where] += count;
  }
};

Turnouts::Turnouts(store::RecordStore& store, const Clock& clock) : store_(store), clock_(clock), kept_(std::make_shared<Kept>()) {}

Turnouts::~Turnouts() {
  std::vector<Tenant> tenants;
  {
    const std::scoped_lock lock(kept_->mutex);
    for (const auto& [tenant, openings] : kept_->waiting) tenants.push_back(tenant);
  }
  // Who closes can tell nobody; the openings of the last second are the price.
  for (const auto tenant : tenants) (void)write(tenant);
}

void Turnouts::opened(Tenant tenant, const LinkId& link, Day day) {
  const auto now = clock_.now();
  {
    const std::scoped_lock lock(kept_->mutex);
    ++kept_->waiting[tenant][{link, day}];
    auto& at = kept_->written_at[tenant];
    if (now.micros >= at.micros && now.micros - at.micros < apart_micros) return;
    at = now;
  }
  auto openings = std::make_shared<const Openings>(kept_->take(tenant));
  store_.submit(
      store::Scope(tenant),
      [openings](store::Writer& writer) -> Done {
        for (const auto& [where, count] : *openings) add(writer, where.first, where.second, count, 0);
        return {};
      },
      [kept = kept_, tenant, openings](const Done& done) {
        if (!done) kept->put_back(tenant, *openings);
      });
}

Done Turnouts::write(Tenant tenant) {
  const auto openings = kept_->take(tenant);
  if (openings.empty()) return {};
  auto done = store_.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    for (const auto& [where, count] : openings) add(writer, where.first, where.second, count, 0);
    return {};
  });
  if (!done) kept_->put_back(tenant, openings);
  return done;
}

void note_answered(store::Writer& writer, const LinkId& link, Day day) { add(writer, link, day, 0, 1); }

std::vector<Turnout> turnouts(store::Reader& reader, std::optional<Day> from, std::optional<Day> to) {
  return reader.all(sql::turnouts, {{":from", from ? from->number : INT32_MIN}, {":to", to ? to->number : INT32_MAX}}, [](const store::Row& row) {
    const auto answered = row.integer(2);
    return Turnout{UnitId{row.string(0)}, std::max(row.integer(1), answered), answered};
  });
}

}  // namespace goud::feedback
