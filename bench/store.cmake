# The store alone: durable commits beside the disk's own rate.
add_executable(bench_store EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/bench_store.cpp)
target_link_libraries(bench_store PRIVATE goud_store)
