// What the floor tells: by name at once; without a name after a night, in mixed order, at a unit of ten people or more.
#include <sodium.h>

#include <algorithm>

#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

using store::Row;

constexpr int morning_hour = 5;
constexpr std::size_t waiting_most = 2000;  // of an organisation, in a day

std::vector<FieldFault> look_at(store::Reader& reader, const people::UnitTree& tree, const FloorStory& told,
                                Day today) {
  std::vector<FieldFault> wrong;
  if (!tree.exists(told.unit, today)) wrong.push_back({"unit", "people.unit.unknown"});
  if (told.text.find_first_not_of(" \t\r\n") == std::string::npos) wrong.push_back({"text", "stories.no_words"});
  if (formats::characters(told.text) > story_characters)
    wrong.push_back({"text", "stories.too_long", {{"max", std::to_string(story_characters)}}});
  if (!told.moment.empty() && !moments::moment(reader, told.moment)) wrong.push_back({"moment", "moments.unknown"});
  if (told.language != "nl" && told.language != "en") wrong.push_back({"language", "stories.language"});
  return wrong;
}

struct Waiting {
  std::string id, receipt;
  FloorStory told;  // its unit is the place where it appears
  Day week;
  bool ripe = false;
};

Waiting waiting_in(const Row& row) {
  Waiting one;
  one.id = row.string(0);
  one.receipt = row.string(1);
  one.told.unit = UnitId{row.string(2)};
  one.told.moment = MomentId{row.string(3)};
  one.week = Day{static_cast<std::int32_t>(row.integer(4))};
  if (!row.null(5)) one.told.expectation = static_cast<Expectation>(row.integer(5) - 1);
  one.told.language = row.string(6);
  one.told.text = row.string(7);
  one.told.may_share = row.integer(8) != 0;
  one.ripe = row.integer(9) != 0;
  return one;
}

void keep(store::Writer& writer, const Waiting& one) {
  const auto& told = one.told;
  writer.run(
      sql::insert_waiting,
      {{":id", one.id},
       {":receipt", one.receipt},
       {":unit", told.unit.text},
       {":moment", told.moment.text},
       {":week", one.week.number},
       {":expectation", told.expectation ? std::optional(1 + static_cast<int>(*told.expectation)) : std::nullopt},
       {":language", told.language},
       {":text", told.text},
       {":may_share", told.may_share},
       {":ripe", one.ripe}});
}

template <class T>
void mix(std::vector<T>& all, Randomness& randomness) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[randomness.below(i)]);
}

bool receipt_wellformed(std::string_view receipt) {
  return receipt.size() == 32 && receipt.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A page is filled as rows come: what lies there is laid down anew each time, in another order, and the log emptied of it.
void lay_down(store::Writer& writer, Randomness& randomness, std::vector<Waiting> all) {
  for (const auto& one : all) writer.run(sql::delete_waiting, {{":id", one.id}});
  mix(all, randomness);
  for (const auto& one : all) keep(writer, one);
}

}  // namespace

std::string receipt_kept(const people::Secrets& secrets, Tenant tenant, std::string_view receipt) {
  return secrets.hmac("stories.receipt", std::to_string(tenant.org) + "/" + std::string(receipt));
}

Result<Story> tell(store::Writer& writer, const Acting& acting, const std::string& submission, const FloorStory& told) {
  auto wrong = look_at(writer, people::unit_tree(writer), told, acting.today);
  if (submission.empty() || submission.size() > 64) wrong.push_back({"submission", "stories.submission"});
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  const auto name = acting.actor + "/" + submission;
  if (auto there =
          writer.first(sql::by_submission, {{":submission", name}}, [](const Row& row) { return row.string(0); }))
    return *story(writer, *there);
  Story made;
  made.id = uuid_of("stories.colleague", std::to_string(org_of(writer)) + "/" + name);
  made.teller = Teller::colleague;
  made.by = acting.actor;
  made.name_too = told.name_too;
  made.unit = told.unit;
  made.moment = told.moment;
  made.day = acting.today;
  made.week = monday_of(acting.today);
  made.expectation = told.expectation;
  made.language = told.language;
  made.text = told.text;
  made.tokens = tokens_of(org_of(writer), told.text, told.language);
  made.may_share = told.may_share;
  made.seq = add(writer, {.story = made, .submission = name});
  writer.audit(acting.actor, "told", "story", made.id, "{}");
  return made;
}

Done tell_unnamed(Services& services, const people::FloorDoor& door, std::string_view receipt,
                  const FloorStory& asked) {
  const auto done = services.store.write(store::Scope(door.tenant), [&](store::Writer& writer) -> Done {
    const auto organisation = people::organisation(writer);
    const auto today = people::day_of(organisation, services.clock.now());
    const auto tree = people::unit_tree(writer);
    Waiting one;
    one.told = asked;
    one.told.unit = door.unit;
    auto wrong = look_at(writer, tree, one.told, today);
    if (!receipt_wellformed(receipt)) wrong.push_back({"receipt", "stories.receipt"});
    if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
    const auto place = people::anonymous_place(writer, tree, door.unit, today);
    if (!place) return refuse(FaultKind::conflict, "stories.no_place");
    one.told.unit = *place;
    one.told.name_too = false;
    one.id = uuid_v4(services.randomness);
    one.receipt = receipt_kept(services.secrets, door.tenant, receipt);
    one.week = monday_of(today);
    auto all = writer.all(sql::waiting, {}, waiting_in);
    const bool there =
        std::any_of(all.begin(), all.end(), [&](const Waiting& other) { return other.receipt == one.receipt; }) ||
        writer.first(sql::by_receipt, {{":receipt", one.receipt}}, [](const Row&) { return true; });
    if (there) return {};
    if (all.size() >= waiting_most) return refuse(FaultKind::unavailable, "stories.waiting_full");
    keep(writer, one);
    all.push_back(std::move(one));
    lay_down(writer, services.randomness, std::move(all));
    return {};
  });
  if (done) (void)services.store.clear_log();
  return done;
}

Done take_back_unnamed(Services& services, const people::FloorDoor& door, std::string_view receipt) {
  if (!receipt_wellformed(receipt)) return refuse_field("receipt", "stories.receipt");
  const auto kept = receipt_kept(services.secrets, door.tenant, receipt);
  const auto done = services.store.write(store::Scope(door.tenant), [&](store::Writer& writer) -> Done {
    if (writer.run(sql::take_back_waiting, {{":receipt", kept}}) > 0) return {};
    const auto id = writer.first(sql::by_receipt, {{":receipt", kept}}, [](const Row& row) { return row.string(0); });
    if (!id) return refuse(FaultKind::not_found, "stories.receipt_unknown");
    take_out(writer, *story(writer, *id));
    writer.note_erasure("story", *id, store::Writer::LedgerTime::untold);
    return {};
  });
  if (done) (void)services.store.clear_log();
  return done;
}

Done morning(Services& services, Instant now) {
  const auto known = people::organisations(services.store);
  if (!known) return refuse(known.error());
  for (const auto& one : *known) {
    const store::Scope scope(one.tenant);
    struct Due {
      Day today;
      bool first = false, ripen = false, mix = false, waits = false;
    };
    const auto due = services.store.ask(scope, [&](store::Reader& reader) {
      const auto organisation = people::organisation(reader);
      Due found;
      found.today = people::day_of(organisation, now);
      const auto hours_ago = people::day_of(organisation, Instant{now.micros - morning_hour * INT64_C(3'600'000'000)});
      const auto mark =
          reader.first(sql::mark, {}, [](const Row& row) { return std::pair(row.integer(1), row.integer(2)); });
      found.first = !mark || mark->first == 0;
      found.ripen = found.first || mark->first < found.today.number;
      found.mix = !found.first && hours_ago == found.today && mark->second < found.today.number;
      found.waits = reader.first(sql::waiting, {}, [](const Row&) { return true; }).has_value();
      return found;
    });
    if (!due) return refuse(due.error());
    if (!due->ripen && !due->mix) {
      if (due->waits) (void)services.store.clear_log();  // who read kept it a minute ago
      continue;
    }
    bool moved = false;
    auto done = services.store.write(scope, [&](store::Writer& writer) -> Done {
      writer.run(sql::begin_mark, {});
      // Of yesterday and before is what lay there when the day began: no row says itself when it came.
      if (due->ripen) {
        if (!due->first) writer.run(sql::ripen, {});
        writer.run(sql::note_ripened, {{":day", due->today.number}});
      }
      if (!due->mix) return {};
      auto ripe = writer.all(sql::waiting_ripe, {}, waiting_in);
      mix(ripe, services.randomness);
      for (const auto& waited : ripe) {
        writer.run(sql::delete_waiting, {{":id", waited.id}});
        Story story;
        story.id = waited.id;
        story.teller = Teller::anonymous;
        story.unit = waited.told.unit;
        story.moment = waited.told.moment;
        story.week = waited.week;
        story.expectation = waited.told.expectation;
        story.language = waited.told.language;
        story.text = waited.told.text;
        story.tokens = tokens_of(one.tenant.org, story.text, story.language);
        story.may_share = waited.told.may_share;
        (void)add(writer, {.story = std::move(story), .receipt = waited.receipt});
      }
      writer.run(sql::note_mixed, {{":day", due->today.number}});
      moved = !ripe.empty();
      return {};
    });
    if (!done) return done;
    if (moved) (void)services.store.clear_log();
  }
  return {};
}

}  // namespace goud::stories
