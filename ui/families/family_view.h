// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/experiment/catalogue.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/results.h"
#include "ui/chart/color_scale.h"
#include "ui/data/chosen_data.h"
#include "ui/panels/problem_fields.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/plot_kind.h"

namespace basin::ui {

class DataForm;
class RunModel;
struct OpenedTable;
enum class ReadAs;

/// What a slider is called and what it means.
struct KnobWords {
    QString name, toolTip;
};

/// What the basin map calls its axes, its cells and what a start did.
struct MapWords {
    QString radius, shortRadius, error, shortError;
    QString place;    // of a cell: two numbers
    QString arrived;  // how many of how many starts
    QString summary;  // radii, errors, finer cells, computed cells, cells where every start arrived
};

/// What pictures on the landscape plane say.
struct PlaneWords {
    QString lowest;  // the origin, where it is no verified minimiser
    QString throughStart, throughTwo;
    QString note;     // behind every caption
    QString waiting;  // before the plane is known; empty: that depends on the plane
};

/// A size that a cost can be estimated for.
struct SizeToEstimate {
    const char* name;  // its symbol, as estimate_cost() knows it
    QString label, toolTip;
    Index largest;
    Index suggested;        // what people ask for first
    QString whenZero = {};  // the word for leaving it out; empty: it cannot be left out
};

/// Everything that the window asks about a family of problems, in one place. A family of problems is added to
/// the window by one of these and its line in familyViews().
class FamilyView {
  public:
    FamilyView() = default;
    virtual ~FamilyView() = default;
    FamilyView(const FamilyView&) = delete;
    FamilyView& operator=(const FamilyView&) = delete;

    virtual const ProblemFamily& family() const = 0;
    bool isOf(const Experiment& experiment) const { return &family_of(experiment) == &family(); }
    /// What it is called where people choose it, and what it is in a sentence.
    virtual QString name() const = 0;
    virtual QString meaning() const = 0;
    /// What the manual's tables call it.
    virtual QString word() const = 0;
    /// What the settings remember the shown plots under.
    virtual QString settingsKey() const = 0;
    /// What is shown when there is no preset of the family.
    virtual Experiment plainExperiment() const = 0;

    // The controls of an experiment.
    virtual ProblemControls makeControls(FieldBinder& binder) const = 0;
    /// Those that take its problems, in the order of the list.
    std::vector<const SolverInfo*> solvers() const;
    /// Whether solvers that no other family takes come first; else all are in the order of the catalogue.
    virtual bool ownSolversFirst() const { return false; }
    /// The ways to draw a start, in the order in which they are offered, and what the choice is called.
    virtual std::vector<KnobWords> initialisers() const = 0;
    virtual QString initialiserName() const = 0;
    /// Its place among them; below 0: what it lies around is stored.
    virtual int initialiserOf(const StartSpec& start) const = 0;
    /// Another one, in place of what is given.
    virtual void setInitialiser(StartSpec& start, int place) const = 0;
    /// Whether a list of starts can be read.
    virtual bool takesStarts() const { return false; }
    /// How far from a point the start is, and the standard deviation of its entries; null where it has none
    /// as it stands.
    virtual double* distanceOf(StartSpec& start) const = 0;
    virtual double* deviationOf(StartSpec&) const { return nullptr; }
    virtual KnobWords distanceKnob(const StartSpec& start) const = 0;
    /// One of the basin map's starts, at its first axis' value.
    virtual void placeOnMap(StartSpec& start, double radius) const = 0;
    /// taken: a ticked solver has an error to set.
    virtual KnobWords errorKnob(bool taken) const = 0;
    virtual double largestError() const = 0;

    // Data of one's own.
    /// Whether there are buttons that read them and leave them again.
    virtual bool opensData() const { return false; }
    /// What files are read as.
    virtual ReadAs readsDataAs() const { return {}; }
    /// What a file becomes, in a sentence.
    virtual QString dataMeaning() const { return {}; }
    /// Why a table looks like data of this family; empty: it might be of another.
    virtual QString dataReason(const OpenedTable&) const { return {}; }
    /// What is asked about a file; null where the family opens none.
    virtual DataForm* makeDataForm() const { return nullptr; }
    virtual bool takes(const ChosenData&) const { return false; }
    /// Of data that it takes; null: they are generated again.
    virtual void setData(Experiment&, const ChosenData*) const {}
    /// Files and sizes of the data that an experiment carries; empty where there are none.
    virtual QString describeData(const Experiment& experiment) const = 0;

    // Plots.
    /// Those that core's list gives the family, in its order.
    std::vector<PlotKind> plots() const;
    bool offers(PlotKind kind) const;
    /// What the four cards show at first.
    virtual std::span<const PlotKind> firstPlots() const = 0;
    /// What an experiment asks for besides its runs and is worth being shown when it is opened.
    virtual std::optional<PlotKind> askedPlot(const Experiment&) const { return std::nullopt; }
    virtual ConvergenceOffer quantities() const = 0;
    /// Why no run has the quantity; empty: nothing particular to the family.
    virtual QString absence(ConvergencePlot::View view, const RunModel& model) const = 0;
    virtual ColorScale::Kind firstLandscapeView() const { return ColorScale::Kind::logarithmic; }
    virtual AttractionPlot::View firstAttractionView() const { return AttractionPlot::View::iterations; }
    virtual PlaneWords planeWords() const = 0;
    /// What eigenvalues are of, where they are not the objective's.
    virtual QString spectrumNote() const { return {}; }

    // The basin map.
    virtual MapWords mapWords() const = 0;
    virtual std::span<const BasinMapPlot::View> mapViews() const = 0;
    virtual QString mapMeaning(BasinMapPlot::View view, const Experiment& experiment) const = 0;
    /// Why there is no map; model: may be null.
    virtual QString mapAbsence(const RunModel* model) const = 0;
    /// Where on the map the experiment itself is.
    virtual std::optional<QPointF> mapSetting(const Experiment& experiment) const = 0;

    // Runs.
    /// Floating-point operations of solvers and landscape, about.
    virtual double work(const Experiment& experiment) const = 0;
    virtual QString preparing() const = 0;
    /// Where a run started, e.g. "r0 = 0.5".
    virtual QString startText(const Results& results) const = 0;
    /// Of the problem that an estimate would be about; empty where costs cannot be estimated.
    virtual std::vector<SizeToEstimate> sizesToEstimate(const Experiment&) const { return {}; }

    // What is being seen.
    /// What was measured against what was promised, in one plain sentence; empty while there is none.
    virtual QString comparison(const RunModel& model) const = 0;
    virtual QWidget* makeInfoPanel(RunModel* model) const = 0;
    /// While the problem is being prepared, and before.
    virtual QString explainWaiting(bool running) const = 0;
    /// Sentence by sentence; empty ones are left out by the caller. playing: the run goes on, or is played
    /// again.
    virtual QStringList explain(const RunModel& model, bool playing) const = 0;
};

/// In the order in which they are offered.
std::span<const FamilyView* const> familyViews();
const FamilyView& familyViewOf(const Experiment& experiment);
/// What the panel shows when a family is chosen for the first time: its first preset.
Experiment firstExperiment(const FamilyView& family);

/// That of the experiment shown; the first one without a model.
const FamilyView& familyShown(const RunModel* model);

}  // namespace basin::ui
