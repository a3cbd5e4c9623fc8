// The customers of a file for goud worth: from a log of purchases, or from a summary of one line a customer.
// Always true: customers stand in the order in which the file first names them; each history is possible; amounts and spend
// are numbers, or were not asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/file_verb.hpp"
#include "kernel/clock.hpp"
#include "stats/purchases.hpp"

namespace goud::cli {

struct WorthRows {
  struct Customer {
    std::string name;  // as the file has it; the number of the row where a summary has no names
    stats::History history;
    double spend = 0;  // mean of the repeat purchases, 0 where unknown
    double times = 1;  // more than one customer, where a summary has weights
  };
  std::vector<Customer> customers;
  std::int64_t rows = 0;   // read
  std::int64_t later = 0;  // purchases after `until`, left out
  std::optional<Day> until;
  bool spends = false;
  bool by_day = false;           // unit of time; else weeks
  bool date_order_open = false;  // day and month could change places in every date
};

[[nodiscard]] Result<WorthRows> read_worth_rows(const FileArguments&, FileRows&, Progress&);

}  // namespace goud::cli
