// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/experiment_panel.h"

#include <algorithm>
#include <cmath>

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/panels/experiment_title.h"
#include "ui/panels/reading_order.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int panelWidth = 248;  // px at factor 1

bool hasData(const Experiment& experiment) {
    return std::visit([](const auto& problem) { return problem.has_data(); }, experiment.problem);
}

}  // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent) : PanelArea(parent), binder_(this) {
    setAccessibleName(tr("Experiment"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit * 2);
    more_ = FormSection::collapsible(tr("More"), tr("The data, the pictures and when to stop"));
    column->addWidget(makeFamilySection());
    for (const FamilyView* each : familyViews()) {
        problems_[each] = each->makeControls(binder_, *more_);
        column->addWidget(problems_[each].section);
    }
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

Experiment ExperimentPanel::experiment() const {
    Experiment result = base_;
    binder_.writeTo(result);
    if (startsAtDistance())
        result.start.radius = radius_->value();
    else
        result.start.deviation = deviation_->value();
    result.solvers = solvers_->solvers();
    result.title = earnedTitle(result);
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

void ExperimentPanel::switchTo(const FamilyView& wanted) {
    if (&wanted == &family()) return;
    kept_[&family()] = experiment();
    const auto& before = kept_[&wanted];
    setExperiment(before ? *before : firstExperiment(wanted));
    emit familyChosen();
}

void ExperimentPanel::showFamily() {
    family_->setFamily(family());
    for (const auto& [each, controls] : problems_) {
        const bool shown = each == &family();
        controls.section->setVisible(shown);
        for (QWidget* control : controls.more) more_->setRowVisible(control, shown);
    }
    for (const SectionRows& rows : pictures_)
        for (QWidget* control : rows.controls) more_->setRowVisible(control, family().has(rows.section));
    setReadingOrder(widget());  // the solvers' rows are new ones
}

void ExperimentPanel::showData() {
    const bool opens = family().opensData(), given = hasData(base_);
    dataRow_->setVisible(opens || given);
    for (QWidget* button : dataRow_->findChildren<QPushButton*>()) button->setVisible(opens);
    generate_->setVisible(opens && given);
    dataNote_->setVisible(given);
    dataNote_->setText(family().describeData(base_));
}

void ExperimentPanel::setData(const ChosenData& data) {
    if (!family().takes(data))
        for (const FamilyView* each : familyViews())
            if (each->takes(data)) switchTo(*each);
    giveData(&data);
}

// Null: they are generated again.
void ExperimentPanel::giveData(const ChosenData* data) {
    Experiment changed = experiment();
    const std::string before = titleOfData(changed);
    family().setData(changed, data);
    changed.title = titleWithData(changed, before);
    setExperiment(changed);
    emit edited();
}

void ExperimentPanel::setTitle(const std::string& title) {
    base_.title = title;
}

void ExperimentPanel::setStartSeed(std::uint64_t seed) {
    base_.start.seed = seed;
    base_.start.x0.reset();
    base_.start.weights.reset();
    updateStartFields();
}

void ExperimentPanel::setStartPoint(const Vector& x0, double distance) {
    if (startsAtDistance() && std::isfinite(distance)) base_.start.radius = distance;
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
    const KnobWords words = family().distanceKnob();
    start_->setLabel(radius_, words.name);
    radius_->describe(words.name, words.toolTip);
    startNote_->setVisible(base_.start.x0 || base_.start.weights);
    startNote_->setText(atDistance
                            ? tr("Starts at the point you chose. Move the slider to draw a direction again.")
                            : tr("Starts at given weights. Move the slider to draw random ones again."));
}

void ExperimentPanel::showError() {
    const bool taken = solvers_->takesError();
    const KnobWords words = family().errorKnob(taken);
    error_->setFieldMaximum(family().largestError());
    error_->setValue(solvers_->error());
    error_->setEnabled(taken);
    error_->describe(words.name, words.toolTip);
}

QWidget* ExperimentPanel::makeFamilySection() {
    family_ = new FamilySwitch;
    connect(family_, &FamilySwitch::chosen, this, [this](const FamilyView* wanted) { switchTo(*wanted); });
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
             tr("Read a table or a matrix of your own, and choose what its columns are for."));
    auto* generate = new QPushButton(tr("Generate"));
    describe(generate, tr("Generate"), tr("Leave the data and make some up again."));
    generate_ = generate;
    buttons->addWidget(openData);
    buttons->addWidget(generate);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(openData, &QPushButton::clicked, this, &ExperimentPanel::dataRequested);
    connect(generate, &QPushButton::clicked, this, [this] { giveData(nullptr); });
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
    error_ = new ValueSlider({0, family().largestError(), 0, 0.99, ValueSlider::Scale::linear});
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
    if (!family().has("attraction")) return;
    Experiment changed = experiment();
    const auto before = changed.attraction;
    if (!changed.attraction) changed.attraction = defaultSections_.of(&Experiment::attraction);
    if (solver) changed.attraction->solver = *solver;
    if (changed.attraction == before) return;
    setExperiment(changed);
    emit edited();
}

}  // namespace basin::ui
