// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_layout.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QScreen>
#include <QSplitter>
#include <QWidget>

#include "ui/settings.h"

namespace basin::ui {

namespace {

// px. The side panels take a share of the width, within limits.
constexpr double leftShare = 0.2, rightShare = 0.16;
constexpr double presentedShare = 0.24;  // of the right one, with large type
constexpr int leftMost = 340, rightLeast = 192, rightMost = 360;
constexpr int widestPanel = 4000;
// Title bar and borders, which nobody knows before the window is shown.
constexpr QSize frame(16, 44);
constexpr QSize usual(1280, 720);
// Of a screen with more room than that.
constexpr double screenShare = 0.85;
const QString panelsName = QStringLiteral("panels");

}  // namespace

WindowLayout::WindowLayout(QWidget* window, QSplitter* panels, Settings* settings)
    : QObject(window), window_(window), panels_(panels), settings_(settings) {
    needs_.setSingleShot(true);
    needs_.setInterval(0);
    connect(&needs_, &QTimer::timeout, this, &WindowLayout::place);
    connect(panels_, &QSplitter::splitterMoved, this, [this](int, int handle) { takeMoved(handle); });
    panels_->installEventFilter(this);
}

QSize WindowLayout::firstSize(const QSize& available) {
    const QSize room = available - frame;
    return (room * screenShare).expandedTo(usual).boundedTo(room);
}

void WindowLayout::restore() {
    if (!window_->restoreGeometry(settings_->windowGeometry()))
        window_->resize(firstSize(window_->screen()->availableSize()).expandedTo(window_->minimumSize()));
    const QList<QByteArray> words = settings_->splitterState(panelsName).split(' ');
    const auto widthIn = [&words](qsizetype place) -> std::optional<int> {
        const int width = words.value(place).toInt();
        return width > 0 && width < widestPanel ? std::optional(width) : std::nullopt;
    };
    left_ = widthIn(0);
    right_ = widthIn(1);
    place();
}

void WindowLayout::save() const {
    settings_->setWindowGeometry(held_.value_or(window_->saveGeometry()));
    settings_->setSplitterState(
        panelsName, QByteArray::number(left_.value_or(0)) + ' ' + QByteArray::number(right_.value_or(0)));
}

void WindowLayout::hold() {
    held_ = window_->saveGeometry();
    focus_ = window_->focusWidget();
}

void WindowLayout::release() {
    held_.reset();
    place();
    if (focus_ != nullptr) focus_->setFocus();
}

void WindowLayout::takeMoved(int handle) {
    if (held_) return;
    const QList<int> sizes = panels_->sizes();
    if (handle == 1)
        left_ = sizes[0];
    else
        right_ = sizes[2];
}

void WindowLayout::place() {
    const bool alone = panels_->widget(0)->isHidden();
    const int room = panels_->width() - (alone ? 1 : 2) * panels_->handleWidth();
    const auto needed = [this](int panel) { return panels_->widget(panel)->minimumSizeHint().width(); };
    const auto shareOf = [this](double share) {
        return static_cast<int>(std::lround(share * window_->width()));
    };
    int left = 0, right = shareOf(presentedShare);
    if (!held_) {
        left = left_.value_or(std::min(shareOf(leftShare), leftMost));
        right = right_.value_or(std::clamp(shareOf(rightShare), rightLeast, rightMost));
    }
    left = alone ? 0 : std::max(left, needed(0));
    right = std::max(right, needed(2));
    const QList<int> wanted{left, std::max(0, room - left - right), right};
    if (panels_->sizes() != wanted) panels_->setSizes(wanted);
}

bool WindowLayout::eventFilter(QObject*, QEvent* event) {
    // The splitter gives a panel what it needs by itself, but does not take it back.
    if (event->type() == QEvent::LayoutRequest) needs_.start();
    return false;
}

}  // namespace basin::ui
