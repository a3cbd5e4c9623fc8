// The dictionaries in memory. They outlive the file: a number given once in this program keeps its meaning, also
// when the file is made anew between two questions.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/columns/columns.hpp"

namespace goud::store::columns {

class Words final : public Dictionary {
 public:
  std::int32_t question(std::string_view instrument, std::string_view key, std::string_view kind) override;
  std::int32_t moment(std::string_view id) override;
  std::int32_t unit(std::string_view id) override;
  std::int32_t choice(std::int32_t question, std::string_view value) override;

  // A row of a dictionary table that the file has not got yet.
  struct Fresh {
    enum class Table { question, unit, moment, choice } table;
    std::int32_t id = 0;
    std::int32_t of = 0;  // the question of a choice
    std::string text, key, kind;
  };
  [[nodiscard]] std::vector<Fresh> fresh() const;  // what to write with the next batch
  void written(std::size_t count);                 // that many of them are in the file now
  void forget_file();                              // everything is to be written again
  void load(Fresh);                                // as read from the file; in order of number
  [[nodiscard]] std::shared_ptr<const Names> names() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  using Numbers = std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>>;
  std::int32_t number(Numbers&, std::string_view name, Fresh&&);
  void enter(const Fresh&);  // into names_

  mutable std::shared_mutex mutex_;
  Numbers questions_, units_, moments_, choices_;
  Names names_{{{}}, {""}, {""}};
  std::vector<Fresh> fresh_;
  mutable std::shared_ptr<const Names> snapshot_;
};

}  // namespace goud::store::columns
