// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/environment.h"

#include <fstream>
#include <sstream>
#include <sys/utsname.h>
#include <thread>

#include <Eigen/Core>
#include <cblas.h>

namespace basin {

namespace {

std::string cpu_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (!line.starts_with("model name")) continue;
        const auto value = line.find(": ");
        return value == std::string::npos ? "unknown" : line.substr(value + 2);
    }
    return "unknown";
}

std::string operating_system() {
    utsname name{};
    if (uname(&name) != 0) return "unknown";
    return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "gcc " __VERSION__;
#else
    return "unknown";
#endif
}

std::string eigen_version() {
    std::ostringstream text;
    text << EIGEN_WORLD_VERSION << '.' << EIGEN_MAJOR_VERSION << '.' << EIGEN_MINOR_VERSION;
    return text.str();
}

}  // namespace

Environment current_environment() {
    Environment environment;
    environment.basin_version = BASIN_VERSION;
    environment.compiler = compiler();
    environment.eigen_version = eigen_version();
    environment.blas = openblas_get_config();
    environment.cpu = cpu_name();
    environment.operating_system = operating_system();
    environment.threads = static_cast<int>(std::thread::hardware_concurrency());
    return environment;
}

}  // namespace basin
