// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_bar.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <QHBoxLayout>
#include <QSignalBlocker>

#include "ui/chart/number_format.h"
#include "ui/panels/swept_control.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

// Iterations per second; one past the end is "as fast as it comes".
constexpr double speeds[] = {1, 2, 5, 10, 20, 50, 100};
constexpr int fastest = static_cast<int>(std::size(speeds));

std::optional<double> speedAt(int position) {
    if (position >= fastest) return std::nullopt;
    return speeds[std::max(position, 0)];
}

QString speedText(int position) {
    const auto speed = speedAt(position);
    if (!speed) return TransportBar::tr("as fast as it comes");
    return *speed == 1 ? TransportBar::tr("1 step/s")
                       : TransportBar::tr("%1 steps/s").arg(formatNumber(*speed));
}

/// Words with their mnemonics as they are read.
QString plain(QString words) {
    return words.remove(QLatin1Char('&'));
}

}  // namespace

TransportBar::TransportBar(const TransportActions& actions, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gutter, spaceUnit / 2, gutter, spaceUnit / 2);
    row->setSpacing(2);
    addMenu(row, actions.fileMenu);
    row->addSpacing(spaceUnit);
    addAction(row, actions.run, true);
    for (QAction* action : {actions.pause, actions.step, actions.stop, actions.reset})
        addAction(row, action, false);
    row->addSpacing(gutter);
    addSpeed(row);
    row->addSpacing(gutter);
    addMenu(row, actions.presetMenu);
    row->addSpacing(gutter);
    addSeed(row, actions);
    row->addStretch(1);
    for (QMenu* menu : {actions.exportMenu, actions.viewMenu, actions.helpMenu}) addMenu(row, menu);
}

void TransportBar::setSeed(std::uint64_t seed) {
    seed_->setSeed(seed);
}

void TransportBar::setSpeed(std::optional<double> iterationsPerSecond) {
    const QSignalBlocker quiet(speed_);
    const auto at = iterationsPerSecond
                        ? std::lower_bound(std::begin(speeds), std::end(speeds), *iterationsPerSecond)
                        : std::end(speeds);
    speed_->setValue(static_cast<int>(at - std::begin(speeds)));
    explainSpeed();
}

void TransportBar::explainSpeed() {
    const QString words = speedText(speed_->value());
    speedWords_->setText(words);
    speed_->setToolTip(tr("Speed of the playback: %1. The run itself is computed at full speed.").arg(words));
}

void TransportBar::addAction(QHBoxLayout* row, QAction* action, bool withText) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    const auto name = [button, action, withText] {
        button->setAccessibleName(plain(action->text()));
        if (withText) button->setText(action->text());  // with its mnemonic, which the button drops
    };
    connect(action, &QAction::changed, button, name);  // Pause may become Replay
    name();
    row->addWidget(button);
}

void TransportBar::addMenu(QHBoxLayout* row, QMenu* menu) {
    auto* button = new QToolButton(this);
    button->setText(menu->title());
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, tr("%1 menu").arg(plain(menu->title())), menu->toolTip());
    row->addWidget(button);
}

void TransportBar::addSpeed(QHBoxLayout* row) {
    auto* label = new QLabel(tr("&Speed"), this);
    speed_ = new QSlider(Qt::Horizontal, this);
    speed_->setRange(0, fastest);
    speed_->setPageStep(1);
    speed_->setFixedWidth(80);
    speed_->setValue(fastest);
    label->setBuddy(speed_);
    // As wide as its longest words, so that nothing moves with the slider.
    speedWords_ = makeLabel(QString(), TextRole::small, this);
    speedWords_->setWordWrap(false);
    int width = 0;
    for (int position = 0; position <= fastest; ++position)
        width = std::max(width, speedWords_->fontMetrics().horizontalAdvance(speedText(position)));
    speedWords_->setFixedWidth(width + 2);
    describe(speed_, tr("Playback speed"), QString());
    explainSpeed();
    connect(speed_, &QSlider::valueChanged, this, [this](int position) {
        explainSpeed();
        emit speedEdited(speedAt(position));
    });
    row->addWidget(label);
    row->addSpacing(4);
    row->addWidget(speed_);
    row->addSpacing(4);
    row->addWidget(speedWords_);
}

void TransportBar::addSeed(QHBoxLayout* row, const TransportActions& actions) {
    auto* label = new QLabel(tr("See&d"), this);
    seed_ = new SeedField(this);
    seed_->setFixedWidth(56);
    setSweptKey(seed_, "start.seed");
    label->setBuddy(seed_);
    describe(
        seed_, tr("Start seed"),
        tr("The number that decides the random direction of the start. The same number, the same start."));
    connect(seed_, &SeedField::seedEdited, this, &TransportBar::seedEdited);
    row->addWidget(label);
    row->addSpacing(4);
    row->addWidget(seed_);
    addAction(row, actions.lockSeed, false);
    addAction(row, actions.newSeed, false);
}

}  // namespace basin::ui
