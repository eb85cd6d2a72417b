// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/softmax_view.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QFileInfo>

#include "core/experiment/softmax_sizes.h"
#include "core/families/problem_of.h"
#include "core/families/softmax/softmax_family.h"
#include "core/io/presets.h"
#include "ui/chart/counted.h"
#include "ui/data/matrix_fields.h"
#include "ui/families/first_look.h"
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
    ProblemControls makeControls(FieldBinder& binder) const override { return makeSoftmaxControls(binder); }
    bool opensData() const override { return true; }
    ReadAs readsDataAs() const override { return ReadAs::matrix; }
    QString dataMeaning() const override {
        return Words::tr(
            "A matrix: a row is a key, a feature has an unknown of its own, and the softmax weighs the "
            "rows.");
    }
    QString dataReason(const OpenedTable& opened) const override {
        return opened.sparse ? Words::tr("A sparse matrix is no series.") : QString();
    }
    DataForm* makeDataForm() const override { return new MatrixFields; }
    bool takes(const ChosenData& data) const override {
        return std::holds_alternative<SoftmaxProblemSpec>(data);
    }
    void setData(Experiment& experiment, const ChosenData* data) const override;
    QString describeData(const Experiment& experiment) const override;
    double work(const Experiment& experiment) const override;
    std::vector<SizeToEstimate> sizesToEstimate(const Experiment& experiment) const override;
};

void SoftmaxView::setData(Experiment& experiment, const ChosenData* data) const {
    SoftmaxProblemSpec& problem = softmax_of(experiment);
    SoftmaxProblemSpec given;
    if (data != nullptr) given = std::get<SoftmaxProblemSpec>(*data);
    given.instance = problem.instance;
    if (data != nullptr) given.instance.m = std::get<SoftmaxProblemSpec>(*data).instance.m;
    given.follow_data();
    problem = std::move(given);
    // They are in other unknowns.
    experiment.start.forget_given();
    if (experiment.landscape) experiment.landscape->plane = LandscapeSpec{}.plane;
    if (data != nullptr) takeFirstLook(experiment, {"damped-newton", "lbfgs"});
}

/// "A1: keys.csv, 48 rows × 2 columns"; empty where it is generated.
template <class Source>
QString describeMatrix(const char* name, const std::optional<Source>& source) {
    if (!source || !source->value) return {};
    const Index rows = source->value->rows(), columns = source->value->cols();
    const QString sizes =
        Words::tr("%1 × %2").arg(counted(rows, Words::tr("1 row"), Words::tr("%1 rows")),
                                 counted(columns, Words::tr("1 column"), Words::tr("%1 columns")));
    const QString file = QFileInfo(QString::fromStdString(source->file.string())).fileName();
    const QString what = QLatin1String(name);
    return file.isEmpty() ? Words::tr("%1: %2").arg(what, sizes)
                          : Words::tr("%1: %2, %3").arg(what, file, sizes);
}

QString SoftmaxView::describeData(const Experiment& experiment) const {
    const SoftmaxProblemSpec& problem = softmax_of(experiment);
    if (!problem.has_data()) return {};
    QStringList lines{describeMatrix("A1", problem.A1), describeMatrix("A2", problem.A2),
                      describeMatrix("b", problem.b), describeMatrix("w", problem.w)};
    lines.removeAll(QString());
    const SoftmaxInstanceSpec& sizes = problem.instance;
    const QString scaled = problem.standardise ? Words::tr("; A1 standardised") : QString();
    lines << Words::tr("n = %1, d = %2, m = %3%4").arg(sizes.n).arg(sizes.d).arg(sizes.m).arg(scaled);
    return lines.join(QLatin1Char('\n'));
}

std::vector<SizeToEstimate> SoftmaxView::sizesToEstimate(const Experiment& experiment) const {
    constexpr Index largestRows = 2000000000, largestUnknowns = 1000000;
    const SoftmaxInstanceSpec& now = softmax_of(experiment).instance;
    // Ten times the present problem is what people ask for first.
    return {{"n", Words::tr("Rows n"),
             Words::tr("Rows of A1 of the problem whose cost you want to know, at least 1."), largestRows,
             std::min(10 * now.n, largestRows)},
            {"d", Words::tr("Unknowns d"), Words::tr("Unknowns of that problem, at least 1."),
             largestUnknowns, std::min(10 * now.d, largestUnknowns)},
            {"nnz", Words::tr("Nonzeros"),
             Words::tr("Entries of A1 that are not 0, if it is sparse; 0: as dense as now."), largestRows, 0,
             Words::tr("as dense as now")}};
}

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
