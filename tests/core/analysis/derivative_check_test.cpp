// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/derivative_check.h"

#include <QtTest/QTest>

#include "core/problems/test_functions.h"
#include "tests/support/instances.h"
#include "tests/support/one_variable.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

namespace {

// Truncation and rounding of a central difference with step 6e-6, with room for large third derivatives.
constexpr double tolerance = 1e-7;

/// 1/2 |x|^2 + x1 x2 x3 with a chosen entry of a derivative spoilt by one part in a thousand.
class Spoilt final : public Problem {
  public:
    enum class Where { nowhere, gradient, hessian, product };
    explicit Spoilt(Where where) : where_(where) {}
    Index dimension() const override { return 3; }
    Smoothness smoothness() const override { return Smoothness::twice_differentiable; }
    std::string description() const override { return "spoilt"; }
    std::unique_ptr<basin::Evaluator> evaluator() const override {
        return std::make_unique<SpoiltEvaluator>(where_);
    }

  private:
    class SpoiltEvaluator final : public basin::Evaluator {
      public:
        explicit SpoiltEvaluator(Where where) : where_(where) {}
        EvalStatus directional_derivative(const Vector&, const Vector&, double&, double&) override {
            return EvalStatus::not_finite;
        }

      protected:
        EvalStatus compute_value(const Vector& x, double& f) override {
            f = 0.5 * x.squaredNorm() + x.prod();
            return EvalStatus::ok;
        }
        EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override {
            g = x + Eigen::Vector3d(x[1] * x[2], x[0] * x[2], x[0] * x[1]);
            if (where_ == Where::gradient) g[1] *= 1.001;
            return compute_value(x, f);
        }
        EvalStatus compute_hessian(const Vector& x, Matrix& H) override {
            H.setIdentity(3, 3);
            H(0, 1) = H(1, 0) = x[2];
            H(0, 2) = H(2, 0) = x[1];
            H(1, 2) = H(2, 1) = x[0];
            if (where_ == Where::hessian) H(2, 1) *= 1.001;
            return EvalStatus::ok;
        }
        EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override {
            Matrix H;
            compute_hessian(x, H);
            Hv = H * v;
            if (where_ == Where::product) Hv[0] *= 1.001;
            return EvalStatus::ok;
        }

      private:
        Where where_;
    };

    Where where_;
};

const Vector point = Eigen::Vector3d(0.7, -1.3, 0.4);

}  // namespace

class DerivativeCheckTest : public QObject {
    Q_OBJECT

  private slots:
    void testFunctionsAreRight() {
        for (const TestFunction& function : test_functions()) {
            const Vector x = function.start + Vector::Constant(function.start.size(), 0.123);
            const DerivativeCheck check = check_derivatives(*function.problem, x);
            QVERIFY(check.finite);
            QVERIFY2(check.gradient.error <= tolerance, function.name.data());
            QVERIFY2(check.hessian.error <= tolerance, function.name.data());
            QVERIFY2(check.product.error <= 1e-12, function.name.data());
        }
    }

    void minimisersOfTestFunctionsAreRight() {
        for (const TestFunction& function : test_functions()) {
            if (function.problem->smoothness() != Smoothness::twice_differentiable) continue;
            double f = 0;
            Vector g;
            function.problem->evaluator()->gradient(*function.problem->minimiser(), f, g);
            QVERIFY2(g.norm() <= 1e-12, function.name.data());
            QVERIFY2(std::abs(f - function.least) <= 1e-20, function.name.data());
        }
    }

    void softmaxIsRight() {
        for (const Activation activation : all_activations) {
            const SoftmaxCase made = softmax_case({.n = 20, .d = 4, .m = 5, .activation = activation});
            const DerivativeCheck check = check_derivatives(*made.problem, start_at(made.minimiser, 0.3, 1));
            QVERIFY(check.finite);
            const std::string name(to_string(activation));
            QVERIFY2(check.gradient.error <= tolerance, name.c_str());
            QVERIFY2(check.hessian.error <= tolerance, name.c_str());
            QVERIFY2(check.product.error <= 1e-12, name.c_str());
        }
    }

    void aWrongGradientIsFound() {
        const DerivativeCheck right = check_derivatives(Spoilt(Spoilt::Where::nowhere), point);
        QVERIFY(right.gradient.error <= tolerance && right.hessian.error <= tolerance &&
                right.product.error == 0);
        const DerivativeCheck check = check_derivatives(Spoilt(Spoilt::Where::gradient), point);
        QVERIFY(check.gradient.error > 1e-4);
        QCOMPARE(check.gradient.row, Index{1});
        QVERIFY(check.gradient.analytic != check.gradient.difference);
    }

    void aWrongHessianIsFound() {
        const DerivativeCheck check = check_derivatives(Spoilt(Spoilt::Where::hessian), point);
        QVERIFY(check.gradient.error <= tolerance);
        QVERIFY(check.hessian.error > 1e-4);
        QCOMPARE(check.hessian.row, Index{2});
        QCOMPARE(check.hessian.column, Index{1});
    }

    void aWrongProductIsFound() {
        const DerivativeCheck check = check_derivatives(Spoilt(Spoilt::Where::product), point);
        QVERIFY(check.hessian.error <= tolerance);
        QVERIFY(check.product.error > 1e-4);
        QCOMPARE(check.product.row, Index{0});
    }

    /// A mistake of a thousandth is one in all units, and what is right is right.
    void unitsHideNoMistake() {
        for (const double unit : {1e-9, 1e9}) {
            for (const double mistake : {1.0, 1.001}) {
                // L and x in units of their own: 1e-4 unit^2 (cosh(x / unit) - 1).
                const OneVariable problem(
                    {[=](double x) { return 1e-4 * unit * unit * (std::cosh(x / unit) - 1); },
                     [=](double x) { return mistake * 1e-4 * unit * std::sinh(x / unit); },
                     [=](double x) { return 1e-4 * std::cosh(x / unit); }},
                    unit);
                const DerivativeCheck check = check_derivatives(problem, Vector::Constant(1, 0.7 * unit));
                QVERIFY(check.finite);
                QCOMPARE(check.gradient.error > 1e-4, mistake > 1);
                QVERIFY(mistake > 1 || check.gradient.error <= tolerance);
                QVERIFY(mistake > 1 || check.hessian.error <= tolerance);
            }
        }
    }

    void failuresAreSaidSo() {
        const TestFunction function = beale();
        const ProbedProblem broken(*function.problem,
                                   [](Evaluation, const Vector&) { return EvalStatus::not_finite; });
        QVERIFY(!check_derivatives(broken, function.start).finite);
    }

    void oneSidedDerivativesAtKinks() {
        const TestFunction function = absolute_values(2);
        const Vector& kink = *function.problem->minimiser();
        const auto evaluator = function.problem->evaluator();
        double first = 0, second = 0;
        evaluator->directional_derivative(kink, Eigen::Vector2d(3, -4), first, second);
        QCOMPARE(first, 7.0);
        QCOMPARE(second, 25.0);
    }
};

QTEST_APPLESS_MAIN(DerivativeCheckTest)
#include "derivative_check_test.moc"
