#include "formats/calendar.hpp"

#include <cstdio>

namespace goud::formats {
namespace {

// Text of RFC 5545, 3.3.11: backslash, semicolon, comma and line feeds are escaped; other control characters are no text.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\' || c == ';' || c == ',')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out += c;
  }
  return out;
}

// Folded before an octet that begins a character, never inside one.
void line(std::string& out, const std::string& said) {
  constexpr std::size_t most = 75;
  std::size_t here = 0;
  for (std::size_t i = 0; i < said.size();) {
    std::size_t next = i + 1;
    while (next < said.size() && (static_cast<unsigned char>(said[next]) & 0xC0U) == 0x80U) ++next;
    if (here + (next - i) > most) {
      out += "\r\n ";
      here = 1;
    }
    out.append(said, i, next - i);
    here += next - i;
    i = next;
  }
  out += "\r\n";
}

std::string compact(std::string text) {  // 2026-11-23T07:00:00.000000Z -> 20261123T070000Z
  std::string out;
  for (const char c : text.substr(0, 19))
    if (c != '-' && c != ':') out += c;
  return out;
}

}  // namespace

std::string calendar_entry(const CalendarEntry& entry) {
  char time[16];
  std::snprintf(time, sizeof time, "T%02d%02d00", entry.starts / 60 % 24, entry.starts % 60);
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//goud//meeting kit//" + std::string(entry.language == "en" ? "EN" : "NL"));
  line(out, "CALSCALE:GREGORIAN");
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + escaped(entry.uid));
  line(out, "SEQUENCE:" + std::to_string(entry.sequence));
  line(out, "DTSTAMP:" + compact(to_rfc3339(entry.made)) + "Z");
  line(out, "DTSTART:" + compact(to_text(entry.day)) + time);
  line(out, "DURATION:PT" + std::to_string(entry.minutes) + "M");
  line(out, "SUMMARY;LANGUAGE=" + entry.language + ":" + escaped(entry.summary));
  if (!entry.description.empty())
    line(out, "DESCRIPTION;LANGUAGE=" + entry.language + ":" + escaped(entry.description));
  if (!entry.place.empty()) line(out, "LOCATION:" + escaped(entry.place));
  if (!entry.address.empty()) line(out, "URL:" + entry.address);
  line(out, "END:VEVENT");
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace goud::formats
