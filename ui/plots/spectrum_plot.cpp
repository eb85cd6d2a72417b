// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/spectrum_plot.h"

#include <algorithm>
#include <cmath>

#include <QSignalBlocker>

#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/run_look.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using View = SpectrumPlot::View;

bool hasEigenvalues(const SolverRun& run) {
    return std::any_of(run.eigenvalues.begin(), run.eigenvalues.end(),
                       [](const Vector& values) { return values.size() > 0; });
}

/// The last record up to the playhead for which has(record).
template <typename Has>
std::optional<std::size_t> newest(const SolverRun& run, Index playhead, const Has& has) {
    for (std::size_t k = std::min(run.history.size(), run.eigenvalues.size()); k-- > 0;)
        if (run.history[k].iteration <= playhead && has(k)) return k;
    return std::nullopt;
}

std::optional<std::size_t> newestSpectrum(const SolverRun& run, Index playhead) {
    return newest(run, playhead, [&](std::size_t k) { return run.eigenvalues[k].size() > 0; });
}

std::optional<std::size_t> newestDensity(const SolverRun& run, Index playhead) {
    return newest(run, playhead, [&](std::size_t k) { return k < run.densities.size() && run.densities[k]; });
}

/// Whether all eigenvalues are known one by one: the same along a whole run.
bool isExact(const SolverRun& run) {
    for (std::size_t k = 0; k < run.eigenvalues.size(); ++k)
        if (run.eigenvalues[k].size() > 0) return !run.is_estimated(k);
    return false;
}

bool hasDensity(const SolverRun& run) {
    return std::any_of(run.densities.begin(), run.densities.end(),
                       [](const auto& density) { return density != nullptr; });
}

bool hasSpectrum(const SolverRun& run) {
    return hasEigenvalues(run) || hasDensity(run);
}

/// Fills a box when its items changed, and shows the one whose data is current.
void fillBox(QComboBox* box, const QStringList& names, const QList<int>& data, int current) {
    const QSignalBlocker quiet(box);
    bool same = box->count() == names.size();
    for (int k = 0; same && k < names.size(); ++k) same = box->itemText(k) == names[k];
    if (!same) {
        box->clear();
        for (int k = 0; k < names.size(); ++k) box->addItem(names[k], data[k]);
    }
    box->setCurrentIndex(static_cast<int>(data.indexOf(current)));
}

}  // namespace

SpectrumPlot::SpectrumPlot(QWidget* parent) : PlotView(parent) {
    makeControls();
}

void SpectrumPlot::makeControls() {
    controls_ = makeChoiceRow(this);
    solverBox_ = addChoice(controls_, tr("Solver"), tr("Whose Hessians are shown"));
    viewBox_ = addChoice(controls_, tr("View"),
                         tr("Every eigenvalue against iteration, or how those at the playhead are spread"));
    connect(solverBox_, &QComboBox::activated, this,
            [this](int index) { selectSolver(solverBox_->itemData(index).toInt()); });
    connect(viewBox_, &QComboBox::activated, this,
            [this](int index) { setView(static_cast<View>(viewBox_->itemData(index).toInt())); });
}

void SpectrumPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    range_ = {};
    if (model == nullptr) return;
    connect(model, &RunModel::cleared, this, [this] { range_ = {}; });
    for (const auto signal : {&RunModel::historyChanged, &RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &SpectrumPlot::markStale);
}

void SpectrumPlot::selectSolver(int run) {
    if (run == selected_) return;
    selected_ = run;
    markStale();
}

void SpectrumPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    markStale();
}

QStringList SpectrumPlot::views() const {
    const SolverRun* shown = run();
    QStringList words;
    if (shown == nullptr) return words;
    if (hasEigenvalues(*shown)) words << viewWord(View::against_iteration);
    if (isExact(*shown)) words << viewWord(View::histogram);
    if (hasDensity(*shown)) words << viewWord(View::density);
    return words;
}

void SpectrumPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices SpectrumPlot::choices() const {
    PlotChoices chosen;
    if (view_ != View::against_iteration) chosen.view = viewWord(view_);
    if (selected_ != 0) chosen.run = static_cast<std::size_t>(selected_);
    return chosen;
}

void SpectrumPlot::setChoices(const PlotChoices& wanted) {
    selectSolver(static_cast<int>(wanted.run.value_or(0)));
    setView(viewOf<View>(wanted.view).value_or(View::against_iteration));
}

const SolverRun* SpectrumPlot::run() const {
    if (model() == nullptr) return nullptr;
    const auto& runs = model()->results().runs;
    const auto wanted = static_cast<std::size_t>(selected_);
    if (wanted < runs.size() && hasSpectrum(runs[wanted])) return &runs[wanted];
    const auto found = std::find_if(runs.begin(), runs.end(), hasSpectrum);
    return found == runs.end() ? nullptr : &*found;
}

View SpectrumPlot::shownView(const SolverRun& shown) const {
    if (!hasEigenvalues(shown)) return View::density;
    if (view_ == View::against_iteration) return view_;
    if (view_ == View::density && hasDensity(shown)) return view_;
    if (isExact(shown)) return View::histogram;
    return hasDensity(shown) ? View::density : View::against_iteration;
}

void SpectrumPlot::fillSolverBox() {
    QStringList names;
    QList<int> indices;
    const Results& results = model()->results();
    int current = 0;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        if (!hasSpectrum(results.runs[i])) continue;
        if (&results.runs[i] == run()) current = static_cast<int>(i);
        names << runLabel(results, i);
        indices << static_cast<int>(i);
    }
    fillBox(solverBox_, names, indices, current);
    solverBox_->setVisible(!names.isEmpty());  // a choice among nothing is none
}

void SpectrumPlot::fillViewBox(const SolverRun* shown) {
    QStringList names;
    QList<int> views;
    const auto addView = [&](const QString& name, View view) {
        names << name;
        views << static_cast<int>(view);
    };
    if (shown == nullptr || hasEigenvalues(*shown)) addView(tr("Iterations"), View::against_iteration);
    if (shown != nullptr && isExact(*shown)) addView(tr("Histogram"), View::histogram);
    if (shown != nullptr && hasDensity(*shown)) addView(tr("Density"), View::density);
    const View view = shown != nullptr ? shownView(*shown) : View::against_iteration;
    fillBox(viewBox_, names, views, static_cast<int>(view));
    viewBox_->setVisible(names.size() > 1);
}

void SpectrumPlot::rebuild() {
    const SolverRun* shown = run();
    if (model() != nullptr) fillSolverBox();
    fillViewBox(shown);
    solver_.clear();
    subtitle_.clear();
    bars_.reset();
    if (shown == nullptr) {
        showNothing();
        return;
    }
    solver_ = runLabel(model()->results(), static_cast<std::size_t>(shown - model()->results().runs.data()),
                       plotStyle());
    setEmptyMessage({});
    if (shownView(*shown) == View::against_iteration) {
        showLines(*shown);
    } else {
        showBars(*shown);
    }
}

void SpectrumPlot::showNothing() {
    if (model() != nullptr && model()->isRunning()) {
        setEmptyMessage(tr("The eigenvalues come with the first steps."));
        return;
    }
    const bool wanted = model() != nullptr && model()->results().experiment.spectrum &&
                        model()->results().experiment.spectrum->every > 0;
    setEmptyMessage(model() == nullptr || wanted || model()->results().runs.empty()
                        ? tr("Press Run to see the eigenvalues of the Hessian along the way.")
                        : tr("This experiment computes no eigenvalues."));
}

void SpectrumPlot::showLines(const SolverRun& shown) {
    range_.follow(shown);
    PlotAxis y = range_.axis();
    y.label = tr("eigenvalue");
    y.shortLabel = QStringLiteral("λ");
    PlotAxis x;
    x.label = tr("iteration");
    x.integers = true;
    x.margin = 0.02;
    x.high = static_cast<double>(std::max<Index>(shown.history.back().iteration, 1));
    setAxes(x, y);
    if (const auto at = newestSpectrum(shown, model()->playhead())) subtitle_ = figures(shown, *at);
    setCurves({}, lineSigns(shown));
}

void SpectrumPlot::showBars(const SolverRun& shown) {
    const Index playhead = model()->playhead();
    const bool density = shownView(shown) == View::density;
    const auto at = density ? newestDensity(shown, playhead) : newestSpectrum(shown, playhead);
    if (!at) {
        setEmptyMessage(tr("Nothing is known of the eigenvalues at this iteration yet."));
        return;
    }
    bars_ = density ? densityBarsOf(shown, *at, model()->results().x0.size()) : histogramOf(shown, *at);
    setAxes(bars_->horizontalAxis(), bars_->verticalAxis());
    subtitle_ = tr("iteration %1").arg(bars_->iteration);
    if (const QString known = figures(shown, *at); !known.isEmpty())
        subtitle_ += QStringLiteral(" · ") + known;
    if (density) subtitle_ += tr(" · density from %1 probes × %2 steps").arg(bars_->probes).arg(bars_->steps);
    setCurves({}, barSigns());
}

QString SpectrumPlot::figures(const SolverRun& shown, std::size_t record) const {
    const Vector& spectrum = shown.eigenvalues[record];
    if (spectrum.size() == 0) return {};
    const double low = spectrum[0], high = spectrum[spectrum.size() - 1];
    QString text = tr("λ min %1 · λ max %2 · ").arg(formatNumber(low), formatNumber(high));
    text += low > 0 ? tr("condition %1").arg(formatNumber(high / low)) : tr("not positive definite");
    text += familyShown(model()).spectrumNote();
    if (!shown.is_estimated(record)) return text + tr(" · exact");
    return text + tr(" · estimated, ± %1").arg(formatNumber(shown.history[record].lambda_error, 1));
}

std::vector<LegendEntry> SpectrumPlot::lineSigns(const SolverRun& shown) const {
    const Theme& theme = plotStyle().theme;
    const QString known = isExact(shown) ? tr("exact")
                                         : tr("estimated, %n at either end", nullptr,
                                              static_cast<int>(range_.exactCount() / 2));
    const bool dots = hasSpectrumDots(shown, range_);
    const auto line = [&](const QString& name, const QColor& color) {
        const QPen pen(color, 1.5 * plotStyle().lineWidth);
        return signEntry(name, dottedSign(pen, dots ? spectrumDotRadius : 0));
    };
    std::vector<LegendEntry> signs{line(known, theme.accent)};
    if (range_.hasNegative()) signs.push_back(line(tr("negative"), theme.danger));
    if (range_.modelCount() > 0) signs.push_back({tr("approximate"), theme.muted, Qt::DotLine});
    if (dots && !isExact(shown))
        signs.push_back(
            signEntry(tr("what the estimate may be wrong by"), uprightSign(QPen(theme.accent, 1))));
    return signs;
}

std::vector<LegendEntry> SpectrumPlot::barSigns() const {
    const Theme& theme = plotStyle().theme;
    std::vector<LegendEntry> signs;
    const auto bar = [&](const QString& name, const QColor& color) {
        return signEntry(name, areaSign(spectrumBarColor(*bars_, color)));
    };
    signs.push_back(bar(bars_->estimated ? tr("estimated") : tr("exact"), theme.accent));
    for (std::size_t i = 0; i < bars_->counts.size(); ++i) {
        if (!(bars_->edges[i + 1] <= 0 && bars_->counts[i] > 0)) continue;
        signs.push_back(bar(tr("negative"), theme.danger));
        break;
    }
    if (bars_->estimated) {
        const QString interval = bars_->covers ? tr("95 % interval: resolution and spread")
                                               : tr("± standard error: spread of the probes alone");
        signs.push_back(signEntry(interval, uprightSign(QPen(theme.text, plotStyle().lineWidth))));
    }
    if (!bars_->modelCounts.empty()) signs.push_back({tr("approximate"), theme.muted, Qt::DotLine});
    if (!bars_->marks.empty())
        signs.push_back(signEntry(tr("known one by one"), uprightSign(QPen(theme.text, 1))));
    return signs;
}

void SpectrumPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    const SolverRun* shown = run();
    if (shown == nullptr) return;
    if (bars_) {
        paintSpectrumBars(painter, frame, plotStyle(), *bars_);
    } else {
        paintSpectrumLines(painter, frame, plotStyle(), *shown, range_, model()->playhead());
    }
}

void SpectrumPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    const SolverRun* shown = run();
    if (shown == nullptr) return;
    if (bars_) {
        paintSpectrumBarSigns(painter, frame, plotStyle(), *bars_);
    } else {
        paintSpectrumDots(painter, frame, plotStyle(), *shown, range_, model()->playhead());
    }
}

QStringList SpectrumPlot::readoutAt(QPointF data) const {
    const SolverRun* shown = run();
    if (shown == nullptr) return {};
    return bars_ ? barReadout(data.x()) : lineReadout(*shown, data);
}

QStringList SpectrumPlot::barReadout(double eigenvalue) const {
    const auto bar = bars_->barAt(eigenvalue);
    if (!bar) return {};
    QStringList lines{tr("eigenvalues %1 to %2")
                          .arg(formatNumber(bars_->edges[*bar]), formatNumber(bars_->edges[*bar + 1]))};
    if (bars_->estimated) {
        const QString text = bars_->covers
                                 ? tr("estimated %1, between %2 and %3 (95 %, resolution and spread)")
                                 : tr("estimated %1, between %2 and %3 by the spread of the probes alone");
        lines << text.arg(formatNumber(bars_->counts[*bar]), formatNumber(bars_->lows[*bar]),
                          formatNumber(bars_->highs[*bar]));
        if (bars_->isMerged(*bar)) lines << tr("not resolved further");
    } else {
        lines << tr("%1, exact").arg(formatNumber(bars_->counts[*bar], 6));
    }
    if (!bars_->modelCounts.empty())
        lines << tr("approximate: %1").arg(formatNumber(bars_->modelCounts[*bar], 6));
    return lines;
}

QStringList SpectrumPlot::lineReadout(const SolverRun& shown, QPointF data) const {
    std::optional<std::size_t> nearest;
    for (std::size_t k = 0; k < shown.eigenvalues.size(); ++k) {
        if (shown.eigenvalues[k].size() == 0 || shown.history[k].iteration > model()->playhead()) continue;
        const auto away = [&](std::size_t r) {
            return std::abs(static_cast<double>(shown.history[r].iteration) - data.x());
        };
        if (!nearest || away(k) < away(*nearest)) nearest = k;
    }
    if (!nearest) return {};
    const Vector& spectrum = shown.eigenvalues[*nearest];
    const double closest = *std::min_element(spectrum.begin(), spectrum.end(), [&](double one, double other) {
        return std::abs(one - data.y()) < std::abs(other - data.y());
    });
    const double low = spectrum[0], high = spectrum[spectrum.size() - 1];
    const QString kind = shown.is_estimated(*nearest) ? tr("estimated") : tr("exact");
    return {tr("iteration %1").arg(shown.history[*nearest].iteration),
            tr("eigenvalue %1, %2").arg(formatNumber(closest, 4), kind),
            tr("from %1 to %2").arg(formatNumber(low), formatNumber(high))};
}

QString SpectrumPlot::caption() const {
    return solver_.isEmpty() ? subtitle_ : QStringLiteral("%1 · %2").arg(solver_, subtitle_);
}

QString SpectrumPlot::summary() const {
    const SolverRun* shown = run();
    if (shown == nullptr || !emptyMessage().isEmpty()) return emptyMessage();
    if (bars_ && bars_->estimated)
        return (bars_->covers
                    ? tr("Estimated density of the eigenvalues. The line in each bar is a 95 % "
                         "interval: what the probes do not resolve, and their spread. %1.")
                    : tr("Estimated density of the eigenvalues. The line in each bar is one standard "
                         "error: the spread of the probes alone, not what they do not resolve. %1."))
            .arg(subtitle_);
    if (bars_) return tr("Histogram of the exact eigenvalues. %1.").arg(subtitle_);
    if (isExact(*shown))
        return tr("%1 exact eigenvalues against iteration. %2.").arg(range_.exactCount()).arg(subtitle_);
    return tr("%1 estimated eigenvalues, the smallest and the largest, against iteration. %2.")
        .arg(range_.exactCount())
        .arg(subtitle_);
}

QByteArray SpectrumPlot::csv() const {
    const SolverRun* shown = run();
    if (bars_) return spectrumBarsCsv(*bars_);
    return shown != nullptr ? spectrumLinesCsv(*shown, model()->playhead()) : spectrumLinesCsv({}, 0);
}

}  // namespace basin::ui
