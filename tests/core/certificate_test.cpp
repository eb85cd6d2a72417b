// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate.h"

#include <cmath>
#include <set>

#include <QtTest/QTest>

#include "core/analysis/lipschitz_bound.h"
#include "core/analysis/local_convergence.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

class CertificateTest : public QObject {
    Q_OBJECT

  private slots:
    void holdsTheNumbersOfTheTheory() {
        const SoftmaxCase made = softmax_case({});
        const Vector x0 = start_at(made.minimiser, 0.5, 1);
        const Certificate c = certify(*made.problem, made.minimiser, x0, {.eps0 = 0.05, .tolerance = 1e-8});
        // Proved from below, by no more than rounding.
        QVERIFY(c.l < made.minimiser.smallest_eigenvalue);
        QVERIFY(c.l > made.minimiser.smallest_eigenvalue * (1 - 1e-11));
        QVERIFY(std::abs(c.start_radius - 0.5) <= 1e-12);
        QVERIFY(c.guaranteed_radius >= 0.1 * c.l / c.M_estimate);  // the start's ball is larger
        QVERIFY(c.guaranteed_radius >= c.guaranteed_radius_certified);
        QVERIFY(!c.good_start && !c.good_start_certified);
        QCOMPARE(c.M_certified_global, hessian_lipschitz_bound(made.problem->data()));
        QVERIFY(0 < c.M_estimate && c.M_estimate <= c.M_certified && c.M_certified <= c.M_certified_global);
        QCOMPARE(c.energy_bound, energy_contraction_bound(0.05, c.l, c.M_estimate, c.start_radius));
        QCOMPARE(c.energy_bound_certified,
                 energy_contraction_bound(0.05, c.l, c.M_certified, c.start_radius));
        QVERIFY(c.kantorovich_h <= c.kantorovich_h_certified);
        QVERIFY(c.ridge_promised_minimiser >= c.ridge_needed_minimiser);
        QVERIFY(c.ridge_promised_start >= c.ridge_needed_start);
        QVERIFY(std::abs(c.ridge - 0.1) <= 1e-15);
        QVERIFY(c.ridge_needed_minimiser < c.ridge);  // it is positive definite as it is
        QVERIFY(std::isnan(certify(*made.problem, {}, x0).l));
    }

    /// In the Euclidean norm only the exact Hessian has a proof (math.md 1.4), and an error that nobody
    /// promises has none at all.
    void onlyAnExactHessianIsPromisedSteps() {
        const SoftmaxCase made = softmax_case({});
        const Vector x0 = start_at(made.minimiser, 0.5, 1);
        const Certificate exact = certify(*made.problem, made.minimiser, x0, {.eps0 = 0, .tolerance = 1e-8});
        QCOMPARE(exact.promised_iterations, 20.0);  // log(0.5e8) / log(2.5) = 19.35
        QCOMPARE(exact.published_bound_certified,
                 published_contraction_bound(0, exact.l, exact.M_certified, exact.start_radius));
        const Certificate crude = certify(*made.problem, made.minimiser, x0, {.eps0 = 0.05});
        QVERIFY(std::isnan(crude.promised_iterations) && std::isnan(crude.published_bound_certified));
        QVERIFY(!std::isnan(crude.energy_bound_certified));
        const Certificate unknown = certify(*made.problem, made.minimiser, x0, {.eps0 = not_applicable});
        QVERIFY(std::isnan(unknown.promised_iterations) && std::isnan(unknown.published_bound_certified));
        QVERIFY(std::isnan(unknown.energy_bound_certified) && std::isnan(unknown.energy_bound));
        QCOMPARE(unknown.guaranteed_radius_certified, exact.guaranteed_radius_certified);
    }

    void whatIsNoMinimiserHasNoRadius() {
        SoftmaxCase made = softmax_case({});
        made.minimiser.verified = false;
        const Certificate c = certify(*made.problem, made.minimiser, start_at(made.minimiser, 0.5, 1));
        QVERIFY(std::isnan(c.l) && std::isnan(c.guaranteed_radius_certified));
        QVERIFY(std::isnan(c.promised_iterations) && std::isnan(c.energy_bound_certified));
        QVERIFY(!c.good_start_certified && !c.good_start);
        QVERIFY(c.M_certified > 0 && c.ridge_promised_minimiser >= 0);
    }

    void theCertifiedRadiusKeepsTheCondition() {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const SoftmaxCase made = softmax_case({.seed = seed});
            if (!made.minimiser.verified) continue;
            const Vector x0 = start_at(made.minimiser, 0.1, seed);
            const Certificate c = certify(*made.problem, made.minimiser, x0);
            const double r = c.guaranteed_radius_certified;
            const BallLipschitzBound bound(made.problem->data(), made.minimiser.x);
            QVERIFY(r > 0 && r * bound.on_ball(r) <= 0.1 * c.l);
            QVERIFY(1.001 * r * bound.on_ball(1.001 * r) > 0.1 * c.l);
            // Sharper than the global bound, and never beyond what the estimate allows in a smaller ball.
            QVERIFY(r >= 0.1 * c.l / c.M_certified_global);
            const Certificate near =
                certify(*made.problem, made.minimiser, start_at(made.minimiser, 0.99 * r, seed));
            QVERIFY(near.good_start_certified && near.good_start);
        }
    }

    /// Lanczos tells that an eigenvalue is near, not that it is the smallest: l is what a factorisation
    /// proves.
    void anEstimatedEigenvalueIsProvedOrLeftOut() {
        SoftmaxCase made = softmax_case({});
        const Vector x0 = start_at(made.minimiser, 0.5, 1);
        const double exact = made.minimiser.smallest_eigenvalue;
        made.minimiser.eigenvalue_error = 1e-6;
        for (const double off : {-1e-6, 0.0, 1e-6}) {
            made.minimiser.smallest_eigenvalue = exact + off;
            const double l = certify(*made.problem, made.minimiser, x0).l;
            QVERIFY(l < exact && l > exact - 4e-6);
        }
        made.minimiser.smallest_eigenvalue = exact + 1e-3;
        const Certificate wrong = certify(*made.problem, made.minimiser, x0);
        QVERIFY(std::isnan(wrong.l) && std::isnan(wrong.guaranteed_radius_certified));
    }

    void theSinkSeesWhatIsCertifiedFirst() {
        const SoftmaxCase made = softmax_case({});
        std::vector<Certificate> seen;
        certify(*made.problem, made.minimiser, start_at(made.minimiser, 0.5, 1), {},
                [&](const Certificate& c) { seen.push_back(c); });
        QCOMPARE(seen.size(), 2U);
        QVERIFY(seen[0].M_certified > 0 && std::isnan(seen[0].M_estimate));
        QVERIFY(seen[1].M_estimate > 0);
        std::stop_source source;
        source.request_stop();
        const Certificate stopped =
            certify(*made.problem, made.minimiser, made.minimiser.x, {}, {}, source.get_token());
        QVERIFY(std::isnan(stopped.M_estimate));
    }

    /// Half an estimate of M is none: 0 of it would make the radius infinite.
    void aStopLeavesOutWhatIsHalfDone() {
        const SoftmaxCase made = softmax_case({});
        const Vector x0 = start_at(made.minimiser, 0.5, 1);
        for (const Evaluation during : {Evaluation::hessian, Evaluation::product}) {
            std::stop_source source;
            const ProbedProblem probed(*made.problem, [&](Evaluation what, const Vector&) {
                if (what == during) source.request_stop();
                return EvalStatus::ok;
            });
            int told = 0;
            const Certificate c = certify(
                probed, made.minimiser, x0, {}, [&](const Certificate&) { ++told; }, source.get_token());
            QCOMPARE(told, during == Evaluation::hessian ? 0 : 1);
            QVERIFY(c.l > 0);
            QVERIFY(std::isnan(c.M_estimate) && std::isnan(c.guaranteed_radius) && !c.good_start);
        }
    }

    void kantorovichProvesWhatNewtonDoes() {
        int proved = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const SoftmaxCase made = softmax_case({.seed = seed});
            for (const double radius : {1e-5, 1e-3, 0.1}) {
                const Vector x0 = start_at(made.minimiser, radius, seed);
                const Certificate c = certify(*made.problem, made.minimiser, x0);
                if (!(c.kantorovich_h_certified <= 0.5)) continue;
                ++proved;
                const SolveResult run = Newton().solve(*made.problem, x0);
                QCOMPARE(run.termination, Termination::converged);
            }
        }
        QVERIFY(proved >= 10);
    }

    void everyNumberHasOneKindAndOneKey() {
        std::set<std::string_view> keys;
        std::set<Knowledge> kinds;
        for (const CertificateEntry& entry : certificate_entries()) {
            QVERIFY(keys.insert(entry.key).second);
            kinds.insert(entry.kind);
            QVERIFY(!entry.meaning.empty());
        }
        QCOMPARE(kinds.size(), 3U);
    }

    /// The larger the ball the larger M; the radius belongs to the minimiser, not to the start.
    void theEstimateGrowsWithTheBallAndKnowsNoStart() {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const SoftmaxCase made = softmax_case({.seed = seed});
            if (!made.minimiser.verified) continue;
            double M = 0, radius = not_applicable;
            for (const double start : {0.0, 1e-9, 1e-3, 0.1, 10.0, 1e4}) {
                const Certificate c =
                    certify(*made.problem, made.minimiser, start_at(made.minimiser, start, seed));
                QVERIFY2(c.M_estimate >= M, qPrintable(QString::number(start)));
                M = c.M_estimate;
                if (std::isnan(radius)) radius = c.guaranteed_radius;
                QCOMPARE(c.guaranteed_radius, radius);
                QVERIFY(radius >= c.guaranteed_radius_certified);
                QCOMPARE(c.good_start, c.start_radius <= radius);
                QVERIFY(c.good_start || !c.good_start_certified);
            }
        }
    }

    void takesTheBasinOver() {
        Certificate c;
        QCOMPARE(c.basin_knowledge(), BasinKnowledge::not_measured);
        c.set_basin({.last = {.radius = 0.4, .trials = 60, .successes = 58}, .done = 1});
        QCOMPARE(c.basin_radius, 0.4);
        QVERIFY(c.basin_radius_open);
        QCOMPARE(c.basin_knowledge(), BasinKnowledge::at_least);
        // Wilson, 58 of 60 at 95 %: (0.8864, 0.9908).
        QVERIFY(std::abs(c.basin_rate_low - 0.8864) <= 5e-5);
        QVERIFY(std::abs(c.basin_rate_high - 0.9908) <= 5e-5);
        c.set_basin(
            {.last = {.radius = 0.4, .trials = 60, .successes = 58},
             .end = {.radius = 0.5, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails}});
        QCOMPARE(c.basin_knowledge(), BasinKnowledge::up_to);
        QCOMPARE(c.basin_end_radius, 0.5);
        QCOMPARE(c.basin_end_rate, 0.25);
        Certificate none;
        none.set_basin({.end = {.radius = 1e-3, .trials = 8, .verdict = SuccessVerdict::fails}});
        QCOMPARE(none.basin_knowledge(), BasinKnowledge::none);
        QVERIFY(!none.basin_radius_open);
    }
};

QTEST_APPLESS_MAIN(CertificateTest)
#include "certificate_test.moc"
