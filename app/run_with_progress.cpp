// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_with_progress.h"

#include "app/interrupt.h"
#include "app/progress_printer.h"

namespace basin::app {

Results run_with_progress(const Experiment& experiment, const MapPart& part) {
    InterruptWatch interrupt;
    ProgressPrinter printer;
    return run_experiment(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, interrupt.token(), nullptr,
        part);
}

Results map_network_with_progress(const Experiment& experiment, const MapPart& part) {
    InterruptWatch interrupt;
    ProgressPrinter printer;
    return map_network(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, interrupt.token(), part);
}

}  // namespace basin::app
