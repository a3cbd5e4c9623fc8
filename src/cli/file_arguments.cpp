#include "cli/file_arguments.hpp"

#include <algorithm>
#include <array>

namespace goud::cli {

std::span<const FileOption> options_of_every_file_verb() {
  static constexpr std::array options = {
      FileOption{"--missing", Takes::values, "V[,V]", "values that mean no answer, in all columns; COL=V in one"},
      FileOption{"--where", Takes::values, "COL=VALUE", "only these rows; also != < <= > >=; repeat for and"},
      FileOption{"--weight", Takes::value, "COL", "weight of each row"},
      FileOption{"--level", Takes::value, "L", "level of the interval (default 0.95)"},
      FileOption{"--seed", Takes::value, "N", "of what is drawn at random (default 1)"},
      FileOption{"--threads", Takes::value, "N", "how many threads at most; the answer is the same"},
      FileOption{"--encoding", Takes::value, "NAME", "utf-8, utf-16le, utf-16be, windows-1252, mac-roman"},
      FileOption{"--delimiter", Takes::value, "C", "between the cells; tab for a tab"},
      FileOption{"--json", Takes::nothing, "", "one JSON object instead of a table"},
      FileOption{"--xlsx", Takes::value, "FILE", "write the table and the picture as a workbook"},
      FileOption{"--svg", Takes::value, "FILE", "write the picture"},
      FileOption{"--html", Takes::value, "FILE", "write the table and the picture as a page"},
      FileOption{"--help", Takes::nothing, "", "this text"},
  };
  return options;
}

std::optional<std::string> FileArguments::one(std::string_view option) const {
  const auto found = given.find(option);
  if (found == given.end()) return std::nullopt;
  return found->second.back();
}

std::span<const std::string> FileArguments::all(std::string_view option) const {
  const auto found = given.find(option);
  if (found == given.end()) return {};
  return found->second;
}

Result<FileArguments> read_file_arguments(std::span<const std::string> arguments, std::span<const FileOption> own) {
  FileArguments read;
  bool options_ended = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string name = arguments[i];
    if (options_ended || !name.starts_with("-") || name == "-") {
      read.files.push_back(std::move(name));
      continue;
    }
    if (name == "--") {
      options_ended = true;
      continue;
    }
    if (name == "-h") name = "--help";
    std::optional<std::string> value;
    if (const auto equals = name.find('='); equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    }
    const auto named = [&](const FileOption& option) { return option.name == name; };
    const auto shared_by_all = options_of_every_file_verb();
    auto found = std::find_if(own.begin(), own.end(), named);
    const FileOption* option = found != own.end() ? &*found : nullptr;
    if (option == nullptr) {
      auto shared = std::find_if(shared_by_all.begin(), shared_by_all.end(), named);
      if (shared != shared_by_all.end()) option = &*shared;
    }
    if (option == nullptr) return refuse(FaultKind::invalid, "cli.option.unknown", {{"option", name}});
    if (option->takes == Takes::nothing) {
      if (value) return refuse(FaultKind::invalid, "cli.option.no_value", {{"option", name}});
      read.given[name];
      continue;
    }
    if (!value) {
      if (i + 1 == arguments.size()) {
        return refuse(FaultKind::invalid, "cli.option.value_missing", {{"option", name}, {"value", std::string(option->value)}});
      }
      value = arguments[++i];
    }
    auto& values = read.given[name];
    if (option->takes == Takes::value && !values.empty()) {
      return refuse(FaultKind::invalid, "cli.option.twice", {{"option", name}});
    }
    values.push_back(std::move(*value));
  }
  return read;
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      parts.back() += c;
      ++i;
    } else if (c == '"' && (quoted || parts.back().empty())) {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace goud::cli
