# Words and web pages inside the program: tools/embed writes a source with .incbin, no compiler reads their content.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(generated ${CMAKE_BINARY_DIR}/generated)

set(words ${CMAKE_SOURCE_DIR}/words/nl.json ${CMAKE_SOURCE_DIR}/words/en.json)
add_custom_command(
  OUTPUT ${generated}/words.cpp ${generated}/words_nl.bin ${generated}/words_en.bin
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed words ${CMAKE_SOURCE_DIR}/words ${generated}/words.cpp
  DEPENDS ${words} ${CMAKE_SOURCE_DIR}/tools/embed VERBATIM)
add_library(goud_words STATIC ${generated}/words.cpp)
set_source_files_properties(${generated}/words.cpp PROPERTIES
  OBJECT_DEPENDS "${generated}/words_nl.bin;${generated}/words_en.bin")

# web/dist is another build's; absent, the list is empty and the program serves its API and public pages alone.
file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
add_custom_command(
  OUTPUT ${generated}/web.cpp
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed web ${CMAKE_SOURCE_DIR}/web/dist ${generated}/web.cpp
  DEPENDS ${pages} ${CMAKE_SOURCE_DIR}/tools/embed VERBATIM)
add_library(goud_pages STATIC ${generated}/web.cpp)
set_source_files_properties(${generated}/web.cpp PROPERTIES OBJECT_DEPENDS "${pages}")

set(employee_items ${CMAKE_SOURCE_DIR}/instruments/employees.json)
add_custom_command(
  OUTPUT ${generated}/instruments.cpp
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed instruments ${CMAKE_SOURCE_DIR}/instruments ${generated}/instruments.cpp
  DEPENDS ${employee_items} ${CMAKE_SOURCE_DIR}/tools/embed VERBATIM)
add_library(goud_instruments STATIC ${generated}/instruments.cpp)
set_source_files_properties(${generated}/instruments.cpp PROPERTIES OBJECT_DEPENDS "${employee_items}")
# The blobs are named by the source, not by the compiler's dependency scan: a cached object could hold an old page.
set_target_properties(goud_words goud_pages goud_instruments PROPERTIES CXX_COMPILER_LAUNCHER "" C_COMPILER_LAUNCHER "")
