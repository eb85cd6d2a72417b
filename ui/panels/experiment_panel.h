// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QLabel>

#include "core/experiment/experiment.h"
#include "ui/families/family_view.h"
#include "ui/panels/card.h"
#include "ui/panels/family_switch.h"
#include "ui/panels/field_binder.h"
#include "ui/panels/form_section.h"
#include "ui/panels/picture_fields.h"
#include "ui/panels/problem_fields.h"
#include "ui/panels/solver_list.h"
#include "ui/panels/value_slider.h"

namespace basin::ui {

/// Everything that can be set about an experiment: shows one, and builds one. What has no control (given
/// data, title) passes through unchanged. Only what means something for the experiment's family is shown; the
/// experiments of the other families are kept until the switch goes back.
class ExperimentPanel : public PanelArea {
    Q_OBJECT

  public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    Experiment experiment() const;
    /// Emits nothing.
    void setExperiment(const Experiment& experiment);

    /// What it is called from now on; emits nothing, for no number changes.
    void setTitle(const std::string& title);
    void setStartSeed(std::uint64_t seed);
    /// Starts from this point instead of a random direction, which is so far from the minimiser
    /// (not_applicable: unknown); emits edited().
    void setStartPoint(const Vector& x0, double distance = not_applicable);
    /// Distance of the start, or deviation of its entries, whichever the family has; emits edited().
    void setRadiusAndError(double radius, double error);
    /// Asks for the basin of attraction, of this solver if given; emits edited() unless it does already.
    void askForAttraction(const std::optional<std::string>& solver = std::nullopt);
    /// An experiment of the family that takes these data has them from now on, whatever was shown before;
    /// emits edited().
    void setData(const ChosenData& data);
    /// Ticks on the radius slider; not_applicable: none.
    void setRadiusMarks(double guaranteed, double measured);

    FormSection* moreSection() const { return more_; }
    FamilySwitch* familySwitch() const { return family_; }
    ValueSlider* radiusSlider() const { return radius_; }
    ValueSlider* deviationSlider() const { return deviation_; }
    ValueSlider* errorSlider() const { return error_; }
    SolverList* solverList() const { return solvers_; }

    QSize sizeHint() const override;

  signals:
    void edited();  // by the user
    /// The user chose another family; the panel shows an experiment of it already. No edited() follows.
    void familyChosen();
    /// Data of one's own are to be read from a file.
    void dataRequested();

  private:
    QWidget* makeFamilySection();
    QWidget* makeDataRow();
    QWidget* makeStartSection();
    QWidget* makeSolverSection();
    void switchTo(const FamilyView& family);
    void giveData(const ChosenData* data);
    void onRadiusEdited();
    void onDeviationEdited();
    void showFamily();
    void showData();
    void updateStartFields();
    void showError();
    const FamilyView& family() const { return familyViewOf(base_); }
    bool startsAtDistance() const { return family().startsAtDistance(base_.start); }

    Experiment base_;  // what the controls do not cover
    PerFamily<std::optional<Experiment>> kept_;
    PicturesWhenOn defaultSections_;
    FieldBinder binder_;
    FamilySwitch* family_ = nullptr;
    PerFamily<ProblemControls> problems_;
    std::vector<SectionRows> pictures_;
    FormSection* start_ = nullptr;
    ValueSlider* radius_ = nullptr;
    ValueSlider* deviation_ = nullptr;
    ValueSlider* error_ = nullptr;
    SolverList* solvers_ = nullptr;
    FormSection* more_ = nullptr;
    QWidget* dataRow_ = nullptr;
    QWidget* generate_ = nullptr;
    QLabel* dataNote_ = nullptr;
    QLabel* startNote_ = nullptr;
};

}  // namespace basin::ui
