// The inside of a parsed document: one arena, nodes in document order. Only the files json*.cpp look here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json.hpp"
#include "kernel/fault.hpp"

namespace goud::formats::json_detail {

struct Node {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  bool integral = false;
  mutable bool read = false;   // someone asked for it
  mutable bool whole = false;  // and for all that is in it
  std::uint32_t count = 0;
  std::uint32_t from = 0, until = 0;  // where it stands in the source
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text{};
  std::string_view key{};
  Node* first = nullptr;
  Node* next = nullptr;
};

struct Place {
  const Place* parent = nullptr;
  std::string_view key{};
  std::size_t index = 0;
  bool in_array = false;
};

struct Document {
  static constexpr std::size_t faults_max = 100;
  explicit Document(std::string_view text) : source(text) {}
  std::byte start[4096];
  std::pmr::monotonic_buffer_resource arena{start, sizeof start};
  std::string source;
  Node* root = nullptr;
  Place top{};
  bool finished = false;
  std::vector<FieldFault> faults;

  void note(std::string path, std::string key, std::map<std::string, std::string> args) {
    if (faults.size() < faults_max) faults.push_back({std::move(path), std::move(key), std::move(args)});
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* copy = static_cast<char*>(arena.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }
};

}  // namespace goud::formats::json_detail
