// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRadioButton>
#include <QWidget>

#include "ui/runs/family.h"

namespace basin::ui {

/// Which of the two systems the experiment is about.
class FamilySwitch : public QWidget {
    Q_OBJECT

  public:
    explicit FamilySwitch(QWidget* parent = nullptr);

    Family family() const {
        return buttons_[Family::network]->isChecked() ? Family::network : Family::softmax;
    }
    /// Emits nothing.
    void setFamily(Family family);
    QRadioButton* button(Family family) const { return buttons_[family]; }

  signals:
    void chosen(basin::ui::Family family);  // by the user

  private:
    QRadioButton* add(const QString& name, const QString& toolTip);

    PerFamily<QRadioButton*> buttons_;
};

}  // namespace basin::ui
