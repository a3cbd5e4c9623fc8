// How often this disk takes a small write for certain: fdatasync after every 4 KB, one after the other, beside which the
// store is measured.  disk_rate FOLDER SECONDS
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "disk_rate FOLDER SECONDS\n");
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  const std::string path = std::string(argv[1]) + "/disk_rate.probe";
  const int fd = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (fd < 0) {
    std::perror(path.c_str());
    return 1;
  }
  const std::vector<char> page(4096, 'g');
  std::vector<double> milliseconds;
  const auto start = Clock::now();
  const double seconds = std::atof(argv[2]);
  while (std::chrono::duration<double>(Clock::now() - start).count() < seconds) {
    const auto before = Clock::now();
    if (::write(fd, page.data(), page.size()) < 0 || ::fdatasync(fd) != 0) {
      std::perror("write");
      return 1;
    }
    milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
  }
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  ::close(fd);
  ::unlink(path.c_str());
  std::sort(milliseconds.begin(), milliseconds.end());
  std::printf("{\"per_second\": %.1f, \"p50_ms\": %.4f, \"p99_ms\": %.4f}\n", static_cast<double>(milliseconds.size()) / took,
              milliseconds[milliseconds.size() / 2], milliseconds[static_cast<std::size_t>(0.99 * static_cast<double>(milliseconds.size() - 1))]);
}
