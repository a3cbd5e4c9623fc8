// What can be wrong, said once. A Fault is an answer, not an accident: kind, the key of one sentence in words/, its
// arguments, and the fields it is about. Only http/ turns a kind into a status.
#pragma once

#include <map>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace goud {

enum class FaultKind {
  invalid,          // what was asked is wrong; the fields say where
  unauthenticated,  // nobody is signed in, or the key is unknown
  forbidden,        // signed in, and not for this role
  not_found,        // unknown, or of another organisation: the same answer
  conflict,         // it was changed meanwhile, or exists already
  gone,             // it was there and has ended (an expired code)
  too_large,        // more bytes, rows or columns than allowed
  too_many,         // asked too often
  unavailable,      // the machine cannot do it now (disk full, read-only)
};

struct FieldFault {
  std::string path;  // "answers[3].value", "name", a header, a line of a file
  std::string key;   // key in words/
  std::map<std::string, std::string> args{};
  bool operator==(const FieldFault&) const = default;
};

struct Fault {
  FaultKind kind;
  std::string key;  // key in words/
  std::vector<FieldFault> fields{};
  std::map<std::string, std::string> args{};
  bool operator==(const Fault&) const = default;
};

template <class T>
using Result = tl::expected<T, Fault>;
using Done = Result<void>;

[[nodiscard]] inline tl::unexpected<Fault> refuse(FaultKind kind, std::string key,
                                                  std::map<std::string, std::string> args = {}) {
  return tl::unexpected<Fault>(Fault{kind, std::move(key), {}, std::move(args)});
}
[[nodiscard]] inline tl::unexpected<Fault> refuse_field(std::string path, std::string key,
                                                        std::map<std::string, std::string> args = {}) {
  return tl::unexpected<Fault>(
      Fault{FaultKind::invalid, "fault.fields", {FieldFault{std::move(path), std::move(key), std::move(args)}}, {}});
}
[[nodiscard]] inline tl::unexpected<Fault> refuse(Fault fault) { return tl::unexpected<Fault>(std::move(fault)); }

}  // namespace goud
