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

Wide in_time_of(const Layout& layout, int group, const std::vector<parts::Cell>& cells) {
  Wide total = 0;
  for (const auto& cell : cells)
    if (layout.holds(group, cell.atom)) total += cell.in_time;
  return total;
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
      one.counts.assign(at(question.classes), 0);
      for (const auto& cell : question.cells) {
        const int raw = cell.facets[at(facet.facet)];
        if (raw < first || raw > last || !layout.holds(facet.group, cell.atom)) continue;
        for (std::size_t c = 0; c < cell.said.size(); ++c) one.counts[c] += cell.said[c], one.n += cell.said[c];
      }
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
  const auto layout = parts::lay_out(asked.parents, weight, present, broken.no_merging ? 1 : asked.floor);
  std::vector<parts::Question> questions;
  for (const int question : battery) {
    made.proved.questions += 1;
    if (layout.groups.empty()) {
      made.questions.emplace_back(question, nothing_said(asked.questions[at(question)].classes));
    } else {
      questions.push_back({asked.questions[at(question)].classes, parts::cells_of(asked, question, layout)});
    }
  }
  if (layout.groups.empty()) return made;
  const auto agreed = parts::agree_on_facets(layout, asked.facets, questions, broken.no_merging ? 1 : asked.floor, seed,
                                             !broken.no_audit);
  made.proved.facets_withheld = agreed.withheld;
  made.proved.cells = agreed.cells, made.proved.tried = agreed.tried;
  for (std::size_t q = 0; q < battery.size(); ++q) {
    const auto veiled = parts::veil(layout, agreed.facets, asked.facets, questions[q], !broken.no_veil);
    made.questions.emplace_back(battery[q],
                                made_public(asked, layout, agreed.facets, questions[q], veiled, made.proved));
    made.proved.groups += static_cast<std::int64_t>(made.questions.back().second.groups().size());
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
  std::size_t number = 0;
  std::map<std::pair<std::size_t, int>, std::vector<Wide>> parted;
  for (const auto& group : released.groups()) {
    if (group.facet >= 0) continue;
    Wide n = 0;
    for (const auto& cell : made.cells)
      if (made.layout.holds(static_cast<int>(number), cell.atom)) n += cell.in_time + cell.late;
    if (n != group.n) return false;
    const auto& inner = made.layout.groups[number].inner;
    std::vector<Wide> sum(at(released.classes()), 0);
    bool all = !inner.empty() && group.shown == Shown::exact;
    for (const int one : inner) {
      const auto& part = released.groups()[at(one)];
      all = all && part.shown == Shown::exact;
      for (std::size_t c = 0; all && c < sum.size(); ++c) sum[c] += part.counts[c];
    }
    if (all && sum != group.counts) return false;
    Wide said = 0;
    for (const auto count : group.counts) said += count;
    if (group.shown == Shown::exact && said != group.n) return false;
    ++number;
  }
  for (const auto& facet : made.facets) {
    std::vector<Wide> sum(at(released.classes()), 0);
    for (const auto& group : released.groups())
      if (group.facet == facet.facet && group.pieces == made.layout.groups[at(facet.group)].pieces)
        for (std::size_t c = 0; c < group.counts.size() && c < sum.size(); ++c) sum[c] += group.counts[c];
    if (sum != released.groups()[at(facet.group)].counts) return false;
  }
  return true;
}

}  // namespace

Result<Release> release(const ReleaseAsked& asked, Randomness& randomness, int threads, const Progress& progress) {
  auto made = released_from_asked(asked, randomness, threads, progress, {});
  if (!made) return made;
  // What is proved is proved of what comes out.
  auto proved = verify(asked.parents, asked.facets, asked.floor, made->questions);
  if (!proved) return tl::unexpected<Fault>(proved.error());
  proved->facets_withheld = made->proved.facets_withheld;
  proved->tried += made->proved.tried;
  made->proved = *proved;
  return made;
}

Result<Release> release_broken(const ReleaseAsked& asked, Randomness& randomness, const BrokenRelease& broken) {
  return released_from_asked(asked, randomness, 1, {}, broken);
}

Result<Proved> verify(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                      const std::vector<Released>& questions) {
  std::vector<Result<Proved>> found(questions.size(), Proved{});
  stats::for_each_index(questions.size(), 2, [&](std::size_t q) {
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
    for (std::size_t group = 0; group < released.groups().size(); ++group) {
      const auto& one = released.groups()[group];
      proved.groups += 1;
      proved.hidden += one.shown == Shown::hidden;
      Wide in_time = 0;
      const auto place = std::find_if(made->layout.groups.begin(), made->layout.groups.end(),
                                      [&](const auto& g) { return g.pieces == one.pieces; });
      const int number = static_cast<int>(place - made->layout.groups.begin());
      if (one.facet < 0) {
        in_time = in_time_of(made->layout, static_cast<int>(group), made->cells);
      } else {
        for (const auto& cell : made->cells)
          if (cell.facets[at(one.facet)] >= one.first && cell.facets[at(one.facet)] <= one.last &&
              made->layout.holds(number, cell.atom))
            in_time += cell.in_time;
      }
      proved.smallest = proved.smallest == 0 ? in_time : std::min(proved.smallest, in_time);
    }
    const auto looked = parts::audit(made->layout, made->facets, made->cells, floor, 1 + q);
    proved.cells = looked.cells, proved.tried = looked.tried;
    proved.facets_shown = static_cast<std::int64_t>(made->facets.size());
    proved.determined = static_cast<std::int64_t>(looked.offending.size());
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

}  // namespace goud::figures
