// What goud survival found, and how it is told: as JSON by the contract, and as sentence, tables and pictures.
#pragma once

#include "cli/file_verb.hpp"
#include "stats/cox.hpp"
#include "stats/kaplan_meier.hpp"
#include "stats/log_rank.hpp"
#include "stats/nelson_aalen.hpp"

namespace goud::cli {

struct GroupSurvival {
  std::optional<std::string> name;  // none without --by
  stats::SurvivalCurve curve;
  stats::CumulativeHazard hazard;
  stats::TimeUntil median;
  stats::RestrictedMean mean;
  std::vector<double> at_risk;  // at the times told
};

struct CoxAnswer {
  std::vector<std::string> names;       // of the coefficients: COL, or COL=VALUE
  std::vector<std::string> term_names;  // of the columns asked for
  std::string ties;
  tl::expected<stats::CoxFit, stats::Unsaid> fit;
};

struct Survival {
  std::string event;               // "COL=VALUE", as asked
  std::string time_name, by_name;  // by_name empty without --by
  std::int64_t rows = 0, n = 0, events = 0;
  std::int64_t left_out = 0;  // entry not before the time
  std::vector<double> times;  // some on the way, for the table a person reads
  std::vector<GroupSurvival> groups;
  std::optional<stats::LogRank> log_rank;  // with --by
  std::optional<CoxAnswer> cox;            // with --cox
};

void write_survival(formats::JsonWriter&, const Survival&);
[[nodiscard]] std::vector<Warning> survival_warnings(const Survival&, std::string_view language);
[[nodiscard]] Report survival_report(const Survival&, const FileRows&, double level, std::string_view language);

}  // namespace goud::cli
