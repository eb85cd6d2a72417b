// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress_printer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iostream>
#include <unistd.h>

#include "app/outcome_text.h"
#include "core/experiment/sections.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

std::string percent(double done) {
    return std::to_string(std::lround(100 * done)) + " %";
}

std::string time_left(double seconds) {
    const std::string left = time_left_text(seconds);
    return left.empty() ? left : ", " + left + " left";
}

/// The word for how the run ended, and the message, which may begin with that word.
std::string ending(const SolveResult& result) {
    std::string word(to_string(result.termination)), message = result.message;
    std::ranges::replace(word, '_', ' ');
    if (!message.empty())
        message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
    return message.starts_with(word) ? message : word + ". " + result.message;
}

std::string smallest_eigenvalue_text(const Minimiser& minimiser) {
    const std::string value = number_text(minimiser.smallest_eigenvalue);
    if (!(minimiser.eigenvalue_error > 0)) return value + " (exact)";
    return value + " (estimated, +- " + number_text(minimiser.eigenvalue_error) + ")";
}

std::string about(const Minimiser& minimiser) {
    if (!minimiser.verified) {
        return "minimiser not verified: " + minimiser.note +
               " Distances are to the best point found; there is no basin map.";
    }
    if (minimiser.on_kink()) {
        const Index patterns = minimiser.stationarity.patterns;
        return "minimiser on a kink: outputs on their kinks " + std::to_string(minimiser.kinks.size()) +
               ", d-stationary " + std::string(in_words(minimiser.stationarity.answer)) +
               (patterns > 0 ? " (all " + std::to_string(patterns) + " pieces looked at)" : "") +
               "; no gradient vanishes there, so that there is no basin map.";
    }
    return "minimiser verified: |gradient| = " + number_text(minimiser.gradient_norm) +
           ", smallest eigenvalue " + smallest_eigenvalue_text(minimiser);
}

}  // namespace

ProgressPrinter::ProgressPrinter() : terminal_(isatty(STDERR_FILENO) == 1) {}

void ProgressPrinter::show(const RunEvent& event) {
    std::visit([this](const auto& typed) { show_event(typed); }, event);
}

void ProgressPrinter::show_event(const ProblemReady& ready) {
    line(ready.description);
    line(ready.series
             ? "no certificate of local convergence, which is one of softmax regressions: the end of "
               "each run is tested for d-stationarity instead"
             : about(ready.minimiser));
}

void ProgressPrinter::show_event(const SolverStarted& started) {
    solver_ = started.name;
}

void ProgressPrinter::show_event(const SolverFinished& finished) {
    const SolveResult& result = finished.result;
    line(solver_ + ": " + (finished.reached_kink ? result.message : ending(result)));
    if (!finished.network) return;
    for (const std::string& text : outcome_lines(*finished.network)) line("    " + text);
}

void ProgressPrinter::show_event(const CertificateReady& ready) {
    const Certificate& now = ready.certificate;
    const bool estimated = !std::isnan(now.M_estimate), told = !std::isnan(certificate_.M_estimate);
    if (!certificate_told_ && now.l > 0) {
        line("certified: l = " + number_text(now.l) + ", M <= " + number_text(now.M_certified) +
             ", guaranteed radius " + number_text(now.guaranteed_radius_certified) + ", start at " +
             number_text(now.start_radius));
    } else if (!certificate_told_ && !std::isnan(now.l)) {
        line("no radius is guaranteed: the smallest eigenvalue at the best point is " + number_text(now.l) +
             ", and the theory asks for a positive one");
    }
    if (estimated && !told && now.l > 0) {
        line("estimated: M >= " + number_text(now.M_estimate) +
             ", radius 0.1 l / M = " + number_text(now.guaranteed_radius));
    }
    certificate_ = now;
    certificate_told_ = true;
}

void ProgressPrinter::show_event(const PlaneReady& ready) {
    const auto [first, second] = ready.plane.explained;
    if (!ready.plane.note.empty())
        line("plane: " + ready.plane.note + ", so it goes through start and minimiser");
    if (ready.plane.kind == PlaneKind::pca) {
        line("plane: main directions of the iterates, which hold " + percent(first) + " and " +
             percent(second) + " of their spread");
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
    line(std::string(stage_words(stage_).name) + ": " + percent(progress.done) +
         time_left(progress.eta_seconds));
}

void ProgressPrinter::show_event(const FailedPart& failed) {
    line(failed.part + " missing: " + failed.message);
}

void ProgressPrinter::show_event(const RunFinished& finished) {
    if (certificate_.basin_knowledge() != BasinKnowledge::not_measured)
        line("measured: basin " + certificate_.basin_text());
    std::string parts;
    for (const std::string& part : finished.cut_off) parts += (parts.empty() ? "" : ", ") + part;
    if (!parts.empty()) line("cut off, because max_seconds are over: " + parts);
    line((finished.stopped ? "stopped after " : "done in ") + seconds_text(finished.seconds));
}

void ProgressPrinter::show_event(const RunFailed& failed) {
    line(failed.message);
}

void ProgressPrinter::line(const std::string& text) {
    clear_bar();
    std::cerr << printable(text) << '\n';
}

void ProgressPrinter::draw_bar(const Progress& progress) {
    constexpr int width = 30;
    const int filled = static_cast<int>(width * std::clamp(progress.done, 0.0, 1.0));
    clear_bar();
    std::cerr << '[' << std::string(static_cast<std::size_t>(filled), '=')
              << std::string(static_cast<std::size_t>(width - filled), ' ') << "] " << percent(progress.done)
              << ' ' << stage_words(progress.stage).name << time_left(progress.eta_seconds) << std::flush;
    bar_shown_ = true;
}

void ProgressPrinter::clear_bar() {
    if (bar_shown_) std::cerr << "\r\x1b[K" << std::flush;
    bar_shown_ = false;
}

}  // namespace basin::app
