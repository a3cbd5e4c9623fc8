#include "store/scope_check.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "store/sql_tokens.hpp"
#include "store/sqlite/schema.hpp"

namespace goud::store {
namespace {

constexpr std::string_view exceptions =
#include "store/unscoped.txt"
    ;

// Tokens with what stands between parentheses (or CASE and END) taken together.
struct Node {
  Token token;
  std::vector<Node> inside;
  bool group = false;
  bool expression = false;  // CASE … END

  [[nodiscard]] bool is(std::string_view word) const { return !group && token.is(word); }
  [[nodiscard]] bool identifier() const { return !group && token.is_identifier(); }
};
using Nodes = std::span<const Node>;

struct Breach {
  std::string text;
};

[[noreturn]] void breach(std::string text) { throw Breach{std::move(text)}; }

std::vector<Node> group(std::span<const Token> tokens, std::size_t& at, std::string_view until) {
  std::vector<Node> nodes;
  while (at < tokens.size()) {
    const auto& token = tokens[at++];
    if (!until.empty() && token.is(until)) return nodes;
    if (token.is("(") || token.is("case")) {
      Node node{token, {}, true, token.is("case")};
      node.inside = group(tokens, at, node.expression ? "end" : ")");
      nodes.push_back(std::move(node));
    } else if (token.is(")")) {
      breach("has a parenthesis too many");
    } else {
      nodes.push_back({token, {}, false, false});
    }
  }
  if (!until.empty()) breach("has a parenthesis or CASE that is not closed");
  return nodes;
}

bool begins_query(Nodes nodes) {
  return !nodes.empty() && !nodes[0].group &&
         (nodes[0].is("select") || nodes[0].is("with") || nodes[0].is("values") || nodes[0].is("insert") ||
          nodes[0].is("update") || nodes[0].is("delete"));
}

// `x IS DISTINCT FROM y` is no clause.
bool clause_from(Nodes nodes, std::size_t at) {
  if (!nodes[at].is("from")) return false;
  const bool distinct = at >= 2 && nodes[at - 1].is("distinct") && (nodes[at - 2].is("is") || nodes[at - 2].is("not"));
  return !distinct;
}

std::size_t find(Nodes nodes, std::size_t from, std::initializer_list<std::string_view> words) {
  for (; from < nodes.size(); ++from) {
    for (const auto word : words) {
      if (word == "from" ? clause_from(nodes, from) : nodes[from].is(word)) return from;
    }
  }
  return nodes.size();
}

std::vector<Nodes> split(Nodes nodes, std::string_view at) {
  std::vector<Nodes> parts;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= nodes.size(); ++i) {
    if (i < nodes.size() && !nodes[i].is(at)) continue;
    parts.push_back(nodes.subspan(start, i - start));
    start = i + 1;
  }
  return parts;
}

bool is_org_parameter(Nodes nodes) {
  return nodes.size() == 1 && !nodes[0].group && nodes[0].token.kind == TokenKind::parameter && nodes[0].token.text == ":org";
}

// The alias that `alias.org = :org` binds, "" for a bare `org = :org`, nothing for any other condition.
std::optional<std::string> bound_by(Nodes condition) {
  const auto equals = find(condition, 0, {"="});
  if (equals == condition.size()) return std::nullopt;
  auto left = condition.first(equals);
  auto right = condition.subspan(equals + 1);
  if (is_org_parameter(left)) std::swap(left, right);
  if (!is_org_parameter(right)) return std::nullopt;
  if (left.size() == 1 && left[0].identifier() && left[0].token.text == "org") return "";
  if (left.size() == 3 && left[0].identifier() && left[1].is(".") && left[2].identifier() && left[2].token.text == "org") {
    return left[0].token.text;
  }
  return std::nullopt;
}

// The conditions that must all hold. One OR beside them and none of them must.
std::vector<Nodes> conjuncts(Nodes condition) {
  if (find(condition, 0, {"or"}) != condition.size()) return {};
  std::vector<Nodes> parts;
  std::size_t start = 0;
  bool between = false;
  for (std::size_t i = 0; i <= condition.size(); ++i) {
    if (i < condition.size() && condition[i].is("between")) between = true;
    if (i < condition.size() && !condition[i].is("and")) continue;
    if (i < condition.size() && between) {  // the AND of BETWEEN
      between = false;
      continue;
    }
    parts.push_back(condition.subspan(start, i - start));
    start = i + 1;
  }
  return parts;
}

struct Reference {
  std::string table;  // empty for a sub-query, a CTE column list or a function
  std::string alias;
  bool tenant = false;
  bool bound = false;
};

class Check {
 public:
  explicit Check(const std::set<std::string>& tenants) : tenants_(tenants) {}

  void statement(Nodes nodes) {
    if (!nodes.empty() && nodes.back().is(";")) nodes = nodes.first(nodes.size() - 1);
    if (find(nodes, 0, {";"}) != nodes.size()) breach("holds more than one statement");
    if (!begins_query(nodes)) breach("does not begin with SELECT, WITH, VALUES, INSERT, UPDATE or DELETE");
    query(nodes);
  }

 private:
  [[nodiscard]] bool tenant(const std::string& table) const { return tenants_.contains(table); }

  void query(Nodes nodes, std::optional<std::size_t> org_column = std::nullopt) {
    if (nodes[0].is("with")) nodes = after_with(nodes);
    if (nodes.empty()) breach("cannot be understood after WITH");
    if (nodes[0].is("insert")) return insert(nodes);
    if (nodes[0].is("update")) return update(nodes);
    if (nodes[0].is("delete")) return remove(nodes);
    std::size_t start = 0;
    for (;;) {
      const auto end = find(nodes, start, {"union", "intersect", "except"});
      auto core = nodes.subspan(start, end - start);
      if (core.size() == 1 && core[0].group && !core[0].expression && begins_query(core[0].inside)) {
        query(core[0].inside, org_column);
      } else if (!core.empty() && core[0].is("values")) {
        values(core.subspan(1), org_column);
      } else if (!core.empty() && core[0].is("select")) {
        select(core.subspan(1), org_column);
      } else {
        breach("cannot be understood: a SELECT is expected");
      }
      if (end == nodes.size()) return;
      start = end + 1;
      if (start < nodes.size() && nodes[start].is("all")) ++start;
    }
  }

  Nodes after_with(Nodes nodes) {
    std::size_t at = 1;
    if (at < nodes.size() && nodes[at].is("recursive")) ++at;
    for (;;) {
      if (at >= nodes.size() || !nodes[at].identifier()) breach("cannot be understood: a name is expected after WITH");
      if (tenant(nodes[at].token.text)) breach("names a common table like the tenant table " + nodes[at].token.text);
      ++at;
      if (at < nodes.size() && nodes[at].group && !nodes[at].expression) ++at;  // column names
      if (at >= nodes.size() || !nodes[at].is("as")) breach("cannot be understood: AS is expected after WITH");
      ++at;
      if (at < nodes.size() && nodes[at].is("not")) ++at;
      if (at < nodes.size() && nodes[at].is("materialized")) ++at;
      if (at >= nodes.size() || !nodes[at].group || !begins_query(nodes[at].inside)) {
        breach("cannot be understood: a query is expected after WITH … AS");
      }
      query(nodes[at].inside);
      ++at;
      if (at >= nodes.size() || !nodes[at].is(",")) return nodes.subspan(at);
      ++at;
    }
  }

  // Sub-queries wherever they stand, and the tables that hide behind IN.
  void expressions(Nodes nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].is("in") && i + 1 < nodes.size() && nodes[i + 1].identifier()) {
        breach("uses IN with a table instead of a list or a query");
      }
      if (!nodes[i].group) continue;
      if (!nodes[i].expression && begins_query(nodes[i].inside)) {
        query(nodes[i].inside);
      } else {
        expressions(nodes[i].inside);
      }
    }
  }

  static bool joining(const Node& node) {
    static constexpr std::array<std::string_view, 8> words = {"join", "left", "inner", "cross", "natural", "right", "full", "outer"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return node.is(word); });
  }

  static void bind(std::vector<Reference>& references, Nodes condition, std::size_t from) {
    for (const auto conjunct : conjuncts(condition)) {
      const auto alias = bound_by(conjunct);
      if (!alias) continue;
      for (std::size_t i = from; i < references.size(); ++i) {
        if (alias->empty() ? references.size() == 1 : references[i].alias == *alias) references[i].bound = true;
      }
    }
  }

  // Adds the references of `a JOIN b ON … , c`; what an ON says binds there and then.
  void tables(Nodes nodes, std::vector<Reference>& references) {
    const auto own = references.size();
    std::size_t at = 0;
    bool outer = false;
    for (;;) {
      const auto first = references.size();
      if (at < nodes.size() && nodes[at].is("lateral")) ++at;
      at = item(nodes, at, references);
      if (at < nodes.size() && nodes[at].is("on")) {
        auto end = at + 1;
        while (end < nodes.size() && !nodes[end].is(",") && !joining(nodes[end])) ++end;
        const auto condition = nodes.subspan(at + 1, end - at - 1);
        expressions(condition);
        // The ON of an outer join does not hold back the rows of its left side.
        bind(references, condition, outer ? first : own);
        at = end;
      } else if (at + 1 < nodes.size() && nodes[at].is("using") && nodes[at + 1].group) {
        at += 2;
      }
      if (at == nodes.size()) return;
      outer = false;
      if (!nodes[at].is(",")) {
        while (at < nodes.size() && joining(nodes[at]) && !nodes[at].is("join")) {
          if (nodes[at].is("right") || nodes[at].is("full")) breach("uses a RIGHT or FULL JOIN; write it as LEFT JOIN");
          outer = outer || nodes[at].is("left");
          ++at;
        }
        if (at >= nodes.size() || !nodes[at].is("join")) {
          breach("cannot be understood at '" + std::string(nodes[std::min(at, nodes.size() - 1)].token.source) + "' in FROM");
        }
      }
      ++at;
    }
  }

  std::size_t item(Nodes nodes, std::size_t at, std::vector<Reference>& references) {
    if (at >= nodes.size()) breach("cannot be understood: a table is expected in FROM");
    Reference reference;
    if (nodes[at].group && !nodes[at].expression) {
      if (!begins_query(nodes[at].inside)) {
        tables(nodes[at].inside, references);
        return at + 1;
      }
      query(nodes[at].inside);
      ++at;
    } else {
      at = name(nodes, at, reference);
      if (at < nodes.size() && nodes[at].group && !nodes[at].expression) {  // a function: json_each(…)
        if (reference.tenant) breach("calls the tenant table " + reference.table + " like a function");
        expressions(nodes[at].inside);
        reference.table.clear();
        ++at;
      }
    }
    at = alias(nodes, at, reference);
    if (at < nodes.size() && nodes[at].group && !nodes[at].expression) ++at;  // column names of the alias
    for (const auto& other : references) {
      if (!reference.alias.empty() && other.alias == reference.alias) breach("uses the name " + reference.alias + " twice in FROM");
    }
    references.push_back(std::move(reference));
    return at;
  }

  std::size_t name(Nodes nodes, std::size_t at, Reference& reference) const {
    if (at >= nodes.size() || !nodes[at].identifier()) breach("cannot be understood: the name of a table is expected");
    reference.table = nodes[at++].token.text;
    if (at + 1 < nodes.size() && nodes[at].is(".") && nodes[at + 1].identifier()) {
      reference.table = nodes[at + 1].token.text;
      at += 2;
    }
    reference.alias = reference.table;
    reference.tenant = tenant(reference.table);
    return at;
  }

  static std::size_t alias(Nodes nodes, std::size_t at, Reference& reference) {
    static constexpr std::array<std::string_view, 9> clauses = {"on", "using", "where", "set", "values", "select", "with", "default", "returning"};
    if (at < nodes.size() && nodes[at].is("as")) {
      if (at + 1 >= nodes.size() || !nodes[at + 1].identifier()) breach("cannot be understood: a name is expected after AS");
      reference.alias = nodes[at + 1].token.text;
      return at + 2;
    }
    if (at < nodes.size() && nodes[at].identifier() && !joining(nodes[at]) &&
        std::none_of(clauses.begin(), clauses.end(), [&](auto word) { return nodes[at].is(word); })) {
      reference.alias = nodes[at].token.text;
      return at + 1;
    }
    return at;
  }

  static void check_bound(const std::vector<Reference>& references) {
    for (const auto& reference : references) {
      if (!reference.tenant || reference.bound) continue;
      const auto as = reference.alias == reference.table ? std::string() : " (" + reference.alias + ")";
      breach("reaches the tenant table " + reference.table + as + " without " + reference.alias + ".org = :org");
    }
  }

  void select(Nodes nodes, std::optional<std::size_t> org_column) {
    const auto from = find(nodes, 0, {"from"});
    const auto tail = find(nodes, 0, {"where", "group", "having", "window", "order", "limit", "offset", "fetch", "for"});
    auto results = nodes.first(std::min(from, tail));
    expressions(results);
    if (org_column) check_org_value(results, *org_column);
    std::vector<Reference> references;
    auto end = nodes.size();
    if (from < nodes.size()) {
      end = find(nodes, from + 1, {"where", "group", "having", "window", "order", "limit", "offset", "fetch", "for"});
      tables(nodes.subspan(from + 1, end - from - 1), references);
    } else {
      end = tail;
    }
    where(nodes, end, references);
    check_bound(references);
  }

  // WHERE binds; everything from there on may hold sub-queries.
  void where(Nodes nodes, std::size_t at, std::vector<Reference>& references) {
    if (at >= nodes.size()) return;
    expressions(nodes.subspan(at));
    if (!nodes[at].is("where")) return;
    const auto end = find(nodes, at + 1, {"group", "having", "window", "order", "limit", "offset", "fetch", "for", "returning"});
    bind(references, nodes.subspan(at + 1, end - at - 1), 0);
  }

  static void check_org_value(Nodes list, std::size_t org_column) {
    if (!list.empty() && (list[0].is("distinct") || list[0].is("all"))) list = list.subspan(1);
    const auto parts = split(list, ",");
    if (org_column >= parts.size()) breach("inserts fewer values than columns");
    auto part = parts[org_column];
    if (part.size() == 3 && part[1].is("as")) part = part.first(1);
    if (!is_org_parameter(part)) breach("inserts into column org something else than :org");
  }

  void values(Nodes nodes, std::optional<std::size_t> org_column) {
    for (const auto row : split(nodes, ",")) {
      if (row.size() != 1 || !row[0].group || row[0].expression) breach("cannot be understood: a row is expected in VALUES");
      expressions(row[0].inside);
      if (org_column) check_org_value(row[0].inside, *org_column);
    }
  }

  void insert(Nodes nodes) {
    if (nodes.size() < 3 || !nodes[1].is("into")) breach("cannot be understood: INSERT INTO is expected");
    Reference reference;
    auto at = name(nodes, 2, reference);
    at = alias(nodes, at, reference);
    std::optional<std::size_t> org_column;
    const bool names_columns = at < nodes.size() && nodes[at].group && !nodes[at].expression && !begins_query(nodes[at].inside);
    if (names_columns) {
      const auto columns = split(nodes[at].inside, ",");
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].size() == 1 && columns[i][0].identifier() && columns[i][0].token.text == "org") org_column = i;
      }
      ++at;
    }
    if (reference.tenant && !org_column) breach("inserts into the tenant table " + reference.table + " without column org");
    if (!reference.tenant) org_column.reset();
    auto end = at;
    while (end < nodes.size() && !nodes[end].is("returning") &&
           !(nodes[end].is("on") && end + 1 < nodes.size() && nodes[end + 1].is("conflict"))) {
      ++end;
    }
    const auto source = nodes.subspan(at, end - at);
    if (source.empty() || !begins_query(source)) breach("cannot be understood: VALUES or SELECT is expected");
    query(source, org_column);
    expressions(nodes.subspan(end));
    check_assignments(nodes.subspan(end));
  }

  // A row never moves to another organisation.
  static void check_assignments(Nodes nodes) {
    const auto set = find(nodes, 0, {"set"});
    if (set == nodes.size()) return;
    const auto end = find(nodes, set, {"from", "where", "returning"});
    for (const auto assignment : split(nodes.subspan(set + 1, end - set - 1), ",")) {
      const auto target = assignment.first(find(assignment, 0, {"="}));
      for (const auto& node : target) {
        const auto names = node.group ? Nodes(node.inside) : Nodes(&node, 1);
        for (const auto& one : names) {
          if (one.identifier() && one.token.text == "org") breach("assigns to column org");
        }
      }
    }
  }

  void update(Nodes nodes) {
    std::vector<Reference> references(1);
    auto at = name(nodes, 1, references[0]);
    at = alias(nodes, at, references[0]);
    if (at >= nodes.size() || !nodes[at].is("set")) breach("cannot be understood: SET is expected");
    check_assignments(nodes.subspan(at));
    const auto from = find(nodes, at, {"from", "where", "returning"});
    expressions(nodes.subspan(at, from - at));
    finish(nodes, from, references);
  }

  void remove(Nodes nodes) {
    if (nodes.size() < 3 || !nodes[1].is("from")) breach("cannot be understood: DELETE FROM is expected");
    std::vector<Reference> references(1);
    auto at = name(nodes, 2, references[0]);
    at = alias(nodes, at, references[0]);
    finish(nodes, at, references);
  }

  void finish(Nodes nodes, std::size_t at, std::vector<Reference>& references) {
    if (at < nodes.size() && (nodes[at].is("from") || nodes[at].is("using"))) {
      const auto end = find(nodes, at + 1, {"where", "returning"});
      tables(nodes.subspan(at + 1, end - at - 1), references);
      at = end;
    }
    if (at < nodes.size() && !nodes[at].is("where") && !nodes[at].is("returning")) {
      breach("cannot be understood at '" + std::string(nodes[at].token.source) + "'");
    }
    where(nodes, at, references);
    check_bound(references);
  }

  const std::set<std::string>& tenants_;
};

std::optional<std::string> breach_of(std::string_view text, const std::set<std::string>& tenants) {
  const auto tokens = sql_tokens(text);
  if (!tokens) return "cannot be read: a literal does not end, or a character has no place in it";
  try {
    std::size_t at = 0;
    const auto nodes = group(*tokens, at, "");
    Check(tenants).statement(nodes);
  } catch (const Breach& found) {
    return found.text;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> statements_excepted_from_scope() {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < exceptions.size();) {
    const auto end = std::min(exceptions.find('\n', at), exceptions.size());
    const auto line = exceptions.substr(at, end - at);
    if (!line.empty() && line[0] != '#') names.push_back(line.substr(0, line.find(' ')));
    at = end + 1;
  }
  return names;
}

bool excepted_from_scope(std::string_view statement) {
  const auto names = statements_excepted_from_scope();
  return std::find(names.begin(), names.end(), statement) != names.end();
}

std::optional<std::string> scope_breach(const Statement& statement, const std::set<std::string>& tenant_tables) {
  if (excepted_from_scope(statement.name)) return std::nullopt;
  auto found = breach_of(statement.text, tenant_tables);
  if (!found && !statement.postgres.empty()) found = breach_of(statement.postgres, tenant_tables);
  if (!found) return std::nullopt;
  return "statement " + std::string(statement.name) + " " + *found;
}

std::vector<std::string> scope_breaches(std::span<const Room> rooms) {
  using namespace sqlite;
  Options options;
  Connection connection(":memory:", Access::write, options);
  const SystemClock clock;
  if (const auto done = migrate(connection, rooms, clock); !done) {
    auto text = done.error().key;
    for (const auto& [name, value] : done.error().args) text.append(" ").append(name).append(" ").append(value);
    return {text};
  }
  auto breaches = schema_breaches(connection);
  const auto tenants = tenant_tables(connection);
  for (const auto& room : with_own(rooms)) {
    for (const auto* statement : room.statements) {
      if (auto found = scope_breach(*statement, tenants)) breaches.push_back(*std::move(found));
    }
  }
  return breaches;
}

}  // namespace goud::store
