// SPDX-License-Identifier: GPL-3.0-or-later
// Softmax regression against values computed with 50 digits.
#include "tests/support/softmax_oracle.h"

#include <Eigen/LU>
#include <QTest>

using namespace basin;
using basin::test::OracleCase;

namespace {

// Relative to the largest entry: what issue and fixture promise.
constexpr double value_tolerance = 1e-13;
constexpr double derivative_tolerance = 1e-12;

double relative_error(const auto& found, const auto& expected) {
    return (found - expected).template lpNorm<Eigen::Infinity>() /
           expected.template lpNorm<Eigen::Infinity>();
}

}  // namespace

class SoftmaxOracleTest : public QObject {
    Q_OBJECT

  private slots:
    void all_cases_are_there() { QCOMPARE(cases_.size(), 21U); }
    void value_agrees_data() { add_rows(); }
    void value_agrees() {
        const OracleCase& c = current();
        const SoftmaxRegression problem(c.data);
        double f = 0;
        QVERIFY(problem.evaluator()->value(c.x, f) == EvalStatus::ok);
        QVERIFY2(std::abs(f - c.value) <= value_tolerance * std::abs(c.value),
                 qPrintable(QString::number(f, 'g', 17)));
    }
    void gradient_agrees_data() { add_rows(); }
    void gradient_agrees() {
        const OracleCase& c = current();
        const SoftmaxRegression problem(c.data);
        double f = 0;
        Vector g;
        QVERIFY(problem.evaluator()->gradient(c.x, f, g) == EvalStatus::ok);
        check(relative_error(g, c.gradient));
        QVERIFY(std::abs(f - c.value) <= value_tolerance * std::abs(c.value));
    }
    void hessian_agrees_data() { add_rows(); }
    void hessian_agrees() {
        const OracleCase& c = current();
        const SoftmaxRegression problem(c.data);
        Matrix H;
        QVERIFY(problem.evaluator()->hessian(c.x, H) == EvalStatus::ok);
        check(relative_error(H, c.hessian));
        QVERIFY(H == H.transpose());
    }
    void newton_step_agrees_data() { add_rows(); }
    void newton_step_agrees() {
        const OracleCase& c = current();
        const SoftmaxRegression problem(c.data);
        const auto evaluator = problem.evaluator();
        double f = 0;
        Vector g;
        Matrix H;
        QVERIFY(evaluator->gradient(c.x, f, g) == EvalStatus::ok);
        QVERIFY(evaluator->hessian(c.x, H) == EvalStatus::ok);
        const Vector step = -H.partialPivLu().solve(g);
        check(relative_error(step, Vector(c.newton_iterate - c.x)));
    }
    void hessian_product_agrees_data() { add_rows(); }
    void hessian_product_agrees() {
        const OracleCase& c = current();
        const SoftmaxRegression problem(c.data);
        const auto evaluator = problem.evaluator();
        for (Index k = 0; k < c.x.size(); ++k) {
            Vector column;
            QVERIFY(evaluator->hessian_product(c.x, Vector::Unit(c.x.size(), k), column) == EvalStatus::ok);
            const Vector error = column - c.hessian.col(k);
            check(error.lpNorm<Eigen::Infinity>() / c.hessian.lpNorm<Eigen::Infinity>());
        }
    }

  private:
    void add_rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            QTest::addRow("%zu %s", i, cases_[i].name.c_str()) << static_cast<int>(i);
        }
    }
    const OracleCase& current() {
        QFETCH(int, index);
        return cases_[static_cast<std::size_t>(index)];
    }
    static void check(double error) {
        QVERIFY2(error <= derivative_tolerance, qPrintable(QString("relative error %1").arg(error)));
    }

    const std::vector<OracleCase> cases_ = basin::test::softmax_oracle();
};

QTEST_APPLESS_MAIN(SoftmaxOracleTest)
#include "softmax_oracle_test.moc"
