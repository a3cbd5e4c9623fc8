// Tellers: they put a story together from the parts of a theme. Always true: no teller gives the same text twice, and two
// stories of one theme share one part at most, as long as there are parts; the same stream gives the same stories.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/demo/story_texts.hpp"
#include "kernel/random.hpp"

namespace goud::cli::demo {

struct Theme {
  std::string_view moment;  // key
  Felt felt = Felt::as_expected;
  std::string_view answers;  // as in StoryText
  int weight = 0;            // how many of its language, beside the other themes
  std::string_view hotel;    // code of the one hotel it can be about; empty: any
  std::vector<std::string_view> parts[3];
};

class Teller {
 public:
  explicit Teller(std::span<const std::string_view> sheets);
  [[nodiscard]] std::span<const Theme> themes() const { return themes_; }
  // How many of `all` each theme tells, by their weights; together exactly `all`.
  [[nodiscard]] std::vector<int> shares(int all) const;
  [[nodiscard]] std::string tell(std::size_t theme, Randomness&);

 private:
  using Pair = std::pair<std::string_view, std::string_view>;
  std::string say(std::string_view part, std::map<std::string_view, std::string_view>& chosen, Randomness&) const;

  std::vector<Theme> themes_;
  std::map<std::string_view, std::vector<std::string_view>> words_;
  std::set<Pair> together_;
  std::set<std::string> said_;
};

[[nodiscard]] Teller guests(bool english);
[[nodiscard]] Teller floor_tellers(bool english);

// One sentence that points at a person or an account: a number that is given out to nobody, an address at .example, a specimen
// IBAN, a colleague by name, a title and a surname.
[[nodiscard]] std::string pointing_at(std::string_view colleague, bool english, Randomness&);

}  // namespace goud::cli::demo
