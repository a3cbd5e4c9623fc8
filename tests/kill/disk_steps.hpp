// Every call of a program that touches a disk, stepped, and a kill -9 before the one that was chosen. Included once, by the program.
#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>

namespace {

std::atomic<long> steps{0}, last_step{-1};

// Before the call is made; what was written until here is what the next start finds.
void step() {
  if (last_step < 0) return;
  if (++steps > last_step) ::kill(::getpid(), SIGKILL);
}

template <class Function>
Function the_real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// What SQLite and goud call to change a disk, stepped. The program's own names come before those of the C library.
extern "C" {
ssize_t write(int file, const void* bytes, size_t count) {
  static const auto real = the_real<ssize_t (*)(int, const void*, size_t)>("write");
  if (file > 2) step();
  return real(file, bytes, count);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  static const auto real = the_real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  step();
  return real(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  static const auto real = the_real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  step();
  return real(file, bytes, count, at);
}
int fsync(int file) {
  static const auto real = the_real<int (*)(int)>("fsync");
  step();
  return real(file);
}
int fdatasync(int file) {
  static const auto real = the_real<int (*)(int)>("fdatasync");
  step();
  return real(file);
}
int ftruncate(int file, off_t length) noexcept {
  static const auto real = the_real<int (*)(int, off_t)>("ftruncate");
  step();
  return real(file, length);
}
int ftruncate64(int file, off64_t length) noexcept {
  static const auto real = the_real<int (*)(int, off64_t)>("ftruncate64");
  step();
  return real(file, length);
}
int unlink(const char* path) noexcept {
  static const auto real = the_real<int (*)(const char*)>("unlink");
  step();
  return real(path);
}
int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = the_real<int (*)(const char*, mode_t)>("mkdir");
  step();
  return real(path, mode);
}
}
