// Two groups of one moment beside each other: each promise and the score of both, and what lies between them.
#include <algorithm>

#include "feedback/overview.hpp"
#include "feedback/overview_json.hpp"

namespace goud::feedback {

namespace {

using formats::JsonWriter;

void write_unit(JsonWriter& json, std::string_view key, const people::UnitTree& tree, const UnitId& id) {
  const auto* unit = tree.find(id);
  json.key(key)
      .begin_object()
      .field("id", id.text)
      .field("name", unit == nullptr ? std::string() : unit->name)
      .end_object();
}

bool share_days(const figures::UnitStay& a, const figures::UnitStay& b) {
  if (a.unit != b.unit) return false;
  const bool a_before = a.until && b.from && *a.until <= *b.from;
  const bool b_before = b.until && a.from && *b.until <= *a.from;
  return !a_before && !b_before;
}

// Whoever answered in both would be held against themselves.
bool apart(const figures::Filter& a, const figures::Filter& b) {
  if (!a.units || !b.units) return false;
  return std::none_of(a.units->begin(), a.units->end(), [&](const figures::UnitStay& one) {
    return std::any_of(b.units->begin(), b.units->end(),
                       [&](const figures::UnitStay& other) { return share_days(one, other); });
  });
}

template <class Figure>
void write_sides(JsonWriter& json, const figures::Published<Figure>& of_unit,
                 const figures::Published<Figure>& of_compared) {
  json.key("of_unit");
  figures::to_json(json, of_unit);
  json.key("of_compared");
  figures::to_json(json, of_compared);
  json.key("difference");
  figures::to_json(json, figures::difference(of_unit, of_compared));
}

}  // namespace

Result<std::optional<Compared>> compared_with(const http::Request& request, const Picture& picture,
                                              const PageQuestion& question) {
  const auto named = request.parameter("compare");
  if (!named || named->empty()) return std::optional<Compared>();
  const auto unit = request.parameter("unit");
  if (!unit || unit->empty()) return refuse_field("unit", "feedback.compare.with_what");
  const auto id = unit_named(picture.tree, *named);
  const auto visible =
      people::visible_units(*request.caller, picture.tree, id, question.filter.period.to.value_or(question.today));
  if (!visible) return tl::unexpected(visible.error());
  Compared compared{id, question.filter};
  compared.filter.units = stays_of(picture.tree, id);
  compared.filter.caught_up = true;
  if (!apart(question.filter, compared.filter)) return refuse_field("compare", "feedback.compare.apart");
  return std::optional(std::move(compared));
}

Result<void> write_comparison(JsonWriter& json, store::columns::ColumnStore& store, const Picture& picture,
                              const PageQuestion& question, const moments::Moment& moment,
                              const figures::Counts& counts, const Compared& compared) {
  const auto& period = question.filter.period;
  const auto found = picture.around.find(moment.id.text);
  static const Picture::Around nothing;
  const auto& around = found == picture.around.end() ? nothing : found->second;
  figures::Wanted wanted;
  for (const auto& promised : picture.promised)
    if (promised.moment == &moment) figures::want(wanted, promised.judged);
  wanted.questions.insert(wanted.questions.end(), around.scales.begin(), around.scales.end());
  const auto theirs = figures::count(store, compared.filter, wanted);
  if (!theirs) return tl::unexpected(theirs.error());

  json.begin_object();
  write_unit(json, "unit", picture.tree, *question.unit);
  write_unit(json, "compared", picture.tree, compared.unit);
  json.key("promises").begin_array();
  const auto here = said_of(picture, counts, question, period, &moment);
  const auto there = said_of(picture, *theirs, question, period, &moment);
  for (std::size_t i = 0; i < here.size(); ++i) {
    json.begin_object().field("id", here[i].promised->promise.id.text);
    write_text_field(json, "text", here[i].version->text);
    write_sides(json, here[i].kept, there[i].kept);
    json.end_object();
  }
  json.end_array().key("score");
  // One scale for both: of two scales there is no difference.
  auto scale = scale_of(counts, around, period);
  if (scale.empty()) scale = scale_of(*theirs, around, period);
  if (scale.empty()) {
    json.null();
  } else {
    json.begin_object();
    write_sides(json, figures::mean(counts, scale, period), figures::mean(*theirs, scale, period));
    json.end_object();
  }
  json.end_object();
  return {};
}

}  // namespace goud::feedback
