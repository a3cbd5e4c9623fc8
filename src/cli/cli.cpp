#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>

#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

struct Verb {
  std::string_view name;
  int (*run)(int argc, char** argv);
};

// What each does stands in words/ as cli.verb.NAME.
constexpr Verb verbs[] = {
    {"serve", serve},
    {"score", [](int argc,
                 char** argv) { return score(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr); }},
    {"crosstab",
     [](int argc, char** argv) {
       return crosstab(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"linkage",
     [](int argc, char** argv) {
       return linkage(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"drivers",
     [](int argc, char** argv) {
       return drivers(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"agreement",
     [](int argc, char** argv) {
       return agreement(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"reliability",
     [](int argc, char** argv) {
       return reliability(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"paths", [](int argc,
                 char** argv) { return paths(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr); }},
    {"weigh", [](int argc,
                 char** argv) { return weigh(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr); }},
    {"survival",
     [](int argc, char** argv) {
       return survival(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"worth", [](int argc,
                 char** argv) { return worth(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr); }},
    {"renewals",
     [](int argc, char** argv) {
       return renewals(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
     }},
    {"open", open_file},
    {"import", import_file},
    {"demo", demonstrate},
    {"round", round},
    {"user", user},
    {"org", org},
    {"export", export_answers},
    {"backup", backup},
    {"restore", restore},
    {"doctor", doctor},
    {"version", version},
};

void print_help(std::ostream& to) {
  const auto language = terminal_language();
  to << say(language, "cli.help.usage") << "\n\n";
  for (const auto& verb : verbs)
    to << "  " << std::left << std::setw(13) << verb.name << say(language, "cli.verb." + std::string(verb.name)) << '\n';
  to << '\n' << say(language, "cli.help.more") << "\n  goud serve --data ./goud-data --listen 127.0.0.1:8080\n";
}

}  // namespace

std::string terminal_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("nl") ? "nl" : "en";
  }
  return "en";
}

std::string data_directory_default() {
  const char* home = std::getenv("GOUD_HOME");
  return home != nullptr && *home != '\0' ? home : "./goud-data";
}

int complain(const Fault& fault) {
  const auto language = terminal_language();
  if (fault.fields.empty()) std::cerr << "goud: " << say(language, fault.key, fault.args) << '\n';
  for (const auto& field : fault.fields) {
    std::cerr << "goud: ";
    if (!field.path.empty()) std::cerr << field.path << ": ";
    std::cerr << say(language, field.key, field.args) << '\n';
  }
  return fault.kind == FaultKind::unavailable ? machine_failed : asked_wrong;
}

int parse(CLI::App& app, int argc, char** argv, bool& go_on) {
  go_on = false;
  try {
    app.parse(argc, argv);
    go_on = true;
    return answered;
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return answered;
  } catch (const CLI::ParseError& error) {
    std::cerr << "goud: " << app.get_name() << ": " << error.what() << " (goud " << app.get_name() << " --help)\n";
    return asked_wrong;
  }
}

int run_cli(int argc, char** argv) {
  const std::string asked = argc > 1 ? argv[1] : "";
  if (asked.empty() || asked == "--help" || asked == "-h" || asked == "help") {
    print_help(asked.empty() ? std::cerr : std::cout);
    return asked.empty() ? asked_wrong : answered;
  }
  for (const auto& verb : verbs) {
    if (verb.name != asked && !(asked == "--version" && verb.name == "version")) continue;
    try {
      const int status = verb.run(argc - 1, argv + 1);
      std::cout.flush();
      if (std::cout) return status;
      std::cerr << "goud: " << say(terminal_language(), "cli.out_closed") << '\n';
    } catch (const std::exception& error) {
      std::cerr << "goud: " << error.what() << '\n';
    }
    return machine_failed;
  }
  std::cerr << "goud: " << say(terminal_language(), "cli.verb_unknown", {{"verb", asked}}) << '\n';
  return asked_wrong;
}

int version(int argc, char** argv) {
  CLI::App app("Which goud this is.", "version");
  app.footer("Example:\n  goud version");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;
  std::cout << "goud " GOUD_VERSION "\n";
  return answered;
}

}  // namespace goud::cli
