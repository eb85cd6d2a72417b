// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/sweep_plot.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QSignalBlocker>

#include "core/io/sweep_csv.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/map_marks.h"
#include "ui/plots/run_look.h"
#include "ui/plots/sweep_words.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int sliderWidth = 90;  // px

Results looksOf(const Experiment& experiment) {
    Results looks;
    looks.experiment = experiment.only({});
    looks.experiment.view.reset();
    for (const SolverSpec& spec : experiment.solvers) looks.runs.emplace_back().spec = spec;
    return looks;
}

/// The place of the value nearest to one, of words the same one.
Index nearestPlace(const SweptAxis& axis, const ParameterValue& wanted) {
    const SweptScale scale(axis, false);
    const double at = scale.at(wanted);
    Index nearest = 0;
    for (Index k = 1; k < std::ssize(axis.values); ++k)
        if (std::abs(scale.at(0, k) - at) < std::abs(scale.at(0, nearest) - at)) nearest = k;
    return nearest;
}

std::optional<ParameterValue> presentValue(const Experiment& experiment, const std::string& key) {
    const std::vector<SweptKey> known = swept_keys(experiment);
    const auto found = std::ranges::find(known, key, &SweptKey::key);
    return found == known.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

SweepPlot::SweepPlot(QWidget* parent) : PlotView(parent), controls_(makeChoiceRow(this)) {
    viewBox_ = addChoice(controls_, tr("View"), tr("What is shown of the sweep"));
    solverBox_ = addChoice(controls_, tr("Whose"),
                           tr("Whose outcomes the picture shows, or which promise stands beside them"));
    slider_ = new QSlider(Qt::Horizontal, controls_);
    slider_->setFixedWidth(sliderWidth);
    slider_->setPageStep(1);
    slider_->setAccessibleName(tr("Third key"));
    slider_->setToolTip(tr("Moves through the values of the third key that is swept"));
    sliceLabel_ = new QLabel(controls_);
    controls_->layout()->addWidget(slider_);
    controls_->layout()->addWidget(sliceLabel_);
    slider_->hide();
    sliceLabel_->hide();
    fillViewBox();
    solverBox_->hide();
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(viewBox_->itemData(index).toInt())); });
    connect(solverBox_, &QComboBox::activated, this, [this](int index) {
        const int chosen = solverBox_->itemData(index).toInt();
        if (isOfTheory(shown_.view)) {
            shown_.radius = static_cast<PromisedRadius>(chosen);
            markStale();
        } else {
            selectSolver(static_cast<std::size_t>(chosen));
        }
    });
    connect(slider_, &QSlider::valueChanged, this, [this](int place) { selectSlice(place); });
}

void SweepPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    slicedKey_.clear();
    if (model == nullptr) return;
    followStage(Stage::sweep);
    for (const auto signal : {&RunModel::cleared, &RunModel::finished})
        connect(model, signal, this, &SweepPlot::markStale);
}

std::vector<SweepPlot::View> SweepPlot::offeredViews() const {
    const Families families = model() == nullptr ? every_family : family_bit(model()->results().experiment);
    std::vector<View> offered;
    for (std::size_t k = 0; k < view_words<View>.size(); ++k)
        if ((view_words<View>[k].families & families) != 0) offered.push_back(static_cast<View>(k));
    return offered;
}

void SweepPlot::fillViewBox() {
    const QSignalBlocker quiet(viewBox_);
    const std::vector<View> offered = offeredViews();
    if (std::ranges::find(offered, shown_.view) == offered.end()) shown_.view = offered.front();
    if (viewBox_->count() != std::ssize(offered) ||
        viewBox_->findData(static_cast<int>(offered.back())) < 0) {
        viewBox_->clear();
        for (const View each : offered) viewBox_->addItem(sweepViewName(each), static_cast<int>(each));
    }
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(shown_.view)));
}

void SweepPlot::setView(View view) {
    if (view == shown_.view) return;
    shown_.view = view;
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(view)));
    markStale();
}

QStringList SweepPlot::views() const {
    QStringList words;
    for (const View each : offeredViews()) words << viewWord(each);
    return words;
}

void SweepPlot::setView(const QString& word) {
    fillViewBox();
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

void SweepPlot::selectSolver(std::optional<std::size_t> solver) {
    if (solver == solver_) return;
    solver_ = solver;
    markStale();
}

void SweepPlot::selectSlice(Index slice) {
    if (slice == shown_.slice) return;
    shown_.slice = slice;
    markStale();
}

PlotChoices SweepPlot::choices() const {
    return {shown_.view == View::success_rate ? QString() : viewWord(shown_.view), {}, solver_};
}

void SweepPlot::setChoices(const PlotChoices& wanted) {
    selectSolver(wanted.run);
    fillViewBox();
    setView(viewOf<View>(wanted.view).value_or(View::success_rate));
}

bool SweepPlot::isEmpty() const {
    return model() == nullptr || sweep_ == nullptr || sweep_->computed == 0;
}

QString SweepPlot::labelOf(std::size_t solver) const {
    return runLabel(looks_, solver, plotStyle());
}

/// What is there of the sweep, and what is shown of it.
void SweepPlot::takeSweep() {
    sweep_ = model() == nullptr ? nullptr : model()->results().sweep;
    if (model() == nullptr) return;
    if (const Experiment& now = model()->results().experiment; now.solvers != looks_.experiment.solvers)
        looks_ = looksOf(now);
    const std::vector<std::size_t> shown = shownRuns(looks_, plotStyle());
    shown_.solver = solver_ && *solver_ < looks_.runs.size() ? *solver_ : shown.empty() ? 0 : shown.front();
}

void SweepPlot::fillSolverBox() {
    const QSignalBlocker quiet(solverBox_);
    QStringList names;
    std::vector<int> data;
    if (shown_.view == View::radius && isMap()) {
        for (const PromisedRadius each : allPromisedRadii) {
            names << promisedRadiusName(each);
            data.push_back(static_cast<int>(each));
        }
    } else if (shown_.view == View::cause || (isMap() && !isOfTheory(shown_.view))) {
        for (const std::size_t solver : shownRuns(looks_, plotStyle())) {
            names << labelOf(solver);
            data.push_back(static_cast<int>(solver));
        }
    }
    const int wanted =
        shown_.view == View::radius ? static_cast<int>(shown_.radius) : static_cast<int>(shown_.solver);
    fillChoice(solverBox_, names, static_cast<int>(std::ranges::find(data, wanted) - data.begin()));
    for (std::size_t k = 0; k < data.size(); ++k) solverBox_->setItemData(static_cast<int>(k), data[k]);
    solverBox_->setVisible(names.size() > 1);
}

void SweepPlot::fillSlider() {
    const bool has = sweep_ != nullptr && sweep_->axes.size() > 2;
    slider_->setVisible(has);
    sliceLabel_->setVisible(has);
    if (!has) {
        shown_.slice = 0;
        slicedKey_.clear();
        return;
    }
    const SweptAxis& axis = sweep_->axes[2];
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, static_cast<int>(axis.values.size()) - 1);
    const Experiment& experiment = model()->results().experiment;
    if (slicedKey_ != axis.key) {
        // At first where the experiment itself is.
        const auto present = presentValue(experiment, axis.key);
        shown_.slice = present ? nearestPlace(axis, *present) : 0;
        slicedKey_ = axis.key;
    }
    shown_.slice = std::clamp<Index>(shown_.slice, 0, slider_->maximum());
    slider_->setValue(static_cast<int>(shown_.slice));
    sliceLabel_->setText(sweptValueText(axis.at(0, shown_.slice)));
    slider_->setAccessibleDescription(sliceText());
}

/// "gain 2".
QString SweepPlot::sliceText() const {
    const SweptAxis& axis = sweep_->axes[2];
    return tr("%1 %2").arg(sweptKeyName(model()->results().experiment, axis.key),
                           sweptValueText(axis.at(0, shown_.slice)));
}

QString SweepPlot::emptyReason() const {
    if (model() == nullptr || !model()->results().experiment.sweep)
        return tr("Right-click a number on the left and choose \"Sweep this\" to see how all depends on it.");
    if (model()->isRunning()) return tr("Waiting for the first cells.");
    return model()->results().stopped ? tr("The run was stopped before the sweep.")
                                      : tr("Press Run to see how the outcome depends on it.");
}

/// Why the view has nothing to show where cells are there.
QString SweepPlot::absence() const {
    if (!isOfTheory(shown_.view)) {
        if (shown_.view == View::steps) return tr("No run of the sweep has arrived yet.");
        return tr("No run of the sweep has a number to show here.");
    }
    if (!model()->results().experiment.sweep || !model()->results().experiment.sweep->theory)
        return tr(
            "Tick \"Beside the theory\" under Sweep on the left to see what was measured beside what is "
            "promised.");
    return shown_.view == View::radius
               ? tr("Theory promises no radius here, or none was measured.")
               : tr("Theory promises no number of steps here, or its method is not among the solvers.");
}

void SweepPlot::makeSubtitle() {
    QStringList parts;
    if (isMap() && !isOfTheory(shown_.view)) parts << labelOf(shown_.solver);
    if (sweep_->axes.size() > 2) parts << sliceText();
    if (!isMap() && shown_.view == View::success_rate) parts << tr("with its 95 % interval");
    if (!isMap() && shown_.view == View::cause) parts << labelOf(shown_.solver);
    if (!isMap() && !isOfTheory(shown_.view) && shown_.view != View::success_rate &&
        shown_.view != View::cause)
        parts << tr("median and 10–90 % band");
    if (isMap() && shown_.view == View::radius) parts << promisedRadiusName(shown_.radius);
    if (const auto& spec = model()->results().experiment.sweep)
        parts << (spec->repeats.count == 1 ? tr("1 trial a cell")
                                           : tr("%1 trials a cell").arg(spec->repeats.count));
    parts << (sweep_->complete ? tr("%1 cells").arg(sweep_->computed)
                               : tr("%1 of about %2 cells").arg(sweep_->computed).arg(sweep_->expected));
    subtitle_ = parts.join(QStringLiteral(" · "));
}

void SweepPlot::rebuild() {
    takeSweep();
    fillViewBox();
    fillSolverBox();
    fillSlider();
    if (isEmpty()) {
        subtitle_ = tr("how the outcome depends on what is swept");
        setEmptyMessage(emptyReason());
        return;
    }
    makeSubtitle();
    if (isMap())
        showMap();
    else
        showCurves();
}

void SweepPlot::showCurves() {
    curves_ = SweepCurves(sweep_, shown_, looks_, plotStyle());
    setEmptyMessage(curves_.hasValues() ? QString() : absence());
    if (!curves_.hasValues()) return;
    setColorBar(std::nullopt);
    setAxes(curves_.across(), curves_.up());
    setCurves(curves_.curves());
    invalidateLayer();
}

void SweepPlot::showMap() {
    map_ = SweepMap(sweep_, shown_, plotStyle());
    setEmptyMessage(map_.hasValues() ? QString() : absence());
    if (!map_.hasValues()) return;
    const Experiment& experiment = model()->results().experiment;
    setAxes(map_.across().axis(sweptKeyName(experiment, sweep_->axes[0].key), true),
            map_.up().axis(sweptKeyName(experiment, sweep_->axes[1].key), true));
    const QString label = sweepViewLabel(shown_.view);
    setColorBar(map_.scale(), isOfTheory(shown_.view) ? tr("log₁₀ (%1)").arg(label) : label, map_.isWhole());
    setCurves({}, map_.signs(plotStyle()));
}

void SweepPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (isEmpty() || !emptyMessage().isEmpty()) return;
    if (isMap())
        map_.paint(painter, frame, plotStyle());
    else
        curves_.paintBelow(painter, frame, plotStyle());
}

/// Where on the map the experiment itself is.
std::optional<QPointF> SweepPlot::presentSetting() const {
    const Experiment& experiment = model()->results().experiment;
    const auto x = presentValue(experiment, sweep_->axes[0].key),
               y = presentValue(experiment, sweep_->axes[1].key);
    if (!x || !y) return std::nullopt;
    const QPointF at(map_.across().at(*x), map_.up().at(*y));
    return std::isfinite(at.x()) && std::isfinite(at.y()) ? std::optional(at) : std::nullopt;
}

void SweepPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (isEmpty() || !emptyMessage().isEmpty() || !plotStyle().annotations) return;
    MapMarks marks{{}, tr("you are here"), {}};
    if (isMap()) {
        marks.setting = presentSetting();
    } else if (!curves_.scale().isNamed()) {
        const auto value = presentValue(model()->results().experiment, sweep_->axes[0].key);
        if (value) marks.radii.push_back({curves_.scale().at(*value), tr("here")});
    }
    drawMapMarks(painter, frame, marks, plotStyle());
}

std::optional<PlacedSweepCell> SweepPlot::cellAt(QPointF data) const {
    if (isEmpty() || !emptyMessage().isEmpty()) return std::nullopt;
    return isMap() ? map_.at(data) : curves_.at(data.x());
}

void SweepPlot::clicked(QPointF data) {
    const auto found = cellAt(data);
    if (!found) return;
    explained_ = found->place;
    std::vector<SweptSetting> settings;
    for (std::size_t k = 0; k < sweep_->axes.size(); ++k)
        settings.push_back({sweep_->axes[k].key, sweep_->value_at(found->place, k)});
    emit cellPicked(settings);
}

QString SweepPlot::summary() const {
    if (isEmpty() || !emptyMessage().isEmpty()) return emptyMessage();
    QStringList said;
    for (std::size_t solver = 0; solver < looks_.runs.size(); ++solver)
        said << arrivalRange(labelOf(solver), *sweep_, solver);
    return tr("%1 against %2. %3. %4.")
        .arg(sweepViewName(shown_.view), sweptKeysText(model()->results().experiment, *sweep_), subtitle_,
             said.join(QStringLiteral("; ")));
}

QByteArray SweepPlot::csv() const {
    const bool has = model() != nullptr && model()->results().sweep && model()->results().experiment.sweep;
    if (!has) return "level,solver\n";
    const Results& results = model()->results();
    return QByteArray::fromStdString(shown_.view == View::seconds
                                         ? sweep_seconds_csv(results.experiment, *results.sweep)
                                         : sweep_csv(results.experiment, *results.sweep));
}

}  // namespace basin::ui
