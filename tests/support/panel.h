// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include <QLabel>
#include <QtTest>

#include "ui/panels/experiment_panel.h"
#include "ui/panels/fields.h"

namespace basin::test {

/// Unfolds all groups of the panel, or folds them.
inline void unfoldAll(ui::ExperimentPanel& panel, bool open = true) {
    QStringList words;
    if (open)
        for (const auto* group : panel.findChildren<ui::FoldingSection*>()) words << group->word();
    panel.setOpenGroups(words);
}

/// The control of that name that is there, whether or not it is scrolled out of sight; null: there is none.
template <typename Control>
Control* control(const QWidget& parent, const QString& name) {
    for (Control* each : parent.findChildren<Control*>())
        if (each->accessibleName() == name && each->isVisibleTo(&parent)) return each;
    return nullptr;
}

/// Types into a field and presses Return.
inline void type(ui::NumberField& field, const QString& text) {
    field.setFocus();
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

/// Whether a label of that text is there.
inline bool hasLabel(const QWidget& parent, const QString& text) {
    return std::ranges::any_of(parent.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->text() == text && label->isVisibleTo(&parent);
    });
}

}  // namespace basin::test
