// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <iostream>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "app/progress_printer.h"
#include "core/experiment/runner.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

/// The experiment's run without its solvers and pictures.
Results certify_experiment(const std::string& source) {
    const Experiment experiment = open_experiment(source);
    InterruptWatch interrupt;
    ProgressPrinter printer;
    return certify_only(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, interrupt.token());
}

void print_group(const Certificate& certificate, Knowledge kind) {
    std::cout << to_string(kind) << '\n';
    for (const CertificateEntry& entry : certificate_entries()) {
        if (entry.kind != kind) continue;
        std::cout << "  " << std::left << std::setw(28) << entry.key << std::setw(12)
                  << number_text(certificate.*entry.value) << entry.meaning << '\n';
    }
}

void print_answer(const std::string& question, bool yes) {
    std::cout << "  " << std::left << std::setw(28) << question << (yes ? "yes" : "no") << '\n';
}

void print_text(const Results& results) {
    const Certificate& certificate = results.certificate;
    print_group(certificate, Knowledge::certified);
    print_answer("r0 M <= 0.1 l", certificate.good_start_certified);
    print_group(certificate, Knowledge::estimated);
    print_answer("r0 M <= 0.1 l", certificate.good_start);
    print_group(certificate, Knowledge::measured);
    if (certificate.basin_radius_open)
        std::cout << "  no radius that fails was found: the basin is at least this large\n";
    if (!results.minimiser.verified)
        std::cout << "The minimiser is not verified: " << results.minimiser.note << '\n';
}

}  // namespace

int certify(const CertifyOptions& options) {
    const bool is_folder = std::filesystem::is_directory(options.source);
    const Results results = is_folder ? read_results(options.source) : certify_experiment(options.source);
    if (options.json) {
        std::cout << json_file_text(certificate_to_json(results.certificate));
    } else {
        print_text(results);
    }
    return results.minimiser.verified && !results.stopped ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
