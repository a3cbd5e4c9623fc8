// A path model as a file says it (TOML):
//
//   [block]                                  # a name, and the columns that are its items
//   Image = ["IMAG1", "IMAG2"]
//   Satisfaction = ["CUSA1", "CUSA2"]
//   [path]                                   # a name, and the blocks that point at it
//   Satisfaction = ["Image"]
//   [mode]                                   # where the items form the block instead of reflecting it; else "A"
//   Image = "B"
//   [index]                                  # blocks told as an index 0..100, with the ends of their items' scale
//   Satisfaction = [1, 10]
//
// Always true of what was read: every arrow joins two blocks of the file, none is drawn twice, none run in a circle; every
// block has an arrow and an item; an item stands in one block.
#pragma once

#include <string>
#include <vector>

#include "kernel/fault.hpp"
#include "stats/pls.hpp"

namespace goud::cli {

struct PathFile {
  std::vector<std::string> names;    // of the blocks, in the order of the file
  std::vector<std::string> columns;  // of the items, in the order of the blocks; the model's items are places in it
  stats::PathModel model;
  std::vector<stats::IndexAsked> indices;
};
[[nodiscard]] Result<PathFile> read_path_file(const std::string& path);

}  // namespace goud::cli
