#include "formats/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace goud::formats {
namespace {

// RFC 5545, 3.1: lines end in CR LF and are at most 75 octets; what begins with a blank goes on with the line before. Gives
// the properties inside VEVENT by name; empty, with the reason in `wrong`, where it is no such file.
std::map<std::string, std::string> read(const std::string& file, std::string& wrong) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < file.size();) {
    const auto end = file.find("\r\n", at);
    if (end == std::string::npos) return wrong = "the last line does not end", std::map<std::string, std::string>();
    const auto line = file.substr(at, end - at);
    if (line.size() > 75) return wrong = "too long: " + line, std::map<std::string, std::string>();
    if (line.find_first_of("\r\n") != std::string::npos)
      return wrong = "a bare CR or LF", std::map<std::string, std::string>();
    for (std::size_t i = 0, more = 0; i < line.size(); ++i) {  // each line is whole UTF-8: no character was cut
      const auto c = static_cast<unsigned char>(line[i]);
      if (more > 0 && (c & 0xC0U) != 0x80U) return wrong = "a broken character", std::map<std::string, std::string>();
      more = more > 0 ? more - 1 : c < 0x80 ? 0 : c < 0xC0 ? 9 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
      if (i + 1 == line.size() && more > 0)
        return wrong = "a character cut at a fold", std::map<std::string, std::string>();
    }
    if (!line.empty() && line[0] == ' ') {
      if (lines.empty()) return wrong = "a fold without a line", std::map<std::string, std::string>();
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  if (lines.size() < 4 || lines.front() != "BEGIN:VCALENDAR" || lines.back() != "END:VCALENDAR") wrong = "no VCALENDAR";
  std::map<std::string, std::string> found;
  std::vector<std::string> open;
  for (const auto& line : lines) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) return wrong = "no value: " + line, std::map<std::string, std::string>();
    const auto name = line.substr(0, std::min(colon, line.find(';'))), value = line.substr(colon + 1);
    if (name == "BEGIN") {
      open.push_back(value);
    } else if (name == "END") {
      if (open.empty() || open.back() != value)
        return wrong = "ends what is not open", std::map<std::string, std::string>();
      open.pop_back();
    } else {
      const auto key = open.size() == 2 ? name : "VCALENDAR/" + name;
      if (!found.emplace(key, value).second) return wrong = "twice: " + name, std::map<std::string, std::string>();
    }
  }
  if (!open.empty()) wrong = "not closed";
  for (const char* needed : {"VCALENDAR/VERSION", "VCALENDAR/PRODID", "UID", "DTSTAMP", "DTSTART", "DURATION"})
    if (!found.contains(needed)) wrong = std::string("has no ") + needed;
  return found;
}

std::string text_of(const std::string& escaped) {
  std::string out;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] != '\\') {
      out += escaped[i];
    } else if (++i < escaped.size()) {
      out += escaped[i] == 'n' ? '\n' : escaped[i];
    }
  }
  return out;
}

CalendarEntry entry() {
  CalendarEntry one;
  one.uid = "0197-kit@goud";
  one.sequence = 2;
  one.made = *instant_from("2026-11-20T08:30:00Z");
  one.day = *day_from("2026-11-23");
  one.starts = 14 * 60 + 45;
  one.language = "nl";
  one.summary =
      "Teamstart Merelhof Zwolle; receptie, housekeeping: “Ik wist waarom ik wachtte” \\ één zin van ruim meer dan "
      "vijfenzeventig octetten";
  one.description = "10 minuten, staand\nhttps://goud.example.nl/team/zwl/teamstart/2026-W48";
  one.place = "Merelhof Zwolle";
  one.address = "https://goud.example.nl/team/0197a0c0-0000-7000-8000-000000000000/teamstart/2026-W48?een=" +
                std::string(60, 'x');
  return one;
}

TEST(Calendar, IsWhatTheStandardAsks) {
  std::string wrong;
  const auto found = read(calendar_entry(entry()), wrong);
  EXPECT_EQ(wrong, "");
  EXPECT_EQ(found.at("VCALENDAR/VERSION"), "2.0");
  EXPECT_EQ(found.at("DTSTART"), "20261123T144500");  // on the wall of whoever opens it
  EXPECT_EQ(found.at("DTSTAMP"), "20261120T083000Z");
  EXPECT_EQ(found.at("DURATION"), "PT10M");
  EXPECT_EQ(found.at("SEQUENCE"), "2");
  EXPECT_EQ(text_of(found.at("SUMMARY")), entry().summary);
  EXPECT_EQ(text_of(found.at("DESCRIPTION")), entry().description);
  EXPECT_EQ(found.at("URL"), entry().address);
}

TEST(Calendar, NoTextBreaksOutOfItsLine) {
  auto nasty = entry();
  nasty.summary = "a\r\nATTENDEE:mailto:x@example.nl\nEND:VEVENT";
  nasty.place = std::string(300, ',') + "\xc3\xa9" + std::string(300, ';');
  std::string wrong;
  const auto found = read(calendar_entry(nasty), wrong);
  EXPECT_EQ(wrong, "");
  EXPECT_FALSE(found.contains("ATTENDEE"));
  EXPECT_EQ(text_of(found.at("LOCATION")), nasty.place);
}

}  // namespace
}  // namespace goud::formats
