// Mail that goes out: an outbox in the store, and SMTP by libcurl. Always true: a letter is kept before it is sent; one that
// may or may not have arrived (the machine stopped between handing over and writing that down) is never sent again by
// itself: a person sees it as `unsure` and decides; addresses and words are in no log; what a person wants forgotten is
// overwritten here too.
// Who decides: due() and after() in letter.cpp, pure.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/random.hpp"
#include "kernel/tenant.hpp"
#include "store/store.hpp"

namespace goud::mail {

struct Settings {
  std::string url;   // "smtp://mail.example.nl:587" or "smtps://…"; empty: nothing is sent, letters wait
  std::string from;  // "Merelhof Hotels <gast@merelhof.example>"
  std::string user, password;
  bool require_tls = true;  // refused in clear, except to this machine
  std::chrono::seconds timeout{20};
};

struct Letter {
  std::string to;             // one address
  std::string language;       // "nl" | "en"
  std::string subject, text;  // plain text, UTF-8
  std::string about;          // "follow_up:ID", "retold:ID": what it belongs to; said nowhere
  bool by_itself = false;     // nobody wrote it: the program asks or tells (Auto-Submitted)
};
// One address, nothing else: "anna@example.nl". Blanks around it are left out.
[[nodiscard]] Result<std::string> address_of(std::string_view typed);
struct Sender {
  std::string name, address;
};
// "Merelhof Hotels <gast@merelhof.example>", or the address alone.
[[nodiscard]] Result<Sender> sender_of(std::string_view text);

enum class State { waiting, sending, sent, unsure, refused, withdrawn };
[[nodiscard]] std::string_view name_of(State);
[[nodiscard]] std::optional<State> state_from(std::string_view);
struct Kept {
  std::string id;
  Letter letter;
  State state = State::waiting;
  int tries = 0;
  Instant made_at;
  std::optional<Instant> due_at;  // of one that waits
  std::optional<Instant> ended_at;
  std::string reason;  // a key of words/, of the last try that failed
};

// Inside the transaction of what it is about. The same `id` again is the same letter.
[[nodiscard]] Done post(store::Writer&, std::string_view id, const Letter&, Instant now);
[[nodiscard]] std::vector<Kept> letters(store::Reader&, std::string_view before_id,
                                        std::size_t most);  // newest first; "": from the newest
[[nodiscard]] std::optional<Kept> letter(store::Reader&, std::string_view id);
[[nodiscard]] std::vector<Kept> letters_about(store::Reader&, std::string_view about);
// A person decided about one that is unsure or refused.
[[nodiscard]] Done send_again(store::Writer&, std::string_view id, Instant now);
[[nodiscard]] Done withdraw(store::Writer&, std::string_view id, Instant now);
[[nodiscard]] Done forget_about(store::Writer&, std::string_view about);  // address and words are overwritten

// The other side: a server, or a test's.
class Transport {
 public:
  virtual ~Transport() = default;
  enum class Outcome { accepted, try_later, refused, unsure };
  struct Said {
    Outcome outcome = Outcome::try_later;
    std::string reason;          // a key of words/
    bool of_the_server = false;  // no letter at all can be handed over now
  };
  [[nodiscard]] virtual Said hand_over(const std::string& from, const std::string& to, const std::string& message) = 0;
};
[[nodiscard]] std::unique_ptr<Transport> smtp(const Settings&);
// The message of RFC 5322 as it goes over the line; headers cannot be smuggled in through a subject or a name.
[[nodiscard]] std::string message_of(const Letter&, const std::string& from, std::string_view id, Instant);

// Decisions. What a letter becomes once a server said something, or when it may be tried again; a letter that no server
// took for three days is refused.
inline constexpr int tries_most = 10;
[[nodiscard]] Kept after(Kept, const Transport::Said&, Instant now);
[[nodiscard]] Instant due(int tries, Instant now);
[[nodiscard]] Result<Kept> again(Kept, Instant now);      // of one that is unsure or refused
[[nodiscard]] Result<Kept> withdrawn(Kept, Instant now);  // of one that waits, is unsure or was refused

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Settings settings{};
  std::shared_ptr<Transport> transport{};  // none: letters wait
  Instant rests_until{};                   // the server could not be reached: nothing is tried before
};
// Letters that were `sending` when the program stopped become `unsure`. Before the first send_due.
[[nodiscard]] Done end_unfinished(Services&);
// What is due, of every organisation, oldest first: at most `most` letters, so that whoever calls has its turn again.
// From one thread alone.
[[nodiscard]] Done send_due(Services&, int most = 20);

[[nodiscard]] store::Room room();

}  // namespace goud::mail
