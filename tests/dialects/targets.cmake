# Every migration and statement of every room, prepared on SQLite and on PostgreSQL. Run by tests/dialects/run.
add_executable(dialects ${CMAKE_SOURCE_DIR}/tests/dialects/dialects.cpp)
target_link_libraries(dialects PRIVATE goud_cli)
