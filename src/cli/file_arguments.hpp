// The arguments of verbs that work on a file. An option always takes what follows it, whatever it looks like (-9 is a value
// of --missing, and a column may be called --x), which is why this is not left to a library of options.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::cli {

enum class Takes { nothing, value, values };  // values: may be given more than once

struct FileOption {
  std::string_view name;  // "--nps"
  Takes takes;
  std::string_view value;  // "COL", as help shows it
  std::string_view help;
};

// What every verb on files knows.
[[nodiscard]] std::span<const FileOption> options_of_every_file_verb();

struct FileArguments {
  std::vector<std::string> files;
  std::map<std::string, std::vector<std::string>, std::less<>> given;
  [[nodiscard]] bool has(std::string_view option) const { return given.count(option) > 0; }
  [[nodiscard]] std::optional<std::string> one(std::string_view option) const;
  [[nodiscard]] std::span<const std::string> all(std::string_view option) const;
};

[[nodiscard]] Result<FileArguments> read_file_arguments(std::span<const std::string> arguments,
                                                        std::span<const FileOption> own);

// "a,b" -> a, b; a part in double quotes may hold commas, and "" in it is a quote.
[[nodiscard]] std::vector<std::string> list_of(std::string_view);

}  // namespace goud::cli
