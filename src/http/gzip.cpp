#include "http/gzip.hpp"

#include <zlib.h>

#include <cstdlib>
#include <stdexcept>

namespace goud::http {

std::string gzip(std::string_view text, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return out;
}

bool accepts_gzip(std::string_view accepted) {
  while (!accepted.empty()) {
    const auto end = accepted.find(',');
    auto one = accepted.substr(0, end);
    accepted.remove_prefix(end == std::string_view::npos ? accepted.size() : end + 1);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.substr(0, 4) != "gzip" || (one.size() > 4 && one[4] != ';' && one[4] != ' ')) continue;
    const auto quality = one.find("q=");
    return quality == std::string_view::npos || std::strtod(std::string(one.substr(quality + 2)).c_str(), nullptr) > 0;
  }
  return false;
}

}  // namespace goud::http
