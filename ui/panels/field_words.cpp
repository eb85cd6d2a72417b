// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/field_words.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FieldWords)
};

struct GroupRow {
    std::string_view section;
    const char *title, *meaning;
    const char* wish = "";
};

// Of sections that are always asked for there is no wish.
constexpr std::array groupTable{
    GroupRow{
        "landscape", QT_TRANSLATE_NOOP("FieldWords", "Landscape"),
        QT_TRANSLATE_NOOP("FieldWords", "The loss as a relief on a plane, with the paths of all methods."),
        QT_TRANSLATE_NOOP("FieldWords", "Draw the landscape")},
    GroupRow{
        "attraction", QT_TRANSLATE_NOOP("FieldWords", "Basin of attraction"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Start a solver at every point of the landscape's plane and show where it leads, "
                          "and how fast. The first card's title chooses the picture."),
        QT_TRANSLATE_NOOP("FieldWords", "Compute the basin of attraction")},
    GroupRow{"spectrum", QT_TRANSLATE_NOOP("FieldWords", "Eigenvalues"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "How the landscape bends in all its directions along the way of each method."),
             QT_TRANSLATE_NOOP("FieldWords", "Compute the eigenvalues")},
    GroupRow{"repeats", QT_TRANSLATE_NOOP("FieldWords", "Seeds"),
             QT_TRANSLATE_NOOP(
                 "FieldWords",
                 "Run every solver again from many random seeds: convergence shows the median and the "
                 "band that most runs lie in, and the fourth card how many steps they need. Choose "
                 "Steps to arrive in its title."),
             QT_TRANSLATE_NOOP("FieldWords", "Repeat from many seeds")},
    GroupRow{"sweep", QT_TRANSLATE_NOOP("FieldWords", "Sweep"),
             QT_TRANSLATE_NOOP(
                 "FieldWords",
                 "Run every solver over a range of one number, choice or seed, or of two or three at once, "
                 "and show how all depends on it. Right-click a number to sweep it. The fourth card shows "
                 "the result: choose Sweep in its title."),
             QT_TRANSLATE_NOOP("FieldWords", "Sweep over a range")},
    GroupRow{
        "basin_map", QT_TRANSLATE_NOOP("FieldWords", "Basin map"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Try many random starts for each radius or deviation and each error. Takes the "
                          "longest of the pictures."),
        QT_TRANSLATE_NOOP("FieldWords", "Compute the basin map")},
    GroupRow{
        "basin_radius", QT_TRANSLATE_NOOP("FieldWords", "Certificate"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "How the basin is measured that the certificate sets beside the guaranteed one: "
                          "from how far away random starts arrive.")},
    GroupRow{
        "exactness", QT_TRANSLATE_NOOP("FieldWords", "Exactness curve"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Run piecewise-affine for many penalty weights and measure what it violates. The "
                          "fourth card shows the result: choose Penalty in its title, then Curve."),
        QT_TRANSLATE_NOOP("FieldWords", "Compute the exactness curve")},
    GroupRow{
        "tradeoff", QT_TRANSLATE_NOOP("FieldWords", "Trade-off"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Measure what a step costs and how many are needed, for every Hessian "
                          "approximation over a range of errors. The fourth card's title shows the result: "
                          "choose Trade-off there."),
        QT_TRANSLATE_NOOP("FieldWords", "Compare the approximations")},
    GroupRow{"stopping", QT_TRANSLATE_NOOP("FieldWords", "Stopping"),
             QT_TRANSLATE_NOOP("FieldWords", "When a solver ends, and when the whole run does.")}};

struct FieldRow {
    std::string_view section, key;
    const char *label, *meaning;
    Families families = every_family;
};

constexpr std::array fieldTable{
    FieldRow{
        "landscape", "plane", QT_TRANSLATE_NOOP("FieldWords", "Plane"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Which plane the landscape shows, through the minimiser or, of a network, through "
                          "the best weights found. With two unknowns every plane is the whole function. "
                          "Automatic: through start and minimiser. Eigenvectors: the stiffest and the "
                          "softest direction. PCA: the plane the paths keep to most. Two minima: a second "
                          "one that a solver found.")},
    FieldRow{"landscape", "resolution", QT_TRANSLATE_NOOP("FieldWords", "Points a side"),
             QT_TRANSLATE_NOOP("FieldWords", "Points along each side of the landscape.")},
    FieldRow{"landscape", "extent", QT_TRANSLATE_NOOP("FieldWords", "Extent"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Half the width of the landscape, in multiples of the start's distance.")},
    FieldRow{"landscape", "i", QT_TRANSLATE_NOOP("FieldWords", "Across"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Which unknown the plane of two unknowns shows from left to right, 1 to d.")},
    FieldRow{"landscape", "j", QT_TRANSLATE_NOOP("FieldWords", "Upwards"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Which unknown the plane of two unknowns shows from bottom to top, 1 to d.")},
    FieldRow{"landscape", "seed", QT_TRANSLATE_NOOP("FieldWords", "Plane seed"),
             QT_TRANSLATE_NOOP("FieldWords", "Of the random plane: the same number gives the same plane.")},
    FieldRow{"attraction", "solver", QT_TRANSLATE_NOOP("FieldWords", "Solver"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Who starts at every point of the plane; one of the experiment's solvers, or "
                               "another with its defaults.")},
    FieldRow{"attraction", "resolution", QT_TRANSLATE_NOOP("FieldWords", "Starts a side"),
             QT_TRANSLATE_NOOP("FieldWords", "Starts along each side of the basin of attraction.")},
    FieldRow{"attraction", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Steps a start"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "A start that has not arrived after so many iterations does not arrive.")},
    FieldRow{
        "spectrum", "every", QT_TRANSLATE_NOOP("FieldWords", "Every … steps"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Eigenvalues are computed every so many iterations; 0: never. Rarer is faster.")},
    FieldRow{
        "spectrum", "full_up_to", QT_TRANSLATE_NOOP("FieldWords", "All of them up to"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "With so many unknowns at most, all eigenvalues are computed exactly; with more, "
                          "both ends and the density are estimated.")},
    FieldRow{
        "spectrum", "ends", QT_TRANSLATE_NOOP("FieldWords", "At either end"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "How many of the smallest and of the largest eigenvalues are estimated where there "
                          "are too many for all.")},
    FieldRow{"spectrum", "density_every", QT_TRANSLATE_NOOP("FieldWords", "Density every"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Where there are too many for all, their density is estimated every so many "
                               "iterations; 0: never.")},
    FieldRow{"spectrum", "probes", QT_TRANSLATE_NOOP("FieldWords", "Probes"),
             QT_TRANSLATE_NOOP("FieldWords", "Random vectors that the density is estimated with.")},
    FieldRow{"spectrum", "steps", QT_TRANSLATE_NOOP("FieldWords", "Lanczos steps"),
             QT_TRANSLATE_NOOP("FieldWords", "Steps from each of these vectors.")},
    FieldRow{"spectrum", "seed", QT_TRANSLATE_NOOP("FieldWords", "Probe seed"),
             QT_TRANSLATE_NOOP("FieldWords", "Of the random vectors: the same number gives the same ones.")},
    FieldRow{"basin_map", "radius_min", QT_TRANSLATE_NOOP("FieldWords", "Radius from"),
             QT_TRANSLATE_NOOP("FieldWords", "The smallest distance of a start from the minimiser."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "radius_max", QT_TRANSLATE_NOOP("FieldWords", "Radius up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one; they are spaced logarithmically."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "radius_count", QT_TRANSLATE_NOOP("FieldWords", "Radii"),
             QT_TRANSLATE_NOOP("FieldWords", "How many distances are tried: columns of the map."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "error_min", QT_TRANSLATE_NOOP("FieldWords", "Error from"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "The smallest error of the Hessian; above 0 unless the approximation is "
                               "controlled."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "error_max", QT_TRANSLATE_NOOP("FieldWords", "Error up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one; they are spaced evenly."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "error_count", QT_TRANSLATE_NOOP("FieldWords", "Errors"),
             QT_TRANSLATE_NOOP("FieldWords", "How many errors are tried: rows of the map."),
             every_family & ~elman_family},
    FieldRow{"basin_map", "radius_min", QT_TRANSLATE_NOOP("FieldWords", "Deviation from"),
             QT_TRANSLATE_NOOP("FieldWords", "The smallest standard deviation of the random weights."),
             elman_family},
    FieldRow{"basin_map", "radius_max", QT_TRANSLATE_NOOP("FieldWords", "Deviation up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one; they are spaced logarithmically."),
             elman_family},
    FieldRow{"basin_map", "radius_count", QT_TRANSLATE_NOOP("FieldWords", "Deviations"),
             QT_TRANSLATE_NOOP("FieldWords", "How many deviations are tried: columns of the map."),
             elman_family},
    FieldRow{"basin_map", "error_min", QT_TRANSLATE_NOOP("FieldWords", "Tolerance from"),
             QT_TRANSLATE_NOOP("FieldWords", "The smallest relative tolerance of the piecewise-affine step."),
             elman_family},
    FieldRow{"basin_map", "error_max", QT_TRANSLATE_NOOP("FieldWords", "Tolerance up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one, below 1; they are spaced evenly."),
             elman_family},
    FieldRow{"basin_map", "error_count", QT_TRANSLATE_NOOP("FieldWords", "Tolerances"),
             QT_TRANSLATE_NOOP("FieldWords", "How many tolerances are tried: rows of the map."),
             elman_family},
    FieldRow{"basin_map", "refinement", QT_TRANSLATE_NOOP("FieldWords", "Finer levels"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "How often the map halves its cells where the success rate changes.")},
    FieldRow{"basin_map", "trials", QT_TRANSLATE_NOOP("FieldWords", "Starts a cell"),
             QT_TRANSLATE_NOOP("FieldWords", "Random starts for each cell of the map.")},
    FieldRow{"basin_map", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Steps a start"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "A start that has not arrived after so many iterations does not arrive.")},
    FieldRow{"basin_map", "success_within", QT_TRANSLATE_NOOP("FieldWords", "Success within"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "A start succeeds when it ends at most so much above the objective that exact "
                               "steps reach from the experiment's own start, relative.")},
    FieldRow{"basin_map", "approximation", QT_TRANSLATE_NOOP("FieldWords", "Approximation"),
             QT_TRANSLATE_NOOP("FieldWords", "Which Hessian the errors are of.")},
    FieldRow{"basin_map", "seed", QT_TRANSLATE_NOOP("FieldWords", "Map seed"),
             QT_TRANSLATE_NOOP("FieldWords", "Of the starts: the same number gives the same map.")},
    FieldRow{
        "basin_radius", "trials", QT_TRANSLATE_NOOP("FieldWords", "Starts a radius"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Random starts at each radius, at most; 0: the basin is not measured; 1 to 599 "
                          "count as 600.")},
    FieldRow{"basin_radius", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Steps a start"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "A start that has not arrived after so many iterations does not arrive.")},
    FieldRow{"basin_radius", "seed", QT_TRANSLATE_NOOP("FieldWords", "Basin seed"),
             QT_TRANSLATE_NOOP("FieldWords", "Of the starts: the same number gives the same measurement.")},
    FieldRow{"exactness", "betas", QT_TRANSLATE_NOOP("FieldWords", "Listed weights"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "The file lists the penalty weights one by one. Untick to try a range of them "
                               "instead.")},
    FieldRow{"exactness", "beta_min", QT_TRANSLATE_NOOP("FieldWords", "Weights from"),
             QT_TRANSLATE_NOOP("FieldWords", "The smallest penalty weight of the exactness curve.")},
    FieldRow{"exactness", "beta_max", QT_TRANSLATE_NOOP("FieldWords", "Weights up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one; they are spaced logarithmically.")},
    FieldRow{"exactness", "beta_count", QT_TRANSLATE_NOOP("FieldWords", "Weights"),
             QT_TRANSLATE_NOOP("FieldWords", "How many penalty weights are tried.")},
    FieldRow{"exactness", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Steps a weight"),
             QT_TRANSLATE_NOOP("FieldWords", "Iterations for each penalty weight.")},
    FieldRow{
        "repeats", "count", QT_TRANSLATE_NOOP("FieldWords", "Runs of each solver"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "The first has the seeds of this experiment, each further one the next. Starts "
                          "on a grid or from a file run one after the other, at most all of them.")},
    FieldRow{
        "repeats", "vary", QT_TRANSLATE_NOOP("FieldWords", "Seeds that change"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Of the start, of the problem's data, or of what solvers draw; at least one.")},
    FieldRow{
        "sweep", "axes", QT_TRANSLATE_NOOP("FieldWords", "What is swept"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "One to three numbers, choices or seeds of the experiment, and the values that "
                          "each of them takes. Every solver runs with each combination.")},
    FieldRow{"sweep", "repeats", QT_TRANSLATE_NOOP("FieldWords", "Trials a cell"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Runs of each solver for each combination, from as many random starts.")},
    FieldRow{
        "sweep", "refinement", QT_TRANSLATE_NOOP("FieldWords", "Finer levels"),
        QT_TRANSLATE_NOOP("FieldWords", "How often the spacing is halved where the success rate changes.")},
    FieldRow{"sweep", "seed", QT_TRANSLATE_NOOP("FieldWords", "Sweep seed"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Of the first trial in every cell: the same number gives the same sweep.")},
    FieldRow{"sweep", "theory", QT_TRANSLATE_NOOP("FieldWords", "Beside the theory"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "Also compute at each cell what theory promises, and measure the basin's "
                               "radius: how pessimistic is it? Takes longer.")},
    FieldRow{"tradeoff", "approximations", QT_TRANSLATE_NOOP("FieldWords", "Approximations"),
             QT_TRANSLATE_NOOP("FieldWords", "Which Hessian approximations are compared; at least one.")},
    FieldRow{
        "tradeoff", "sketch_kind", QT_TRANSLATE_NOOP("FieldWords", "Sketch"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "How the sketch mixes rows: added up at random, or by a Hadamard transform, which "
                          "needs fewer of them.")},
    FieldRow{"tradeoff", "error_min", QT_TRANSLATE_NOOP("FieldWords", "Error from"),
             QT_TRANSLATE_NOOP("FieldWords", "The smallest error that is asked for.")},
    FieldRow{"tradeoff", "error_max", QT_TRANSLATE_NOOP("FieldWords", "Error up to"),
             QT_TRANSLATE_NOOP("FieldWords", "The largest one; they are spaced logarithmically.")},
    FieldRow{
        "tradeoff", "error_count", QT_TRANSLATE_NOOP("FieldWords", "Errors"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "How many errors are tried; of the stale Hessian as many of 2, 4, 8, … steps.")},
    FieldRow{"tradeoff", "runs", QT_TRANSLATE_NOOP("FieldWords", "Runs a setting"),
             QT_TRANSLATE_NOOP("FieldWords", "Each with a seed of its own; their medians are shown.")},
    FieldRow{"tradeoff", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Steps a run"),
             QT_TRANSLATE_NOOP("FieldWords", "Each run ends after so many iterations.")},
    FieldRow{"tradeoff", "max_seconds", QT_TRANSLATE_NOOP("FieldWords", "Seconds in all"),
             QT_TRANSLATE_NOOP("FieldWords", "The comparison ends after so many seconds.")},
    FieldRow{"tradeoff", "seed", QT_TRANSLATE_NOOP("FieldWords", "Trade-off seed"),
             QT_TRANSLATE_NOOP("FieldWords", "Of what the approximations draw.")},
    FieldRow{
        "stopping", "gradient_tolerance", QT_TRANSLATE_NOOP("FieldWords", "Tolerance"),
        QT_TRANSLATE_NOOP("FieldWords",
                          "Converged when every part of the gradient, or of ρ times the step of "
                          "piecewise-affine, is this small beside the terms that cancel in it, or cannot be "
                          "told from 0. Neither units nor the start matter.")},
    FieldRow{"stopping", "max_iterations", QT_TRANSLATE_NOOP("FieldWords", "Max. iterations"),
             QT_TRANSLATE_NOOP("FieldWords", "Each solver stops after so many iterations.")},
    FieldRow{"stopping", "max_seconds", QT_TRANSLATE_NOOP("FieldWords", "Max. seconds"),
             QT_TRANSLATE_NOOP("FieldWords", "Each solver stops after so many seconds.")},
    FieldRow{"stopping", "", QT_TRANSLATE_NOOP("FieldWords", "Seconds in all"),
             QT_TRANSLATE_NOOP("FieldWords",
                               "The whole run ends after so many seconds, solvers and pictures together.")}};

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

const GroupRow* groupRow(std::string_view section) {
    const auto* row = std::ranges::find(groupTable, section, &GroupRow::section);
    return row == groupTable.end() ? nullptr : row;
}

const FieldRow* fieldRow(std::string_view section, std::string_view key, Families family) {
    const auto* row = std::ranges::find_if(fieldTable, [&](const FieldRow& each) {
        return each.section == section && each.key == key && (each.families & family) != 0;
    });
    return row == fieldTable.end() ? nullptr : row;
}

/// A word of the file as a label: "max_iterations" as "Max iterations".
QString labelOf(std::string_view key) {
    QString label = textOf(key).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!label.isEmpty()) label[0] = label[0].toUpper();
    return label;
}

}  // namespace

FieldWords groupWords(std::string_view section) {
    const GroupRow* row = groupRow(section);
    return row != nullptr ? FieldWords{Words::tr(row->title), Words::tr(row->meaning)}
                          : FieldWords{labelOf(section), {}};
}

QString wishOf(std::string_view section) {
    const GroupRow* row = groupRow(section);
    return row != nullptr ? Words::tr(row->wish) : labelOf(section);
}

FieldWords fieldWords(std::string_view section, const Field& field, Families family) {
    const FieldRow* row = fieldRow(section, field.key, family);
    return row != nullptr ? FieldWords{Words::tr(row->label), Words::tr(row->meaning)}
                          : FieldWords{labelOf(field.key), textOf(field.meaning).remove(QLatin1Char('`'))};
}

bool hasFieldWords(std::string_view section, std::string_view key) {
    return fieldRow(section, key, every_family) != nullptr;
}

}  // namespace basin::ui
