# What only some builds have: fuzz targets (clang's libFuzzer, preset fuzz) and what is installed.
option(GOUD_FUZZ "build the fuzz targets, with clang" OFF)
if(GOUD_FUZZ)
  # goud_fuzz(NAME SOURCE…): tests/fuzz/NAME_fuzz.cpp with the sources it reaches, named, because clang 14 cannot read all of ours.
  function(goud_fuzz name)
    set(sources ${ARGN})
    list(TRANSFORM sources PREPEND ${CMAKE_SOURCE_DIR}/src/)
    add_executable(fuzz_${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/${name}_fuzz.cpp ${sources})
    target_compile_options(fuzz_${name} PRIVATE -Wno-error -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_libraries(fuzz_${name} PRIVATE Threads::Threads PkgConfig::SODIUM date::date-tz Boost::json Boost::url
      PkgConfig::LZMA PkgConfig::ZLIB PkgConfig::PNG PkgConfig::JPEG ${STEMMER} goud_words)
  endfunction()
  include(${CMAKE_SOURCE_DIR}/tests/fuzz/targets.cmake OPTIONAL)
endif()

if(TARGET goud)
  install(TARGETS goud RUNTIME DESTINATION .)
  install(FILES ${CMAKE_BINARY_DIR}/libduckdb.so DESTINATION .)
endif()

include(${CMAKE_SOURCE_DIR}/bench/targets.cmake)
