// The meeting sheet of a team as one A4 to print, readable in black and white: one story, one figure, one behaviour, one
// barrier, one question, what was agreed. Always true: it is one page, whatever the texts; what does not fit at the
// smallest size is cut and ends in dots. Whoever asks has written every sentence already, in one language.
#pragma once

#include <string>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::formats {

struct KitBlock {
  std::string name, how;  // "1 verhaal", "3 min, lees voor"
  std::string missing;    // what is not there and what to do about it; empty: it is there
};
struct KitLine {
  bool done = false;
  std::string text;
};
struct KitSheet {
  std::string language;  // of the sheet; a text of an organisation may be in its other one
  std::string kicker, place, title, title_language, standing;
  KitBlock story;
  std::string story_text, story_language, story_source;
  KitBlock figure;
  std::string figure_value, figure_promise, figure_says, figure_beside;
  KitBlock behaviour;
  std::string may_head, must_head;
  std::vector<std::string> may, must;
  KitBlock barrier;
  std::string barrier_title, barrier_says, barrier_asks, barrier_yes, barrier_no;
  KitBlock question;
  std::string question_text;
  KitBlock agreement;
  std::string last_head;
  std::vector<KitLine> last, agreed;
  std::string thanks, foot;
};

[[nodiscard]] Result<std::string> kit_sheet(const KitSheet&);

}  // namespace goud::formats
