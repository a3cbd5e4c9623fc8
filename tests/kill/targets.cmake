# kill -9 under load, twenty times: every acknowledged answer is there, once. Run by tests/kill/run.
add_executable(kill_store ${CMAKE_SOURCE_DIR}/tests/kill/kill_store.cpp)
target_link_libraries(kill_store PRIVATE goud_store)
# kill -9 before every step of receipt, taking back, opening and closing of an employees' round. Run by tests/kill/run.
add_executable(kill_round ${CMAKE_SOURCE_DIR}/tests/kill/kill_round.cpp)
target_link_libraries(kill_round PRIVATE goud_rounds ${CMAKE_DL_LIBS})
# kill -9 before every step of a report without a name and of its morning. Run by tests/kill/run.
add_executable(kill_barriers ${CMAKE_SOURCE_DIR}/tests/kill/kill_barriers.cpp)
target_link_libraries(kill_barriers PRIVATE goud_barriers ${CMAKE_DL_LIBS})
