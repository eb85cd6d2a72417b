// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/standard_functions.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <Eigen/Eigenvalues>
#include <QtTest/QTest>

#include "core/analysis/derivative_check.h"
#include "core/numeric/random.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/lipschitz_source.h"

using namespace basin;

namespace {

// Central differences lose a third of the digits (core/analysis/derivative_check.h).
constexpr double difference_tolerance = 1e-8;
// Of a gradient at a minimiser of a dozen digits, against S.
constexpr double vanishing = 1e-14;

constexpr Index several = 6;

Vector eigenvalues_of(const Problem& problem, const Vector& x) {
    Matrix H;
    problem.evaluator()->hessian(x, H);
    return Eigen::SelfAdjointEigenSolver<Matrix>(H).eigenvalues();
}

}  // namespace

class StandardFunctionsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFunctionSaysWhatItIs() {
        std::set<std::string_view> words;
        for (std::size_t i = 0; i < all_standard_functions.size(); ++i) {
            const StandardFunction function = all_standard_functions[i];
            QCOMPARE(static_cast<std::size_t>(function), i);  // the table is in their order
            const StandardFunctionInfo& info = info_of(function);
            words.insert(info.word);
            QVERIFY(!info.name.empty() && !info.formula.empty() && !info.source.empty() &&
                    !info.story.empty());
            const auto problem = make_standard_function(function, several);
            QCOMPARE(problem->dimension(), info.has_dimension ? several : Index{2});
            QVERIFY(problem->description().starts_with(info.name));
        }
        QCOMPARE(words.size(), all_standard_functions.size());
    }

    void derivativesAreRight() {
        RandomStream stream(1);
        for (const StandardFunction function : all_standard_functions) {
            const auto problem = make_standard_function(function, several);
            for (int k = 0; k < 5; ++k) {
                const Vector x = 2 * uniform_direction(stream, problem->dimension());
                const DerivativeCheck check = check_derivatives(*problem, x);
                const char* name = info_of(function).word.data();
                QVERIFY2(check.finite, name);
                QVERIFY2(check.gradient.error <= difference_tolerance, name);
                QVERIFY2(check.hessian.error <= difference_tolerance, name);
                QVERIFY2(check.product.error <= 1e-12, name);
            }
        }
    }

    void gradientsVanishAtTheKnownMinimisers() {
        for (const StandardFunction function : all_standard_functions) {
            const auto problem = make_standard_function(function, several);
            const auto minimisers = known_minimisers(function, several);
            QCOMPARE(*problem->minimiser(), minimisers.front());
            const auto evaluator = problem->evaluator();
            double least = 0;
            evaluator->value(minimisers.front(), least);
            for (const Vector& x : minimisers) {
                double objective = 0;
                Vector g;
                GradientSizes sizes;
                QVERIFY(evaluator->gradient(x, objective, g) == EvalStatus::ok);
                QVERIFY(evaluator->gradient_sizes(x, sizes) == EvalStatus::ok);
                QVERIFY2(gradient_vanishes(g, sizes, vanishing), info_of(function).word.data());
                QVERIFY(objective >= least);
                const double softest = eigenvalues_of(*problem, x)[0];
                QVERIFY2(info_of(function).is_regular ? softest > 0 : softest == 0,
                         info_of(function).word.data());
            }
        }
    }

    void allValleysOfHimmelblauAreAsDeep() {
        const auto evaluator = make_standard_function(StandardFunction::himmelblau)->evaluator();
        QCOMPARE(known_minimisers(StandardFunction::himmelblau).size(), 4u);
        for (const Vector& x : known_minimisers(StandardFunction::himmelblau)) {
            double objective = 0;
            evaluator->value(x, objective);
            QVERIFY(objective < 1e-24);  // a square of the digits that are given
        }
    }

    void quadraticsHaveTheConditionThatWasAskedFor() {
        for (const Index d : {2, 5, 40}) {
            const auto problem = make_standard_function(StandardFunction::quadratic, d, 1000);
            const Vector eigenvalues = eigenvalues_of(*problem, Vector::Zero(d));
            for (Index k = 0; k < d; ++k) {
                const double expected = std::pow(1000.0, static_cast<double>(k) / static_cast<double>(d - 1));
                QVERIFY(std::abs(eigenvalues[k] - expected) <= 1e-11 * 1000);
            }
            // No coordinate is a direction of its own: a diagonal model is wrong.
            Matrix H;
            problem->evaluator()->hessian(Vector::Zero(d), H);
            QVERIFY((H - Matrix(H.diagonal().asDiagonal())).norm() > 0.1 * H.norm());
        }
    }

    // Where the residuals are 0 the Gauss-Newton matrix is the Hessian.
    void gaussNewtonIsTheHessianAtZeroResiduals() {
        for (const StandardFunction function : all_standard_functions) {
            const auto problem = make_standard_function(function, several);
            if (!problem->is_least_squares()) continue;
            Matrix H, G;
            problem->evaluator()->hessian(*problem->minimiser(), H);
            QVERIFY(problem->evaluator()->gauss_newton(*problem->minimiser(), G) == EvalStatus::ok);
            QVERIFY2((H - G).norm() <= 1e-12 * H.norm(), info_of(function).word.data());
        }
        QVERIFY(!make_standard_function(StandardFunction::three_hump_camel)->is_least_squares());
    }

    void boundsOnTheThirdDerivativeHold() {
        RandomStream stream(2);
        int bounded = 0;
        for (const StandardFunction function : all_standard_functions) {
            const auto problem = make_standard_function(function, several);
            const LipschitzSource* source = problem->structure().lipschitz;
            if (source == nullptr) continue;
            ++bounded;
            const Index d = problem->dimension();
            const Vector centre = uniform_direction(stream, d);
            const double radius = 0.7, M = source->hessian_lipschitz(centre, radius);
            for (int k = 0; k < 50; ++k) {
                const Vector x = centre + radius * uniform_direction(stream, d),
                             y = centre + radius * uniform_direction(stream, d);
                Matrix Hx, Hy;
                problem->evaluator()->hessian(x, Hx);
                problem->evaluator()->hessian(y, Hy);
                QVERIFY2((Hx - Hy).operatorNorm() <= M * (x - y).norm() + 1e-12,
                         info_of(function).word.data());
            }
        }
        QCOMPARE(bounded, 5);  // three bowls, saddle, flat valley
    }
};

QTEST_APPLESS_MAIN(StandardFunctionsTest)
#include "standard_functions_test.moc"
