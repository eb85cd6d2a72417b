// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress_printer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iostream>
#include <unistd.h>

#include "core/numeric/text.h"

namespace basin::app {

namespace {

const char* stage_name(Stage stage) {
    switch (stage) {
        case Stage::problem:
            return "problem";
        case Stage::solvers:
            return "solvers";
        case Stage::certificate:
            return "certificate";
        case Stage::landscape:
            return "landscape";
        case Stage::basin_map:
            return "basin map";
    }
    return "";
}

std::string percent(double done) {
    return std::to_string(std::lround(100 * done)) + " %";
}

std::string time_left(double seconds) {
    if (!std::isfinite(seconds)) return "";
    const long whole = std::lround(seconds);
    if (whole < 120) return ", " + std::to_string(whole) + " s left";
    return ", " + std::to_string(whole / 60) + " min left";
}

/// The word for how the run ended, and the message, which may begin with that word.
std::string ending(const SolveResult& result) {
    std::string word(to_string(result.termination)), message = result.message;
    std::ranges::replace(word, '_', ' ');
    if (!message.empty())
        message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
    return message.starts_with(word) ? message : word + ". " + result.message;
}

}  // namespace

ProgressPrinter::ProgressPrinter() : terminal_(isatty(STDERR_FILENO) == 1) {}

void ProgressPrinter::show(const RunEvent& event) {
    std::visit([this](const auto& typed) { show_event(typed); }, event);
}

void ProgressPrinter::show_event(const ProblemReady& ready) {
    line(ready.description);
    const Minimiser& minimiser = ready.minimiser;
    line(minimiser.verified ? "minimiser verified: |gradient| = " + number_text(minimiser.gradient_norm) +
                                  ", smallest eigenvalue " + number_text(minimiser.smallest_eigenvalue)
                            : "minimiser not verified: " + minimiser.note +
                                  " Distances are to the best point found; there is no basin map.");
}

void ProgressPrinter::show_event(const SolverStarted& started) {
    solver_ = started.name;
}

void ProgressPrinter::show_event(const SolverFinished& finished) {
    const SolveResult& result = finished.result;
    line(solver_ + ": " + ending(result));
}

void ProgressPrinter::show_event(const CertificateReady& ready) {
    const Certificate& certificate = ready.certificate;
    line("certificate: l = " + number_text(certificate.l) + ", M estimated at " +
         number_text(certificate.M_estimate) + ", radius 0.1 l / M = " +
         number_text(certificate.guaranteed_radius) + ", start at " + number_text(certificate.start_radius));
}

void ProgressPrinter::show_event(const LandscapeUpdate& update) {
    if (update.landscape->stride == 1) {
        line("landscape: " + std::to_string(update.landscape->values.size()) + " points");
    }
}

void ProgressPrinter::show_event(const BasinMapUpdate& update) {
    const auto& map = *update.map;
    if (map.computed == static_cast<Index>(map.cells.size())) {
        line("basin map: " + std::to_string(map.computed) + " cells");
    }
}

void ProgressPrinter::show_event(const Progress& progress) {
    if (terminal_) {
        draw_bar(progress);
        return;
    }
    if (progress.stage != stage_) told_ = 0;
    stage_ = progress.stage;
    // A stage that is over has a line of its own.
    if (progress.done < told_ + 0.1 || progress.done >= 1) return;
    told_ = progress.done;
    line(std::string(stage_name(stage_)) + ": " + percent(progress.done) + time_left(progress.eta_seconds));
}

void ProgressPrinter::show_event(const RunFinished& finished) {
    line((finished.stopped ? "stopped after " : "done in ") + number_text(finished.seconds) + " s");
}

void ProgressPrinter::show_event(const RunFailed& failed) {
    line(failed.message);
}

void ProgressPrinter::line(const std::string& text) {
    clear_bar();
    std::cerr << text << '\n';
}

void ProgressPrinter::draw_bar(const Progress& progress) {
    constexpr int width = 30;
    const int filled = static_cast<int>(width * std::clamp(progress.done, 0.0, 1.0));
    clear_bar();
    std::cerr << '[' << std::string(static_cast<std::size_t>(filled), '=')
              << std::string(static_cast<std::size_t>(width - filled), ' ') << "] " << percent(progress.done)
              << ' ' << stage_name(progress.stage) << time_left(progress.eta_seconds) << std::flush;
    bar_shown_ = true;
}

void ProgressPrinter::clear_bar() {
    if (bar_shown_) std::cerr << "\r\x1b[K" << std::flush;
    bar_shown_ = false;
}

}  // namespace basin::app
