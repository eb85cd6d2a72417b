// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QHBoxLayout>

#include "ui/panels/fold_button.h"
#include "ui/panels/form_section.h"

namespace basin::ui {

/// A part of a panel that folds at its head. One that can be switched off has a box to tick before its title,
/// and nothing to unfold while it is off.
class FoldingSection : public FormSection {
    Q_OBJECT

  public:
    /// word: what it is remembered by. It begins folded.
    FoldingSection(const QString& word, const QString& title, const QString& toolTip,
                   QWidget* parent = nullptr);

    const QString& word() const { return word_; }
    FoldButton* foldButton() const { return fold_; }
    /// Null where it cannot be switched off.
    QCheckBox* switchBox() const { return switch_; }
    /// The box takes the place of the title, whose words it gets.
    void setSwitch(QCheckBox* box);

    bool isOpen() const { return fold_->isChecked(); }
    void setOpen(bool open) { fold_->setChecked(open); }

  signals:
    void openChanged(bool open);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    FoldingSection(const QString& word, const QString& title, const QString& toolTip, QWidget* parent,
                   QWidget* head);
    void showState();

    QString word_, title_;
    QWidget* head_;
    QHBoxLayout* row_;
    QLabel* label_;
    FoldButton* fold_;
    QCheckBox* switch_ = nullptr;
};

}  // namespace basin::ui
