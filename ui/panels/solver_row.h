// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include <QCheckBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

#include "core/experiment/catalogue.h"
#include "ui/theme.h"

namespace basin::ui {

class FoldButton;
class SolverForm;

/// One solver of the list: a box to tick with its look and its label, and, where it has parameters, buttons
/// that unfold them in place, add another one like it and take it away.
class SolverRow : public QWidget {
    Q_OBJECT

  public:
    SolverRow(const SolverInfo& info, const SolverSpec& spec, bool ticked, QWidget* parent = nullptr);

    const SolverInfo& info() const { return info_; }
    const SolverSpec& spec() const { return spec_; }
    bool isTicked() const { return box_->isChecked(); }
    /// Emits nothing.
    void setTicked(bool ticked);
    void setSpec(const SolverSpec& spec);

    void setLook(const QString& label, const SolverStyle& style);
    /// Where it is among the experiment's solvers; nothing: it is not ticked.
    void setPlace(std::optional<std::size_t> place);
    /// Whether it may be taken away.
    void setRemovable(bool removable);
    /// Unfolds the parameters and puts the focus there.
    void openOptions();

    QCheckBox* box() const { return box_; }
    FoldButton* optionsButton() const { return fold_; }
    QToolButton* duplicateButton() const { return duplicate_; }
    QToolButton* removeButton() const { return remove_; }
    SolverForm* options() const { return options_; }

  signals:
    void ticked();  // by the user, or not any more
    void edited();  // a parameter, by the user
    void duplicateRequested();
    void removeRequested();
    void unfolded();  // for the first time

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QToolButton* addButton();
    void recolour();
    void unfold(bool open);

    const SolverInfo& info_;
    SolverSpec spec_;
    std::optional<std::size_t> place_;
    QVBoxLayout* column_;
    QCheckBox* box_;
    // Of solvers with parameters; else null.
    FoldButton* fold_ = nullptr;
    QToolButton* duplicate_ = nullptr;
    QToolButton* remove_ = nullptr;
    SolverForm* options_ = nullptr;  // made when it is first unfolded
};

}  // namespace basin::ui
