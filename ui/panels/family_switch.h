// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRadioButton>
#include <QWidget>

#include "ui/families/per_family.h"

namespace basin::ui {

/// Which family of problems something is about.
class FamilySwitch : public QWidget {
    Q_OBJECT

  public:
    /// Offers all of them, below one another.
    explicit FamilySwitch(QWidget* parent = nullptr);
    FamilySwitch(const std::vector<const FamilyView*>& families, Qt::Orientation orientation,
                 QWidget* parent = nullptr);

    const FamilyView& family() const;
    /// Emits nothing.
    void setFamily(const FamilyView& family);
    QRadioButton* button(const FamilyView& family) const { return buttons_.at(&family); }

  signals:
    void chosen(const basin::ui::FamilyView* family);  // by the user

  private:
    PerFamily<QRadioButton*> buttons_;
};

}  // namespace basin::ui
