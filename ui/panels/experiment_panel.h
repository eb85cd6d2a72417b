// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QLabel>
#include <QScrollArea>

#include "core/experiment/experiment.h"
#include "ui/panels/field_binder.h"
#include "ui/panels/form_section.h"
#include "ui/panels/solver_list.h"
#include "ui/panels/value_slider.h"

namespace basin::ui {

/// Everything that can be set about an experiment: shows one, and builds one. What has no control (given
/// data, title) passes through unchanged.
class ExperimentPanel : public QScrollArea {
    Q_OBJECT

  public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    Experiment experiment() const;
    /// Emits nothing.
    void setExperiment(const Experiment& experiment);

    void setStartSeed(std::uint64_t seed);
    /// Starts from this point instead of a random direction; emits edited().
    void setStartPoint(const Vector& x0);
    /// Emits edited().
    void setRadiusAndError(double radius, double error);
    /// Asks for the basin of attraction, of this solver if given; emits edited() unless it does already.
    void askForAttraction(const std::optional<std::string>& solver = std::nullopt);
    /// Ticks on the radius slider; not_applicable: none.
    void setRadiusMarks(double guaranteed, double measured);

    FormSection* moreSection() const { return more_; }
    ValueSlider* radiusSlider() const { return radius_; }
    ValueSlider* errorSlider() const { return error_; }
    SolverList* solverList() const { return solvers_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void edited();  // by the user

  private:
    QWidget* makeProblemSection();
    QWidget* makeSizeRow();
    QWidget* makeStartSection();
    QWidget* makeSolverSection();
    FormSection* makeMoreSection();
    void addProblemRows();
    void addPictureRows();
    void addPlaneRows();
    void addAttractionRows();
    void addStoppingRows();
    void takeRadius();
    void showStart();
    void showError();

    Experiment base_;  // what the controls do not cover
    BasinMapSpec mapWhenOn_;
    AttractionSpec attractionWhenOn_;
    TradeoffSpec tradeoffWhenOn_;
    FieldBinder binder_;
    ValueSlider* radius_ = nullptr;
    ValueSlider* error_ = nullptr;
    SolverList* solvers_ = nullptr;
    FormSection* more_ = nullptr;
    QLabel* dataNote_ = nullptr;
    QLabel* startNote_ = nullptr;
};

}  // namespace basin::ui
