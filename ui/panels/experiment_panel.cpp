// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/experiment_panel.h"

#include <algorithm>
#include <cmath>

#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int panelWidth = 248;  // px at factor 1

template <typename T>
T* orNull(bool present, T& entry) {
    return present ? &entry : nullptr;
}

bool hasData(const Experiment& experiment) {
    return std::visit([](const auto& problem) { return problem.has_data(); }, experiment.problem);
}

}  // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent) : QScrollArea(parent), binder_(this) {
    setAccessibleName(tr("Experiment"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(makeProblemSection());
    column->addWidget(makeStartSection());
    column->addWidget(makeSolverSection());
    more_ = makeMoreSection();
    column->addWidget(more_);
    column->addStretch(1);
    setWidget(content);
    connect(&binder_, &FieldBinder::chosen, this, [this] { binder_.show(experiment()); });
    connect(&binder_, &FieldBinder::edited, this, &ExperimentPanel::edited);
    setExperiment(base_);
}

QSize ExperimentPanel::sizeHint() const {
    return {panelWidth, 560};
}

QSize ExperimentPanel::minimumSizeHint() const {
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 120};
}

Experiment ExperimentPanel::experiment() const {
    Experiment result = base_;
    binder_.writeTo(result);
    result.start.radius = radius_->value();
    result.solvers = solvers_->solvers();
    return result;
}

void ExperimentPanel::setExperiment(const Experiment& experiment) {
    base_ = experiment;
    if (experiment.basin_map) mapWhenOn_ = *experiment.basin_map;
    if (experiment.attraction) attractionWhenOn_ = *experiment.attraction;
    if (experiment.tradeoff) tradeoffWhenOn_ = *experiment.tradeoff;
    binder_.show(experiment);
    solvers_->setSolvers(experiment.solvers);
    showError();
    dataNote_->setVisible(hasData(experiment));
    showStart();
}

void ExperimentPanel::setStartSeed(std::uint64_t seed) {
    base_.start.seed = seed;
    base_.start.x0.reset();
    showStart();
}

void ExperimentPanel::setStartPoint(const Vector& x0) {
    base_.start.x0 = MatrixSource{std::make_shared<const Matrix>(x0), {}};
    showStart();
    emit edited();
}

void ExperimentPanel::setRadiusAndError(double radius, double error) {
    radius_->setValue(radius);
    error_->setValue(error);
    solvers_->setError(error);
    takeRadius();
}

void ExperimentPanel::setRadiusMarks(double guaranteed, double measured) {
    std::vector<SliderMark> marks;
    if (guaranteed > 0)
        marks.push_back(
            {tr("g"), guaranteed, tr("radius that theory promises, as far as the estimated M is right")});
    if (measured > 0) marks.push_back({tr("m"), measured, tr("basin that was measured (95 % of starts)")});
    radius_->setMarks(marks);
}

void ExperimentPanel::takeRadius() {
    base_.start.x0.reset();
    base_.start.radius = radius_->value();
    showStart();
    emit edited();
}

void ExperimentPanel::showStart() {
    radius_->setValue(base_.start.radius);
    startNote_->setVisible(base_.start.x0.has_value());
}

void ExperimentPanel::showError() {
    error_->setValue(solvers_->error());
    const bool taken = solvers_->takesError();
    error_->setEnabled(taken);
    error_->describe(
        tr("Approximation error"),
        taken
            ? tr("How crude the Hessian is: relative error of the approximate Newton method. 0 is the exact "
                 "Hessian; below 1.")
            : tr("The chosen approximation has no error to set: its error is what it comes to. Its own knob "
                 "is under … beside approximate-newton."));
}

QWidget* ExperimentPanel::makeProblemSection() {
    auto* section = new FormSection(tr("Softmax regression"));
    section->setToolTip(
        tr("Two-layer softmax regression: attention with one query. The rows of A1 are keys, the "
           "columns of A2 are values, x is the query that is learned."));
    section->addWide(makeSizeRow());
    dataNote_ = makeLabel(tr("Sizes follow from the data in the experiment's files."), TextRole::small);
    section->addWide(dataNote_);
    QStringList names;
    for (const Activation activation : all_activations)
        names += QString::fromUtf8(to_string(activation).data(),
                                   static_cast<qsizetype>(to_string(activation).size()));
    section->addRow(
        tr("Activation"),
        binder_.choice(
            names, [](const Experiment& e) { return static_cast<int>(softmax_of(e).instance.activation); },
            [](Experiment& e, int i) {
                softmax_of(e).instance.activation = all_activations[static_cast<std::size_t>(i)];
            }),
        tr("The function h applied to the outputs. relu and leaky_relu have a kink at 0."));
    section->addRow(tr("Ridge"),
                    binder_.real(0, 1e6, [](Experiment& e) { return &softmax_of(e).instance.ridge; }),
                    tr("Strength of the penalty on large x, at least 0. More ridge makes the bowl rounder."));
    section->addRow(tr("Gain"),
                    binder_.real(1e-6, 1e6, [](Experiment& e) { return &softmax_of(e).instance.gain; }),
                    tr("Scale of A2, above 0. More gain makes the landscape wilder."));
    return section;
}

QWidget* ExperimentPanel::makeSizeRow() {
    struct Size {
        QString label, toolTip;
        WholeField* field;
    };
    const auto size = [this](Index maximum, Index SoftmaxInstanceSpec::*entry) {
        return binder_.whole(1, maximum, [entry](Experiment& e) {
            return orNull(!hasData(e), softmax_of(e).instance.*entry);
        });
    };
    const Size sizes[] = {
        {tr("n rows"), tr("n, rows of A1: how many keys. At least 1."),
         size(1000000, &SoftmaxInstanceSpec::n)},
        {tr("d unknowns"),
         tr("d, entries of x: what is searched for. At least 1; 2 gives the exact picture."),
         size(4096, &SoftmaxInstanceSpec::d)},
        {tr("m outputs"), tr("m, rows of A2: how many outputs are fitted. At least 1."),
         size(100000, &SoftmaxInstanceSpec::m)}};
    auto* row = new QWidget;
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spaceUnit);
    grid->setVerticalSpacing(2);
    for (int i = 0; i < 3; ++i) {
        auto* label = makeLabel(sizes[i].label, TextRole::small);
        label->setWordWrap(false);
        label->setBuddy(sizes[i].field);
        describe(sizes[i].field, sizes[i].label, sizes[i].toolTip);
        grid->addWidget(label, 0, i);
        grid->addWidget(sizes[i].field, 1, i);
        grid->setColumnStretch(i, 1);
    }
    return row;
}

QWidget* ExperimentPanel::makeStartSection() {
    auto* section = new FormSection(tr("Start and error"));
    radius_ = new ValueSlider({0, 1e6, 1e-6, 100, ValueSlider::Scale::logarithmic});
    radius_->describe(tr("Initial radius"),
                      tr("Distance of the start from the minimiser, in a random direction. At least 0."));
    section->addBlock(tr("Initial radius"), radius_, radius_->slider()->toolTip());
    startNote_ = makeLabel(tr("Starts at the point you chose. Move the slider to use the radius again."),
                           TextRole::small);
    section->addWide(startNote_);
    error_ = new ValueSlider({0, 0.999, 0, 0.99, ValueSlider::Scale::linear});
    section->addBlock(tr("Approximation error"), error_, tr("How crude the Hessian is"));
    connect(radius_, &ValueSlider::valueEdited, this, &ExperimentPanel::takeRadius);
    connect(error_, &ValueSlider::valueEdited, this, [this](double error) {
        solvers_->setError(error);
        emit edited();
    });
    return section;
}

QWidget* ExperimentPanel::makeSolverSection() {
    auto* section = new FormSection(tr("Solvers"));
    solvers_ = new SolverList;
    section->addWide(solvers_);
    connect(solvers_, &SolverList::edited, this, [this] {
        showError();
        emit edited();
    });
    return section;
}

FormSection* ExperimentPanel::makeMoreSection() {
    more_ = FormSection::collapsible(tr("More"), tr("The data, the pictures and when to stop"));
    addProblemRows();
    addPictureRows();
    addStoppingRows();
    return more_;
}

void ExperimentPanel::addProblemRows() {
    using Spec = SoftmaxInstanceSpec;
    const auto real = [this](double minimum, double Spec::*entry) {
        return binder_.real(minimum, 1e6,
                            [entry](Experiment& e) { return &(softmax_of(e).instance.*entry); });
    };
    more_->addRow(tr("Logit scale"), real(1e-6, &Spec::logit_scale), tr("Scale of A1, above 0."));
    more_->addRow(tr("Noise"), real(0, &Spec::noise),
                  tr("Standard deviation of what is added to the wanted output b, at least 0."));
    more_->addRow(tr("Target radius"), real(0, &Spec::target_radius),
                  tr("Length of the x that the data are made from, at least 0."));
    more_->addRow(tr("Problem seed"),
                  binder_.seed([](Experiment& e) { return &softmax_of(e).instance.seed; }),
                  tr("Seed of the data: the same number gives the same problem."));
}

void ExperimentPanel::addPictureRows() {
    addPlaneRows();
    more_->addRow(
        tr("Resolution"),
        binder_.whole(2, 2049,
                      [](Experiment& e) { return e.landscape ? &e.landscape->resolution : nullptr; }),
        tr("Points along each side of the landscape, 2 to 2049."));
    more_->addRow(
        tr("Extent"),
        binder_.real(0.01, 1000, [](Experiment& e) { return e.landscape ? &e.landscape->extent : nullptr; }),
        tr("Half the width of the landscape, in multiples of the start's distance. Above 0."));
    addAttractionRows();
    QCheckBox* map = binder_.toggle(
        tr("Compute the basin map"), [](const Experiment& e) { return e.basin_map.has_value(); },
        [this](Experiment& e, bool on) {
            if (!on) e.basin_map.reset();
            if (on && !e.basin_map) e.basin_map = mapWhenOn_;
        });
    describe(map, tr("Compute the basin map"),
             tr("Try many random starts for each radius and error. Takes the longest of the four pictures."));
    more_->addWide(map);
    QCheckBox* tradeoff = binder_.toggle(
        tr("Compare the approximations"), [](const Experiment& e) { return e.tradeoff.has_value(); },
        [this](Experiment& e, bool on) {
            if (!on) e.tradeoff.reset();
            if (on && !e.tradeoff) e.tradeoff = tradeoffWhenOn_;
        });
    describe(tradeoff, tr("Compare the approximations"),
             tr("Measure what a step costs and how many are needed, for every Hessian approximation over a "
                "range of errors. The fourth card's title shows the result: choose Trade-off there."));
    more_->addWide(tradeoff);
    more_->addRow(
        tr("Starts per cell"),
        binder_.whole(1, 100000, [](Experiment& e) { return e.basin_map ? &e.basin_map->trials : nullptr; }),
        tr("Random starts for each cell of the basin map, at least 1."));
    more_->addRow(
        tr("Finer levels"),
        binder_.whole(0, 6, [](Experiment& e) { return e.basin_map ? &e.basin_map->refinement : nullptr; }),
        tr("How often the basin map halves its cells where the success rate changes, 0 to 6."));
}

void ExperimentPanel::addPlaneRows() {
    more_->addRow(
        tr("Plane"),
        binder_.choice(
            {tr("automatic"), tr("two unknowns"), tr("eigenvectors"), tr("PCA of the paths"), tr("random"),
             tr("start, minimiser"), tr("start, two minima")},
            [](const Experiment& e) {
                const PlaneKind kind = e.landscape ? e.landscape->plane : PlaneKind::automatic;
                return static_cast<int>(std::ranges::find(all_plane_kinds, kind) - all_plane_kinds.begin());
            },
            [](Experiment& e, int i) {
                if (e.landscape) e.landscape->plane = all_plane_kinds[static_cast<std::size_t>(i)];
            }),
        tr("Which plane through the minimiser the landscape shows. With two unknowns every plane is the "
           "whole "
           "function. Automatic: through start and minimiser. Eigenvectors: the stiffest and the softest "
           "direction. PCA: the plane the paths keep to most. Two minima: a second one that a solver "
           "found."));
    // Only the plane of two unknowns has numbers to choose.
    const auto unknown = [this](Index LandscapeSpec::*entry) {
        return binder_.whole(1, 4096, [entry](Experiment& e) {
            const bool chosen = e.landscape && e.landscape->plane == PlaneKind::coordinates;
            return chosen ? &((*e.landscape).*entry) : nullptr;
        });
    };
    more_->addRow(tr("Across"), unknown(&LandscapeSpec::i),
                  tr("Which unknown the plane of two unknowns shows from left to right, 1 to d."));
    more_->addRow(tr("Upwards"), unknown(&LandscapeSpec::j),
                  tr("Which unknown the plane of two unknowns shows from bottom to top, 1 to d."));
    more_->addRow(tr("Plane seed"), binder_.seed([](Experiment& e) {
        return e.landscape && e.landscape->plane == PlaneKind::random ? &e.landscape->seed : nullptr;
    }),
                  tr("Seed of the random plane: the same number gives the same plane."));
}

void ExperimentPanel::addAttractionRows() {
    QCheckBox* attraction = binder_.toggle(
        tr("Compute the basin of attraction"), [](const Experiment& e) { return e.attraction.has_value(); },
        [this](Experiment& e, bool on) {
            if (!on) e.attraction.reset();
            if (on && !e.attraction) e.attraction = attractionWhenOn_;
        });
    describe(attraction, tr("Compute the basin of attraction"),
             tr("Start a solver at every point of the landscape's plane and show where it leads, and how "
                "fast. The first card's title chooses the picture."));
    more_->addWide(attraction);
    more_->addRow(
        tr("Starts a side"),
        binder_.whole(2, 2049,
                      [](Experiment& e) { return e.attraction ? &e.attraction->resolution : nullptr; }),
        tr("Starts along each side of the basin of attraction, 2 to 2049."));
    more_->addRow(
        tr("Steps a start"),
        binder_.whole(1, 10000000,
                      [](Experiment& e) { return e.attraction ? &e.attraction->max_iterations : nullptr; }),
        tr("A start that has not arrived after so many iterations does not arrive, at least 1."));
}

void ExperimentPanel::askForAttraction(const std::optional<std::string>& solver) {
    Experiment changed = experiment();
    const auto before = changed.attraction;
    if (!changed.attraction) changed.attraction = attractionWhenOn_;
    if (solver) changed.attraction->solver = *solver;
    if (changed.attraction == before) return;
    setExperiment(changed);
    emit edited();
}

void ExperimentPanel::addStoppingRows() {
    more_->addRow(tr("Tolerance"),
                  binder_.real(1e-300, 1, [](Experiment& e) { return &e.stopping.gradient_tolerance; }),
                  tr("Converged when the gradient is this small beside the one at the start. Above 0."));
    more_->addRow(tr("Max. iterations"),
                  binder_.whole(0, 10000000, [](Experiment& e) { return &e.stopping.max_iterations; }),
                  tr("Each solver stops after so many iterations, at least 0."));
    more_->addRow(tr("Max. seconds"),
                  binder_.real(1e-3, 1e7, [](Experiment& e) { return &e.stopping.max_seconds; }),
                  tr("Each solver stops after so many seconds, above 0."));
}

}  // namespace basin::ui
