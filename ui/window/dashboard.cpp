// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dashboard.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/families/family_view.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/sweep_plot.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using namespace std::chrono_literals;

constexpr QSize smallestCard(220, 160);  // px
// The cards are drawn one after the other, what people wait for first.
constexpr std::array<std::chrono::milliseconds, cardCount> refreshDelays{8ms, 0ms, 16ms, 24ms};
// When presenting, the landscape is what people look at.
constexpr double firstPresentedRow = 0.6;
constexpr double leastShare = 0.01;

double shareOf(const QSplitter& splitter) {
    const QList<int> sizes = splitter.sizes();
    return sizes[0] / std::max(1.0, static_cast<double>(sizes[0] + sizes[1]));
}

void setShare(QSplitter& splitter, double share) {
    const int along = splitter.orientation() == Qt::Horizontal ? splitter.width() : splitter.height();
    const int room = along - splitter.handleWidth();
    const int first = static_cast<int>(std::lround(share * room));
    splitter.setSizes({first, room - first});
}

}  // namespace

Dashboard::Dashboard(RunModel* model, QWidget* parent)
    : QWidget(parent),
      family_(familyViews().front()),
      rows_(new QSplitter(Qt::Vertical, this)),
      presentedRowShare_(firstPresentedRow) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(rows_);
    for (const FamilyView* family : familyViews())
        lastShown_[family].assign(family->firstPlots().begin(), family->firstPlots().end());
    rows_->setHandleWidth(gutter);
    rows_->setChildrenCollapsible(false);
    for (QSplitter*& columns : columns_) {
        columns = new QSplitter(Qt::Horizontal, rows_);
        columns->setHandleWidth(gutter);
        columns->setChildrenCollapsible(false);
    }
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        cards_[i] = makeCard(i, model);
        columns_[i / 2]->addWidget(cards_[i]);
        columns_[i / 2]->setStretchFactor(static_cast<int>(i % 2), 1);
    }
    for (QSplitter* splitter : {columns_[0], columns_[1], rows_}) splitter->setSizes({1000, 1000});
    rows_->setStretchFactor(0, 1);
    rows_->setStretchFactor(1, 1);
    connectDividers();
}

void Dashboard::connectDividers() {
    connect(rows_, &QSplitter::splitterMoved, this, [this] { rowShare() = shareOf(*rows_); });
    // The upright dividers stay in line.
    for (const std::size_t moved : {0, 1})
        connect(columns_[moved], &QSplitter::splitterMoved, this, [this, moved] {
            columnShare_ = shareOf(*columns_[moved]);
            columns_[1 - moved]->setSizes(columns_[moved]->sizes());
        });
}

void Dashboard::placeDividers() {
    if (maximised_ != nullptr) return;
    setShare(*rows_, rowShare());
    for (QSplitter* columns : columns_) setShare(*columns, columnShare_);
}

void Dashboard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeDividers();
}

QByteArray Dashboard::saveState() const {
    return QByteArray::number(rowShare_, 'g', 17) + ' ' + QByteArray::number(columnShare_, 'g', 17);
}

void Dashboard::restoreState(const QByteArray& state) {
    const QList<QByteArray> words = state.split(' ');
    if (words.size() != 2) return;
    const double row = words[0].toDouble(), column = words[1].toDouble();
    for (const double share : {row, column})
        if (!(share >= leastShare && share <= 1 - leastShare)) return;
    rowShare_ = row;
    columnShare_ = column;
    placeDividers();
}

std::vector<PlotView*> Dashboard::offeredOn(std::size_t place) const {
    std::vector<PlotView*> offered;
    for (const PlotKind kind : plotsOfCard(place))
        if (family_->offers(kind)) offered.push_back(plot(kind));
    return offered;
}

void Dashboard::setFamily(const FamilyView& family) {
    if (&family == family_) return;
    lastShown_[family_] = shownPlots();
    family_ = &family;
    const std::vector<PlotKind> shown = lastShown_[family_];
    for (std::size_t place = 0; place < cards_.size(); ++place) {
        const QSignalBlocker quiet(cards_[place]);
        cards_[place]->setPlots(offeredOn(place));
        cards_[place]->showPlot(plot(shown[place]));
    }
    emit shownPlotsChanged();
}

void Dashboard::setShownPlots(const FamilyView& family, const std::vector<PlotKind>& plots) {
    std::vector<PlotKind>& shown = lastShown_[&family];
    for (const PlotKind kind : plots)
        if (family.offers(kind)) shown[cardOf(kind)] = kind;
    if (&family != family_) return;
    for (const PlotKind kind : std::vector(shown)) showPlot(kind);
}

void Dashboard::showPlot(PlotKind kind) {
    card(kind)->showPlot(plot(kind));
}

std::vector<PlotKind> Dashboard::shownPlots() const {
    std::vector<PlotKind> shown;
    for (const PlotCard* card : cards_) shown.push_back(shownOn(card));
    return shown;
}

ViewSpec Dashboard::view() const {
    ViewSpec view;
    view.cards = shownPlots();
    for (const PlotKind kind : family_->plots())
        if (const PlotSpec spec = plot(kind)->spec(); spec != PlotSpec()) view.plots.emplace(kind, spec);
    if (maximised_ != nullptr) view.maximised = shownOn(maximised_);
    return view;
}

void Dashboard::setView(const ViewSpec& view, const Experiment& experiment, PlotView::DataOf data) {
    std::vector<PlotKind> cards(family_->firstPlots().begin(), family_->firstPlots().end());
    cards.insert(cards.end(), view.cards.begin(), view.cards.end());
    setShownPlots(*family_, cards);
    for (const PlotKind kind : family_->plots()) {
        const auto found = view.plots.find(kind);
        plot(kind)->setSpec(found != view.plots.end() ? found->second : PlotSpec(), experiment, data);
    }
    if (view.maximised)
        maximise(*view.maximised);
    else if (maximised_ != nullptr)
        showAll();
}

void Dashboard::forgetAwaited() {
    for (PlotView* plot : plots_) plot->forgetAwaited();
}

void Dashboard::finishParts() {
    for (PlotView* plot : plots_) {
        if (!plot->isVisible()) continue;
        plot->finishPart();
        plot->refresh();
    }
}

void Dashboard::leave() {
    for (PlotView* plot : plots_) plot->leave();
}

LandscapePlot* Dashboard::landscape() const {
    return qobject_cast<LandscapePlot*>(plot(PlotKind::landscape));
}

AttractionPlot* Dashboard::attraction() const {
    return qobject_cast<AttractionPlot*>(plot(PlotKind::attraction));
}

BasinMapPlot* Dashboard::basinMap() const {
    return qobject_cast<BasinMapPlot*>(plot(PlotKind::basin_map));
}

SweepPlot* Dashboard::sweep() const {
    return qobject_cast<SweepPlot*>(plot(PlotKind::sweep));
}

void Dashboard::setTheme(const Theme& theme) {
    theme_ = theme;
    for (PlotCard* card : cards_) card->setTheme(theme);
    applyStyle();
}

void Dashboard::setTypeFactor(double factor) {
    typeFactor_ = factor;
    for (PlotCard* card : cards_) card->setTypeFactor(factor);
    applyStyle();
    placeDividers();
}

void Dashboard::toggleMaximised(PlotKind kind) {
    if (!family_->offers(kind)) return;
    const bool alone = maximised_ == card(kind) && card(kind)->plot() == plot(kind);
    if (alone)
        showAll();
    else
        maximise(kind);
    emit viewChanged();
}

void Dashboard::maximise(PlotKind kind) {
    if (!family_->offers(kind)) return;
    showPlot(kind);
    PlotCard* wanted = maximised_ = card(kind);
    for (PlotCard* each : cards_) {
        each->setVisible(each == wanted);
        each->setMaximised(each == wanted);
    }
    for (QSplitter* columns : columns_) columns->setVisible(columns->isAncestorOf(wanted));
}

void Dashboard::showAll() {
    maximised_ = nullptr;
    for (QSplitter* columns : columns_) columns->setVisible(true);
    for (PlotCard* each : cards_) {
        each->setVisible(true);
        each->setMaximised(false);
    }
    placeDividers();
}

PlotCard* Dashboard::makeCard(std::size_t place, RunModel* model) {
    PlotCard* card = nullptr;
    for (const PlotKind kind : plotsOfCard(place)) {
        PlotView* plot = makePlot(kind).release();
        plots_.insert(kind, plot);
        plot->setRefreshDelay(refreshDelays[place]);
        plot->setModel(model);
        if (card == nullptr)
            card = new PlotCard(plot);
        else
            card->addPlot(plot);
    }
    for (const PlotView* plot : card->plots())
        connect(plot, &PlotView::zoomChanged, this, &Dashboard::viewChanged);
    for (const QComboBox* box : card->findChildren<QComboBox*>())
        connect(box, &QComboBox::activated, this, &Dashboard::viewChanged);
    card->setPlots(offeredOn(place));
    card->setMinimumSize(smallestCard);  // the same for all, so that the dividers stay in line
    keys_.add(card);
    connect(card, &PlotCard::maximiseRequested, this, [this, card] { toggleMaximised(shownOn(card)); });
    connect(card, &PlotCard::exportRequested, this, [this, card] { emit exportRequested(shownOn(card)); });
    connect(card, &PlotCard::plotShown, this, &Dashboard::shownPlotsChanged);
    return card;
}

void Dashboard::applyStyle() {
    for (PlotView* plot : plots_) {
        PlotStyle style = plot->plotStyle();
        style.theme = theme_;
        style.fontSize = PlotStyle{}.fontSize * typeFactor_;
        style.solversListed = typeFactor_ <= 1;  // presentations hide the list
        plot->setPlotStyle(style);
    }
}

}  // namespace basin::ui
