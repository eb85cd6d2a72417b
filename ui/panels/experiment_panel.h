// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QStringList>

#include "core/experiment/experiment.h"
#include "ui/families/family_view.h"
#include "ui/panels/card.h"
#include "ui/panels/data_row.h"
#include "ui/panels/family_switch.h"
#include "ui/panels/field_binder.h"
#include "ui/panels/folding_section.h"
#include "ui/panels/problem_fields.h"
#include "ui/panels/section_groups.h"
#include "ui/panels/solver_list.h"
#include "ui/panels/start_section.h"
#include "ui/panels/sweep_menu.h"

namespace basin::ui {

/// Everything that can be set about an experiment: shows one, and builds one. What has no control (given
/// data, title) passes through unchanged; how it is looked at is left out. Only what means something as the
/// experiment stands is there; the experiments of the other families are kept until the switch goes back.
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
    /// How far the start is from the minimiser, once that is known; shown where the start is a point and the
    /// panel's own. Emits nothing.
    void showStartDistance(const StartSpec& start, double distance);
    /// Distance of the start, or deviation of its entries, whichever the family has; emits edited().
    void setRadiusAndError(double radius, double error);
    /// Runs start at these from now on, one a row; emits edited().
    void setStarts(const MatrixSource& starts);
    /// Asks for the basin of attraction, of this solver if given; emits edited() unless it does already.
    void askForAttraction(const std::optional<std::string>& solver = std::nullopt);
    /// Sweeps the key over a sensible range, as the last of the axes or besides them, with the group
    /// unfolded; emits edited() and sweepAsked().
    void sweep(const std::string& key, AxisPlace place);
    /// Sweeps the key no more, and nothing when it was the only one; emits edited().
    void sweepNoMore(const std::string& key);
    /// Gives keys these values; emits edited().
    void setValues(const std::vector<SweptSetting>& settings);
    /// An experiment of the family that takes these data has them from now on, whatever was shown before;
    /// emits edited().
    void setData(const ChosenData& data);
    /// Ticks on the radius slider; not_applicable: none.
    void setRadiusMarks(double guaranteed, double measured);

    /// The words of the groups that are unfolded.
    QStringList openGroups() const;
    void setOpenGroups(const QStringList& words);
    /// Of the family shown where each has its own; null: there is none of that word.
    FoldingSection* group(const QString& word) const;

    FamilySwitch* familySwitch() const { return family_; }
    DataRow* dataRow() const { return data_; }
    QComboBox* initialiserBox() const { return start_->initialiser(); }
    ValueSlider* radiusSlider() const { return start_->radius(); }
    ValueSlider* deviationSlider() const { return start_->deviation(); }
    ValueSlider* errorSlider() const { return start_->error(); }
    SolverList* solverList() const { return solvers_; }
    /// What controls offer on a right click, those of the panel and of what else it is told to watch.
    SweepMenu* sweepMenu() const { return sweepMenu_; }

    QSize sizeHint() const override;

  signals:
    void edited();  // by the user
    void sweepAsked();
    /// The user chose another family; the panel shows an experiment of it already. No edited() follows.
    void familyChosen();
    /// Data of one's own are to be read from a file.
    void dataRequested();
    /// So is a list of starts.
    void startsRequested();
    /// A group was folded or unfolded by the user.
    void foldsChanged();

  private:
    QWidget* makeSolverSection();
    void connectParts();
    std::vector<FoldingSection*> groups() const;
    void switchTo(const FamilyView& family);
    void giveData(const ChosenData* data);
    void change(const Experiment& experiment);
    void chooseInitialiser(int place);
    void distanceEdited();
    void showStart();
    void takeEdit();
    void refresh();
    void showFields();
    void showGroups();
    const FamilyView& family() const { return familyViewOf(base_); }

    Experiment base_;                        // as it was when controls were shown last
    double pointDistance_ = not_applicable;  // of a start that is a point, from the minimiser
    PerFamily<std::optional<Experiment>> kept_;
    PicturesWhenOn asked_;
    FieldBinder binder_;
    FamilySwitch* family_;
    PerFamily<ProblemControls> problems_;
    DataRow* data_;
    StartSection* start_;
    SolverList* solvers_;
    std::vector<SectionGroup> sections_;
    SweepMenu* sweepMenu_;
    QStringList open_;  // a word may stand for a group of each family
};

}  // namespace basin::ui
