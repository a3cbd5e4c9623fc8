// The command line: goud VERB …. Each verb is a file of its own with one function, a line in verbs.hpp and a line in the
// table of cli.cpp. Exit status 0: answered; 2: what was asked is wrong (one line on stderr says what, and the mend);
// 1: the machine failed.
#pragma once

#include <string>
#include <vector>

#include "kernel/fault.hpp"

namespace CLI {
class App;
}

namespace goud::cli {

int run_cli(int argc, char** argv);

// What verbs say alike.
using Arguments = std::vector<std::string>;  // behind the verb
inline constexpr int answered = 0, machine_failed = 1, asked_wrong = 2;
[[nodiscard]] std::string terminal_language();       // nl when LC_ALL, LC_MESSAGES or LANG says so, else en
[[nodiscard]] inline std::string language() { return terminal_language(); }
[[nodiscard]] std::string data_directory_default();  // $GOUD_HOME, else ./goud-data
int complain(const Fault&);                          // one line a field on stderr; gives the exit status
// Reads the options; where the verb may not go on (after --help or a mistake) the exit status.
[[nodiscard]] int parse(CLI::App&, int argc, char** argv, bool& go_on);

}  // namespace goud::cli
