#include "cli/demo/floor_year.hpp"

#include <algorithm>
#include <cstdio>

namespace goud::cli::demo {
namespace {

constexpr std::int64_t hour_micros = 3'600'000'000;

// What is done on a day, in order: reported before it is acknowledged, solved before somebody looks.
struct Deed {
  Day day;
  int order = 0;
  std::function<Done(store::Writer&, promises::Acting)> does;
};
// What comes through the door of a unit, without a name.
struct Unnamed {
  Day day;
  UnitId unit;
  std::function<Done(const people::FloorDoor&, const std::string& receipt)> does;
};

std::string receipt(Randomness& randomness) {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(randomness.bits()),
                static_cast<unsigned long long>(randomness.bits()));
  return digits;
}

stories::Expectation expectation_of(Felt felt) { return static_cast<stories::Expectation>(felt); }

class Year {
 public:
  Year(FloorRooms& rooms, Tenant tenant, const Founding& founding, const Places& places, const Floor& floor,
       const std::vector<Visit>& stays, std::uint64_t seed, bool register_there)
      : rooms_(rooms),
        tenant_(tenant),
        founding_(founding),
        places_(places),
        floor_(floor),
        own_(seed ^ 0xf1004b0a2dULL),
        stories_{rooms.store, founding.clock, unguessable_, rooms.secrets, rooms.feedback},
        barriers_{rooms.store, founding.clock, unguessable_, rooms.secrets, rooms.feedback, rooms.columns},
        mail_{rooms.store, founding.clock},
        actions_{rooms.store,    founding.clock, unguessable_, rooms.secrets,
                 rooms.feedback, rooms.columns,  stories_,     mail_},
        met_(hindrances(stays, founding.days, seed)),
        ids_(met_.size()),
        told_(floor_stories(founding.days.last, seed)) {
    for (std::size_t i = 0; i < met_.size(); ++i) stand_in_the_way(i, register_there);
    for (std::size_t i = 0; i < told_.size(); ++i) tell(i, register_there);
    std::ranges::stable_sort(
        deeds_, [](const Deed& a, const Deed& b) { return std::pair(a.day, a.order) < std::pair(b.day, b.order); });
    std::ranges::stable_sort(unnamed_, {}, &Unnamed::day);
  }

  // All that happened from the Monday before this one, and this Monday's morning.
  Done week_before(Day monday) {
    if (auto done = scoped([&](store::Writer& writer) { return do_until(writer, Day{monday.number - 1}); }); !done)
      return done;
    if (auto done = say_unnamed(Day{monday.number - 1}); !done) return done;
    const auto acting = stand_on(monday);
    if (auto done = stories::keep_up(stories_, tenant_); !done) return done;
    if (auto done = stories::morning(stories_, acting.now); !done) return done;
    if (auto done = barriers::morning(barriers_, acting.now); !done) return done;
    const int weeks_left = (founding_.days.last.number - monday.number) / 7;
    return scoped([&](store::Writer& writer) -> Done {
      if (auto done = look_after_stories(writer, founding_, floor_,
                                         looked_back_ ? Day{monday.number - 21} : founding_.days.first, monday, own_);
          !done)
        return done;
      looked_back_ = true;
      if (weeks_left >= recent_weeks) return {};
      if (auto done = thank_each_other(writer, founding_, places_, floor_, monday, own_); !done) return done;
      return weeks_left < weeks_met ? choose_three(writer, founding_, monday) : Done{};
    });
  }

  Done team_starts(Day monday) {
    stand_on(monday);
    return demo::meet(actions_, tenant_, founding_, places_, floor_, monday, own_);
  }

  // What is left of the last days: what came without a name waits for the morning after.
  Done close(const std::vector<AnswerId>& answers, const std::vector<Visit>& stays, std::uint64_t seed) {
    if (auto done = scoped([&](store::Writer& writer) { return do_until(writer, founding_.days.last); }); !done)
      return done;
    if (auto done = say_unnamed(founding_.days.last); !done) return done;
    const auto acting = stand_on(founding_.days.last);
    if (auto done = stories::keep_up(stories_, tenant_); !done) return done;
    if (auto done = actions::keep_up(actions_, tenant_); !done) return done;
    auto laid = lay_answers_back(rooms_.store, tenant_, founding_, places_, floor_,
                                 answered_back(stays, founding_.days, seed), answers, ids_.front());
    return laid ? actions::morning(actions_, acting.now) : laid;
  }

  Done begin() {
    return scoped([&](store::Writer& writer) -> Done {
      const auto acting = founding_.on(Day{founding_.days.last.number - floor_days});
      auto limits = barriers::keep_limits(writer, acting, {{{3, limit_days}, {2, limit_days}, {1, 7}, {0, 14}}});
      return limits ? lay_themes(writer, founding_) : limits;
    });
  }

  [[nodiscard]] FloorHeard heard() const {
    FloorHeard heard{.barriers = static_cast<int>(met_.size()), .stories = said_};
    heard.reports = reported_;
    return heard;
  }

 private:
  promises::Acting stand_on(Day day) {
    auto acting = founding_.on(day);
    founding_.clock.set(acting.now);
    return acting;
  }
  template <class Fn>
  Done scoped(Fn fn) {
    return rooms_.store.write(store::Scope(tenant_), fn);
  }

  void add(Day day, int order, std::function<Done(store::Writer&, promises::Acting)> does) {
    deeds_.push_back({day, order, std::move(does)});
  }

  // What stands in the way of one department, from the first report on.
  void stand_in_the_way(std::size_t at, bool register_there) {
    const auto& one = met_[at];
    const auto hotel = static_cast<std::size_t>(one.hotel);
    const auto& unit = places_.departments[hotel][static_cast<std::size_t>(one.text->department)];
    const auto draft = [this, &one, unit](std::size_t minutes) {
      return barriers::ReportDraft{.unit = unit,
                                   .moment = places_.moments.at(one.text->moment),
                                   .kind = one.text->kind,
                                   .words = std::string(one.text->words),
                                   .language = one.text->english ? "en" : "nl",
                                   .minutes = one.minutes[minutes]};
    };
    for (std::size_t i = 0; i < one.named.size(); ++i) {
      // Mostly whoever works there; now and then somebody from beside.
      const auto who = own_.unit() < 0.8 ? static_cast<std::size_t>(one.text->department) : own_.below(3);
      add(one.named[i], 0, [this, at, i, hotel, who, draft](store::Writer& writer, promises::Acting acting) -> Done {
        acting.actor = floor_.passes[hotel][who];
        auto report = draft(i);
        report.barrier = ids_[at];
        auto reported =
            barriers::report(writer, acting, own_, "demo-" + std::to_string(at) + "-" + std::to_string(i), report);
        if (!reported) return refuse(reported.error());
        ids_[at] = reported->barrier;
        reporter_[at] = acting.actor;
        ++reported_;
        return {};
      });
    }
    if (register_there)
      for (std::size_t i = 0; i < one.unnamed.size(); ++i)
        unnamed_.push_back(
            {one.unnamed[i], unit,
             [this, draft, i, named = one.named.size()](const people::FloorDoor& door, const std::string& slip) {
               ++reported_;
               return barriers::report_unnamed(barriers_, door, slip, draft(named + i));
             }});
    const auto becomes = [this, at, hotel](auto decide, std::string_view verb) {
      return [this, at, hotel, decide, verb](store::Writer& writer, promises::Acting acting) -> Done {
        acting.actor = floor_.leads[hotel];
        const auto there = barriers::barrier(writer, ids_[at]);
        if (!there) return {};
        auto after = decide(*there, acting.now, barriers::limits(writer));
        return after ? barriers::keep(writer, acting, *after, verb) : Done{};
      };
    };
    if (one.acknowledged)
      add(*one.acknowledged, 1,
          becomes([owner = floor_.leads[hotel]](
                      const barriers::Barrier& there, Instant now,
                      const barriers::Limits& limits) { return barriers::acknowledge(there, owner, limits, now); },
                  "acknowledged"));
    const auto solves = becomes(
        [done = std::string(one.text->done)](const barriers::Barrier& there, Instant now, const barriers::Limits&) {
          return barriers::solve(there, done, now);
        },
        "solved");
    if (one.solved) add(*one.solved, 2, solves);
    if (one.cannot)
      add(*one.cannot, 2,
          becomes([because = std::string(one.text->because)](
                      const barriers::Barrier& there, Instant now,
                      const barriers::Limits&) { return barriers::cannot(there, because, now); },
                  "cannot"));
    if (!one.said) return;
    const auto says = [this, at](bool gone) {
      return [this, at, gone](store::Writer& writer, promises::Acting acting) -> Done {
        const auto there = barriers::barrier(writer, ids_[at]);
        if (!there || there->state != barriers::State::solved) return {};
        acting.actor = reporter_[at];
        return barriers::say(writer, acting, ids_[at], reporter_[at], gone);
      };
    };
    add(*one.said, 3, says(one.gone));
    if (one.gone) return;
    add(Day{one.said->number + 3}, 2, solves);
    add(Day{one.said->number + 5}, 3, says(true));
  }

  void tell(std::size_t at, bool register_there) {
    const auto& one = told_[at];
    const auto hotel = static_cast<std::size_t>(one.hotel), department = static_cast<std::size_t>(one.department);
    const stories::FloorStory story{.unit = places_.departments[hotel][department],
                                    .moment = places_.moments.at(one.moment),
                                    .text = one.text,
                                    .language = one.english ? "en" : "nl",
                                    .expectation = expectation_of(one.felt),
                                    .may_share = one.may_share,
                                    .name_too = one.name_too};
    ++said_;
    if (one.named || !register_there) {
      add(one.day, 4, [this, at, hotel, department, story](store::Writer& writer, promises::Acting acting) -> Done {
        acting.actor = floor_.passes[hotel][department];
        auto told = stories::tell(writer, acting, "demo-" + std::to_string(at), story);
        return told ? Done{} : refuse(told.error());
      });
      return;
    }
    unnamed_.push_back({one.day, story.unit, [this, story](const people::FloorDoor& door, const std::string& slip) {
                          return stories::tell_unnamed(stories_, door, slip, story);
                        }});
  }

  Done do_until(store::Writer& writer, Day last) {
    for (; deed_ < deeds_.size() && deeds_[deed_].day <= last; ++deed_)
      if (auto done = deeds_[deed_].does(writer, founding_.on(deeds_[deed_].day)); !done) return done;
    return {};
  }

  // Only the week is kept, so the whole week's come on its Sunday.
  Done say_unnamed(Day last) {
    stand_on(last);
    for (; next_unnamed_ < unnamed_.size() && unnamed_[next_unnamed_].day <= last; ++next_unnamed_) {
      const auto& one = unnamed_[next_unnamed_];
      if (auto done = one.does({tenant_, one.unit}, receipt(unguessable_)); !done) return done;
    }
    return {};
  }

  FloorRooms& rooms_;
  Tenant tenant_;
  const Founding& founding_;
  const Places& places_;
  const Floor& floor_;
  SystemRandomness unguessable_;
  SeededRandomness own_;
  stories::Services stories_;
  barriers::Services barriers_;
  mail::Services mail_;
  actions::Services actions_;
  std::vector<Hindrance> met_;
  std::vector<std::string> ids_;
  std::map<std::size_t, std::string> reporter_;
  std::vector<FloorTold> told_;
  std::vector<Deed> deeds_;
  std::vector<Unnamed> unnamed_;
  std::size_t deed_ = 0, next_unnamed_ = 0;
  bool looked_back_ = false;
  int reported_ = 0, said_ = 0;
};

}  // namespace

Result<FloorHeard> live_through(FloorRooms& rooms, Tenant tenant, const Founding& founding, const Places& places,
                                const Floor& floor, const std::vector<Visit>& stays, std::uint64_t seed,
                                bool register_there, const std::function<Done(Day)>& answers_until,
                                const std::vector<AnswerId>& answers) {
  Year year(rooms, tenant, founding, places, floor, stays, seed, register_there);
  if (auto done = year.begin(); !done) return refuse(done.error());
  const auto last = founding.days.last;
  for (Day monday{monday_of(last).number - 7 * 52}; monday <= last; monday.number += 7) {
    if (auto done = answers_until(Day{monday.number - 1}); !done) return refuse(done.error());
    if (auto done = year.week_before(monday); !done) return refuse(done.error());
    if ((last.number - monday.number) / 7 >= weeks_met) continue;
    if (auto done = year.team_starts(monday); !done) return refuse(done.error());
  }
  if (auto done = answers_until(last); !done) return refuse(done.error());
  if (auto done = year.close(answers, stays, seed); !done) return refuse(done.error());
  return year.heard();
}

}  // namespace goud::cli::demo
