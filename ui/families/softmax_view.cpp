// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/softmax_view.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "core/experiment/estimate.h"
#include "core/families/problem_of.h"
#include "core/families/softmax/softmax_family.h"
#include "core/io/presets.h"
#include "ui/families/minimiser_view.h"
#include "ui/runs/run_cost.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SoftmaxView)
};

class SoftmaxView : public MinimiserView {
  public:
    const ProblemFamily& family() const override { return softmax_problem_family(); }
    QString name() const override { return Words::tr("Softmax regression"); }
    QString meaning() const override {
        return Words::tr(
            "Two-layer softmax regression: a smooth problem that Newton's method solves with an exact or a "
            "crude Hessian.");
    }
    QString word() const override { return QStringLiteral("softmax"); }
    QString settingsKey() const override { return QStringLiteral("shownPlots"); }
    Experiment plainExperiment() const override { return default_experiment(); }
    ProblemControls makeControls(FieldBinder& binder, FormSection& more) const override {
        return makeSoftmaxControls(binder, more);
    }
    bool has(std::string_view section) const override { return section != "exactness"; }
    QString describeData(const Experiment&) const override {
        return Words::tr("Sizes follow from the data in the experiment's files.");
    }
    double work(const Experiment& experiment) const override;
    std::optional<ProblemSizes> sizesToEstimate(const Experiment& experiment) const override {
        const SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
        return ProblemSizes{instance.n, instance.d};
    }
};

double SoftmaxView::work(const Experiment& experiment) const {
    const SoftmaxProblemSpec& problem = softmax_of(experiment);
    const auto size = [](const auto& given, bool rows, Index otherwise) {
        if (!given || !given->value) return static_cast<double>(otherwise);
        return static_cast<double>(rows ? given->value->rows() : given->value->cols());
    };
    const double n = size(problem.A1, true, problem.instance.n);
    const double d = size(problem.A1, false, problem.instance.d);
    const double m = size(problem.A2, true, problem.instance.m);
    // Sparse rows cost what their entries cost; given sparse A1 has its density there too.
    const double step = newton_step_work({n, d, n * d * problem.instance.density}, m);
    const double solvers = step * liveIterations(experiment) * static_cast<double>(experiment.solvers.size());
    return solvers + 2 * n * m * landscapePoints(experiment);
}

}  // namespace

const FamilyView& softmaxView() {
    static const SoftmaxView view;
    return view;
}

Experiment softmaxSource(const Experiment& shown) {
    return softmaxView().isOf(shown) ? shown : default_experiment();
}

SoftmaxInstanceSpec& softmaxInstance(Experiment& experiment) {
    return softmax_of(experiment).instance;
}

}  // namespace basin::ui
