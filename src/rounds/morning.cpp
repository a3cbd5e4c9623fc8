#include "rounds/letterbox.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr std::int64_t step = 5;

}  // namespace

Response response(store::Reader& reader, const Round& round) {
  Response said;
  if (!round.frozen.units.empty()) said.invited = round.frozen.people_under(0);
  said.at_least =
      reader.first(sql::daily, {{":round", round.id}}, [](const store::Row& row) { return row.integer(1); });
  return said;
}

Done note_morning(Services& services, Tenant tenant) {
  struct Open {
    std::string id, mark;
    Day today;
    std::int64_t people = 0;
  };
  auto due = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> std::optional<Open> {
    const auto open = open_round_of(services, reader, tenant);
    if (!open || open->round.state != State::open) return std::nullopt;
    const auto today = today_in(open->round.frozen, reader, services.clock.now());
    if (today <= *open->round.opened || today < open->round.plan.opens) return std::nullopt;
    Open found{open->round.id, to_text(today) + open->round.id, today};
    {
      const std::scoped_lock lock(services.underway->guard);
      if (services.underway->morning[tenant.org] == found.mark) return std::nullopt;
    }
    found.people = reader
                       .first(sql::count_spent, {{":round", found.id}, {":late", false}},
                              [](const store::Row& row) { return row.integer(0); })
                       .value_or(0);
    return found;
  });
  if (!due) return refuse(due.error());
  if (!*due) return {};
  const auto& open = **due;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(sql::insert_daily,
               {{":round", open.id}, {":day", open.today.number}, {":at_least", open.people / step * step}});
    return {};
  });
  if (!done) return done;
  const std::scoped_lock lock(services.underway->guard);
  services.underway->morning[tenant.org] = open.mark;
  return {};
}

}  // namespace goud::rounds
