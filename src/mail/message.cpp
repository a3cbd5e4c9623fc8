// A letter as it goes over the line. Pure; what a person typed stands in no header as it is.
#include <array>
#include <cstdio>
#include <ctime>

#include "mail/mail.hpp"

namespace goud::mail {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr char hex[] = "0123456789ABCDEF";

bool printable(char c) { return c >= 0x20 && c < 0x7f; }

// How many bytes the character that begins here takes.
std::size_t width(unsigned char first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return line;
}

// RFC 2047: no line above 76 characters, no character cut in two.
std::string encoded(std::string_view text) {
  std::string out, word;
  std::size_t length = 0;
  const auto close = [&] {
    if (length == 0) return;
    if (!out.empty()) out += "\r\n ";
    out += "=?utf-8?Q?" + word + "?=";
    word.clear();
    length = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto next = std::min(text.size(), at + width(static_cast<unsigned char>(text[at])));
    std::string piece;
    for (; at < next; ++at) {
      const char c = text[at];
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        piece += c;
      } else if (c == ' ') {
        piece += '_';
      } else {
        const auto byte = static_cast<unsigned char>(c);
        piece += {'=', hex[byte >> 4], hex[byte & 15]};
      }
    }
    if (length + piece.size() > 52) close();
    word += piece;
    length += piece.size();
  }
  close();
  return out;
}

bool plain(std::string_view text, std::size_t longest) {
  if (text.size() > longest || text.find("=?") != std::string_view::npos) return false;
  for (const char c : text)
    if (!printable(c)) return false;
  return true;
}

std::string header_words(std::string_view text) {
  const auto line = one_line(text);
  return plain(line, 66) ? line : encoded(line);
}

std::string display_name(std::string_view name) {
  const auto line = one_line(name);
  if (!plain(line, 60)) return encoded(line);
  std::string quoted = "\"";
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string date_of(Instant at) {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = at.micros / 1'000'000;
  std::tm time{};
  gmtime_r(&seconds, &time);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s, %d %s %d %02d:%02d:%02d +0000",
                days.at(static_cast<std::size_t>(time.tm_wday)), time.tm_mday,
                months.at(static_cast<std::size_t>(time.tm_mon)), time.tm_year + 1900, time.tm_hour, time.tm_min,
                time.tm_sec);
  return text.data();
}

// RFC 2045, 6.7: lines of at most 76 characters; what a server could take for something else is written as a number.
std::string quoted_printable(std::string_view text) {
  std::string out, line;
  const auto put = [&](std::string_view piece) {
    if (line.size() + piece.size() > 75) {
      out += line;
      out += "=\r\n";
      line.clear();
    }
    line += piece;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool last = at + 1 == text.size() || text[at + 1] == '\n' || text[at + 1] == '\r';
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      out += line;
      out += line_end;
      line.clear();
    } else if ((printable(c) && c != '=' && !(c == ' ' && last) && !(line.empty() && (c == '.' || c == 'F')))) {
      put(std::string_view(&text[at], 1));
    } else {
      const auto byte = static_cast<unsigned char>(c);
      const char number[3] = {'=', hex[byte >> 4], hex[byte & 15]};
      put(std::string_view(number, 3));
    }
  }
  out += line;
  if (!out.ends_with(line_end)) out += line_end;
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

Result<std::string> address_of(std::string_view typed) {
  const auto text = trimmed(typed);
  const auto wrong = [] { return refuse(FaultKind::invalid, "mail.address"); };
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return wrong();
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  for (const char c : local)
    if (!letter(c) && marks.find(c) == std::string_view::npos) return wrong();
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return wrong();
  for (const char c : domain)
    if (!letter(c) && c != '-' && c != '.') return wrong();
  if (domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.front() == '-' ||
      domain.back() == '-' || domain.find("..") != std::string_view::npos)
    return wrong();
  return std::string(text);
}

Result<Sender> sender_of(std::string_view text) {
  text = trimmed(text);
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) {
    auto address = address_of(text);
    if (!address) return refuse(address.error());
    return Sender{{}, *std::move(address)};
  }
  if (text.back() != '>') return refuse(FaultKind::invalid, "mail.address");
  auto address = address_of(text.substr(open + 1, text.size() - open - 2));
  if (!address) return refuse(address.error());
  auto name = trimmed(text.substr(0, open));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return Sender{std::string(name), *std::move(address)};
}

std::string message_of(const Letter& letter, const std::string& from, std::string_view id, Instant at) {
  const auto sender = sender_of(from).value_or(Sender{});
  const auto to = address_of(letter.to).value_or(std::string());
  std::string message;
  const auto header = [&](std::string_view name, std::string_view value) {
    message += name;
    message += ": ";
    message += value;
    message += line_end;
  };
  header("From", sender.name.empty() ? sender.address : display_name(sender.name) + "\r\n <" + sender.address + ">");
  header("To", to);
  header("Subject", header_words(letter.subject));
  header("Date", date_of(at));
  std::string own;
  for (const char c : id)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') own += c;
  header("Message-ID", "<" + own + "@" + sender.address.substr(sender.address.rfind('@') + 1) + ">");
  if (letter.by_itself) header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "quoted-printable");
  header("Content-Language", letter.language == "nl" ? "nl" : "en");
  message += line_end;
  message += quoted_printable(letter.text);
  return message;
}

}  // namespace goud::mail
