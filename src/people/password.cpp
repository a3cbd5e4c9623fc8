#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "people/familiar_words.hpp"
#include "people/people.hpp"

namespace goud::people {
namespace {

constexpr std::string_view known_words[] = {
#include "people/known_words.inc"
};

// Upper case and the usual stand-ins for letters fool nobody: P@ssw0rd is password.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '@': out += 'a'; break;
      case '$': out += 's'; break;
      case '0': out += 'o'; break;
      case '3': out += 'e'; break;
      case '!':
      case '1': out += 'i'; break;
      case '5': out += 's'; break;
      case '7': out += 't'; break;
      case '4': out += 'a'; break;
      default:
        if (c >= 'A' && c <= 'Z') {
          out += static_cast<char>(c - 'A' + 'a');
        } else {
          out += c;
        }
    }
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Neighbours on the keyboard, in the alphabet or in counting.
bool steps(char a, char b) {
  static constexpr std::string_view rows[] = {"`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "azertyuiop", "qsdfghjklm"};
  if (a == b || a + 1 == b || b + 1 == a) return true;
  for (const auto row : rows) {
    const auto at = row.find(a);
    if (at == std::string_view::npos) continue;
    if (at + 1 < row.size() && row[at + 1] == b) return true;
    if (at > 0 && row[at - 1] == b) return true;
  }
  return false;
}

// How much there is to guess: a letter that follows from the one before, a word everyone knows, and a repeated piece
// count for little. Not entropy: a measure to refuse by.
int worth(std::string_view raw, const std::vector<std::string>& words) {
  const auto straight = lower(raw);
  const auto text = folded(raw);
  // A block that repeats is worth itself once.
  for (std::size_t block = 1; block * 2 <= straight.size(); ++block) {
    bool repeats = true;
    for (std::size_t i = block; i < straight.size() && repeats; ++i) repeats = straight[i] == straight[i - block];
    if (repeats) return worth(raw.substr(0, block), words) + 1;
  }
  int value = 0;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t longest = 0;
    for (const auto& word : words)
      if (word.size() > longest && (text.compare(i, word.size(), word) == 0 || straight.compare(i, word.size(), word) == 0))
        longest = word.size();
    if (longest >= 3) {
      value += seen.insert(text.substr(i, longest)).second ? 2 : 0;
      i += longest;
      continue;
    }
    const bool digit = straight[i] >= '0' && straight[i] <= '9';
    if (digit && straight.size() >= i + 4 && (straight.compare(i, 2, "19") == 0 || straight.compare(i, 2, "20") == 0) &&
        std::all_of(straight.begin() + static_cast<std::ptrdiff_t>(i), straight.begin() + static_cast<std::ptrdiff_t>(i) + 4,
                    [](char c) { return c >= '0' && c <= '9'; })) {
      value += 2;  // a year
      i += 4;
      continue;
    }
    const bool follows = i > 0 && steps(straight[i - 1], straight[i]);
    const bool closing_sign = !letter_or_digit(straight[i]) && i + 1 == straight.size();  // as rules used to ask for
    if (!follows && !closing_sign) ++value;
    ++i;
  }
  return value;
}

constexpr int worth_min = 7;

}  // namespace

Done password_good(std::string_view password, const std::vector<std::string_view>& context) {
  std::size_t characters = 0;
  for (const char c : password) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (characters < 12) return refuse_field("password", "people.password.short");
  if (password.size() > 512) return refuse_field("password", "people.password.long");
  std::vector<std::string> words(std::begin(known_words), std::end(known_words));
  if (worth(password, words) < worth_min || few_words(password, words))
    return refuse_field("password", "people.password.common");
  for (const auto given : context) {
    std::string word;
    const auto take = [&] {
      if (word.size() >= 3) words.push_back(folded(word)), words.push_back(lower(word));
      word.clear();
    };
    std::string whole;
    for (const char c : given) {
      if (!letter_or_digit(c)) {
        take();
      } else {
        word += c;
        whole += c;
      }
    }
    take();
    if (whole.size() >= 3) words.insert(words.end(), {folded(whole), folded(given), lower(given)});
  }
  if (worth(password, words) < worth_min || few_words(password, words))
    return refuse_field("password", "people.password.context");
  return {};
}

struct Passwords::Impl {
  explicit Impl(PasswordCost given) : cost(given) {}
  PasswordCost cost;
  std::string nobody;  // a hash of nothing anyone knows: checking takes as long as for someone
  std::mutex guard;
  std::condition_variable wake;
  std::deque<std::function<void()>> queue;
  bool stopping = false;
  std::vector<std::thread> threads;

  void run() {
    std::unique_lock lock(guard);
    while (true) {
      wake.wait(lock, [this] { return stopping || !queue.empty(); });
      if (queue.empty()) return;
      auto work = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      work();
      work = nullptr;
      lock.lock();
    }
  }
};

Passwords::Passwords(PasswordCost cost, int threads) : impl_(std::make_unique<Impl>(cost)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::array<unsigned char, 32> nothing{};
  randombytes_buf(nothing.data(), nothing.size());
  impl_->nobody = hash({reinterpret_cast<const char*>(nothing.data()), nothing.size()});
  for (int i = 0; i < threads; ++i) impl_->threads.emplace_back([this] { impl_->run(); });
}

Passwords::~Passwords() {
  {
    const std::scoped_lock lock(impl_->guard);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  for (auto& thread : impl_->threads) thread.join();
}

std::string Passwords::hash(std::string_view password) const {
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(out, password.data(), password.size(), impl_->cost.passes, impl_->cost.memory_bytes) != 0)
    throw std::runtime_error("no memory for argon2id");
  return out;
}

bool Passwords::matches(std::string_view password, std::string_view hash) const {
  const std::string kept(hash.empty() ? std::string_view(impl_->nobody) : hash);
  return crypto_pwhash_str_verify(kept.c_str(), password.data(), password.size()) == 0 && !hash.empty();
}

bool Passwords::post(std::function<void()> work) const {
  {
    const std::scoped_lock lock(impl_->guard);
    if (impl_->stopping || impl_->queue.size() >= 64) return false;
    impl_->queue.push_back(std::move(work));
  }
  impl_->wake.notify_one();
  return true;
}

}  // namespace goud::people
