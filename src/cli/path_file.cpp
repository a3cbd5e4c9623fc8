#include "cli/path_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace goud::cli {
namespace {

class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  Result<PathFile> read() {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) return wrong(1, "cli.paths.model_unreadable");
    try {
      const toml::table document = toml::parse(text.str());
      for (const auto& step : {&Reader::sections, &Reader::blocks, &Reader::arrows, &Reader::modes, &Reader::indices}) {
        if (auto done = (this->*step)(document); !done) return refuse(done.error());
      }
    } catch (const toml::parse_error& error) {
      return wrong(error.source().begin.line, "cli.paths.broken", {{"why", std::string(error.description())}});
    }
    return std::move(out_);
  }

 private:
  using Entry = std::pair<std::string, const toml::node*>;

  [[nodiscard]] tl::unexpected<Fault> wrong(std::int64_t line, std::string key,
                                            std::map<std::string, std::string> args = {}) const {
    args["in_file"] = path_;
    args["line"] = std::to_string(std::max<std::int64_t>(line, 1));
    return refuse(FaultKind::invalid, std::move(key), std::move(args));
  }
  static std::int64_t line_of(const toml::node& node) { return node.source().begin.line; }

  // The library keeps names in the order of letters; a reader expects the order of the file.
  static std::vector<Entry> entries(const toml::table& table) {
    std::vector<Entry> all;
    for (const auto& [key, node] : table) all.emplace_back(std::string(key.str()), &node);
    std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
      const auto place = [](const toml::node& node) { return node.source().begin; };
      return std::pair(place(*a.second).line, place(*a.second).column) <
             std::pair(place(*b.second).line, place(*b.second).column);
    });
    return all;
  }
  static std::vector<Entry> section(const toml::table& document, std::string_view name) {
    const auto* table = document[name].as_table();
    return table == nullptr ? std::vector<Entry>{} : entries(*table);
  }

  [[nodiscard]] std::optional<std::size_t> block(std::string_view name) const {
    const auto found = std::find(out_.names.begin(), out_.names.end(), name);
    if (found == out_.names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - out_.names.begin());
  }
  [[nodiscard]] tl::unexpected<Fault> no_block(const toml::node& at, const std::string& section,
                                               const std::string& name) const {
    std::string known;
    for (const auto& one : out_.names) known += (known.empty() ? "" : ", ") + one;
    return wrong(line_of(at), "cli.paths.block_unknown", {{"section", section}, {"name", name}, {"blocks", known}});
  }
  // A list of names; one name may stand without brackets.
  [[nodiscard]] Result<std::vector<std::string>> names_of(const std::string& name, const toml::node& node) const {
    std::vector<std::string> names;
    if (const auto one = node.value<std::string>()) names.push_back(*one);
    if (const auto* list = node.as_array()) {
      for (const auto& item : *list) {
        const auto text = item.value<std::string>();
        if (!text || text->empty()) return wrong(line_of(item), "cli.paths.list", {{"name", name}});
        names.push_back(*text);
      }
    }
    if (names.empty()) return wrong(line_of(node), "cli.paths.list", {{"name", name}});
    return names;
  }

  Done sections(const toml::table& document) {
    for (const auto& [name, node] : entries(document)) {
      const bool known = name == "block" || name == "path" || name == "mode" || name == "index";
      if (!known || !node->is_table()) return wrong(line_of(*node), "cli.paths.unknown", {{"name", name}});
    }
    return {};
  }

  Done blocks(const toml::table& document) {
    std::map<std::string, std::string> owner;
    for (const auto& [name, node] : section(document, "block")) {
      auto items = names_of(name, *node);
      if (!items) return refuse(items.error());
      stats::PathBlock block;
      for (const auto& item : *items) {
        const auto [there, fresh] = owner.try_emplace(item, name);
        if (!fresh)
          return wrong(line_of(*node), "cli.paths.item_twice",
                       {{"item", item}, {"first", there->second}, {"second", name}});
        block.items.push_back(out_.columns.size());
        out_.columns.push_back(item);
      }
      out_.names.push_back(name);
      out_.model.blocks.push_back(std::move(block));
    }
    if (out_.names.empty()) return wrong(1, "cli.paths.no_blocks");
    return {};
  }

  Done arrows(const toml::table& document) {
    for (const auto& [name, node] : section(document, "path")) {
      const auto to = block(name);
      if (!to) return no_block(*node, "path", name);
      auto sources = names_of(name, *node);
      if (!sources) return refuse(sources.error());
      for (const auto& source : *sources) {
        const auto from = block(source);
        if (!from) return no_block(*node, "path", source);
        const stats::PathArrow arrow{*from, *to};
        auto& all = out_.model.arrows;
        if (std::find(all.begin(), all.end(), arrow) != all.end())
          return wrong(line_of(*node), "cli.paths.arrow_twice", {{"from", source}, {"to", name}});
        all.push_back(arrow);
        if (!stats::causal_order(out_.model))
          return wrong(line_of(*node), "cli.paths.circle", {{"from", source}, {"to", name}});
      }
    }
    if (out_.model.arrows.empty()) return wrong(1, "cli.paths.no_paths");
    for (std::size_t b = 0; b < out_.names.size(); ++b) {
      const auto joins = [&](const stats::PathArrow& arrow) { return arrow.from == b || arrow.to == b; };
      if (!std::any_of(out_.model.arrows.begin(), out_.model.arrows.end(), joins))
        return wrong(line_of(*document["block"][out_.names[b]].node()), "cli.paths.alone", {{"block", out_.names[b]}});
    }
    return {};
  }

  Done modes(const toml::table& document) {
    for (const auto& [name, node] : section(document, "mode")) {
      const auto place = block(name);
      if (!place) return no_block(*node, "mode", name);
      const auto mode = node->value<std::string>().value_or("");
      if (mode != "A" && mode != "B") return wrong(line_of(*node), "cli.paths.mode", {{"block", name}});
      out_.model.blocks[*place].mode = mode == "B" ? stats::BlockMode::b : stats::BlockMode::a;
    }
    return {};
  }

  Done indices(const toml::table& document) {
    for (const auto& [name, node] : section(document, "index")) {
      const auto place = block(name);
      if (!place) return no_block(*node, "index", name);
      const auto* list = node->as_array();
      const auto low = list != nullptr && list->size() == 2 ? (*list)[0].value<double>() : std::nullopt;
      const auto high = low ? (*list)[1].value<double>() : std::nullopt;
      if (!low || !high || !(*low < *high)) return wrong(line_of(*node), "cli.paths.scale", {{"block", name}});
      out_.indices.push_back({*place, {*low, *high}});
    }
    return {};
  }

  std::string path_;
  PathFile out_;
};

}  // namespace

Result<PathFile> read_path_file(const std::string& path) { return Reader(path).read(); }

}  // namespace goud::cli
