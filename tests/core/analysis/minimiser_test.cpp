// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/minimiser.h"

#include <QtTest/QTest>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

class MinimiserTest : public QObject {
    Q_OBJECT

  private slots:
    void testFunctions() {
        for (const TestFunction& function : test_functions()) {
            if (!function.regular) continue;
            const Minimiser found = find_minimiser(*function.problem, function.start);
            QVERIFY2(found.verified, found.note.c_str());
            QVERIFY(found.note.empty());
            QVERIFY((found.x - *function.problem->minimiser()).norm() <= 1e-9);
            QVERIFY(found.smallest_eigenvalue > 0);
            QVERIFY(std::abs(found.objective - function.least) <= 1e-16);
        }
    }

    void softmaxInstances() {
        for (const Activation activation : all_activations) {
            for (std::uint64_t seed = 1; seed <= 6; ++seed) {
                const SoftmaxCase made = softmax_case({.activation = activation, .seed = seed});
                // An instance of a kinked activation may have its minimiser on a kink.
                if (made.problem->smoothness() == Smoothness::piecewise_smooth && !made.minimiser.verified) {
                    QVERIFY(!made.minimiser.note.empty());
                    continue;
                }
                QVERIFY2(made.minimiser.verified, made.minimiser.note.c_str());
                QVERIFY(made.minimiser.gradient_norm <= 1e-10);
            }
        }
    }

    /// x* is known to far more than double precision, and what is left is told.
    void theMinimiserIsAPair() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const SoftmaxCase made = softmax_case({.seed = seed});
            if (!made.minimiser.verified) continue;
            const Minimiser& found = made.minimiser;
            QCOMPARE(found.low.size(), found.x.size());
            QVERIFY(found.low.cwiseAbs().maxCoeff() <= 0x1p-53 * found.x.cwiseAbs().maxCoeff());
            QVERIFY(found.error > 0 && found.error <= 1e-24 * found.x.norm());
            QVERIFY(found.resolution >= found.error && found.resolution <= 1e-12 * found.x.norm());
            // From another start the same pair, to that error.
            const Minimiser again = find_minimiser(*made.problem, start_at(found, 1e-2, seed));
            QVERIFY(((again.x - found.x) + (again.low - found.low)).norm() <= found.error + again.error);
            QCOMPARE(found.distance(found.x), found.low.norm());
        }
    }

    /// Far out the softmax is one key alone and L all but constant: nothing there is a minimum.
    void aPlateauIsNoMinimum() {
        int flat = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            SoftmaxInstance instance = generate_softmax_instance({.n = 8, .d = 2, .m = 3, .seed = seed});
            instance.data.w.setZero();
            const SoftmaxRegression problem(instance.data);
            for (const double length : {30.0, 100.0, 250.0, 400.0, 1e4}) {
                RandomStream stream(seed);
                const Vector start = length * uniform_direction(stream, 2);
                const Minimiser found = find_minimiser(problem, start);
                if (!found.verified) {
                    ++flat;
                    continue;
                }
                // What is verified lies where L bends, not where it fades.
                QVERIFY2(found.smallest_eigenvalue > 1e-12,
                         std::to_string(found.smallest_eigenvalue).c_str());
            }
        }
        QVERIFY2(flat >= 20, std::to_string(flat).c_str());
    }

    // Above a thousand unknowns nobody forms the Hessian; the softest eigenvalue is then an estimate.
    void manyUnknowns() {
        const SoftmaxCase made = softmax_case({.n = 1500, .d = 1001, .m = 4});
        QVERIFY2(made.minimiser.verified, made.minimiser.note.c_str());
        QVERIFY(made.minimiser.eigenvalue_error > 0);
        Matrix H;
        QVERIFY(made.problem->evaluator()->hessian(made.minimiser.x, H) == EvalStatus::ok);
        Vector exact;
        symmetric_eigenvalues(H, exact);
        QVERIFY(std::abs(made.minimiser.smallest_eigenvalue - exact[0]) <=
                made.minimiser.eigenvalue_error + 1e-13 * exact[1000]);
        QCOMPARE(softmax_case({}).minimiser.eigenvalue_error, 0.0);
    }

    void leavesASaddlePoint() {
        // Between two of Himmelblau's minima: the gradient vanishes, the Hessian is indefinite.
        const TestFunction function = himmelblau();
        const Vector saddle = Eigen::Vector2d(0.08667750456, 2.88425470116);
        const Minimiser found = find_minimiser(*function.problem, saddle);
        QVERIFY2(found.verified, found.note.c_str());
        QVERIFY(found.objective < 1e-16);
    }

    void aSingularHessianIsNotVerified() {
        const TestFunction function = powell_singular();
        const Minimiser found = find_minimiser(*function.problem, function.start);
        QVERIFY(!found.verified);
        QVERIFY2(found.note.find("nearly singular") != std::string::npos, found.note.c_str());
    }

    void aKinkIsSaidSo() {
        const TestFunction function = absolute_values(3);
        const Minimiser found = find_minimiser(*function.problem, function.start);
        QVERIFY(!found.verified);
        QVERIFY2(found.note.find("kink") != std::string::npos, found.note.c_str());
    }

    void aKinkOnALineIsProved() {
        const TestFunction function = absolute_values(1);
        const Minimiser found = find_minimiser(*function.problem, *function.problem->minimiser());
        QVERIFY2(found.verified, found.note.c_str());
        QVERIFY(found.x == *function.problem->minimiser());
    }

    void failuresAreNotes() {
        const TestFunction function = beale();
        const ProbedProblem broken(*function.problem,
                                   [](Evaluation, const Vector&) { return EvalStatus::not_finite; });
        const Minimiser found = find_minimiser(broken, function.start);
        QVERIFY(!found.verified);
        QVERIFY(found.note.find("not finite") != std::string::npos);
        QVERIFY(!find_minimiser(*function.problem, Vector::Zero(5)).verified);

        std::stop_source source;
        source.request_stop();
        const Minimiser stopped = find_minimiser(*function.problem, function.start, source.get_token());
        QVERIFY(!stopped.verified);
        QVERIFY(stopped.note.find("Stopped") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(MinimiserTest)
#include "minimiser_test.moc"
