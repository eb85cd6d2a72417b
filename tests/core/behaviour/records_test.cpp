// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>
#include <vector>

#include <Eigen/Eigenvalues>
#include <QtTest/QTest>

#include "core/problems/test_functions.h"
#include "tests/support/all_solvers.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

struct Run {
    std::vector<IterationRecord> records;
    std::vector<Vector> points;
    std::vector<Vector> eigenvalues;
    std::vector<Vector> model_eigenvalues;
    SolveResult result;
};

Run run(const Solver& solver, const Problem& problem, const Vector& x0) {
    Run run;
    run.result = solver.solve(problem, x0, [&run](const IterationEvent& event) {
        run.records.push_back(event.record);
        run.points.push_back(event.x);
        run.eigenvalues.push_back(event.eigenvalues);
        run.model_eigenvalues.push_back(event.model_eigenvalues);
        return Proceed::yes;
    });
    return run;
}

bool close(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

double energy_norm(const Matrix& H, const Vector& v) {
    return std::sqrt(v.dot(H * v));
}

}  // namespace

class RecordsTest : public QObject {
    Q_OBJECT

    SoftmaxCase made_ = softmax_case({.n = 50, .d = 5, .m = 8});
    Vector x0_ = start_at(made_.minimiser, 0.02, 4);

  private slots:
    void plainNumbers() {
        for (const auto& solver : all_solvers({})) {
            const Run r = run(*solver, *made_.problem, x0_);
            QVERIFY(!r.records.empty());
            const auto evaluator = made_.problem->evaluator();
            for (std::size_t k = 0; k < r.records.size(); ++k) {
                const IterationRecord& record = r.records[k];
                QCOMPARE(record.iteration, static_cast<Index>(k));
                double f = 0;
                Vector g;
                QVERIFY(evaluator->gradient(r.points[k], f, g) == EvalStatus::ok);
                QCOMPARE(record.objective, f);
                QCOMPARE(record.gradient_norm, g.norm());
                QCOMPARE(record.distance, made_.minimiser.distance(r.points[k]));
                QVERIFY(std::isnan(record.lambda_min) && std::isnan(record.network.feasibility_h));
                QVERIFY(record.accepted);
            }
            QVERIFY(r.points.front() == x0_);
            QVERIFY(r.points.back() == r.result.x);
        }
    }

    void stepsAndContractions() {
        for (const auto& solver : all_solvers({})) {
            const Run r = run(*solver, *made_.problem, x0_);
            QVERIFY(std::isnan(r.records[0].contraction) && std::isnan(r.records[0].step_norm));
            for (std::size_t k = 1; k < r.records.size(); ++k) {
                const IterationRecord &now = r.records[k], &before = r.records[k - 1];
                QCOMPARE(now.contraction, now.distance / before.distance);
                QCOMPARE(now.step_norm, (r.points[k] - r.points[k - 1]).norm());
                QVERIFY(now.seconds >= before.seconds);
                QVERIFY(now.evaluations.gradients > before.evaluations.gradients);
            }
        }
    }

    void energyContractions() {
        const Run r = run(ApproximateNewton({}, {.error = 0.2}), *made_.problem, x0_);
        Matrix H;
        const auto error_at = [&](const Vector& x) {
            Vector error;
            made_.problem->error_to_minimiser(x, error);
            return error;
        };
        for (std::size_t k = 1; k < r.records.size(); ++k) {
            QVERIFY(made_.problem->evaluator()->hessian(r.points[k - 1], H) == EvalStatus::ok);
            const double expected =
                energy_norm(H, error_at(r.points[k])) / energy_norm(H, error_at(r.points[k - 1]));
            QVERIFY(close(r.records[k].energy_contraction, expected, 1e-10));
        }
    }

    void countsAreTheSolversOwn() {
        SolverOptions watched;
        watched.spectrum.every = 1;
        SolverOptions unwatched;
        unwatched.measure_errors = false;
        const auto with = all_solvers(watched), without = all_solvers(unwatched);
        for (std::size_t i = 0; i < with.size(); ++i) {
            const Run a = run(*with[i], *made_.problem, x0_);
            const SolveResult b = without[i]->solve(*made_.problem, x0_);
            QVERIFY(a.result.evaluations == b.evaluations);
            QVERIFY(a.records.back().evaluations == a.result.evaluations ||
                    a.records.back().iteration < a.result.evaluations.gradients);
            QVERIFY(a.result.x == b.x);
        }
        const SolveResult newton = Newton().solve(*made_.problem, x0_);
        QCOMPARE(newton.evaluations.gradients, newton.iterations + 1);
        QCOMPARE(newton.evaluations.hessians, newton.iterations);
        QCOMPARE(newton.evaluations.values, 0);
    }

    void spectraWhenAskedFor() {
        SolverOptions options;
        options.spectrum.every = 2;
        for (const auto& solver : all_solvers(options)) {
            const Run r = run(*solver, *made_.problem, x0_);
            for (std::size_t k = 0; k < r.records.size(); ++k) {
                const Vector& eigenvalues = r.eigenvalues[k];
                QCOMPARE(eigenvalues.size(), k % 2 == 0 ? 5 : 0);
                if (k % 2 == 1) continue;
                Matrix H;
                QVERIFY(made_.problem->evaluator()->hessian(r.points[k], H) == EvalStatus::ok);
                const Vector expected = Eigen::SelfAdjointEigenSolver<Matrix>(H).eigenvalues();
                QVERIFY((eigenvalues - expected).norm() <= 1e-12 * expected.norm());
                QCOMPARE(r.records[k].lambda_min, eigenvalues[0]);
                QCOMPARE(r.records[k].lambda_max, eigenvalues[4]);
            }
        }
    }

    void modelEigenvalues() {
        SolverOptions options;
        options.spectrum.every = 1;
        const Run approximate = run(ApproximateNewton(options, {.error = 0.3}), *made_.problem, x0_);
        for (std::size_t k = 0; k + 1 < approximate.records.size(); ++k) {
            const Vector &model = approximate.model_eigenvalues[k], &exact = approximate.eigenvalues[k];
            QCOMPARE(model.size(), 5);
            QVERIFY(model != exact);
            // (1 - eps0) H <= Ht <= (1 + eps0) H orders the eigenvalues too.
            for (Index i = 0; i < 5; ++i) {
                QVERIFY(model[i] >= (0.7 - 1e-10) * exact[i] && model[i] <= (1.3 + 1e-10) * exact[i]);
            }
        }
        const Run newton = run(Newton(options), *made_.problem, x0_);
        QVERIFY(newton.model_eigenvalues[0] == newton.eigenvalues[0]);
        const Run descent = run(GradientDescent(options), *made_.problem, x0_);
        QCOMPARE(descent.model_eigenvalues[0].size(), 0);
    }

    void achievedErrors() {
        const Run approximate = run(ApproximateNewton({}, {.error = 0.3}), *made_.problem, x0_);
        QVERIFY(std::isnan(approximate.records[0].achieved_error));
        for (std::size_t k = 1; k < approximate.records.size(); ++k) {
            QVERIFY(close(approximate.records[k].achieved_error, 0.3, 1e-10));
        }
        const Run newton = run(Newton(), *made_.problem, x0_);
        QCOMPARE(newton.records[1].achieved_error, 0.0);
        SolverOptions unmeasured;
        unmeasured.measure_errors = false;
        const Run plain = run(ApproximateNewton(unmeasured), *made_.problem, x0_);
        QVERIFY(std::isnan(plain.records[1].achieved_error) &&
                std::isnan(plain.records[1].energy_contraction));
    }

    void distancesNeedAMinimiser() {
        const SoftmaxRegression unsolved(made_.problem->data());
        const Run r = run(Newton(), unsolved, x0_);
        QVERIFY(std::isnan(r.records[1].distance) && std::isnan(r.records[1].contraction));
        QVERIFY(std::isnan(r.result.distance));
        QCOMPARE(r.result.termination, Termination::converged);
    }

    void lineSearchLengths() {
        const TestFunction function = rosenbrock();
        const Run r = run(DampedNewton(), *function.problem, function.start);
        bool shortened = false;
        for (std::size_t k = 1; k < r.records.size(); ++k) {
            const double length = r.records[k].step_length;
            QVERIFY(length > 0 && length <= 1);
            QVERIFY(r.records[k].objective < r.records[k - 1].objective);
            shortened = shortened || length < 1;
        }
        QVERIFY(shortened);
        QCOMPARE(r.records.back().step_length, 1.0);
    }
};

QTEST_APPLESS_MAIN(RecordsTest)
#include "records_test.moc"
