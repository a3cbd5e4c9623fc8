#include <algorithm>
#include <unordered_map>

#include "feedback/turnout.hpp"

namespace goud::feedback {
namespace {

constexpr std::int64_t fresh_micros = 2'000'000;

SealKey seal_key_of(const people::Secrets& secrets) {
  const auto hexadecimal = secrets.hmac("feedback.ticket", "1");
  SealKey key{};
  for (std::size_t i = 0; i < key.size(); ++i) {
    key[i] = static_cast<unsigned char>(std::stoi(hexadecimal.substr(2 * i, 2), nullptr, 16));
  }
  return key;
}

}  // namespace

struct Shelf {
  std::mutex mutex;
  std::map<Tenant, std::shared_ptr<const Intake>> kept;
};

Services::Services(store::RecordStore& store_given, const Clock& clock_given, Randomness& randomness_given,
                   const people::Secrets& secrets_given)
    : store(store_given), clock(clock_given), randomness(randomness_given), secrets(secrets_given),
      seal_key(seal_key_of(secrets_given)), shelf(std::make_unique<Shelf>()), turnouts(std::make_unique<Turnouts>(store_given, clock_given)) {}
Services::~Services() = default;

std::shared_ptr<const Instrument> Intake::instrument(std::string_view key_or_id, std::optional<int> version) const {
  std::shared_ptr<const Instrument> found;
  for (const auto& one : all) {
    if (one->id.text != key_or_id && one->definition.key != key_or_id) continue;
    if (!version || one->version == *version) found = one;
  }
  return found;
}

const Pause* Intake::pause_of(const UnitId& unit, Day day) const {
  if (pauses.empty()) return nullptr;
  for (std::optional<UnitId> at = unit; at; at = tree.parent(*at, day))
    for (const auto& pause : pauses)
      if (pause.unit == *at) return &pause;
  return nullptr;
}

const people::Unit* Intake::unit(std::string_view id_or_code) const {
  if (const auto* found = tree.find(UnitId{std::string(id_or_code)})) return found;
  return tree.by_code(id_or_code);
}

Result<std::shared_ptr<const Intake>> intake(Services& services, Tenant tenant, bool anew) {
  const auto now = services.clock.now();
  if (!anew) {
    const std::scoped_lock lock(services.shelf->mutex);
    auto found = services.shelf->kept.find(tenant);
    // Units and moments change in other rooms, so what is kept is only trusted for a moment.
    if (found != services.shelf->kept.end() && now.micros - found->second->read_at.micros < fresh_micros &&
        now.micros >= found->second->read_at.micros) {
      return found->second;
    }
  }
  auto read = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    auto made = std::make_shared<Intake>();
    const auto organisation = people::organisation(reader);
    made->tenant = tenant;
    made->zone = organisation.time_zone;
    made->language = organisation.language;
    made->organisation = organisation.name;
    made->simulation = organisation.simulation;
    made->brand = organisation.brand;
    made->tree = people::unit_tree(reader);
    made->all = instruments(reader);
    for (auto& journey : moments::journeys(reader)) {
      if (journey.audience != promises::Audience::customer) continue;
      for (auto& moment : journey.moments) {
        if (moment.ended) made->ended_moments.push_back(moment.id);
        made->moments.emplace(moment.id.text, std::move(moment));
      }
    }
    for (const auto& promise : promises::promises(reader)) {
      if (promise.withdrawn) made->withdrawn.emplace(promise.id.text, *promise.withdrawn);
    }
    made->pauses = pauses(reader);
    made->read_at = now;
    return std::shared_ptr<const Intake>(std::move(made));
  });
  if (!read) return read;
  const std::scoped_lock lock(services.shelf->mutex);
  services.shelf->kept[tenant] = *read;
  return read;
}

void intake_changed(Services& services, Tenant tenant) {
  const std::scoped_lock lock(services.shelf->mutex);
  services.shelf->kept.erase(tenant);
}

}  // namespace goud::feedback
