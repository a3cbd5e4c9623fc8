// Every verb there is; cli.cpp holds the table. argv[0] is the verb itself.
#pragma once

#include <ostream>

#include "cli/cli.hpp"

namespace goud::cli {

int serve(int argc, char** argv);
int user(int argc, char** argv);
int org(int argc, char** argv);
int demonstrate(int argc, char** argv);
int backup(int argc, char** argv);
int restore(int argc, char** argv);
int doctor(int argc, char** argv);
int export_answers(int argc, char** argv);
int import_file(int argc, char** argv);  // goud import
int open_file(int argc, char** argv);    // goud open
int round(int argc, char** argv);
int version(int argc, char** argv);
int score(const Arguments&, std::ostream& out, std::ostream& err);
int crosstab(const Arguments&, std::ostream& out, std::ostream& err);
int linkage(const Arguments&, std::ostream& out, std::ostream& err);
int drivers(const Arguments&, std::ostream& out, std::ostream& err);
int agreement(const Arguments&, std::ostream& out, std::ostream& err);
int reliability(const Arguments&, std::ostream& out, std::ostream& err);
int paths(const Arguments&, std::ostream& out, std::ostream& err);
int weigh(const Arguments&, std::ostream& out, std::ostream& err);
int survival(const Arguments&, std::ostream& out, std::ostream& err);
int worth(const Arguments&, std::ostream& out, std::ostream& err);
int renewals(const Arguments&, std::ostream& out, std::ostream& err);

}  // namespace goud::cli
