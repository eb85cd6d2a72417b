// SPDX-License-Identifier: GPL-3.0-or-later
// damped-newton on networks by products with the Hessian, beside the Hessian formed and factorised.
#include "core/solvers/damped_newton.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QtTest/QTest>

#include "core/numeric/memory.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/solvers/newton.h"
#include "core/solvers/trust_region_newton.h"
#include "tests/support/probed_problem.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

/// 2,161 weights, more than DampedNewtonOptions::dense_up_to. A large tau holds all weights near 0.
ElmanTraining wide_training(double tau, Activation activation = Activation::tanh) {
    ElmanTraining training;
    training.hidden = 40;
    training.activation = {.kind = activation};
    training.lambdas = TikhonovWeights::from_tau(tau, {40, 11, 1});
    training.series = generate_series({.teacher = {4, 11, 1}, .steps = 30, .noise = 0.1, .seed = 4}).series;
    return training;
}

SolverOptions options_of(Index iterations) {
    SolverOptions options;
    options.stopping.max_iterations = iterations;
    return options;
}

/// No matrix is formed; conjugate gradients go on to about the rounding of a product.
DampedNewtonOptions by_products() {
    DampedNewtonOptions damping;
    damping.dense_up_to = 0;
    damping.tolerance = 1e-13;
    return damping;
}

struct Way {
    std::vector<Vector> points;
    std::vector<double> lengths;
    SolveResult result;
};

Way way_of(const Solver& solver, const Problem& problem, const Vector& start) {
    Way way;
    way.result = solver.solve(problem, start, [&](const IterationEvent& event) {
        way.points.push_back(event.x);
        way.lengths.push_back(event.record.step_length);
        return Proceed::yes;
    });
    return way;
}

SymmetricEigen spectrum_at(const Problem& problem, const Vector& x) {
    Matrix H;
    SymmetricEigen eigen;
    if (problem.evaluator()->hessian(x, H) == EvalStatus::ok) eigen.compute(H);
    return eigen;
}

}  // namespace

class DampedNewtonTest : public QObject {
    Q_OBJECT

  private slots:
    /// Where H is positive definite neither is shifted, and both are Newton's step.
    void productsGoTheWayOfTheFormedHessian() {
        const ElmanRnn problem(small_training(Activation::tanh));
        const Vector far = random_weights(problem.training().shape(), 0.5, 3);
        const Vector minimiser = DampedNewton(options_of(200)).solve(problem, far).x;
        const Vector start = 1.02 * minimiser;
        const Way formed = way_of(DampedNewton(options_of(50)), problem, start);
        const Way products = way_of(DampedNewton(options_of(50), by_products()), problem, start);
        QCOMPARE(formed.result.termination, Termination::converged);
        QCOMPARE(products.result.termination, Termination::converged);
        QCOMPARE(products.points.size(), formed.points.size());
        QVERIFY(formed.points.size() >= 3);
        for (std::size_t k = 0; k < formed.points.size(); ++k) {
            const Vector values = spectrum_at(problem, formed.points[k]).values();
            QVERIFY(values[0] > 0);
            const double condition = values[values.size() - 1] / values[0];
            // A step errs by the condition times the tolerance of its equations, and by as much in the next.
            const double error = 1e-12 * condition * static_cast<double>(k);
            QVERIFY2((products.points[k] - formed.points[k]).norm() <= error * start.norm(),
                     qPrintable(QString::number((products.points[k] - formed.points[k]).norm())));
        }
        QCOMPARE(products.result.evaluations.hessians, std::int64_t{0});
        QVERIFY(products.result.evaluations.products > 0);
    }

    /// Where it is not, tau is the least shift above what the smallest eigenvalue lacks.
    void theShiftComesFromTheEndsOfTheSpectrum() {
        const ElmanRnn problem(small_training(Activation::tanh));
        const Vector start = random_weights(problem.training().shape(), 0.5, 3);
        const SymmetricEigen eigen = spectrum_at(problem, start);
        QVERIFY(eigen.values()[0] < 0);
        const DampedNewtonOptions damping = by_products();
        const Way way = way_of(DampedNewton(options_of(1), damping), problem, start);
        double objective = 0;
        Vector g;
        QCOMPARE(problem.evaluator()->gradient(start, objective, g), EvalStatus::ok);
        const double norm = eigen.values().cwiseAbs().maxCoeff(), unit = damping.shift * norm;
        const Vector shifted = (eigen.values().array() + (unit - eigen.values()[0])).matrix();
        const Vector along = (eigen.vectors().transpose() * g).cwiseQuotient(shifted);
        const Vector step = -(eigen.vectors() * along);
        // The condition is at most 1 + 2 / shift; Lanczos' ends of so few unknowns are exact.
        QVERIFY((way.points[1] - start - way.lengths[1] * step).norm() <= 1e-8 * step.norm());
    }

    void wideNetworksDescendWithoutAHessian() {
        const ElmanRnn problem(wide_training(1.2));
        const Vector start = random_weights(problem.training().shape(), 0.1, 3);
        QVERIFY(problem.dimension() > DampedNewtonOptions{}.dense_up_to);
        std::vector<double> objectives;
        const SolveResult result =
            DampedNewton(options_of(12)).solve(problem, start, [&](const IterationEvent& event) {
                objectives.push_back(event.record.objective);
                return Proceed::yes;
            });
        QVERIFY2(result.termination == Termination::iteration_limit, result.message.c_str());
        QVERIFY(std::ranges::is_sorted(objectives, std::greater<>{}));
        QVERIFY(objectives.back() < 0.5 * objectives.front());
        QCOMPARE(result.evaluations.hessians, std::int64_t{0});
    }

    void wideNetworksEndAtAVanishingGradient() {
        const ElmanRnn problem(wide_training(100));
        const Vector start = random_weights(problem.training().shape(), 0.01, 3);
        for (const SolveResult& result : {DampedNewton(options_of(60)).solve(problem, start),
                                          TrustRegionNewton(options_of(200)).solve(problem, start)}) {
            QVERIFY2(result.termination == Termination::converged, result.message.c_str());
            QCOMPARE(result.evaluations.hessians, std::int64_t{0});
        }
    }

    /// Spectra along the way are estimated by products as well.
    void spectraOfWideNetworksFormNoHessian() {
        SolverOptions options = options_of(2);
        options.spectrum = {.every = 1, .ends = 2, .density_every = 0};
        const ElmanRnn problem(wide_training(1.2));
        const Vector start = random_weights(problem.training().shape(), 0.1, 3);
        double smallest = not_applicable;
        const SolveResult result =
            DampedNewton(options).solve(problem, start, [&](const IterationEvent& event) {
                smallest = event.record.lambda_min;
                return Proceed::yes;
            });
        QVERIFY(std::isfinite(smallest));
        QCOMPARE(result.evaluations.hessians, std::int64_t{0});
    }

    /// In the midst of conjugate gradients at tau = 0, of Lanczos' method, and with a shift.
    void aStopEndsTheStepAtTheNextProduct() {
        const ElmanRnn problem(wide_training(1.2));
        const Vector start = random_weights(problem.training().shape(), 0.1, 3);
        for (const int last : {2, 30, 80}) {
            std::stop_source stop;
            int products = 0;
            const auto probe = [&](Evaluation what, const Vector&) {
                if (what == Evaluation::product && ++products == last) stop.request_stop();
                return EvalStatus::ok;
            };
            const ProbedProblem probed(problem, probe, problem.structure());
            const SolveResult result = DampedNewton().solve(probed, start, {}, stop.get_token());
            QCOMPARE(result.termination, Termination::stopped);
            QCOMPARE(result.iterations, Index{0});
            QCOMPARE(products, last);
            QVERIFY(result.x == start);
        }
    }

    void aProductThatIsNotFiniteEndsTheRun() {
        const ElmanRnn problem(wide_training(1.2));
        const Vector start = random_weights(problem.training().shape(), 0.1, 3);
        int products = 0;
        const auto probe = [&](Evaluation what, const Vector&) {
            return what == Evaluation::product && ++products == 30 ? EvalStatus::not_finite : EvalStatus::ok;
        };
        const ProbedProblem probed(problem, probe, problem.structure());
        const SolveResult result = DampedNewton().solve(probed, start);
        QCOMPARE(result.termination, Termination::evaluation_failed);
        QCOMPARE(products, 30);
    }

    void whatMemoryDoesNotHoldIsToldBeforehand() {
        // So many weights that two matrices of theirs are more than half of it, and 80 vectors far less.
        ElmanTraining training = wide_training(1);
        training.hidden = static_cast<Index>(std::ceil(std::sqrt(std::sqrt(memory_bytes() / 32))));
        const ElmanRnn problem(training);
        QVERIFY(!DampedNewton().rejects(problem));
        QVERIFY(!TrustRegionNewton().rejects(problem));
        const auto reason = Newton().rejects(problem);
        QVERIFY(reason && reason->find("2 matrices: found a size of") != std::string::npos);
        DampedNewtonOptions formed;
        formed.dense_up_to = problem.dimension();
        QVERIFY(DampedNewton({}, formed).rejects(problem).has_value());
    }
};

QTEST_APPLESS_MAIN(DampedNewtonTest)
#include "damped_newton_test.moc"
