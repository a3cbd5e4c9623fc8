#include "figures/released.hpp"

#include <algorithm>

#include "figures/release_press.hpp"

namespace goud::figures {
namespace {

std::size_t at(int place) { return static_cast<std::size_t>(place); }

std::string_view name_of(Shown shown) {
  switch (shown) {
    case Shown::exact:
      return "exact";
    case Shown::nearly:
      return "nearly";
    case Shown::hidden:
      return "hidden";
  }
  return "";
}

}  // namespace

Released::Released(int classes, std::vector<ReleasedGroup> groups, const Key&)
    : classes_(classes), groups_(std::move(groups)) {}

const ReleasedGroup* Released::of(int node) const {
  const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const ReleasedGroup& group) {
    return group.facet < 0 && group.pieces.size() == 1 && group.pieces.front() == ReleasePiece{node, false};
  });
  return found == groups_.end() ? nullptr : &*found;
}

const ReleasedGroup& Released::with(int node, const std::vector<int>& parents) const {
  for (int up = node; up >= 0; up = parents[at(up)]) {
    // A group comes before those inside it: the last that names the unit is the smallest that holds all of it.
    const ReleasedGroup* found = nullptr;
    for (const auto& group : groups_) {
      if (group.facet >= 0) continue;
      if (std::find(group.pieces.begin(), group.pieces.end(), ReleasePiece{up, false}) != group.pieces.end())
        found = &group;
    }
    if (found != nullptr) return *found;
  }
  return groups_.front();
}

std::vector<const ReleasedGroup*> Released::by_facet(int node, int facet) const {
  std::vector<const ReleasedGroup*> found;
  for (const auto& group : groups_)
    if (group.facet == facet && group.pieces.size() == 1 && group.pieces.front() == ReleasePiece{node, false})
      found.push_back(&group);
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  return found;
}

std::string stored(const Released& released) {
  formats::JsonWriter json;
  json.begin_object().field("classes", static_cast<std::int64_t>(released.classes()));
  json.key("groups").begin_array();
  for (const auto& group : released.groups()) {
    json.begin_object().key("pieces").begin_array();
    for (const auto& piece : group.pieces)
      json.value(static_cast<std::int64_t>(piece.own ? -1 - piece.node : piece.node));
    json.end_array();
    if (group.facet >= 0)
      json.field("facet", static_cast<std::int64_t>(group.facet))
          .field("first", static_cast<std::int64_t>(group.first))
          .field("last", static_cast<std::int64_t>(group.last));
    json.field("n", group.n).field("shown", name_of(group.shown));
    if (group.shown == Shown::nearly) json.field("nearly", static_cast<std::int64_t>(group.nearly));
    if (group.shown == Shown::exact) {
      json.key("counts").begin_array();
      for (const auto count : group.counts) json.value(count);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<Released> released_from(std::string_view text) {
  auto document = formats::Json::parse(text);
  if (!document) return tl::unexpected<Fault>(document.error());
  auto in = document->object();
  constexpr std::int64_t many = 1'000'000'000;
  const int classes = static_cast<int>(in.required_int("classes", 2, 20));
  std::vector<ReleasedGroup> groups;
  for (auto item : in.array("groups", 10'000'000)) {
    auto one = item.object();
    ReleasedGroup group;
    for (auto piece : one.array("pieces", 1'000'000)) {
      const auto number = piece.as_int(-many, many).value_or(0);
      group.pieces.push_back({static_cast<int>(number < 0 ? -1 - number : number), number < 0});
    }
    group.facet = static_cast<int>(one.optional_int("facet", 0, 2).value_or(-1));
    group.first = static_cast<int>(one.optional_int("first", 0, 100).value_or(0));
    group.last = static_cast<int>(one.optional_int("last", 0, 100).value_or(0));
    group.n = one.required_int("n", 0, many);
    const auto shown = one.required_string("shown", 10);
    group.shown = shown == "exact" ? Shown::exact : shown == "nearly" ? Shown::nearly : Shown::hidden;
    group.nearly = static_cast<int>(one.optional_int("nearly", 0, 20).value_or(-1));
    for (auto count : one.array("counts", 20)) group.counts.push_back(count.as_int(0, many).value_or(0));
    if (group.shown == Shown::exact && static_cast<int>(group.counts.size()) != classes)
      item.refuse("figures.release.does_not_fit");
    groups.push_back(std::move(group));
  }
  if (auto done = document->finish(); !done) return tl::unexpected<Fault>(done.error());
  if (groups.empty()) return refuse(FaultKind::invalid, "figures.release.does_not_fit");
  return ReleasePress::make(classes, std::move(groups));
}

}  // namespace goud::figures
