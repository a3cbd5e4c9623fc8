#include "formats/json.hpp"

#include <cmath>
#include <cstring>
#include <memory_resource>
#include <unordered_set>

#include "formats/json_document.hpp"

namespace goud::formats {

using json_detail::Document;
using json_detail::Node;
using json_detail::Place;

namespace {

void append_path(std::string& out, const Place* place) {
  if (!place || !place->parent) return;
  append_path(out, place->parent);
  if (place->in_array) {
    out += '[' + std::to_string(place->index) + ']';
  } else {
    if (!out.empty()) out += '.';
    out += place->key;
  }
}

const Place* below(Document& document, const Place* parent, std::string_view key) {
  return new (document.arena.allocate(sizeof(Place), alignof(Place))) Place{parent, key, 0, false};
}

const Place* below(Document& document, const Place* parent, std::size_t index) {
  return new (document.arena.allocate(sizeof(Place), alignof(Place))) Place{parent, {}, index, true};
}

std::string joined(const Place* place) {
  std::string out;
  append_path(out, place);
  return out;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

// --- values ---

JsonKind JsonValue::kind() const { return node_ ? node_->kind : JsonKind::null; }

std::string JsonValue::path() const { return joined(place_); }

std::string_view JsonValue::source() const {
  return node_ ? std::string_view(document_->source).substr(node_->from, node_->until - node_->from) : std::string_view();
}

void JsonValue::refuse(std::string key, std::map<std::string, std::string> args) const {
  if (!document_) return;
  if (node_) node_->read = true;
  document_->note(path(), std::move(key), std::move(args));
}

void JsonValue::accept() const {
  if (node_) node_->read = node_->whole = true;
}

std::optional<bool> JsonValue::as_bool() const {
  if (!node_) return std::nullopt;
  node_->read = true;
  if (node_->kind != JsonKind::boolean) {
    refuse("json.not_boolean");
    return std::nullopt;
  }
  return node_->boolean;
}

std::optional<std::int64_t> JsonValue::as_int(std::int64_t low, std::int64_t high) const {
  if (!node_) return std::nullopt;
  node_->read = true;
  if (node_->kind != JsonKind::number || !node_->integral) {
    refuse("json.not_integer");
    return std::nullopt;
  }
  if (node_->integer < low || node_->integer > high) {
    refuse("json.out_of_range", {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
    return std::nullopt;
  }
  return node_->integer;
}

std::optional<double> JsonValue::as_number() const {
  if (!node_) return std::nullopt;
  node_->read = true;
  if (node_->kind != JsonKind::number) {
    refuse("json.not_number");
    return std::nullopt;
  }
  return node_->number;
}

std::optional<double> JsonValue::as_number(double low, double high) const {
  auto number = as_number();
  if (number && !(*number >= low && *number <= high)) {
    JsonWriter from, until;
    from.value(low);
    until.value(high);
    refuse("json.out_of_range", {{"low", from.take()}, {"high", until.take()}});
    return std::nullopt;
  }
  return number;
}

std::optional<std::string_view> JsonValue::as_string(std::size_t max) const {
  if (!node_) return std::nullopt;
  node_->read = true;
  if (node_->kind != JsonKind::string) {
    refuse("json.not_string");
    return std::nullopt;
  }
  if (node_->text.size() > max && characters(node_->text) > max) {
    refuse("json.too_long", {{"max", std::to_string(max)}});
    return std::nullopt;
  }
  return node_->text;
}

JsonObject JsonValue::object() const {
  if (!node_) return JsonObject(*this);
  node_->read = true;
  if (node_->kind != JsonKind::object) {
    refuse("json.not_object");
    return JsonObject(JsonValue(document_, nullptr, place_));
  }
  return JsonObject(*this);
}

JsonArray JsonValue::array(std::size_t max) const {
  if (!node_) return JsonArray(*this);
  node_->read = true;
  if (node_->kind != JsonKind::array) {
    refuse("json.not_array");
    return JsonArray(JsonValue());
  }
  if (node_->count > max) {
    refuse("json.too_many_items", {{"max", std::to_string(max)}});
    accept();
    return JsonArray(JsonValue());
  }
  return JsonArray(*this);
}

// --- arrays ---

JsonArray::Iterator JsonArray::begin() const {
  Iterator iterator;
  if (value_.present()) {
    iterator.document_ = value_.document_;
    iterator.node_ = value_.node_->first;
    iterator.place_ = value_.place_;
  }
  return iterator;
}

JsonValue JsonArray::Iterator::operator*() const {
  return JsonValue(document_, node_, below(*document_, place_, index_));
}

JsonArray::Iterator& JsonArray::Iterator::operator++() {
  node_ = node_->next;
  ++index_;
  return *this;
}

std::size_t JsonArray::size() const { return value_.present() ? value_.node_->count : 0; }

// --- objects ---

JsonValue JsonObject::at(std::string_view key) const {
  if (!value_.document_) return {};
  const Node* found = nullptr;
  if (value_.node_)
    for (const Node* node = value_.node_->first; node; node = node->next)
      if (node->key == key) {
        found = node;
        break;
      }
  // Not "": an absent value still knows its place, so that a fault can be noted there. Names asked for are literals or
  // outlive the document in practice; the document keeps its own copy to be sure.
  std::string_view kept = found ? found->key : value_.document_->keep(key);
  return JsonValue(value_.document_, found, below(*value_.document_, value_.place_, kept));
}

bool JsonObject::has(std::string_view key) const {
  if (value_.node_)
    for (const Node* node = value_.node_->first; node; node = node->next)
      if (node->key == key) return true;
  return false;
}

bool JsonObject::null_at(std::string_view key) const {
  if (!has(key)) return false;
  auto value = at(key);
  if (value.kind() != JsonKind::null) return false;
  value.accept();
  return true;
}

JsonValue JsonObject::required(std::string_view key) const {
  auto value = at(key);
  if (value.is_null() && value_.node_) {
    value.refuse("json.required");
    value.accept();
    return JsonValue(value.document_, nullptr, value.place_);
  }
  return value;
}

std::string JsonObject::required_string(std::string_view key, std::size_t max) const {
  auto value = required(key);
  auto text = value.as_string(max);
  if (!text) return {};
  if (blank(*text)) {
    value.refuse("json.empty");
    return {};
  }
  return std::string(*text);
}

std::int64_t JsonObject::required_int(std::string_view key, std::int64_t low, std::int64_t high) const {
  return required(key).as_int(low, high).value_or(0);
}

double JsonObject::required_number(std::string_view key, double low, double high) const {
  return required(key).as_number(low, high).value_or(0.0);
}

bool JsonObject::required_bool(std::string_view key) const { return required(key).as_bool().value_or(false); }

std::optional<std::string> JsonObject::optional_string(std::string_view key, std::size_t max) const {
  auto value = at(key);
  if (value.is_null()) return value.accept(), std::nullopt;
  auto text = value.as_string(max);
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::int64_t> JsonObject::optional_int(std::string_view key, std::int64_t low, std::int64_t high) const {
  auto value = at(key);
  if (value.is_null()) return value.accept(), std::nullopt;
  return value.as_int(low, high);
}

std::optional<double> JsonObject::optional_number(std::string_view key, double low, double high) const {
  auto value = at(key);
  if (value.is_null()) return value.accept(), std::nullopt;
  return value.as_number(low, high);
}

std::optional<bool> JsonObject::optional_bool(std::string_view key) const {
  auto value = at(key);
  if (value.is_null()) return value.accept(), std::nullopt;
  return value.as_bool();
}

std::vector<std::pair<std::string_view, JsonValue>> JsonObject::members() const {
  std::vector<std::pair<std::string_view, JsonValue>> all;
  if (!value_.node_) return all;
  all.reserve(value_.node_->count);
  for (const Node* node = value_.node_->first; node; node = node->next) {
    node->read = true;
    all.emplace_back(node->key, JsonValue(value_.document_, node, below(*value_.document_, value_.place_, node->key)));
  }
  return all;
}

std::size_t JsonObject::size() const { return value_.node_ ? value_.node_->count : 0; }

// --- the document ---

Json::Json(std::unique_ptr<Document> document) : document_(std::move(document)) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

JsonValue Json::root() const { return JsonValue(document_.get(), document_->root, &document_->top); }
bool Json::clean() const { return document_->faults.empty(); }
const std::vector<FieldFault>& Json::faults() const { return document_->faults; }

namespace {

void note_unknown(Document& document, const Node& node, const Place* place) {
  if (node.whole || document.faults.size() >= document.faults_max) return;
  std::size_t index = 0;
  for (const Node* child = node.first; child; child = child->next, ++index) {
    Place here{place, child->key, index, node.kind == JsonKind::array};
    if (child->read) {
      note_unknown(document, *child, &here);
    } else if (node.kind == JsonKind::object) {
      document.note(joined(&here), "json.unknown_key", {});
    }
  }
}

}  // namespace

Done Json::finish() const {
  auto& document = *document_;
  if (!document.finished) {
    document.finished = true;
    if (document.root->read) note_unknown(document, *document.root, &document.top);
  }
  if (document.faults.empty()) return {};
  return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", document.faults, {}});
}

}  // namespace goud::formats
