#include "figures/release.hpp"

#include <algorithm>
#include <atomic>
#include <map>

#include "figures/release_parts.hpp"
#include "figures/release_press.hpp"
#include "stats/parallel.hpp"

namespace goud::figures {
namespace {

using parts::at;
using parts::FacetAt;
using parts::Layout;
using parts::Veiled;
using parts::Wide;

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
  return ReleasePress::make(classes, {ReleasedGroup{{{0, false}}, -1, 0, 0, 0, Shown::hidden, -1, {}}});
}

Released made_public(const Layout& layout, const std::vector<FacetAt>& facets, const parts::Question& question,
                     const Veiled& veiled, Proved& proved) {
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
  return ReleasePress::make(question.classes, std::move(groups));
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
    made.questions.emplace_back(battery[q], made_public(of, facets, question, veiled, made.proved));
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

// The layout again, from what is published: groups come in the order in which the tree was walked.
struct Again {
  Layout layout;
  std::vector<FacetAt> facets;
  std::vector<std::vector<int>> of_facet;  // places of the groups of its classes
};

std::vector<bool> nodes_in(const ReleasedGroup& group, const std::vector<int>& parents) {
  std::vector<bool> in(parents.size(), false), whole(parents.size(), false);
  for (const auto& piece : group.pieces) {
    in[at(piece.node)] = true;
    if (!piece.own) whole[at(piece.node)] = true;
  }
  for (std::size_t node = 1; node < parents.size(); ++node)
    if (whole[at(parents[node])]) whole[node] = in[node] = true;
  return in;
}

Result<Again> again(const Released& released, const std::vector<int>& parents, const std::vector<int>& facet_classes) {
  const auto broken = [] { return refuse(FaultKind::invalid, "figures.release.does_not_fit"); };
  Again made;
  std::vector<std::vector<bool>> in;
  std::vector<int> open;
  std::map<std::vector<std::pair<int, bool>>, int> by_pieces;
  std::map<std::pair<int, int>, std::size_t> facets;  // (group, facet) -> place
  const auto& groups = released.groups();
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const auto& group = groups[place];
    std::vector<std::pair<int, bool>> key;
    for (const auto& piece : group.pieces) {
      if (piece.node < 0 || at(piece.node) >= parents.size()) return broken();
      key.emplace_back(piece.node, piece.own);
    }
    std::sort(key.begin(), key.end());
    if (group.facet >= 0) {
      const auto there = by_pieces.find(key);
      if (there == by_pieces.end() || at(group.facet) >= facet_classes.size()) return broken();
      const auto [known, fresh] = facets.try_emplace({there->second, group.facet}, made.facets.size());
      if (fresh) {
        made.facets.push_back({there->second, group.facet, {}, 0});
        made.of_facet.emplace_back();
      }
      auto& facet = made.facets[known->second];
      if (group.first != static_cast<int>(facet.merged.size()) || group.last < group.first) return broken();
      for (int raw = group.first; raw <= group.last; ++raw) facet.merged.push_back(facet.classes);
      ++facet.classes;
      made.of_facet[known->second].push_back(static_cast<int>(place));
      continue;
    }
    const int number = static_cast<int>(made.layout.groups.size());
    if (static_cast<std::size_t>(number) != place) return broken();  // those without a facet come first
    auto here = nodes_in(group, parents);
    const auto within = [&](int outer) {
      for (std::size_t node = 0; node < here.size(); ++node)
        if (here[node] && !in[at(outer)][node]) return false;
      return true;
    };
    while (!open.empty() && !within(open.back())) open.pop_back();
    if (number > 0 && open.empty()) return broken();
    made.layout.groups.push_back({group.pieces, open.empty() ? -1 : open.back(), {}});
    if (!open.empty()) made.layout.groups[at(open.back())].inner.push_back(number);
    in.push_back(std::move(here));
    open.push_back(number);
    by_pieces.emplace(std::move(key), number);
  }
  for (const auto& facet : made.facets)
    if (static_cast<int>(facet.merged.size()) != facet_classes[at(facet.facet)] + 1) return broken();
  return made;
}

// The sums fit: parts are the whole, of people and of what they said.
bool fits(const Released& released, const Again& made) {
  const auto& groups = released.groups();
  const auto said = [](const ReleasedGroup& group) {
    Wide total = 0;
    for (const auto count : group.counts) total += count;
    return total;
  };
  for (const auto& group : groups)
    if ((group.shown == Shown::exact) != !group.counts.empty() ||
        (group.shown == Shown::exact && said(group) != group.n) ||
        (group.shown == Shown::nearly && (group.nearly < 0 || group.nearly >= released.classes())))
      return false;
  const auto sum_up = [&](const ReleasedGroup& whole, const std::vector<int>& parts) {
    std::vector<Wide> sum(at(released.classes()), 0);
    Wide n = 0;
    bool all = whole.shown == Shown::exact;
    for (const int part : parts) {
      n += groups[at(part)].n;
      all = all && groups[at(part)].shown == Shown::exact;
      for (std::size_t c = 0; all && c < sum.size(); ++c) sum[c] += groups[at(part)].counts[c];
    }
    return n == whole.n && (!all || sum == whole.counts);
  };
  for (std::size_t group = 0; group < made.layout.groups.size(); ++group)
    if (const auto& inner = made.layout.groups[group].inner; !inner.empty() && !sum_up(groups[group], inner))
      return false;
  for (std::size_t facet = 0; facet < made.facets.size(); ++facet) {
    for (const int part : made.of_facet[facet])
      if (groups[at(part)].shown != Shown::exact) return false;
    if (!sum_up(groups[at(made.facets[facet].group)], made.of_facet[facet])) return false;
  }
  return true;
}

// Nothing is said exactly of a group, or left over when the groups inside it are taken off, in which all but one said the same.
bool veiled_enough(const Released& released, const Layout& layout) {
  std::vector<std::vector<Wide>> left(layout.groups.size());
  for (std::size_t group = 0; group < layout.groups.size(); ++group)
    if (released.groups()[group].shown == Shown::exact) left[group] = released.groups()[group].counts;
  for (std::size_t group = 1; group < layout.groups.size(); ++group) {
    if (released.groups()[group].shown != Shown::exact) continue;
    int up = layout.groups[group].up;
    while (up >= 0 && left[at(up)].empty()) up = layout.groups[at(up)].up;
    if (up < 0) continue;
    for (std::size_t c = 0; c < left[at(up)].size(); ++c) left[at(up)][c] -= released.groups()[group].counts[c];
  }
  return std::none_of(left.begin(), left.end(),
                      [](const auto& counts) { return !counts.empty() && parts::nearly_all(counts) >= 0; }) &&
         std::none_of(released.groups().begin(), released.groups().end(), [](const ReleasedGroup& group) {
           return group.shown == Shown::exact && parts::nearly_all(group.counts) >= 0;
         });
}

// What follows by taking sums off each other: of a facet, a run of classes less the same run where it is shown further down.
// Each such remainder is nobody, or has the floor and more than one answer.
struct Remainders {
  std::int64_t looked_at = 0, too_small = 0;
};
Remainders remainders(const Released& released, const Again& made, int floor) {
  Remainders found;
  const auto& groups = released.groups();
  std::map<std::pair<int, int>, int> shown;  // (group, facet) -> place among the facets
  for (std::size_t i = 0; i < made.facets.size(); ++i)
    shown[{made.facets[i].group, made.facets[i].facet}] = static_cast<int>(i);
  // The classes of a facet that make up the raw classes first..last exactly; nothing where they do not.
  const auto run = [&](int facet, int first, int last) {
    std::vector<int> parts;
    for (const int part : made.of_facet[at(facet)]) {
      const auto& group = groups[at(part)];
      if (group.last < first || group.first > last) continue;
      if (group.first < first || group.last > last) return std::vector<int>{};
      parts.push_back(part);
    }
    return parts;
  };
  for (std::size_t facet = 0; facet < made.facets.size(); ++facet) {
    const auto& top = made.of_facet[facet];
    for (std::size_t i = 0; i < top.size(); ++i)
      for (std::size_t j = i; j < top.size(); ++j) {
        const int first = groups[at(top[i])].first, last = groups[at(top[j])].last;
        if (i == 0 && j + 1 == top.size()) continue;  // everyone
        std::vector<Wide> left(at(released.classes()), 0);
        Wide n = 0;
        const auto take = [&](const std::vector<int>& parts, int sign) {
          for (const int part : parts) {
            n += sign * groups[at(part)].n;
            for (std::size_t c = 0; c < left.size(); ++c) left[c] += sign * groups[at(part)].counts[c];
          }
        };
        take({top.begin() + static_cast<std::ptrdiff_t>(i), top.begin() + static_cast<std::ptrdiff_t>(j) + 1}, 1);
        std::vector<int> down = made.layout.groups[at(made.facets[facet].group)].inner;
        bool some = false;
        while (!down.empty()) {
          const int group = down.back();
          down.pop_back();
          const auto there = shown.find({group, made.facets[facet].facet});
          const auto parts = there == shown.end() ? std::vector<int>{} : run(there->second, first, last);
          if (!parts.empty()) {
            take(parts, -1);
            some = true;
          } else {
            const auto& inner = made.layout.groups[at(group)].inner;
            down.insert(down.end(), inner.begin(), inner.end());
          }
        }
        if (!some) continue;
        ++found.looked_at;
        const bool certain = n > 0 && *std::max_element(left.begin(), left.end()) == n;
        found.too_small += n < 0 || (n > 0 && n < floor) || certain;
      }
  }
  return found;
}

// Whether what is published fits itself, has the floor everywhere and tells of no smaller group and of no one's answer.
Result<Proved> looked_through(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                              const std::vector<Released>& questions) {
  Proved all;
  for (const auto& released : questions) {
    ++all.questions;
    const auto& groups = released.groups();
    if (groups.size() == 1 && released.whole().shown == Shown::hidden && released.whole().n == 0) continue;  // too few
    const auto made = again(released, parents, facets);
    if (!made || !fits(released, *made)) return refuse(FaultKind::invalid, "figures.release.does_not_fit");
    all.groups += static_cast<std::int64_t>(groups.size());
    all.facets_shown += static_cast<std::int64_t>(made->facets.size());
    for (const auto& group : groups) {
      all.hidden += group.shown == Shown::hidden;
      all.smallest = all.smallest == 0 ? group.n : std::min(all.smallest, group.n);
    }
    const auto left = remainders(released, *made, floor);
    all.tried += left.looked_at;
    all.determined += left.too_small;
    if (all.smallest < floor || all.determined > 0 || !veiled_enough(released, made->layout))
      return refuse(FaultKind::invalid, "figures.release.not_safe");
  }
  return all;
}

}  // namespace

Result<Release> release(const ReleaseAsked& asked, Randomness& randomness, int threads, const Progress& progress) {
  auto made = released_from_asked(asked, randomness, threads, progress, {});
  if (!made) return made;
  auto fit = looked_through(asked.parents, asked.facets, asked.floor, made->questions);
  if (!fit) return tl::unexpected<Fault>(fit.error());
  made->proved.smallest = fit->smallest;
  return made;
}

Result<Release> release_broken(const ReleaseAsked& asked, Randomness& randomness, const BrokenRelease& broken) {
  return released_from_asked(asked, randomness, 1, {}, broken);
}

Result<Proved> verify(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                      const std::vector<Released>& questions) {
  return looked_through(parents, facets, floor, questions);
}

}  // namespace goud::figures
