// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_card.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/chart/elided_label.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

constexpr double ringWidth = 2;  // px

QFont fontOf(int pixelSize, QFont::Weight weight = QFont::Normal) {
    QFont font;
    font.setPixelSize(pixelSize);
    font.setWeight(weight);
    return font;
}

void setTextColor(QWidget& label, const QColor& color) {
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

}  // namespace

PlotCard::PlotCard(PlotView* plot, QWidget* parent) : QFrame(parent) {
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(gutter, spaceUnit, spaceUnit, spaceUnit);
    column_->setSpacing(2);
    head_ = makeHead();
    column_->addLayout(head_);
    subtitle_ = new ElidedLabel(this);
    column_->addWidget(subtitle_);
    setPlot(plot);
    plot_ = plot;
    offered_ = {plot};
    connect(qApp, &QApplication::focusChanged, this, &PlotCard::updateActions);
    applyFonts();
    setTheme(plot->plotStyle().theme);
    updateHead();
    updateActions();
}

void PlotCard::setPlot(PlotView* plot) {
    plots_.push_back(plot);
    plot->setParent(this);
    column_->addWidget(plot, 1);
    if (QWidget* controls = plot->controls()) addHeadWidget(controls);
    connect(plot, &PlotView::headChanged, this, &PlotCard::updateHead);
    connect(plot, &PlotView::zoomChanged, this, &PlotCard::updateActions);
}

void PlotCard::addPlot(PlotView* plot) {
    if (chooser_ == nullptr) makeChooser();
    setPlot(plot);
    plot->setTheme(theme_);
    plot->hide();
    if (QWidget* controls = plot->controls()) controls->hide();
    setPlots(plots_);
}

void PlotCard::makeChooser() {
    chooser_ = new QComboBox(this);
    chooser_->setAccessibleName(tr("Plot"));
    chooser_->setToolTip(tr("Which plot this card shows"));
    chooser_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    head_->insertWidget(0, chooser_);
    connect(chooser_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0) showPlot(offered_.at(static_cast<std::size_t>(index)));
    });
}

void PlotCard::fillChooser() {
    if (chooser_ == nullptr) return;
    const QSignalBlocker quiet(chooser_);
    chooser_->clear();
    for (const PlotView* plot : offered_) {
        chooser_->addItem(plot->title());
        chooser_->setItemData(chooser_->count() - 1, plot->whatsThis(), Qt::ToolTipRole);
    }
    chooser_->setCurrentIndex(static_cast<int>(std::ranges::find(offered_, plot_) - offered_.begin()));
    chooser_->setVisible(offered_.size() > 1);
    title_->setVisible(offered_.size() == 1);
    applyFonts();
}

void PlotCard::setPlots(std::vector<PlotView*> plots) {
    offered_ = std::move(plots);
    if (!offers(plot_)) putInFront(offered_.front());
    fillChooser();
    updateHead();
}

bool PlotCard::offers(const PlotView* plot) const {
    return std::ranges::find(offered_, plot) != offered_.end();
}

void PlotCard::putInFront(PlotView* plot) {
    plot_ = plot;
    for (PlotView* each : plots_) {
        each->setVisible(each == plot);
        if (QWidget* controls = each->controls()) controls->setVisible(each == plot);
    }
}

void PlotCard::showPlot(PlotView* plot) {
    if (plot == plot_ || !offers(plot)) return;
    putInFront(plot);
    chooser_->setCurrentIndex(static_cast<int>(std::ranges::find(offered_, plot) - offered_.begin()));
    updateHead();
    emit plotShown();
}

QWidget* PlotCard::titleWidget() const {
    return chooser() != nullptr ? static_cast<QWidget*>(chooser_) : title_;
}

// Closing the window moves the focus once more, when the buttons' list is gone already.
PlotCard::~PlotCard() {
    disconnect(qApp, nullptr, this, nullptr);
}

QHBoxLayout* PlotCard::makeHead() {
    auto* head = new QHBoxLayout;
    head->setSpacing(spaceUnit);
    title_ = new QLabel(this);
    head->addWidget(title_);
    head->addStretch(1);
    choices_ = new QWidget(this);
    auto* choices = new QHBoxLayout(choices_);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(spaceUnit / 2);
    head->addWidget(choices_);
    actions_ = new QWidget(this);
    auto* row = new QHBoxLayout(actions_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    undo_ = addAction(HeadButton::Glyph::undo, tr("Back: undo one zoom (Backspace or Alt+Left)"));
    reset_ = addAction(HeadButton::Glyph::reset, tr("See everything again (Home)"));
    HeadButton* save = addAction(HeadButton::Glyph::save, tr("Export this plot"));
    maximise_ = addAction(HeadButton::Glyph::maximise, {});
    setMaximised(false);
    connect(undo_, &QToolButton::clicked, this, [this] { plot_->undoZoom(); });
    connect(reset_, &QToolButton::clicked, this, [this] { plot_->resetZoom(); });
    connect(save, &QToolButton::clicked, this, &PlotCard::exportRequested);
    connect(maximise_, &QToolButton::clicked, this, &PlotCard::maximiseRequested);
    return head;
}

HeadButton* PlotCard::addAction(HeadButton::Glyph glyph, const QString& name) {
    auto* button = new HeadButton(glyph, name, actions_);
    actions_->layout()->addWidget(button);
    buttons_.push_back(button);
    return button;
}

void PlotCard::addHeadWidget(QWidget* widget) {
    choices_->layout()->addWidget(widget);
    applyFonts();
    widget->show();
}

void PlotCard::setTypeFactor(double factor) {
    typeFactor_ = factor;
    choices_->setVisible(factor <= 1);
    applyFonts();
    placeChoices();
}

void PlotCard::applyFonts() {
    const auto scaled = [this](int size) { return static_cast<int>(std::lround(size * typeFactor_)); };
    titleWidget()->setFont(fontOf(scaled(TypeScale().body), QFont::DemiBold));
    subtitle_->setFont(fontOf(scaled(TypeScale().small)));
    for (QComboBox* choice : choices_->findChildren<QComboBox*>())
        choice->setFont(fontOf(scaled(TypeScale().small)));
}

// Side by side while title and choices are told in full, else one under the other.
void PlotCard::placeChoices() {
    const QMargins margins = column_->contentsMargins();
    const int needed =
        titleWidget()->sizeHint().width() + 2 * head_->spacing() + choices_->sizeHint().width();
    const bool below = needed > width() - margins.left() - margins.right();
    if (below == choicesBelow_) return;
    choicesBelow_ = below;
    if (below) {
        head_->removeWidget(choices_);
        column_->insertWidget(column_->indexOf(subtitle_) + 1, choices_, 0, Qt::AlignLeft);
    } else {
        column_->removeWidget(choices_);
        head_->addWidget(choices_);
    }
}

void PlotCard::setTheme(const Theme& theme) {
    theme_ = theme;
    setTextColor(*title_, theme.text);
    setTextColor(*subtitle_, theme.muted);
    for (HeadButton* button : buttons_) button->setTheme(theme);
    for (PlotView* plot : plots_) plot->setTheme(theme);
    update();
}

void PlotCard::setMaximised(bool maximised) {
    maximised_ = maximised;
    maximise_->setGlyph(maximised ? HeadButton::Glyph::restore : HeadButton::Glyph::maximise,
                        maximised ? tr("Back to all plots") : tr("Maximise"));
}

void PlotCard::updateHead() {
    title_->setText(plot_->title());
    for (std::size_t i = 0; chooser() != nullptr && i < offered_.size(); ++i)
        chooser_->setItemText(static_cast<int>(i), offered_[i]->title());
    subtitle_->setText(plot_->subtitle());
    setAccessibleName(plot_->title());
    placeChoices();
    updateActions();
}

/// Where the title's line has nothing; null where the actions have no room in it.
QRect PlotCard::freeHead() const {
    const QRect title = titleWidget()->geometry();
    const bool beside = !choicesBelow_ && !choices_->isHidden() && choices_->sizeHint().width() > 0;
    const int right = beside ? choices_->geometry().left() : width() - spaceUnit;
    const QRect free(title.right() + spaceUnit, title.top(), right - title.right() - 2 * spaceUnit,
                     title.height());
    return free.width() >= actions_->width() ? free : QRect();
}

void PlotCard::placeActions() {
    actions_->adjustSize();
    const QRect free = freeHead();
    const QRect line = free.isNull() ? subtitle_->geometry() : free;
    const int right = free.isNull() ? width() - spaceUnit : free.right() + 1;
    actions_->move(right - actions_->width(), line.center().y() - actions_->height() / 2);
    actions_->raise();
    // The muted line ends where they begin, while they are seen.
    const bool over = free.isNull() && std::ranges::any_of(buttons_, &HeadButton::isRevealed);
    subtitle_->setRoomRight(over ? subtitle_->geometry().right() + 1 - actions_->x() : 0);
}

void PlotCard::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    placeChoices();
    layout()->activate();
    placeActions();
}

void PlotCard::updateActions() {
    const QWidget* focused = QApplication::focusWidget();
    const bool revealed = hovered_ || (focused != nullptr && isAncestorOf(focused));
    const bool zoomed = plot_->isZoomed();
    // A view that does not show everything says so, with the way back.
    for (HeadButton* button : buttons_)
        button->setRevealed(revealed || (zoomed && (button == undo_ || button == reset_)));
    undo_->setEnabled(zoomed);
    reset_->setEnabled(zoomed || plot_->isTurned());
    placeActions();
}

void PlotCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = ring_ == Ring::focused ? ringWidth : 1;
    const QColor line = ring_ == Ring::none      ? theme_.border
                        : ring_ == Ring::pointed ? theme_.muted
                                                 : theme_.accent;
    painter.setPen(QPen(line, width));
    painter.setBrush(theme_.card);
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), cardRadius, cardRadius);
}

// The plot inside is not drawn again for it.
void PlotCard::setRing(Ring ring) {
    if (ring == ring_) return;
    ring_ = ring;
    const int corner = spaceUnit - 1;
    update(QRegion(rect()).subtracted(rect().adjusted(corner, corner, -corner, -corner)));
}

void PlotCard::enterEvent(QEnterEvent* event) {
    hovered_ = true;
    updateActions();
    QFrame::enterEvent(event);
}

void PlotCard::leaveEvent(QEvent* event) {
    hovered_ = false;
    updateActions();
    QFrame::leaveEvent(event);
}

void PlotCard::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [menu, this](const QString& name, QToolButton* button) {
        QAction* action = menu->addAction(name);
        action->setToolTip(button->toolTip());
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QToolButton::click);
    };
    add(tr("Back"), undo_);
    add(tr("See everything"), reset_);
    plot_->addToMenu(*menu);
    menu->popup(event->globalPos());
}

void PlotCard::mouseDoubleClickEvent(QMouseEvent* event) {
    event->accept();
    emit maximiseRequested();
}

}  // namespace basin::ui
