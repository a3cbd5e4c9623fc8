#include <algorithm>
#include <limits>
#include <map>

#include "stories/row.hpp"
#include "stories/statements.hpp"
#include "text/stems.hpp"

namespace goud::stories {
namespace {

using store::Row;

// So many units are asked one by one, along their own key; of more, the organisation's stories are walked.
constexpr std::size_t units_apart = 64;
constexpr Day long_ago{std::numeric_limits<std::int32_t>::min()}, far_ahead{std::numeric_limits<std::int32_t>::max()};

std::optional<bool> maybe_flag(const Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.integer(column) != 0);
}

// Looks at the numbers of a row before any of its text is read.
class Sieve {
 public:
  explicit Sieve(const Filter& filter, const std::optional<Expectation>& of_theme)
      : filter_(filter), of_theme_(of_theme) {
    if (!filter.units) return;
    for (const auto& stay : *filter.units) units_[stay.unit.text].push_back(stay);
  }
  [[nodiscard]] bool holds(const Row& row) const {
    const Day day{static_cast<std::int32_t>(row.integer(2))};
    if ((filter_.from && day < *filter_.from) || (filter_.to && day > *filter_.to)) return false;
    for (const auto& wanted : {filter_.expectation, of_theme_}) {
      if (wanted && (row.null(3) || row.integer(3) != 1 + static_cast<int>(*wanted))) return false;
    }
    const auto teller = static_cast<Teller>(row.integer(4));
    if (filter_.teller && teller != *filter_.teller) return false;
    if (filter_.from_floor && (teller != Teller::customer) != *filter_.from_floor) return false;
    const auto kept = static_cast<Kept>(row.integer(5));
    if ((filter_.only_shared && kept != Kept::shared) || (filter_.to_check && kept != Kept::to_check)) return false;
    if (!filter_.moment.empty() && row.text(6) != filter_.moment.text) return false;
    if (!filter_.language.empty() && row.text(14) != filter_.language) return false;
    if (!filter_.by.empty() && (row.null(8) || row.text(8) != filter_.by)) return false;
    if (!filter_.units) return true;
    const auto stays = units_.find(row.text(1));
    return stays != units_.end() && std::any_of(stays->second.begin(), stays->second.end(), [&](const auto& stay) {
             return day >= stay.from && (!stay.until || day < *stay.until);
           });
  }
  [[nodiscard]] std::size_t units() const { return units_.size(); }
  template <class Fn>
  void each_unit(Fn fn) const {
    for (const auto& [unit, stays] : units_) fn(unit);
  }

 private:
  const Filter& filter_;
  std::optional<Expectation> of_theme_;
  std::map<std::string, std::vector<people::UnitTree::Stay>, std::less<>> units_;
};

}  // namespace

Story story_in(const Row& row) {
  Story story;
  story.seq = row.integer(0);
  story.unit = UnitId{row.string(1)};
  const Day at{static_cast<std::int32_t>(row.integer(2))};
  story.week = monday_of(at);
  if (!row.null(3)) story.expectation = static_cast<Expectation>(row.integer(3) - 1);
  story.teller = static_cast<Teller>(row.integer(4));
  const auto kept = static_cast<Kept>(row.integer(5));
  story.standing = kept == Kept::shared      ? Standing::shared
                   : kept == Kept::kept_back ? Standing::kept_back
                                             : Standing::told;
  story.moment = MomentId{row.string(6)};
  story.id = row.string(7);
  story.by = row.maybe_string(8).value_or("");
  story.name_too = row.integer(9) != 0;
  if (!row.null(10)) story.day = Day{static_cast<std::int32_t>(row.integer(10))};
  story.unexpected = maybe_flag(row, 11);
  story.intention = maybe_flag(row, 12);
  if (!row.null(13)) story.retold = static_cast<Retold>(row.integer(13));
  story.language = row.string(14);
  story.may_share = row.integer(15) != 0;
  story.call_wanted = row.integer(16) != 0;
  return story;
}

void add_text(store::Reader& reader, Story& story) {
  reader.each(sql::text, {{":seq", story.seq}}, [&](const Row& row) {
    story.text = row.string(0);
    story.shared_text = row.string(1);
    story.because = row.string(2);
    story.tokens = row.string(3);
  });
}

std::optional<Story> story_at(store::Reader& reader, std::int64_t seq) {
  auto found = reader.first(sql::at, {{":seq", seq}}, story_in);
  if (found) add_text(reader, *found);
  return found;
}

std::optional<Story> story(store::Reader& reader, std::string_view id) {
  auto found = reader.first(sql::one, {{":id", id}}, story_in);
  if (found) add_text(reader, *found);
  return found;
}

std::int64_t org_of(store::Reader& reader) {
  return reader.first(sql::org, {}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

namespace {

// The index holds words as they were told. Who reads only what was checked finds a story by what is still in it: else a name
// that was taken out could be looked for.
bool still_says(const Story& story, std::string_view typed) {
  const auto said = text::tokens(story.shared_text);
  const auto asked = text::tokens(typed);
  return std::all_of(asked.begin(), asked.end(), [&](const text::Token& word) {
    const auto nl = text::stem(word.folded, "nl"), en = text::stem(word.folded, "en");
    return std::any_of(said.begin(), said.end(), [&](const text::Token& one) {
      const auto stem = text::stem(one.folded, story.language);
      return one.folded.starts_with(word.folded) || stem == nl || stem == en;
    });
  });
}

}  // namespace

std::vector<Story> stories(store::Reader& reader, const Filter& filter) {
  std::vector<Story> found;
  std::optional<Expectation> of_theme;
  std::string query;
  if (!filter.words.empty()) {
    query = query_of(org_of(reader), filter.words);
    if (query.empty()) return found;
  }
  if (!filter.theme.empty()) {
    const auto all = themes(reader);
    const auto theme = std::find_if(all.begin(), all.end(), [&](const Theme& one) { return one.id == filter.theme; });
    const auto of = theme == all.end() ? std::string() : query_of(org_of(reader), *theme);
    if (of.empty()) return found;
    of_theme = theme->expectation;
    query = query.empty() ? of : "(" + of + ") AND (" + query + ")";
  }
  const Sieve sieve(filter, of_theme);
  const auto before = filter.before > 0 ? filter.before : INT64_C(1) << 39;
  const auto look = [&, most = filter.most](const Row& row) {
    if (!sieve.holds(row)) return true;
    auto story = story_in(row);
    if (filter.only_shared && !filter.words.empty()) {
      add_text(reader, story);
      if (!still_says(story, filter.words)) return true;
    }
    found.push_back(std::move(story));
    return found.size() < most;
  };
  if (!query.empty()) {
    reader.each_until(sql::found, {{":words", query}, {":before", before}}, look);
  } else if (!filter.by.empty()) {
    reader.each_until(sql::by_whom, {{":who", filter.by}, {":before", before}}, look);
  } else if (filter.units && sieve.units() <= units_apart) {
    sieve.each_unit([&](const std::string& unit) {
      std::size_t here = 0;
      reader.each_until(sql::of_unit, {{":unit", unit}, {":before", before}}, [&](const Row& row) {
        if (!sieve.holds(row)) return true;
        found.push_back(story_in(row));
        return ++here < filter.most;
      });
    });
    std::sort(found.begin(), found.end(), [](const Story& a, const Story& b) { return a.seq > b.seq; });
    if (found.size() > filter.most) found.resize(filter.most);
  } else if (filter.to_check) {
    reader.each_until(sql::to_check, {{":before", before}}, look);
  } else if (filter.only_shared) {
    reader.each_until(sql::shared, {{":before", before}}, look);
  } else if (!filter.moment.empty()) {
    reader.each_until(sql::of_moment, {{":moment", filter.moment.text}, {":before", before}}, look);
  } else {
    reader.each_until(sql::all, {{":before", before}}, look);
  }
  for (auto& one : found) add_text(reader, one);
  return found;
}

Counts counts(store::Reader& reader, const Filter& filter) {
  Counts sums;
  const int least = filter.only_shared ? static_cast<int>(Kept::shared) : 0;
  const int most = static_cast<int>(filter.only_shared ? Kept::shared : Kept::kept_back);
  const auto add = [&](const Row& row) {
    sums.all += row.integer(0);
    sums.better += row.integer(1);
    sums.as += row.integer(2);
    sums.less += row.integer(3);
    sums.floor += row.integer(4);
    sums.to_check += row.integer(5);
  };
  const auto from = filter.from.value_or(long_ago), to = filter.to.value_or(far_ahead);
  if (!filter.units) {
    reader.each(sql::count_all,
                {{":from", from.number},
                 {":to", to.number},
                 {":moment", filter.moment.text},
                 {":least", least},
                 {":most", most}},
                add);
    return sums;
  }
  for (const auto& stay : *filter.units) {
    const auto first = std::max(from, stay.from);
    const auto last = stay.until ? std::min(to, Day{stay.until->number - 1}) : to;
    if (last < first) continue;
    reader.each(sql::count_unit,
                {{":unit", stay.unit.text},
                 {":from", first.number},
                 {":to", last.number},
                 {":moment", filter.moment.text},
                 {":least", least},
                 {":most", most}},
                add);
  }
  return sums;
}

std::int64_t count_fitting(store::Reader& reader, const Filter& filter, const Theme& theme) {
  const auto query = query_of(org_of(reader), theme);
  if (query.empty()) return 0;
  const bool whole = !theme.expectation && !filter.units && !filter.from && !filter.to && filter.moment.empty();
  if (whole)
    return reader.first(sql::count_found, {{":words", query}}, [](const Row& row) { return row.integer(0); })
        .value_or(0);
  const Sieve sieve(filter, theme.expectation);
  std::int64_t count = 0;
  reader.each(sql::found, {{":words", query}, {":before", INT64_C(1) << 39}},
              [&](const Row& row) { count += sieve.holds(row) ? 1 : 0; });
  return count;
}

std::int64_t add(store::Writer& writer, const NewStory& made) {
  const auto& story = made.story;
  const auto seq = writer.first(sql::last_seq, {}, [](const Row& row) { return row.integer(0); }).value_or(0) + 1;
  using Maybe = std::optional<std::string>;
  writer.run(sql::insert, {{":seq", seq},
                           {":id", story.id},
                           {":submission", made.submission},
                           {":receipt", made.receipt},
                           {":teller", static_cast<int>(story.teller)},
                           {":by_whom", story.by.empty() ? Maybe() : Maybe(story.by)},
                           {":name_too", story.name_too},
                           {":unit", story.unit.text},
                           {":moment", story.moment.text},
                           {":day", story.day ? std::optional(story.day->number) : std::nullopt},
                           {":at_day", story.day.value_or(story.week).number},
                           {":expectation",
                            story.expectation ? std::optional(1 + static_cast<int>(*story.expectation)) : std::nullopt},
                           {":unexpected", story.unexpected},
                           {":intention", story.intention},
                           {":language", story.language},
                           {":may_share", story.may_share},
                           {":call_wanted", story.call_wanted},
                           {":standing", static_cast<int>(kept_of(story.standing, story.may_share))}});
  writer.run(sql::insert_telling, {{":seq", seq}, {":text", story.text}, {":tokens", story.tokens}});
  writer.run(sql::insert_words, {{":seq", seq}, {":tokens", story.tokens}});
  return seq;
}

void take_out(store::Writer& writer, const Story& story) {
  writer.run(sql::delete_words, {{":seq", story.seq}, {":tokens", story.tokens}});
  writer.run(sql::index_erased, {});
  writer.run(sql::unchoose_all, {{":seq", story.seq}});
  writer.run(sql::kudos_without_story, {{":story", story.id}});
  writer.run(sql::delete_text, {{":seq", story.seq}});
  writer.run(sql::remove, {{":seq", story.seq}});
}

}  // namespace goud::stories
