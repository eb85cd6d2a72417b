// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_policy.h"

#include <chrono>

#include <QRandomGenerator>

#include "core/numeric/input_error.h"
#include "ui/families/family_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/fields.h"
#include "ui/panels/plain_message.h"
#include "ui/runs/run_cost.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto liveDelay = 120ms;  // while a control moves, a new run at most this often
}  // namespace

RunPolicy::RunPolicy(const RunDeskParts& parts, QObject* parent)
    : QObject(parent), parts_(parts), liveTimer_(this) {
    liveTimer_.setSingleShot(true);
    liveTimer_.setInterval(liveDelay);
    connect(&liveTimer_, &QTimer::timeout, this, [this] { start(Reason::live); });
    connect(parts_.panel, &ExperimentPanel::edited, this, &RunPolicy::panelEdited);
    connect(parts_.panel, &ExperimentPanel::familyChosen, this, &RunPolicy::familyChosen);
    connect(parts_.model, &RunModel::finished, this, &RunPolicy::runEnded);
    connect(parts_.kept, &KeptRuns::opened, this,
            [this](Index, std::shared_ptr<const Results> results) { showKept(std::move(results)); });
    connect(parts_.kept, &KeptRuns::experimentRead, this, [this](const Experiment& experiment) {
        open(experiment);
        runShown();
    });
    for (const auto signal : {&RunModel::cleared, &RunModel::certificateChanged})
        connect(parts_.model, signal, this, &RunPolicy::showMarks);
    connect(parts_.model, &RunModel::problemChanged, this, &RunPolicy::showStartDistance);
}

void RunPolicy::run() {
    commitFocusedField(*parts_.panel->window());
    if (!parts_.settings->seedLocked() && !parts_.model->results().runs.empty()) drawNewSeed();
    start(Reason::asked);
}

void RunPolicy::open(const Experiment& experiment) {
    liveTimer_.stop();
    parts_.panel->setExperiment(experiment);
    emit seedChanged(experiment.start.seed);
    clearForFamily(experiment);
}

void RunPolicy::runShown() {
    start(Reason::asked);
}

void RunPolicy::show(const Experiment& experiment) {
    open(experiment);
    panelEdited();
}

// Plots of one family have nothing to say about a run of another.
void RunPolicy::clearForFamily(const Experiment& experiment) {
    if (familyViewOf(experiment).isOf(parts_.model->results().experiment)) return;
    parts_.controller->abandon();
    parts_.model->await(experiment);
}

void RunPolicy::familyChosen() {
    liveTimer_.stop();
    const Experiment experiment = parts_.panel->experiment();
    emit seedChanged(experiment.start.seed);
    const Results& shown = parts_.model->results();
    const bool ended = !parts_.controller->isComputing() && !shown.runs.empty();
    left_[&familyViewOf(shown.experiment)] = ended ? parts_.model->share() : nullptr;
    clearForFamily(experiment);
    const auto before = left_[&familyViewOf(experiment)];
    if (before && before->experiment == experiment) {
        reason_ = Reason::shown;
        parts_.messages->clear(MessageBar::Kind::hint);
        parts_.model->load(before);
    } else {
        panelEdited();
    }
}

void RunPolicy::runFromPoint(double a, double b) {
    const auto& problem = parts_.model->problem();
    if (!problem || !problem->plane) return;
    const Vector x0 = point_on(*problem->plane, a, b);
    const bool isKnown = problem->minimiser.verified && problem->minimiser.x.size() == x0.size();
    parts_.panel->setStartPoint(x0, isKnown ? (x0 - problem->minimiser.x).norm() : not_applicable);
    start(Reason::asked);
}

void RunPolicy::runFromCell(double radius, double error) {
    parts_.panel->setRadiusAndError(radius, error);
    start(Reason::asked);
}

void RunPolicy::runWith(const std::vector<SweptSetting>& settings) {
    parts_.panel->setValues(settings);
    emit seedChanged(parts_.panel->experiment().start.seed);
    start(Reason::asked);
}

void RunPolicy::keepMapWindow(const BasinMapSpec& window) {
    Experiment experiment = parts_.panel->experiment();
    if (!experiment.basin_map) return;
    experiment.basin_map->radius_min = window.radius_min;
    experiment.basin_map->radius_max = window.radius_max;
    experiment.basin_map->error_min = window.error_min;
    experiment.basin_map->error_max = window.error_max;
    parts_.panel->setExperiment(experiment);
    start(Reason::asked);
}

void RunPolicy::runData(const ChosenData& data) {
    parts_.panel->setData(data);
    start(Reason::asked);
}

void RunPolicy::setSeed(std::uint64_t seed) {
    parts_.panel->setStartSeed(seed);
    emit seedChanged(seed);
    panelEdited();
}

void RunPolicy::drawNewSeed() {
    setSeed(QRandomGenerator::global()->bounded(1, 10000));
}

void RunPolicy::toggleRun() {
    RunController& controller = *parts_.controller;
    const bool more = controller.isComputing() || parts_.model->playhead() < parts_.model->lastIteration();
    if (controller.state() == RunState::running)
        controller.pause();
    else if (more)
        controller.resume();
    else if (parts_.model->lastIteration() > 0)
        replay();
    else
        run();
}

void RunPolicy::replay() {
    parts_.controller->reset();
    parts_.controller->resume();
}

void RunPolicy::step() {
    commitFocusedField(*parts_.panel->window());
    if (parts_.model->results().runs.empty() && !parts_.controller->isComputing()) {
        start(Reason::asked);
        parts_.controller->reset();
    }
    parts_.controller->stepForward();
}

void RunPolicy::reset() {
    parts_.controller->reset();
}

void RunPolicy::leave() {
    liveTimer_.stop();
    parts_.controller->abandon();
}

void RunPolicy::showEarlier(Index number) {
    parts_.kept->open(number);
}

void RunPolicy::showKept(std::shared_ptr<const Results> results) {
    liveTimer_.stop();
    parts_.controller->abandon();
    parts_.messages->clear(MessageBar::Kind::hint);
    parts_.messages->clear(MessageBar::Kind::error);
    parts_.messages->clear(MessageBar::Kind::fileError);
    reason_ = Reason::shown;
    emit earlierShown();
    parts_.panel->setExperiment(results->experiment);
    emit seedChanged(results->experiment.start.seed);
    parts_.model->load(std::move(results));
}

void RunPolicy::start(Reason reason) {
    liveTimer_.stop();
    parts_.kept->wantNothing();
    try {
        const Experiment experiment = parts_.panel->experiment();
        experiment.validate();
        parts_.messages->clear(MessageBar::Kind::hint);
        parts_.messages->clear(MessageBar::Kind::error);
        if (reason == Reason::asked) parts_.messages->clear(MessageBar::Kind::fileError);
        // What only changes pictures costs no new run; asked for, a run is a run.
        if (reason == Reason::live && parts_.controller->redraw(experiment)) {
            reason_ = Reason::shown;  // the run is kept already, if it was asked for
            return;
        }
        reason_ = reason;
        if (reason == Reason::asked) emit asked();
        parts_.controller->start(experiment, reason == Reason::live);
    } catch (const InputError& error) {
        parts_.messages->showMessage(MessageBar::Kind::error,
                                     plainMessage(QString::fromStdString(error.what())));
    }
}

void RunPolicy::panelEdited() {
    const Experiment experiment = parts_.panel->experiment();
    if (isSmall(experiment) || parts_.controller->canRedraw(experiment)) {
        if (!liveTimer_.isActive()) liveTimer_.start();
        return;
    }
    liveTimer_.stop();  // it may have been small a moment ago
    const bool pictured = parts_.model->problem().has_value();
    parts_.messages->showMessage(MessageBar::Kind::hint,
                                 pictured
                                     ? tr("The picture is out of date – press Run.")
                                     : tr("This experiment takes a while – press Run when you are ready."));
}

void RunPolicy::runEnded() {
    const QString failure = parts_.model->failure();
    if (!failure.isEmpty()) {
        parts_.messages->showMessage(MessageBar::Kind::error, plainMessage(failure));
        return;
    }
    if (reason_ == Reason::asked) parts_.kept->add(parts_.model->share());
    redrawPending();
}

// A run that is on is not drawn anew; other pictures asked for meanwhile come when it has ended.
void RunPolicy::redrawPending() {
    const Experiment experiment = parts_.panel->experiment();
    const Experiment& shown = parts_.model->results().experiment;
    if (reason_ == Reason::shown || experiment == shown || !parts_.controller->canRedraw(experiment)) return;
    liveTimer_.start();
}

void RunPolicy::showStartDistance() {
    const Results& results = parts_.model->results();
    const Minimiser& minimiser = results.minimiser;
    if (minimiser.verified && minimiser.x.size() == results.x0.size())
        parts_.panel->showStartDistance(results.experiment.start, (results.x0 - minimiser.x).norm());
}

void RunPolicy::showMarks() {
    const Certificate& certificate = parts_.model->results().certificate;
    parts_.panel->setRadiusMarks(certificate.guaranteed_radius_certified, certificate.basin_radius);
}

}  // namespace basin::ui
