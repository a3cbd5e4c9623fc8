// What in a text may point at a person. Structured kinds are found by form and check digits; names only of the lists that
// are given, and behind a title. A name that is on no list is not found: a person looks before anything is shared.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goud::text {

enum class PrivateKind { email, telephone, iban, bsn, name, title };  // title: "mevrouw De Vries", "Mr Brown"
[[nodiscard]] std::string_view name_of(PrivateKind);

struct PrivatePart {
  std::size_t from = 0, to = 0;  // bytes
  PrivateKind kind = PrivateKind::name;
  bool operator==(const PrivatePart&) const = default;
};

// Names of colleagues and of customers, made ready once: "Fatima El Idrissi" is found whole, by first name and by surname.
class NameList {
 public:
  NameList() = default;
  explicit NameList(std::span<const std::string> full_names);
  [[nodiscard]] bool empty() const;
  struct Prepared;
  [[nodiscard]] const Prepared* prepared() const { return prepared_.get(); }

 private:
  std::shared_ptr<const Prepared> prepared_;
};

// By place, none overlapping another.
[[nodiscard]] std::vector<PrivatePart> find_private(std::string_view, const NameList&);
// Each part becomes "[naam]", "[telefoon]" … in the language of the text.
[[nodiscard]] std::string redacted(std::string_view, std::span<const PrivatePart>, std::string_view language);

}  // namespace goud::text
