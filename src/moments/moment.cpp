#include <algorithm>

#include "moments/moments.hpp"

namespace goud::moments {
namespace {

constexpr std::size_t name_bytes_max = 240;

void look_at_name(const Text& name, std::vector<FieldFault>& wrong) {
  if (name.empty()) wrong.push_back({"name", "moments.name.missing"});
  if (name.nl.size() > name_bytes_max || name.en.size() > name_bytes_max) wrong.push_back({"name", "moments.name.too_long"});
}

void look_at_rest(const std::optional<std::string>& channel, const std::optional<std::string>& owner_role,
                  std::vector<FieldFault>& wrong) {
  if (channel && !channel_known(*channel)) wrong.push_back({"channel", "moments.channel.unknown"});
  if (owner_role && (owner_role->empty() || owner_role->size() > name_bytes_max)) {
    wrong.push_back({"owner_role", "moments.owner_role.wrong"});
  }
}

tl::unexpected<Fault> wrong_fields(std::vector<FieldFault> wrong) {
  return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
}

}  // namespace

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::see: return "see";
    case Stage::think: return "think";
    case Stage::do_: return "do";
    case Stage::care: return "care";
  }
  return "care";
}

std::optional<Stage> stage_from(std::string_view text) {
  for (auto stage : stages_in_order) {
    if (name_of(stage) == text) return stage;
  }
  return std::nullopt;
}

bool channel_known(std::string_view channel) {
  static constexpr std::array<std::string_view, 7> known = {"web", "phone", "mail", "on_site", "app", "paper", "other"};
  return std::find(known.begin(), known.end(), channel) != known.end();
}

Result<Moment> make(const Journey& journey, MomentId id, const MomentDraft& draft) {
  std::vector<FieldFault> wrong;
  look_at_name(draft.name, wrong);
  look_at_rest(draft.channel, draft.owner_role, wrong);
  if (draft.position && *draft.position < 0) wrong.push_back({"position", "moments.position.negative"});
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  const auto open_there = std::count_if(journey.moments.begin(), journey.moments.end(),
                                        [&](const Moment& m) { return m.stage == draft.stage && !m.ended; });
  Moment made;
  made.id = std::move(id);
  made.journey = journey.id;
  made.stage = draft.stage;
  made.name = draft.name;
  made.channel = draft.channel;
  made.owner_role = draft.owner_role;
  made.key = draft.key;
  made.position = std::min(draft.position.value_or(static_cast<int>(open_there)), static_cast<int>(open_there));
  return made;
}

Result<Moment> change(Moment moment, const MomentChange& asked) {
  if (moment.ended) return refuse(FaultKind::conflict, "moments.ended_already");
  if (asked.name) moment.name = *asked.name;
  if (asked.channel) moment.channel = *asked.channel;
  if (asked.owner_role) moment.owner_role = *asked.owner_role;
  if (asked.key) moment.key = *asked.key;
  // Into another stage without a place said: behind the moments that stand there.
  if (asked.stage && *asked.stage != moment.stage) {
    moment.stage = *asked.stage;
    moment.position = 1'000'000;
  }
  if (asked.position) moment.position = *asked.position;
  std::vector<FieldFault> wrong;
  look_at_name(moment.name, wrong);
  look_at_rest(moment.channel, moment.owner_role, wrong);
  if (moment.position < 0) wrong.push_back({"position", "moments.position.negative"});
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  moment.revision += 1;
  return moment;
}

std::vector<std::pair<MomentId, int>> order_with(const Journey& journey, const Moment& placed) {
  std::vector<MomentId> row;
  for (const auto& moment : journey.moments) {
    if (moment.stage == placed.stage && !moment.ended && moment.id != placed.id) row.push_back(moment.id);
  }
  const auto at = std::min<std::size_t>(static_cast<std::size_t>(std::max(placed.position, 0)), row.size());
  row.insert(row.begin() + static_cast<std::ptrdiff_t>(at), placed.id);
  std::vector<std::pair<MomentId, int>> order;
  for (const auto& id : row) order.emplace_back(id, static_cast<int>(order.size()));
  return order;
}

Result<std::vector<PromiseId>> place(const Journey& journey, const Moment& moment, const std::vector<PromiseId>& asked,
                                     const std::vector<promises::Promise>& known) {
  if (moment.ended) return refuse(FaultKind::conflict, "moments.ended_already");
  std::vector<FieldFault> wrong;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto path = "promises[" + std::to_string(i) + "]";
    auto found = std::find_if(known.begin(), known.end(), [&](const auto& p) { return p.id == asked[i]; });
    if (found == known.end()) {
      wrong.push_back({path, "moments.promise.unknown"});
    } else if (found->audience != journey.audience) {
      wrong.push_back({path, "moments.promise.other_audience"});
    } else if (std::count(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(i), asked[i]) > 0) {
      wrong.push_back({path, "moments.promise.twice"});
    }
  }
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  return asked;
}

Journey default_journey(Audience audience) {
  Journey journey;
  journey.audience = audience;
  if (audience == Audience::customer) {
    journey.name = {"Reis van de klant", "Customer journey"};
    journey.stages = {{Stage::see, {"Zien", "See"}, {}},
                      {Stage::think, {"Overwegen", "Think"}, {}},
                      {Stage::do_, {"Kopen of boeken", "Do: buy or book"}, {}},
                      {Stage::care, {"Zorgen, alles na de koop", "Care: all that follows"}, {}}};
  } else {
    journey.name = {"Reis van de medewerker", "Employee journey"};
    journey.stages = {{Stage::see, {"Zien", "See"}, {}},
                      {Stage::think, {"Overwegen", "Think"}, {}},
                      {Stage::do_, {"Solliciteren en tekenen", "Do: apply and sign"}, {}},
                      {Stage::care, {"Zorgen, alles na het tekenen", "Care: all that follows"}, {}}};
  }
  return journey;
}

}  // namespace goud::moments
