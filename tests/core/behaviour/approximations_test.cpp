// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <string>

#include <QtTest/QTest>

#include "core/problems/test_functions.h"
#include "core/solvers/newton.h"
#include "tests/support/hessian_parts.h"

using namespace basin;
using namespace basin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class ApproximationsTest : public QObject {
    Q_OBJECT

  private slots:
    void partsAddUpToTheHessian_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("n");
        for (const Activation activation : {Activation::identity, Activation::tanh, Activation::relu}) {
            for (const int n : {3, 40, 900}) {
                QTest::addRow("%s, n = %d", std::string(to_string(activation)).c_str(), n)
                    << static_cast<int>(activation) << n;
            }
        }
    }
    void partsAddUpToTheHessian() {
        QFETCH(int, activation);
        QFETCH(int, n);
        const Parts parts({.n = n, .d = 6, .m = 9, .activation = static_cast<Activation>(activation)});
        QVERIFY(same(parts.row_part(*parts.rows.D) + parts.low_rank_part(), parts.H));
    }

    void gaussNewtonIsJTransposedJ() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const SoftmaxData& data = parts.instance.data;
        const Matrix A1 = to_dense(data.A1);
        const Vector u = A1 * parts.x;
        const Vector e = (u.array() - u.maxCoeff()).exp();
        const Vector f = e / e.sum();
        const Matrix softmax = Matrix(f.asDiagonal()) - f * f.transpose();
        const Vector slopes = 1 - (data.A2 * f).array().tanh().square();
        Matrix J(57, 5);
        J << slopes.asDiagonal() * data.A2 * softmax * A1, data.w.asDiagonal() * A1;
        QVERIFY(same(parts.model({.approximation = Approximation::gauss_newton}), J.transpose() * J));
    }

    void gaussNewtonIsExactWithoutResidual() {
        SoftmaxInstance instance =
            generate_softmax_instance({.n = 40, .d = 4, .m = 6, .activation = Activation::tanh, .noise = 0});
        const SoftmaxRegression problem(instance.data);
        const auto evaluator = problem.evaluator();
        Matrix H, G;
        QVERIFY(evaluator->hessian(instance.x_planted, H) == EvalStatus::ok);
        QVERIFY(evaluator->gauss_newton(instance.x_planted, G) == EvalStatus::ok);
        QVERIFY(same(G, H));
    }

    void diagonalIsTheDiagonal() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const Matrix expected = parts.H.diagonal().asDiagonal();
        QVERIFY(same(parts.model({.approximation = Approximation::diagonal}), expected));
        const auto quadratic = make_quadratic(Eigen::Vector2d(2, 3).asDiagonal(), Vector::Zero(2));
        QCOMPARE(ApproximateNewton({}, {.approximation = Approximation::diagonal})
                     .solve(*quadratic, Vector::Ones(2))
                     .iterations,
                 Index{1});
    }

    void staleIsExactWhenRefreshed() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const auto model = make_hessian_model({.approximation = Approximation::stale, .refresh = 3}, 5);
        Matrix before, H;
        for (Index iteration = 0; iteration < 9; ++iteration) {
            const Vector x = parts.x + Vector::Constant(5, 0.01 * static_cast<double>(iteration));
            QVERIFY(model->assemble(*parts.evaluator, x, iteration) == EvalStatus::ok);
            QVERIFY(parts.evaluator->hessian(x, H) == EvalStatus::ok);
            const bool fresh = iteration % 3 == 0;
            QCOMPARE(model->exact_hessian() != nullptr, fresh);
            QVERIFY(model->matrix() == (fresh ? H : before));
            before = model->matrix();
        }
    }

    void everyApproximationIsMeasured() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
        const Vector x0 = start_at(made.minimiser, 0.01, 4);
        using enum Approximation;
        for (const auto approximation :
             {leverage_sampling, uniform_sampling, sketch, gauss_newton, diagonal, stale}) {
            const bool drawn = approximation == leverage_sampling || approximation == uniform_sampling ||
                               approximation == sketch;
            SolverOptions options;
            options.stopping.max_iterations = 6;
            for (const bool measured : {true, false}) {
                options.measure_errors = measured;
                ApproximateNewton(options, {.approximation = approximation, .samples = drawn ? 60 : 0})
                    .solve(*made.problem, x0, [&](const IterationEvent& event) {
                        const IterationRecord& record = event.record;
                        const bool later = record.iteration > 0;
                        QTest::qVerify(std::isfinite(record.achieved_error) == (later && measured),
                                       "achieved_error", "", __FILE__, __LINE__);
                        QTest::qVerify((record.samples == 60) == (later && drawn), "samples", "", __FILE__,
                                       __LINE__);
                        const bool some = record.distinct_rows >= 1 && record.distinct_rows <= 60;
                        QTest::qVerify(some == (later && drawn), "distinct_rows", "", __FILE__, __LINE__);
                        return Proceed::yes;
                    });
            }
        }
    }

    void whatCannotBeHadIsSaid() {
        const Parts parts({.n = 30, .d = 2, .m = 4});
        const auto refusal = [&](const ApproximationOptions& options, const Problem& problem) {
            return ApproximateNewton({}, options).rejects(problem).value_or("");
        };
        using enum Approximation;
        const TestFunction other = beale();
        QVERIFY(contains(refusal({.approximation = sketch}, *other.problem), "rows of A1"));
        QVERIFY(contains(refusal({.approximation = leverage_sampling, .error = 0}, *parts.problem),
                         "infinitely many"));
        QVERIFY(contains(refusal({.approximation = sketch, .error = 1e-5}, *parts.problem), "raise error"));
        const auto kinked = absolute_values(2);
        QVERIFY(contains(refusal({.approximation = gauss_newton}, *kinked.problem), "sum of squares"));
        QCOMPARE(refusal({.approximation = gauss_newton}, *other.problem), std::string());
        QCOMPARE(
            ApproximateNewton({}, {.approximation = sketch}).solve(*other.problem, other.start).termination,
            Termination::invalid_input);
    }

    void whatMakesLittleSenseIsSaidAndRun() {
        const Parts parts({.n = 30, .d = 2, .m = 4, .ridge = 2});
        const auto message = [&](const ApproximationOptions& options) {
            return ApproximateNewton({}, options).solve(*parts.problem, parts.x).message;
        };
        using enum Approximation;
        QVERIFY(contains(message({.approximation = controlled, .error = 1.5}), "promises nothing"));
        QVERIFY(contains(message({.approximation = leverage_sampling, .error = 0.5}), "of 30 rows"));
        QVERIFY(
            !contains(message({.approximation = leverage_sampling, .error = 0.5, .samples = 20}), "rows"));
        QVERIFY(contains(message({.approximation = uniform_sampling, .samples = 31}),
                         "There are 31 samples of 30 rows: the exact Hessian is cheaper."));
        QVERIFY(contains(message({.approximation = sketch, .samples = 31}), "of 30 rows"));
    }
};

QTEST_APPLESS_MAIN(ApproximationsTest)
#include "approximations_test.moc"
