// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QCheckBox>
#include <QVBoxLayout>
#include <QWidget>

#include "core/experiment/catalogue.h"
#include "ui/runs/family.h"

namespace basin::ui {

/// The solvers of the catalogue that take the family's problems, with their swatches; the ticked ones run. A
/// solver that the experiment lists
/// twice has two rows.
class SolverList : public QWidget {
    Q_OBJECT

  public:
    explicit SolverList(QWidget* parent = nullptr);

    void setSolvers(const std::vector<SolverSpec>& solvers, Family family = Family::softmax);
    /// The ticked ones: those that were set, in their order, then the others in the order of the list.
    std::vector<SolverSpec> solvers() const;

    /// Whether some ticked solver's Hessian has an error to choose, or none is ticked that has a Hessian
    /// model.
    bool takesError() const;
    /// The Hessian error of the first ticked solver that has one, else of the first that could.
    double error() const;
    void setError(double error);

  signals:
    void edited();

  private:
    struct Row {
        const SolverInfo* info;
        SolverSpec spec;
        QCheckBox* box;
        std::size_t place;  // among the solvers that were set
    };
    void addRows(const SolverInfo& info, const std::vector<SolverSpec>& solvers);
    void addRow(const SolverInfo& info, const SolverSpec& spec, std::optional<std::size_t> place);
    QWidget* makeOptionsButton(std::size_t row, QWidget* parent);
    const Row* errorRow() const;

    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    std::vector<Row> rows_;
};

/// Line and marker of a solver, as its curves show it.
QPixmap solverSwatch(const QString& name, int index, double pixelRatio);

}  // namespace basin::ui
