// SPDX-License-Identifier: GPL-3.0-or-later
#include <iomanip>
#include <iostream>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/figure_commands.h"
#include "app/interrupt.h"
#include "app/offscreen_application.h"
#include "app/progress_printer.h"
#include "core/assess/assess.h"
#include "core/assess/reported_run.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"
#include "core/io/assessment_json.h"
#include "core/io/data_files.h"
#include "core/io/json_text.h"
#include "core/numeric/text.h"
#include "ui/export/report.h"

namespace basin::app {

namespace {

void print_figure(const Evidence& figure) {
    const std::string name = figure.of.empty() ? figure.key : figure.key + " of " + figure.of;
    std::cout << "      " << std::left << std::setw(11) << to_string(figure.kind) << std::setw(40) << name
              << ' ' << padded(number_text(figure.value), 10) << ' ' << figure.meaning << '\n';
}

void print_question(const Question& question) {
    std::cout << "  " << question.text << "  " << to_text(question.brief_answer()) << '\n';
    for (const Sentence& sentence : question.words) std::cout << "    " << to_text(sentence) << '\n';
    for (const Evidence& figure : question.figures) print_figure(figure);
    std::cout << '\n';
}

/// What they come to, then the questions topic by topic.
void print_assessment(const Assessment& assessment) {
    std::cout << to_text(assessment.verdict) << "\n\n";
    for (const Topic topic : all_topics) {
        bool first = true;
        for (const Question& question : assessment.questions) {
            if (topic_of(question) != topic) continue;
            if (std::exchange(first, false)) std::cout << title_of(topic) << '\n';
            print_question(question);
        }
    }
}

/// The answers rest on these too.
void print_generated(const SoftmaxProblemSpec& problem) {
    std::string parts;
    const auto add = [&parts](const char* name, bool given) {
        if (!given) parts += (parts.empty() ? "" : ", ") + std::string(name);
    };
    add("A1", problem.A1.has_value());
    add("A2", problem.A2.has_value());
    add("b", problem.b.has_value());
    if (!parts.empty()) std::cerr << "generated, because no file gives them: " << parts << '\n';
}

bool verified(const Assessment& assessment) {
    const Question* minimum = assessment.find("minimum");
    if (!minimum) minimum = assessment.find("stationary");  // of a recurrent network
    return minimum && minimum->answer != Answer::not_decided;
}

void write_report(const Experiment& assessed, const AssessOptions& options, ProgressPrinter& printer,
                  const std::stop_token& stop) {
    const Results results = run_experiment(
        reported_run(assessed, {options.seconds}), [&printer](const RunEvent& event) { printer.show(event); },
        stop);
    if (results.stopped) return;
    const OffscreenApplication application;
    ui::writeReport(results, options.report);
    std::cerr << "wrote " << options.report << '\n';
}

}  // namespace

int assess(const AssessOptions& options) {
    Experiment experiment = options.experiment.empty() ? Experiment{} : open_experiment(options.experiment);
    if (!options.A1.empty() || !options.A2.empty() || !options.b.empty()) {
        experiment = with_data(experiment, {options.A1, options.A2, options.b});
        print_generated(*family_of(experiment).matrix_problem(experiment.problem));
    }
    if (!options.report.empty()) check_report_file(options.report, options.force);
    const InterruptWatch interrupt;
    ProgressPrinter printer;
    const Assessment found = basin::assess(
        experiment, {options.seconds}, [&printer](const RunEvent& event) { printer.show(event); },
        interrupt.token());
    if (options.json) {
        std::cout << json_file_text(assessment_to_json(found));
    } else {
        print_assessment(found);
    }
    if (!options.report.empty() && !found.stopped)
        write_report(experiment, options, printer, interrupt.token());
    return verified(found) && !found.stopped ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
