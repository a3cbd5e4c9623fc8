#include "cli/house.hpp"

#include <sodium.h>

#include <cstdlib>
#include <filesystem>

#include "cli/openapi.hpp"

namespace goud::cli {

std::vector<store::Room> all_rooms() {
  return {mail::room(),   people::room(),  values::room(),   promises::room(), moments::room(), feedback::room(),
          rounds::room(), stories::room(), barriers::room(), actions::room(),  growth::room()};
}

std::string keys_directory(const std::string& data, const std::string& named) {
  if (!named.empty()) return named;
  if (const char* given = std::getenv("GOUD_KEYS"); given != nullptr && *given != '\0') return given;
  const auto end = data.find_last_not_of('/');
  return (end == std::string::npos ? data : data.substr(0, end + 1)) + ".keys";
}

House::House() = default;
House::~House() = default;

Result<std::unique_ptr<House>> House::open_there(const std::string& data, const std::string& keys) {
  std::error_code error;
  if (!std::filesystem::exists(data + "/goud.db", error)) return refuse(FaultKind::not_found, "cli.no_data", {{"path", data}});
  return open(data, store::Durability::full, keys);
}

Result<std::unique_ptr<House>> House::open(const std::string& data, store::Durability durability,
                                           const std::string& keys) {
  if (sodium_init() < 0) return refuse(FaultKind::unavailable, "fault.internal");
  std::unique_ptr<House> house(new House);
  auto directory = store::DataDirectory::take(data);
  if (!directory) return refuse(directory.error());
  house->directory.emplace(std::move(*directory));
  auto secrets = people::Secrets::load(house->directory->secrets_path(), house->randomness);
  if (!secrets) return refuse(secrets.error());
  house->secrets = *secrets;
  auto own_keys = rounds::Keys::at(keys_directory(data, keys));
  if (!own_keys) return refuse(own_keys.error());
  house->keys = *std::move(own_keys);
  const auto rooms = all_rooms();
  auto key = store::installation_key_there(house->directory->secrets_path());
  if (!key) return refuse(key.error());
  auto opened =
      store::open({.path = house->directory->store_path(), .durability = durability, .key = *key}, rooms, house->clock);
  if (!opened) return refuse(opened.error());
  house->store = std::move(*opened);

  auto& store = *house->store;
  const auto& clock = house->clock;
  auto& randomness = house->randomness;
  house->people.reset(new people::Services{store, clock, randomness, *house->secrets, house->passwords, {}});
  house->promises.reset(new promises::Services{store, clock});
  house->moments.reset(new moments::Services{store, clock, randomness});
  house->feedback = std::make_unique<feedback::Services>(store, clock, randomness, *house->secrets);
  // What was cut off in the middle is taken back before anyone looks.
  if (auto settled = feedback::settle_imports(*house->feedback); !settled) return refuse(settled.error());
  house->people->changed = [feedback = house->feedback.get()](Tenant tenant) { feedback::intake_changed(*feedback, tenant); };
  house->facts = feedback::facts_of(store);
  store::columns::Options columns;
  columns.directory = house->directory->path() + "/columns";
  auto counting = store::columns::open(columns, store, *house->facts);
  if (!counting) return refuse(counting.error());
  house->columns = std::move(*counting);
  house->rounds.reset(new rounds::Services{store, clock, randomness, *house->secrets, *house->keys});
  house->values.reset(new values::Services{store, clock, randomness});
  house->mail.reset(new mail::Services{store, clock});
  house->stories.reset(new stories::Services{store, clock, randomness, *house->secrets, *house->feedback});
  house->feedback->followers.push_back(
      {"visits", [](store::Reader& reader, const PersonId& person) { return stories::about(reader, person); },
       [](store::Writer& writer, const PersonId& person) { return stories::forget(writer, person); }});
  house->barriers.reset(
      new barriers::Services{store, clock, randomness, *house->secrets, *house->feedback, *house->columns});
  house->actions.reset(new actions::Services{store, clock, randomness, *house->secrets, *house->feedback,
                                             *house->columns, *house->stories, *house->mail});
  house->growth.reset(new growth::Services{store, clock});
  house->overview.reset(new feedback::OverviewServices{store, clock, *house->columns, house->feedback->turnouts.get()});
  return house;
}

void House::routes(http::Router& router) {
  openapi_routes(router);
  people::routes(router, *people);
  values::routes(router, *values);
  promises::routes(router, *promises);
  moments::routes(router, *moments);
  feedback::routes(router, *feedback);
  feedback::overview_routes(router, *overview);
  rounds::routes(router, *rounds);
  stories::routes(router, *stories);
  barriers::routes(router, *barriers);
  actions::routes(router, *actions);
  growth::routes(router, *growth);
}

}  // namespace goud::cli
