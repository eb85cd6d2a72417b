// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_with_progress.h"

#include <utility>

#include "app/progress_printer.h"

namespace basin::app {

Results run_with_progress(const Experiment& experiment, std::stop_token stop, const GridParts& parts) {
    ProgressPrinter printer;
    return run_experiment(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, std::move(stop), nullptr,
        parts);
}

Results map_network_with_progress(const Experiment& experiment, std::stop_token stop, const MapPart& part) {
    ProgressPrinter printer;
    return map_network(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, std::move(stop), part);
}

Results sweep_with_progress(const Experiment& experiment, std::stop_token stop, const SweepPart& part) {
    ProgressPrinter printer;
    return sweep_only(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, std::move(stop), part);
}

}  // namespace basin::app
