#include <sys/stat.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/config.hpp"
#include "cli/floor_clock.hpp"
#include "cli/house.hpp"
#include "cli/round_clock.hpp"
#include "cli/verbs.hpp"
#include "http/server.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

int serve(int argc, char** argv) {
  CLI::App app("Serves goud over HTTP until Ctrl-C.\nExample: goud serve --data ./goud-data --listen 127.0.0.1:8080", "serve");
  std::string data = data_directory_default(), config_path, listen, keys;
  std::vector<std::string> hosts, proxies;
  bool unsafe_durability = false, quiet = false;
  app.add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  app.add_option("--config", config_path, "configuration file (goud.toml)");
  app.add_option(
      "--keys", keys,
      "directory of the keys of open rounds; also $GOUD_KEYS (default: the data directory's name with .keys)");
  app.add_option("--listen", listen, "address and port, 127.0.0.1:8080; port 0 takes any free one");
  app.add_option("--host", hosts, "a name people reach goud by (repeatable)");
  app.add_option("--proxy", proxies, "address or network of the proxy that speaks TLS for goud (repeatable)");
  app.add_flag("--quiet", quiet, "no line for each request");
  // For the benchmark alone: what would be the speed if commits did not wait for the disk?
  app.add_flag("--commit-off", unsafe_durability)->group("");
  // For the journeys alone: a round lasts a week at least, a journey seconds.
  int days_ahead = 0;
  app.add_option("--days-ahead", days_ahead)->group("");
  bool go_on = false;
  const int status = parse(app, argc, argv, go_on);
  if (!go_on) return status;

  Config config;
  if (!config_path.empty()) {
    auto read = read_config(config_path);
    if (!read) return complain(read.error());
    config = std::move(*read);
  }
  if (!listen.empty())
    if (auto done = listen_at(config, listen); !done) return complain(done.error());
  auto& options = config.server;
  options.hosts.insert(options.hosts.end(), hosts.begin(), hosts.end());
  options.proxies.insert(options.proxies.end(), proxies.begin(), proxies.end());
  if (auto done = http::servable(options); !done) return complain(done.error());
  http::log_from(quiet ? http::LogLevel::warning : config.log);

  leave_no_cores();
  http::hold_signals();
  auto opened = House::open(data, unsafe_durability ? store::Durability::off : store::Durability::full,
                            keys.empty() ? config.keys : keys);
  if (!opened) return complain(opened.error());
  auto& house = **opened;
  house.clock.days_ahead = days_ahead;
  for (const auto& fault : rounds::examine(*house.rounds))
    std::fprintf(stderr, "goud: %s\n", say(terminal_language(), fault.key, fault.args).c_str());
  // Whatever a crash left of uploads is nobody's any more.
  options.upload_directory = house.directory->path() + "/uploads";
  std::filesystem::remove_all(options.upload_directory);
  std::filesystem::create_directories(options.upload_directory);
  ::chmod(options.upload_directory.c_str(), 0700);

  auto known = people::organisations(*house.store);
  if (!known) return complain(known.error());
  if (known->empty()) house.people->setup_token = people::new_secret(house.randomness, 18);

  house.feedback->upload_bytes_max = config.upload_bytes_max;
  house.mail->settings = config.mail;
  if (!config.mail.url.empty()) house.mail->transport = mail::smtp(config.mail);

  http::Router router;
  house.routes(router);
  http::Server server(options, router, people::recognise(*house.people), house.clock, house.randomness);
  if (auto done = server.start(); !done) return complain(done.error());
  const auto url = options.url.empty() ? server.url() : options.url;
  house.actions->home = url;
  const RoundClock rounds(*house.rounds);
  const FloorClock floor(house);
  // Behind a proxy nobody begins at this machine's own address, which is served in clear.
  const auto& hosts_named = options.hosts;
  const auto named =
      std::find_if(hosts_named.begin(), hosts_named.end(), [](const auto& host) { return host != "localhost"; });
  const auto begin =
      options.url.empty() && !options.proxies.empty() && named != hosts_named.end() ? "https://" + *named : url;
  const auto print = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
  print(say(terminal_language(), "cli.serve.at", {{"version", GOUD_VERSION}, {"url", url}}));
  if (known->empty())
    print(say(terminal_language(), "cli.serve.begin", {{"url", begin + "/begin?token=" + house.people->setup_token}}));
  print(say(terminal_language(), "cli.serve.stop"));
  std::fflush(stdout);
  server.wait_for_signal();
  server.stop();
  print(say(terminal_language(), "cli.serve.stopped"));
  return answered;
}

}  // namespace goud::cli
