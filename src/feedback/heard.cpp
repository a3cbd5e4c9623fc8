#include "feedback/heard.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "feedback/answer_json.hpp"
#include "feedback/overview.hpp"
#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

// Instruments are read when the first body is.
class Bodies {
 public:
  explicit Bodies(store::Reader& reader) : reader_(reader) {}

  // `known_too`: of a known customer also where no story was given, as a visit.
  std::optional<Told> told_in(const store::Row& row, int from, bool known_too) {
    if (!read_) known_.all = instruments(reader_);
    read_ = true;
    const auto instrument = known_.instrument(row.text(from + 1), static_cast<int>(row.integer(from + 2)));
    if (!instrument) return std::nullopt;
    const auto kept = read_body(*instrument, row.text(row.null(from + 11) ? from + 10 : from + 11));
    if (!kept) return std::nullopt;
    Told told;
    bool tells = false;
    const auto drawn = MomentId{row.maybe_string(from + 4).value_or("")};
    for (std::size_t i = 0; i < kept->answers.size(); ++i) {
      const auto& given = kept->answers[i];
      const auto& question = instrument->definition.questions[i];
      if (given.state != Given::State::answered || !given.story) continue;
      tells = true;
      told.moment = question.moment.empty() ? drawn : question.moment;
      told.expectation = given.story->expectation;
      told.unexpected = given.story->unexpected;
      told.intention = given.story->intention;
      told.words = given.story->text;
      told.may_share = given.story->may_share;
      told.telephone = given.story->telephone;
      told.email = given.story->email;
      told.ask_again = given.story->ask_again;
    }
    if (!tells && !(known_too && !row.null(from + 8))) return std::nullopt;
    if (!tells) told.moment = drawn;
    told.seq = row.integer(from);
    told.unit = UnitId{row.string(from + 3)};
    told.day = Day{static_cast<std::int32_t>(row.integer(from + 5))};
    told.received_at = Instant{row.integer(from + 6)};
    told.source = source_in(row.text(from + 7));
    if (auto person = row.maybe_string(from + 8)) told.person = PersonId{*person};
    told.language = kept->language;
    for (std::size_t i = 0; i < kept->answers.size(); ++i)
      score(told, instrument->definition.questions[i], kept->answers[i], drawn);
    return told;
  }

  // A body that tells nothing is passed over unread: of millions of scores of nobody known none is parsed here.
  static bool may_tell(const store::Row& row, int from) {
    const auto body = row.text(row.null(from + 11) ? from + 10 : from + 11);
    return row.integer(from + 9) != 0 || !row.null(from + 8) || body.find("\"call\":{") != std::string_view::npos;
  }

 private:
  static Source source_in(std::string_view name) {
    for (auto source : {Source::page, Source::api, Source::import, Source::demo}) {
      if (name_of(source) == name) return source;
    }
    return Source::import;
  }
  static void score(Told& told, const Question& question, const Given& given, const MomentId& drawn) {
    if (given.state != Given::State::answered) return;
    if (question.kind == QuestionKind::score && !question.of_a_moment() && about_recommending(question.key))
      told.recommend = given.number;
    if (question.kind != QuestionKind::promise) return;
    const auto& moment = question.drawn ? drawn : question.moment;
    if (!told.moment.empty() && !moment.empty() && moment != told.moment) return;
    const auto& value = question.options[static_cast<std::size_t>(given.number)].value;
    if (std::find(question.not_kept.begin(), question.not_kept.end(), value) != question.not_kept.end())
      told.not_kept = true;
  }

  store::Reader& reader_;
  Intake known_;
  bool read_ = false;
};

constexpr std::size_t id_bytes = 16, code_bytes = 32;

std::array<unsigned char, 12> teller_mac(const people::Secrets& secrets, const unsigned char* plain) {
  const auto hex =
      secrets.hmac("feedback.teller", std::string_view(reinterpret_cast<const char*>(plain), 4 + id_bytes));
  std::array<unsigned char, 12> mac{};
  (void)sodium_hex2bin(mac.data(), mac.size(), hex.data(), 2 * mac.size(), nullptr, nullptr, nullptr);
  return mac;
}

}  // namespace

std::int64_t changes_heard(store::Reader& reader, std::int64_t after, std::size_t most,
                           const std::function<void(const Change&)>& take) {
  Bodies bodies(reader);
  auto last = after;
  reader.each(sql::changes_heard, {{":after", after}, {":most", static_cast<std::int64_t>(most)}},
              [&](const store::Row& row) {
                last = row.integer(0);
                if (row.text(2) != "answer") return;
                Change change;
                change.change = last;
                change.answer = AnswerId{row.string(3)};
                const bool stands = !row.null(4) && row.text(16) == "answer";
                const bool tells = stands && Bodies::may_tell(row, 4);
                if (row.text(1) == "added" && !tells) return;
                change.kind = !stands                  ? Change::Kind::gone
                              : row.text(1) == "added" ? Change::Kind::added
                                                       : Change::Kind::corrected;
                if (tells) change.told = bodies.told_in(row, 4, true);
                if (change.told) change.told->answer = change.answer;
                take(change);
              });
  return last;
}

std::optional<Told> told(store::Reader& reader, const AnswerId& id) {
  Bodies bodies(reader);
  std::optional<Told> found;
  reader.each(sql::answer_heard, {{":id", id.text}},
              [&](const store::Row& row) { found = bodies.told_in(row, 0, false); });
  if (found) found->answer = id;
  return found;
}

Done pause_asking(store::Writer& writer, const UnitId& unit, Day since, int unanswered) {
  writer.run(sql::pause_asking, {{":unit", unit.text}, {":since", since.number}, {":unanswered", unanswered}});
  return {};
}

Done resume_asking(store::Writer& writer, const UnitId& unit) {
  writer.run(sql::resume_asking, {{":unit", unit.text}});
  return {};
}

std::vector<Pause> pauses(store::Reader& reader) {
  return reader.all(sql::pauses, {}, [](const store::Row& row) {
    return Pause{UnitId{row.string(0)}, Day{static_cast<std::int32_t>(row.integer(1))},
                 static_cast<int>(row.integer(2))};
  });
}

std::string teller_code(const people::Secrets& secrets, Tenant tenant, const AnswerId& answer) {
  std::array<unsigned char, code_bytes> bytes{};
  const auto org = static_cast<std::uint32_t>(tenant.org);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<unsigned char>(org >> (8 * (3 - i)));
  std::size_t length = 0;
  if (sodium_hex2bin(&bytes[4], id_bytes, answer.text.data(), answer.text.size(), "-", &length, nullptr) != 0 ||
      length != id_bytes)
    return {};
  const auto mac = teller_mac(secrets, bytes.data());
  std::copy(mac.begin(), mac.end(), &bytes[4 + id_bytes]);
  std::array<char, sodium_base64_ENCODED_LEN(code_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::optional<TellerDoor> teller_door(const people::Secrets& secrets, std::string_view code) {
  std::array<unsigned char, code_bytes> bytes{};
  std::size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), code.data(), code.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length != code_bytes) {
    return std::nullopt;
  }
  const auto mac = teller_mac(secrets, bytes.data());
  if (sodium_memcmp(mac.data(), &bytes[4 + id_bytes], mac.size()) != 0) return std::nullopt;
  std::uint32_t org = 0;
  for (std::size_t i = 0; i < 4; ++i) org = (org << 8U) | bytes[i];
  std::array<char, 2 * id_bytes + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), &bytes[4], id_bytes);
  std::string id;
  for (std::size_t i = 0; i < 2 * id_bytes; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    id += hex[i];
  }
  return TellerDoor{Tenant{static_cast<std::int32_t>(org)}, AnswerId{std::move(id)}};
}

}  // namespace goud::feedback
