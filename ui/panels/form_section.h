// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QToolButton>
#include <QWidget>

namespace basin::ui {

/// A titled part of a panel: rows of label and control. A collapsible one opens and closes at its title.
class FormSection : public QWidget {
    Q_OBJECT

  public:
    explicit FormSection(const QString& title, QWidget* parent = nullptr);
    static FormSection* collapsible(const QString& title, const QString& toolTip, QWidget* parent = nullptr);

    /// Label left, control right; both get the tooltip, the control the name.
    void addRow(const QString& label, QWidget* control, const QString& toolTip);
    /// Label above a control that takes the whole width.
    void addBlock(const QString& label, QWidget* control, const QString& toolTip);
    void addWide(QWidget* control);
    /// Shows or hides a control that addRow() put in, with its label.
    void setRowVisible(QWidget* control, bool visible);
    /// Another label for a control that addRow() or addBlock() put in.
    void setLabel(QWidget* control, const QString& label);

    bool isOpen() const;
    void setOpen(bool open);

  signals:
    void openChanged(bool open);

  private:
    FormSection(QWidget* parent, QWidget* head);

    QWidget* body_;
    QGridLayout* grid_;
    QToolButton* toggle_ = nullptr;  // collapsible sections only
};

}  // namespace basin::ui
