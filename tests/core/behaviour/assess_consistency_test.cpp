// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of one assessment never contradict each other: a thousand small problems of every kind.
#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/assess/assess.h"
#include "core/experiment/prepared_problem.h"
#include "core/families/problem_of.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

using namespace basin;

namespace {

template <class Values>
DataSource<Values> given(Values values) {
    return {std::make_shared<const Values>(std::move(values)), {}};
}

double power_of_ten(RandomStream& stream, double low, double high) {
    return std::pow(10.0, low + (high - low) * stream.uniform());
}

Matrix normal_matrix(RandomStream& stream, Index rows, Index columns, double scale) {
    return Matrix::NullaryExpr(rows, columns, [&] { return scale * stream.normal(); });
}

/// Sizes, units, activations and ridges of every kind, degenerate ones among them: columns that are equal or
/// 0, values that are all the same, no ridge, starts at the minimum and far away.
Experiment random_experiment(std::uint64_t seed) {
    RandomStream stream(seed, 5);
    const Index d = 1 + stream.below(3), n = 1 + stream.below(9), m = 1 + stream.below(3);
    constexpr Activation activations[] = {Activation::identity, Activation::relu,    Activation::leaky_relu,
                                          Activation::softplus, Activation::sigmoid, Activation::tanh,
                                          Activation::elu};
    Matrix A1 = normal_matrix(stream, n, d, stream.below(3) > 0 ? 1 : power_of_ten(stream, -4, 4));
    Matrix A2 = normal_matrix(stream, m, n, stream.below(3) > 0 ? 1 : power_of_ten(stream, -4, 4));
    Matrix w = Matrix::Constant(n, 1, stream.below(3) > 0 ? power_of_ten(stream, -3, 1) : 0);
    switch (stream.below(12)) {
        case 0:
            A1.col(d - 1) = A1.col(0);
            break;
        case 1:
            A1.col(0).setZero();
            break;
        case 2:
            A2.setZero();
            break;
        case 3:
            A2.colwise() = Vector(A2.col(0));
            break;
        case 4:
            w(0, 0) = 0;
            break;
        default:
            break;
    }
    Experiment experiment;
    SoftmaxProblemSpec& problem = softmax_of(experiment);
    problem.instance.activation = activations[stream.below(7)];
    problem.instance.n = n;
    problem.instance.d = d;
    problem.instance.m = m;
    problem.A1 = given(DesignMatrix(std::move(A1)));
    problem.A2 = given(std::move(A2));
    problem.b = given(normal_matrix(stream, m, 1, stream.below(4) > 0 ? 1 : 0));
    problem.w = given(std::move(w));
    experiment.start.radius = stream.below(5) > 0 ? power_of_ten(stream, -6, 2) : 1e-9;
    experiment.start.seed = seed;
    experiment.solvers = {{"newton", {}}};
    return experiment;
}

double figure(const Question& question, std::string_view key) {
    const auto found = std::ranges::find(question.figures, key, &Evidence::key);
    return found == question.figures.end() ? not_applicable : found->value;
}

/// The implications that this assessment breaks, in words.
QStringList contradictions(const Assessment& assessment) {
    const auto answer = [&](const char* key) { return assessment.find(key)->answer; };
    const Question &start = *assessment.find("start"), &radius = *assessment.find("safe_radius");
    const double certified = figure(radius, "guaranteed_radius_certified"),
                 estimated = figure(radius, "guaranteed_radius"), basin = figure(radius, "basin_radius"),
                 r0 = figure(start, "start_radius");
    QStringList broken;
    const auto holds = [&broken](bool implication, const char* words) {
        if (!implication) broken << QString::fromLatin1(words);
    };
    const bool minimum = answer("minimum") == Answer::yes;
    for (const char* key : {"start", "ridge", "safe_radius"})
        holds(minimum || answer(key) != Answer::yes, key);
    holds(answer("data") == Answer::yes || (!minimum && answer("ridge") != Answer::yes), "unusable data");
    holds(minimum || (std::isnan(certified) && std::isnan(estimated) && std::isnan(basin)),
          "a radius about no minimum");
    holds(std::isnan(certified) || std::isnan(estimated) || certified <= estimated,
          "certified beyond estimated");
    holds(std::isnan(basin) || std::isnan(certified) || basin >= certified * (1 - 1e-12) ||
              figure(radius, "basin_trials") > 0,
          "measured inside certified");
    holds(answer("start") != Answer::yes || (r0 <= certified && answer("safe_radius") == Answer::yes),
          "a good start outside");
    holds(answer("start") != Answer::no || r0 > estimated, "a bad start inside");
    for (const Question& question : assessment.questions) {
        for (const Sentence& sentence : question.words) {
            const auto text = QString::fromStdString(to_text(sentence));
            holds(!text.contains(QStringLiteral("nan")), "nan in a sentence");
        }
        for (const Evidence& figure : question.figures)
            holds(!figure.key.starts_with("ridge") || !(figure.value > 0 && figure.value < 1e-290),
                  "rounding for a ridge");
    }
    return broken;
}

}  // namespace

class AssessConsistencyTest : public QObject {
    Q_OBJECT

  private slots:
    void answersNeverContradictEachOther() {
        const ThreadLimit one_thread(1);
        int minima = 0, ridges = 0, starts = 0, refused = 0, measured = 0;
        for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
            const Experiment experiment = random_experiment(seed);
            // Every twentieth with a basin, the others with what takes no trials.
            const bool trials = seed % 20 == 0;
            const Assessment assessment = assess(experiment, {.max_seconds = trials ? 0.4 : 1e-9});
            const QStringList broken = contradictions(assessment);
            QVERIFY2(broken.empty(), qPrintable(QStringLiteral("seed %1: ").arg(seed) + broken.join(u' ')));
            const auto yes = [&](const char* key) { return assessment.find(key)->answer == Answer::yes; };
            // By a Hessian of its own.
            const PreparedProblem prepared = prepare(experiment);
            Matrix H;
            Vector eigenvalues;
            prepared.problem->evaluator()->hessian(prepared.minimiser.x, H);
            symmetric_eigenvalues(H, eigenvalues);
            QVERIFY2(eigenvalues[0] > 0 || !yes("ridge"), qPrintable(QString::number(seed)));
            QVERIFY2(eigenvalues[0] > 0 || !yes("minimum"), qPrintable(QString::number(seed)));
            minima += yes("minimum");
            ridges += yes("ridge");
            starts += yes("start");
            refused += assessment.find("data")->answer == Answer::no;
            measured += figure(*assessment.find("safe_radius"), "basin_radius") > 0;
        }
        // So that the implications are about something.
        QVERIFY2(minima > 300 && ridges > 200 && starts > 20 && refused > 50 && measured > 5,
                 qPrintable(QStringLiteral("%1 %2 %3 %4 %5")
                                .arg(minima)
                                .arg(ridges)
                                .arg(starts)
                                .arg(refused)
                                .arg(measured)));
    }

    void aHessianOfZeroHasNoRidge() {
        Experiment experiment;
        SoftmaxProblemSpec& problem = softmax_of(experiment);
        problem.instance.activation = Activation::identity;
        problem.instance.n = 2;
        problem.instance.d = problem.instance.m = 1;
        problem.A1 = given(DesignMatrix(Matrix(Eigen::Vector2d(1, 2))));
        problem.A2 = given(Matrix(Matrix::Zero(1, 2)));
        problem.b = given(Matrix(Matrix::Ones(1, 1)));
        problem.w = given(Matrix(Matrix::Zero(2, 1)));
        const Assessment assessment = assess(experiment, {.max_seconds = 1e-9});
        QCOMPARE(assessment.find("ridge")->answer, Answer::no);
        QVERIFY(assessment.find("minimum")->answer != Answer::yes);
    }
};

QTEST_APPLESS_MAIN(AssessConsistencyTest)
#include "assess_consistency_test.moc"
