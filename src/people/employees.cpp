#include "people/employees.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "formats/json.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

Employee from_row(const store::Row& row) {
  return {row.string(0), UnitId{row.string(1)}, row.null(2) ? std::string() : row.string(2), row.string(3),
          row.integer(4) != 0};
}

void add(store::Writer& writer, Randomness& randomness, const UnitId& unit, const std::optional<std::string>& email,
         std::string_view language) {
  writer.run(sql::employee_insert,
             {{":id", uuid_v4(randomness)}, {":unit", unit.text}, {":email", email}, {":language", language}});
}

}  // namespace

std::vector<Employee> employees(store::Reader& reader) { return reader.all(sql::employee_all, {}, from_row); }

Result<Registered> register_employees(store::Writer& writer, Randomness& randomness,
                                      const std::vector<EmployeeDraft>& rows, const std::vector<Heads>& heads,
                                      Day today) {
  const auto tree = unit_tree(writer);
  const auto language = organisation(writer).language;
  std::map<std::string, Employee> by_email;
  std::map<std::string, std::vector<std::string>> cards;  // unit -> who has no address
  for (auto& one : employees(writer)) {
    if (one.email.empty())
      cards[one.unit.text].push_back(one.id);
    else
      by_email.emplace(one.email, one);
  }
  std::vector<FieldFault> wrong;
  std::set<std::string> seen;
  Registered done;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto path = "rows[" + std::to_string(i) + "]";
    const bool unit_known = tree.exists(row.unit, today);
    if (!unit_known) wrong.push_back({path + ".unit", "people.unit.unknown"});
    const auto email = email_of(row.email);
    if (!email) {
      wrong.push_back({path + ".email", email.error().fields.at(0).key});
      continue;
    }
    if (!seen.insert(*email).second) wrong.push_back({path + ".email", "people.employee.twice"});
    if (!wrong.empty()) continue;
    const auto known = by_email.find(*email);
    if (known == by_email.end()) {
      add(writer, randomness, row.unit, *email, row.language);
      ++done.added;
    } else if (known->second.unit == row.unit && known->second.language == row.language) {
      ++done.same;
    } else {
      writer.run(sql::employee_move,
                 {{":id", known->second.id}, {":unit", row.unit.text}, {":language", row.language}});
      ++done.moved;
    }
  }
  seen.clear();
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto& head = heads[i];
    const auto path = "heads[" + std::to_string(i) + "].unit";
    if (!tree.exists(head.unit, today)) wrong.push_back({path, "people.unit.unknown"});
    if (!seen.insert(head.unit.text).second) wrong.push_back({path, "people.employee.unit_twice"});
    if (!wrong.empty()) continue;
    auto& there = cards[head.unit.text];
    const auto before = static_cast<int>(there.size());
    for (int more = before; more < head.people; ++more) add(writer, randomness, head.unit, std::nullopt, language);
    for (int fewer = before; fewer > head.people; --fewer) {
      writer.run(sql::employee_drop_card, {{":id", there.back()}});
      there.pop_back();
    }
    done.added += std::max(0, head.people - before);
    done.gone += std::max(0, before - head.people);
    done.same += std::min(before, head.people);
  }
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return done;
}

std::string about_employee(store::Reader& reader, std::string_view id) {
  formats::JsonWriter out;
  out.begin_object();
  reader.each(sql::employee_one, {{":id", id}}, [&](const store::Row& row) {
    const auto one = from_row(row);
    out.field("unit", one.unit.text).field("email", one.email.empty() ? std::nullopt : std::optional(one.email));
    out.field("language", one.language).field("active", one.active);
  });
  return out.end_object().take();
}

Done forget_employee(store::Writer& writer, std::string_view id) {
  if (writer.run(sql::employee_forget, {{":id", id}}) == 0) return refuse(FaultKind::not_found, "http.not_found");
  writer.note_erasure("employee", id);
  return {};
}

}  // namespace goud::people
