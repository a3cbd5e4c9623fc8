#include "figures/figures.hpp"

namespace goud::figures {

namespace {

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::share: return "share";
    case Unit::points: return "points";
    case Unit::mean: return "mean";
    case Unit::correlation:
      return "correlation";
  }
  return "share";
}

void fields(formats::JsonWriter& json, const Estimate& said) {
  // stats/ knows a score as a share -1..1; whoever looks sees points.
  const double scale = said.unit == Unit::points ? 100 : 1;
  if (said.outcome) {
    json.field("value", said.outcome->value * scale);
    json.key("interval");
    if (said.outcome->interval) {
      json.begin_array();
      json.value(said.outcome->interval->low * scale).value(said.outcome->interval->high * scale);
      json.end_array();
    } else {
      json.null();
    }
    json.field("n", said.outcome->n);
    if (said.outcome->n_effective) json.field("n_effective", *said.outcome->n_effective);
    if (said.outcome->no_interval) json.field("reason", stats::to_text(*said.outcome->no_interval));
  } else {
    json.null_field("value").null_field("interval");
    json.field("n", said.outcome.error().n);
    json.field("reason", stats::to_text(said.outcome.error().reason));
  }
  json.field("unit", name_of(said.unit));
  json.field("level", said.level);
}

}  // namespace

void to_json(formats::JsonWriter& json, const Published<Estimate>& published) {
  json.begin_object();
  fields(json, published.said());
  json.end_object();
}

void to_json(formats::JsonWriter& json, const Published<Kept>& published) {
  const auto& said = published.said();
  json.begin_object();
  fields(json, said.estimate);
  json.field("kept", said.kept).field("not_kept", said.not_kept);
  json.field("not_applicable", said.not_applicable).field("skipped", said.skipped);
  json.field("state", stats::to_text(said.state));
  json.field("proof", figures::name_of(said.proof)).field("proposal", said.proposal);
  json.field("weighting", said.weighting == Weighting::by_volume ? "by_volume" : "by_answer");
  json.field("shown_as", said.shown_as == stats::ShownAs::count ? "count" : "percent");
  json.end_object();
}

void fields_to_json(formats::JsonWriter& json, const Published<Dip>& published) {
  const auto& said = published.said();
  const auto write = [&](std::string_view key, const Estimate& estimate) {
    json.key(key).begin_object();
    fields(json, estimate);
    json.end_object();
  };
  write("with", said.with);
  write("without", said.without);
  write("difference", said.difference);
  json.field("days", said.days);
  if (!said.difference.outcome) json.field("reason", stats::to_text(said.difference.outcome.error().reason));
}

void fields_to_json(formats::JsonWriter& json, const Published<Drivers>& published) {
  const auto& said = published.said();
  const auto why = [&]() -> std::optional<std::string_view> {
    switch (said.why) {
      case Drivers::Why::said:
        return std::nullopt;
      case Drivers::Why::no_outcome:
        return "no_outcome";
      case Drivers::Why::nobody:
        return "nobody";
      case Drivers::Why::one_rating:
        return "one_rating";
      case Drivers::Why::too_few:
        return "too_few";
      case Drivers::Why::no_spread:
        return "no_spread";
      case Drivers::Why::not_identified:
        return "not_identified";
    }
    return std::nullopt;
  }();
  json.field("reason", why).field("answers", said.answers).field("n", said.n).field("needed", said.needed);
  json.field("r2", why ? std::nullopt : std::optional(said.r2)).field("tells", said.tells);
  json.field("performance_line", said.performance_line).field("share_line", said.share_line);
  json.field("level", stats::level_default).field("apart", said.apart);
}

void fields_to_json(formats::JsonWriter& json, const Published<Drivers>&, const Driver& driver) {
  json.field("answered", driver.answered)
      .field("skipped", driver.skipped)
      .field("not_applicable", driver.not_applicable);
  json.field("share", driver.share);
  json.key("coefficient").begin_object();
  fields(json, driver.coefficient);
  json.end_object().key("performance").begin_object();
  fields(json, driver.performance);
  json.end_object();
  const auto place = [&]() -> std::optional<std::string_view> {
    if (!driver.place) return std::nullopt;
    switch (*driver.place) {
      case stats::MapPlace::first:
        return "first";
      case stats::MapPlace::cherish:
        return "cherish";
      case stats::MapPlace::keep:
        return "keep";
      case stats::MapPlace::later:
        return "later";
    }
    return std::nullopt;
  }();
  json.field("place", place);
}

namespace {
void interval_field(formats::JsonWriter& json, std::string_view name, const std::optional<stats::Interval>& interval) {
  if (!interval) {
    json.null_field(name);
    return;
  }
  json.key(name).begin_array();
  json.value(interval->low).value(interval->high).end_array();
}
}  // namespace

void fields_to_json(formats::JsonWriter& json, const Published<Linkage>& published) {
  const auto& said = published.said();
  json.field("claim", stats::to_text(said.claim)).field("units", said.units).field("pairs", said.pairs);
  json.field("values", said.values).field("values_with_n", said.values_with_n);
  const std::pair<const char*, const Estimate*> all[] = {
      {"between", &said.between}, {"forward", &said.forward}, {"backward", &said.backward}, {"without", &said.without}};
  for (const auto& [key, estimate] : all) {
    json.key(key).begin_object();
    fields(json, *estimate);
    json.end_object();
  }
  json.field("forward_units", said.forward_units).field("backward_units", said.backward_units);
  json.field("hangs_on_one", said.hangs_on_one).field("levels_differ", said.levels_differ);
  json.field("p", said.p).field("p_adjusted", said.p_adjusted).field("searched", said.searched);
  json.key("line").begin_array();
  for (const auto& at : said.line) {
    json.begin_object().field("x", at.x).field("value", at.value);
    interval_field(json, "interval", at.interval);
    json.end_object();
  }
  json.end_array();
}

void fields_to_json(formats::JsonWriter& json, const Published<Linkage>&, const Linkage::Point& point) {
  json.field("x", point.x).field("y", point.y).field("periods", point.periods);
  interval_field(json, "x_interval", point.x_interval);
  interval_field(json, "y_interval", point.y_interval);
}

void to_json(formats::JsonWriter& json, const Published<std::int64_t>& published) { json.value(published.said()); }

}  // namespace goud::figures
