#include "text/redaction.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "kernel/words.hpp"
#include "text/letters.hpp"
#include "text/numbers.hpp"
#include "text/stems.hpp"

namespace goud::text {
namespace {

#include "text/everyday_names.inc"

using Words = std::unordered_set<std::string>;

Words words_of(std::string_view list) {
  Words all;
  std::string word;
  for (const char byte : list) {
    if (byte != ' ') {
      word += byte;
    } else if (!word.empty()) {
      all.insert(std::exchange(word, {}));
    }
  }
  if (!word.empty()) all.insert(word);
  return all;
}

const Words& small_parts() {
  static const auto all = words_of(
      "van de den der des het t ter ten te op in aan bij over uit voor la le les l el al bin ben ibn abu von zu zum "
      "zur du da das do "
      "dos d di del della af av mac mc o st");
  return all;
}
bool is_small_part(const std::string& folded) { return small_parts().contains(folded); }

bool is_everyday(const std::string& folded) {
  static const auto names = words_of(everyday_names);
  return names.contains(folded) || everyday_stem(folded, "nl") || everyday_stem(folded, "en");
}

// Words of a name in a row, joined by a blank; whether it is no word of another kind.
std::string joined(const std::vector<Token>& words, std::size_t from, std::size_t to) {
  std::string all;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) all += ' ';
    all += words[i].folded;
  }
  return all;
}

constexpr std::size_t words_max = 8;

}  // namespace

struct NameList::Prepared {
  std::unordered_map<std::string, bool> names;  // true: an everyday word too
  std::unordered_set<std::string> beginnings;   // first words
  std::size_t longest = 0;

  void add(const std::vector<Token>& words, std::size_t from, std::size_t to) {
    if (from >= to || to - from > words_max) return;
    if (to - from == 1 && words[from].folded.size() < 2) return;
    bool everyday = true, meant = false;
    for (std::size_t i = from; i < to; ++i) {
      if (is_small_part(words[i].folded) && to - from > 1) continue;
      meant = true;
      everyday = everyday && is_everyday(words[i].folded);
    }
    if (!meant) return;
    const auto [place, fresh] = names.emplace(joined(words, from, to), everyday);
    if (!fresh) place->second = place->second && everyday;
    beginnings.insert(words[from].folded);
    longest = std::max(longest, to - from);
  }
};

NameList::NameList(std::span<const std::string> full_names) {
  auto all = std::make_shared<Prepared>();
  for (const auto& name : full_names) {
    const auto words = tokens(name);
    if (words.empty()) continue;
    all->add(words, 0, words.size());
    // The given name goes on over a hyphen: Anne-Marie, and Anne, and Marie.
    std::size_t given = 1;
    while (given < words.size() && words[given].from == words[given - 1].to + 1 && name[words[given - 1].to] == '-')
      ++given;
    const bool alone = given == words.size();
    all->add(words, 0, given);
    all->add(words, given, words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!is_small_part(words[i].folded) || alone || i == 0) all->add(words, i, i + 1);
    }
    // "Jansen-de Vries" is called "de Vries" too, and "van den Berg" is "den Berg".
    for (std::size_t i = given; i < words.size(); ++i) {
      if (is_small_part(words[i].folded)) all->add(words, i, words.size());
    }
  }
  prepared_ = std::move(all);
}

bool NameList::empty() const { return !prepared_ || prepared_->names.empty(); }

std::string_view name_of(PrivateKind kind) {
  constexpr std::array<std::string_view, 6> names = {"email", "telephone", "iban", "bsn", "name", "title"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

// A text with its words, and what stands between them.
class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text), words_(tokens(text)) {}
  [[nodiscard]] const std::vector<Token>& words() const { return words_; }

  [[nodiscard]] std::string_view gap(std::size_t before) const {
    const auto from = before == 0 ? 0 : words_[before - 1].to;
    return text_.substr(from, words_[before].from - from);
  }
  // Near enough to be one name: blanks, one hyphen, an apostrophe or the point of an initial.
  [[nodiscard]] bool next_to(std::size_t at) const {
    const auto between = gap(at);
    if (between.empty() || between.size() > 4) return false;
    int points = 0;
    for (std::size_t i = 0; i < between.size();) {
      const auto letter = letter_at(between, i);
      i = letter.to;
      if (letter.code == '.')
        ++points;
      else if (letter.code != ' ' && letter.code != 0xA0 && letter.code != '-' && letter.code != 0x2010 &&
               letter.code != '\n' && !is_apostrophe(letter.code))
        return false;
    }
    return points == 0 || (points == 1 && between[0] == '.' &&
                           (words_[at - 1].folded.size() <= 2 || short_title(words_[at - 1].folded)));
  }
  [[nodiscard]] bool capital(std::size_t at) const { return is_capital(letter_at(text_, words_[at].from).code); }
  [[nodiscard]] bool all_capitals(std::size_t at) const {
    std::size_t letters = 0;
    for (std::size_t i = words_[at].from; i < words_[at].to;) {
      const auto letter = letter_at(text_, i);
      i = letter.to;
      if (!is_capital(letter.code)) return false;
      ++letters;
    }
    return letters > 1;
  }
  [[nodiscard]] bool begins_sentence(std::size_t at) const {
    if (at == 0) return true;
    const auto between = gap(at);
    for (std::size_t i = 0; i < between.size();) {
      const auto letter = letter_at(between, i);
      i = letter.to;
      if (letter.code == '.') {
        // "Mr. May", "J. Roos"
        if (!(words_[at - 1].folded.size() == 1 || short_title(words_[at - 1].folded))) return true;
      } else if (letter.code == '!' || letter.code == '?' || letter.code == '\n' || letter.code == 0x2026 ||
                 letter.code == 0x2022 || letter.code == ':' || letter.code == 0x201C || letter.code == 0x201D ||
                 letter.code == '"') {
        return true;
      }
    }
    return false;
  }
  static bool short_title(const std::string& folded) {
    static const Words all = words_of("dhr mw mevr dr drs ir ing mr mrs ms prof fam st");
    return all.contains(folded);
  }
  // Without the "'s" of whose it is.
  [[nodiscard]] std::size_t end_of(std::size_t at) const {
    const auto& word = words_[at];
    if (word.to - word.from > 2 && (text_[word.to - 1] == 's' || text_[word.to - 1] == 'S')) {
      for (const std::size_t back : {1U, 3U, 2U}) {
        if (word.to - word.from <= back + 1) continue;
        const auto sign = letter_at(text_, word.to - 1 - back);
        if (is_apostrophe(sign.code) && sign.to == word.to - 1) return word.to - 1 - back;
      }
    }
    return word.to;
  }

 private:
  std::string_view text_;
  std::vector<Token> words_;
};

// What only somebody does or is: after an everyday word at the beginning of a sentence it was a name.
bool acts_as_somebody(const std::string& folded) {
  static const auto all = words_of(
      "heeft hielp was is had vertelde zei belde gaf bracht kwam ging stond wist deed nam loste regelde ving dacht "
      "lachte keek vroeg "
      "has helped told said called gave brought came went knew took solved arranged smiled thanked greeted welcomed "
      "asked");
  return all.contains(folded);
}

bool written_as_name(const Reading& reading, std::size_t from, std::size_t to) {
  const auto& words = reading.words();
  std::size_t main = from;
  while (main + 1 < to && is_small_part(words[main].folded)) ++main;
  if (!reading.capital(main)) return false;
  if (main > from || to - from > 1) return true;
  // A whole text in capitals says nothing by them.
  if (reading.all_capitals(main)) return main > 0 && !reading.begins_sentence(main) && !reading.all_capitals(main - 1);
  if (!reading.begins_sentence(main)) return true;
  return to < words.size() && reading.gap(to) == " " && acts_as_somebody(words[to].folded);
}

void find_listed(const Reading& reading, const NameList::Prepared& list, std::vector<PrivatePart>& all) {
  const auto& words = reading.words();
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!list.beginnings.contains(words[at].folded)) continue;
    std::size_t last = at + 1;
    while (last < words.size() && last - at < list.longest && reading.next_to(last)) ++last;
    for (; last > at; --last) {
      const auto found = list.names.find(joined(words, at, last));
      if (found == list.names.end() || (found->second && !written_as_name(reading, at, last))) continue;
      std::size_t from = at;
      // "F. El Idrissi": the initials go along.
      while (from > 0 && words[from - 1].folded.size() == 1 && reading.capital(from - 1) &&
             reading.gap(from).starts_with('.') && reading.next_to(from))
        --from;
      all.push_back({words[from].from, reading.end_of(last - 1), PrivateKind::name});
      at = last - 1;
      break;
    }
  }
}

bool is_title(const Reading& reading, std::size_t at) {
  static const auto always = words_of(
      "mevrouw meneer mijnheer mevr dhr mw heer juffrouw mrs ms miss mister mr dr drs doctor dokter prof professor "
      "familie fam madam sir mx ir ing");
  const auto& folded = reading.words()[at].folded;
  if (!always.contains(folded)) return false;
  // "ing." with its point, and "Miss" with its capital: the others are words.
  if (folded == "ing" || folded == "ir") return at + 1 < reading.words().size() && reading.gap(at + 1).starts_with('.');
  return folded != "miss" || reading.capital(at);
}

void find_titled(const Reading& reading, std::vector<PrivatePart>& all) {
  const auto& words = reading.words();
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!is_title(reading, at)) continue;
    std::size_t next = at + 1, last = 0, mains = 0;
    while (next < words.size() && next - at <= words_max && reading.next_to(next) &&
           reading.gap(next).find('\n') == std::string_view::npos) {
      const auto& folded = words[next].folded;
      if (is_title(reading, next)) {  // "prof. dr. De Vries"
        ++next;
        continue;
      }
      if (is_small_part(folded)) {
        ++next;
        continue;
      }
      if (!reading.capital(next) || mains == 3) break;
      if (folded.size() > 1) {
        // "mevrouw Ik": no name is an everyday word alone
        if (everyday_stem(folded, "nl") && everyday_stem(folded, "en")) break;
        ++mains;
        last = next;
      }
      ++next;
    }
    if (mains == 0) continue;
    all.push_back({words[at].from, reading.end_of(last), PrivateKind::title});
    at = last;
  }
}

}  // namespace

std::vector<PrivatePart> find_private(std::string_view text, const NameList& names) {
  auto all = find_numbers(text);
  const Reading reading(text);
  std::vector<PrivatePart> titled, listed;
  find_titled(reading, titled);
  if (!names.empty()) find_listed(reading, *names.prepared(), listed);
  const auto add = [&](const std::vector<PrivatePart>& more) {
    auto together = all;
    std::size_t next = 0;
    for (const auto& part : more) {
      while (next < all.size() && all[next].to <= part.from) ++next;
      if (next < all.size() && all[next].from < part.to) continue;
      together.push_back(part);
    }
    std::sort(together.begin(), together.end(),
              [](const PrivatePart& a, const PrivatePart& b) { return a.from < b.from; });
    all = std::move(together);
  };
  add(titled);
  add(listed);
  return all;
}

std::string redacted(std::string_view text, std::span<const PrivatePart> parts, std::string_view language) {
  std::string out;
  std::size_t at = 0;
  for (const auto& part : parts) {
    if (part.from < at || part.to > text.size() || part.from > part.to) continue;
    out.append(text.substr(at, part.from - at));
    out += say(language, "text.private." + std::string(name_of(part.kind)));
    at = part.to;
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace goud::text
