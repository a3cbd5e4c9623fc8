#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "feedback/import.hpp"

namespace goud::feedback {
namespace {

using formats::ColumnKind;
using formats::ColumnProfile;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool mentions(std::string_view name, std::initializer_list<std::string_view> words) {
  const auto plain = lower(name);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

std::string key_of(std::string_view name, std::set<std::string>& taken) {
  std::string key;
  for (const char c : lower(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      key += c;
    else if (!key.empty() && key.back() != '_')
      key += '_';
    if (key.size() == 48) break;
  }
  while (!key.empty() && key.back() == '_') key.pop_back();
  if (key.empty()) key = "q";
  const auto first = key;
  for (int next = 2; !taken.insert(key).second; ++next) key = first + "_" + std::to_string(next);
  return key;
}

// Do is the deal, Care all that follows; a name that says nothing else is Care.
moments::Stage stage_of(std::string_view name) {
  if (mentions(name, {"booking", "boeken", "order", "bestel", "contract", "betal", "payment", "checkout"}))
    return moments::Stage::do_;
  if (mentions(name, {"advert", "reclame", "website", "found us", "brand"})) return moments::Stage::see;
  if (mentions(name, {"compar", "vergelijk", "information before", "price", "prijs", "offer", "offerte"}))
    return moments::Stage::think;
  return moments::Stage::care;
}

bool rating(ColumnKind kind) {
  return kind == ColumnKind::scale5 || kind == ColumnKind::scale7 || kind == ColumnKind::score;
}

struct Column {
  std::string name;
  ColumnProfile profile;
  ColumnKind kind = ColumnKind::empty;
};

const Column* best_of(const std::vector<Column>& columns, auto fits) {
  const auto found = std::find_if(columns.begin(), columns.end(), fits);
  return found == columns.end() ? nullptr : &*found;
}

// Such a word in a name that is no whole question: "Hotel", "Location (region)", not "Lando" or "Which team …?".
bool names_a_unit(std::string_view name, std::initializer_list<std::string_view> words) {
  constexpr std::size_t longest_name = 40;
  if (name.size() > longest_name || name.find_first_of("?{") != std::string_view::npos) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
  const std::string plain = lower(name);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    for (auto at = plain.find(word); at != std::string::npos; at = plain.find(word, at + 1)) {
      const auto after = at + word.size();
      const bool begins = at == 0 || !letter(plain[at - 1]);
      const bool ends = after == plain.size() || !letter(plain[after]) || plain.substr(after) == "s";
      // Long words make compounds, at either end ("hotelnaam", "reisklasse"); short ones stand by themselves.
      if (word.size() > 4 ? begins || ends : begins && ends) return true;
    }
    return false;
  });
}

const Column* unit_among(const std::vector<Column>& columns) {
  const auto countable = [](const Column& column) {
    const auto distinct = column.profile.distinct();
    return (column.kind == ColumnKind::choice || column.kind == ColumnKind::text) &&
           !column.profile.distinct_beyond() && distinct >= 2 && distinct <= 500;
  };
  // A class or a segment is no unit: the answers of one class are not alike because they were given in one place.
  return best_of(columns, [&](const Column& column) {
    return countable(column) && names_a_unit(column.name, {"unit", "hotel", "store", "shop", "branch", "vestiging",
                                                           "filiaal", "winkel", "school", "locati", "regio", "afdeling",
                                                           "department", "team", "city", "plaats", "country", "land"});
  });
}

const Column* outcome_among(const std::vector<Column>& columns) {
  const auto fits = [](const Column& column) {
    return (column.kind == ColumnKind::choice || rating(column.kind)) &&
           mentions(column.name, {"satisf", "tevreden", "recommend", "aanbeve", "nps", "overall", "algehe", "totaal",
                                  "churn", "loyal"});
  };
  // The last one: questions lead up to it.
  const auto found = std::find_if(columns.rbegin(), columns.rend(), fits);
  return found == columns.rend() ? nullptr : &*found;
}

MappedQuestion question_of(const Column& column, std::set<std::string>& keys) {
  MappedQuestion question;
  question.column = column.name;
  question.key = key_of(column.name, keys);
  question.not_applicable = column.profile.proposed_not_applicable();
  question.missing = column.profile.proposed_missing();
  if (rating(column.kind)) question.labels = column.profile.scale_labels();
  switch (column.kind) {
    case ColumnKind::scale5:
      question.points = 5;
      break;
    case ColumnKind::scale7:
      question.points = 7;
      break;
    case ColumnKind::score:
      question.kind = QuestionKind::score;
      break;
    case ColumnKind::choice: {
      question.kind = QuestionKind::choice;
      for (const auto& [value, times] : column.profile.values()) {
        const bool applies = std::find(question.not_applicable.begin(), question.not_applicable.end(), value) ==
                             question.not_applicable.end();
        if (applies) question.options.push_back(value);
      }
      const bool fits = question.options.size() >= 2 && question.options.size() <= 100 &&
                        std::all_of(question.options.begin(), question.options.end(),
                                    [](const auto& value) { return value.size() <= 60; });
      if (!fits) {
        question.kind = QuestionKind::text;
        question.options.clear();
      }
      break;
    }
    default:
      question.kind = QuestionKind::text;
      break;
  }
  return question;
}

std::vector<std::string> top_two(const MappedQuestion& question) {
  const int top = question.kind == QuestionKind::score ? 10 : question.points;
  return {std::to_string(top - 1), std::to_string(top)};
}

// Of two answers the one that is no denial of the other: satisfied, not dissatisfied. Of a scale its top two boxes.
std::vector<std::string> reached(const MappedQuestion& question) {
  if (question.kind == QuestionKind::score || question.kind == QuestionKind::scale) return top_two(question);
  std::vector<std::string> good;
  for (const auto& option : question.options) {
    const auto plain = lower(option);
    const bool denied = plain == "no" || plain == "nee" || plain == "n" || plain == "0" || plain.starts_with("not ") || plain.starts_with("niet ") ||
                        mentions(plain, {"dissat", "disloyal", "ontevred", "neutra", "unhappy", "churned", "stopped", "opgezegd"});
    if (!denied) good.push_back(option);
  }
  if (question.options.size() != 2 || good.size() != 1) good.clear();
  return good;
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += c == '\t' ? "\\t" : " ";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string list_text(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const auto& value : values) out += (out.size() > 1 ? ", " : "") + toml_text(value);
  return out + "]";
}

}  // namespace

std::string to_toml(const ImportMap& map) {
  std::string out = "[file]\n";
  if (map.file.encoding) out += "encoding = " + toml_text(formats::name_of(*map.file.encoding)) + "\n";
  if (map.file.delimiter) out += "delimiter = " + toml_text(std::string(1, *map.file.delimiter)) + "\n";
  if (map.file.header_rows) out += "header_rows = " + std::to_string(*map.file.header_rows) + "\n";
  out += "\n[import]\ninstrument = " + toml_text(map.instrument) + "\ntitle = " + toml_text(map.title) +
         "\nlanguage = " + toml_text(map.language) + "\n";
  const auto column = [&](std::string_view name, const std::string& value) {
    out += std::string(name) + " = " + toml_text(value) + "\n";
  };
  column("identifier", map.identifier);
  column("unit", map.unit);
  column("date", map.date);
  if (map.date_form) column("date_form", std::string(formats::to_text(*map.date_form)));
  if (map.day) column("day", to_text(*map.day));
  if (map.again) out += "again = true\n";
  column("weight", map.weight);
  column("outcome", map.outcome);
  if (!map.outcome_counts.empty()) out += "outcome_counts = " + list_text(map.outcome_counts) + "\n";
  std::ostringstream numbers;
  numbers << "norm = " << map.norm << "\nred_line = " << map.red_line << "\n";
  out += numbers.str();
  for (const auto& question : map.questions) {
    out += "\n[[question]]\ncolumn = " + toml_text(question.column) + "\nkey = " + toml_text(question.key) +
           "\nkind = " + toml_text(name_of(question.kind)) + "\n";
    if (question.kind == QuestionKind::scale) out += "points = " + std::to_string(question.points) + "\n";
    if (!question.labels.empty()) out += "labels = " + list_text(question.labels) + "\n";
    if (!question.options.empty()) out += "options = " + list_text(question.options) + "\n";
    if (!question.moment.empty()) {
      out +=
          "moment = " + toml_text(question.moment) + "\nstage = " + toml_text(moments::name_of(question.stage)) + "\n";
    }
    if (!question.not_applicable.empty()) out += "not_applicable = " + list_text(question.not_applicable) + "\n";
    if (!question.missing.empty()) out += "missing = " + list_text(question.missing) + "\n";
    if (!question.kept.empty())
      out += "kept = " + list_text(question.kept) + "  # derived, a proposal until someone confirms it\n";
  }
  return out;
}

Result<ImportMap> map_from(std::string_view text) {
  toml::table in;
  try {
    in = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return refuse_field(
        "map", "feedback.import.map_form",
        {{"line", std::to_string(error.source().begin.line)}, {"what", std::string(error.description())}});
  }
  std::vector<FieldFault> wrong;
  const auto text_at = [&](const toml::table& table, std::string_view key, const std::string& path) -> std::string {
    const auto* node = table.get(key);
    if (node == nullptr) return {};
    if (auto value = node->value<std::string>(); value && node->is_string()) return *value;
    wrong.push_back({path + std::string(key), "feedback.import.map_text"});
    return {};
  };
  const auto list_at = [&](const toml::table& table, std::string_view key, const std::string& path) {
    std::vector<std::string> values;
    const auto* node = table.get(key);
    if (node == nullptr) return values;
    if (const auto* list = node->as_array()) {
      for (const auto& item : *list) {
        if (auto number = item.value<std::int64_t>(); number && item.is_integer())
          values.push_back(std::to_string(*number));
        else if (auto word = item.value<std::string>(); word && item.is_string())
          values.push_back(*word);
        else
          wrong.push_back({path + std::string(key), "feedback.import.map_list"});
      }
    } else {
      wrong.push_back({path + std::string(key), "feedback.import.map_list"});
    }
    return values;
  };
  const auto whole_at = [&](const toml::table& table, std::string_view key,
                            const std::string& path) -> std::optional<std::int64_t> {
    const auto* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (node->is_integer()) return node->value<std::int64_t>();
    wrong.push_back({path + std::string(key), "feedback.import.map_number"});
    return std::nullopt;
  };
  const auto share_at = [&](const toml::table& table, std::string_view key, const std::string& path, double otherwise) {
    const auto* node = table.get(key);
    if (node == nullptr) return otherwise;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value)
      wrong.push_back({path + std::string(key), "feedback.import.map_number"});
    else if (!(*value >= 0 && *value <= 1))
      wrong.push_back({path + std::string(key), "feedback.import.map_share"});
    return value.value_or(otherwise);
  };
  const auto only = [&](const toml::table& table, std::initializer_list<std::string_view> known,
                        const std::string& path) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end())
        wrong.push_back({path + std::string(key.str()), "feedback.import.map_unknown"});
    }
  };
  ImportMap map;
  only(in, {"file", "import", "question"}, "map.");
  if (const auto* file = in["file"].as_table()) {
    only(*file, {"encoding", "delimiter", "header_rows"}, "map.file.");
    if (const auto name = text_at(*file, "encoding", "map.file."); !name.empty()) {
      map.file.encoding = formats::encoding_named(name);
      if (!map.file.encoding) wrong.push_back({"map.file.encoding", "feedback.import.map_value"});
    }
    if (const auto delimiter = text_at(*file, "delimiter", "map.file."); !delimiter.empty()) {
      if (delimiter == "tab")
        map.file.delimiter = '\t';
      else if (delimiter.size() == 1)
        map.file.delimiter = delimiter[0];
      else
        wrong.push_back({"map.file.delimiter", "feedback.import.map_delimiter"});
    }
    if (const auto rows = whole_at(*file, "header_rows", "map.file.")) {
      if (*rows < 0 || *rows > 3)
        wrong.push_back({"map.file.header_rows", "feedback.import.map_value"});
      else
        map.file.header_rows = static_cast<int>(*rows);
    }
  }
  const auto* general = in["import"].as_table();
  if (general == nullptr) {
    wrong.push_back({"map.import", "feedback.import.map_missing"});
  } else {
    only(*general,
         {"instrument", "title", "language", "identifier", "unit", "date", "date_form", "weight", "outcome", "outcome_counts", "norm",
          "red_line", "day", "again"},
         "map.import.");
    map.instrument = text_at(*general, "instrument", "map.import.");
    map.title = text_at(*general, "title", "map.import.");
    if (const auto language = text_at(*general, "language", "map.import."); !language.empty()) map.language = language;
    if (map.language != "nl" && map.language != "en")
      wrong.push_back({"map.import.language", "feedback.import.map_value"});
    map.identifier = text_at(*general, "identifier", "map.import.");
    map.unit = text_at(*general, "unit", "map.import.");
    map.date = text_at(*general, "date", "map.import.");
    map.weight = text_at(*general, "weight", "map.import.");
    map.outcome = text_at(*general, "outcome", "map.import.");
    map.outcome_counts = list_at(*general, "outcome_counts", "map.import.");
    if (const auto form = text_at(*general, "date_form", "map.import."); !form.empty()) {
      map.date_form = formats::date_form_named(form);
      if (!map.date_form) wrong.push_back({"map.import.date_form", "feedback.import.map_value"});
    }
    if (!map.date.empty() && !map.date_form) map.date_form = formats::DateForm::year_month_day;
    if (const auto day = text_at(*general, "day", "map.import."); !day.empty()) {
      if (auto read = day_from(day))
        map.day = *read;
      else
        wrong.push_back({"map.import.day", read.error().key, read.error().args});
    }
    if (const auto* again = general->get("again")) {
      if (again->is_boolean())
        map.again = again->value<bool>().value_or(false);
      else
        wrong.push_back({"map.import.again", "feedback.import.map_yes"});
    }
    map.norm = share_at(*general, "norm", "map.import.", 0.8);
    map.red_line = share_at(*general, "red_line", "map.import.", 0.6);
    if (map.instrument.empty()) wrong.push_back({"map.import.instrument", "feedback.import.map_missing"});
    if (map.title.empty()) map.title = map.instrument;
  }
  if (const auto* questions = in["question"].as_array()) {
    for (std::size_t i = 0; i < questions->size(); ++i) {
      const std::string path = "map.question[" + std::to_string(i) + "].";
      const auto* one = (*questions)[i].as_table();
      if (one == nullptr) continue;
      only(*one,
           {"column", "key", "kind", "points", "labels", "options", "moment", "stage", "not_applicable", "missing",
            "kept"},
           path);
      MappedQuestion question;
      question.column = text_at(*one, "column", path);
      question.key = text_at(*one, "key", path);
      const auto kind = question_kind_from(text_at(*one, "kind", path));
      const bool known = kind && (*kind == QuestionKind::score || *kind == QuestionKind::scale ||
                                  *kind == QuestionKind::choice || *kind == QuestionKind::text);
      if (!known) wrong.push_back({path + "kind", "feedback.import.map_value"});
      question.kind = kind.value_or(QuestionKind::text);
      question.points = static_cast<int>(whole_at(*one, "points", path).value_or(5));
      if (question.points < 2 || question.points > 11) wrong.push_back({path + "points", "feedback.import.map_value"});
      question.labels = list_at(*one, "labels", path);
      const bool labelled =
          question.kind == QuestionKind::scale && static_cast<int>(question.labels.size()) == question.points;
      if (!question.labels.empty() && !labelled) wrong.push_back({path + "labels", "feedback.import.map_labels"});
      question.options = list_at(*one, "options", path);
      question.moment = text_at(*one, "moment", path);
      if (const auto stage = text_at(*one, "stage", path); !stage.empty()) {
        const auto found = moments::stage_from(stage);
        if (!found) wrong.push_back({path + "stage", "feedback.import.map_value"});
        question.stage = found.value_or(moments::Stage::care);
      }
      question.not_applicable = list_at(*one, "not_applicable", path);
      question.missing = list_at(*one, "missing", path);
      question.kept = list_at(*one, "kept", path);
      if (question.column.empty()) wrong.push_back({path + "column", "feedback.import.map_missing"});
      if (question.key.empty()) wrong.push_back({path + "key", "feedback.import.map_missing"});
      map.questions.push_back(std::move(question));
    }
  }
  if (map.questions.empty()) wrong.push_back({"map.question", "feedback.import.map_missing"});
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return map;
}

Result<SeenFile> look_at_file(const std::string& path, std::string_view name, std::string_view language,
                              const formats::TableOptions& options) {
  auto table = formats::open_table(path, options);
  if (!table) return refuse(table.error());
  SeenFile seen;
  seen.shape = (*table)->shape();
  std::vector<Column> columns;
  for (const auto& column : (*table)->columns()) columns.push_back({column.name, {}, ColumnKind::empty});
  auto done = (*table)->each([&](const formats::TableRow& row) -> Result<bool> {
    ++seen.rows;
    if (!row.fits) {
      ++seen.ragged;
      return true;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].profile.add(row.cells[i], seen.shape.decimal);
    return true;
  });
  if (!done) return refuse(done.error());
  for (auto& column : columns) column.kind = column.profile.kind(column.name);
  // Between two questions of seven points, one where nobody chose the highest two has seven as well.
  for (std::size_t i = 1; i + 1 < columns.size(); ++i) {
    const bool between = columns[i - 1].kind == ColumnKind::scale7 && columns[i + 1].kind == ColumnKind::scale7;
    if (between && columns[i].kind == ColumnKind::scale5 && columns[i].profile.scale_labels().empty())
      columns[i].kind = ColumnKind::scale7;
  }

  auto& map = seen.map;
  std::set<std::string> keys;
  std::string stem(std::filesystem::path(std::string(name)).filename().string());
  stem = stem.substr(0, stem.find('.'));
  map.instrument = key_of(stem, keys);
  keys.clear();
  map.title = stem.empty() ? map.instrument : stem;
  map.language = language == "en" ? "en" : "nl";
  map.file = options;
  if (seen.shape.format == "csv") {
    map.file.encoding = formats::encoding_named(seen.shape.encoding);
    map.file.delimiter = seen.shape.delimiter;
    map.file.header_rows = seen.shape.header_rows;
  }
  const auto* identifier = best_of(columns, [](const Column& column) { return column.kind == ColumnKind::identifier; });
  const auto* date = best_of(columns, [](const Column& column) { return column.kind == ColumnKind::date; });
  const auto* weight = best_of(columns, [](const Column& column) {
    const auto plain = lower(column.name);
    return column.kind == ColumnKind::number &&
           (plain == "weight" || plain == "gewicht" || plain == "weging" || plain == "wgt");
  });
  const auto* outcome = outcome_among(columns);
  const auto* unit = unit_among(columns);
  if (unit == outcome) unit = nullptr;
  if (identifier != nullptr) map.identifier = identifier->name;
  if (date != nullptr) {
    map.date = date->name;
    map.date_form = date->profile.date_form();
    seen.day_or_month = date->profile.date_form_open();
    const auto place = static_cast<std::size_t>(date - columns.data());
    auto days = (*table)->each([&](const formats::TableRow& row) -> Result<bool> {
      const auto day = row.fits ? formats::day_of(row.cells[place], *map.date_form) : std::nullopt;
      if (day && day->number >= 0 && (!seen.first_day || *day < *seen.first_day)) seen.first_day = *day;
      return true;
    });
    if (!days) return refuse(days.error());
  }
  if (weight != nullptr) map.weight = weight->name;
  if (unit != nullptr) map.unit = unit->name;
  if (outcome != nullptr) map.outcome = outcome->name;
  for (const auto& column : columns) {
    SeenColumn said{column.name,
                    column.kind,
                    column.profile.distinct(),
                    column.profile.missing(),
                    column.profile.examples(5),
                    "ignore",
                    column.profile.proposed_not_applicable(),
                    column.profile.proposed_missing(),
                    rating(column.kind) ? column.profile.strays() : 0};
    const bool asked = rating(column.kind) || column.kind == ColumnKind::choice || column.kind == ColumnKind::text;
    if (&column == identifier)
      said.role = "identifier";
    else if (&column == date)
      said.role = "date";
    else if (&column == weight)
      said.role = "weight";
    else if (&column == unit)
      said.role = "unit";
    else if (asked && map.questions.size() < 200) {
      auto question = question_of(column, keys);
      if (&column == outcome) {
        said.role = "outcome";
        map.outcome_counts = reached(question);
      } else if (rating(column.kind)) {
        said.role = "moment";
        question.moment = column.name;
        question.stage = stage_of(column.name);
        question.kept = top_two(question);
      } else {
        said.role = "question";
      }
      map.questions.push_back(std::move(question));
    }
    seen.columns.push_back(std::move(said));
  }
  return seen;
}

}  // namespace goud::feedback
