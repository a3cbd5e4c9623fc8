#include "cli/demo/chain.hpp"

#include <algorithm>
#include <cmath>

namespace goud::cli::demo {
namespace {

using growth::About;
using growth::Per;
using growth::Scale;

// Per hotel, in the order of hotels(); nothing of it depends on the seed.
struct HotelMeans {
  double clarity, back;         // back: what else makes guests come back, beside clarity
  double sick, night;           // go together nowhere
  double training, restaurant;  // go together nowhere but in one hotel
};
constexpr HotelMeans means[] = {
    {.44, .010, .052, 118, 9.5, 21.0},  {.74, -.015, .041, 104, 7.0, 23.5},  {.58, .020, .063, 99, 11.0, 24.0},
    {.62, -.025, .047, 131, 8.0, 26.0}, {.50, .005, .058, 108, 12.5, 22.0},  {.66, .015, .049, 126, 10.0, 27.0},
    {.54, -.010, .066, 122, 6.5, 25.5}, {.78, .005, .055, 113, 9.0, 22.5},   {.47, .025, .044, 110, 13.0, 24.5},
    {.70, .010, .060, 116, 7.5, 26.5},  {.52, -.020, .050, 101, 11.5, 23.0}, {.60, -.005, .043, 124, 8.5, 24.0},
    {.56, .015, .057, 107, 10.5, 21.5}, {.64, -.015, .062, 120, 34.0, 49.0},
};
constexpr double back_alone = .10, back_by_clarity = .35;

double normal(Randomness& randomness) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += randomness.unit();
  return sum;
}

// As many of n as chance gives, as a share.
double share_of(Randomness& randomness, double p, std::int64_t n) {
  const auto of = static_cast<double>(n);
  const double hits = std::round(of * p + std::sqrt(of * p * (1 - p)) * normal(randomness));
  return std::clamp(hits, 0.0, of) / of;
}

std::int64_t last_quarter(Day until) {
  const auto now = growth::period_from(to_text(until).substr(0, 7))->number;  // months
  return now / 3 - 1;
}

}  // namespace

double clarity_of(int hotel) { return means[hotel].clarity; }

growth::Batch measures_of(Day until, std::uint64_t seed) {
  SeededRandomness randomness(seed ^ 0x9e3779b97f4a7c15ULL);
  growth::Batch batch;
  const auto measure = [&](const char* key, const char* nl, const char* en, About about, Scale scale) {
    batch.measures.push_back({key, {nl, en}, about, scale, Per::quarter, {}, {}});
  };
  measure("clarity", "Weet wat ik mag beslissen", "Knowing what I may decide", About::employees, Scale::share);
  measure("back", "Gasten die terugkomen", "Guests who come back", About::customers, Scale::share);
  measure("sick", "Ziekteverzuim", "Sick leave", About::employees, Scale::share);
  measure("night", "Omzet per kamernacht", "Revenue per room night", About::results, Scale::number);
  measure("training", "Opleidingsuren per medewerker", "Training hours per employee", About::employees, Scale::number);
  measure("restaurant", "Besteding in het restaurant", "Spent in the restaurant", About::results, Scale::number);
  const auto last = last_quarter(until);
  for (std::size_t at = 0; at < hotels().size(); ++at) {
    const auto& hotel = hotels()[at];
    const auto& mean = means[at];
    const std::int64_t staff = hotel.stays_a_year / stays_a_colleague, guests = hotel.stays_a_year / 12;
    double before = mean.clarity;
    for (auto quarter = last - quarters_measured + 1; quarter <= last; ++quarter) {
      const auto period = growth::to_text({Per::quarter, quarter});
      const auto row = [&](const char* key, double value, std::optional<std::int64_t> n) {
        batch.rows.push_back({key, std::string(hotel.code), period, std::round(value * 1e4) / 1e4, n});
      };
      const double season = quarter % 4 == 2 ? 1 : quarter % 4 == 0 ? -1 : 0;
      const double clear = std::clamp(mean.clarity + .07 * normal(randomness), .1, .95);
      row("clarity", share_of(randomness, clear, staff), staff);
      row("back",
          share_of(randomness,
                   back_alone + back_by_clarity * before + mean.back + .01 * season + .01 * normal(randomness), guests),
          guests);
      before = clear;
      row("sick",
          share_of(randomness, std::clamp(mean.sick - .008 * season + .006 * normal(randomness), .005, .2), staff * 60),
          staff * 60);
      row("night", mean.night + 8 * season + 4 * normal(randomness), {});
      row("training", std::max(1.0, mean.training + 1.2 * normal(randomness)), staff);
      row("restaurant", mean.restaurant + 1.5 * season + 1.5 * normal(randomness), {});
    }
  }
  return batch;
}

std::vector<growth::Pair> pairs_declared() {
  return {{"clarity", "back", 1, {}, {}}, {"sick", "night", 1, {}, {}}, {"training", "restaurant", 1, {}, {}}};
}

Done lay_chain(store::Writer& writer, const Founding& founding, std::uint64_t seed) {
  auto batch = measures_of(founding.days.last, seed);
  // The pairs first: what was declared after the values came in counts as searched.
  if (auto done = growth::bring(writer, founding.on(founding.days.first), {batch.measures, {}}); !done)
    return refuse(done.error());
  for (const auto& pair : pairs_declared())
    if (auto done = growth::declare(writer, founding.on(founding.days.first), pair); !done) return refuse(done.error());
  if (auto done = growth::bring(writer, founding.on(founding.days.last), {{}, std::move(batch.rows)}); !done)
    return refuse(done.error());
  return {};
}

}  // namespace goud::cli::demo
