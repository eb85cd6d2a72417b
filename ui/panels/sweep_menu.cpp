// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_menu.h"

#include <algorithm>
#include <utility>

#include <QContextMenuEvent>
#include <QLineEdit>

#include "ui/panels/swept_control.h"
#include "ui/panels/value_slider.h"

namespace basin::ui {

namespace {

/// The control that has a key and is the widget, or around it.
QWidget* controlAround(QWidget* widget) {
    while (widget != nullptr && !widget->property(sweptKeyProperty).isValid())
        widget = widget->parentWidget();
    return widget;
}

}  // namespace

SweepMenu::SweepMenu(std::function<Experiment()> experiment, QObject* parent)
    : QObject(parent), experiment_(std::move(experiment)) {}

void SweepMenu::watch(QWidget* widget) {
    for (QWidget* control : widget->findChildren<QWidget*>()) {
        if (!control->property(sweptKeyProperty).isValid()) continue;
        control->installEventFilter(this);
        if (auto* both = qobject_cast<ValueSlider*>(control)) {
            both->field()->installEventFilter(this);
            both->slider()->installEventFilter(this);
        }
    }
}

bool SweepMenu::eventFilter(QObject* watched, QEvent* event) {
    auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() != QEvent::ContextMenu || widget == nullptr)
        return QObject::eventFilter(watched, event);
    QMenu* menu = makeMenu(widget);
    if (menu == nullptr) return false;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(static_cast<QContextMenuEvent*>(event)->globalPos());
    return true;
}

QMenu* SweepMenu::makeMenu(QWidget* widget) {
    const QWidget* control = controlAround(widget);
    const std::string key = control == nullptr ? std::string() : sweptKeyOf(control);
    if (key.empty()) return nullptr;
    const Experiment experiment = experiment_();
    const std::vector<SweptKey> known = swept_keys(experiment);
    if (std::ranges::find(known, key, &SweptKey::key) == known.end()) return nullptr;
    auto* text = widget->findChild<QLineEdit*>();
    QMenu* menu = text != nullptr ? text->createStandardContextMenu() : new QMenu(widget);
    menu->setParent(widget, menu->windowFlags());
    menu->setToolTipsVisible(true);
    if (!menu->isEmpty()) menu->addSeparator();
    addActions(*menu, experiment, key);
    return menu;
}

void SweepMenu::addActions(QMenu& menu, const Experiment& experiment, const std::string& key) {
    const auto add = [&](const QString& words, const QString& toolTip, auto&& act) {
        QAction* action = menu.addAction(words);
        action->setToolTip(toolTip);
        connect(action, &QAction::triggered, this, act);
    };
    const std::vector<SweepAxis> axes = experiment.sweep ? experiment.sweep->axes : std::vector<SweepAxis>();
    if (std::ranges::find(axes, key, &SweepAxis::key) != axes.end()) {
        add(tr("Sweep this no more"), tr("Take it off the axes of the sweep."),
            [this, key] { emit dropped(key); });
        return;
    }
    add(tr("Sweep this"),
        axes.empty() ? tr("Run every solver with a range of values around this one.")
                     : tr("The same with this in place of the last axis of the sweep."),
        [this, key] { emit asked(key, AxisPlace::last); });
    if (axes.empty() || axes.size() >= most_axes) return;
    add(axes.size() == 1 ? tr("Sweep this as second axis") : tr("Sweep this as third axis"),
        axes.size() == 1 ? tr("A map of both: every value of this with every value of the other.")
                         : tr("A slider beside the map moves through the values of this."),
        [this, key] { emit asked(key, AxisPlace::further); });
}

}  // namespace basin::ui
