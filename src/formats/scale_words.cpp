#include "formats/scale_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/column_kind.hpp"

namespace goud::formats {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

using Scale = std::vector<std::string_view>;

const std::vector<Scale>& scales() {
  static const std::vector<Scale> all = {
      {"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"},
      {"Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"},
      {"Completely disagree", "Disagree", "Neither agree nor disagree", "Agree", "Completely agree"},
      {"Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Agree",
       "Strongly agree"},
      {"Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"},
      {"Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"},
      {"Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"},
      {"Very dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied", "Somewhat satisfied",
       "Very satisfied"},
      {"Very unlikely", "Unlikely", "Neutral", "Likely", "Very likely"},
      {"Never", "Rarely", "Sometimes", "Often", "Always"},
      {"Very poor", "Poor", "Fair", "Good", "Very good"},
      {"Poor", "Fair", "Good", "Very good", "Excellent"},
      {"Very bad", "Bad", "Neutral", "Good", "Very good"},
      {"Very unfavorably", "Somewhat unfavorably", "Neither favorably nor unfavorably (neutral)", "Somewhat favorably",
       "Very favorably"},
      {"Very unfavorable", "Somewhat unfavorable", "Neutral", "Somewhat favorable", "Very favorable"},
      {"Helemaal mee oneens", "Mee oneens", "Niet mee eens, niet mee oneens", "Mee eens", "Helemaal mee eens"},
      {"Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"},
      {"Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"},
      {"Zeer oneens", "Oneens", "Neutraal", "Eens", "Zeer eens"},
      {"Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"},
      {"Zeer ontevreden", "Ontevreden", "Niet tevreden, niet ontevreden", "Tevreden", "Zeer tevreden"},
      {"Heel ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Heel tevreden"},
      {"Zeer onwaarschijnlijk", "Onwaarschijnlijk", "Neutraal", "Waarschijnlijk", "Zeer waarschijnlijk"},
      {"Nooit", "Zelden", "Soms", "Vaak", "Altijd"},
      {"Zeer slecht", "Slecht", "Matig", "Goed", "Zeer goed"},
      {"Zeer slecht", "Slecht", "Neutraal", "Goed", "Zeer goed"},
      {"Slecht", "Matig", "Voldoende", "Goed", "Uitstekend"},
      {"Helemaal niet", "Een beetje", "Enigszins", "Grotendeels", "Helemaal"}};
  return all;
}

std::string plain(std::string_view cell) {
  cell = without_blanks(cell);
  while (!cell.empty() && cell.back() == '.') cell.remove_suffix(1);
  std::string out;
  // A typographic apostrophe is an apostrophe.
  constexpr std::string_view curly = "\xe2\x80\x99";
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell.substr(i).starts_with(curly)) {
      out += '\'';
      i += curly.size() - 1;
    } else {
      out += small(cell[i]);
    }
  }
  return out;
}

}  // namespace

bool same_words(std::string_view a, std::string_view b) {
  a = without_blanks(a);
  b = without_blanks(b);
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return small(x) == small(y); });
}

CellWord word_of(std::string_view cell) {
  if (cell.size() > 40) return CellWord::none;
  static constexpr std::array<std::string_view, 9> not_applicable = {"n.v.t",
                                                                     "nvt",
                                                                     "niet van toepassing",
                                                                     "not applicable",
                                                                     "does not apply",
                                                                     "n.a",
                                                                     "n.v.t",
                                                                     "not_applicable",
                                                                     "niet van toepassing op mij"};
  static constexpr std::array<std::string_view, 29> no_answer = {"weet niet",
                                                                 "weet ik niet",
                                                                 "weet het niet",
                                                                 "geen mening",
                                                                 "geen antwoord",
                                                                 "wil ik niet zeggen",
                                                                 "wil niet zeggen",
                                                                 "zeg ik liever niet",
                                                                 "onbekend",
                                                                 "niet ingevuld",
                                                                 "don't know",
                                                                 "dont know",
                                                                 "do not know",
                                                                 "i don't know",
                                                                 "not sure",
                                                                 "unsure",
                                                                 "no opinion",
                                                                 "no answer",
                                                                 "prefer not to say",
                                                                 "prefer not to answer",
                                                                 "refused",
                                                                 "unknown",
                                                                 "unfamiliar (n/a)",
                                                                 "skipped",
                                                                 "-",
                                                                 "--",
                                                                 "?",
                                                                 "#n/a",
                                                                 "null"};
  const auto text = plain(cell);
  if (std::find(not_applicable.begin(), not_applicable.end(), text) != not_applicable.end())
    return CellWord::not_applicable;
  if (std::find(no_answer.begin(), no_answer.end(), text) != no_answer.end()) return CellWord::no_answer;
  return CellWord::none;
}

bool code_of_no_answer(double value) {
  if (value != std::floor(value)) return false;
  if (value < 0)
    return value >= -9 || value == -77 || value == -88 || value == -98 || value == -99 || value == -999 ||
           value == -9999;
  static constexpr std::array<double, 9> codes = {77, 88, 97, 98, 99, 888, 997, 998, 999};
  return std::find(codes.begin(), codes.end(), value) != codes.end() || value == 9999;
}

std::optional<double> number_before_label(std::string_view cell) {
  cell = without_blanks(cell);
  std::size_t digits = 0;
  while (digits < cell.size() && cell[digits] >= '0' && cell[digits] <= '9') ++digits;
  if (digits == 0 || digits > 2 || digits == cell.size()) return std::nullopt;
  auto rest = without_blanks(cell.substr(digits));
  bool sign = false;
  for (const std::string_view one : {"-", "=", ":", ".", ")", "(", "\xe2\x80\x93", "\xe2\x80\x94"}) {
    if (!rest.starts_with(one)) continue;
    sign = true;
    rest = without_blanks(rest.substr(one.size()));
    break;
  }
  // A label is words: "3-4", "5.5" and "12:30" are none.
  const bool words = sign && !rest.empty() && !(rest.front() >= '0' && rest.front() <= '9');
  return words ? number_of(cell.substr(0, digits)) : std::nullopt;
}

std::optional<std::vector<std::string>> scale_of_words(const std::vector<std::string>& cells) {
  if (cells.size() < 3) return std::nullopt;
  for (const auto& scale : scales()) {
    const bool all = std::all_of(cells.begin(), cells.end(), [&](const std::string& cell) {
      return std::any_of(scale.begin(), scale.end(), [&](std::string_view word) { return same_words(word, cell); });
    });
    if (all) return std::vector<std::string>(scale.begin(), scale.end());
  }
  return std::nullopt;
}

}  // namespace goud::formats
