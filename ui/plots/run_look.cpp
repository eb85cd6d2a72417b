// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/run_look.h"

#include <algorithm>
#include <numeric>
#include <variant>

#include "core/experiment/catalogue.h"
#include "core/experiment/solver_labels.h"
#include "ui/chart/color_contrast.h"

namespace basin::ui {

namespace {

constexpr int dashes = 4, markers = 5;  // that a run can have

/// How many runs of the same solver come before this one.
std::ptrdiff_t runsBefore(const Results& results, std::size_t run) {
    const auto& name = results.runs[run].spec.name;
    return std::count_if(results.runs.begin(), results.runs.begin() + static_cast<std::ptrdiff_t>(run),
                         [&](const SolverRun& other) { return other.spec.name == name; });
}

}  // namespace

QString runLabel(const Results& results, std::size_t run) {
    return QString::fromStdString(run_labels(results)[run]);
}

QString runLabel(const Results& results, std::size_t run, const PlotStyle& style) {
    const QString label = runLabel(results, run);
    const auto name = style.names.find(label);
    return name == style.names.end() ? label : name->second;
}

std::vector<std::size_t> shownRuns(const Results& results, const PlotStyle& style) {
    std::vector<std::size_t> shown;
    if (style.solvers.isEmpty()) {
        shown.resize(results.runs.size());
        std::iota(shown.begin(), shown.end(), std::size_t{0});
        return shown;
    }
    const std::vector<std::string> labels = run_labels(results);
    for (const QString& wanted : style.solvers) {
        const auto found = std::ranges::find(labels, wanted.toStdString());
        if (found != labels.end()) shown.push_back(static_cast<std::size_t>(found - labels.begin()));
    }
    return shown;
}

std::optional<std::size_t> certifiedRun(const Results& results) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        if (!results.runs[i].network) continue;
        if (results.runs[i].spec.name == "piecewise-affine") return i;
        if (!first) first = i;
    }
    return first;
}

SolverStyle runStyle(const Results& results, std::size_t run) {
    SolverStyle style =
        solverStyle(QString::fromStdString(results.runs[run].spec.name), static_cast<int>(run));
    const auto before = static_cast<int>(runsBefore(results, run));
    if (before == 0) return style;
    style.color = readableLine(style.color.lighter(100 + 25 * before));
    style.dash = static_cast<Qt::PenStyle>(1 + (static_cast<int>(style.dash) - 1 + before) % dashes);
    // The marker says which solver it is for as long as there are dashes to tell its runs apart.
    style.marker =
        static_cast<SolverStyle::Marker>((static_cast<int>(style.marker) + before / dashes) % markers);
    return style;
}

SolverStyle runStyle(const Results& results, std::size_t run, const PlotStyle& style) {
    const SolverStyle usual = runStyle(results, run);
    if (style.palette == Palette::usual) return usual;
    // Few colours are far apart: those of the runs that are shown.
    const std::vector<std::size_t> shown = shownRuns(results, style);
    const auto place = std::ranges::find(shown, run);
    if (place == shown.end()) return usual;
    return inPalette(style.palette, usual, static_cast<int>(place - shown.begin()),
                     static_cast<int>(shown.size()), style.theme.dark);
}

double requestedError(const SolverSpec& spec) {
    if (spec.name == "newton") return 0;
    if (spec.name != "approximate-newton") return not_applicable;
    if (matters(spec, "error")) return std::get<double>(parameter(spec, "error"));
    const auto name = std::get<std::string>(parameter(spec, "approximation"));
    return info_of(*parse_approximation(name)).keeps_error ? 0 : not_applicable;
}

SolverStyle approximationStyle(Approximation approximation, const PlotStyle& style) {
    const std::string_view name = info_of(approximation).looks_like;
    const SolverStyle usual = solverStyle(QLatin1String(name.data(), static_cast<qsizetype>(name.size())));
    return inPalette(style.palette, usual, static_cast<int>(approximation),
                     static_cast<int>(all_approximations.size()), style.theme.dark);
}

}  // namespace basin::ui
