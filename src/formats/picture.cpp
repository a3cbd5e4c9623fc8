#include "formats/picture.hpp"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>

// libjpeg's header leans on stdio and size_t being there.
// tidy: their words manager, common (libjpeg names its parts so)
#include <jpeglib.h>

namespace goud::formats {
namespace {

constexpr std::int64_t pixels_max = 24'000'000;

bool fits(std::int64_t width, std::int64_t height) {
  return width > 0 && height > 0 && width <= 20000 && height <= 20000 && width * height <= pixels_max;
}

tl::unexpected<Fault> broken() { return refuse(FaultKind::invalid, "formats.picture.broken"); }
tl::unexpected<Fault> too_big() { return refuse(FaultKind::too_large, "formats.picture.too_big"); }

Result<Pixels> decode_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return broken();
  if (!fits(image.width, image.height)) {
    png_image_free(&image);
    return too_big();
  }
  image.format = PNG_FORMAT_RGBA;
  Pixels pixels{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  pixels.rgba.resize(PNG_IMAGE_SIZE(image));
  if (!png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr)) {
    png_image_free(&image);
    return broken();
  }
  return pixels;
}

struct JpegErrors {
  jpeg_error_mgr manager;
  std::jmp_buf back;
};

void jpeg_stop(j_common_ptr info) {
  std::longjmp(reinterpret_cast<JpegErrors*>(info->err)->back, 1);
}
void jpeg_silent(j_common_ptr) {}
void jpeg_silent_level(j_common_ptr, int) {}

enum class JpegEnd { done, broken, too_big };

// Only plain memory between setjmp and longjmp: nothing with a destructor is made in here.
JpegEnd read_jpeg(std::string_view bytes, Pixels& pixels, std::vector<std::uint8_t>& line) {
  jpeg_decompress_struct info{};
  JpegErrors errors{};
  info.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = jpeg_stop;
  errors.manager.output_message = jpeg_silent;
  errors.manager.emit_message = jpeg_silent_level;
  if (setjmp(errors.back) != 0) {
    jpeg_destroy_decompress(&info);
    return JpegEnd::broken;
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  if (!fits(info.image_width, info.image_height)) {
    jpeg_destroy_decompress(&info);
    return JpegEnd::too_big;
  }
  info.out_color_space = JCS_RGB;
  info.mem->max_memory_to_use = 256L * 1024 * 1024;
  jpeg_start_decompress(&info);
  const std::size_t width = info.output_width;
  pixels.width = static_cast<int>(width);
  pixels.height = static_cast<int>(info.output_height);
  pixels.rgba.assign(width * info.output_height * 4, 255);
  line.assign(width * 3, 0);
  while (info.output_scanline < info.output_height) {
    const std::size_t y = info.output_scanline;
    JSAMPROW row = line.data();
    jpeg_read_scanlines(&info, &row, 1);
    std::uint8_t* out = pixels.rgba.data() + y * width * 4;
    for (std::size_t x = 0; x < width; ++x) std::memcpy(out + x * 4, line.data() + x * 3, 3);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return JpegEnd::done;
}

}  // namespace

Result<Pixels> decode_picture(std::string_view bytes) {
  static constexpr std::string_view png_start = "\x89PNG\r\n\x1a\n";
  if (bytes.substr(0, png_start.size()) == png_start) return decode_png(bytes);
  if (bytes.substr(0, 3) == "\xff\xd8\xff") {
    Pixels pixels;
    std::vector<std::uint8_t> line;
    switch (read_jpeg(bytes, pixels, line)) {
      case JpegEnd::done: return pixels;
      case JpegEnd::too_big: return too_big();
      case JpegEnd::broken: return broken();
    }
  }
  return refuse(FaultKind::invalid, "formats.picture.unknown_kind");
}

Pixels shrink(const Pixels& from, int max_px) {
  const int longest = std::max(from.width, from.height);
  if (longest <= max_px) return from;
  Pixels to;
  to.width = std::max(1, static_cast<int>(std::int64_t{from.width} * max_px / longest));
  to.height = std::max(1, static_cast<int>(std::int64_t{from.height} * max_px / longest));
  to.rgba.resize(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height) * 4);
  auto span = [](int i, int small, int large) {
    const int begin = static_cast<int>(std::int64_t{i} * large / small);
    const int end = std::max(begin + 1, static_cast<int>(std::int64_t{i + 1} * large / small));
    return std::pair(begin, std::min(end, large));
  };
  for (int y = 0; y < to.height; ++y) {
    const auto [y0, y1] = span(y, to.height, from.height);
    for (int x = 0; x < to.width; ++x) {
      const auto [x0, x1] = span(x, to.width, from.width);
      // Colours weigh by their alpha: a transparent pixel has no colour to give.
      std::uint64_t red = 0, green = 0, blue = 0, alpha = 0, count = 0;
      for (int v = y0; v < y1; ++v) {
        for (int u = x0; u < x1; ++u) {
          const auto* p = &from.rgba[(static_cast<std::size_t>(v) * static_cast<std::size_t>(from.width) + static_cast<std::size_t>(u)) * 4];
          red += std::uint64_t{p[0]} * p[3];
          green += std::uint64_t{p[1]} * p[3];
          blue += std::uint64_t{p[2]} * p[3];
          alpha += p[3];
          ++count;
        }
      }
      auto* out = &to.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width) + static_cast<std::size_t>(x)) * 4];
      if (alpha > 0) {
        out[0] = static_cast<std::uint8_t>((red + alpha / 2) / alpha);
        out[1] = static_cast<std::uint8_t>((green + alpha / 2) / alpha);
        out[2] = static_cast<std::uint8_t>((blue + alpha / 2) / alpha);
        out[3] = static_cast<std::uint8_t>((alpha + count / 2) / count);
      }
    }
  }
  return to;
}

Result<std::string> write_png(const Pixels& pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  if (!png_image_write_to_memory(&image, nullptr, &size, 0, pixels.rgba.data(), 0, nullptr)) return broken();
  std::string out(size, '\0');
  if (!png_image_write_to_memory(&image, out.data(), &size, 0, pixels.rgba.data(), 0, nullptr)) return broken();
  out.resize(size);
  return out;
}

Result<Picture> reencode(std::string_view bytes, int max_px) {
  auto pixels = decode_picture(bytes);
  if (!pixels) return refuse(pixels.error());
  const auto small = shrink(*pixels, max_px);
  auto png = write_png(small);
  if (!png) return refuse(png.error());
  return Picture{small.width, small.height, std::move(*png)};
}

}  // namespace goud::formats
