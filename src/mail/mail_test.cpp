#include <gmock/gmock.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <stdexcept>

#include "mail/mail.hpp"

namespace goud::mail {
namespace {

using testing::HasSubstr;
using testing::Not;
using Outcome = Transport::Outcome;

constexpr Instant noon{1'764'000'000'000'000};

Letter sample() {
  return {"anna@voorbeeld.nl", "nl", "Uw sleutelkaart", "Beste gast,\n\nHet is opgelost.\n", "follow_up:1"};
}

// ---- decisions

TEST(Letter, WaitsLongerEachTimeAndIsRefusedInTheEnd) {
  Kept kept{"1", sample(), State::sending, 1, noon};
  const auto once = after(kept, {Outcome::try_later, "mail.reason.later"}, noon);
  EXPECT_EQ(once.state, State::waiting);
  EXPECT_EQ(once.due_at->micros - noon.micros, 60'000'000);
  kept.tries = 2;
  EXPECT_GT(after(kept, {Outcome::try_later, "mail.reason.later"}, noon).due_at, once.due_at);
  kept.tries = tries_most;
  const auto last = after(kept, {Outcome::try_later, "mail.reason.later"}, noon);
  EXPECT_EQ(last.state, State::refused);
  EXPECT_EQ(last.reason, "mail.reason.later");
  EXPECT_FALSE(last.due_at);
}

TEST(Letter, OneThatMayHaveArrivedIsLeftToAPerson) {
  Kept kept{"1", sample(), State::sending, 1, noon};
  kept = after(kept, {Outcome::unsure, "mail.reason.no_word"}, noon);
  EXPECT_EQ(kept.state, State::unsure);
  EXPECT_FALSE(kept.due_at);
  const auto sent_again = again(kept, noon);
  ASSERT_TRUE(sent_again);
  EXPECT_EQ(sent_again->state, State::waiting);
  EXPECT_EQ(withdrawn(kept, noon)->state, State::withdrawn);
}

TEST(Letter, WhatWentOutIsNotTakenBackNorSentAgain) {
  const auto sent = after({"1", sample(), State::sending, 1, noon}, {Outcome::accepted, {}}, noon);
  EXPECT_EQ(sent.state, State::sent);
  EXPECT_FALSE(again(sent, noon));
  EXPECT_FALSE(withdrawn(sent, noon));
}

// ---- the message

std::string message(const Letter& letter, const std::string& from = "Merelhof <gast@merelhof.example>") {
  return message_of(letter, from, "0192-ab", noon);
}

TEST(Message, HasTheHeadersOfItsKind) {
  const auto text = message(sample());
  EXPECT_THAT(text, HasSubstr("From: \"Merelhof\"\r\n <gast@merelhof.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("To: anna@voorbeeld.nl\r\n"));
  EXPECT_THAT(text, HasSubstr("Date: Mon, 24 Nov 2025 16:00:00 +0000\r\n"));
  EXPECT_THAT(text, HasSubstr("Message-ID: <0192-ab@merelhof.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\n\r\nBeste gast,\r\n\r\nHet is opgelost.\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("Auto-Submitted")));
  auto by_itself = sample();
  by_itself.by_itself = true;
  EXPECT_THAT(message(by_itself), HasSubstr("Auto-Submitted: auto-generated\r\n"));
}

TEST(Message, NoHeaderIsSmuggledIn) {
  auto letter = sample();
  letter.subject = "Hallo\r\nBcc: wie@elders.nl\r\n\r\nTekst";
  const auto text = message(letter, "Merel\r\nBcc: x@y.nl <gast@merelhof.example>");
  EXPECT_THAT(text, Not(HasSubstr("\nBcc:")));
  EXPECT_EQ(text.find("\r\n\r\n"), text.find("\r\n\r\nBeste gast"));
  letter = sample();
  letter.to = "anna@voorbeeld.nl\r\nBcc: wie@elders.nl";
  EXPECT_THAT(message(letter), HasSubstr("To: \r\n"));
  EXPECT_FALSE(address_of("a@b.nl, c@d.nl"));
  EXPECT_FALSE(address_of("a b@c.nl"));
  EXPECT_FALSE(address_of("a@b.nl>"));
  EXPECT_FALSE(address_of("a@"));
  EXPECT_EQ(*address_of("  o'neil+x@b.co.uk\n"), "o'neil+x@b.co.uk");
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && text.substr(i + 1, 2) == "\r\n")
      i += 2;
    else if (text[i] == '=')
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)), i += 2;
    else if (text[i] != '\r')
      out += text[i];
  }
  return out;
}

TEST(Message, WordsSurviveAndLinesAreShort) {
  auto letter = sample();
  letter.subject = "Uw café-bezoek: één sleutelkaart die het niet deed, en wat wij eraan hebben gedaan € 50";
  letter.text = ".begin\nFrom hier\nbreed " + std::string(200, 'x') + " einde \nné€\xf0\x9f\x94\x91=20\n";
  const auto text = message(letter);
  std::size_t at = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos; at = end + 2, end = text.find("\r\n", at))
    EXPECT_LE(end - at, 76u);
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  EXPECT_THAT(text, Not(HasSubstr("\r\n.begin")));
  EXPECT_EQ(decoded(text.substr(text.find("\r\n\r\n") + 4)), letter.text);
  std::string subject;
  for (auto from = text.find("=?utf-8?Q?"); from != std::string::npos; from = text.find("=?utf-8?Q?", from + 1)) {
    auto word = text.substr(from + 10, text.find("?=", from + 10) - from - 10);
    for (auto& c : word)
      if (c == '_') c = ' ';
    subject += decoded(word);
  }
  EXPECT_EQ(subject, letter.subject);
}

// ---- the outbox

class Script : public Transport {
 public:
  std::deque<Said> says;
  std::vector<std::string> got;
  bool dies = false;
  Said hand_over(const std::string&, const std::string& to, const std::string&) override {
    got.push_back(to);
    if (dies) throw std::runtime_error("gone");
    if (says.empty()) return {Outcome::accepted, {}};
    auto said = says.front();
    says.pop_front();
    return said;
  }
};

struct Place {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("goud-mail-" + std::to_string(::getpid()));
  Place() { std::filesystem::create_directories(path); }
  ~Place() { std::filesystem::remove_all(path); }
};

class Outbox : public testing::Test {
 protected:
  Place place;
  SetClock clock{noon};
  const store::Room rooms = room();
  std::unique_ptr<store::RecordStore> store =
      *store::open({.path = (place.path / "goud.db").string()}, std::span(&rooms, 1), clock);
  std::shared_ptr<Script> script = std::make_shared<Script>();
  Services services{*store, clock, {.from = "gast@merelhof.example"}, script};
  const store::Scope one{Tenant{1}}, two{Tenant{2}};

  void posted(const std::string& id, const Letter& letter = sample()) {
    ASSERT_TRUE(store->write(one, [&](store::Writer& writer) { return post(writer, id, letter, clock.now()); }));
  }
  Kept now(const std::string& id) {
    return store->ask(one, [&](store::Reader& reader) { return letter(reader, id); }).value().value();
  }
  void later(std::int64_t seconds) { clock.set(Instant{clock.now().micros + seconds * 1'000'000}); }
};

TEST_F(Outbox, TheSameLetterIsOneLetterAndGoesOnce) {
  posted("1");
  posted("1");
  ASSERT_TRUE(send_due(services));
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(script->got, std::vector<std::string>{"anna@voorbeeld.nl"});
  EXPECT_EQ(now("1").state, State::sent);
}

TEST_F(Outbox, WhereTheSenderDiesAPersonDecides) {
  posted("1");
  script->dies = true;
  EXPECT_THROW((void)send_due(services), std::runtime_error);
  EXPECT_EQ(now("1").state, State::sending);
  script->dies = false;
  later(100'000);
  ASSERT_TRUE(end_unfinished(services));
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(script->got.size(), 1u);
  EXPECT_EQ(now("1").state, State::unsure);
  EXPECT_EQ(now("1").reason, "mail.reason.stopped");
  ASSERT_TRUE(store->write(one, [&](store::Writer& writer) { return send_again(writer, "1", clock.now()); }));
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(script->got.size(), 2u);
  EXPECT_EQ(now("1").state, State::sent);
}

TEST_F(Outbox, WaitsWithoutAServerAndRestsWhereItIsAway) {
  posted("1");
  posted("2");
  services.transport.reset();
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(now("1").state, State::waiting);
  services.transport = script;
  script->says = {{Outcome::try_later, "mail.reason.unreachable", true}};
  ASSERT_TRUE(send_due(services));
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(script->got.size(), 1u);
  later(61);
  ASSERT_TRUE(send_due(services));
  EXPECT_EQ(script->got.size(), 3u);
  EXPECT_EQ(now("2").state, State::sent);
  EXPECT_EQ(now("1").tries, 2);
}

TEST_F(Outbox, OneTurnIsBounded) {
  for (int i = 0; i < 5; ++i) posted(std::to_string(i));
  ASSERT_TRUE(send_due(services, 2));
  EXPECT_EQ(script->got.size(), 2u);
}

TEST_F(Outbox, WhatIsForgottenIsOverwritten) {
  posted("1");
  ASSERT_TRUE(store->write(one, [&](store::Writer& writer) { return forget_about(writer, "follow_up:1"); }));
  EXPECT_EQ(now("1").letter.to + now("1").letter.subject + now("1").letter.text, "");
  EXPECT_EQ(now("1").state, State::withdrawn);
  ASSERT_TRUE(send_due(services));
  EXPECT_TRUE(script->got.empty());
}

TEST_F(Outbox, AnotherOrganisationHasNoneOfIt) {
  posted("1");
  const auto seen = store->ask(two, [](store::Reader& reader) {
    return letters(reader, "", 10).size() + letters_about(reader, "follow_up:1").size();
  });
  EXPECT_EQ(*seen, 0u);
  EXPECT_FALSE(store->write(two, [&](store::Writer& writer) { return withdraw(writer, "1", clock.now()); }));
}

TEST_F(Outbox, NewestFirstPageByPage) {
  for (int i = 0; i < 5; ++i) posted(std::to_string(i)), later(1);
  const auto page = [&](std::string_view before) {
    return store
        ->ask(one,
              [&](store::Reader& reader) {
                std::string ids;
                for (const auto& kept : letters(reader, before, 2)) ids += kept.id;
                return ids;
              })
        .value();
  };
  EXPECT_EQ(page("") + page("3") + page("1"), "43210");
}

TEST_F(Outbox, ARestoredBackupSendsNothingByItself) {
  posted("1");
  ASSERT_TRUE(
      store->write(store::Scope::installation(), [&](store::Writer& writer) { return rooms.restored(writer); }));
  ASSERT_TRUE(send_due(services));
  EXPECT_TRUE(script->got.empty());
  EXPECT_EQ(now("1").reason, "mail.reason.restored");
}

}  // namespace
}  // namespace goud::mail
