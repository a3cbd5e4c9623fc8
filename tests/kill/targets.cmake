# kill -9 under load, twenty times: every acknowledged answer is there, once. Run by tests/kill/run.
add_executable(kill_store ${CMAKE_SOURCE_DIR}/tests/kill/kill_store.cpp)
target_link_libraries(kill_store PRIVATE goud_store)
