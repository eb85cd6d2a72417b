// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/preset_menu.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>
#include <QStyleOptionMenuItem>

#include "ui/families/family_view.h"

namespace basin::ui {

namespace {

constexpr qint64 typingPause = 1000;  // ms, after which letters begin another word

bool isWord(const QString& text) {
    return !text.isEmpty() && text.front().isPrint() && text != QLatin1String(" ");
}

}  // namespace

PresetMenu::PresetMenu(const QString& title, QWidget* parent) : QMenu(title, parent) {}

void PresetMenu::fill(const std::function<void(const Preset&)>& chosen) {
    clear();
    const FamilyView* group = nullptr;
    for (const Preset& preset : presets()) {
        const FamilyView& family = familyViewOf(preset_experiment(preset));
        if (std::exchange(group, &family) != &family) addSection(family.name());
        QAction* action = addAction(QString::fromStdString(preset.title));
        action->setToolTip(QString::fromStdString(preset.story));
        connect(action, &QAction::triggered, this, [chosen, &preset] { chosen(preset); });
    }
}

void PresetMenu::initStyleOption(QStyleOptionMenuItem* option, const QAction* action) const {
    QMenu::initStyleOption(option, action);
    if (!action->isSeparator()) option->text += QLatin1Char('\n') + action->toolTip();
}

void PresetMenu::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~Qt::ShiftModifier) == 0;
    const bool goesOn = sinceTyped_.isValid() && sinceTyped_.elapsed() < typingPause && !typed_.isEmpty();
    const bool isLetter = plain && (isWord(event->text()) || (goesOn && event->text() == QLatin1String(" ")));
    if (!isLetter) {
        typed_.clear();
        QMenu::keyPressEvent(event);
        return;
    }
    typed_ = goesOn ? typed_ + event->text() : event->text();
    sinceTyped_.start();
    // One letter again and again goes through all that begin with it.
    const bool repeats = std::ranges::all_of(typed_, [this](QChar c) { return c == typed_.front(); });
    if (!goTo(typed_, false) && repeats) goTo(typed_.left(1), true);
    event->accept();
}

bool PresetMenu::goTo(const QString& beginning, bool beyondActive) {
    QList<QAction*> entries = actions();
    entries.removeIf([](const QAction* action) { return action->isSeparator(); });
    const auto from = entries.indexOf(activeAction()) + (beyondActive || beginning.size() == 1 ? 1 : 0);
    for (qsizetype k = 0; k < entries.size(); ++k) {
        QAction* entry = entries[(std::max<qsizetype>(from, 0) + k) % entries.size()];
        if (!entry->text().startsWith(beginning, Qt::CaseInsensitive)) continue;
        setActiveAction(entry);
        return true;
    }
    return false;
}

}  // namespace basin::ui
