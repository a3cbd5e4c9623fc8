#include "stats/nps_table.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "stats/distribution.hpp"
#include "stats/parallel.hpp"

namespace goud::stats {

namespace {

// n, promoters and detractors in one word, 21 bits each: a table of 360,000 cells then fits a processor's cache. A run of
// rows is short enough that no part overflows, and is unpacked before the next.
constexpr unsigned part_bits = 21;
constexpr std::uint64_t part_mask = (std::uint64_t{1} << part_bits) - 1;
constexpr std::size_t run_max = part_mask;

constexpr std::uint64_t one_answer = 1;
constexpr std::uint64_t one_promoter = std::uint64_t{1} << part_bits;
constexpr std::uint64_t one_detractor = std::uint64_t{1} << (2 * part_bits);

// What a score adds, by its byte.
constexpr std::array<std::uint64_t, 256> additions = [] {
  std::array<std::uint64_t, 256> all{};
  for (unsigned score = 0; score <= 10; ++score)
    all[score] = one_answer + (score >= 9 ? one_promoter : 0) + (score <= 6 ? one_detractor : 0);
  return all;
}();

NpsTable count(std::span<const std::int8_t> scores, std::span<const std::int32_t> cell_of, std::size_t cells) {
  NpsTable table;
  table.cells.resize(cells);
  std::vector<std::uint64_t> packed(cells);
  std::int64_t answers = 0;
  for (std::size_t begin = 0; begin < scores.size(); begin += run_max) {
    const std::size_t end = std::min(scores.size(), begin + run_max);
    for (std::size_t i = begin; i < end; ++i) {
      const auto cell = static_cast<std::uint32_t>(cell_of[i]);
      if (cell >= cells) continue;
      packed[cell] += additions[static_cast<std::uint8_t>(scores[i])];
    }
    for (std::size_t c = 0; c < cells; ++c) {
      const std::uint64_t word = packed[c];
      table.cells[c].n += static_cast<std::int64_t>(word & part_mask);
      table.cells[c].promoters += static_cast<std::int64_t>((word >> part_bits) & part_mask);
      table.cells[c].detractors += static_cast<std::int64_t>(word >> (2 * part_bits));
    }
    std::fill(packed.begin(), packed.end(), 0);
  }
  for (const auto& cell : table.cells) answers += cell.n;
  table.left_out = static_cast<std::int64_t>(scores.size()) - answers;
  return table;
}

}  // namespace

bool NpsTable::merge(const NpsTable& other) {
  if (cells.size() != other.cells.size()) return false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].n += other.cells[i].n;
    cells[i].promoters += other.cells[i].promoters;
    cells[i].detractors += other.cells[i].detractors;
  }
  left_out += other.left_out;
  return true;
}

NpsTable nps_table(std::span<const std::int8_t> scores, std::span<const std::int32_t> cell_of, std::size_t cells,
                   int threads) {
  if (scores.size() != cell_of.size()) throw std::invalid_argument("a score without its cell, or a cell without score");
  // A thread has a table of its own, which must be worth it.
  const std::size_t most = std::max<std::size_t>(1, scores.size() / (4 * std::max<std::size_t>(cells, 4096)));
  const std::size_t parts = std::min(most, static_cast<std::size_t>(std::max(threads, 1)));
  std::vector<NpsTable> tables(parts);
  for_each_index(parts, threads, [&](std::size_t part) {
    const std::size_t begin = scores.size() * part / parts;
    const std::size_t size = scores.size() * (part + 1) / parts - begin;
    tables[part] = count(scores.subspan(begin, size), cell_of.subspan(begin, size), cells);
  });
  for (std::size_t part = 1; part < parts; ++part) {
    if (!tables[0].merge(tables[part])) throw std::logic_error("parts of one table have other cells");
  }
  return std::move(tables[0]);
}

Outcome nps(const NpsCell& cell, double level) {
  return nps_by_width(cell.promoters, cell.detractors, cell.n, two_sided_normal(level));
}

std::vector<Outcome> nps(const NpsTable& table, double level, int threads) {
  const double z = two_sided_normal(level);
  std::vector<Outcome> outcomes(table.cells.size(), unsaid(Reason::too_few, 0));
  for_each_run(table.cells.size(), 1U << 14U, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      outcomes[i] = nps_by_width(table.cells[i].promoters, table.cells[i].detractors, table.cells[i].n, z);
  });
  return outcomes;
}

}  // namespace goud::stats
