#include "cli/cli.hpp"

int main(int argc, char** argv) { return goud::cli::run_cli(argc, argv); }
