#include "cli/demo/told.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(by, from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

// "één nacht" begins a sentence as "Eén nacht".
std::string capital(std::string_view text) {
  if (text.starts_with("é")) return "E" + std::string(text.substr(std::string_view("é").size()));
  std::string upper(text);
  if (!upper.empty() && upper[0] >= 'a' && upper[0] <= 'z') upper[0] = static_cast<char>(upper[0] - 'a' + 'A');
  return upper;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Felt felt_from(std::string_view word) {
  return word == "less" ? Felt::less : word == "better" ? Felt::better : Felt::as_expected;
}

Theme theme_of(std::string_view line) {
  auto words = split(line, ' ');
  Theme theme{.moment = words.at(1), .felt = felt_from(words.at(2))};
  std::size_t at = 3;
  if (words.at(at)[0] < '0' || words.at(at)[0] > '9') theme.answers = words.at(at++);
  for (const char c : words.at(at)) theme.weight = theme.weight * 10 + (c - '0');
  if (++at < words.size()) theme.hotel = words[at];
  return theme;
}

}  // namespace

Teller::Teller(std::span<const std::string_view> sheets) {
  for (const auto sheet : sheets)
    for (const auto line : split(sheet, '\n')) {
      if (line.starts_with("$ ")) {
        const auto equals = line.find(" = ");
        words_[line.substr(2, equals - 2)] = split(line.substr(equals + 3), '|');
      } else if (line.starts_with("@ ")) {
        themes_.push_back(theme_of(line));
      } else if (!line.empty()) {
        themes_.back().parts[line[0] - '1'].push_back(line.substr(2));
      }
    }
}

std::vector<int> Teller::shares(int all) const {
  const int weights = std::accumulate(themes_.begin(), themes_.end(), 0,
                                      [](int sum, const Theme& theme) { return sum + theme.weight; });
  std::vector<int> shares;
  int given = 0, before = 0;
  for (const auto& theme : themes_) {
    before += theme.weight;
    const auto until = static_cast<int>(std::int64_t{all} * before / weights);
    shares.push_back(until - given);
    given = until;
  }
  return shares;
}

std::string Teller::say(std::string_view part, std::map<std::string_view, std::string_view>& chosen,
                        Randomness& random) const {
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '{') {
      const auto end = part.find('}', i);
      const auto choices = split(part.substr(i + 1, end - i - 1), '|');
      text += say(choices[random.below(choices.size())], chosen, random);
      i = end;
    } else if (part[i] == '$') {
      auto end = i + 1;
      while (end < part.size() && is_letter(part[end])) ++end;
      std::string name(part.substr(i + 1, end - i - 1));
      const bool upper = name[0] >= 'A' && name[0] <= 'Z';
      if (upper) name[0] = static_cast<char>(name[0] - 'A' + 'a');
      const auto& [key, list] = *words_.find(name);
      const auto [at, is_new] = chosen.try_emplace(key);
      if (is_new) at->second = list[random.below(list.size())];
      text += upper ? capital(at->second) : std::string(at->second);
      i = end - 1;
    } else {
      text += part[i];
    }
  }
  return text;
}

std::string Teller::tell(std::size_t at, Randomness& random) {
  const auto& theme = themes_[at];
  constexpr int patient = 400;
  // Who finds it as it should be says less.
  const std::size_t length = random.unit() < (theme.felt == Felt::as_expected ? 0.45 : 0.15) ? 2 : 3;
  for (int tries = 0;; ++tries) {
    std::array<std::string_view, 3> drawn{};
    for (int i = 0; i < 3; ++i) drawn[i] = theme.parts[i][random.below(theme.parts[i].size())];
    std::vector<Pair> pairs{{drawn[0], drawn[1]}};
    if (length == 3) pairs.insert(pairs.end(), {{drawn[1], drawn[2]}, {drawn[0], drawn[2]}});
    if (tries < patient && std::ranges::any_of(pairs, [&](const Pair& pair) { return together_.contains(pair); }))
      continue;
    std::map<std::string_view, std::string_view> chosen;
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += (i == 0 ? "" : " ") + say(drawn[i], chosen, random);
    if (!said_.insert(text).second) continue;
    together_.insert(pairs.begin(), pairs.end());
    return text;
  }
}

Teller guests(bool english) {
  if (english) return Teller(std::array{english_before(), english_stay()});
  return Teller(std::array{dutch_before(), dutch_stay()});
}

Teller floor_tellers(bool english) { return Teller(std::array{english ? english_floor() : dutch_floor()}); }

std::string pointing_at(std::string_view colleague, bool english, Randomness& random) {
  constexpr std::array ibans{"NL91 ABNA 0417 1643 00", "NL20INGB0001234567", "BE68 5390 0754 7034",
                             "DE89 3704 0044 0532 0130 00"};
  constexpr std::array british{"GB29 NWBK 6016 1331 9268 19", "FR14 2004 1010 0505 0001 3M02 606",
                               "BE68 5390 0754 7034", "NL91ABNA0417164300"};
  constexpr std::array dutch_titles{"mevrouw De Vries", "meneer Van den Berg", "dokter Hoekstra", "mevrouw Ter Horst",
                                    "de heer Bakker"};
  constexpr std::array english_titles{"Mr Brown", "Mrs Whitfield", "Dr Ellison", "Ms O’Connor", "Mr Hadley"};
  constexpr std::array dutch_mailboxes{"reiziger", "post", "familie", "thuis", "gast", "weekend", "brieven"};
  constexpr std::array english_mailboxes{"travels", "hello", "letters", "desk", "home", "post", "wanderer"};
  char number[20];
  std::snprintf(number, sizeof number, random.unit() < 0.5 ? "06 0%07d" : "06-0%07d",
                static_cast<int>(random.below(10'000'000)));
  const auto mail = std::string((english ? english_mailboxes : dutch_mailboxes)[random.below(dutch_mailboxes.size())]) +
                    std::to_string(10 + random.below(90)) + "@" + (english ? "post" : "brievenbus") + ".example";
  const std::string iban = english ? british[random.below(british.size())] : ibans[random.below(ibans.size())];
  const std::string title =
      english ? english_titles[random.below(english_titles.size())] : dutch_titles[random.below(dutch_titles.size())];
  const std::string who(colleague);
  switch (random.below(who.empty() ? 4 : 6)) {
    case 0:
      return (english ? "You can reach me on " : "U bereikt mij op ") + std::string(number) + ".";
    case 1:
      return (english ? "Write to " : "Mailen mag naar ") + mail + ".";
    case 2:
      return (english ? "Should anything be paid back: " : "Mocht er iets terug te betalen zijn: ") + iban + ".";
    case 3:
      return english ? "Regards, " + title + "." : "Groet, " + title + ".";
    case 4:
      return english ? who + " was there and knows." : who + " was erbij en weet ervan.";
    default:
      return english ? "Please tell " + who + "." : "Zeg het vooral tegen " + who + ".";
  }
}

}  // namespace goud::cli::demo
