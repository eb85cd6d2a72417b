// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>
#include <thread>
#include <vector>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/numeric/input_error.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/test_functions.h"
#include "core/solvers/adam.h"
#include "core/solvers/cubic_model.h"
#include "core/solvers/cubic_newton.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/levenberg_marquardt.h"
#include "core/solvers/nesterov.h"
#include "core/solvers/newton.h"
#include "core/solvers/quasi_newton.h"
#include "core/solvers/trust_region_newton.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

// Tolerances, with their reasons.
constexpr double gradient_tolerance = 1e-8;  // what every solver is asked for
// Of H between x and x*, and of S between two ends, where the gradient is |H (x - x*)| <= tolerance S.
constexpr double margin = 1.5;

SolverOptions options_with(double tolerance) {
    SolverOptions options;
    options.stopping.max_iterations = 20000;
    options.stopping.gradient_tolerance = tolerance;
    return options;
}

/// Solvers that converge from far away.
std::vector<std::unique_ptr<Solver>> globalised_solvers(const SolverOptions& options) {
    std::vector<std::unique_ptr<Solver>> all;
    all.push_back(std::make_unique<DampedNewton>(options));
    all.push_back(std::make_unique<Lbfgs>(options));
    all.push_back(std::make_unique<TruncatedNewton>(options));
    all.push_back(std::make_unique<GradientDescent>(options));
    all.push_back(std::make_unique<Nesterov>(options));
    all.push_back(std::make_unique<TrustRegionNewton>(options));
    all.push_back(std::make_unique<CubicNewton>(options));
    all.push_back(std::make_unique<LevenbergMarquardt>(options));
    return all;
}

/// Solvers that converge from near.
std::vector<std::unique_ptr<Solver>> local_solvers(const SolverOptions& options) {
    std::vector<std::unique_ptr<Solver>> all;
    all.push_back(std::make_unique<Newton>(options));
    for (const double error : {0.0, 0.1, 0.5}) {
        all.push_back(std::make_unique<ApproximateNewton>(options, ApproximationOptions{.error = error}));
    }
    return all;
}

Vector gradient_at(const Problem& problem, const Vector& x) {
    double objective = 0;
    Vector g;
    if (problem.evaluator()->gradient(x, objective, g) != EvalStatus::ok) g.resize(0);
    return g;
}

/// How far from x* a gradient of this tolerance may end: tolerance times S over the least eigenvalue.
double distance_within(const Problem& problem, const Vector& minimiser, double tolerance) {
    GradientSizes sizes;
    Matrix H;
    const auto evaluator = problem.evaluator();
    if (evaluator->gradient_sizes(minimiser, sizes) != EvalStatus::ok ||
        evaluator->hessian(minimiser, H) != EvalStatus::ok)
        return 0;
    Vector eigenvalues;
    symmetric_eigenvalues(H, eigenvalues);
    return margin * tolerance * sizes.parts.at(0).scale / eigenvalues[0];
}

void check_converged(const Problem& problem, const SolveResult& result, const Solver& solver,
                     double tolerance = gradient_tolerance) {
    const std::string what =
        std::string(solver.name()) + ", " + problem.description() + ": " + result.message;
    QVERIFY2(result.termination == Termination::converged, what.c_str());
    GradientSizes sizes;
    QVERIFY(problem.evaluator()->gradient_sizes(result.x, sizes) == EvalStatus::ok);
    QVERIFY2(gradient_vanishes(gradient_at(problem, result.x), sizes, tolerance), what.c_str());
    QCOMPARE(result.gradient_norm, gradient_at(problem, result.x).norm());
}

}  // namespace

class SolversTest : public QObject {
    Q_OBJECT

  private slots:
    void globalisedSolversOnTestFunctions() {
        for (const TestFunction& function : test_functions()) {
            if (function.problem->smoothness() != Smoothness::twice_differentiable) continue;
            for (const auto& solver : globalised_solvers(options_with(gradient_tolerance))) {
                if (solver->rejects(*function.problem)) continue;
                const bool hopeless = !function.regular && solver->name() == "gradient-descent";
                if (hopeless)
                    continue;  // sublinear: covered by gradientDescentIsSublinearWhereTheHessianIsSingular
                const SolveResult result = solver->solve(*function.problem, function.start);
                check_converged(*function.problem, result, *solver);
                if (function.regular) {
                    const std::string what = std::string(solver->name()) + ", " + std::string(function.name) +
                                             " ends " + std::to_string(result.distance) + " away";
                    const double within = distance_within(*function.problem, *function.problem->minimiser(),
                                                          gradient_tolerance);
                    QVERIFY2(result.distance <= within, what.c_str());
                }
                QVERIFY(std::abs(result.objective - function.least) <= 1e-7);
            }
        }
    }

    void gradientDescentIsSublinearWhereTheHessianIsSingular() {
        const TestFunction function = powell_singular();
        const GradientDescent solver(options_with(gradient_tolerance));
        const SolveResult result = solver.solve(*function.problem, function.start);
        QCOMPARE(result.termination, Termination::iteration_limit);
        QVERIFY(result.objective < 1e-5);
        // Momentum is what makes the difference.
        const SolveResult faster =
            Nesterov(options_with(gradient_tolerance)).solve(*function.problem, function.start);
        QVERIFY(10 * faster.iterations < result.iterations);
    }

    void adamComesNearOnTestFunctions() {
        for (const TestFunction& function : test_functions()) {
            if (!function.regular) continue;
            const SolveResult result =
                Adam(options_with(gradient_tolerance)).solve(*function.problem, function.start);
            // A fixed learning rate of 0.02 need not reach the gradient tolerance.
            const bool honest = result.termination == Termination::converged ||
                                result.termination == Termination::iteration_limit;
            QVERIFY2(honest, result.message.c_str());
            QVERIFY2(result.distance <= 0.02, result.message.c_str());
        }
    }

    void adamTakesItsEpsilon() {
        // In units of a gradient of 1e200 the smallest epsilon is 0; a coordinate without slope stays.
        const auto problem = make_quadratic(1e200 * Matrix::Identity(2, 2), Eigen::Vector2d(1, 1));
        const Vector x0 = Eigen::Vector2d(5, 1);
        SolverOptions options = options_with(1e-8);
        options.stopping.max_iterations = 5;
        const auto end = [&](double epsilon) {
            return make_solver({"adam", {{"epsilon", epsilon}}}, options)->solve(*problem, x0).x;
        };
        QCOMPARE(end(1e-300)[1], 1.0);
        QVERIFY(end(1e-300)[0] < 5);
        // As large as the gradient: about half as far.
        const double share = (5 - end(4e200)[0]) / (5 - end(1e-8)[0]);
        QVERIFY2(share > 0.4 && share < 0.6, qPrintable(QString::number(share)));
    }

    void methodsForIndefiniteHessiansLeaveASaddle() {
        const TestFunction function = himmelblau();
        const Vector saddle = Eigen::Vector2d(-3.07302575, -0.08135304);
        const TrustRegionNewton region;
        const CubicNewton cubic;
        for (const Solver* solver : std::initializer_list<const Solver*>{&region, &cubic}) {
            const Vector x0 = saddle + Vector::Constant(2, 1e-4);
            const SolveResult result = solver->solve(*function.problem, x0);
            QVERIFY2(result.termination == Termination::converged, result.message.c_str());
            QVERIFY(result.objective < 1e-12);
        }
    }

    void trustRegionNewtonFormsNoHessian() {
        const TestFunction function = extended_rosenbrock(10);
        const SolveResult result = TrustRegionNewton().solve(*function.problem, function.start);
        QCOMPARE(result.termination, Termination::converged);
        QCOMPARE(result.evaluations.hessians, std::int64_t{0});
        QVERIFY(result.evaluations.products > 0);
    }

    void levenbergMarquardtNeedsSquares() {
        const auto problem = make_quadratic(Matrix::Identity(2, 2), Vector::Zero(2));
        const SolveResult result = LevenbergMarquardt().solve(*problem, Vector::Ones(2));
        QCOMPARE(result.termination, Termination::invalid_input);
        QVERIFY(result.message.find("sum of squares") != std::string::npos);
    }

    void gaussNewtonMatrices() {
        // Where all residuals vanish it is the Hessian.
        for (const TestFunction& function : test_functions()) {
            if (!function.problem->is_least_squares()) continue;
            Matrix gauss_newton, hessian;
            const auto evaluator = function.problem->evaluator();
            const Vector& x = *function.problem->minimiser();
            QVERIFY(evaluator->gauss_newton(x, gauss_newton) == EvalStatus::ok);
            QVERIFY(evaluator->hessian(x, hessian) == EvalStatus::ok);
            QVERIFY((gauss_newton - hessian).norm() <= 1e-12 * (1 + hessian.norm()));
        }
    }

    void optionsOutOfRange() {
        const auto refused = [](const auto& make, const std::string& field) {
            try {
                make();
            } catch (const InputError& error) {
                return std::string(error.what()).find(field) != std::string::npos;
            }
            return false;
        };
        QVERIFY(refused([] { Nesterov({}, {.growth = 0.5}); }, "growth"));
        QVERIFY(refused([] { Adam({}, {.learning_rate = 0}); }, "learning_rate"));
        QVERIFY(refused([] { Adam({}, {.beta2 = 1}); }, "beta2"));
        QVERIFY(refused([] { Adam({}, {.epsilon = 0}); }, "epsilon"));
        const auto epsilon = [](double value) {
            validate_solver({"adam", {{"epsilon", value}}}, "solvers[0]");
        };
        QVERIFY(refused([&] { epsilon(0); }, "solvers[0].epsilon"));
        epsilon(1e-3);
        QVERIFY(refused([] { TrustRegionNewton({}, {.acceptance = 0.25}); }, "acceptance"));
        QVERIFY(refused([] { TrustRegionNewton({}, {.initial_radius = 2, .max_radius = 1}); }, "max_radius"));
        QVERIFY(refused([] { CubicNewton({}, {.sigma = -1}); }, "sigma"));
        QVERIFY(refused([] { CubicNewton({}, {.very_successful = 0.05}); }, "very_successful"));
        QVERIFY(refused([] { LevenbergMarquardt({}, {.damping = -1}); }, "damping"));
    }

    void localSolversOnTestFunctions() {
        for (const TestFunction& function : test_functions()) {
            if (!function.regular) continue;
            const Vector x0 = *function.problem->minimiser() + Vector::Constant(function.start.size(), 0.01);
            for (const auto& solver : local_solvers(options_with(gradient_tolerance))) {
                const SolveResult result = solver->solve(*function.problem, x0);
                check_converged(*function.problem, result, *solver);
                QVERIFY(result.distance <= distance_within(*function.problem, *function.problem->minimiser(),
                                                           gradient_tolerance));
            }
        }
    }

    void newtonNeedsOneStepOnAQuadratic() {
        const auto problem = make_quadratic(Vector::LinSpaced(40, 1, 1000).asDiagonal(), Vector::Ones(40));
        for (const auto& solver : local_solvers({})) {
            const SolveResult result = solver->solve(*problem, Vector::Zero(40));
            QCOMPARE(result.termination, Termination::converged);
        }
        QCOMPARE(Newton().solve(*problem, Vector::Zero(40)).iterations, Index{1});
        QCOMPARE(DampedNewton().solve(*problem, Vector::Zero(40)).iterations, Index{1});
    }

    void allSolversAgreeOnSoftmax_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("d");
        for (const Activation activation : {Activation::identity, Activation::softplus, Activation::sigmoid,
                                            Activation::tanh, Activation::elu}) {
            for (const int d : {2, 7, 24}) {
                QTest::addRow("%s, d = %d", std::string(to_string(activation)).c_str(), d)
                    << static_cast<int>(activation) << d;
            }
        }
    }

    void allSolversAgreeOnSoftmax() {
        QFETCH(int, activation);
        QFETCH(int, d);
        const SoftmaxCase made = softmax_case(
            {.n = 40, .d = d, .m = 12, .activation = static_cast<Activation>(activation), .seed = 5});
        QVERIFY2(made.minimiser.verified, made.minimiser.note.c_str());
        const Vector x0 = start_at(made.minimiser, 0.001, 3);
        const SolverOptions options = options_with(1e-10);
        // NLopt is the referee: code that shares nothing with ours.
        const SolveResult referee = Lbfgs(options).solve(*made.problem, x0);
        check_converged(*made.problem, referee, Lbfgs(), 1e-10);
        auto solvers = globalised_solvers(options);
        for (auto& solver : local_solvers(options)) solvers.push_back(std::move(solver));
        for (const auto& solver : solvers) {
            if (d == 24 && solver->name() == "gradient-descent") continue;  // condition numbers of 10^5
            const SolveResult result = solver->solve(*made.problem, x0);
            check_converged(*made.problem, result, *solver, 1e-10);
            QVERIFY2(
                (result.x - referee.x).norm() <= 2 * distance_within(*made.problem, made.minimiser.x, 1e-10),
                result.message.c_str());
        }
    }

    void adamAgreesWithTheReferee() {
        for (const std::uint64_t seed : {1, 5}) {
            const SoftmaxCase made = softmax_case({.n = 40, .d = 4, .m = 12, .ridge = 1, .seed = seed});
            QVERIFY2(made.minimiser.verified, made.minimiser.note.c_str());
            const Vector x0 = start_at(made.minimiser, 0.05, 3);
            SolverOptions options = options_with(1e-6);
            const SolveResult referee = Lbfgs(options).solve(*made.problem, x0);
            QCOMPARE(referee.termination, Termination::converged);
            // A fixed rate of 1e-3 ends within steps of about that size.
            const SolveResult result = Adam(options, {.learning_rate = 1e-3}).solve(*made.problem, x0);
            QVERIFY2((result.x - referee.x).norm() <= 4e-3, result.message.c_str());
        }
    }

    void dampedNewtonPassesThroughIndefiniteRegions() {
        const TestFunction function = himmelblau();
        const Vector x0 = Eigen::Vector2d(-0.27, -0.92);  // near the local maximum
        const SolveResult plain = Newton().solve(*function.problem, x0);
        QCOMPARE(plain.termination, Termination::indefinite);
        const SolveResult damped = DampedNewton().solve(*function.problem, x0);
        QCOMPARE(damped.termination, Termination::converged);
        QVERIFY(damped.objective < 1e-12);
    }

    void twoThreadsGetIdenticalResults() {
        const SoftmaxCase made = softmax_case({.n = 64, .d = 6, .m = 16});
        const Vector x0 = start_at(made.minimiser, 0.05, 9);
        auto solvers = globalised_solvers({});
        for (auto& solver : local_solvers({})) solvers.push_back(std::move(solver));
        for (const auto& solver : solvers) {
            SolveResult first, second;
            std::thread other([&] { first = solver->solve(*made.problem, x0); });
            second = solver->solve(*made.problem, x0);
            other.join();
            QCOMPARE(first.termination, second.termination);
            QCOMPARE(first.message, second.message);
            QVERIFY(first.x == second.x);
            QVERIFY(first.evaluations == second.evaluations);
            QCOMPARE(first.iterations, second.iterations);
        }
    }

    /// Of a gradient that is lost in the rounding of H the least shift is that of H itself: the hard case.
    void aCubicModelOfAVanishingGradientEnds() {
        CubicModel model;
        const Matrix H = Eigen::Vector2d(-1, 1).asDiagonal();
        QVERIFY(model.set(H, Eigen::Vector2d(1e-40, 0)));
        model.minimise(1);
        // |p| = lambda / sigma = 1, m(p) = -1/2 + 1/3.
        QVERIFY(std::abs(model.step().norm() - 1) <= 1e-14);
        QVERIFY(std::abs(model.predicted_decrease() - 1.0 / 6) <= 1e-14);
    }

    void seedsDecideTheApproximation() {
        const SoftmaxCase made = softmax_case({});
        const Vector x0 = start_at(made.minimiser, 0.05, 9);
        StoppingRule two_steps;
        two_steps.max_iterations = 2;
        const auto end = [&](std::uint64_t seed) {
            return ApproximateNewton({.stopping = two_steps}, {.error = 0.3, .seed = seed})
                .solve(*made.problem, x0)
                .x;
        };
        QVERIFY(end(1) == end(1));
        QVERIFY(end(1) != end(2));
    }
};

QTEST_APPLESS_MAIN(SolversTest)
#include "solvers_test.moc"
