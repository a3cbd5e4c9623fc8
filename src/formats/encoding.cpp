#include "formats/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace goud::formats {

namespace {

// The upper halves; 0 where the byte has no character.
constexpr std::array<std::uint16_t, 128> windows_1252 = {
    0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3,
    0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
    0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF, 0x00D0, 0x00D1, 0x00D2, 0x00D3,
    0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF,
    0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB,
    0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x00F6, 0x00F7,
    0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF,
};
constexpr std::array<std::uint16_t, 128> mac_roman = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
    0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
    0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
    0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
    0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Length of the well-formed UTF-8 sequence at `at`; 0 where there is none, -1 where the text ends inside one.
int sequence(const unsigned char* at, const unsigned char* end) {
  const unsigned char first = *at;
  if (first < 0x80) return 1;
  int length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (int i = 1; i < length; ++i) {
    if (at + i == end) return -1;
    if (at[i] < low || at[i] > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

class Utf8Source final : public ByteSource {
 public:
  Utf8Source(std::unique_ptr<ByteSource> raw, Encoding encoding) : raw_(std::move(raw)), encoding_(encoding) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (encoding_ == Encoding::utf8 && started_) return raw_->read(into);
    while (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
      auto more = refill();
      if (!more) return refuse(more.error());
      if (!*more) return std::size_t{0};
    }
    const std::size_t got = std::min(into.size(), text_.size() - at_);
    std::memcpy(into.data(), text_.data() + at_, got);
    at_ += got;
    return got;
  }

 private:
  Result<bool> refill() {
    if (!started_) {
      auto head = read_head(*raw_, 4);
      if (!head) return refuse(head.error());
      started_ = true;
      const bool utf16 = encoding_ == Encoding::utf16_le || encoding_ == Encoding::utf16_be;
      if (encoding_ == Encoding::utf8 && head->starts_with("\xEF\xBB\xBF")) head->erase(0, 3);
      if (utf16 && head->size() >= 2 && (head->starts_with("\xFF\xFE") || head->starts_with("\xFE\xFF"))) head->erase(0, 2);
      if (encoding_ == Encoding::utf8) {
        text_ = std::move(*head);
        // An empty head is the end only where nothing follows; let the next round ask.
        if (text_.empty()) {
          text_.resize(4096);
          auto got = raw_->read(text_);
          if (!got) return refuse(got.error());
          text_.resize(*got);
        }
        return !text_.empty();
      }
      pending_ = std::move(*head);
      return convert(false);
    }
    const std::size_t kept = pending_.size();
    pending_.resize(kept + block);
    auto got = raw_->read(std::span(pending_).subspan(kept));
    if (!got) return refuse(got.error());
    pending_.resize(kept + *got);
    if (*got == 0 && kept == 0) return false;
    return convert(*got == 0);
  }

  Result<bool> convert(bool last) {
    if (encoding_ == Encoding::utf16_le || encoding_ == Encoding::utf16_be) return convert_utf16(last);
    const auto& upper = encoding_ == Encoding::mac_roman ? mac_roman : windows_1252;
    for (const char byte : pending_) {
      const auto c = static_cast<unsigned char>(byte);
      if (c == '\n') ++line_;
      if (c < 0x80) {
        text_ += byte;
        continue;
      }
      if (upper[c - 0x80U] == 0) return broken();
      append_utf8(text_, upper[c - 0x80U]);
    }
    pending_.clear();
    return true;
  }

  Result<bool> convert_utf16(bool last) {
    const auto unit = [&](std::size_t at) {
      const auto a = static_cast<unsigned char>(pending_[at]);
      const auto b = static_cast<unsigned char>(pending_[at + 1]);
      return encoding_ == Encoding::utf16_le ? static_cast<std::uint32_t>(a | (b << 8U))
                                             : static_cast<std::uint32_t>(b | (a << 8U));
    };
    std::size_t at = 0;
    while (at + 2 <= pending_.size()) {
      std::uint32_t c = unit(at);
      if (c >= 0xDC00 && c <= 0xDFFF) return broken();
      if (c >= 0xD800 && c <= 0xDBFF) {
        if (at + 4 > pending_.size()) break;
        const std::uint32_t tail = unit(at + 2);
        if (tail < 0xDC00 || tail > 0xDFFF) return broken();
        c = 0x10000 + ((c - 0xD800) << 10U) + (tail - 0xDC00);
        at += 2;
      }
      if (c == '\n') ++line_;
      append_utf8(text_, c);
      at += 2;
    }
    pending_.erase(0, at);
    if (last && !pending_.empty()) return broken();
    return true;
  }

  [[nodiscard]] tl::unexpected<Fault> broken() const {
    return refuse(FaultKind::invalid, "formats.text.not_in_encoding",
                  {{"line", std::to_string(line_)}, {"encoding", std::string(name_of(encoding_))}});
  }

  static constexpr std::size_t block = 64 * 1024;
  std::unique_ptr<ByteSource> raw_;
  Encoding encoding_;
  std::string pending_;
  std::string text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  bool started_ = false;
};

bool letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// In one-byte text hardly any letters happen to form UTF-8. Where many do, two files were put together: read as UTF-8 the
// reader names the line that is not, where any other reading would garble the rest without a word.
bool mixed_with_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  std::size_t sequences = 0;
  std::size_t strays = 0;
  while (at != end) {
    if (*at < 0x80) {
      ++at;
      continue;
    }
    const int length = sequence(at, end);
    if (length > 0) ++sequences;
    else ++strays;
    at += std::max(length, 1);
  }
  return sequences > 0 && sequences * 3 >= strays;
}

// How much a text reads like one: a letter with an accent beside letters, a dash or quote or space that people type.
int likeness(std::string_view text, const std::array<std::uint16_t, 128>& upper) {
  int score = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) continue;
    const std::uint16_t c = upper[byte - 0x80U];
    const unsigned char before = i > 0 ? static_cast<unsigned char>(text[i - 1]) : ' ';
    const unsigned char after = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : ' ';
    const bool beside = letter(before) || letter(after);
    if (c == 0 || (c < 0xA0 && c >= 0x80)) {
      score -= 8;
    } else if ((c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x153 || c == 0x131) {
      score += beside ? 3 : -2;  // a small letter stands in a word
    } else if (c >= 0xC0 && c <= 0xDE && c != 0xD7) {
      const bool capital_fits = (letter(after) && !letter(before)) || (before >= 'A' && before <= 'Z');
      score += capital_fits ? 2 : -3;  // a capital stands at the front of a word, or among capitals
    } else if (c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2013 || c == 0x2014 || c == 0x2026 ||
               c == 0x20AC) {
      score += 2;
    } else if (c == 0x00A0) {
      score += 3;  // commoner between words than any capital there
    } else if (c == 0xB0 || c == 0xA3 || c == 0xA9 || c == 0xAE || c == 0xAB || c == 0xBB || c == 0xB7 || c == 0x2022) {
      score += 1;
    } else {
      score -= 2;
    }
  }
  return score;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16_le: return "utf-16le";
    case Encoding::utf16_be: return "utf-16be";
    case Encoding::windows_1252: return "windows-1252";
    case Encoding::mac_roman: return "mac-roman";
  }
  return "utf-8";
}

std::optional<Encoding> encoding_named(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  if (plain == "utf8") return Encoding::utf8;
  if (plain == "utf16le" || plain == "utf16") return Encoding::utf16_le;
  if (plain == "utf16be") return Encoding::utf16_be;
  if (plain == "windows1252" || plain == "cp1252" || plain == "latin1" || plain == "iso88591") return Encoding::windows_1252;
  if (plain == "macroman" || plain == "macintosh" || plain == "mac") return Encoding::mac_roman;
  return std::nullopt;
}

bool holds_utf8(std::string_view text, bool cut_off_at_end) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at != end) {
    if (*at < 0x80) {
      ++at;
      continue;
    }
    const int length = sequence(at, end);
    if (length < 0) return cut_off_at_end;
    if (length == 0) return false;
    at += length;
  }
  return true;
}

Encoding encoding_of(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
  if (head.starts_with("\xFF\xFE")) return Encoding::utf16_le;
  if (head.starts_with("\xFE\xFF")) return Encoding::utf16_be;
  // Text of mostly ASCII in UTF-16 has a NUL in every pair, on the one side or on the other.
  std::size_t even = 0;
  std::size_t odd = 0;
  const std::size_t looked = std::min<std::size_t>(head.size(), 4096);
  for (std::size_t i = 0; i < looked; ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  if (odd > looked / 3 && even == 0) return Encoding::utf16_le;
  if (even > looked / 3 && odd == 0) return Encoding::utf16_be;
  if (holds_utf8(head, true) || mixed_with_utf8(head)) return Encoding::utf8;
  return likeness(head, mac_roman) > likeness(head, windows_1252) ? Encoding::mac_roman : Encoding::windows_1252;
}

std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> raw, Encoding encoding) {
  return std::make_unique<Utf8Source>(std::move(raw), encoding);
}

}  // namespace goud::formats
