// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/start_spec.h"
#include "ui/panels/form_section.h"
#include "ui/panels/value_slider.h"

namespace basin::ui {

class FamilyView;
class SolverList;

/// How far away runs start, and how crude the Hessian or the step is.
class StartSection : public FormSection {
    Q_OBJECT

  public:
    explicit StartSection(QWidget* parent = nullptr);

    /// pointDistance: of a start that is a point, from the minimiser; not_applicable: unknown.
    void showStart(const StartSpec& start, const FamilyView& family, double pointDistance);
    /// The error of the solver that has one, and whose it is. Where none can have one, only why.
    void showError(const SolverList& solvers, const FamilyView& family);
    void writeTo(StartSpec& start, const FamilyView& family) const;
    /// Ticks on the radius slider; not_applicable: none.
    void setMarks(double guaranteed, double measured);

    ValueSlider* radius() const { return radius_; }
    ValueSlider* deviation() const { return deviation_; }
    ValueSlider* error() const { return error_; }

  signals:
    // By the user.
    void distanceEdited();  // radius or deviation
    void errorEdited(double error);

  private:
    static QString whoseError(const SolverList& solvers);

    ValueSlider* radius_;
    ValueSlider* deviation_;
    QLabel* startNote_;
    ValueSlider* error_;
    QLabel* errorNote_;
};

}  // namespace basin::ui
