// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/elementwise.h"

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <QtTest/QTest>
#include <hwy/targets.h>

#include "core/numeric/random.h"
#include "tests/support/instruction_sets.h"

using namespace basin;

namespace {

constexpr double tolerance = 2e-15;
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Function {
    const char* name;
    void (*each)(std::span<const double>, std::span<double>);
    std::function<long double(long double)> exact;
    double at_minus_infinity;
    double at_infinity;
};

const std::vector<Function> functions{
    {"exp", exp_each, [](long double x) { return std::exp(x); }, 0, infinity},
    {"tanh", tanh_each, [](long double x) { return std::tanh(x); }, -1, 1},
    {"sigmoid", sigmoid_each, [](long double x) { return 1 / (1 + std::exp(-x)); }, 0, 1},
    {"sigmoid slope", sigmoid_slope_each,
     [](long double x) {
         const long double e = std::exp(-std::abs(x));
         return e / ((1 + e) * (1 + e));
     },
     0, 0},
    {"softplus", softplus_each,
     [](long double x) { return std::max(x, 0.0L) + std::log1p(std::exp(-std::abs(x))); }, 0, infinity},
    {"elu", elu_each, [](long double x) { return x > 0 ? x : std::expm1(x); }, -1, infinity},
};

/// Small, ordinary and extreme arguments; the count is no multiple of a register.
std::vector<double> arguments() {
    std::vector<double> x{0.0,  -0.0,  1e-300, -1e-300, 1e-17,  -1e-17,
                          1e-8, -1e-8, 709.0,  -707.0,  0.3465, -0.3466};
    RandomStream stream(1);
    for (const double scale : {1e-6, 1e-2, 1.0, 10.0, 200.0}) {
        for (int i = 0; i < 2001; ++i) x.push_back(scale * stream.normal());
    }
    std::erase_if(x, [](double v) { return std::abs(v) > 709; });
    return x;
}

}  // namespace

class ElementwiseTest : public QObject {
    Q_OBJECT

  private slots:
    void everyInstructionSetIsAccurate_data() {
        QTest::addColumn<qint64>("target");
        for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
            QTest::addRow("%s", hwy::TargetName(target)) << static_cast<qint64>(target);
        }
    }
    void everyInstructionSetIsAccurate() {
        select_target();
        const std::vector<double> x = arguments();
        std::vector<double> out(x.size());
        for (const Function& function : functions) {
            function.each(x, out);
            for (std::size_t i = 0; i < x.size(); ++i) {
                const long double exact = function.exact(x[i]);
                const double error = static_cast<double>(std::abs(out[i] - exact));
                const double allowed = std::max(tolerance * static_cast<double>(std::abs(exact)),
                                                std::numeric_limits<double>::min());
                QVERIFY2(error <= allowed,
                         qPrintable(QString("%1(%2) = %3, relative error %4")
                                        .arg(function.name)
                                        .arg(x[i], 0, 'g', 17)
                                        .arg(out[i], 0, 'g', 17)
                                        .arg(error / static_cast<double>(std::abs(exact)))));
            }
        }
    }

    void limitsAndNaN_data() { everyInstructionSetIsAccurate_data(); }
    void limitsAndNaN() {
        select_target();
        for (const Function& function : functions) {
            const std::vector<double> x{-infinity, infinity, -1e308, 1e308, not_applicable};
            std::vector<double> out(x.size());
            function.each(x, out);
            QCOMPARE(out[0], function.at_minus_infinity);
            QCOMPARE(out[1], function.at_infinity);
            QCOMPARE(out[2], function.at_minus_infinity);
            QVERIFY(out[3] == (function.at_infinity == infinity && function.each != exp_each
                                   ? 1e308
                                   : function.at_infinity));
            QVERIFY2(std::isnan(out[4]), function.name);
        }
    }

    void lengthsAndInPlaceGiveTheSame() {
        const std::vector<double> x = arguments();
        std::vector<double> whole(x.size());
        tanh_each(x, whole);
        for (std::size_t count = 0; count < 40; ++count) {
            std::vector<double> part(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(count));
            tanh_each(part, part);
            for (std::size_t i = 0; i < count; ++i) QCOMPARE(part[i], whole[i]);
        }
    }

    void shiftedSumIsTheSumOfItsOutput_data() { everyInstructionSetIsAccurate_data(); }
    void shiftedSumIsTheSumOfItsOutput() {
        select_target();
        RandomStream stream(4);
        for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 64U, 1001U}) {
            std::vector<double> u(count), out(count);
            fill_normal(stream, u);
            const double sum = exp_shifted_sum(u, 0.25, out);
            long double exact = 0;
            for (std::size_t i = 0; i < count; ++i) {
                QVERIFY(std::abs(out[i] - std::exp(u[i] - 0.25)) <= tolerance * out[i]);
                exact += out[i];
            }
            QVERIFY(std::abs(static_cast<double>(sum - exact)) <= 1e-14 * sum);
        }
    }

    void oneEntryThatIsNotFiniteIsFound_data() { everyInstructionSetIsAccurate_data(); }
    void oneEntryThatIsNotFiniteIsFound() {
        select_target();
        for (const std::size_t count : {1U, 8U, 31U, 32U, 70U}) {
            std::vector<double> x(count, -1e308);
            QVERIFY(all_finite(x));
            for (double& entry : x) {
                for (const double bad : {not_applicable, 1 / 0.0, -1 / 0.0}) {
                    entry = bad;
                    QVERIFY(!all_finite(x));
                }
                entry = -0.0;
            }
        }
        QVERIFY(all_finite({}));
    }

    void productsAreExact() {
        std::vector<double> x = arguments(), y(x.rbegin(), x.rend()), out(x.size());
        multiply_each(x, y, out);
        for (std::size_t i = 0; i < x.size(); ++i) QVERIFY(out[i] == x[i] * y[i]);
    }

    void shiftedSumShowsNaN() {
        std::vector<double> u{1, 2, not_applicable};
        QVERIFY(std::isnan(exp_shifted_sum(u, 2, u)));
    }

    void cleanup() { test::set_instruction_set(0); }

  private:
    static void select_target() {
        QFETCH(qint64, target);
        test::set_instruction_set(target);
    }
};

QTEST_APPLESS_MAIN(ElementwiseTest)
#include "elementwise_test.moc"
