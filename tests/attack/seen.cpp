#include "seen.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace goud::attack {

using figures::ReleaseAsked;
using figures::ReleaseBallot;
using figures::ReleasedGroup;

namespace {

int facet_of(const ReleaseAsked& asked, const ReleaseBallot& ballot, int facet) {
  const int said = ballot.facets[static_cast<std::size_t>(facet)];
  return said < 0 ? asked.facets[static_cast<std::size_t>(facet)] : said;  // behind the last class: not said
}

bool under(const std::vector<int>& parents, int node, int top) {
  while (node >= 0 && node != top) node = parents[static_cast<std::size_t>(node)];
  return node == top;
}

int answer(const ReleaseBallot& ballot, int question) {
  return static_cast<std::size_t>(question) < ballot.said.size() ? ballot.said[static_cast<std::size_t>(question)] : -1;
}

void add_rows(Case& made, std::vector<std::vector<int>>& of_person, const ReleaseAsked& asked, int question,
              const std::vector<ReleasedGroup>& groups, Told told) {
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const auto& group = groups[at];
    if (group.shown == figures::Shown::hidden && (told == Told::answers || group.n == 0)) continue;
    Row row;
    row.group = static_cast<int>(at);
    row.nearly = group.shown == figures::Shown::nearly ? group.nearly : -1;
    row.n = static_cast<int>(group.n);
    for (const auto count : group.counts) row.counts.push_back(static_cast<int>(count));
    for (std::size_t person = 0; person < asked.ballots.size(); ++person) {
      if (answer(asked.ballots[person], question) < 0 || !inside(asked, group, asked.ballots[person])) continue;
      row.on_time += !asked.ballots[person].late;
      of_person[person].push_back(static_cast<int>(made.rows.size()));
    }
    made.rows.push_back(std::move(row));
  }
}

void add_kinds(Case& made, const std::vector<std::vector<int>>& of_person, const ReleaseAsked& asked, int question) {
  std::map<std::vector<int>, int> places;
  for (std::size_t person = 0; person < asked.ballots.size(); ++person) {
    const int said = answer(asked.ballots[person], question);
    if (said < 0) continue;
    const auto [found, fresh] = places.try_emplace(of_person[person], static_cast<int>(made.kinds.size()));
    if (fresh) {
      made.kinds.push_back({});
      made.kinds.back().rows = of_person[person];
      made.kinds.back().said.assign(static_cast<std::size_t>(made.classes), 0);
    }
    auto& kind = made.kinds[static_cast<std::size_t>(found->second)];
    kind.people.push_back(static_cast<int>(person));
    kind.on_time += !asked.ballots[person].late;
    ++kind.said[static_cast<std::size_t>(said)];
  }
  for (std::size_t kind = 0; kind < made.kinds.size(); ++kind)
    for (const int row : made.kinds[kind].rows)
      made.rows[static_cast<std::size_t>(row)].kinds.push_back(static_cast<int>(kind));
}

}  // namespace

int Case::people() const {
  return std::accumulate(kinds.begin(), kinds.end(), 0,
                         [](int sum, const Kind& kind) { return sum + static_cast<int>(kind.people.size()); });
}

bool inside(const ReleaseAsked& asked, const ReleasedGroup& group, const ReleaseBallot& ballot) {
  const bool here = std::any_of(group.pieces.begin(), group.pieces.end(), [&](const figures::ReleasePiece& piece) {
    return piece.own ? ballot.node == piece.node : under(asked.parents, ballot.node, piece.node);
  });
  if (!here || group.facet < 0) return here;
  const int said = facet_of(asked, ballot, group.facet);
  return said >= group.first && said <= group.last;
}

Case look(const ReleaseAsked& asked, int question, const std::vector<ReleasedGroup>& groups, Told told) {
  Case made{.classes = asked.questions[static_cast<std::size_t>(question)].classes,
            .floor = asked.floor,
            .kinds = {},
            .rows = {}};
  std::vector<std::vector<int>> of_person(asked.ballots.size());
  add_rows(made, of_person, asked, question, groups, told);
  add_kinds(made, of_person, asked, question);
  return made;
}

Case look_twice(const ReleaseAsked& earlier, const std::vector<ReleasedGroup>& first, const ReleaseAsked& later,
                const std::vector<ReleasedGroup>& second, int question) {
  Case made{.classes = later.questions[static_cast<std::size_t>(question)].classes,
            .floor = later.floor,
            .kinds = {},
            .rows = {}};
  std::vector<std::vector<int>> of_person(later.ballots.size());
  add_rows(made, of_person, earlier, question, first, Told::answers);
  add_rows(made, of_person, later, question, second, Told::answers);
  add_kinds(made, of_person, later, question);
  return made;
}

std::string described(const ReleaseAsked& asked, const ReleasedGroup& group) {
  std::string out;
  for (const auto& piece : group.pieces)
    out += (out.empty() ? "" : "+") + std::string(piece.own ? "own" : "") + "#" + std::to_string(piece.node);
  if (group.facet >= 0) {
    out += " f" + std::to_string(group.facet) + "=" + std::to_string(group.first);
    if (group.last != group.first) out += ".." + std::to_string(group.last);
    if (group.last == asked.facets[static_cast<std::size_t>(group.facet)]) out += "(unsaid)";
  }
  out += " n=" + std::to_string(group.n);
  if (group.shown == figures::Shown::hidden) return out + " hidden";
  if (group.shown == figures::Shown::nearly) return out + " nearly all " + std::to_string(group.nearly);
  for (std::size_t at = 0; at < group.counts.size(); ++at) out += (at ? "," : " [") + std::to_string(group.counts[at]);
  return out + "]";
}

std::string described(const ReleaseAsked& asked, int question, const Kind& kind) {
  std::string out;
  for (const int person : kind.people) {
    const auto& ballot = asked.ballots[static_cast<std::size_t>(person)];
    out += (out.empty() ? "" : " ") + std::string("@") + std::to_string(ballot.node) + "(";
    for (std::size_t facet = 0; facet < asked.facets.size(); ++facet)
      out += (facet ? "," : "") + std::to_string(ballot.facets[facet]);
    out += ")" + std::string(ballot.late ? "late" : "") + "=" + std::to_string(answer(ballot, question));
  }
  return out;
}

}  // namespace goud::attack
