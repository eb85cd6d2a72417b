// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/experiment_panel.h"

#include <algorithm>
#include <cmath>

#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/panels/default_experiments.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int panelWidth = 248;  // px at factor 1
// What the catalogue allows approximate-newton and piecewise-affine.
constexpr double largestError = 10, largestTolerance = 0.999;

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
    more_ = FormSection::collapsible(tr("More"), tr("The data, the pictures and when to stop"));
    problems_ = {makeSoftmaxControls(binder_, *more_), makeNetworkControls(binder_, *more_)};
    column->addWidget(makeFamilySection());
    for (const Family each : allFamilies) column->addWidget(problems_[each].section);
    column->addWidget(makeDataRow());
    column->addWidget(makeStartSection());
    column->addWidget(makeSolverSection());
    pictures_ = addPictureRows(binder_, *more_, defaultSections_);
    addStoppingRows(binder_, *more_);
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

bool ExperimentPanel::startsAtDistance() const {
    return family() == Family::softmax || base_.start.around;
}

Experiment ExperimentPanel::experiment() const {
    Experiment result = base_;
    binder_.writeTo(result);
    if (startsAtDistance())
        result.start.radius = radius_->value();
    else
        result.start.deviation = deviation_->value();
    result.solvers = solvers_->solvers();
    return result;
}

void ExperimentPanel::setExperiment(const Experiment& experiment) {
    base_ = experiment;
    defaultSections_.take(experiment);
    binder_.show(experiment);
    solvers_->setSolvers(experiment.solvers, family());
    showFamily();
    showError();
    showData();
    updateStartFields();
}

void ExperimentPanel::switchTo(Family wanted) {
    if (wanted == family()) return;
    kept_[family()] = experiment();
    setExperiment(kept_[wanted] ? *kept_[wanted] : firstExperiment(wanted));
    emit familyChosen();
}

void ExperimentPanel::showFamily() {
    family_->setFamily(family());
    for (const Family each : allFamilies) {
        const bool shown = each == family();
        problems_[each].section->setVisible(shown);
        for (QWidget* control : problems_[each].more) more_->setRowVisible(control, shown);
        for (QWidget* control : pictures_[each]) more_->setRowVisible(control, shown);
    }
}

void ExperimentPanel::showData() {
    const bool network = family() == Family::network, given = hasData(base_);
    dataRow_->setVisible(network || given);
    for (QWidget* button : dataRow_->findChildren<QPushButton*>()) button->setVisible(network);
    emptyText_->setVisible(network && given);
    dataNote_->setVisible(given);
    dataNote_->setText(network && given ? describeData(elman_of(base_))
                                        : tr("Sizes follow from the data in the experiment's files."));
}

void ExperimentPanel::setSeries(const ElmanDataSpec& data) {
    setData(data);
}

void ExperimentPanel::setData(const std::optional<ElmanDataSpec>& data) {
    Experiment changed = experiment();
    if (!is_recurrent(changed)) return;
    elman_of(changed).data = data;
    setExperiment(changed);
    emit edited();
}

void ExperimentPanel::setStartSeed(std::uint64_t seed) {
    base_.start.seed = seed;
    base_.start.x0.reset();
    base_.start.weights.reset();
    updateStartFields();
}

void ExperimentPanel::setStartPoint(const Vector& x0) {
    base_.start.x0 = MatrixSource{std::make_shared<const Matrix>(x0), {}};
    updateStartFields();
    emit edited();
}

void ExperimentPanel::setRadiusAndError(double radius, double error) {
    base_.start.around.reset();
    (startsAtDistance() ? radius_ : deviation_)->setValue(radius);
    solvers_->tickError();
    solvers_->setError(error);
    showError();
    if (startsAtDistance())
        onRadiusEdited();
    else
        onDeviationEdited();
}

void ExperimentPanel::setRadiusMarks(double guaranteed, double measured) {
    std::vector<SliderMark> marks;
    if (guaranteed > 0)
        marks.push_back({tr("g"), guaranteed, tr("radius that theory guarantees, by the proved M")});
    if (measured > 0) marks.push_back({tr("m"), measured, tr("basin that was measured (95 % of starts)")});
    radius_->setMarks(marks);
}

void ExperimentPanel::onRadiusEdited() {
    base_.start.x0.reset();
    base_.start.radius = radius_->value();
    updateStartFields();
    emit edited();
}

void ExperimentPanel::onDeviationEdited() {
    base_.start.x0.reset();
    base_.start.weights.reset();
    base_.start.deviation = deviation_->value();
    updateStartFields();
    emit edited();
}

void ExperimentPanel::updateStartFields() {
    const bool atDistance = startsAtDistance();
    radius_->setValue(base_.start.radius);
    deviation_->setValue(base_.start.deviation);
    start_->setRowVisible(radius_, atDistance);
    start_->setRowVisible(deviation_, !atDistance);
    const bool network = family() == Family::network;
    start_->setLabel(radius_, network ? tr("Initial distance") : tr("Initial radius"));
    radius_->describe(
        network ? tr("Initial distance") : tr("Initial radius"),
        network ? tr("Distance of the start from the stored weights, in a random direction. At least 0.")
                : tr("Distance of the start from the minimiser, in a random direction. At least 0."));
    startNote_->setVisible(base_.start.x0 || base_.start.weights);
    startNote_->setText(atDistance
                            ? tr("Starts at the point you chose. Move the slider to use the radius again.")
                            : tr("Starts at given weights. Move the slider to draw random ones again."));
}

void ExperimentPanel::showError() {
    error_->setFieldMaximum(family() == Family::network ? largestTolerance : largestError);
    error_->setValue(solvers_->error());
    const bool taken = solvers_->takesError();
    error_->setEnabled(taken);
    const bool network = family() == Family::network;
    error_->describe(
        tr("Approximation error"),
        network && taken ? tr("How roughly piecewise-affine solves each of its steps: relative tolerance. 0 "
                              "is as exactly as "
                              "it can; below 1.")
        : network        ? tr("None of the ticked solvers has steps to solve roughly: tick piecewise-affine.")
        : taken
            ? tr("How crude the Hessian is: relative error of the approximate Newton method. 0 is the exact "
                 "Hessian; the theory needs less than 0.1. At most 10.")
            : tr("The chosen approximation has no error to set: its error is what it comes to. Its own knob "
                 "is under … beside approximate-newton."));
}

QWidget* ExperimentPanel::makeFamilySection() {
    family_ = new FamilySwitch;
    connect(family_, &FamilySwitch::chosen, this, &ExperimentPanel::switchTo);
    return family_;
}

QWidget* ExperimentPanel::makeDataRow() {
    dataRow_ = new QWidget;
    auto* column = new QVBoxLayout(dataRow_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit / 2);
    dataNote_ = makeLabel(QString(), TextRole::small);
    column->addWidget(dataNote_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spaceUnit);
    auto* openData = new QPushButton(tr("Open data…"));
    describe(openData, tr("Open data"),
             tr("Read a time series from a CSV table, and choose what is to be predicted."));
    auto* generate = new QPushButton(tr("Generate"));
    describe(generate, tr("Generate"), tr("Leave the data and make up a series again."));
    emptyText_ = generate;
    buttons->addWidget(openData);
    buttons->addWidget(generate);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(openData, &QPushButton::clicked, this, &ExperimentPanel::dataRequested);
    connect(generate, &QPushButton::clicked, this, [this] { setData(std::nullopt); });
    return dataRow_;
}

QWidget* ExperimentPanel::makeStartSection() {
    start_ = new FormSection(tr("Start and error"));
    radius_ = new ValueSlider({0, 1e6, 1e-6, 100, ValueSlider::Scale::logarithmic});
    start_->addBlock(tr("Initial radius"), radius_, radius_->slider()->toolTip());
    deviation_ = new ValueSlider({0, 1e6, 1e-4, 10, ValueSlider::Scale::logarithmic});
    deviation_->describe(tr("Initial deviation"),
                         tr("Standard deviation of the random weights that a run starts from. At least 0."));
    start_->addBlock(tr("Initial deviation"), deviation_, deviation_->slider()->toolTip());
    startNote_ = makeLabel(QString(), TextRole::small);
    start_->addWide(startNote_);
    error_ = new ValueSlider({0, largestError, 0, 0.99, ValueSlider::Scale::linear});
    start_->addBlock(tr("Approximation error"), error_, tr("How crude the Hessian or the step is"));
    connect(radius_, &ValueSlider::valueEdited, this, &ExperimentPanel::onRadiusEdited);
    connect(deviation_, &ValueSlider::valueEdited, this, &ExperimentPanel::onDeviationEdited);
    connect(error_, &ValueSlider::valueEdited, this, [this](double error) {
        solvers_->setError(error);
        emit edited();
    });
    return start_;
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

void ExperimentPanel::askForAttraction(const std::optional<std::string>& solver) {
    if (family() != Family::softmax) return;
    Experiment changed = experiment();
    const auto before = changed.attraction;
    if (!changed.attraction) changed.attraction = defaultSections_.of(&Experiment::attraction);
    if (solver) changed.attraction->solver = *solver;
    if (changed.attraction == before) return;
    setExperiment(changed);
    emit edited();
}

}  // namespace basin::ui
