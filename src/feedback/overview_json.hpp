// What the overview and the moment page write alike.
#pragma once

#include "feedback/overview.hpp"
#include "formats/json.hpp"

namespace goud::feedback {

// A promise with its figure.
struct Said {
  const Picture::Promised* promised = nullptr;
  figures::Published<figures::Kept> kept;
  const promises::PromiseVersion* version = nullptr;  // in force at the end of the period: its words are shown
};
// What is in force at the end of the period, with what may be said of it. Without `only` the promises of moments that had
// ended by then are left out: they stand nowhere.
[[nodiscard]] std::vector<Said> said_of(const Picture&, const figures::Counts&, const PageQuestion&, const figures::Window&,
                                        const moments::Moment* only = nullptr);
void write_promise(formats::JsonWriter&, const Said&);  // opens the object and leaves it open
void write_period(formats::JsonWriter&, const figures::Window&);
// Null where either side cannot be said, and where the words were others: a difference of two promises is none.
void write_trend(formats::JsonWriter&, std::string_view key, const Said&, const figures::Counts&,
                 const figures::Window& earlier, const figures::Volumes&);
// Unit minus compared unit: each promise of the moment and its score; `counts` are those of the unit.
[[nodiscard]] Result<void> write_comparison(formats::JsonWriter&, store::columns::ColumnStore&, const Picture&,
                                            const PageQuestion&, const moments::Moment&, const figures::Counts& counts,
                                            const Compared&);
void write_text_field(formats::JsonWriter&, std::string_view key, const Text&);
// The scale with most answers around a moment.
[[nodiscard]] std::vector<figures::QuestionName> scale_of(const figures::Counts&, const Picture::Around&, const figures::Window&);
void write_top(formats::JsonWriter&, const Picture::Around*, const std::vector<figures::QuestionName>& scale);  // score_max, or null
[[nodiscard]] const Said* weakest_of(const std::vector<const Said*>&);
struct Warning {
  std::string code;
  std::map<std::string, std::string> args{};
};
void write_warnings(formats::JsonWriter&, const std::vector<Warning>&, std::string_view language);
[[nodiscard]] std::vector<Warning> warnings_of(const std::vector<Said>&, const Picture&, const PageQuestion&);
[[nodiscard]] Day last_day(const PageQuestion&);

}  // namespace goud::feedback
