# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DROOT=... -DBUILD=... -DSANITIZE=... -P PackageTest.cmake: installs basin_core into a fresh prefix, builds the README's
# example against it with find_package(Basin), runs it, and checks that README shows that example.
cmake_minimum_required(VERSION 3.25)
set(work ${BUILD}/package_test)
set(source ${ROOT}/tests/cli/consumer)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN} ended with ${code}:\n${out}")
  endif()
  set(output "${out}" PARENT_SCOPE)
endfunction()

set(flags "")
if(SANITIZE)
  set(flags "-fsanitize=${SANITIZE}")
endif()
run(${CMAKE_COMMAND} --install ${BUILD}/core --prefix ${work}/prefix)
run(${CMAKE_COMMAND} -S ${source} -B ${work}/build -DCMAKE_PREFIX_PATH=${work}/prefix -DCMAKE_CXX_FLAGS=${flags}
    -DCMAKE_BUILD_TYPE=Release)
run(${CMAKE_COMMAND} --build ${work}/build)
run(${work}/build/one_thread)
run(${work}/build/example)
if(NOT output MATCHES "newton: Converged.*approximate-newton: Converged")
  message(FATAL_ERROR "The example says: ${output}")
endif()

file(READ ${source}/example.cpp example)
file(READ ${ROOT}/README.md readme)
string(FIND "${readme}" "```cpp\n${example}```" place)
if(place EQUAL -1)
  message(FATAL_ERROR "README.md does not show tests/cli/consumer/example.cpp as it is.")
endif()
message(STATUS "${output}")
