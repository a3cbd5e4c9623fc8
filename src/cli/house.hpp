// The whole program put together: every room's services and routes over one data directory. A new room is a line in each of
// the functions of house.cpp. Always true: what is opened first is closed last, so no worker
// meets a store that is gone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/actions.hpp"
#include "barriers/barriers.hpp"
#include "feedback/feedback.hpp"
#include "growth/growth.hpp"
#include "http/http.hpp"
#include "mail/mail.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "rounds/rounds.hpp"
#include "store/store.hpp"
#include "stories/stories.hpp"
#include "values/values.hpp"

namespace goud::cli {

[[nodiscard]] std::vector<store::Room> all_rooms();

// Where the keys of open rounds lie: what was named, else $GOUD_KEYS, else beside the data directory.
[[nodiscard]] std::string keys_directory(const std::string& data, const std::string& named = {});

struct HouseClock final : Clock {
  [[nodiscard]] Instant now() const override {
    return {system.now().micros + static_cast<std::int64_t>(days_ahead) * 86'400'000'000};
  }
  SystemClock system;
  int days_ahead = 0;  // of the journeys alone
};

struct House {
  // The same where there must be data already: a mistyped directory is told, not made.
  [[nodiscard]] static Result<std::unique_ptr<House>> open_there(const std::string& data, const std::string& keys = {});
  // Takes the data directory (made when missing), its secrets and its store.
  [[nodiscard]] static Result<std::unique_ptr<House>> open(const std::string& data,
                                                           store::Durability = store::Durability::full,
                                                           const std::string& keys = {});
  ~House();
  // Every route of every room.
  void routes(http::Router&);

  HouseClock clock;
  SystemRandomness randomness;
  std::optional<store::DataDirectory> directory;
  std::optional<people::Secrets> secrets;
  std::unique_ptr<store::RecordStore> store;
  people::Passwords passwords;
  std::unique_ptr<people::Services> people;
  std::unique_ptr<promises::Services> promises;
  std::unique_ptr<moments::Services> moments;
  std::unique_ptr<feedback::Services> feedback;
  std::unique_ptr<store::columns::Source> facts;
  std::unique_ptr<store::columns::ColumnStore> columns;  // opened when somebody asks for a figure
  std::unique_ptr<feedback::OverviewServices> overview;
  std::optional<rounds::Keys> keys;
  std::unique_ptr<rounds::Services> rounds;
  std::unique_ptr<values::Services> values;
  std::unique_ptr<mail::Services> mail;
  std::unique_ptr<stories::Services> stories;
  std::unique_ptr<barriers::Services> barriers;
  std::unique_ptr<actions::Services> actions;
  std::unique_ptr<growth::Services> growth;

 private:
  House();
};

}  // namespace goud::cli
