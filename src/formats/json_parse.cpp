// Bytes -> nodes. Written out by hand because every refusal names its place, numbers must read back exactly, and an
// answer of fourteen values may cost a few microseconds.
#include <charconv>
#include <cmath>
#include <limits>
#include <new>
#include <unordered_set>

#include "formats/json_document.hpp"

namespace goud::formats {

using json_detail::Document;
using json_detail::Node;

namespace {

// Length of the well-formed sequence at `at`, 0 when there is none.
std::size_t sequence(const unsigned char* at, const unsigned char* end) {
  const auto left = static_cast<std::size_t>(end - at);
  const unsigned char a = at[0];
  if (a < 0x80) return 1;
  if (a < 0xC2) return 0;
  auto tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) { return at[i] >= low && at[i] <= high; };
  if (a < 0xE0) return left >= 2 && tail(1) ? 2 : 0;
  if (a < 0xF0) {
    const unsigned low = a == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = a == 0xED ? 0x9F : 0xBF;
    return left >= 3 && tail(1, low, high) && tail(2) ? 3 : 0;
  }
  if (a > 0xF4) return 0;
  const unsigned low = a == 0xF0 ? 0x90 : 0x80;
  const unsigned high = a == 0xF4 ? 0x8F : 0xBF;
  return left >= 4 && tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
}

void append_utf8(char*& out, std::uint32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | (c >> 12));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | (c >> 18));
    *out++ = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
}

class Parser {
 public:
  Parser(Document& document, JsonLimits limits)
      : document_(document), limits_(limits), begin_(document.source.data()), at_(begin_), end_(begin_ + document.source.size()) {}

  Done run() {
    if (end_ - begin_ >= 3 && std::string_view(begin_, 3) == "\xEF\xBB\xBF") at_ += 3;
    auto* root = node();
    if (!root || !value(*root)) return refusal();
    space();
    if (at_ != end_) {
      fail("json.trailing");
      return refusal();
    }
    document_.root = root;
    return {};
  }

 private:
  struct Step {
    std::string_view key;
    std::size_t index;
    bool in_array;
  };

  bool fail(const char* key) {
    if (!fault_) fault_ = key;
    return false;
  }

  Done refusal() {
    std::size_t line = 1, column = 1;
    for (const char* c = begin_; c != at_; ++c) {
      if (*c == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(*c) & 0xC0) != 0x80) {
        ++column;
      }
    }
    std::string path;
    for (const auto& step : steps_) {
      if (step.in_array) {
        path += '[' + std::to_string(step.index) + ']';
      } else {
        if (!path.empty()) path += '.';
        path += step.key;
      }
    }
    return tl::unexpected<Fault>(Fault{FaultKind::invalid,
                                       "json.refused",
                                       {{std::move(path), fault_, {{"line", std::to_string(line)}, {"column", std::to_string(column)}}}},
                                       {{"line", std::to_string(line)}, {"column", std::to_string(column)}}});
  }

  Node* node() {
    if (++values_ > limits_.values) {
      fail("json.too_many_values");
      return nullptr;
    }
    return new (document_.arena.allocate(sizeof(Node), alignof(Node))) Node;
  }

  void space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  bool word(std::string_view expected) {
    if (static_cast<std::size_t>(end_ - at_) < expected.size() || std::string_view(at_, expected.size()) != expected)
      return fail("json.broken");
    at_ += expected.size();
    return true;
  }

  bool value(Node& out) {
    space();
    if (at_ == end_) return fail("json.ends_early");
    out.from = static_cast<std::uint32_t>(at_ - begin_);
    bool good = false;
    switch (*at_) {
      case '{': good = members(out); break;
      case '[': good = items(out); break;
      case '"':
        out.kind = JsonKind::string;
        good = string(out.text);
        break;
      case 't':
        out.kind = JsonKind::boolean;
        out.boolean = true;
        good = word("true");
        break;
      case 'f':
        out.kind = JsonKind::boolean;
        good = word("false");
        break;
      case 'n': good = word("null"); break;
      default: good = number(out);
    }
    out.until = static_cast<std::uint32_t>(at_ - begin_);
    return good;
  }

  bool number(Node& out) {
    const char* start = at_;
    const char* c = at_;
    auto digit = [&] { return c != end_ && *c >= '0' && *c <= '9'; };
    if (c != end_ && *c == '-') ++c;
    if (!digit()) return fail(*at_ == '\0' ? "json.nul" : "json.broken");
    if (*c == '0') {
      ++c;
    } else {
      while (digit()) ++c;
    }
    bool whole = true;
    if (c != end_ && *c == '.') {
      whole = false;
      ++c;
      if (!digit()) return fail("json.broken");
      while (digit()) ++c;
    }
    if (c != end_ && (*c == 'e' || *c == 'E')) {
      whole = false;
      ++c;
      if (c != end_ && (*c == '+' || *c == '-')) ++c;
      if (!digit()) return fail("json.broken");
      while (digit()) ++c;
    }
    out.kind = JsonKind::number;
    if (whole) {
      auto [stop, error] = std::from_chars(start, c, out.integer);
      if (error == std::errc() && stop == c) {
        out.integral = true;
        out.number = out.integer == 0 && *start == '-' ? -0.0 : static_cast<double>(out.integer);
        at_ = c;
        return true;
      }
    }
    auto [stop, error] = std::from_chars(start, c, out.number);
    if (error != std::errc() || stop != c || !std::isfinite(out.number)) return fail("json.number_too_large");
    // 3.0 and 1e3 are whole numbers too, as far as a double counts exactly.
    if (std::trunc(out.number) == out.number && std::fabs(out.number) <= 9007199254740992.0) {
      out.integral = true;
      out.integer = static_cast<std::int64_t>(out.number);
    }
    at_ = c;
    return true;
  }

  bool hex(std::uint32_t& out) {
    if (end_ - at_ < 4) return fail("json.broken");
    out = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = *at_;
      out <<= 4;
      if (c >= '0' && c <= '9') {
        out |= static_cast<std::uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        out |= static_cast<std::uint32_t>(c - 'a' + 10);
      } else if (c >= 'A' && c <= 'F') {
        out |= static_cast<std::uint32_t>(c - 'A' + 10);
      } else {
        return fail("json.broken");
      }
    }
    return true;
  }

  bool string(std::string_view& out) {
    const char* start = ++at_;
    while (true) {
      if (at_ == end_) return fail("json.ends_early");
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '"') {
        out = {start, static_cast<std::size_t>(at_ - start)};
        ++at_;
        return true;
      }
      if (c == '\\') return escaped(start, out);
      if (c < 0x80) {
        if (c < 0x20) return fail(c == 0 ? "json.nul" : "json.control");
        ++at_;
        continue;
      }
      const auto length = sequence(reinterpret_cast<const unsigned char*>(at_), reinterpret_cast<const unsigned char*>(end_));
      if (!length) return fail("json.utf8");
      at_ += length;
    }
  }

  // From the first backslash on the text is written anew; what is unescaped is never longer than what was escaped.
  bool escaped(const char* start, std::string_view& out) {
    const char* close = at_;
    while (close != end_ && *close != '"') close += *close == '\\' && end_ - close > 1 ? 2 : 1;
    auto* copy = static_cast<char*>(document_.arena.allocate(static_cast<std::size_t>(close - start) + 1, 1));
    char* to = copy;
    std::memcpy(to, start, static_cast<std::size_t>(at_ - start));
    to += at_ - start;
    while (true) {
      if (at_ == end_) return fail("json.ends_early");
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '"') {
        ++at_;
        out = {copy, static_cast<std::size_t>(to - copy)};
        return true;
      }
      if (c == '\\') {
        if (!escape(to)) return false;
        continue;
      }
      if (c < 0x20) return fail(c == 0 ? "json.nul" : "json.control");
      const auto length = sequence(reinterpret_cast<const unsigned char*>(at_), reinterpret_cast<const unsigned char*>(end_));
      if (!length) return fail("json.utf8");
      std::memcpy(to, at_, length);
      to += length;
      at_ += length;
    }
  }

  bool escape(char*& to) {
    if (++at_ == end_) return fail("json.ends_early");
    const char c = *at_++;
    switch (c) {
      case '"': case '\\': case '/': *to++ = c; return true;
      case 'b': *to++ = '\b'; return true;
      case 'f': *to++ = '\f'; return true;
      case 'n': *to++ = '\n'; return true;
      case 'r': *to++ = '\r'; return true;
      case 't': *to++ = '\t'; return true;
      case 'u': break;
      default: --at_; return fail("json.broken");
    }
    std::uint32_t point = 0;
    if (!hex(point)) return false;
    if (point == 0) return fail("json.nul");
    if (point >= 0xDC00 && point <= 0xDFFF) return fail("json.utf8");
    if (point >= 0xD800 && point <= 0xDBFF) {
      if (end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u') return fail("json.utf8");
      at_ += 2;
      std::uint32_t low = 0;
      if (!hex(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail("json.utf8");
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(to, point);
    return true;
  }

  bool deeper() { return steps_.size() >= limits_.depth ? fail("json.too_deep") : true; }

  bool items(Node& out) {
    if (!deeper()) return false;
    out.kind = JsonKind::array;
    ++at_;
    space();
    if (at_ != end_ && *at_ == ']') return ++at_, true;
    steps_.push_back({{}, 0, true});
    Node** last = &out.first;
    while (true) {
      auto* item = node();
      if (!item || !value(*item)) return false;
      *last = item;
      last = &item->next;
      ++out.count;
      space();
      if (at_ == end_) return fail("json.ends_early");
      const char c = *at_;
      if (c == ']') break;
      if (c != ',') return fail("json.broken");
      ++at_;
      ++steps_.back().index;
    }
    ++at_;
    steps_.pop_back();
    return true;
  }

  bool members(Node& out) {
    if (!deeper()) return false;
    out.kind = JsonKind::object;
    ++at_;
    space();
    if (at_ != end_ && *at_ == '}') return ++at_, true;
    steps_.push_back({{}, 0, false});
    Node** last = &out.first;
    std::unordered_set<std::string_view> seen;  // used from the 17th member on
    while (true) {
      space();
      if (at_ == end_) return fail("json.ends_early");
      if (*at_ != '"') return fail("json.broken");
      std::string_view key;
      const char* key_at = at_;
      if (!string(key)) return false;
      steps_.back().key = key;
      if (!fresh(out, key, seen)) {
        at_ = key_at;
        return fail("json.duplicate_key");
      }
      space();
      if (at_ == end_) return fail("json.ends_early");
      if (*at_ != ':') return fail("json.broken");
      ++at_;
      auto* member = node();
      if (!member) return false;
      member->key = key;
      if (!value(*member)) return false;
      *last = member;
      last = &member->next;
      ++out.count;
      space();
      if (at_ == end_) return fail("json.ends_early");
      const char c = *at_;
      if (c == '}') break;
      if (c != ',') return fail("json.broken");
      ++at_;
    }
    ++at_;
    steps_.pop_back();
    return true;
  }

  static bool fresh(const Node& object, std::string_view key, std::unordered_set<std::string_view>& seen) {
    if (object.count < 16) {
      for (const Node* other = object.first; other; other = other->next)
        // Keys of one object mostly begin alike ("rating_1", "rating_2") and end differently.
        if (other->key.size() == key.size() && (key.empty() || (other->key.back() == key.back() && other->key == key))) return false;
      return true;
    }
    if (seen.empty())
      for (const Node* other = object.first; other; other = other->next) seen.insert(other->key);
    return seen.insert(key).second;
  }

  Document& document_;
  JsonLimits limits_;
  const char* begin_;
  const char* at_;
  const char* end_;
  std::size_t values_ = 0;
  std::vector<Step> steps_;
  const char* fault_ = nullptr;
};

}  // namespace

Result<Json> Json::parse(std::string_view text, JsonLimits limits) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) return refuse(FaultKind::too_large, "json.too_large");
  auto document = std::make_unique<Document>(text);
  if (auto done = Parser(*document, limits).run(); !done) return tl::unexpected<Fault>(done.error());
  return Json(std::move(document));
}

bool utf8_wellformed(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at != end) {
    if (*at == 0) return false;
    const auto length = sequence(at, end);
    if (!length) return false;
    at += length;
  }
  return true;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// --- the writer ---

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  comma_ = true;
  return *this;
}

namespace {

void append_text(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at != end) {
    const auto* plain = at;
    while (at != end && *at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\') ++at;
    out.append(reinterpret_cast<const char*>(plain), static_cast<std::size_t>(at - plain));
    if (at == end) break;
    const unsigned char c = *at;
    if (c >= 0x80) {
      const auto length = sequence(at, end);
      if (length) {
        out.append(reinterpret_cast<const char*>(at), length);
      } else {
        out += "\xEF\xBF\xBD";
      }
      at += length ? length : 1;
      continue;
    }
    ++at;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
  }
  out += '"';
}

template <class T>
void append_number(std::string& out, T number) {
  char text[32];
  auto [stop, error] = std::to_chars(text, text + sizeof text, number);
  out.append(text, error == std::errc() ? stop : text);
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_text(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::null() { return raw("null"); }
JsonWriter& JsonWriter::value(bool v) { return raw(v ? "true" : "false"); }

JsonWriter& JsonWriter::value(double v) {
  if (!std::isfinite(v)) return null();
  separate();
  append_number(out_, v);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t v) {
  separate();
  append_number(out_, v);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t v) {
  separate();
  append_number(out_, v);
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view v) {
  separate();
  append_text(out_, v);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

std::string json_text(std::string_view text) {
  std::string out;
  append_text(out, text);
  return out;
}

}  // namespace goud::formats
