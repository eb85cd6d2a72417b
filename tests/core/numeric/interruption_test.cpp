// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/interruption.h"

#include <atomic>
#include <cmath>
#include <thread>

#include <QtTest/QTest>

#include "core/analysis/certificate.h"
#include "core/analysis/end_point.h"
#include "core/analysis/minimiser.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/newton.h"

using namespace basin;

namespace {

constexpr Index large = 1100;  // unknowns: more than one block of a factorisation

SoftmaxInstance large_instance() {
    SoftmaxInstanceSpec spec;
    spec.n = 2 * large;
    spec.d = large;
    spec.m = 4;
    spec.ridge = 100;  // makes the Hessian positive definite near the planted point
    return generate_softmax_instance(spec);
}

/// Symmetric, and positive definite by its diagonal.
Matrix definite_matrix() {
    RandomStream stream(7);
    Matrix A = Matrix::Zero(large, large);
    for (Index j = 0; j < large; ++j) {
        for (Index i = 0; i < large; ++i) A(i, j) = stream.uniform() - 0.5;
    }
    A = (A + A.transpose()).eval();
    A.diagonal().array() += 2.0 * large;
    return A;
}

}  // namespace

class InterruptionTest : public QObject {
    Q_OBJECT

  private slots:
    void theInnermostOneIsAsked() {
        QVERIFY(Interruption::current() == nullptr);
        const Interruption outer([] { return true; });
        {
            const Interruption inner([] { return false; });
            QVERIFY(!is_interrupted(Interruption::current()));
        }
        QVERIFY(is_interrupted(Interruption::current()));
    }

    void blocksFactoriseAsOneMatrix() {
        const Matrix A = definite_matrix();
        Cholesky cholesky;
        QVERIFY(cholesky.factorise(A));
        const Vector x = Vector::LinSpaced(large, -1, 1), b = A * x;
        Vector solved;
        cholesky.solve(b, solved);
        // d rounding errors of a well-conditioned solve.
        QVERIFY((solved - x).norm() <= 1e-12 * x.norm());
        Matrix indefinite = A;
        indefinite(large - 1, large - 1) = -1;
        QVERIFY(!cholesky.factorise(indefinite));
    }

    void whatTakesLongGivesUp() {
        const SoftmaxInstance instance = large_instance();
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        const auto evaluator = problem.evaluator();
        Matrix H;
        QCOMPARE(evaluator->hessian(instance.x_planted, H), EvalStatus::ok);
        const Interruption interruption([] { return true; });
        QVERIFY(!Cholesky().factorise(definite_matrix()));
        QCOMPARE(evaluator->hessian(instance.x_planted, H), EvalStatus::not_finite);
    }

    void theInverseOfBlocks() {
        const Matrix A = definite_matrix();
        Cholesky cholesky;
        Matrix inverse;
        QVERIFY(cholesky.factorise(A) && cholesky.invert(inverse));
        inverse = inverse.selfadjointView<Eigen::Lower>();
        // d rounding errors of a well-conditioned matrix.
        QVERIFY((A * inverse - Matrix::Identity(large, large)).norm() <= 1e-12 * large);
        const Interruption interruption([] { return true; });
        QVERIFY(!cholesky.invert(inverse));
    }

    /// The one exception goes from whichever thread met it to whoever made the Interruption.
    void aStopIsThrownFromEveryThread() {
        std::stop_source source;
        std::atomic<int> begun = 0;
        const Index items = 64 * hardware_threads();
        const auto part = [&] {
            parallel_for(items, hardware_threads(), {}, [&](Index) {
                const int turn = ++begun;
                if (turn == 3) source.request_stop();
                // Whoever is ahead of the request waits for it.
                while (turn > 3 && !source.stop_requested()) std::this_thread::yield();
                interruption_point();
            });
        };
        QVERIFY(!until_stopped(source.get_token(), part));
        QVERIFY(begun < items);
        QVERIFY(Interruption::current() == nullptr);
        QVERIFY(until_stopped({}, part));
    }

    /// In the middle of every part that takes long: nothing is claimed that was not computed.
    void nothingIsClaimedOfAStoppedPart() {
        const SoftmaxInstance instance = large_instance();
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        std::stop_source source;
        source.request_stop();
        const Minimiser minimiser = find_minimiser(problem, instance.x_planted, source.get_token());
        QVERIFY(!minimiser.verified && !minimiser.note.empty());
        QCOMPARE(classify_end(problem, instance.x_planted, source.get_token()).kind, EndKind::not_decided);
        Minimiser known;
        known.x = instance.x_planted;
        known.verified = true;
        known.smallest_eigenvalue = 1;
        const Certificate certificate =
            certify(problem, known, instance.x_planted * 1.001, {0, 1e-10}, {}, source.get_token());
        QVERIFY(std::isnan(certificate.l) && std::isnan(certificate.M_certified));
    }

    void aStopReachesIntoAnIteration() {
        const SoftmaxInstance instance = large_instance();
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        std::stop_source source;
        SolverOptions options;
        options.measure_errors = false;
        const Vector x0 = instance.x_planted * 1.0001;
        // Before the start is told, so that the Hessian there is the first to give up.
        source.request_stop();
        for (const Termination expected : {Termination::stopped, Termination::time_limit}) {
            if (expected == Termination::time_limit) options.stopping.max_seconds = 1e-9;
            const std::stop_token stop =
                expected == Termination::stopped ? source.get_token() : std::stop_token();
            QCOMPARE(Newton(options).solve(problem, x0, {}, stop).termination, expected);
            QCOMPARE(DampedNewton(options).solve(problem, x0, {}, stop).termination, expected);
        }
    }

    /// The stop comes while the start is being told: what is then begun is no Hessian that is not definite.
    void aStopIsNoIndefiniteHessian() {
        const SoftmaxInstance instance = large_instance();
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        SolverOptions options;
        options.measure_errors = false;
        for (const int asked : {1, 2}) {
            std::stop_source source;
            int seen = 0;
            const Observer observer = [&](const IterationEvent&) {
                if (++seen == asked) source.request_stop();
                return Proceed::yes;
            };
            const SolveResult result =
                Newton(options).solve(problem, instance.x_planted * 1.0001, observer, source.get_token());
            // The record that asks may be the last one of a run that came to its own end.
            QVERIFY2(
                result.termination == Termination::stopped || result.termination == Termination::converged,
                result.message.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(InterruptionTest)
#include "interruption_test.moc"
