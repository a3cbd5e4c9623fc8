// A link: the address of one page of questions, for one unit and perhaps one moment, to hang on a wall as a QR code.
// Always true: the code cannot be guessed (63 bits); it has a budget and may expire; each page it shows carries a
// ticket of its own, sealed by us, that names the moment drawn. One ticket gives one answer; one of a try gives none.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feedback/answer.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "kernel/tenant.hpp"

namespace goud::feedback {

struct Link {
  Tenant tenant;
  LinkId id;
  std::string code;
  InstrumentId instrument;
  UnitId unit;
  MomentId moment;  // empty: one is drawn
  Instant made_at;
  std::optional<Instant> expires_at;
  std::int64_t budget = 0;
  std::int64_t used = 0;
  bool active = true;
};

inline constexpr std::int64_t budget_usual = 5000, budget_max = 1'000'000;

struct LinkDraft {
  InstrumentId instrument;
  UnitId unit;
  MomentId moment;
  std::optional<Instant> expires_at;
  std::optional<std::int64_t> budget;
};
[[nodiscard]] Result<Link> make_link(Tenant, const LinkDraft&, const Instrument&, Instant now, const Clock&, Randomness&);
[[nodiscard]] std::string new_code(Randomness&);
[[nodiscard]] bool code_wellformed(std::string_view);

// Whether it may show a page, or take an answer, now: gone with the reason otherwise.
[[nodiscard]] Done open_for(const Link&, Instant now);

// The moment a page asks about: the link's own, else one drawn at random among those that apply.
struct Drawn {
  MomentId moment;
  double probability = 1;
};
[[nodiscard]] Drawn draw(const Instrument&, const MomentId& of_link, const std::vector<MomentId>& ended, Randomness&);

using SealKey = std::array<unsigned char, 32>;

struct Ticket {
  int version = 0;  // of the instrument that was shown
  std::uint8_t choices = 0;  // how many moments could have been drawn; 0: none was
  int moment = -1;           // place in the instrument's moments
  Instant shown_at;
  std::uint64_t number = 0;
  bool trial = false;  // shown to a colleague who tries the page: nothing of it is kept
};
[[nodiscard]] std::string seal(const Ticket&, std::string_view code, const SealKey&);
[[nodiscard]] std::optional<Ticket> unseal(std::string_view text, std::string_view code, const SealKey&);

// What the thanks say happened, sealed, so that nobody is thanked for what was not given.
struct Receipt {
  bool wrote = false;
  bool call = false;
  bool trial = false;
};
[[nodiscard]] std::string seal(const Receipt&, std::string_view code, const SealKey&);
[[nodiscard]] std::optional<Receipt> unseal_receipt(std::string_view text, std::string_view code, const SealKey&);

inline constexpr std::int64_t ticket_hours_max = 72;
inline constexpr std::int64_t too_fast_micros = 3'000'000;

// Counts answers per code over the last minute: more than a queue of guests could give is a burst.
class Bursts {
 public:
  explicit Bursts(int most_a_minute = 20) : most_(most_a_minute) {}
  [[nodiscard]] bool notice(std::string_view code, Instant now);  // true: this one is part of a burst

 private:
  struct Seen {
    std::int64_t minute_began = 0;
    int now = 0;
    int before = 0;
  };
  int most_;
  std::mutex mutex_;
  std::unordered_map<std::string, Seen> seen_;
};

}  // namespace goud::feedback
