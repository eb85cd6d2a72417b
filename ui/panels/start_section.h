// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QPushButton>

#include "core/experiment/start_spec.h"
#include "ui/panels/form_section.h"
#include "ui/panels/value_slider.h"

namespace basin::ui {

class FamilyView;
class FieldBinder;
class SolverList;

/// Where runs start, how far away, and how crude the Hessian or the step is.
class StartSection : public FormSection {
    Q_OBJECT

  public:
    /// The binder shows and writes what only some starts have.
    explicit StartSection(FieldBinder& binder, QWidget* parent = nullptr);

    /// pointDistance: of a start that is a point, from the minimiser; not_applicable: unknown.
    void showStart(const StartSpec& start, const FamilyView& family, double pointDistance);
    /// The error of the solver that has one, and whose it is. Where none can have one, only why.
    void showError(const SolverList& solvers, const FamilyView& family);
    void writeTo(StartSpec& start, const FamilyView& family) const;
    /// Ticks on the radius slider; not_applicable: none.
    void setMarks(double guaranteed, double measured);

    QComboBox* initialiser() const { return initialiser_; }
    QPushButton* openStarts() const { return openStarts_; }
    ValueSlider* radius() const { return radius_; }
    ValueSlider* deviation() const { return deviation_; }
    ValueSlider* error() const { return error_; }

  signals:
    // By the user.
    void initialiserChosen(int place);  // among those of the family
    void startsRequested();             // a list of starts is to be read from a file
    void distanceEdited();              // radius or deviation
    void errorEdited(double error);

  private:
    void addNumbers(FieldBinder& binder);
    void offer(const FamilyView& family);
    void showInitialiser(const StartSpec& start, const FamilyView& family);
    QString noteOf(const StartSpec& start, bool hasKnob) const;
    static QString whoseError(const SolverList& solvers);

    const FamilyView* offered_ = nullptr;  // whose initialisers are in the box
    QComboBox* initialiser_;
    QPushButton* openStarts_;
    ValueSlider* radius_;
    ValueSlider* deviation_;
    QLabel* startNote_;
    ValueSlider* error_;
    QLabel* errorNote_;
};

}  // namespace basin::ui
