// Answers as JSON gives them: {question key: value | {"state": …}}, into places of the instrument.
#pragma once

#include <vector>

#include "feedback/answer.hpp"
#include "formats/json.hpp"

namespace goud::feedback {

// Notes its faults in the document. Questions that are not named are skipped, or not shown where they are about
// another moment than the answer's.
[[nodiscard]] std::vector<Given> read_answers(const Instrument&, const formats::JsonObject&, const MomentId& moment);

// One value as an interface or an export writes it.
void write_given(formats::JsonWriter&, const Question&, const Given&, bool with_telephone);

}  // namespace goud::feedback
