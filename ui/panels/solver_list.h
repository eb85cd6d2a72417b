// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QVBoxLayout>
#include <QWidget>

#include "ui/panels/solver_row.h"

namespace basin::ui {

class FamilyView;

/// The solvers of the catalogue that take the family's problems, any number of rows for each; the ticked ones
/// run, and are called and coloured as their runs will be.
class SolverList : public QWidget {
    Q_OBJECT

  public:
    explicit SolverList(QWidget* parent = nullptr);

    /// Rows that are not ticked stay where these solvers are shown already.
    void setSolvers(const std::vector<SolverSpec>& solvers, const FamilyView& family);
    /// The ticked ones: those that were set, in their order, each with those that were made from it behind
    /// it, then the others in the order of the list.
    std::vector<SolverSpec> solvers() const;

    /// Whether some ticked solver's Hessian has an error to choose, or none is ticked that has a Hessian
    /// model, so that one may be.
    bool takesError() const;
    /// What tickError() would tick; empty where a ticked solver has an error to choose.
    QString errorCandidate() const;
    /// The Hessian error of the first ticked solver that has one, else of the first that could.
    double error() const;
    void setError(double error);
    /// Its place among solvers(); nothing where it is not ticked.
    std::optional<std::size_t> errorPlace() const;
    /// The label of that solver where others that are ticked have an error of their own; else empty.
    QString errorOwner() const;
    /// Ticks one that has an error to choose, unless a ticked one has; emits nothing.
    void tickError();

    /// In the order of the list.
    const std::vector<SolverRow*>& rows() const { return rows_; }

  signals:
    void edited();       // by the user
    void rowsChanged();  // other controls are there

  private:
    SolverRow* insertRow(std::size_t place, const SolverInfo& info, const SolverSpec& spec, bool ticked);
    void addRows(const SolverInfo& info, const std::vector<SolverSpec>& solvers);
    void duplicate(const SolverRow* row);
    void remove(SolverRow* row);
    std::vector<SolverRow*> tickedRows() const;
    /// Those that are ticked and have an error to set, in the order of solvers().
    std::vector<SolverRow*> errorRows() const;
    const SolverRow* errorRow() const;
    void showLooks();

    const FamilyView* family_ = nullptr;
    std::vector<SolverRow*> rows_;
    std::vector<const SolverRow*> order_;  // of those that were set, and of what was made from them
};

}  // namespace basin::ui
