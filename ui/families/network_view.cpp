// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QFileInfo>

#include "core/families/elman/elman_family.h"
#include "core/families/problem_of.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/series_columns.h"
#include "ui/families/first_look.h"
#include "ui/families/network_comparison.h"
#include "ui/families/network_explanation.h"
#include "ui/families/network_panel.h"
#include "ui/families/network_quantities.h"
#include "ui/runs/run_cost.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using View = BasinMapPlot::View;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(NetworkView)
};

class NetworkView : public FamilyView {
  public:
    const ProblemFamily& family() const override { return elman_problem_family(); }
    QString name() const override { return Words::tr("Recurrent network"); }
    QString meaning() const override {
        return Words::tr(
            "An Elman network that learns a time series: a problem with kinks, solved by piecewise-affine "
            "steps.");
    }
    QString word() const override { return QStringLiteral("network"); }
    QString settingsKey() const override { return QStringLiteral("shownNetworkPlots"); }
    Experiment plainExperiment() const override;

    ProblemControls makeControls(FieldBinder& binder) const override { return makeNetworkControls(binder); }
    bool ownSolversFirst() const override { return true; }
    std::vector<KnobWords> initialisers() const override;
    QString initialiserName() const override { return Words::tr("Initial weights"); }
    int initialiserOf(const StartSpec& start) const override;
    void setInitialiser(StartSpec& start, int place) const override;
    double* distanceOf(StartSpec& start) const override;
    double* deviationOf(StartSpec& start) const override;
    KnobWords distanceKnob(const StartSpec& start) const override;
    void placeOnMap(StartSpec& start, double radius) const override;
    KnobWords errorKnob(bool taken) const override;
    // What the catalogue allows piecewise-affine.
    double largestError() const override { return 0.999; }
    bool opensData() const override { return true; }
    ReadAs readsDataAs() const override { return ReadAs::series; }
    QString dataMeaning() const override {
        return Words::tr("A time series: a row is a moment, and the network learns to predict a column.");
    }
    QString dataReason(const OpenedTable& opened) const override;
    DataForm* makeDataForm() const override { return new ForecastFields; }
    bool takes(const ChosenData& data) const override { return std::holds_alternative<ElmanDataSpec>(data); }
    void setData(Experiment& experiment, const ChosenData* data) const override;
    QString describeData(const Experiment& experiment) const override;

    std::span<const PlotKind> firstPlots() const override;
    std::optional<PlotKind> askedPlot(const Experiment& experiment) const override;
    ConvergenceOffer quantities() const override { return networkQuantities(); }
    QString absence(ConvergencePlot::View view, const RunModel& model) const override;
    // Objectives of networks grow too fast for even levels to show the middle.
    ColorScale::Kind firstLandscapeView() const override { return ColorScale::Kind::quantile; }
    PlaneWords planeWords() const override;
    QString spectrumNote() const override { return Words::tr(" · of the smooth piece"); }

    MapWords mapWords() const override;
    std::span<const View> mapViews() const override;
    QString mapMeaning(View view, const Experiment& experiment) const override;
    QString mapAbsence(const RunModel* model) const override;
    std::optional<QPointF> mapSetting(const Experiment& experiment) const override;

    double work(const Experiment& experiment) const override;
    std::vector<SizeToEstimate> sizesToEstimate(const Experiment& experiment) const override;
    QString preparing() const override { return Words::tr("Making the series"); }
    QString startText(const Results& results) const override;
    QWidget* makeInfoPanel(RunModel* model) const override { return new NetworkPanel(model); }
    QString comparison(const RunModel& model) const override { return compareNetworks(model); }
    QString explainWaiting(bool running) const override;
    QStringList explain(const RunModel& model, bool playing) const override {
        return explainNetworkRun(model, playing);
    }
};

Experiment NetworkView::plainExperiment() const {
    Experiment experiment;
    experiment.title = Words::tr("A recurrent network").toStdString();
    experiment.problem = ElmanProblemSpec{};
    experiment.solvers = {{"piecewise-affine", {}}, {"adam", {}}, {"lbfgs", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.spectrum = SpectrumSpec{};
    return experiment;
}

// In the order of all_weight_initialisers.
std::vector<KnobWords> NetworkView::initialisers() const {
    return {
        {Words::tr("Gaussian"),
         Words::tr("All weights are normally distributed around 0, with one standard deviation.")},
        {Words::tr("Glorot"),
         Words::tr("Weights are spread evenly around 0, the less wide the more units a matrix connects, so "
                   "that signals and gradients keep about their size.")},
        {Words::tr("He"),
         Words::tr("Normally distributed weights, the smaller the more go into a unit; made for relu, "
                   "which lets half of what it sees through.")},
        {Words::tr("LeCun"),
         Words::tr("Normally distributed weights, the smaller the more go into a unit; made for tanh and "
                   "its like.")},
        {Words::tr("orthogonal"),
         Words::tr("The recurrent weights turn the state and neither stretch nor shrink it; the other "
                   "weights are as with Glorot.")},
        {Words::tr("identity"),
         Words::tr("The recurrent weights leave the state as it is, so that the network remembers; the "
                   "other weights are Gaussian and small.")}};
}

int NetworkView::initialiserOf(const StartSpec& start) const {
    return start.around ? -1 : static_cast<int>(start.weight_initialiser);
}

void NetworkView::setInitialiser(StartSpec& start, int place) const {
    start.forget_given();
    start.weight_initialiser = all_weight_initialisers.at(static_cast<std::size_t>(place));
}

double* NetworkView::distanceOf(StartSpec& start) const {
    if (start.around) return &start.radius;
    return is_point(start) ? nullptr : &start.offset;
}

double* NetworkView::deviationOf(StartSpec& start) const {
    return start.around || !uses_deviation(start.weight_initialiser) ? nullptr : &start.deviation;
}

KnobWords NetworkView::distanceKnob(const StartSpec& start) const {
    return {
        Words::tr("Initial distance"),
        start.around
            ? Words::tr("Distance of the start from the stored weights, in a random direction. At least 0.")
            : Words::tr("Distance of the start from these weights, in a random direction; 0: the start is "
                        "these weights themselves.")};
}

void NetworkView::placeOnMap(StartSpec& start, double radius) const {
    setInitialiser(start, 0);
    start.offset = 0;
    start.deviation = radius;
}

QString NetworkView::startText(const Results& results) const {
    const StartSpec& start = results.experiment.start;
    QString text = start.weight_initialiser == WeightInitialiser::gaussian
                       ? QStringLiteral("σ = %1").arg(formatNumber(start.deviation))
                       : initialisers().at(static_cast<std::size_t>(start.weight_initialiser)).name;
    if (start.offset > 0) text += QStringLiteral(", r₀ = %1").arg(formatNumber(start.offset));
    return text;
}

KnobWords NetworkView::errorKnob(bool taken) const {
    return {
        Words::tr("Approximation error"),
        taken
            ? Words::tr("How roughly piecewise-affine solves each of its steps: relative tolerance. 0 is as "
                        "exactly as it can; below 1.")
            : Words::tr("None of the ticked solvers has steps to solve roughly: tick piecewise-affine.")};
}

QString NetworkView::dataReason(const OpenedTable& opened) const {
    if (!opened.table) return {};
    const ColumnRoles roles = SeriesColumns(opened).guess();
    const auto time = std::ranges::find(roles, ColumnRole::time);
    if (time == roles.end()) return {};
    const Index column = time - roles.begin();
    const auto name = QString::fromStdString(opened.table->columns[static_cast<std::size_t>(column)]);
    // These count the rows of any table.
    static const QStringList counters{QString(),
                                      QStringLiteral("#"),
                                      QStringLiteral("id"),
                                      QStringLiteral("no"),
                                      QStringLiteral("nr"),
                                      QStringLiteral("row"),
                                      QStringLiteral("index")};
    const bool isDate = opened.table->kind(column) == ColumnKind::date;
    if (!isDate && counters.contains(name.toLower())) return {};
    return Words::tr("The rows follow a time, “%1”.").arg(name);
}

void NetworkView::setData(Experiment& experiment, const ChosenData* data) const {
    elman_of(experiment).data.reset();
    if (data == nullptr) return;
    elman_of(experiment).data = std::get<ElmanDataSpec>(*data);
    takeFirstLook(experiment, {"piecewise-affine", "lbfgs"});
}

QString NetworkView::describeData(const Experiment& experiment) const {
    const ElmanProblemSpec& problem = elman_of(experiment);
    if (!problem.data) return {};
    const ElmanDataSpec& data = *problem.data;
    const auto& file = data.table ? data.table->file : data.inputs->file;
    const QString name = QFileInfo(QString::fromStdString(file.string())).fileName();
    const ElmanShape shape = problem.shape();
    const Index steps = data.table ? data.table->value->values.rows() : data.inputs->value->rows();
    return Words::tr("%1: %2, %3, %4 steps, %5 % of them to train on.")
        .arg(name.isEmpty() ? Words::tr("Given series") : name,
             counted(shape.inputs, Words::tr("1 input"), Words::tr("%1 inputs")),
             counted(shape.outputs, Words::tr("1 output"), Words::tr("%1 outputs")))
        .arg(steps)
        .arg(qRound(100 * data.train));
}

std::span<const PlotKind> NetworkView::firstPlots() const {
    static constexpr std::array first{PlotKind::landscape, PlotKind::convergence, PlotKind::series,
                                      PlotKind::penalty};
    return first;
}

// They are on the last card.
std::optional<PlotKind> NetworkView::askedPlot(const Experiment& experiment) const {
    if (experiment.basin_map) return PlotKind::basin_map;
    if (experiment.exactness) return PlotKind::penalty;
    return std::nullopt;
}

QString NetworkView::absence(ConvergencePlot::View view, const RunModel& model) const {
    if (view != ConvergencePlot::View::feasibility || model.isRunning()) return {};
    return Words::tr(
        "Only piecewise-affine lifts h, u and v to variables that may violate the equations. The other "
        "solvers "
        "keep them exactly.");
}

PlaneWords NetworkView::planeWords() const {
    return {Words::tr("best found"), Words::tr("a slice through start and best weights found"),
            Words::tr("a slice through start, best and second-best weights"),
            Words::tr(" · Ψ + R of the weights, kinks and all"),
            Words::tr("The plane goes through the best weights found: the landscape comes after the runs.")};
}

MapWords NetworkView::mapWords() const {
    return {Words::tr("initial deviation"),
            Words::tr("deviation"),
            Words::tr("step tolerance"),
            Words::tr("tolerance"),
            Words::tr("deviation %1, tolerance %2"),
            Words::tr("%1 of %2 came close enough"),
            Words::tr("%1 deviations by %2 tolerances and %3 finer cells, %4 cells computed; in %5 of them "
                      "every start came close enough.")};
}

std::span<const View> NetworkView::mapViews() const {
    static constexpr std::array views{View::success_rate, View::median_iterations, View::objective,
                                      View::cause};
    return views;
}

QString NetworkView::mapMeaning(View view, const Experiment& experiment) const {
    if (view == View::objective) return Words::tr("median objective of the network at the end of all starts");
    if (view == View::cause) return Words::tr("why most of the starts fail that do");
    const auto& spec = experiment.basin_map;
    const long within = std::lround(100 * (spec ? spec->success_within : BasinMapSpec{}.success_within));
    return (view == View::success_rate
                ? Words::tr("share of random starts that come within %1 % of the objective of an exact run")
                : Words::tr("median iterations of the starts that come within %1 % of an exact run"))
        .arg(within);
}

QString NetworkView::mapAbsence(const RunModel* model) const {
    if (model == nullptr || !model->results().experiment.basin_map)
        return Words::tr("Tick \"Basin map\" on the left, then press Run.");
    if (model->results().stopped) return Words::tr("The run was stopped before the basin map.");
    return model->isRunning() ? Words::tr("The basin map comes after the solvers.")
                              : Words::tr("Press Run to see which starts train well.");
}

std::optional<QPointF> NetworkView::mapSetting(const Experiment& experiment) const {
    const StartSpec& start = experiment.start;
    const bool gaussian = start.weight_initialiser == WeightInitialiser::gaussian && !(start.offset > 0);
    if (is_point(start) || start.around || !gaussian) return std::nullopt;
    const SolverSpec affine = piecewise_affine_solver(experiment.solvers);
    return QPointF(start.deviation, std::get<double>(parameter(affine, "error")));
}

// A sweep through time costs about two multiplications a weight and step, forward and backward. Most solvers
// take a few a step; piecewise-affine takes tens, and now and then factors a matrix of the size of theta.
std::vector<SizeToEstimate> NetworkView::sizesToEstimate(const Experiment& experiment) const {
    constexpr Index largest = 1000000000;
    const LiftedLayout now = elman_of(experiment).layout();
    // How long a series and how wide a network can be is what people ask for first.
    return {{"T", Words::tr("Steps T"),
             Words::tr("Training steps of the series whose cost you want to know, at least 2."), largest,
             std::min(2 * now.steps, largest)},
            {"Nh", Words::tr("Hidden units Nh"), Words::tr("Hidden units of that network, at least 1."),
             largest, std::min(2 * now.shape.hidden, largest)},
            {"Nx", Words::tr("Inputs Nx"), Words::tr("Inputs of that network, at least 1."), largest,
             now.shape.inputs},
            {"Ny", Words::tr("Outputs Ny"), Words::tr("Outputs of that network, at least 1."), largest,
             now.shape.outputs}};
}

double NetworkView::work(const Experiment& experiment) const {
    constexpr double sweepsAStep = 4, affineSweepsAStep = 40, stepsAFactor = 10;
    const LiftedLayout layout = elman_of(experiment).layout();
    const auto steps = static_cast<double>(layout.steps), weights = static_cast<double>(layout.parameters());
    const double sweep = 4 * steps * weights, factor = weights * weights * weights;
    const double spectrum = experiment.spectrum && experiment.spectrum->every > 0
                                ? factor / static_cast<double>(experiment.spectrum->every)
                                : 0;
    double total = 0;
    for (const SolverSpec& solver : experiment.solvers)
        total +=
            spectrum + (solver.name == "piecewise-affine" ? affineSweepsAStep * sweep + factor / stepsAFactor
                                                          : sweepsAStep * sweep);
    return total * liveIterations(experiment) + sweep / 2 * landscapePoints(experiment);
}

QString NetworkView::explainWaiting(bool running) const {
    return running ? Words::tr("Making the series that the network is to learn.")
                   : Words::tr(
                         "Choose how large the random weights are at the start and how roughly each step is "
                         "solved, then press Run.");
}

}  // namespace

const FamilyView& networkView() {
    static const NetworkView view;
    return view;
}

}  // namespace basin::ui
