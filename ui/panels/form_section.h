// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QGridLayout>
#include <QLabel>
#include <QWidget>

namespace basin::ui {

/// A titled part of a panel: rows of label and control. A label is there while its control is.
class FormSection : public QWidget {
    Q_OBJECT

  public:
    /// Without a title there is no head.
    explicit FormSection(const QString& title, QWidget* parent = nullptr);

    /// Label left, control right; both get the tooltip, the control the name.
    void addRow(const QString& label, QWidget* control, const QString& toolTip);
    /// Label above a control that takes the whole width.
    void addBlock(const QString& label, QWidget* control, const QString& toolTip);
    void addWide(QWidget* control);
    /// Other words for a control that addRow() or addBlock() put in.
    void setWords(QWidget* control, const QString& label, const QString& toolTip);
    /// Whether none of its controls is there.
    bool isEmpty() const;

  protected:
    FormSection(QWidget* parent, QWidget* head);
    QWidget* body() const { return body_; }

  private:
    QLabel* addLabel(const QString& label, QWidget* control, const QString& toolTip, int columns);

    QWidget* body_;
    QGridLayout* grid_;
    std::vector<QWidget*> controls_;
};

}  // namespace basin::ui
