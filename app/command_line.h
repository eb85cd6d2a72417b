// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin::app {

/// Exit codes of every verb.
inline constexpr int exit_done = 0;
inline constexpr int exit_ended_badly = 1;  // a run did not arrive at a minimum, or was interrupted
inline constexpr int exit_bad_input = 2;    // one sentence on stderr, nothing written

/// Parses the command line, runs the verb or opens the window, and returns the exit code.
int run(int argc, char** argv);

}  // namespace basin::app
