// The letterbox and what opens its door: codes, receipts, seals. Always true: what is kept is a hash that only this
// installation can make again, and a sealed letter as long as every other of its round. Inside the room only.
#pragma once

#include <sodium.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "rounds/kept.hpp"

namespace goud::rounds {

using people::make_code;
using people::read_code;
using people::written_code;
[[nodiscard]] store::Bytes code_hash(const people::Secrets&, std::string_view code);
// Week 0: that this code took part at all. It cannot be found from the code's own hash.
[[nodiscard]] store::Bytes spent_hash(const people::Secrets&, std::string_view code, std::string_view round, int week);
[[nodiscard]] store::Bytes receipt_hash(const people::Secrets&, std::string_view code, std::string_view round, int week,
                                        std::string_view receipt);
[[nodiscard]] std::string hex_of(const store::Bytes&);
[[nodiscard]] store::Bytes bytes_of_hex(std::string_view);

[[nodiscard]] store::Bytes seal(std::size_t letter_bytes, std::string_view public_key, const Ballot&);
// Nothing: it was not sealed with this pair, or not by us.
[[nodiscard]] std::optional<Ballot> unseal(const Keys::Pair&, const store::Bytes&);

inline void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}
void wipe(Ballot&);

// In memory alone: who is at work, how far, and what need not be read again.
struct Underway {
  std::mutex guard;
  std::set<std::int32_t> busy;
  std::map<std::int32_t, std::pair<std::string, double>> closing;
  std::map<std::int32_t, std::shared_ptr<const Kept>> open;  // as it was read last; by revision
  std::map<std::int32_t, std::string> morning;               // the day and round whose figure stands
  std::map<std::string, std::int64_t> too_few;               // how many there were when a close found too few
  bool log_to_clear = false;
  std::map<std::int32_t, std::pair<bool, Instant>> mixed;  // whether something came since, and when it was done last
};

// One deed an organisation at a time: opening, closing, beginning again, withdrawing.
class Deed {
 public:
  Deed(Services&, Tenant);
  ~Deed();
  Deed(const Deed&) = delete;
  Deed& operator=(const Deed&) = delete;
  [[nodiscard]] bool free() const { return mine_; }

 private:
  Underway& underway_;
  std::int32_t org_;
  bool mine_ = false;
};

// The round that is open or closing, parsed once for as long as it stays the same.
[[nodiscard]] std::shared_ptr<const Kept> open_round_of(const Services&, store::Reader&, Tenant);
[[nodiscard]] Done forget_ballot(store::Writer&, std::string_view id);  // for restore
// Everything that lay in the letterbox of this round, and who might still put something in.
void empty_box(store::Writer&, std::string_view round);
// Lays the rows of the open round down anew in an order of chance; hourly where something came in.
[[nodiscard]] Done mix(Services&, Tenant);
[[nodiscard]] Done mix_hourly(Services&, Tenant, Instant now);
// Empties the write-ahead log; where somebody still reads, later.
void clear_log(Services&);

}  // namespace goud::rounds
