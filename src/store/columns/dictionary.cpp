#include "store/columns/dictionary.hpp"

#include <algorithm>
#include <mutex>

namespace goud::store::columns {

namespace {

std::optional<std::int32_t> place(const std::vector<std::string>& names, std::string_view name) {
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == name) return static_cast<std::int32_t>(i);
  return std::nullopt;
}

// NUL cannot stand in a key that came through the door.
std::string joined(std::string_view a, std::string_view b) {
  std::string text(a);
  text += '\0';
  text += b;
  return text;
}

}  // namespace

std::optional<std::int32_t> Names::question(std::string_view instrument, std::string_view key) const {
  for (std::size_t i = 1; i < questions.size(); ++i)
    if (questions[i].key == key && questions[i].instrument == instrument) return static_cast<std::int32_t>(i);
  return std::nullopt;
}
std::optional<std::int32_t> Names::unit(std::string_view id) const { return place(units, id); }
std::optional<std::int32_t> Names::moment(std::string_view id) const { return place(moments, id); }
std::optional<std::int32_t> Names::choice(std::int32_t question, std::string_view value) const {
  if (question < 0 || static_cast<std::size_t>(question) >= questions.size()) return std::nullopt;
  return place(questions[static_cast<std::size_t>(question)].choices, value);
}

std::int32_t Words::number(Numbers& numbers, std::string_view name, Fresh&& fresh) {
  {
    std::shared_lock reading(mutex_);
    if (const auto found = numbers.find(name); found != numbers.end()) return found->second;
  }
  std::unique_lock writing(mutex_);
  if (const auto found = numbers.find(name); found != numbers.end()) return found->second;
  switch (fresh.table) {
    case Fresh::Table::question: fresh.id = static_cast<std::int32_t>(names_.questions.size()); break;
    case Fresh::Table::unit: fresh.id = static_cast<std::int32_t>(names_.units.size()); break;
    case Fresh::Table::moment: fresh.id = static_cast<std::int32_t>(names_.moments.size()); break;
    case Fresh::Table::choice:
      fresh.id = static_cast<std::int32_t>(names_.questions.at(static_cast<std::size_t>(fresh.of)).choices.size());
      break;
  }
  numbers.emplace(name, fresh.id);
  enter(fresh);
  const auto id = fresh.id;
  fresh_.push_back(std::move(fresh));
  snapshot_.reset();
  return id;
}

void Words::enter(const Fresh& fresh) {
  switch (fresh.table) {
    case Fresh::Table::question: names_.questions.push_back({fresh.text, fresh.key, fresh.kind, {""}}); break;
    case Fresh::Table::unit: names_.units.push_back(fresh.text); break;
    case Fresh::Table::moment: names_.moments.push_back(fresh.text); break;
    case Fresh::Table::choice: names_.questions.at(static_cast<std::size_t>(fresh.of)).choices.push_back(fresh.text); break;
  }
}

std::int32_t Words::question(std::string_view instrument, std::string_view key, std::string_view kind) {
  return number(questions_, joined(instrument, key),
                {Fresh::Table::question, 0, 0, std::string(instrument), std::string(key), std::string(kind)});
}
std::int32_t Words::moment(std::string_view id) {
  if (id.empty()) return 0;
  return number(moments_, id, {Fresh::Table::moment, 0, 0, std::string(id), {}, {}});
}
std::int32_t Words::unit(std::string_view id) {
  if (id.empty()) return 0;
  return number(units_, id, {Fresh::Table::unit, 0, 0, std::string(id), {}, {}});
}
std::int32_t Words::choice(std::int32_t question, std::string_view value) {
  return number(choices_, joined(std::to_string(question), value),
                {Fresh::Table::choice, 0, question, std::string(value), {}, {}});
}

std::vector<Words::Fresh> Words::fresh() const {
  std::shared_lock reading(mutex_);
  return fresh_;
}

void Words::written(std::size_t count) {
  std::unique_lock writing(mutex_);
  fresh_.erase(fresh_.begin(), fresh_.begin() + static_cast<std::ptrdiff_t>(std::min(count, fresh_.size())));
}

void Words::forget_file() {
  std::unique_lock writing(mutex_);
  fresh_.clear();
  for (std::size_t i = 1; i < names_.questions.size(); ++i) {
    const auto& question = names_.questions[i];
    const auto id = static_cast<std::int32_t>(i);
    fresh_.push_back({Fresh::Table::question, id, 0, question.instrument, question.key, question.kind});
    for (std::size_t c = 1; c < question.choices.size(); ++c)
      fresh_.push_back({Fresh::Table::choice, static_cast<std::int32_t>(c), id, question.choices[c], {}, {}});
  }
  for (std::size_t i = 1; i < names_.units.size(); ++i)
    fresh_.push_back({Fresh::Table::unit, static_cast<std::int32_t>(i), 0, names_.units[i], {}, {}});
  for (std::size_t i = 1; i < names_.moments.size(); ++i)
    fresh_.push_back({Fresh::Table::moment, static_cast<std::int32_t>(i), 0, names_.moments[i], {}, {}});
}

void Words::load(Fresh row) {
  std::unique_lock writing(mutex_);
  switch (row.table) {
    case Fresh::Table::question: questions_.emplace(joined(row.text, row.key), row.id); break;
    case Fresh::Table::unit: units_.emplace(row.text, row.id); break;
    case Fresh::Table::moment: moments_.emplace(row.text, row.id); break;
    case Fresh::Table::choice: choices_.emplace(joined(std::to_string(row.of), row.text), row.id); break;
  }
  enter(row);
  snapshot_.reset();
}

std::shared_ptr<const Names> Words::names() const {
  std::unique_lock writing(mutex_);
  if (!snapshot_) snapshot_ = std::make_shared<const Names>(names_);
  return snapshot_;
}

}  // namespace goud::store::columns
