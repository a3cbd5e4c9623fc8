# DuckDB comes from npm (see tools/npm and docs/decisions/duckdb-from-npm.md): the C header from one
# package, the library from another. Both are laid in the build folder, so that $ORIGIN finds the library beside
# every program, the tests' too. Only the C header is taken: the C++ headers are no promise of DuckDB.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(GOUD_NODE_ARCH arm64)
else()
  set(GOUD_NODE_ARCH x64)
endif()
set(GOUD_NPM ${CMAKE_SOURCE_DIR}/build/npm/node_modules)
set(duckdb_header ${GOUD_NPM}/duckdb/src/duckdb/src/include/duckdb.h)
set(duckdb_library ${GOUD_NPM}/@duckdb/node-bindings-linux-${GOUD_NODE_ARCH}/libduckdb.so)
foreach(file ${duckdb_header} ${duckdb_library})
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "${file} is missing: run tools/setup first")
  endif()
endforeach()

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/duckdb)
file(COPY_FILE ${duckdb_header} ${CMAKE_BINARY_DIR}/include/duckdb/duckdb.h ONLY_IF_DIFFERENT)
file(COPY_FILE ${duckdb_library} ${CMAKE_BINARY_DIR}/libduckdb.so ONLY_IF_DIFFERENT)

add_library(duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${CMAKE_BINARY_DIR}/libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/include/duckdb)

# As installed from the first: the room that CMake leaves for another path would stand there as an empty one, which is the
# folder one happens to be in.
set(CMAKE_BUILD_WITH_INSTALL_RPATH ON)
set(CMAKE_INSTALL_RPATH "$ORIGIN")
