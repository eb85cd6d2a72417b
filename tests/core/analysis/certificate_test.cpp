// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate.h"

#include <cmath>
#include <optional>
#include <set>

#include <Eigen/LU>
#include <QtTest/QTest>

#include "core/analysis/lipschitz_bound.h"
#include "core/analysis/local_convergence.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Where whole Newton steps from x end, whatever the signs of the Hessian: at a stationary point of any kind.
std::optional<Vector> stationary_point_from(const Problem& problem, Vector x) {
    const auto evaluator = problem.evaluator();
    Vector g;
    Matrix H;
    double value = 0;
    for (int k = 0; k < 60 && x.norm() < 1e3; ++k) {
        if (evaluator->gradient(x, value, g) != EvalStatus::ok) return std::nullopt;
        if (evaluator->hessian(x, H) != EvalStatus::ok) return std::nullopt;
        const Vector step = H.partialPivLu().solve(g);
        if (!step.allFinite()) return std::nullopt;
        x -= step;
        if (step.norm() <= 1e-12 * x.norm()) return x;
    }
    return std::nullopt;
}

}  // namespace

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

    /// In the Euclidean norm only the exact Hessian has a proof (mathematics.md 1.4), and an error that
    /// nobody promises has none at all.
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
            QCOMPARE(c.l > 0, during == Evaluation::product);  // else it left the first Hessian
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

    /// Whole Newton steps from here go to a saddle, and that is what is proved.
    void kantorovichTellsASaddle() {
        SoftmaxData data;
        data.A1 = (Matrix(4, 2) << 1, 0, -1, 0, 0, 1, 0, -1).finished();
        data.A2 = (Matrix(1, 4) << 1, 1, 0, 0).finished();
        data.b = Vector::Constant(1, 0.75);
        data.w = Vector::Constant(4, 0.1);
        data.activation = Activation::identity;
        const SoftmaxRegression problem(data);
        const Minimiser found = find_minimiser(problem, Eigen::Vector2d(2, 1));
        const Certificate c = certify(problem, found, Eigen::Vector2d(0.001, 0.001));
        QVERIFY(c.kantorovich_h_certified <= 0.5);
        QCOMPARE(c.kantorovich_proves, KantorovichProves::saddle);
        QCOMPARE(certify(problem, found, found.x).kantorovich_proves, KantorovichProves::minimum);
        // Beside the kink of relu nothing is proved.
        data.activation = Activation::relu;
        data.A2 = (Matrix(1, 4) << 1, 1, -1, -1).finished();
        const SoftmaxRegression kinked(data);
        QCOMPARE(certify(kinked, found, Eigen::Vector2d(1e-9, 0)).kantorovich_proves,
                 KantorovichProves::nothing);
    }

    /// What is proved to be a minimum is what Newton finds, and what is not one is never said to be.
    void kantorovichNeverTakesASaddleForAMinimum() {
        int minima = 0, others = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const SoftmaxCase made = softmax_case({.ridge = 1e-3, .seed = seed});
            for (std::uint64_t draw = 1; draw <= 8; ++draw) {
                // From stationary points of any kind: Newton's method without a line search finds them.
                const auto rest = stationary_point_from(*made.problem, start_at(made.minimiser, 1.5, draw));
                if (!rest) continue;
                const Certificate c = certify(*made.problem, made.minimiser, *rest);
                if (!(c.kantorovich_h_certified < 0.5)) continue;
                Matrix H;
                made.problem->evaluator()->hessian(*rest, H);
                Vector values;
                symmetric_eigenvalues(H, values);
                const bool minimum = values[0] > 0;
                QCOMPARE(c.kantorovich_proves == KantorovichProves::minimum, minimum);
                QCOMPARE(c.kantorovich_proves == KantorovichProves::maximum, values[1] < 0);
                ++(minimum ? minima : others);
            }
        }
        QVERIFY2(minima >= 5 && others >= 5,
                 qPrintable(QString("%1 minima, %2 others").arg(minima).arg(others)));
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
             .end = {.radius = 0.5, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails},
             .failed = {.radius = 0.5, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails}});
        QCOMPARE(c.basin_knowledge(), BasinKnowledge::up_to);
        QCOMPARE(c.basin_end_radius, 0.5);
        QCOMPARE(c.basin_end_rate, 0.25);
        Certificate none;
        none.set_basin({.end = {.radius = 1e-3, .trials = 8, .verdict = SuccessVerdict::fails},
                        .failed = {.radius = 1e-3, .trials = 8, .verdict = SuccessVerdict::fails}});
        QCOMPARE(none.basin_knowledge(), BasinKnowledge::none);
        QVERIFY(!none.basin_radius_open);
    }
};

QTEST_APPLESS_MAIN(CertificateTest)
#include "certificate_test.moc"
