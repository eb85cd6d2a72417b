// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include "ui/panels/fields.h"
#include "ui/panels/themed_icon.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

TimelineBar::TimelineBar(RunModel* model, QAction* runs, QWidget* parent)
    : QWidget(parent),
      model_(model),
      first_(makeButton(tr("First iteration"), tr("Go to iteration 0, the start"))),
      slider_(new QSlider(Qt::Horizontal, this)),
      last_(makeButton(tr("Last iteration"), tr("Go to the newest iteration"))),
      label_(new QLabel(this)),
      runs_(new QToolButton(this)) {
    describe(slider_, tr("Iteration shown"),
             tr("Drag to see the run at any iteration; the pictures follow."));
    runs_->setDefaultAction(runs);
    runs_->setAutoRaise(true);
    runs_->setFocusPolicy(Qt::StrongFocus);
    runs_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    runs_->setAccessibleName(tr("Runs"));
    label_->setMinimumWidth(
        label_->fontMetrics().horizontalAdvance(tr("iteration %1 / %2").arg("00000", "00000")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gutter, spaceUnit / 2, gutter, spaceUnit / 2);
    row->setSpacing(spaceUnit);
    row->addWidget(first_);
    row->addWidget(slider_, 1);
    row->addWidget(last_);
    row->addWidget(label_);
    row->addWidget(runs_);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) { emit seekRequested(value); });
    connect(first_, &QToolButton::clicked, this, [this] { emit seekRequested(0); });
    connect(last_, &QToolButton::clicked, this, [this] { emit seekRequested(model_->lastIteration()); });
    for (const auto signal : {&RunModel::cleared, &RunModel::historyChanged, &RunModel::playheadChanged})
        connect(model_, signal, this, &TimelineBar::showPlayhead);
    recolour();
    showPlayhead();
}

void TimelineBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) recolour();
    QWidget::changeEvent(event);
}

void TimelineBar::showPlayhead() {
    const QSignalBlocker quiet(slider_);
    const auto last = static_cast<int>(model_->lastIteration());
    const auto at = static_cast<int>(model_->playhead());
    slider_->setRange(0, last);
    slider_->setValue(at);
    for (QWidget* control :
         {static_cast<QWidget*>(slider_), static_cast<QWidget*>(first_), static_cast<QWidget*>(last_)})
        control->setEnabled(last > 0);
    label_->setText(tr("iteration %1 / %2").arg(at).arg(last));
}

void TimelineBar::recolour() {
    first_->setIcon(themedIcon(QStringLiteral("first")));
    last_->setIcon(themedIcon(QStringLiteral("last")));
}

QToolButton* TimelineBar::makeButton(const QString& name, const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, name, toolTip);
    return button;
}

}  // namespace basin::ui
