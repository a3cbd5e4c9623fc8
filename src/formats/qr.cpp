#include "formats/qr.hpp"

#include <qrencode.h>

#include <memory>

#include "formats/html.hpp"

namespace goud::formats {

Result<QrCode> qr_code(std::string_view text) {
  if (text.empty() || text.size() > 500) return refuse(FaultKind::invalid, "formats.qr.length");
  std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  if (!code) return refuse(FaultKind::invalid, "formats.qr.length");
  QrCode drawn{code->width, {}};
  const auto squares = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  drawn.dark.reserve(squares);
  for (std::size_t i = 0; i < squares; ++i) drawn.dark.push_back((code->data[i] & 1) != 0);
  return drawn;
}

Result<std::string> qr_svg(std::string_view text, std::string_view title) {
  auto code = qr_code(text);
  if (!code) return refuse(code.error());
  const int quiet = 4;
  const auto size = std::to_string(code->side + 2 * quiet);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                    "\" role=\"img\" shape-rendering=\"crispEdges\"><title>" + html_text(title) +
                    "</title><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/><path fill=\"#000\" d=\"";
  for (int y = 0; y < code->side; ++y) {
    for (int x = 0; x < code->side;) {
      int run = 0;
      while (x + run < code->side && code->dark[static_cast<std::size_t>(y * code->side + x + run)]) ++run;
      if (run > 0) {
        svg += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h" + std::to_string(run) + "v1h-" + std::to_string(run) + "z";
        x += run;
      } else {
        ++x;
      }
    }
  }
  svg += "\"/></svg>\n";
  return svg;
}

}  // namespace goud::formats
