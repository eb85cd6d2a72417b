// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_plot.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QSignalBlocker>

#include "core/io/formats/csv.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A part reaches so much beyond the view that a small pan finds it there.
constexpr double partMargin = 1.15;

constexpr std::array<std::pair<const char*, ColorScale::Kind>, 3> kindWords{
    {{"logarithmic", ColorScale::Kind::logarithmic},
     {"quantile", ColorScale::Kind::quantile},
     {"linear", ColorScale::Kind::linear}}};

PlanePart partOf(const ViewRange& view) {
    return {(view.left + view.right) / 2, (view.bottom + view.top) / 2,
            partMargin * std::max(view.width(), view.height()) / 2};
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
    connect(this, &PlotView::zoomChanged, this, &LandscapePlot::askForPart);
    connect(&zoom_, &LandscapeZoom::changed, this, &LandscapePlot::markStale);
}

void LandscapePlot::setModel(RunModel* model) {
    PlanePlot::setModel(model);
    zoom_.drop();
    if (model == nullptr) return;
    // What is whole stays as it is; else it says that nothing more comes.
    connect(model, &RunModel::finished, this, [this] {
        if (landscape_ == nullptr || landscape_->stride > 1) markStale();
    });
}

// Beside a run, which has the processors, the whole has to do.
void LandscapePlot::askForPart() {
    const auto whole = model() != nullptr ? model()->results().landscape : nullptr;
    if (!isZoomed() || whole == nullptr || whole->values.size() == 0 || whole->stride > 1)
        zoom_.drop();
    else if (!model()->isRunning())
        zoom_.ask(model()->results(), partOf(viewRange()));
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
    colored_ = false;
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

void LandscapePlot::setLandscape(std::shared_ptr<const Landscape> whole,
                                 std::shared_ptr<const Landscape> part) {
    if (whole == landscape_ && part == part_ && colored_) return;
    colored_ = true;
    invalidateLayer();
    landscape_ = std::move(whole);
    part_ = std::move(part);
    picture_ = partPicture_ = {};
    if (landscape_ == nullptr || landscape_->values.size() == 0) return;
    // The colours tell the values that are looked at.
    scale_ = LandscapePicture::scaleFor(part_ != nullptr ? *part_ : *landscape_, view());
    picture_ = LandscapePicture(*landscape_, scale_);
    if (part_ != nullptr) partPicture_ = LandscapePicture(*part_, scale_);
}

void LandscapePlot::onFamilyChanged() {
    if (model() == nullptr || &familyShown(model()) == family_) return;
    family_ = &familyShown(model());
    const QSignalBlocker quiet(viewBox_);
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(view())));
    colored_ = false;
}

void LandscapePlot::rebuild() {
    onFamilyChanged();
    const auto whole = model() == nullptr ? nullptr : model()->results().landscape;
    if (whole != landscape_) zoom_.drop();  // it was another one's
    setLandscape(whole, zoom_.landscape());
    if (landscape_ == nullptr || picture_.isEmpty()) {
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
    const Landscape& lookedAt = part_ != nullptr ? *part_ : *landscape_;
    const bool some = lookedAt.values.array().isFinite().any();
    setColorBar(some ? std::optional(scale_) : std::nullopt, tr("loss"));
    std::vector<LegendEntry> signs;
    if (picture_.hasHoles() || partPicture_.hasHoles())
        signs.push_back(
            signEntry(tr("not finite"), hatchedSign(plotStyle().theme.card, LandscapePicture::holeColor())));
    showPlane(landscape_->plane, landscape_->a, landscape_->b, std::move(signs));
    subtitle_ = planeCaption();
    if (landscape_->stride > 1) subtitle_ += model()->isRunning() ? tr(" · refining") : tr(" · left coarse");
    askForPart();
}

QString LandscapePlot::waitingMessage() const {
    if (const QString waiting = family_->planeWords().waiting; !waiting.isEmpty()) return waiting;
    return needs_runs(model()->results().experiment.landscape->plane)
               ? tr("The plane is made from the runs: the landscape comes after them.")
               : tr("The landscape is being computed.");
}

void LandscapePlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (!partPicture_.covers(frame.view)) picture_.paint(painter, frame, plotStyle().lineWidth);
    if (!partPicture_.isEmpty()) partPicture_.paint(painter, frame, plotStyle().lineWidth);
}

QStringList LandscapePlot::readoutAt(QPointF data) const {
    if (landscape_ == nullptr) return {};
    const Landscape* finest =
        part_ != nullptr && gridIndexAt(data, part_->a, part_->b) ? part_.get() : landscape_.get();
    const auto at = gridIndexAt(data, finest->a, finest->b);
    if (!at) return {};
    return {placeText(data), tr("loss %1").arg(formatNumber(finest->values(at->i, at->j), 4))};
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
