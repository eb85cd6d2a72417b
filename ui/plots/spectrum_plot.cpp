// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/spectrum_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <QSignalBlocker>

#include "core/io/csv.h"
#include "ui/plots/number_format.h"
#include "ui/plots/polyline.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// More lines than this are drawn without antialiasing, and points without dots.
constexpr Index fineLines = 48;
constexpr std::size_t dottedRecords = 40;

bool hasEigenvalues(const SolverRun& run) {
    return std::any_of(run.eigenvalues.begin(), run.eigenvalues.end(),
                       [](const Vector& values) { return values.size() > 0; });
}

/// The last record up to the playhead that has eigenvalues.
std::optional<std::size_t> newest(const SolverRun& run, Index playhead) {
    for (std::size_t k = run.eigenvalues.size(); k-- > 0;)
        if (run.eigenvalues[k].size() > 0 && run.history[k].iteration <= playhead) return k;
    return std::nullopt;
}

/// The i-th eigenvalue of every stride-th record that has them, and of the last one, up to the playhead.
std::vector<QPointF> line(const SolverRun& run, const std::vector<Vector>& spectra, Index i, Index playhead,
                          std::size_t stride) {
    std::vector<QPointF> points;
    for (std::size_t k = 0; k < spectra.size(); k = std::max(k + 1, std::min(k + stride, spectra.size() - 1)))
        if (spectra[k].size() > i && run.history[k].iteration <= playhead)
            points.emplace_back(static_cast<double>(run.history[k].iteration), spectra[k][i]);
    return points;
}

/// Beyond a few records a pixel the lines between the outermost ones need no more of them.
std::size_t innerStride(std::size_t records, double pixels) {
    const double wanted = 4 * std::max(pixels, 1.0);
    return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(records) / wanted));
}

Index widest(const std::vector<Vector>& spectra) {
    Index size = 0;
    for (const Vector& values : spectra) size = std::max(size, values.size());
    return size;
}

/// The parts of the plot area above and below zero.
struct Halves {
    QRectF above, below;
};
Halves halves(const PlotFrame& frame) {
    const double zero = std::clamp(frame.map(0, 0).y(), frame.area.top(), frame.area.bottom());
    return {QRectF(frame.area.topLeft(), QPointF(frame.area.right(), zero)),
            QRectF(QPointF(frame.area.left(), zero), frame.area.bottomRight())};
}

}  // namespace

SpectrumPlot::SpectrumPlot(QWidget* parent) : PlotView(parent), solverBox_(new QComboBox(this)) {
    solverBox_->hide();  // until a card takes it
    solverBox_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    solverBox_->setAccessibleName(tr("Solver"));
    solverBox_->setToolTip(tr("Whose Hessians are shown"));
    connect(solverBox_, &QComboBox::activated, this,
            [this](int index) { selectSolver(solverBox_->itemData(index).toInt()); });
}

QString SpectrumPlot::title() const {
    return tr("Hessian eigenvalues");
}

void SpectrumPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::historyChanged, &RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &SpectrumPlot::markStale);
}

void SpectrumPlot::selectSolver(int run) {
    if (run == selected_) return;
    selected_ = run;
    resetZoom();
    markStale();
}

const SolverRun* SpectrumPlot::run() const {
    if (model() == nullptr) return nullptr;
    const auto& runs = model()->results().runs;
    const auto wanted = static_cast<std::size_t>(selected_);
    if (wanted < runs.size() && hasEigenvalues(runs[wanted])) return &runs[wanted];
    const auto found = std::find_if(runs.begin(), runs.end(), hasEigenvalues);
    return found == runs.end() ? nullptr : &*found;
}

void SpectrumPlot::fillSolverBox() {
    const QSignalBlocker quiet(solverBox_);
    QStringList names;
    std::vector<int> indices;
    const Results& results = model()->results();
    int current = 0;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        if (!hasEigenvalues(results.runs[i])) continue;
        if (&results.runs[i] == run()) current = static_cast<int>(names.size());
        names << runLabel(results, i);
        indices.push_back(static_cast<int>(i));
    }
    bool same = solverBox_->count() == names.size();
    for (int k = 0; same && k < names.size(); ++k) same = solverBox_->itemText(k) == names[k];
    if (!same) {
        solverBox_->clear();
        for (int k = 0; k < names.size(); ++k)
            solverBox_->addItem(names[k], indices[static_cast<std::size_t>(k)]);
    }
    solverBox_->setCurrentIndex(current);
    // A choice among nothing is none.
    solverBox_->setVisible(solverBox_->parentWidget() != this && !names.isEmpty());
}

void SpectrumPlot::rebuild() {
    const SolverRun* shown = run();
    if (model() != nullptr) fillSolverBox();
    solver_.clear();
    if (shown == nullptr) {
        subtitle_.clear();
        const bool wanted = model() != nullptr && model()->results().experiment.spectrum &&
                            model()->results().experiment.spectrum->every > 0;
        setEmptyMessage(model() == nullptr || wanted || model()->results().runs.empty()
                            ? tr("Press Run to see the eigenvalues of the Hessian along the way.")
                            : tr("This experiment computes no eigenvalues."));
        return;
    }
    setEmptyMessage({});
    std::vector<double> values;
    for (const auto* spectra : {&shown->eigenvalues, &shown->model_eigenvalues})
        for (const Vector& v : *spectra) values.insert(values.end(), v.begin(), v.end());
    PlotAxis y;
    y.transform = AxisTransform::symlogFor(values);
    y.label = tr("eigenvalue");
    // The transform ascends: only the ends have to go through it.
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
    }
    y.low = y.transform.toAxis(low);
    y.high = y.transform.toAxis(high);
    PlotAxis x;
    x.label = tr("iteration");
    x.integers = true;
    x.margin = 0.02;
    x.high = static_cast<double>(std::max<Index>(shown->history.back().iteration, 1));
    setAxes(x, y);
    updateSubtitle(*shown);
    setCurves({}, legendSigns(*shown));
}

std::vector<LegendEntry> SpectrumPlot::legendSigns(const SolverRun& shown) const {
    const Theme& theme = plotStyle().theme;
    std::vector<LegendEntry> signs{{tr("exact"), theme.accent, Qt::SolidLine, {}, false}};
    if (hasNegative(shown)) signs.push_back({tr("negative"), theme.danger, Qt::SolidLine, {}, false});
    if (widest(shown.model_eigenvalues) > 0)
        signs.push_back({tr("approximate"), theme.muted, Qt::DotLine, {}, false});
    return signs;
}

bool SpectrumPlot::hasNegative(const SolverRun& shown) {
    return std::any_of(shown.eigenvalues.begin(), shown.eigenvalues.end(),
                       [](const Vector& v) { return v.size() > 0 && v[0] < 0; });
}

void SpectrumPlot::updateSubtitle(const SolverRun& shown) {
    subtitle_.clear();
    solver_ = runLabel(model()->results(), static_cast<std::size_t>(&shown - model()->results().runs.data()));
    const auto at = newest(shown, model()->playhead());
    if (!at) return;
    const Vector& spectrum = shown.eigenvalues[*at];
    const double low = spectrum[0], high = spectrum[spectrum.size() - 1];
    subtitle_ = tr("λ min %1 · λ max %2 · ").arg(formatNumber(low), formatNumber(high));
    subtitle_ += low > 0 ? tr("condition %1").arg(formatNumber(high / low)) : tr("not positive definite");
}

void SpectrumPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    const SolverRun* shown = run();
    if (shown == nullptr) return;
    const Theme& theme = plotStyle().theme;
    const Index lines = widest(shown->eigenvalues);
    painter.setRenderHint(QPainter::Antialiasing, lines <= fineLines);
    const std::size_t stride = innerStride(shown->eigenvalues.size(), frame.area.width());
    const auto [above, below] = halves(frame);
    const auto draw = [&](const std::vector<QPointF>& points, const QPen& pen, const QRectF& part) {
        painter.setPen(pen);
        for (const QPolygonF& piece : visiblePieces(points, true, frame, part)) painter.drawPolyline(piece);
    };
    for (Index i = 0; i < lines; ++i) {
        const bool outermost = i == 0 || i == lines - 1;
        const std::vector<QPointF> points =
            line(*shown, shown->eigenvalues, i, model()->playhead(), outermost ? 1 : stride);
        QColor color = theme.accent;
        if (!outermost) color.setAlpha(lines <= fineLines ? 150 : 70);
        const double width = outermost ? 1.5 * plotStyle().lineWidth : plotStyle().lineWidth;
        draw(points, QPen(color, width), above);
        draw(points, QPen(theme.danger, width), below);
    }
    for (Index i = 0; i < widest(shown->model_eigenvalues); ++i)
        draw(line(*shown, shown->model_eigenvalues, i, model()->playhead(), stride),
             QPen(theme.muted, plotStyle().lineWidth, Qt::DotLine), frame.area);
    if (below.height() > 0.5 && above.height() > 0.5) {
        painter.setPen(QPen(theme.muted, 1));
        painter.drawLine(below.topLeft(), below.topRight());
    }
}

void SpectrumPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    const SolverRun* shown = run();
    if (shown == nullptr || shown->history.size() > dottedRecords || widest(shown->eigenvalues) > fineLines)
        return;
    const Theme& theme = plotStyle().theme;
    painter.setPen(Qt::NoPen);
    for (std::size_t k = 0; k < shown->eigenvalues.size(); ++k) {
        if (shown->history[k].iteration > model()->playhead()) break;
        for (const double value : shown->eigenvalues[k]) {
            const QPointF p = frame.map(static_cast<double>(shown->history[k].iteration), value);
            if (!frame.area.adjusted(-1, -1, 1, 1).contains(p)) continue;
            painter.setBrush(value < 0 ? theme.danger : theme.accent);
            painter.drawEllipse(p, 2.5, 2.5);
        }
    }
}

QStringList SpectrumPlot::readoutAt(QPointF data) const {
    const SolverRun* shown = run();
    if (shown == nullptr) return {};
    std::optional<std::size_t> nearest;
    for (std::size_t k = 0; k < shown->eigenvalues.size(); ++k) {
        if (shown->eigenvalues[k].size() == 0 || shown->history[k].iteration > model()->playhead()) continue;
        const auto away = [&](std::size_t r) {
            return std::abs(static_cast<double>(shown->history[r].iteration) - data.x());
        };
        if (!nearest || away(k) < away(*nearest)) nearest = k;
    }
    if (!nearest) return {};
    const Vector& spectrum = shown->eigenvalues[*nearest];
    const double closest = *std::min_element(spectrum.begin(), spectrum.end(), [&](double one, double other) {
        return std::abs(one - data.y()) < std::abs(other - data.y());
    });
    const double low = spectrum[0], high = spectrum[spectrum.size() - 1];
    return {tr("iteration %1").arg(shown->history[*nearest].iteration),
            tr("eigenvalue %1").arg(formatNumber(closest, 4)),
            tr("from %1 to %2").arg(formatNumber(low), formatNumber(high))};
}

QString SpectrumPlot::caption() const {
    return solver_.isEmpty() ? subtitle_ : QStringLiteral("%1 · %2").arg(solver_, subtitle_);
}

QString SpectrumPlot::summary() const {
    const SolverRun* shown = run();
    if (shown == nullptr) return emptyMessage();
    return tr("%1 exact eigenvalues against iteration. %2.").arg(widest(shown->eigenvalues)).arg(subtitle_);
}

QByteArray SpectrumPlot::csv() const {
    CsvWriter table({"iteration", "index", "eigenvalue", "model_eigenvalue"});
    const SolverRun* shown = run();
    if (shown != nullptr) {
        for (std::size_t k = 0; k < shown->eigenvalues.size(); ++k) {
            if (shown->history[k].iteration > model()->playhead()) break;
            const Vector& exact = shown->eigenvalues[k];
            const Vector none;
            const Vector& approximate =
                k < shown->model_eigenvalues.size() ? shown->model_eigenvalues[k] : none;
            for (Index i = 0; i < std::max(exact.size(), approximate.size()); ++i) {
                table.cell(shown->history[k].iteration).cell(i);
                table.cell(i < exact.size() ? exact[i] : not_applicable);
                table.cell(i < approximate.size() ? approximate[i] : not_applicable).end_line();
            }
        }
    }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
