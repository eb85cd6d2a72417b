// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QSignalBlocker>

#include "core/io/formats/csv.h"
#include "ui/chart/number_format.h"
#include "ui/chart/polyline.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int contourCount = 15;
// Contours and colours of a finer grid would take the window's time and not be seen.
constexpr Index finestContours = 193;
constexpr Index finestColours = 513;

Index strideFor(Index size, Index finest) {
    return (size + finest - 1) / finest;
}

constexpr std::array<std::pair<const char*, ColorScale::Kind>, 3> kindWords{
    {{"logarithmic", ColorScale::Kind::logarithmic},
     {"quantile", ColorScale::Kind::quantile},
     {"linear", ColorScale::Kind::linear}}};

/// Hatches what is not finite; seen on both themes.
const QColor holeColor(0x80, 0x80, 0x80);

struct SampledGrid {
    Vector a, b;
    Matrix values;
};

/// Every stride-th point of the grid.
SampledGrid sampled(const Landscape& landscape, Index stride) {
    const Index rows = (landscape.a.size() - 1) / stride + 1, cols = (landscape.b.size() - 1) / stride + 1;
    return {landscape.a(Eigen::seqN(0, rows, stride)), landscape.b(Eigen::seqN(0, cols, stride)),
            landscape.values(Eigen::seqN(0, rows, stride), Eigen::seqN(0, cols, stride))};
}

std::vector<double> contourLevels(const ColorScale& scale) {
    std::vector<double> levels;
    for (int k = 0; k < contourCount; ++k) {
        const double value = scale.value((k + 0.5) / contourCount);
        if (levels.empty() || value > levels.back()) levels.push_back(value);
    }
    return levels;
}

}  // namespace

LandscapePlot::LandscapePlot(QWidget* parent)
    : PlanePlot(parent),
      viewBox_(makeChoice(this, tr("View"), tr("How loss values become colours"))),
      family_(&familyShown(nullptr)) {
    viewBox_->addItem(tr("Log levels"), static_cast<int>(ColorScale::Kind::logarithmic));
    viewBox_->addItem(tr("Quantiles"), static_cast<int>(ColorScale::Kind::quantile));
    viewBox_->addItem(tr("Linear levels"), static_cast<int>(ColorScale::Kind::linear));
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<ColorScale::Kind>(viewBox_->itemData(index).toInt())); });
}

ColorScale::Kind LandscapePlot::view() const {
    const auto chosen = kinds_.find(family_);
    return chosen != kinds_.end() ? chosen->second : family_->firstLandscapeView();
}

void LandscapePlot::setView(ColorScale::Kind kind) {
    onFamilyChanged();
    if (kind == view()) return;
    kinds_[family_] = kind;
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(kind)));
    landscape_.reset();  // coloured afresh
    markStale();
}

QStringList LandscapePlot::allViews() {
    QStringList words;
    for (const auto& [word, kind] : kindWords) words << QString::fromLatin1(word);
    return words;
}

QStringList LandscapePlot::views() const {
    return allViews();
}

void LandscapePlot::setView(const QString& wanted) {
    for (const auto& [word, kind] : kindWords)
        if (wanted == QLatin1String(word)) setView(kind);
}

void LandscapePlot::setLandscape(std::shared_ptr<const Landscape> landscape) {
    if (landscape == landscape_) return;
    invalidateLayer();
    landscape_ = std::move(landscape);
    contours_.clear();
    heatmap_ = {};
    if (landscape_ == nullptr || landscape_->values.size() == 0) return;
    const SampledGrid grid = sampled(*landscape_, strideFor(landscape_->a.size(), finestColours));
    const std::span<const double> values(grid.values.data(), static_cast<std::size_t>(grid.values.size()));
    const auto isHole = [](double value) { return !std::isfinite(value); };
    // Of a picture that is being refined they may come yet.
    hasHoles_ = landscape_->stride == 1 && std::ranges::any_of(values, isHole);
    scale_ = ColorScale(view(), ColorMap::viridis, values);
    std::vector<QRgb> colors(values.size());
    std::transform(values.begin(), values.end(), colors.begin(),
                   [&](double value) { return scale_.color(isHole(value) ? not_applicable : value); });
    const Index columns = grid.a.size(), rows = grid.b.size();
    heatmap_ = Heatmap(std::move(colors), static_cast<int>(columns), static_cast<int>(rows),
                       {grid.a[0], grid.a[columns - 1], grid.b[0], grid.b[rows - 1]});
    if (hasHoles_) {
        std::vector<QRgb> hatches(values.size());
        std::ranges::transform(values, hatches.begin(), [&](double value) {
            return isHole(value) ? holeColor.rgba() : qRgba(0, 0, 0, 0);
        });
        heatmap_.setHatching(std::move(hatches));
    }
    const SampledGrid coarse =
        sampled(*landscape_, std::max(landscape_->stride, strideFor(landscape_->a.size(), finestContours)));
    contours_ = trace_contours(coarse.a, coarse.b, coarse.values, contourLevels(scale_));
}

void LandscapePlot::onFamilyChanged() {
    if (model() == nullptr || &familyShown(model()) == family_) return;
    family_ = &familyShown(model());
    const QSignalBlocker quiet(viewBox_);
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(view())));
    landscape_.reset();  // coloured afresh
}

void LandscapePlot::rebuild() {
    onFamilyChanged();
    setLandscape(model() == nullptr ? nullptr : model()->results().landscape);
    if (landscape_ == nullptr || heatmap_.isEmpty()) {
        subtitle_.clear();
        const bool wanted = model() == nullptr || model()->results().experiment.landscape;
        const bool running = model() != nullptr && model()->isRunning();
        showNothing(!wanted   ? tr("No landscape comes with this run: its experiment has none.")
                    : running ? waitingMessage()
                    : model() != nullptr && model()->results().stopped
                        ? tr("The run was stopped before the landscape.")
                        : tr("Press Run to see the loss around the lowest point found."));
        return;
    }
    const bool some = landscape_->values.array().isFinite().any();
    setColorBar(some ? std::optional(scale_) : std::nullopt, tr("loss"));
    std::vector<LegendEntry> signs;
    if (hasHoles_) signs.push_back({tr("not finite"), holeColor, Qt::SolidLine, {}});
    showPlane(landscape_->plane, landscape_->a, landscape_->b, std::move(signs));
    subtitle_ = planeCaption();
    if (landscape_->stride > 1) subtitle_ += model()->isRunning() ? tr(" · refining") : tr(" · left coarse");
}

QString LandscapePlot::waitingMessage() const {
    if (const QString waiting = family_->planeWords().waiting; !waiting.isEmpty()) return waiting;
    return needs_runs(model()->results().experiment.landscape->plane)
               ? tr("The plane is made from the runs: the landscape comes after them.")
               : tr("The landscape is being computed.");
}

void LandscapePlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    heatmap_.paint(painter, frame);
    painter.setPen(QPen(QColor(255, 255, 255, 80), 0.8 * plotStyle().lineWidth));
    for (const ContourLine& contour : contours_) {
        QPolygonF line;
        line.reserve(static_cast<qsizetype>(contour.points.size()) + 1);
        for (const auto& [a, b] : contour.points) line.append(frame.map(a, b));
        if (contour.closed) line.append(line.front());
        const std::span<const QPointF> points(line.constData(), static_cast<std::size_t>(line.size()));
        for (const QPolygonF& piece : clipPolyline(points, frame.area)) painter.drawPolyline(piece);
    }
}

QStringList LandscapePlot::readoutAt(QPointF data) const {
    const auto at = gridIndexAt(data);
    if (!at || landscape_ == nullptr) return {};
    return {placeText(data), tr("loss %1").arg(formatNumber(landscape_->values(at->i, at->j), 4))};
}

QString LandscapePlot::summary() const {
    if (landscape_ == nullptr || landscape_->values.size() == 0) return emptyMessage();
    return tr("Loss on a plane, %1. From %2 to %3, %4 by %5 points.")
        .arg(subtitle_, formatNumber(scale_.value(0)), formatNumber(scale_.value(1)))
        .arg(landscape_->a.size())
        .arg(landscape_->b.size());
}

QByteArray LandscapePlot::csv() const {
    CsvWriter table({"a", "b", "objective"});
    if (landscape_ != nullptr)
        for (Index j = 0; j < landscape_->b.size(); ++j)
            for (Index i = 0; i < landscape_->a.size(); ++i)
                table.cell(landscape_->a[i]).cell(landscape_->b[j]).cell(landscape_->values(i, j)).end_line();
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
