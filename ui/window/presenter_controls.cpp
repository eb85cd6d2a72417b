// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_controls.h"

#include <iterator>

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/panels/experiment_panel.h"
#include "ui/panels/experiment_title.h"
#include "ui/panels/text_role.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_controller.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"
#include "ui/window/dashboard.h"
#include "ui/window/window_actions.h"

namespace basin::ui {

namespace {

QToolButton* makeButton(QAction* action, Qt::ArrowType arrow = Qt::NoArrow) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);  // the keys are the presentation's
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    return button;
}

}  // namespace

PresenterControls::PresenterControls(const Parts& parts, QWidget* parent)
    : QWidget(parent), parts_(parts), speed_(makeLabel(QString(), TextRole::small)) {
    const WindowActions& actions = *parts.actions;
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gutter, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(makeButton(actions.previousPreset, Qt::LeftArrow));
    row->addWidget(makeButton(actions.playOrHold));
    row->addWidget(makeButton(actions.nextPreset, Qt::RightArrow));
    row->addSpacing(spaceUnit);
    row->addWidget(makeButton(actions.slower, Qt::DownArrow));
    row->addWidget(speed_);
    row->addWidget(makeButton(actions.faster, Qt::UpArrow));
    speed_->setWordWrap(false);
    speed_->setToolTip(tr("Speed of the playback: the keys Up and Down change it."));
    speed_->setAccessibleName(tr("Speed of the playback"));
    connectActions();
}

void PresenterControls::connectActions() {
    const WindowActions& actions = *parts_.actions;
    connect(actions.previousPreset, &QAction::triggered, this, [this] { choosePreset(-1); });
    connect(actions.nextPreset, &QAction::triggered, this, [this] { choosePreset(1); });
    connect(actions.slower, &QAction::triggered, this, [this] { changeSpeed(-1); });
    connect(actions.faster, &QAction::triggered, this, [this] { changeSpeed(1); });
    connect(actions.toFirst, &QAction::triggered, this, &PresenterControls::goToStart);
    connect(actions.toLast, &QAction::triggered, this,
            [this] { parts_.controller->seek(parts_.model->lastIteration()); });
    const auto tell = [this] { speed_->setText(parts_.transport->speedWords()); };
    connect(parts_.transport->speedSlider(), &QSlider::valueChanged, this, tell, Qt::QueuedConnection);
    tell();
}

// From an experiment that is none of them, the first or the last.
void PresenterControls::choosePreset(int step) {
    const auto all = presets();
    const Preset* shown = presetOf(parts_.panel->experiment().title);
    const auto count = std::ssize(all);
    const auto at = shown != nullptr ? shown - all.data() : step > 0 ? -1 : count;
    emit presetChosen(all[static_cast<std::size_t>((at + step + count) % count)]);
}

void PresenterControls::changeSpeed(int step) {
    QSlider* slider = parts_.transport->speedSlider();
    slider->setValue(slider->value() + step);
}

// A plot that is pointed at keeps the meaning of the key while it is zoomed.
void PresenterControls::goToStart() {
    PlotCard* card = parts_.dashboard->keys().target();
    if (card != nullptr && card->plot()->isZoomed())
        card->plot()->resetZoom();
    else
        parts_.controller->seek(0);
}

}  // namespace basin::ui
