// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "app/outcome_text.h"
#include "app/progress_printer.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/io/json_text.h"
#include "core/io/network_json.h"
#include "core/io/presets.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

/// The experiment's run without its solvers and pictures.
Results certify_experiment(const std::string& source, std::stop_token stop) {
    const Experiment experiment = open_experiment(source);
    ProgressPrinter printer;
    return certify_only(
        experiment, [&printer](const RunEvent& event) { printer.show(event); }, std::move(stop));
}

void print_group(const Certificate& certificate, Knowledge kind) {
    std::cout << to_string(kind) << '\n';
    for (const CertificateEntry& entry : certificate_entries()) {
        if (entry.kind != kind) continue;
        std::cout << "  " << std::left << std::setw(28) << entry.key
                  << padded(number_text(certificate.*entry.value), 12) << entry.meaning << '\n';
    }
}

void print_answer(const std::string& question, bool yes) {
    std::cout << "  " << std::left << std::setw(28) << question << (yes ? "yes" : "no") << '\n';
}

void print_text(const Results& results) {
    const Certificate& certificate = results.certificate;
    print_group(certificate, Knowledge::certified);
    print_answer("r0 M <= 0.1 l", certificate.good_start_certified);
    std::cout << "  " << std::left << std::setw(28) << "kantorovich_proves" << std::setw(20)
              << to_string(certificate.kantorovich_proves)
              << "what the start is proved to lead Newton's method to\n";
    print_group(certificate, Knowledge::estimated);
    print_answer("r0 M <= 0.1 l", certificate.good_start);
    print_group(certificate, Knowledge::measured);
    std::cout << "  basin: " << certificate.basin_text() << '\n';
    if (!results.minimiser.verified)
        std::cout << "The minimiser is not verified: " << results.minimiser.note << '\n';
}

/// The ends of a network's runs, or its start; each with a name.
std::vector<std::pair<std::string, const NetworkOutcome*>> certified_points(const Results& results) {
    std::vector<std::pair<std::string, const NetworkOutcome*>> points;
    const auto labels = run_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (results.runs[i].network) points.emplace_back(labels[i], results.runs[i].network.get());
    }
    if (results.start) points.emplace_back("start", results.start.get());
    return points;
}

/// A folder that a preset's name leads to is its results, or not meant.
bool is_results(const std::string& source) {
    namespace fs = std::filesystem;
    return fs::is_directory(source) && (fs::exists(fs::path(source) / result_file) || !find_preset(source));
}

int certify_network(const Results& results, const CertifyOptions& options) {
    const bool json = options.json;
    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    const ElmanShape shape = *family_of(results.experiment).network_shape(results.experiment.problem);
    const auto points = certified_points(results);
    if (points.empty() && !results.stopped) {
        throw InputError(options.source,
                         "found no runs; expected results with the end of a run, or an experiment");
    }
    bool proved = !results.stopped;
    for (const auto& [name, outcome] : points) {
        proved = proved && outcome->stationarity.first_order == Answer::yes;
        nlohmann::ordered_json entry{{"point", name}};
        entry.update(network_to_json(*outcome, shape));
        report.push_back(std::move(entry));
        if (json) continue;
        std::cout << name << '\n';
        for (const std::string& text : outcome_lines(*outcome)) std::cout << "  " << text << '\n';
    }
    if (json) std::cout << json_file_text(report);
    return proved ? exit_done : exit_ended_badly;
}

}  // namespace

int certify(const CertifyOptions& options) {
    const InterruptWatch interrupt;
    const Results results = is_results(options.source)
                                ? read_results(options.source)
                                : certify_experiment(options.source, interrupt.token());
    if (family_of(results.experiment).certifies_ends()) return certify_network(results, options);
    if (options.json) {
        std::cout << json_file_text(certificate_to_json(results.certificate));
    } else {
        print_text(results);
    }
    return results.minimiser.verified && !results.stopped ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
