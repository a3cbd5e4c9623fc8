// Who is looking, at what: what the routes of this room read and write alike.
#pragma once

#include <map>
#include <mutex>

#include "formats/json.hpp"
#include "kernel/page.hpp"
#include "stories/stories.hpp"
#include "text/redaction.hpp"

namespace goud::stories {

struct NameShelf {
  struct Ready {
    std::vector<std::string> of_house;  // accounts and passes, as they were
    std::int64_t pasted = -1;           // which list of customers
    text::NameList list;
  };
  std::mutex guard;
  std::map<std::int32_t, Ready> by_org;
};
[[nodiscard]] text::NameList names_ready(Services&, Tenant, store::Reader&);

struct View {
  std::shared_ptr<const feedback::Intake> known;
  http::Caller caller;
  Day today;
  bool checks = false;  // looks after stories: sees them as told, with the wish to be called
  std::optional<std::vector<people::UnitTree::Stay>> units;  // none: all
};
// The part of the tree that is the caller's, or of a list the part that they ask about with ?unit=.
enum class Narrowed { by_unit, no };
[[nodiscard]] Result<View> view_of(Services&, const http::Request&, Narrowed = Narrowed::by_unit);
[[nodiscard]] bool sees(const View&, const Story&);          // at all
[[nodiscard]] bool sees_as_told(const View&, const Story&);  // and not only as it was shared

[[nodiscard]] Result<Filter> filter_of(const View&, const http::Request&);  // moment, period, units, only_shared
struct Page {
  std::int64_t before = 0;
  std::size_t limit = 50;
};
[[nodiscard]] Seal seal_of(const Services&, const http::Request&, std::string_view list);
[[nodiscard]] Result<Page> page_of(const http::Request&, const Seal&);
[[nodiscard]] Result<Day> week_from(std::string_view, std::string_view field);  // "2026-W47": its Monday
[[nodiscard]] std::string week_text(Day);

// What is written of many stories alike, read once.
struct Told {
  const View& view;
  std::vector<Theme> themes;
  text::NameList names;
};
void write(formats::JsonWriter&, store::Reader&, const Told&, const Story&);
void write_unit(formats::JsonWriter&, const View&, const UnitId&);

[[nodiscard]] http::Access checkers();  // owner, CX manager, unit manager
void list_routes(http::Router&, Services&);
void check_routes(http::Router&, Services&);
void floor_routes(http::Router&, Services&);
void theme_routes(http::Router&, Services&);
void kudos_routes(http::Router&, Services&);

}  // namespace goud::stories
