// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <string>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/problems/flat_directions.h"
#include "core/problems/test_functions.h"
#include "core/solvers/newton.h"
#include "tests/support/input_errors.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

enum class Fault { fewer_rows, dependent_columns, no_ridge };

SoftmaxData faulty(Fault fault) {
    const Index n = fault == Fault::fewer_rows ? 3 : 30;
    const double ridge = fault == Fault::no_ridge ? 0 : 1;
    SoftmaxData data = generate_softmax_instance({.n = n, .d = 5, .m = 4, .ridge = ridge}).data;
    if (fault == Fault::dependent_columns) {
        Matrix A1 = data.A1.dense();
        A1.col(1) = A1.col(0);
        data.A1 = A1;
    }
    return data;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

/// A1 that loses directions, and w = 0: every solver ends with a sentence, and the sentence names the cause
/// where the Hessian failed because of it.
class DataWithoutRankTest : public QObject {
    Q_OBJECT

  private slots:
    void everySolverEndsWithASentence_data() {
        QTest::addColumn<int>("fault");
        QTest::newRow("d > n") << static_cast<int>(Fault::fewer_rows);
        QTest::newRow("dependent columns") << static_cast<int>(Fault::dependent_columns);
        QTest::newRow("w = 0") << static_cast<int>(Fault::no_ridge);
    }
    void everySolverEndsWithASentence() {
        QFETCH(int, fault);
        const SoftmaxRegression problem(faulty(static_cast<Fault>(fault)));
        const Vector x0 = Vector::Constant(5, 0.1);
        SolverOptions options;
        options.stopping.max_iterations = 300;
        for (const SolverInfo& info : solver_catalogue()) {
            const SolveResult result = make_solver({info.name, {}}, options)->solve(problem, x0);
            QVERIFY2(result.x.allFinite(), info.name.c_str());
            QVERIFY2(result.message.ends_with('.'), info.name.c_str());
        }
        using enum Approximation;
        for (const auto approximation :
             {leverage_sampling, uniform_sampling, sketch, gauss_newton, diagonal, stale}) {
            const SolveResult result =
                ApproximateNewton(options, {.approximation = approximation, .error = 0.5}).solve(problem, x0);
            QVERIFY(result.x.allFinite() && result.message.ends_with('.'));
        }
    }

    void theSentenceNamesTheCause() {
        const auto note = [](const SoftmaxData& data) {
            return flat_directions_note(SoftmaxRegression(data), Vector::Constant(5, 0.1));
        };
        QVERIFY(contains(note(faulty(Fault::fewer_rows)), "fewer rows, n = 3, than columns, d = 5"));
        QVERIFY(contains(note(faulty(Fault::dependent_columns)), "rank 4, less than its columns, d = 5"));
        QVERIFY(contains(note(faulty(Fault::no_ridge)), "All ridge weights w are 0"));
        QCOMPARE(note(generate_softmax_instance({.n = 30, .d = 5, .m = 4, .ridge = 1}).data), std::string());
        const TestFunction other = beale();
        QCOMPARE(flat_directions_note(*other.problem, other.start), std::string());
    }

    void aMissingRidgeIsSaid() {
        verify_mentions(SoftmaxRegression(faulty(Fault::no_ridge)).description(), "no ridge (every w is 0)");
        QVERIFY(!contains(SoftmaxRegression(faulty(Fault::fewer_rows)).description(), "no ridge"));
    }

    void whoeverMeetsASingularHessianSaysWhy() {
        const SoftmaxRegression problem(faulty(Fault::fewer_rows));
        const Minimiser minimiser = find_minimiser(problem, Vector::Constant(5, 0.1));
        QVERIFY(!minimiser.verified);
        QVERIFY2(contains(minimiser.note, "fewer rows"), minimiser.note.c_str());
        const SolveResult result = Newton().solve(problem, Vector::Constant(5, 0.1));
        QVERIFY2(result.termination != Termination::indefinite || contains(result.message, "fewer rows"),
                 result.message.c_str());
        // Where the Hessian is 0 it cannot be missed.
        SoftmaxData data = faulty(Fault::no_ridge);
        data.A1 = Matrix::Zero(data.A1.rows(), data.A1.cols());
        const SolveResult nothing = Newton().solve(SoftmaxRegression(data), Vector::Constant(5, 0.1));
        QCOMPARE(nothing.termination, Termination::converged);  // L is constant: the gradient is 0 at once
        data = faulty(Fault::dependent_columns);
        Matrix zero_at_1 = data.A1.dense();
        zero_at_1.col(1).setZero();
        data.A1 = zero_at_1;
        const SolveResult zero_column = Newton().solve(SoftmaxRegression(data), Vector::Constant(5, 0.1));
        QCOMPARE(zero_column.termination, Termination::indefinite);
        QVERIFY2(contains(zero_column.message, "rank 4"), zero_column.message.c_str());
    }
};

QTEST_APPLESS_MAIN(DataWithoutRankTest)
#include "data_without_rank_test.moc"
