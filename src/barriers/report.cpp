#include <algorithm>
#include <set>

#include "barriers/barriers.hpp"
#include "text/stems.hpp"

namespace goud::barriers {
namespace {

std::string folded(std::string_view words) {
  std::string all;
  for (const auto& token : text::tokens(words)) all += token.folded + ' ';
  return all;
}

std::set<std::string> about(const std::string& words, const std::string& language) {
  std::set<std::string> stems;
  for (auto& stem : text::stems_of(words, language))
    if (!text::everyday_stem(stem, language)) stems.insert(std::move(stem));
  return stems;
}

}  // namespace

Done check(const ReportDraft& draft) {
  std::vector<FieldFault> wrong;
  if (draft.moment.empty()) wrong.push_back({"moment", "barriers.moment.missing"});
  if (draft.minutes != 5 && draft.minutes != 15 && draft.minutes != 30 && draft.minutes != 60)
    wrong.push_back({"minutes", "barriers.minutes.wrong"});
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return {};
}

std::optional<std::size_t> same_as(const std::vector<Barrier>& open_ones, const std::string& words) {
  const auto said = folded(words);
  for (std::size_t i = 0; i < open_ones.size(); ++i)
    if (folded(open_ones[i].title) == said) return i;
  return std::nullopt;
}

std::vector<std::size_t> alike(const Barrier& one, const std::vector<Barrier>& others) {
  const auto mine = about(one.title, one.language);
  std::vector<std::pair<std::size_t, std::size_t>> found;  // how many they share, which
  for (std::size_t i = 0; i < others.size(); ++i) {
    const auto& other = others[i];
    if (other.id == one.id || other.moment != one.moment || !open(other.state)) continue;
    const auto theirs = about(other.title, other.language);
    const auto shared = static_cast<std::size_t>(
        std::count_if(mine.begin(), mine.end(), [&](const std::string& stem) { return theirs.contains(stem); }));
    // Half of what the shorter of the two says.
    if (shared > 0 && 2 * shared >= std::min(mine.size(), theirs.size())) found.emplace_back(shared, i);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> places;
  for (const auto& [shared, place] : found) places.push_back(place);
  return places;
}

std::string title_of(std::string_view words) {
  auto end = words.find_first_of("\n");
  for (std::size_t i = 0; i + 1 < std::min(end, words.size()); ++i)
    if ((words[i] == '.' || words[i] == '!' || words[i] == '?') && words[i + 1] == ' ') {
      end = words[i] == '.' ? i : i + 1;
      break;
    }
  auto first = words.substr(0, end);
  while (!first.empty() && (first.back() == '.' || first.back() == ' ')) first.remove_suffix(1);
  if (first.size() <= title_most) return std::string(first);
  const auto cut = first.substr(0, title_most - 4);
  const auto space = cut.find_last_of(' ');
  auto kept = space == std::string_view::npos ? cut : cut.substr(0, space);
  // Where no blank stood a letter of several bytes may have been cut.
  if (space == std::string_view::npos) {
    while (!kept.empty() && (static_cast<unsigned char>(kept.back()) & 0xc0) == 0x80) kept.remove_suffix(1);
    if (!kept.empty() && static_cast<unsigned char>(kept.back()) >= 0xc0) kept.remove_suffix(1);
  }
  return std::string(kept) + "…";
}

}  // namespace goud::barriers
