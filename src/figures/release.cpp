#include "figures/release.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "figures/release_parts.hpp"
#include "figures/release_press.hpp"
#include "stats/parallel.hpp"

namespace goud::figures {
namespace {

using parts::FacetAt;
using parts::Layout;
using parts::Veiled;
using parts::Wide;

std::size_t at(int place) { return static_cast<std::size_t>(place); }

struct Made {
  std::vector<std::pair<int, Released>> questions;
  Proved proved;
};

// The classes first..last that a merged class holds.
std::pair<int, int> classes_of(const FacetAt& facet, int merged) {
  const auto first = std::find(facet.merged.begin(), facet.merged.end(), merged);
  auto last = first;
  while (last != facet.merged.end() && *last == merged) ++last;
  return {static_cast<int>(first - facet.merged.begin()), static_cast<int>(last - facet.merged.begin()) - 1};
}

Released nothing_said(int classes) {
  return ReleasePress::make(classes, {ReleasedGroup{{{0, false}}, -1, 0, 0, 0, Shown::hidden, -1, {}}}, {});
}

// How many answered in time, by group and by shown facet and merged class.
struct InTime {
  std::vector<Wide> of_group;
  std::vector<std::vector<Wide>> of_facet;
};
InTime in_time(const Layout& layout, const std::vector<FacetAt>& facets, const std::vector<parts::Cell>& cells) {
  InTime made{std::vector<Wide>(layout.groups.size(), 0), {}};
  std::vector<std::vector<int>> facets_at(layout.groups.size());
  for (std::size_t i = 0; i < facets.size(); ++i) {
    made.of_facet.emplace_back(at(facets[i].classes), 0);
    facets_at[at(facets[i].group)].push_back(static_cast<int>(i));
  }
  for (const auto& cell : cells)
    for (int group = layout.atoms[at(cell.atom)]; group >= 0; group = layout.groups[at(group)].up) {
      made.of_group[at(group)] += cell.in_time;
      for (const int i : facets_at[at(group)])
        made.of_facet[at(i)][at(facets[at(i)].merged[at(cell.facets[at(facets[at(i)].facet)])])] += cell.in_time;
    }
  return made;
}

Released made_public(const ReleaseAsked& asked, const Layout& layout, const std::vector<FacetAt>& facets,
                     const parts::Question& question, const Veiled& veiled, Proved& proved) {
  std::vector<ReleasedGroup> groups;
  for (std::size_t group = 0; group < layout.groups.size(); ++group) {
    ReleasedGroup one{layout.groups[group].pieces, -1, 0, 0, veiled.n[group], veiled.shown[group], -1, {}};
    if (one.shown == Shown::exact) one.counts = veiled.counts[group];
    if (one.shown == Shown::nearly) one.nearly = veiled.nearly[group];
    proved.hidden += one.shown == Shown::hidden;
    groups.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < facets.size(); ++i) {
    if (!veiled.facet_kept[i]) {
      ++proved.facets_withheld;
      continue;
    }
    ++proved.facets_shown;
    const auto& facet = facets[i];
    for (int merged = 0; merged < facet.classes; ++merged) {
      const auto [first, last] = classes_of(facet, merged);
      ReleasedGroup one{layout.groups[at(facet.group)].pieces, facet.facet, first, last, 0, Shown::exact, -1, {}};
      one.counts = veiled.of_facet[i][at(merged)];
      for (const auto count : one.counts) one.n += count;
      groups.push_back(std::move(one));
    }
  }
  std::vector<ReleaseCell> cells;
  for (const auto& cell : question.cells) {
    ReleaseCell one{cell.node, {-1, -1, -1}, cell.in_time, cell.late};
    for (std::size_t facet = 0; facet < asked.facets.size(); ++facet) one.facets[facet] = cell.facets[facet];
    cells.push_back(one);
  }
  return ReleasePress::make(question.classes, std::move(groups), std::move(cells));
}

Made of_battery(const ReleaseAsked& asked, const std::vector<int>& battery, std::uint64_t seed,
                const BrokenRelease& broken) {
  Made made;
  std::vector<Wide> weight(asked.parents.size(), 0);
  std::vector<bool> present(asked.parents.size(), false);
  std::vector<std::vector<Wide>> by_question(battery.size(), weight);
  for (const auto& ballot : asked.ballots)
    for (std::size_t q = 0; q < battery.size(); ++q)
      if (ballot.said[at(battery[q])] >= 0) {
        present[at(ballot.node)] = true;
        by_question[q][at(ballot.node)] += ballot.late ? 0 : 1;
      }
  weight = by_question.front();
  for (const auto& one : by_question)
    for (std::size_t node = 0; node < weight.size(); ++node) weight[node] = std::min(weight[node], one[node]);
  const int floor = broken.no_merging ? 1 : asked.floor;
  const auto layout = parts::lay_out(asked.parents, weight, present, floor);
  std::vector<parts::Question> questions;
  std::vector<std::size_t> plain, composite;  // places in the battery
  for (std::size_t q = 0; q < battery.size(); ++q) {
    made.proved.questions += 1;
    if (layout.groups.empty()) {
      made.questions.emplace_back(battery[q], nothing_said(asked.questions[at(battery[q])].classes));
    } else if (asked.questions[at(battery[q])].composite) {
      composite.push_back(q);
    } else {
      plain.push_back(q);
      questions.push_back({asked.questions[at(battery[q])].classes, parts::cells_of(asked, battery[q], layout)});
    }
  }
  if (layout.groups.empty()) return made;
  const auto publish = [&](std::size_t q, const Layout& of, const std::vector<FacetAt>& facets,
                           const parts::Question& question, Veiled& veiled) {
    if (!broken.no_audit && !broken.no_merging) {
      const auto proven = parts::prove(of, facets, question, asked.floor, seed, veiled);
      made.proved.cells += proven.cells, made.proved.tried += proven.tried;
    }
    made.questions.emplace_back(battery[q], made_public(asked, of, facets, question, veiled, made.proved));
    made.proved.groups += static_cast<std::int64_t>(made.questions.back().second.groups().size());
  };
  const auto agreed = questions.empty()
                          ? parts::Agreed{}
                          : parts::agree_on_facets(layout, asked.facets, questions, floor, seed, !broken.no_audit);
  made.proved.facets_withheld = agreed.withheld;
  made.proved.tried = agreed.tried;
  std::map<int, Veiled> by_number;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    auto veiled = parts::veil(layout, agreed.facets, asked.facets, questions[i], !broken.no_veil);
    publish(plain[i], layout, agreed.facets, questions[i], veiled);
    by_number.emplace(battery[plain[i]], std::move(veiled));
  }
  for (const auto q : composite) {
    const auto& wanted = asked.questions[at(battery[q])];
    const auto coarser = parts::coarsened(layout, by_question[q],
                                          broken.no_merging ? 1 : std::max(asked.floor, release_composite_floor));
    if (coarser.layout.groups.empty()) {
      made.questions.emplace_back(battery[q], nothing_said(wanted.classes));
      continue;
    }
    const parts::Question question{wanted.classes, parts::cells_of(asked, battery[q], coarser.layout), true};
    auto veiled = parts::veil(coarser.layout, {}, asked.facets, question, !broken.no_veil);
    if (const auto part = by_number.find(wanted.made_of); part != by_number.end() && !broken.no_veil)
      for (std::size_t group = 0; group < coarser.of.size(); ++group)
        if (std::any_of(coarser.of[group].begin(), coarser.of[group].end(),
                        [&](int one) { return part->second.shown[at(one)] != Shown::exact; }))
          veiled.shown[group] = Shown::hidden;
    publish(q, coarser.layout, {}, question, veiled);
  }
  return made;
}

// Texts in groups of their own, by the same tree; of whom there are too few nothing is said, and their words are gone.
std::vector<ReleasedTexts> texts_of(const ReleaseAsked& asked, Randomness& randomness) {
  std::map<int, std::vector<const ReleaseText*>> by_question;
  for (const auto& text : asked.texts) by_question[text.question].push_back(&text);
  std::vector<ReleasedTexts> made;
  for (const auto& [question, texts] : by_question) {
    std::vector<Wide> weight(asked.parents.size(), 0);
    std::vector<bool> present(asked.parents.size(), false);
    for (const auto* text : texts) present[at(text->node)] = true, weight[at(text->node)] += text->late ? 0 : 1;
    const auto layout = parts::lay_out(asked.parents, weight, present, asked.text_floor);
    if (layout.groups.empty()) continue;
    std::vector<std::vector<std::string>> words(layout.atoms.size());
    for (const auto* text : texts) words[at(layout.atom_of_node[at(text->node)])].push_back(text->words);
    for (std::size_t atom = 0; atom < words.size(); ++atom) {
      auto& list = words[atom];
      for (std::size_t left = list.size(); left > 1; --left) std::swap(list[left - 1], list[randomness.below(left)]);
      made.push_back({question, layout.groups[at(layout.atoms[atom])].pieces, std::move(list)});
    }
  }
  return made;
}

Result<Release> released_from_asked(const ReleaseAsked& asked, Randomness& randomness, int threads,
                                    const Progress& progress, const BrokenRelease& broken) {
  std::map<int, std::vector<int>> batteries;
  for (std::size_t q = 0; q < asked.questions.size(); ++q)
    batteries[asked.questions[q].battery].push_back(static_cast<int>(q));
  std::vector<Wide> in_time(asked.questions.size() + 1, 0);
  for (const auto& ballot : asked.ballots)
    for (std::size_t q = 0; q < asked.questions.size(); ++q) in_time[q] += !ballot.late && ballot.said[q] >= 0;
  for (const auto& text : asked.texts) in_time.back() += !text.late;
  if (*std::max_element(in_time.begin(), in_time.end()) < (broken.no_merging ? 1 : asked.floor))
    return refuse(FaultKind::invalid, "figures.release.too_few", {{"floor", std::to_string(asked.floor)}});

  std::vector<const std::vector<int>*> list;
  for (const auto& [number, questions] : batteries) list.push_back(&questions);
  std::vector<std::uint64_t> seeds(list.size());
  for (auto& seed : seeds) seed = randomness.bits();
  std::vector<Made> made(list.size());
  std::atomic<std::size_t> done{0};
  stats::for_each_index(list.size(), threads, [&](std::size_t i) {
    made[i] = of_battery(asked, *list[i], seeds[i], broken);
    if (progress) progress(static_cast<double>(++done) / static_cast<double>(list.size()));
  });
  Release release;
  std::vector<std::pair<int, Released>> all;
  for (auto& one : made) {
    for (auto& question : one.questions) all.push_back(std::move(question));
    auto& proved = release.proved;
    proved.questions += one.proved.questions, proved.groups += one.proved.groups;
    proved.cells += one.proved.cells, proved.tried += one.proved.tried;
    proved.facets_shown += one.proved.facets_shown, proved.facets_withheld += one.proved.facets_withheld;
    proved.hidden += one.proved.hidden;
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [question, released] : all) release.questions.push_back(std::move(released));
  release.texts = texts_of(asked, randomness);
  return release;
}

// The layout again, from what is stored: groups come in the order in which the tree was walked.
struct Again {
  Layout layout;
  std::vector<FacetAt> facets;
  std::vector<parts::Cell> cells;
};

std::vector<bool> nodes_in(const ReleasedGroup& group, const std::vector<int>& parents) {
  std::vector<bool> in(parents.size(), false);
  for (const auto& piece : group.pieces) in[at(piece.node)] = true;
  std::vector<bool> whole(parents.size(), false);
  for (const auto& piece : group.pieces)
    if (!piece.own) whole[at(piece.node)] = true;
  for (std::size_t node = 1; node < parents.size(); ++node)
    if (whole[at(parents[node])]) whole[node] = in[node] = true;
  return in;
}

Result<Again> again(const Released& released, const std::vector<int>& parents, const std::vector<int>& facet_classes) {
  const auto broken = [] { return refuse(FaultKind::invalid, "figures.release.does_not_fit"); };
  Again made;
  std::vector<std::vector<bool>> in;
  std::vector<int> open;
  made.layout.group_of_node.assign(parents.size(), -1);
  made.layout.atom_of_node.assign(parents.size(), -1);
  std::map<int, std::map<std::pair<int, int>, int>> shown;  // facet groups: group -> (facet, first class) -> last
  std::map<std::vector<std::pair<int, bool>>, int> by_pieces;
  const auto key_of = [](const ReleasedGroup& group) {
    std::vector<std::pair<int, bool>> key;
    for (const auto& piece : group.pieces) key.emplace_back(piece.node, piece.own);
    std::sort(key.begin(), key.end());
    return key;
  };
  for (const auto& cell : released.cells())
    if (cell.node < 0 || at(cell.node) >= parents.size()) return broken();
  for (const auto& group : released.groups()) {
    for (const auto& piece : group.pieces)
      if (piece.node < 0 || at(piece.node) >= parents.size()) return broken();
    if (group.facet >= 0) {
      const auto there = by_pieces.find(key_of(group));
      if (there == by_pieces.end() || at(group.facet) >= facet_classes.size() || group.first < 0 ||
          group.last > facet_classes[at(group.facet)])
        return broken();
      shown[there->second][{group.facet, group.first}] = group.last;
      continue;
    }
    const int number = static_cast<int>(made.layout.groups.size());
    auto nodes = nodes_in(group, parents);
    std::vector<bool> here(parents.size(), false);
    int first = -1;
    for (const auto& cell : released.cells())
      if (nodes[at(cell.node)]) here[at(cell.node)] = true, first = first < 0 ? cell.node : first;
    while (!open.empty() && (first < 0 || !in[at(open.back())][at(first)])) open.pop_back();
    made.layout.groups.push_back({group.pieces, open.empty() ? -1 : open.back(), {}});
    if (!open.empty()) made.layout.groups[at(open.back())].inner.push_back(number);
    if (number > 0 && open.empty()) return broken();
    in.push_back(std::move(here));
    open.push_back(number);
    by_pieces.emplace(key_of(group), number);
    if (group.pieces.size() == 1 && !group.pieces.front().own)
      made.layout.group_of_node[at(group.pieces.front().node)] = number;
  }
  made.layout.within.assign(made.layout.groups.size(), 0);
  for (std::size_t group = 0; group < made.layout.groups.size(); ++group) {
    if (!made.layout.groups[group].inner.empty()) continue;
    const int atom = static_cast<int>(made.layout.atoms.size());
    made.layout.atoms.push_back(static_cast<int>(group));
    for (std::size_t node = 0; node < parents.size(); ++node)
      if (in[group][node]) made.layout.atom_of_node[node] = atom;
    for (int up = static_cast<int>(group); up >= 0; up = made.layout.groups[at(up)].up) ++made.layout.within[at(up)];
  }
  for (const auto& [group, classes] : shown) {
    std::map<int, FacetAt> of;
    for (const auto& [key, last] : classes) {
      auto& facet = of[key.first];
      facet.group = group, facet.facet = key.first;
      if (key.second != static_cast<int>(facet.merged.size())) return broken();
      for (int raw = key.second; raw <= last; ++raw) facet.merged.push_back(facet.classes);
      ++facet.classes;
    }
    for (auto& [number, facet] : of) {
      if (static_cast<int>(facet.merged.size()) != facet_classes[at(number)] + 1) return broken();
      made.facets.push_back(std::move(facet));
    }
  }
  for (const auto& cell : released.cells()) {
    const int atom = made.layout.atom_of_node[at(cell.node)];
    if (atom < 0) return broken();
    parts::Cell one{atom, cell.node, {}, cell.n, cell.late, {}};
    for (std::size_t facet = 0; facet < facet_classes.size(); ++facet) one.facets[facet] = cell.facets[facet];
    made.cells.push_back(std::move(one));
  }
  return made;
}

// The sums fit: those who answered are the cells', and parts are the whole.
bool fits(const Released& released, const Again& made) {
  const auto& groups = made.layout.groups;
  std::vector<Wide> n(groups.size(), 0);
  for (const auto& cell : made.cells)
    for (int group = made.layout.atoms[at(cell.atom)]; group >= 0; group = groups[at(group)].up)
      n[at(group)] += cell.in_time + cell.late;
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const auto& group = released.groups()[number];  // those without a facet come first
    if (group.facet >= 0 || n[number] != group.n) return false;
    std::vector<Wide> sum(at(released.classes()), 0);
    bool all = !groups[number].inner.empty() && group.shown == Shown::exact;
    for (const int one : groups[number].inner) {
      const auto& part = released.groups()[at(one)];
      all = all && part.shown == Shown::exact;
      for (std::size_t c = 0; all && c < sum.size(); ++c) sum[c] += part.counts[c];
    }
    if (all && sum != group.counts) return false;
    Wide said = 0;
    for (const auto count : group.counts) said += count;
    if (group.shown == Shown::exact && said != group.n) return false;
  }
  for (const auto& facet : made.facets) {
    std::vector<Wide> sum(at(released.classes()), 0);
    for (std::size_t i = groups.size(); i < released.groups().size(); ++i) {
      const auto& group = released.groups()[i];
      if (group.facet == facet.facet && group.pieces == groups[at(facet.group)].pieces)
        for (std::size_t c = 0; c < group.counts.size() && c < sum.size(); ++c) sum[c] += group.counts[c];
    }
    if (sum != released.groups()[at(facet.group)].counts) return false;
  }
  return true;
}

// Whether what is released fits itself, has the floor everywhere and, looked at again, tells of no smaller group.
Result<Proved> looked_through(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                              const std::vector<Released>& questions, int threads, bool audited) {
  std::vector<Result<Proved>> found(questions.size(), Proved{});
  stats::for_each_index(questions.size(), threads, [&](std::size_t q) {
    const auto& released = questions[q];
    Proved proved;
    proved.questions = 1;
    if (released.cells().empty()) {  // nothing is said of it
      found[q] = proved;
      return;
    }
    auto made = again(released, parents, facets);
    if (!made || !fits(released, *made)) {
      found[q] = refuse(FaultKind::invalid, "figures.release.does_not_fit");
      return;
    }
    proved.groups = static_cast<std::int64_t>(released.groups().size());
    proved.hidden = std::count_if(released.groups().begin(), released.groups().end(),
                                  [](const auto& one) { return one.shown == Shown::hidden; });
    const auto answered = in_time(made->layout, made->facets, made->cells);
    proved.smallest = answered.of_group.front();
    for (const auto one : answered.of_group) proved.smallest = std::min(proved.smallest, one);
    for (const auto& classes : answered.of_facet)
      for (const auto one : classes) proved.smallest = std::min(proved.smallest, one);
    proved.facets_shown = static_cast<std::int64_t>(made->facets.size());
    if (audited) {
      const auto looked = parts::audit(made->layout, made->facets, made->cells, floor, 1 + q);
      proved.cells = looked.cells, proved.tried = looked.tried;
      proved.determined = static_cast<std::int64_t>(looked.offending.size());
    }
    if (proved.smallest < floor || proved.determined > 0) {
      found[q] = refuse(FaultKind::invalid, "figures.release.not_safe");
      return;
    }
    found[q] = proved;
  });
  Proved all;
  for (const auto& one : found) {
    if (!one) return one;
    all.questions += one->questions, all.groups += one->groups, all.cells += one->cells, all.tried += one->tried;
    all.facets_shown += one->facets_shown, all.hidden += one->hidden;
    if (one->smallest > 0) all.smallest = all.smallest == 0 ? one->smallest : std::min(all.smallest, one->smallest);
  }
  return all;
}

}  // namespace

Result<Release> release(const ReleaseAsked& asked, Randomness& randomness, int threads, const Progress& progress) {
  auto made = released_from_asked(asked, randomness, threads, progress, {});
  if (!made) return made;
  auto fit = looked_through(asked.parents, asked.facets, asked.floor, made->questions, threads, false);
  if (!fit) return tl::unexpected<Fault>(fit.error());
  made->proved.smallest = fit->smallest;
  return made;
}

Result<Release> release_broken(const ReleaseAsked& asked, Randomness& randomness, const BrokenRelease& broken) {
  return released_from_asked(asked, randomness, 1, {}, broken);
}

Result<Proved> verify(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                      const std::vector<Released>& questions) {
  return looked_through(parents, facets, floor, questions, 2, true);
}

}  // namespace goud::figures
