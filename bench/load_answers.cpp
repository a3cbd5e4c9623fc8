// Sends answers over kept connections, each with a submission of its own, for a number of seconds, and says how many were
// acknowledged and how long each took. Plain sockets: the load may not cost more than what it loads.
//   load_answers PORT SECONDS CONNECTIONS BODY_FILE KEY [PATH [PAUSE_MS]]
// BODY_FILE holds one answer with %S% where the submission goes. With a pause each connection waits that long after an
// answer: guests, not a flood. Prints one JSON object.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  std::string out;
  std::string in;
  Clock::time_point sent{};
};

struct Load {
  std::string head;
  std::string before, after;
  std::string prefix;
  long next = 0;

  std::string request() {
    char number[24];
    std::snprintf(number, sizeof number, "%012ld", next++);
    const std::string body = before + prefix + number + after;
    return head + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

int open_socket(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

void send_all(Connection& c, Load& load) {
  c.out = load.request();
  c.sent = Clock::now();
  std::size_t at = 0;
  while (at < c.out.size()) {
    const auto n = ::send(c.socket, c.out.data() + at, c.out.size() - at, MSG_NOSIGNAL);
    if (n <= 0) {
      std::perror("send");
      std::exit(1);
    }
    at += static_cast<std::size_t>(n);
  }
}

// The whole response, or 0 while it has not all come; -1 when it is not an acknowledgement.
long response_length(const std::string& in) {
  const auto end = in.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  if (in.compare(0, 12, "HTTP/1.1 200") != 0) return -1;
  auto at = in.find("ontent-Length: ");
  if (at == std::string::npos || at > end) at = in.find("ontent-length: ");
  if (at == std::string::npos || at > end) return -1;
  const long total = static_cast<long>(end) + 4 + std::atol(in.c_str() + at + 15);
  return static_cast<long>(in.size()) >= total ? total : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fprintf(stderr, "load_answers PORT SECONDS CONNECTIONS BODY_FILE KEY [PATH [PAUSE_MS]]\n");
    return 2;
  }
  const int port = std::atoi(argv[1]);
  const double seconds = std::atof(argv[2]);
  const int connections = std::atoi(argv[3]);
  std::ifstream file(argv[4]);
  const std::string body((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string path = argc > 6 ? argv[6] : "/api/v1/answers";
  const auto pause = std::chrono::milliseconds(argc > 7 ? std::atoi(argv[7]) : 0);
  const auto mark = body.find("%S%");
  if (mark == std::string::npos) {
    std::fprintf(stderr, "load_answers: %s: no %%S%% for the submission\n", argv[4]);
    return 2;
  }
  Load load;
  load.before = body.substr(0, mark);
  load.after = body.substr(mark + 3);
  char prefix[32];
  std::snprintf(prefix, sizeof prefix, "load-%08x-", std::random_device{}());
  load.prefix = prefix;
  load.head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
              "\r\nAuthorization: Bearer " + argv[5] + "\r\nContent-Type: application/json\r\nContent-Length: ";

  const int poll = ::epoll_create1(0);
  std::vector<Connection> all(static_cast<std::size_t>(connections));
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].socket = open_socket(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, all[i].socket, &event);
  }
  std::vector<double> milliseconds;
  const auto start = Clock::now();
  const auto end = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  for (auto& c : all) send_all(c, load);
  std::size_t open = all.size();
  std::deque<std::pair<Clock::time_point, std::size_t>> resting;  // in the order of when they go on
  std::vector<epoll_event> events(all.size());
  std::vector<char> buffer(65536);
  while (open > 0) {
    int wait_ms = 30'000;
    if (!resting.empty()) {
      wait_ms = static_cast<int>(std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::milliseconds>(resting.front().first - Clock::now()).count()));
    }
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), wait_ms);
    while (!resting.empty() && resting.front().first <= Clock::now()) {
      send_all(all[resting.front().second], load);
      resting.pop_front();
    }
    if (ready < 0 || (ready == 0 && wait_ms == 30'000)) {
      std::fprintf(stderr, "load_answers: nothing came back within 30 seconds\n");
      return 1;
    }
    for (int i = 0; i < ready; ++i) {
      auto& c = all[events[static_cast<std::size_t>(i)].data.u64];
      const auto n = ::recv(c.socket, buffer.data(), buffer.size(), 0);
      if (n <= 0) {
        std::fprintf(stderr, "load_answers: the connection was closed\n");
        return 1;
      }
      c.in.append(buffer.data(), static_cast<std::size_t>(n));
      const long length = response_length(c.in);
      if (length < 0) {
        std::fprintf(stderr, "load_answers: not acknowledged: %s\n", c.in.substr(0, 600).c_str());
        return 1;
      }
      if (length == 0) continue;
      c.in.erase(0, static_cast<std::size_t>(length));
      const auto now = Clock::now();
      milliseconds.push_back(std::chrono::duration<double, std::milli>(now - c.sent).count());
      if (now + pause < end) {
        if (pause.count() == 0) send_all(c, load);
        else resting.emplace_back(now + pause, static_cast<std::size_t>(&c - all.data()));
      } else {
        ::close(c.socket);
        --open;
      }
    }
  }
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double q) { return milliseconds[static_cast<std::size_t>(q * static_cast<double>(milliseconds.size() - 1))]; };
  std::printf("{\"answers\": %zu, \"seconds\": %.3f, \"per_second\": %.1f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f}\n",
              milliseconds.size(), took, static_cast<double>(milliseconds.size()) / took, at(0.5), at(0.99), at(1.0));
}
