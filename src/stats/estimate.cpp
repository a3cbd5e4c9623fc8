#include "stats/estimate.hpp"

namespace goud::stats {

std::string_view to_text(Reason reason) {
  switch (reason) {
    case Reason::too_few: return "too_few";
    case Reason::no_spread: return "no_spread";
    case Reason::not_identified: return "not_identified";
    case Reason::did_not_converge: return "did_not_converge";
    case Reason::not_asked: return "not_asked";
  }
  return "not_identified";
}

}  // namespace goud::stats
