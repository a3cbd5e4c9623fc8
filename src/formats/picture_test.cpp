#include "formats/picture.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>

namespace goud::formats {
namespace {

Pixels plain(int width, int height, std::uint8_t red, std::uint8_t alpha) {
  Pixels pixels{width, height, {}};
  for (int i = 0; i < width * height; ++i) pixels.rgba.insert(pixels.rgba.end(), {red, 20, 30, alpha});
  return pixels;
}

std::string jpeg_of(int width, int height) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_start_compress(&info, TRUE);
  std::vector<unsigned char> line(static_cast<std::size_t>(width) * 3, 200);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = line.data();
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  std::string out(reinterpret_cast<char*>(memory), size);
  jpeg_destroy_compress(&info);
  std::free(memory);
  return out;
}

TEST(Picture, PngBecomesPngOfTheSameColours) {
  auto png = write_png(plain(40, 20, 200, 128));
  ASSERT_TRUE(png);
  auto picture = reencode(*png, 512);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->width, 40);
  EXPECT_EQ(picture->height, 20);
  auto back = decode_picture(picture->png);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->rgba[0], 200);
  EXPECT_EQ(back->rgba[3], 128);
}

TEST(Picture, IsMadeSmallerOnItsLongerSide) {
  auto picture = reencode(*write_png(plain(900, 300, 90, 255)), 300);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->width, 300);
  EXPECT_EQ(picture->height, 100);
}

TEST(Picture, ShrinkingTakesTheMeanAndTransparentPixelsGiveNoColour) {
  Pixels two{2, 1, {100, 0, 0, 255, 250, 250, 250, 0}};
  auto one = shrink(two, 1);
  ASSERT_EQ(one.rgba.size(), 4u);
  EXPECT_EQ(one.rgba[0], 100);
  EXPECT_EQ(one.rgba[1], 0);
  EXPECT_EQ(one.rgba[3], 128);
}

TEST(Picture, JpegBecomesPngAndLosesWhatWasHungBehindIt) {
  auto jpeg = jpeg_of(64, 48) + "<script>alert(1)</script>";
  auto picture = reencode(jpeg, 512);
  ASSERT_TRUE(picture) << picture.error().key;
  EXPECT_EQ(picture->width, 64);
  EXPECT_EQ(picture->png.substr(1, 3), "PNG");
  EXPECT_EQ(picture->png.find("script"), std::string::npos);
}

TEST(Picture, RefusesWhatIsNoPicture) {
  auto refused = [](std::string_view bytes) {
    auto picture = reencode(bytes, 512);
    return picture ? std::string("taken") : picture.error().key;
  };
  EXPECT_EQ(refused("<svg xmlns='http://www.w3.org/2000/svg'/>"), "formats.picture.unknown_kind");
  EXPECT_EQ(refused(""), "formats.picture.unknown_kind");
  EXPECT_EQ(refused("GIF89a"), "formats.picture.unknown_kind");
  EXPECT_EQ(refused("\xff\xd8\xff\xe0 not a jpeg"), "formats.picture.broken");
  auto png = *write_png(plain(40, 20, 200, 255));
  EXPECT_EQ(refused(std::string_view(png).substr(0, 40)), "formats.picture.broken");
}

TEST(Picture, RefusesAPictureThatClaimsTooManyPixelsBeforeDecodingIt) {
  // A PNG header of 60,000 by 60,000 and nothing behind it.
  std::string png = *write_png(plain(1, 1, 0, 255));
  png[16] = 0, png[17] = 0, png[18] = '\xea', png[19] = '\x60';
  png[20] = 0, png[21] = 0, png[22] = '\xea', png[23] = '\x60';
  auto refused = reencode(png, 512);
  ASSERT_FALSE(refused);
  auto jpeg = jpeg_of(16, 16);
  const auto at = jpeg.find("\xff\xc0");
  ASSERT_NE(at, std::string::npos);
  jpeg[at + 5] = '\x4e', jpeg[at + 6] = '\x20', jpeg[at + 7] = '\x4e', jpeg[at + 8] = '\x20';
  auto large = reencode(jpeg, 512);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().key, "formats.picture.too_big");
}

}  // namespace
}  // namespace goud::formats
