// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/test_function_view.h"

#include <array>
#include <string_view>

#include <QCoreApplication>

#include "core/families/test_function/test_function_family.h"
#include "ui/families/minimiser_view.h"
#include "ui/panels/number_text.h"
#include "ui/runs/run_cost.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TestFunctionView)
};

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

class TestFunctionView : public MinimiserView {
  public:
    const ProblemFamily& family() const override { return test_function_problem_family(); }
    QString name() const override { return Words::tr("Test function"); }
    QString meaning() const override {
        return Words::tr(
            "A landscape out of the books, from Rosenbrock's valley to Himmelblau's four minima: for seeing "
            "what "
            "a method does where the answer is known.");
    }
    QString word() const override { return QStringLiteral("test function"); }
    QString settingsKey() const override { return QStringLiteral("shownTestFunctionPlots"); }
    Experiment plainExperiment() const override;
    ProblemControls makeControls(FieldBinder& binder) const override {
        return makeTestFunctionControls(binder);
    }
    QString describeData(const Experiment&) const override { return {}; }
    std::optional<PlotKind> askedPlot(const Experiment& experiment) const override {
        return experiment.attraction ? std::optional(PlotKind::attraction) : std::nullopt;
    }
    AttractionPlot::View firstAttractionView() const override { return AttractionPlot::View::minimiser; }
    QString mapAbsence(const RunModel* model) const override;
    double work(const Experiment& experiment) const override;
    QStringList explain(const RunModel& model, bool playing) const override;
};

const TestFunctionProblemSpec& problemOf(const Experiment& experiment) {
    return std::get<TestFunctionProblemSpec>(experiment.problem);
}

bool isFlat(const RunModel& model) {
    return !info_of(problemOf(model.results().experiment).function).is_regular;
}

Experiment TestFunctionView::plainExperiment() const {
    Experiment experiment;
    experiment.title = Words::tr("A test function").toStdString();
    experiment.problem = TestFunctionProblemSpec{};
    experiment.solvers = {{"newton", {}}, {"damped-newton", {}}, {"gradient-descent", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.spectrum = SpectrumSpec{};
    return experiment;
}

QString TestFunctionView::mapAbsence(const RunModel* model) const {
    if (model != nullptr && isFlat(*model))
        return Words::tr(
            "No basin map: the lowest point lies on a floor so flat that no run can be told to have reached "
            "it.");
    return MinimiserView::mapAbsence(model);
}

// Of the unknowns alone: a factorisation and a few products.
double TestFunctionView::work(const Experiment& experiment) const {
    const auto d = static_cast<double>(unknowns(experiment));
    const double step = d * d * (d / 3 + 10);
    const double solvers = step * liveIterations(experiment) * static_cast<double>(experiment.solvers.size());
    return solvers + 10 * d * landscapePoints(experiment);
}

QString describeFunction(const RunModel& model) {
    const StandardFunctionInfo& info = info_of(problemOf(model.results().experiment).function);
    return Words::tr("%1: %2.").arg(textOf(info.name), textOf(info.story));
}

// Which starts of the picture lead where.
QString describeAttraction(const RunModel& model) {
    const auto& attraction = model.results().attraction;
    if (!attraction || attraction->minimisers.size() < 2) return {};
    double converged = 0, first = 0;
    for (const AttractionPixel& pixel : attraction->pixels) {
        if (!pixel.converged()) continue;
        ++converged;
        if (pixel.minimiser == 0) ++first;
    }
    if (converged == 0) return {};
    return Words::tr(
               "From all over the picture %1 finds %2 different minima; %3 % of the starts that arrive come "
               "to the first.")
        .arg(QString::fromStdString(attraction->solver))
        .arg(attraction->minimisers.size())
        .arg(qRound(100 * first / converged));
}

QStringList TestFunctionView::explain(const RunModel& model, bool playing) const {
    QStringList sentences = MinimiserView::explain(model, playing);
    if (playing) return sentences;
    // Its lowest point is known, whatever a Hessian can confirm.
    if (isFlat(model))
        sentences[1] = Words::tr(
            "The lowest point is known, but the Hessian there is singular: no certificate speaks of such a "
            "floor.");
    sentences.prepend(describeFunction(model));
    sentences.append(describeAttraction(model));
    return sentences;
}

}  // namespace

const FamilyView& testFunctionView() {
    static const TestFunctionView view;
    return view;
}

}  // namespace basin::ui
