// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/experiment_panel.h"

#include <algorithm>
#include <cmath>

#include <QVBoxLayout>

#include "core/experiment/seeds.h"
#include "ui/panels/attraction_solver.h"
#include "ui/panels/experiment_title.h"
#include "ui/panels/reading_order.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int panelWidth = 248;  // px at factor 1
}

ExperimentPanel::ExperimentPanel(QWidget* parent)
    : PanelArea(parent),
      binder_(this),
      family_(new FamilySwitch),
      data_(new DataRow),
      start_(new StartSection(binder_)),
      solvers_(new SolverList),
      sweepMenu_(new SweepMenu([this] { return experiment(); }, this)) {
    setAccessibleName(tr("Experiment"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(family_);
    for (const FamilyView* each : familyViews()) {
        problems_[each] = each->makeControls(binder_);
        column->addWidget(problems_[each].section);
    }
    for (QWidget* part : {static_cast<QWidget*>(data_), static_cast<QWidget*>(start_), makeSolverSection()})
        column->addWidget(part);
    sections_ = makeSectionGroups(binder_, asked_);
    auto* folding = new QVBoxLayout;
    folding->setSpacing(spaceUnit / 2);
    for (FoldingSection* group : groups()) folding->addWidget(group);
    column->addLayout(folding);
    column->addStretch(1);
    setWidget(content);
    sweepMenu_->watch(content);
    connectParts();
    setExperiment(base_);
}

void ExperimentPanel::connectParts() {
    connect(family_, &FamilySwitch::chosen, this, [this](const FamilyView* wanted) { switchTo(*wanted); });
    connect(data_, &DataRow::openRequested, this, &ExperimentPanel::dataRequested);
    connect(data_, &DataRow::generateRequested, this, [this] { giveData(nullptr); });
    connect(start_, &StartSection::initialiserChosen, this, &ExperimentPanel::chooseInitialiser);
    connect(start_, &StartSection::startsRequested, this, &ExperimentPanel::startsRequested);
    connect(start_, &StartSection::distanceEdited, this, &ExperimentPanel::distanceEdited);
    connect(start_, &StartSection::errorEdited, this, [this](double error) {
        solvers_->tickError();
        solvers_->setError(error);
        takeEdit();
    });
    connect(solvers_, &SolverList::edited, this, &ExperimentPanel::takeEdit);
    connect(solvers_, &SolverList::rowsChanged, this, [this] {
        setReadingOrder(widget());
        sweepMenu_->watch(solvers_);
    });
    connect(sweepMenu_, &SweepMenu::asked, this, &ExperimentPanel::sweep);
    connect(sweepMenu_, &SweepMenu::dropped, this, &ExperimentPanel::sweepNoMore);
    connect(&binder_, &FieldBinder::edited, this, &ExperimentPanel::takeEdit);
    for (FoldingSection* group : groups())
        connect(group, &FoldingSection::openChanged, this, [this, group](bool open) {
            open_.removeAll(group->word());
            if (open) open_ << group->word();
            for (FoldingSection* each : groups())
                if (each->word() == group->word()) each->setOpen(open);
            emit foldsChanged();
        });
}

QWidget* ExperimentPanel::makeSolverSection() {
    auto* section = new FormSection(tr("Solvers"));
    section->addWide(solvers_);
    return section;
}

QSize ExperimentPanel::sizeHint() const {
    return {panelWidth, 560};
}

Experiment ExperimentPanel::experiment() const {
    Experiment result = base_;
    binder_.writeTo(result);
    start_->writeTo(result.start, family());
    const std::vector<SolverSpec> solvers = solvers_->solvers();
    if (result.attraction) followSolvers(result.attraction->solver, result.solvers, solvers);
    if (result.sweep && !result.sweep->axes.empty()) {
        follow_solvers(*result.sweep, result.solvers, solvers);
        if (result.sweep->axes.empty()) result.sweep.reset();
    }
    result.solvers = solvers;
    result.title = earnedTitle(result);
    return result;
}

void ExperimentPanel::setExperiment(const Experiment& experiment) {
    if (experiment.start != base_.start) pointDistance_ = not_applicable;
    base_ = experiment;
    base_.view.reset();  // the plots' to keep
    solvers_->setSolvers(base_.solvers, family());
    family_->setFamily(family());
    showStart();
    data_->showData(base_, family());
    showFields();
    setReadingOrder(widget());  // the solvers' rows may be new ones
}

/// What was edited may bring other controls, or take some away.
void ExperimentPanel::refresh() {
    base_ = experiment();
    showFields();
}

void ExperimentPanel::showFields() {
    asked_.take(base_);
    binder_.show(base_);
    start_->showError(*solvers_, family());
    showGroups();
}

void ExperimentPanel::takeEdit() {
    refresh();
    emit edited();
}

void ExperimentPanel::change(const Experiment& experiment) {
    setExperiment(experiment);
    emit edited();
}

void ExperimentPanel::switchTo(const FamilyView& wanted) {
    if (&wanted == &family()) return;
    kept_[&family()] = experiment();
    const auto& before = kept_[&wanted];
    setExperiment(before ? *before : firstExperiment(wanted));
    emit familyChosen();
}

std::vector<FoldingSection*> ExperimentPanel::groups() const {
    std::vector<FoldingSection*> groups;
    for (const FamilyView* each : familyViews())
        if (FoldingSection* data = problems_.at(each).data) groups.push_back(data);
    for (const SectionGroup& each : sections_) groups.push_back(each.group);
    return groups;
}

void ExperimentPanel::showGroups() {
    for (const auto& [each, controls] : problems_) {
        const bool shown = each == &family();
        controls.section->setVisible(shown);
        if (controls.data != nullptr) controls.data->setVisible(shown && !controls.data->isEmpty());
    }
    for (const SectionGroup& each : sections_) each.showFamily(family_bit(base_));
}

QStringList ExperimentPanel::openGroups() const {
    return open_;
}

void ExperimentPanel::setOpenGroups(const QStringList& words) {
    for (FoldingSection* group : groups()) group->setOpen(words.contains(group->word()));
    open_ = words;
}

FoldingSection* ExperimentPanel::group(const QString& word) const {
    FoldingSection* found = nullptr;
    for (FoldingSection* each : groups())
        if (each->word() == word && (found == nullptr || !each->isHidden())) found = each;
    return found;
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
    change(changed);
}

void ExperimentPanel::setTitle(const std::string& title) {
    base_.title = title;
}

void ExperimentPanel::setStartSeed(std::uint64_t seed) {
    base_.start.seed = seed;
    if (is_point(base_.start) && std::isfinite(pointDistance_)) base_.start.radius = pointDistance_;
    base_.start.x0.reset();
    base_.start.weights.reset();
    showStart();
}

void ExperimentPanel::setStartPoint(const Vector& x0, double distance) {
    Experiment changed = experiment();
    changed.start.x0 = MatrixSource{std::make_shared<const Matrix>(x0), {}};
    leave_out_start(changed);
    setExperiment(changed);
    pointDistance_ = distance;
    showStart();
    emit edited();
}

void ExperimentPanel::showStartDistance(const StartSpec& start, double distance) {
    if (!base_.start.x0 || start.x0 != base_.start.x0) return;
    pointDistance_ = distance;
    showStart();
}

void ExperimentPanel::setStarts(const MatrixSource& starts) {
    Experiment changed = experiment();
    changed.start.forget_given();
    changed.start.starts = starts;
    if (changed.repeats) changed.repeats->count = std::clamp<Index>(starts.value->rows(), 1, most_repeats);
    change(changed);
}

void ExperimentPanel::chooseInitialiser(int place) {
    Experiment changed = experiment();
    family().setInitialiser(changed.start, place);
    change(changed);
}

void ExperimentPanel::setRadiusAndError(double radius, double error) {
    family().placeOnMap(base_.start, radius);
    showStart();
    solvers_->tickError();
    solvers_->setError(error);
    refresh();
    distanceEdited();
}

void ExperimentPanel::sweep(const std::string& key, AxisPlace place) {
    Experiment changed = experiment();
    const std::vector<SweptKey> known = swept_keys(changed);
    const auto found = std::ranges::find(known, key, &SweptKey::key);
    if (found == known.end()) return;
    if (!changed.sweep) {
        changed.sweep = asked_.of(&Experiment::sweep);
        changed.sweep->axes.clear();
    }
    add_axis(*changed.sweep, *found, place);
    change(changed);
    if (FoldingSection* shown = group(QStringLiteral("sweep"))) shown->setOpen(true);
    emit sweepAsked();
}

void ExperimentPanel::sweepNoMore(const std::string& key) {
    Experiment changed = experiment();
    if (!changed.sweep) return;
    drop_axis(*changed.sweep, key);
    if (changed.sweep->axes.empty()) changed.sweep.reset();
    change(changed);
}

void ExperimentPanel::setValues(const std::vector<SweptSetting>& settings) {
    Experiment changed = experiment();
    for (const SweptSetting& each : settings) set_swept(changed, each.key, each.value);
    change(changed);
}

void ExperimentPanel::setRadiusMarks(double guaranteed, double measured) {
    start_->setMarks(guaranteed, measured);
}

void ExperimentPanel::distanceEdited() {
    if (base_.start.x0) base_.start.starts.reset();  // the slider is that of a random start
    base_.start.x0.reset();
    base_.start.weights.reset();
    start_->writeTo(base_.start, family());
    showStart();
    emit edited();
}

void ExperimentPanel::showStart() {
    start_->showStart(base_.start, family(), pointDistance_);
    binder_.show(base_);
}

void ExperimentPanel::askForAttraction(const std::optional<std::string>& solver) {
    const auto takes = [this](const SectionGroup& each) {
        return each.section == "attraction" && (each.families & family_bit(base_)) != 0;
    };
    if (std::ranges::none_of(sections_, takes)) return;
    Experiment changed = experiment();
    const auto before = changed.attraction;
    if (!changed.attraction) changed.attraction = asked_.of(&Experiment::attraction);
    if (solver) changed.attraction->solver = *solver;
    if (changed.attraction == before) return;
    change(changed);
}

}  // namespace basin::ui
