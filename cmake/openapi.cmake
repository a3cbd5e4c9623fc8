# The description of the API lies in the program: the assembler takes it in.
if(TARGET goud_cli)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/cli/openapi.cpp PROPERTIES
    COMPILE_OPTIONS "-Wa,-I${CMAKE_SOURCE_DIR}" OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/api/openapi.json)
endif()
