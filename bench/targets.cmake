# What bench/run measures with; built in the release preset, never with the daily build.
foreach(name load_answers disk_rate bare_insert)
  add_executable(${name} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp)
endforeach()
target_link_libraries(bare_insert PRIVATE PkgConfig::SQLITE)
foreach(name overview_bench:goud_figures bench_store:goud_store import_bench:goud_feedback csv_bench:goud_formats mediation_bench:goud_stats
             release_bench:goud_figures ballots_bench:goud_rounds stories_bench:goud_stories barriers_bench:goud_barriers team_board_bench:goud_actions)
  string(REPLACE ":" ";" pair ${name})
  list(GET pair 0 program)
  list(GET pair 1 room)
  add_executable(${program} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/${program}.cpp)
  target_link_libraries(${program} PRIVATE ${room})
endforeach()
add_custom_target(benches DEPENDS load_answers disk_rate bare_insert overview_bench bench_store mediation_bench release_bench ballots_bench stories_bench barriers_bench team_board_bench)
