// What the chain proves: measures of units without persons (clarity, who comes back, revenue), brought in by period, and
// whether they go together from employees to customers to results.
// Always true: a measure is declared before its first value and keeps what it is about, its scale and its period; a value of
// employees says of at least five people it is, or it is refused; a pair is declared beforehand only where that was done
// before both measures had values, and can never be taken back; any other pair is corrected for searching.
// Who decides: the functions below (pure); figures/ what may be said of a pair.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/figures.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/text.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "store/store.hpp"

namespace goud::growth {

using promises::Acting;

enum class About { employees, customers, results };
[[nodiscard]] std::string_view name_of(About);
enum class Scale { share, points, number };  // share 0..1
[[nodiscard]] std::string_view name_of(Scale);
enum class Per { week, month, quarter, year };
[[nodiscard]] std::string_view name_of(Per);

// 2026 · 2026-Q2 · 2026-05 · 2026-W18. Numbered evenly, so that the next one is one further.
struct Period {
  Per per = Per::quarter;
  std::int64_t number = 0;
  auto operator<=>(const Period&) const = default;
};
[[nodiscard]] std::optional<Period> period_from(std::string_view);
[[nodiscard]] std::string to_text(Period);

struct Measure {
  std::string key;
  Text name;
  About about = About::results;
  Scale scale = Scale::number;
  Per per = Per::quarter;
  Instant declared_at;
  std::optional<Instant> first_value_at{};
};
struct Value {
  std::string measure;
  UnitId unit;
  Period period;
  double value = 0;                 // kept to a millionth
  std::optional<std::int64_t> n{};  // of how many; none: no interval
  bool operator==(const Value&) const = default;
};
struct Pair {
  std::string x, y;
  int lag = 1;  // periods that y comes after x
  Instant declared_at;
  std::string declared_by;
};

// ---- decisions

struct ValueDraft {
  std::string measure, unit, period;  // the unit by its code, id or name
  double value = 0;
  std::optional<std::int64_t> n{};
};
struct Batch {
  std::vector<Measure> measures;
  std::vector<ValueDraft> rows;
};
constexpr std::size_t rows_at_once = 5000, measures_most = 40;
constexpr std::int64_t floor_of_employees = 5;
// Right as a whole, or every field that is not. `known`: what was declared already; the same again is nothing new.
[[nodiscard]] Result<std::vector<Value>> look_at(const Batch&, const std::vector<Measure>& known,
                                                 const people::UnitTree&);
// CX managers bring what is about customers, HR managers what is about employees, both results; owners all.
[[nodiscard]] Done may_bring(const http::Caller&, About);
[[nodiscard]] Result<Pair> pair_of(const std::vector<Measure>&, const std::string& x, const std::string& y, int lag);
// Before both measures had values.
[[nodiscard]] bool beforehand(const Pair&, const Measure& x, const Measure& y);

// ---- what is kept

struct Brought {
  std::int64_t measures = 0, added = 0, changed = 0, same = 0;
};
[[nodiscard]] Result<Brought> bring(store::Writer&, const Acting&, const Batch&);
[[nodiscard]] Result<Pair> declare(store::Writer&, const Acting&, const Pair&);  // again: the first time stands
[[nodiscard]] std::vector<Measure> measures(store::Reader&);
[[nodiscard]] std::vector<Value> values(store::Reader&);
[[nodiscard]] std::vector<Pair> pairs(store::Reader&);  // in order of declaring

// ---- what is said

// All that the linkage of an organisation is made of, read together.
struct Chain {
  people::UnitTree tree;
  std::vector<Measure> measures;
  std::vector<Value> values;
  std::vector<Pair> pairs;
  [[nodiscard]] const Measure* find(std::string_view key) const;
};
[[nodiscard]] Chain chain(store::Reader&);
struct Found {
  const Measure* x = nullptr;
  const Measure* y = nullptr;
  const Pair* declared = nullptr;  // beforehand or not
  bool before = false;
  std::vector<const people::Unit*> units;  // by their number in the figure
  std::optional<Period> first{}, last{};
  figures::Published<figures::Linkage> said;
};
[[nodiscard]] Found look(const Chain&, const Pair&);  // what is found points into the chain
Found look(const Chain&&, const Pair&) = delete;
// Sentences in one language, of the same numbers as the chart; `who` names a unit, or says that it is another one.
struct Sentences {
  std::string claim, figure;
  std::vector<std::string> care, not_shown;
};
[[nodiscard]] Sentences sentences(const Found&, std::string_view language,
                                  const std::function<std::string(const people::Unit&)>& who);

[[nodiscard]] store::Room room();

struct Services {
  store::RecordStore& store;
  const Clock& clock;
};
void routes(http::Router&, Services&);

}  // namespace goud::growth
