# The attack on released figures of employees: 40 worlds by ./test attack, 200 by make attack.
add_executable(attack ${CMAKE_SOURCE_DIR}/tests/attack/attack.cpp ${CMAKE_SOURCE_DIR}/tests/attack/seen.cpp
               ${CMAKE_SOURCE_DIR}/tests/attack/equations.cpp ${CMAKE_SOURCE_DIR}/tests/attack/assignments.cpp
               ${CMAKE_SOURCE_DIR}/tests/attack/relaxed.cpp ${CMAKE_SOURCE_DIR}/tests/attack/worlds.cpp ${CMAKE_SOURCE_DIR}/tests/attack/knowing.cpp)
target_link_libraries(attack PRIVATE goud_figures)
target_compile_options(attack PRIVATE -O2)  # it is arithmetic, and the development build does none of it well
