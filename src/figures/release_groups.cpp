// From the tree to groups: small units merge with each other, then with the smallest sibling, else count in the parent.
#include <algorithm>
#include <numeric>

#include "figures/release_parts.hpp"

namespace goud::figures::parts {
namespace {

struct Made {
  std::vector<ReleasePiece> pieces;
  std::vector<int> nodes;  // atoms: whose own people are in it
  std::vector<int> inner;
  int up = -1;
  Wide weight = 0;
};
// What a node hands to its parent.
struct Sub {
  int made = -1;  // its group, where it has the floor
  std::vector<ReleasePiece> pieces{};
  std::vector<int> nodes{};  // that answered
  Wide weight = 0;
};

class Laying {
 public:
  Laying(const std::vector<int>& parents, const std::vector<Wide>& weight, const std::vector<bool>& present, Wide floor)
      : parents_(parents), weight_(weight), present_(present), floor_(floor), children_(parents.size()) {
    for (std::size_t node = 1; node < parents.size(); ++node)
      children_[static_cast<std::size_t>(parents[node])].push_back(static_cast<int>(node));
  }

  Layout laid() {
    std::vector<Sub> subs(parents_.size());
    for (int node = static_cast<int>(parents_.size()) - 1; node >= 0; --node)
      subs[static_cast<std::size_t>(node)] = sub(node, subs);
    Layout layout;
    layout.atom_of_node.assign(parents_.size(), -1);
    layout.group_of_node.assign(parents_.size(), -1);
    if (subs[0].made >= 0) flatten(subs[0].made, -1, layout);
    return layout;
  }

 private:
  int atom(std::vector<ReleasePiece> pieces, std::vector<int> nodes, Wide weight) {
    made_.push_back({std::move(pieces), std::move(nodes), {}, -1, weight});
    return static_cast<int>(made_.size()) - 1;
  }

  Sub sub(int node, std::vector<Sub>& subs) {
    std::vector<Sub> parts;
    const auto place = static_cast<std::size_t>(node);
    for (const int child : children_[place]) {
      auto& of = subs[static_cast<std::size_t>(child)];
      if (of.made >= 0 || !of.nodes.empty()) parts.push_back(std::move(of));
    }
    const bool alone = parts.empty();
    if (present_[place]) parts.push_back({-1, {{node, !alone}}, {node}, weight_[place]});
    if (parts.empty()) return {};
    Wide total = 0;
    for (const auto& part : parts) total += part.weight;
    if (total < floor_) {  // all of it is small: it counts in the parent
      Sub all{-1, {{node, false}}, {}, total};
      for (auto& part : parts) all.nodes.insert(all.nodes.end(), part.nodes.begin(), part.nodes.end());
      return all;
    }
    std::vector<int> inner;
    std::vector<Sub> small;
    Wide small_weight = 0;
    for (auto& part : parts) {
      if (part.made < 0 && part.weight >= floor_) part.made = atom(part.pieces, part.nodes, part.weight);
      if (part.made >= 0) {
        inner.push_back(part.made);
      } else {
        small_weight += part.weight;
        small.push_back(std::move(part));
      }
    }
    if (small_weight >= floor_) {
      for (const int bin : binned(small)) inner.push_back(bin);
    } else if (!small.empty()) {
      absorb(inner, small);
    }
    int top = -1;
    const auto only = inner.size() == 1 ? static_cast<std::size_t>(inner.front()) : 0;
    if (inner.size() == 1 && made_[only].inner.empty() && (alone || made_[only].pieces.size() > 1)) {
      top = inner.front();  // all of the node is one atom
      made_[only].pieces = {{node, false}};
    } else {
      made_.push_back({{{node, false}}, {}, inner, -1, total});
      top = static_cast<int>(made_.size()) - 1;
      for (const int one : inner) made_[static_cast<std::size_t>(one)].up = top;
    }
    return {top, {{node, false}}, {}, total};
  }

  // Neighbours together until each bin has the floor; what is left over joins the last.
  std::vector<int> binned(std::vector<Sub>& small) {
    std::vector<int> bins;
    Sub open;
    for (auto& part : small) {
      open.pieces.insert(open.pieces.end(), part.pieces.begin(), part.pieces.end());
      open.nodes.insert(open.nodes.end(), part.nodes.begin(), part.nodes.end());
      open.weight += part.weight;
      if (open.weight < floor_) continue;
      bins.push_back(atom(std::move(open.pieces), std::move(open.nodes), open.weight));
      open = {};
    }
    if (!open.nodes.empty()) join(bins.back(), open);
    return bins;
  }

  void join(int atom, const Sub& part) {
    made_[static_cast<std::size_t>(atom)].nodes.insert(made_[static_cast<std::size_t>(atom)].nodes.end(),
                                                       part.nodes.begin(), part.nodes.end());
    for (int at = atom; at >= 0; at = made_[static_cast<std::size_t>(at)].up) {
      auto& group = made_[static_cast<std::size_t>(at)];
      group.pieces.insert(group.pieces.end(), part.pieces.begin(), part.pieces.end());
      group.weight += part.weight;
    }
  }

  // Into the smallest atom of the smallest sibling: what holds that atom is shown with the newcomers from then on.
  void absorb(const std::vector<int>& inner, const std::vector<Sub>& small) {
    const auto weight = [&](int group) { return made_[static_cast<std::size_t>(group)].weight; };
    const int sibling =
        *std::min_element(inner.begin(), inner.end(), [&](int a, int b) { return weight(a) < weight(b); });
    int least = -1;
    std::vector<int> open{sibling};
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      const auto& group = made_[static_cast<std::size_t>(at)];
      open.insert(open.end(), group.inner.begin(), group.inner.end());
      if (group.inner.empty() && (least < 0 || group.weight < weight(least))) least = at;
    }
    for (const auto& part : small) join(least, part);
  }

  void flatten(int made, int up, Layout& layout) {
    const int number = static_cast<int>(layout.groups.size());
    const auto& from = made_[static_cast<std::size_t>(made)];
    layout.groups.push_back({from.pieces, up, {}});
    layout.within.push_back(0);
    if (up >= 0) layout.groups[static_cast<std::size_t>(up)].inner.push_back(number);
    if (from.pieces.size() == 1 && !from.pieces.front().own)
      layout.group_of_node[static_cast<std::size_t>(from.pieces.front().node)] = number;
    if (from.inner.empty()) {
      const int atom = static_cast<int>(layout.atoms.size());
      layout.atoms.push_back(number);
      for (const int node : from.nodes) layout.atom_of_node[static_cast<std::size_t>(node)] = atom;
      for (int at = number; at >= 0; at = layout.groups[static_cast<std::size_t>(at)].up)
        ++layout.within[static_cast<std::size_t>(at)];
    }
    for (const int inner : from.inner) flatten(inner, number, layout);
  }

  const std::vector<int>& parents_;
  const std::vector<Wide>& weight_;
  const std::vector<bool>& present_;
  Wide floor_;
  std::vector<std::vector<int>> children_;
  std::vector<Made> made_;
};

class Coarsening {
 public:
  Coarsening(const Layout& from, const std::vector<Wide>& weight, Wide floor) : from_(from), floor_(floor) {
    weight_.assign(from.groups.size(), 0);
    for (std::size_t node = 0; node < weight.size(); ++node) {
      if (from.atom_of_node[node] < 0) continue;
      for (int at = from.atoms[place(from.atom_of_node[node])]; at >= 0; at = from.groups[place(at)].up)
        weight_[place(at)] += weight[node];
    }
    atom_.assign(from.atoms.size(), -1);
  }

  Coarser made() {
    made_.layout.group_of_node.assign(from_.group_of_node.size(), -1);
    made_.layout.atom_of_node.assign(from_.atom_of_node.size(), -1);
    if (!from_.groups.empty() && weight_.front() >= floor_) add({0}, -1);
    for (std::size_t node = 0; node < from_.atom_of_node.size(); ++node)
      if (from_.atom_of_node[node] >= 0 && !atom_.empty())
        made_.layout.atom_of_node[node] = atom_[place(from_.atom_of_node[node])];
    for (std::size_t node = 0; node < from_.group_of_node.size(); ++node)
      for (std::size_t group = 0; group < made_.of.size(); ++group)
        if (from_.group_of_node[node] >= 0 && made_.of[group] == std::vector<int>{from_.group_of_node[node]})
          made_.layout.group_of_node[node] = static_cast<int>(group);
    return std::move(made_);
  }

 private:
  static std::size_t place(int number) { return static_cast<std::size_t>(number); }

  // The groups inside, together where they are small; one alone is the group itself.
  std::vector<std::vector<int>> parts_of(int group) const {
    std::vector<std::vector<int>> parts, bins;
    std::vector<int> open;
    Wide open_weight = 0;
    for (const int inner : from_.groups[place(group)].inner) {
      if (weight_[place(inner)] >= floor_) {
        parts.push_back({inner});
        continue;
      }
      open.push_back(inner);
      open_weight += weight_[place(inner)];
      if (open_weight < floor_) continue;
      bins.push_back(std::move(open));
      open.clear(), open_weight = 0;
    }
    if (!open.empty()) {
      auto& among = bins.empty() ? parts : bins;
      const auto into = std::min_element(among.begin(), among.end(),
                                         [&](const auto& a, const auto& b) { return weight_of(a) < weight_of(b); });
      if (into != among.end()) into->insert(into->end(), open.begin(), open.end());
    }
    parts.insert(parts.end(), bins.begin(), bins.end());
    return parts.size() > 1 ? parts : std::vector<std::vector<int>>{};
  }
  Wide weight_of(const std::vector<int>& groups) const {
    Wide all = 0;
    for (const int one : groups) all += weight_[place(one)];
    return all;
  }

  void add(const std::vector<int>& groups, int up) {
    auto& layout = made_.layout;
    const int number = static_cast<int>(layout.groups.size());
    layout.groups.push_back({{}, up, {}});
    layout.within.push_back(0);
    made_.of.push_back(groups);
    if (up >= 0) layout.groups[place(up)].inner.push_back(number);
    for (const int one : groups) {
      const auto& pieces = from_.groups[place(one)].pieces;
      layout.groups[place(number)].pieces.insert(layout.groups[place(number)].pieces.end(), pieces.begin(),
                                                 pieces.end());
    }
    const auto parts = groups.size() == 1 ? parts_of(groups.front()) : std::vector<std::vector<int>>{};
    if (parts.empty()) {
      const int atom = static_cast<int>(layout.atoms.size());
      layout.atoms.push_back(number);
      for (std::size_t one = 0; one < from_.atoms.size(); ++one)
        for (int at = from_.atoms[one]; at >= 0; at = from_.groups[place(at)].up)
          if (std::find(groups.begin(), groups.end(), at) != groups.end()) atom_[one] = atom;
      for (int at = number; at >= 0; at = layout.groups[place(at)].up) ++layout.within[place(at)];
    }
    for (const auto& part : parts) add(part, number);
  }

  const Layout& from_;
  Wide floor_;
  std::vector<Wide> weight_;
  std::vector<int> atom_;  // of each atom of the other
  Coarser made_;
};

}  // namespace

Coarser coarsened(const Layout& from, const std::vector<Wide>& weight, Wide floor) {
  return Coarsening(from, weight, floor).made();
}

Layout lay_out(const std::vector<int>& parents, const std::vector<Wide>& weight, const std::vector<bool>& present,
               Wide floor) {
  return Laying(parents, weight, present, floor).laid();
}

std::vector<int> merge_classes(const std::vector<Wide>& weights, Wide floor) {
  struct Run {
    int first;
    Wide weight;
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < weights.size(); ++i) runs.push_back({static_cast<int>(i), weights[i]});
  while (runs.size() > 1) {
    const auto least =
        std::min_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.weight < b.weight; });
    if (least->weight >= floor) break;
    const bool to_left = least != runs.begin() &&
                         (std::next(least) == runs.end() || std::prev(least)->weight <= std::next(least)->weight);
    const auto into = to_left ? std::prev(least) : std::next(least);
    into->weight += least->weight;
    into->first = std::min(into->first, least->first);
    runs.erase(least);
  }
  if (runs.size() < 2) return {};
  std::vector<int> merged(weights.size());
  for (std::size_t run = 0, i = 0; i < weights.size(); ++i) {
    if (run + 1 < runs.size() && static_cast<int>(i) >= runs[run + 1].first) ++run;
    merged[i] = static_cast<int>(run);
  }
  return merged;
}

}  // namespace goud::figures::parts
