// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/worker_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace basin::ui {

void lowerOwnPriority() {
#ifdef __linux__
    // The event loop goes first; what else the machine does still leaves the worker its share.
    constexpr int niceness = 5;
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), niceness);
#endif
}

}  // namespace basin::ui
