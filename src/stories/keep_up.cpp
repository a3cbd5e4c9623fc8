// Follows the change log of answers: what was told comes in, what was corrected changes, what was erased goes.
#include <limits>

#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

using feedback::Change;
using feedback::Told;
using store::Row;

constexpr std::size_t changes_at_once = 250;
constexpr int pages_at_once = 64;

struct Batch {
  std::int64_t before = 0, last = 0;
  std::vector<std::pair<Change, std::string>> changes;  // each with what its words are found by
};

std::int64_t mark_of(store::Reader& reader) {
  return reader.first(sql::mark, {}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

Story story_of(const Told& told, std::string tokens) {
  Story story;
  story.id = told.answer.text;
  story.unit = told.unit;
  story.moment = told.moment;
  story.day = told.day;
  story.week = monday_of(told.day);
  story.expectation = told.expectation;
  story.unexpected = told.unexpected;
  story.intention = told.intention;
  story.language = told.language;
  story.text = told.words;
  story.tokens = std::move(tokens);
  story.may_share = told.may_share;
  story.call_wanted = !told.telephone.empty() || !told.email.empty();
  return story;
}

void set_standing(store::Writer& writer, const Story& story) {
  writer.run(sql::set_standing, {{":standing", static_cast<int>(kept_of(story.standing, story.may_share))},
                                 {":may_share", story.may_share},
                                 {":withdraw", 0},
                                 {":seq", story.seq}});
}

// Other words were not checked; without the permission nothing is shared.
void change(store::Writer& writer, const Story& before, Story now) {
  now.seq = before.seq;
  writer.run(sql::change,
             {{":unit", now.unit.text},
              {":moment", now.moment.text},
              {":day", now.day->number},
              {":at_day", now.day->number},
              {":expectation", now.expectation ? std::optional(1 + static_cast<int>(*now.expectation)) : std::nullopt},
              {":unexpected", now.unexpected},
              {":intention", now.intention},
              {":language", now.language},
              {":may_share", now.may_share},
              {":call_wanted", now.call_wanted},
              {":seq", now.seq}});
  now.may_share =
      writer.first(sql::at, {{":seq", now.seq}}, [](const Row& row) { return row.integer(15) != 0; }).value_or(false);
  const bool other_words = now.text != before.text;
  now.standing = other_words ? Standing::told : before.standing;
  if (other_words) {
    writer.run(sql::delete_words, {{":seq", now.seq}, {":tokens", before.tokens}});
    writer.run(sql::index_erased, {});
    writer.run(sql::change_text, {{":text", now.text}, {":tokens", now.tokens}, {":seq", now.seq}});
    writer.run(sql::insert_words, {{":seq", now.seq}, {":tokens", now.tokens}});
  }
  if (before.standing == Standing::shared && (other_words || !now.may_share)) {
    now.standing = Standing::told;
    writer.run(sql::set_shared, {{":text", ""}, {":because", ""}, {":seq", now.seq}});
    writer.run(sql::unchoose_all, {{":seq", now.seq}});
  }
  set_standing(writer, now);
}

void take_over(store::Writer& writer, const Change& change_heard, const std::string& tokens) {
  const auto& answer = change_heard.answer;
  const auto& told = change_heard.told;
  if (told && told->person) {
    writer.run(
        sql::insert_visit,
        {{":answer", answer.text},
         {":person", told->person->text},
         {":unit", told->unit.text},
         {":moment", told->moment.text},
         {":day", told->day.number},
         {":expectation", told->expectation ? std::optional(1 + static_cast<int>(*told->expectation)) : std::nullopt},
         {":told", !told->words.empty()}});
  } else if (change_heard.kind != Change::Kind::added) {
    writer.run(sql::delete_visit, {{":answer", answer.text}});
  }
  const auto before = story(writer, answer.text);
  const bool tells = told && !told->words.empty();
  if (before && tells) change(writer, *before, story_of(*told, tokens));
  if (before && !tells) take_out(writer, *before);
  if (!before && tells) (void)add(writer, {.story = story_of(*told, tokens)});
}

Result<Batch> hear(Services& services, Tenant tenant) {
  return services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    Batch batch;
    batch.before = mark_of(reader);
    batch.last = feedback::changes_heard(reader, batch.before, changes_at_once, [&](const Change& heard) {
      auto tokens = heard.told ? tokens_of(tenant.org, heard.told->words, heard.told->language) : std::string();
      batch.changes.emplace_back(heard, std::move(tokens));
    });
    return batch;
  });
}

// What was erased leaves the index's pieces as they are merged, a few pages at a time.
Done tidy_index(Services& services) {
  auto erased = services.store.ask(store::Scope::installation(), [](store::Reader& reader) {
    return reader.first(sql::index_state, {}, [](const Row& row) { return row.integer(0) != 0; }).value_or(false);
  });
  if (!erased) return refuse(erased.error());
  if (!*erased) return {};
  // Asked first: what is erased meanwhile asks again.
  int pages = -pages_at_once;
  for (bool more = true; more; pages = pages_at_once) {
    auto done = services.store.write(store::Scope::installation(), [&](store::Writer& writer) -> Done {
      if (pages < 0) writer.run(sql::index_clean, {});
      more = writer.run(sql::index_merge, {{":pages", pages}}) > 1;
      return {};
    });
    if (!done) return done;
  }
  (void)services.store.clear_log();  // busy: the next one does it
  return {};
}

Done follow(store::Writer& writer, std::string_view id) {
  if (const auto found = story(writer, id)) take_out(writer, *found);
  writer.run(sql::delete_visit, {{":answer", id}});
  return {};
}

Done forget_one(store::Writer& writer, std::string_view id) {
  if (const auto found = story(writer, id)) take_out(writer, *found);
  return {};
}

}  // namespace

extern const store::Forgetter forgetters[3] = {
    {"answer", &follow, true}, {"story", &forget_one}, {"colleague", &forget_who}};

Done keep_up(Services& services, Tenant tenant, int batches) {
  for (int i = 0; i < batches; ++i) {
    const auto batch = hear(services, tenant);
    if (!batch) return refuse(batch.error());
    if (batch->last == batch->before) break;
    auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      writer.run(sql::begin_mark, {});
      // Somebody else took this over meanwhile.
      if (writer.run(sql::move_mark, {{":change", batch->last}, {":before", batch->before}}) == 0) return {};
      for (const auto& [heard, tokens] : batch->changes) take_over(writer, heard, tokens);
      return {};
    });
    if (!done) return done;
  }
  return {};
}

Done keep_up(Services& services, Tenant tenant) {
  if (auto done = keep_up(services, tenant, std::numeric_limits<int>::max()); !done) return done;
  return tidy_index(services);
}

std::string about(store::Reader& reader, const PersonId& person) {
  formats::JsonWriter out;
  out.begin_array();
  reader.each(sql::visits_of, {{":person", person.text}}, [&](const Row& row) {
    out.begin_object()
        .field("answer", row.text(2))
        .field("day", to_text(Day{static_cast<std::int32_t>(row.integer(1))}));
    out.field("moment", row.text(3)).field("unit", row.text(4)).end_object();
  });
  return out.end_array().take();
}

Done forget(store::Writer& writer, const PersonId& person) {
  writer.run(sql::forget_visits, {{":person", person.text}});
  return {};
}

}  // namespace goud::stories
