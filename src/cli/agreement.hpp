// goud agreement has two questions: whether people of one team answer alike, and whether those who judge the same units agree.
#pragma once

#include "cli/file_verb.hpp"

namespace goud::cli {

[[nodiscard]] Result<Answer> agreement_of_teams(const FileArguments&, FileRows&, const Settings&, Progress&);
[[nodiscard]] Result<Answer> agreement_of_judges(const FileArguments&, FileRows&, const Settings&, Progress&);

}  // namespace goud::cli
