// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QWidget>

namespace basin::ui {

/// A titled column of facts in groups: a name, and under it, to the right, what is known.
class FactGrid : public QWidget {
    Q_OBJECT

  public:
    explicit FactGrid(const QString& title, QWidget* parent = nullptr);

  protected:
    void addGroup(const QString& title, const QString& toolTip);
    /// The label that takes the value.
    QLabel* addRow(const QString& name, const QString& toolTip);
    /// A hidden line for a sentence.
    QLabel* addNote();
    void addWide(QWidget* widget);

  private:
    QGridLayout* grid_;
};

}  // namespace basin::ui
