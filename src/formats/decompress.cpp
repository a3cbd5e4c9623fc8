#include "formats/decompress.hpp"

#include <lzma.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

namespace goud::formats {

namespace {

constexpr std::size_t packed_block = 64 * 1024;

class FileSource final : public ByteSource {
 public:
  explicit FileSource(std::FILE* file) : file_(file) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { std::fclose(file_); }
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t got = std::fread(into.data(), 1, into.size(), file_);
    if (got == 0 && std::ferror(file_) != 0) return refuse(FaultKind::unavailable, "formats.file.unreadable");
    return got;
  }

 private:
  std::FILE* file_;
};

class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t got = std::min(into.size(), text_.size() - at_);
    std::memcpy(into.data(), text_.data() + at_, got);
    at_ += got;
    return got;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

class HeadedSource final : public ByteSource {
 public:
  HeadedSource(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == head_.size()) return rest_->read(into);
    const std::size_t got = std::min(into.size(), head_.size() - at_);
    std::memcpy(into.data(), head_.data() + at_, got);
    at_ += got;
    return got;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

// What both unpackers share: a block of packed bytes, and the count of what came out.
class UnpackingSource : public ByteSource {
 public:
  UnpackingSource(std::unique_ptr<ByteSource> packed, std::int64_t bytes_max)
      : packed_(std::move(packed)), left_(bytes_max), block_(packed_block) {}

 protected:
  Result<std::size_t> more() { return packed_->read(block_); }
  Result<std::size_t> counted(std::size_t got) {
    left_ -= static_cast<std::int64_t>(got);
    if (left_ < 0) return refuse(FaultKind::too_large, "formats.file.unpacks_too_large");
    return got;
  }
  [[nodiscard]] char* block() { return block_.data(); }

 private:
  std::unique_ptr<ByteSource> packed_;
  std::int64_t left_;
  std::vector<char> block_;
};

class GzipSource final : public UnpackingSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> packed, std::int64_t bytes_max)
      : UnpackingSource(std::move(packed), bytes_max) {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  Result<std::size_t> read(std::span<char> into) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1U << 30));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted) {
      if (stream_.avail_in == 0) {
        auto got = more();
        if (!got) return got;
        if (*got == 0) {
          if (between_members_) return std::size_t{0};
          return refuse(FaultKind::invalid, "formats.file.cut_off");
        }
        stream_.next_in = reinterpret_cast<Bytef*>(block());
        stream_.avail_in = static_cast<uInt>(*got);
      }
      if (between_members_ && inflateReset(&stream_) != Z_OK) return refuse(FaultKind::invalid, "formats.file.damaged");
      between_members_ = false;
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        between_members_ = true;  // a gzip file may hold several, one after another
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return refuse(FaultKind::invalid, "formats.file.damaged");
      }
    }
    return counted(wanted - stream_.avail_out);
  }

 private:
  z_stream stream_{};
  bool between_members_ = false;
};

class XzSource final : public UnpackingSource {
 public:
  XzSource(std::unique_ptr<ByteSource> packed, std::int64_t bytes_max) : UnpackingSource(std::move(packed), bytes_max) {
    constexpr std::uint64_t memory_max = 128U << 20U;
    if (lzma_stream_decoder(&stream_, memory_max, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
  }
  XzSource(const XzSource&) = delete;
  XzSource& operator=(const XzSource&) = delete;
  ~XzSource() override { lzma_end(&stream_); }

  Result<std::size_t> read(std::span<char> into) override {
    stream_.next_out = reinterpret_cast<std::uint8_t*>(into.data());
    stream_.avail_out = into.size();
    while (stream_.avail_out == into.size() && !finished_) {
      if (stream_.avail_in == 0 && !at_end_) {
        auto got = more();
        if (!got) return got;
        at_end_ = *got == 0;
        stream_.next_in = reinterpret_cast<const std::uint8_t*>(block());
        stream_.avail_in = *got;
      }
      const lzma_ret status = lzma_code(&stream_, at_end_ ? LZMA_FINISH : LZMA_RUN);
      if (status == LZMA_STREAM_END) {
        finished_ = true;
      } else if (status == LZMA_BUF_ERROR) {
        return refuse(FaultKind::invalid, "formats.file.cut_off");
      } else if (status == LZMA_MEMLIMIT_ERROR) {
        return refuse(FaultKind::too_large, "formats.file.unpacks_too_large");
      } else if (status != LZMA_OK) {
        return refuse(FaultKind::invalid, "formats.file.damaged");
      }
    }
    return counted(into.size() - stream_.avail_out);
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool at_end_ = false;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return refuse(missing ? FaultKind::not_found : FaultKind::unavailable,
                  missing ? "formats.file.missing" : "formats.file.unreadable");
  }
  auto source = std::make_unique<FileSource>(file);
  // A directory opens and does not read; say so here, where the name is known.
  const int first = std::fgetc(file);
  if (first == EOF && std::ferror(file) != 0) return refuse(FaultKind::unavailable, "formats.file.unreadable");
  if (first != EOF) std::ungetc(first, file);
  return source;
}

std::unique_ptr<ByteSource> bytes_of(std::string text) { return std::make_unique<TextSource>(std::move(text)); }

std::unique_ptr<ByteSource> bytes_after(std::string head, std::unique_ptr<ByteSource> rest) {
  return std::make_unique<HeadedSource>(std::move(head), std::move(rest));
}

Result<std::string> read_head(ByteSource& source, std::size_t size) {
  std::string head(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    auto got = source.read(std::span(head).subspan(filled));
    if (!got) return refuse(got.error());
    if (*got == 0) break;
    filled += *got;
  }
  head.resize(filled);
  return head;
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, std::int64_t bytes_max) {
  auto head = read_head(*source, 6);
  if (!head) return refuse(head.error());
  const bool gzip = head->starts_with("\x1f\x8b");
  const bool xz = *head == std::string_view("\xfd" "7zXZ\0", 6);
  auto whole = bytes_after(std::move(*head), std::move(source));
  if (gzip) return std::make_unique<GzipSource>(std::move(whole), bytes_max);
  if (xz) return std::make_unique<XzSource>(std::move(whole), bytes_max);
  return whole;
}

}  // namespace goud::formats
