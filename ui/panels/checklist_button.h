// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCheckBox>
#include <QStringList>
#include <QToolButton>

namespace basin::ui {

/// A button with a list of boxes to tick, at least one of them: "5 of 8".
class ChecklistButton : public QToolButton {
    Q_OBJECT

  public:
    explicit ChecklistButton(const QStringList& names, QWidget* parent = nullptr);

    std::vector<bool> checked() const;
    /// Emits nothing.
    void setChecked(const std::vector<bool>& checked);
    QCheckBox* box(std::size_t place) const { return boxes_.at(place); }

  signals:
    void edited();  // by the user

  private:
    void showState();

    std::vector<QCheckBox*> boxes_;
    bool setting_ = false;
};

}  // namespace basin::ui
