// Every room that brings tables along.
#pragma once

#include <vector>

#include "feedback/feedback.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"

namespace goud {

inline std::vector<store::Room> all_rooms() { return {people::room(), promises::room(), moments::room(), feedback::room()}; }

}  // namespace goud
