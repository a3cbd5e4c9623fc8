// JSON in and out. One reader: it refuses broken UTF-8, NUL, duplicate keys and more than 32 levels by name and place;
// what the caller asks of the document is checked as it is read, faults gather with paths like `answers[3].value`, and
// finish() also refuses every key nobody asked for. Read everything, then finish(), then use what was read.
//
//   auto document = formats::Json::parse(request.body);
//   if (!document) return http::fault(document.error(), request.language);
//   auto in = document->object();
//   auto name = in.required_string("name", 200);            // "" where it is wrong: the fault is noted
//   auto level = in.optional_int("level", 0, 20);
//   for (auto item : in.array("answers", 1000)) { auto one = item.object(); ... }
//   if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::formats {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

namespace json_detail {
struct Node;
struct Place;
struct Document;
}  // namespace json_detail

class JsonObject;
class JsonArray;

// A view of one value and of where it stands. Lives as long as its Json. as_*: the value, or a fault noted and nothing.
class JsonValue {
 public:
  JsonValue() = default;
  [[nodiscard]] bool present() const { return node_ != nullptr; }  // false for a key that is not there
  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] bool is_null() const { return !present() || kind() == JsonKind::null; }
  [[nodiscard]] std::string path() const;
  [[nodiscard]] std::string_view source() const;  // the bytes of this value as they stood in the document

  [[nodiscard]] std::optional<bool> as_bool() const;
  [[nodiscard]] std::optional<std::int64_t> as_int(std::int64_t low = INT64_MIN, std::int64_t high = INT64_MAX) const;
  [[nodiscard]] std::optional<double> as_number() const;
  [[nodiscard]] std::optional<double> as_number(double low, double high) const;
  // At most `max` characters (code points); valid as long as the Json.
  [[nodiscard]] std::optional<std::string_view> as_string(std::size_t max = SIZE_MAX) const;
  [[nodiscard]] JsonObject object() const;  // empty with a fault noted when it is no object
  [[nodiscard]] JsonArray array(std::size_t max = SIZE_MAX) const;
  void accept() const;  // read, whatever is in it
  void refuse(std::string key, std::map<std::string, std::string> args = {}) const;  // note a fault here

 private:
  friend class JsonObject;
  friend class JsonArray;
  friend class Json;
  JsonValue(json_detail::Document* document, const json_detail::Node* node, const json_detail::Place* place)
      : document_(document), node_(node), place_(place) {}
  json_detail::Document* document_ = nullptr;
  const json_detail::Node* node_ = nullptr;
  const json_detail::Place* place_ = nullptr;
};

class JsonArray {
 public:
  class Iterator {
   public:
    JsonValue operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return node_ != other.node_; }

   private:
    friend class JsonArray;
    json_detail::Document* document_ = nullptr;
    const json_detail::Node* node_ = nullptr;
    const json_detail::Place* place_ = nullptr;
    std::size_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const { return {}; }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool present() const { return value_.present(); }

 private:
  friend class JsonValue;
  explicit JsonArray(JsonValue value) : value_(value) {}
  JsonValue value_;
};

class JsonObject {
 public:
  [[nodiscard]] bool has(std::string_view key) const;      // there, null included
  [[nodiscard]] bool null_at(std::string_view key) const;  // there, and null; counts as read
  [[nodiscard]] JsonValue at(std::string_view key) const;  // absent value when it is not there; no fault
  [[nodiscard]] JsonValue required(std::string_view key) const;

  // Required: a fault when missing or null, and then the zero value. A required string is not blank.
  [[nodiscard]] std::string required_string(std::string_view key, std::size_t max) const;
  [[nodiscard]] std::int64_t required_int(std::string_view key, std::int64_t low, std::int64_t high) const;
  [[nodiscard]] double required_number(std::string_view key, double low, double high) const;
  [[nodiscard]] bool required_bool(std::string_view key) const;
  // Optional: nothing when missing or null.
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view key, std::size_t max) const;
  [[nodiscard]] std::optional<std::int64_t> optional_int(std::string_view key, std::int64_t low, std::int64_t high) const;
  [[nodiscard]] std::optional<double> optional_number(std::string_view key, double low, double high) const;
  [[nodiscard]] std::optional<bool> optional_bool(std::string_view key) const;

  template <class T>
  using Names = std::initializer_list<std::pair<std::string_view, T>>;
  template <class T>
  [[nodiscard]] std::optional<T> optional_enum(std::string_view key, Names<T> names) const {
    return named(at(key), names);
  }
  template <class T>
  [[nodiscard]] T required_enum(std::string_view key, Names<T> names) const {
    return named(required(key), names).value_or(T{});
  }

  // An array that is not there is empty without a fault; required("…").array(max) insists.
  [[nodiscard]] JsonArray array(std::string_view key, std::size_t max) const { return at(key).array(max); }
  [[nodiscard]] JsonObject object(std::string_view key) const { return required(key).object(); }
  // The keys are data: every member, all marked as read.
  [[nodiscard]] std::vector<std::pair<std::string_view, JsonValue>> members() const;
  [[nodiscard]] bool present() const { return value_.present(); }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const JsonValue& value() const { return value_; }

 private:
  friend class JsonValue;
  friend class Json;
  explicit JsonObject(JsonValue value) : value_(value) {}
  template <class T>
  static std::optional<T> named(const JsonValue& value, Names<T> names) {
    if (value.is_null()) {
      value.accept();
      return std::nullopt;
    }
    auto text = value.as_string();
    if (!text) return std::nullopt;
    std::string all;
    for (const auto& [name, meaning] : names) {
      if (name == *text) return meaning;
      if (!all.empty()) all += ", ";
      all += name;
    }
    value.refuse("json.not_one_of", {{"names", all}});
    return std::nullopt;
  }
  JsonValue value_;
};

struct JsonLimits {
  std::size_t depth = 32;
  std::size_t values = 2'000'000;
};

class Json {
 public:
  [[nodiscard]] static Result<Json> parse(std::string_view text, JsonLimits = {});
  Json(Json&&) noexcept;
  Json& operator=(Json&&) noexcept;
  ~Json();

  [[nodiscard]] JsonValue root() const;
  [[nodiscard]] JsonObject object() const { return root().object(); }
  [[nodiscard]] bool clean() const;                        // no fault noted so far
  [[nodiscard]] const std::vector<FieldFault>& faults() const;  // noted so far
  // All that was noted, unknown keys among them, at most 100 fields; paths may be put under a prefix by the caller.
  [[nodiscard]] Done finish() const;

 private:
  explicit Json(std::unique_ptr<json_detail::Document>);
  std::unique_ptr<json_detail::Document> document_;
};

// Appends. Doubles are written as the shortest text that reads back to the same double, a double that is no number as
// null; bytes that are no UTF-8 become U+FFFD, so what is written can always be read.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view);
  JsonWriter& null();
  JsonWriter& value(bool);
  JsonWriter& value(double);
  JsonWriter& value(std::int64_t);
  JsonWriter& value(std::uint64_t);
  JsonWriter& value(int v) { return value(std::int64_t{v}); }
  JsonWriter& value(unsigned v) { return value(std::uint64_t{v}); }
  JsonWriter& value(long long v) { return value(static_cast<std::int64_t>(v)); }
  JsonWriter& value(std::string_view);
  JsonWriter& value(const char* v) { return value(std::string_view(v)); }
  JsonWriter& value(const std::string& v) { return value(std::string_view(v)); }
  template <class T>
  JsonWriter& value(const std::optional<T>& v) {
    return v ? value(*v) : null();
  }
  JsonWriter& raw(std::string_view json);  // JSON that is already written
  template <class T>
  JsonWriter& field(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }
  JsonWriter& null_field(std::string_view name) { return key(name).null(); }
  JsonWriter& raw_field(std::string_view name, std::string_view json) { return key(name).raw(json); }
  [[nodiscard]] const std::string& text() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  bool comma_ = false;
};

// A string as JSON, quotes included.
[[nodiscard]] std::string json_text(std::string_view);
// Whether these bytes are UTF-8 without NUL.
[[nodiscard]] bool utf8_wellformed(std::string_view);
// Code points of well-formed UTF-8.
[[nodiscard]] std::size_t characters(std::string_view);

}  // namespace goud::formats
