// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QProcess>
#include <QStringList>

#include "tests/support/patience.h"

namespace basin::test {

/// What a run of a program came to.
struct ProgramRun {
    int exit_code = -1;  // -1: crashed or timed out
    std::string out;
    std::string err;
};

inline QStringList to_list(const std::vector<std::string>& arguments) {
    QStringList list;
    for (const std::string& argument : arguments) list << QString::fromStdString(argument);
    return list;
}

/// Without a display.
inline void start_program(QProcess& process, const std::string& program,
                          const std::vector<std::string>& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
    process.setProcessEnvironment(environment);
    process.start(QString::fromStdString(program), to_list(arguments));
}

/// Waits until it has ended.
inline ProgramRun finish_program(QProcess& process) {
    ProgramRun run;
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        process.waitForFinished();
    } else {
        run.exit_code = process.exitCode();
    }
    run.out = process.readAllStandardOutput().toStdString();
    run.err = process.readAllStandardError().toStdString();
    return run;
}

inline ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments) {
    QProcess process;
    start_program(process, program, arguments);
    return finish_program(process);
}

#ifdef BASIN_EXECUTABLE
inline ProgramRun run_basin(const std::vector<std::string>& arguments) {
    return run_program(BASIN_EXECUTABLE, arguments);
}
#endif

}  // namespace basin::test
