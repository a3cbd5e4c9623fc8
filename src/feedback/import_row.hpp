// One row of a file as an answer, by the map. Pure.
// Always true: a blank or a value named as missing is skipped, a value named as not applicable is that, a question without
// column was not shown; what does not fit is refused with the column it stands in.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feedback/import.hpp"

namespace goud::feedback {

class ImportReader {
 public:
  // `units`: what stands in the column of units -> which unit that is; `whole`: where no unit is named.
  [[nodiscard]] static Result<ImportReader> make(const ImportMap&, const formats::Table&,
                                                 std::shared_ptr<const Instrument>,
                                                 std::map<std::string, UnitId, std::less<>> units, UnitId whole,
                                                 std::string file_digest);
  // Whether the file has every column that the map names, before anything is made for it.
  [[nodiscard]] static Done columns_there(const ImportMap&, const formats::Table&);
  [[nodiscard]] Result<AnswerRow> row_of(const formats::TableRow&, const Received&, Day without_date) const;

 private:
  struct MappedColumn {
    std::size_t column;
    std::size_t place;  // of the question in the instrument
    std::vector<std::string> not_applicable, missing, labels;
  };
  [[nodiscard]] Result<Given> given(const MappedColumn&, std::string_view cell) const;
  [[nodiscard]] tl::unexpected<Fault> refuse_cell(std::size_t column, std::string_view cell, std::string key,
                                                  std::map<std::string, std::string> args = {}) const;
  std::vector<std::string> names_;
  std::vector<MappedColumn> questions_;
  std::optional<std::size_t> identifier_, unit_, date_, weight_;
  formats::DateForm date_form_ = formats::DateForm::year_month_day;
  formats::Decimal decimal_ = formats::Decimal::point;
  std::string language_, space_;
  std::shared_ptr<const Instrument> instrument_;
  std::map<std::string, UnitId, std::less<>> units_;
  UnitId whole_;
};

}  // namespace goud::feedback
