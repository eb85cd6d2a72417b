// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QCheckBox>
#include <QVBoxLayout>
#include <QWidget>

#include "core/experiment/catalogue.h"

namespace basin::ui {

class FamilyView;

/// The solvers of the catalogue that take the family's problems; the ticked ones run, and are called and
/// coloured as their runs will be. A solver that the experiment lists twice has two rows.
class SolverList : public QWidget {
    Q_OBJECT

  public:
    explicit SolverList(QWidget* parent = nullptr);

    void setSolvers(const std::vector<SolverSpec>& solvers, const FamilyView& family);
    /// The ticked ones: those that were set, in their order, then the others in the order of the list.
    std::vector<SolverSpec> solvers() const;

    /// Whether some ticked solver's Hessian has an error to choose, or none is ticked that has a Hessian
    /// model.
    bool takesError() const;
    /// The Hessian error of the first ticked solver that has one, else of the first that could.
    double error() const;
    void setError(double error);
    /// Ticks one that has an error to choose, unless a ticked one has; emits nothing.
    void tickError();

  signals:
    void edited();

  private:
    struct Row {
        const SolverInfo* info;
        SolverSpec spec;
        QCheckBox* box;
        std::size_t place;  // among the solvers that were set
    };
    /// Indices of the ticked rows, in the order of solvers().
    std::vector<std::size_t> tickedRows() const;
    void showNames();
    void addRows(const SolverInfo& info, const std::vector<SolverSpec>& solvers);
    void addRow(const SolverInfo& info, const SolverSpec& spec, std::optional<std::size_t> place);
    QWidget* makeOptionsButton(std::size_t row, QWidget* parent);
    bool hasErrorToSet(const Row& row) const;
    const Row* errorRow() const;

    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    std::vector<Row> rows_;
};

}  // namespace basin::ui
