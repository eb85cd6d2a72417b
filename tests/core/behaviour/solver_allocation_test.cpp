// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdint>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <QtTest/QTest>

#include "core/numeric/parallel.h"
#include "core/solvers/adam.h"
#include "core/solvers/cubic_newton.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/levenberg_marquardt.h"
#include "core/solvers/nesterov.h"
#include "core/solvers/newton.h"
#include "core/solvers/trust_region_newton.h"
#include "tests/support/allocation_counter.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

class SolverAllocationTest : public QObject {
    Q_OBJECT

  private slots:
    void counterCounts() {
        const AllocationCounter counter;
        const Vector v = Vector::Ones(1000);
        QCOMPARE(v.sum(), 1000.0);
        const auto number = std::make_unique<int>(1);
        QCOMPARE(*number, 1);
        QVERIFY(counter.count() > 0);
    }

    void helpersCountAndOtherThreadsDoNot() {
        const Index items = 4 * hardware_threads();
        std::vector<std::unique_ptr<int>> numbers(static_cast<std::size_t>(items));
        const auto allocate = [&](Index i) {
            numbers[static_cast<std::size_t>(i)] = std::make_unique<int>(1);
        };
        std::latch counted(1);
        std::jthread other([&] {
            counted.wait();
            allocate(0);
        });
        const AllocationCounter counter;
        counted.count_down();
        other.join();
        QCOMPARE(counter.count(), 0);
        QVERIFY(parallel_for(items, hardware_threads(), {}, allocate));
        QCOMPARE(counter.count(), items);
    }

    /// Each trial of a map makes a solver of its own.
    void checkingOptionsThatHoldAllocatesNothing() {
        const SolverOptions options;
        const AllocationCounter counter;
        options.validate();
        QCOMPARE(counter.count(), 0);
    }

    void nothingIsAllocatedAfterTheFirstStep_data() {
        QTest::addColumn<int>("d");
        for (const int d : {2, 5, 40}) QTest::addRow("d = %d", d) << d;
    }

    void nothingIsAllocatedAfterTheFirstStep() {
        QFETCH(int, d);
        const SoftmaxCase made = softmax_case({.n = 64, .d = d, .m = 16, .ridge = 1});
        SolverOptions options;
        options.stopping.max_iterations = 12;
        const Vector x0 = start_at(made.minimiser, 0.01, 2);
        const Newton newton(options);
        const ApproximateNewton approximate(options, {.error = 0.4});
        const DampedNewton damped(options);
        const GradientDescent descent(options);
        const Nesterov nesterov(options);
        const Adam adam(options);
        const TrustRegionNewton region(options);
        const CubicNewton cubic(options);
        const LevenbergMarquardt marquardt(options);
        for (const Solver* solver : std::initializer_list<const Solver*>{
                 &newton, &approximate, &damped, &descent, &nesterov, &adam, &region, &cubic, &marquardt}) {
            // LAPACK's eigensolver allocates a few bytes for strings of its own.
            if (d > 16 && (solver == &approximate || solver == &cubic)) continue;
            const AllocationCounter counter;
            std::array<std::int64_t, 200> seen{};
            std::size_t gradients = 0;
            const ProbedProblem probed(*made.problem, [&](Evaluation kind, const Vector&) {
                if (kind == Evaluation::gradient && gradients < seen.size())
                    seen[gradients++] = counter.count();
                return EvalStatus::ok;
            });
            const SolveResult result = solver->solve(probed, x0);
            QVERIFY2(result.iterations >= 3, result.message.c_str());
            // Gradient 0 is the start's, 1 that after the first step.
            for (std::size_t k = 2; k < gradients; ++k) {
                const std::string what = std::string(solver->name()) + ", gradient " + std::to_string(k);
                QVERIFY2(seen[k] == seen[1], what.c_str());
            }
        }
    }

    void a_session_allocates_nothing_after_its_first_run() {
        const SoftmaxCase made = softmax_case({.n = 64, .d = 2, .m = 16});
        const Newton newton(trial_options({}, 30));
        const ApproximateNewton approximate(trial_options({}, 30), {.error = 0.4});
        for (const Solver* solver : std::initializer_list<const Solver*>{&newton, &approximate}) {
            const auto session = solver->session(*made.problem);
            std::vector<Vector> starts;
            // Some of them too far away to converge.
            for (std::uint64_t k = 0; k < 20; ++k)
                starts.push_back(start_at(made.minimiser, 0.2 * static_cast<double>(k), k));
            for (const Vector& x0 : starts) session->solve(x0);
            const AllocationCounter counter;
            int indefinite = 0;
            for (const Vector& x0 : starts)
                indefinite += session->solve(x0).termination == Termination::indefinite;
            QCOMPARE(counter.count(), 0);
            QVERIFY(indefinite > 0);
        }
    }
};

QTEST_APPLESS_MAIN(SolverAllocationTest)
#include "solver_allocation_test.moc"
