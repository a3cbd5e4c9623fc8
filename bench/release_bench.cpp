// How long a release takes as units, ballots, questions and facets grow. One JSON line a figure, for bench/run.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "figures/figures.hpp"

namespace {

using goud::figures::ReleaseAsked;

// An organisation of four levels: regions of about ten branches of about five teams; a tenth of the people skip a question.
ReleaseAsked world(int units, int ballots, int questions, int facets) {
  goud::SeededRandomness random(1);
  ReleaseAsked asked;
  asked.parents = {-1};
  const int branches = units / 6 + 1, regions = branches / 10 + 1;
  for (int region = 0; region < regions; ++region) asked.parents.push_back(0);
  for (int branch = 0; branch < branches; ++branch) asked.parents.push_back(1 + branch % regions);
  while (static_cast<int>(asked.parents.size()) < units)
    asked.parents.push_back(1 + regions + static_cast<int>(random.below(static_cast<std::uint64_t>(branches))));
  const auto first = static_cast<std::uint64_t>(1 + regions + branches);
  const auto teams = static_cast<std::uint64_t>(units) - first;
  asked.facets.assign(static_cast<std::size_t>(facets), 4);
  for (int q = 0; q < questions; ++q) asked.questions.push_back({q % 10 == 0 ? 3 : 2, q / 6});
  std::vector<double> leaning(static_cast<std::size_t>(units));
  for (auto& one : leaning) one = .2 + .7 * random.unit();
  for (int i = 0; i < ballots; ++i) {
    goud::figures::ReleaseBallot ballot;
    // Teams differ in size: the first are the largest.
    const double at = random.unit() * random.unit();
    ballot.node = static_cast<int>(first + static_cast<std::uint64_t>(at * static_cast<double>(teams)));
    for (int facet = 0; facet < facets; ++facet)
      ballot.facets[static_cast<std::size_t>(facet)] = static_cast<std::int8_t>(static_cast<int>(random.below(5)) - 1);
    ballot.late = random.below(100) == 0;
    for (int q = 0; q < questions; ++q) {
      const bool yes = random.unit() < leaning[static_cast<std::size_t>(ballot.node)];
      const auto other = asked.questions[static_cast<std::size_t>(q)].classes == 3 ? 1 + random.below(2) : 1;
      ballot.said.push_back(random.unit() < .1 ? -1 : yes ? 0 : static_cast<std::int8_t>(other));
    }
    asked.ballots.push_back(std::move(ballot));
  }
  return asked;
}

}  // namespace

int main() {
  struct Size {
    int units, ballots, questions, facets;
    double limit_s;  // 0: none
  };
  for (const Size size : {Size{200, 5000, 60, 3, 0}, Size{2000, 50000, 60, 0, 0}, Size{2000, 50000, 60, 3, 60}}) {
    const auto asked = world(size.units, size.ballots, size.questions, size.facets);
    goud::SeededRandomness random(2);
    const auto begun = std::chrono::steady_clock::now();
    const auto made = goud::figures::release(asked, random);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (!made) {
      std::fprintf(stderr, "release: %s\n", made.error().key.c_str());
      return EXIT_FAILURE;
    }
    const auto& proved = made->proved;
    std::printf(R"({"name":"release of %d ballots, %d units, %d questions, %d facets","value":%.1f,"unit":"s","limit":"%s","met":%s,)"
                R"("note":"%lld groups, %lld facets shown, %lld withheld, %lld hidden, %lld sets looked at"})"
                "\n",
                size.ballots, size.units, size.questions, size.facets, seconds, size.limit_s > 0 ? "<= 60" : "",
                size.limit_s <= 0 ? "null" : seconds <= size.limit_s ? "true" : "false", static_cast<long long>(proved.groups),
                static_cast<long long>(proved.facets_shown), static_cast<long long>(proved.facets_withheld),
                static_cast<long long>(proved.hidden), static_cast<long long>(proved.tried));
    std::fflush(stdout);
  }
  return EXIT_SUCCESS;
}
