// goud agreement: which of its two questions is asked.
#include "cli/agreement.hpp"

#include <array>

#include "cli/verbs.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--group", Takes::value, "COL", "which team an answer is of"},
    FileOption{"--items", Takes::value, "A,B[,C]", "questions answered by the people of the teams"},
    FileOption{"--scale", Takes::value, "LO:HI", "lowest and highest answer of the questions, for r_wg and a_wg"},
    FileOption{"--raters", Takes::value, "A,B[,C]",
               "a column for each of those who judge; the rows are what they judge"},
    FileOption{"--measure", Takes::value, "KIND", "of the judgements: nominal, ordinal, interval or ratio"},
};

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const bool teams = given.has("--group") || given.has("--items");
  if (teams == given.has("--raters") || (teams && given.has("--measure")) || (!teams && given.has("--scale")))
    return refuse(FaultKind::invalid, "cli.agreement.one_question");
  // A weight says for how many others an answer stands; how two people agree is of those two.
  if (rows.weighted()) return refuse(FaultKind::invalid, "cli.agreement.weight");
  return teams ? agreement_of_teams(given, rows, settings, progress)
               : agreement_of_judges(given, rows, settings, progress);
}

}  // namespace

int agreement(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "agreement",
      "(--group COL --items A,B[,C] [--scale LO:HI] | --raters A,B[,C] --measure KIND) [options]",
      "Whether people of one team answer alike (ICC, r_wg), or whether those who judge the same units agree\n"
      "(Krippendorff's alpha).",
      own_options,
      "goud agreement crew.csv --group hotel --items clear,trust,proud --scale 1:5",
      answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
