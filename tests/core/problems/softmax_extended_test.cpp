// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_extended.h"

#include <QtTest/QTest>

#include "core/numeric/random.h"
#include "core/problems/softmax_regression.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

class SoftmaxExtendedTest : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithTheGradient() {
        for (const Activation activation : all_activations) {
            for (const double density : {1.0, 0.4}) {
                const SoftmaxInstance instance = generate_softmax_instance(
                    {.n = 40, .d = 6, .m = 9, .density = density, .activation = activation, .seed = 4});
                const SoftmaxRegression problem(instance.data);
                const Vector x = 0.4 * instance.x_planted;
                Vector expected, g;
                double value = 0;
                problem.evaluator()->gradient(x, value, expected);
                QVERIFY(ExtendedGradient(problem.data()).compute({x, Vector::Zero(6)}, g));
                QVERIFY((g - expected).norm() <= 1e-13 * expected.norm());
            }
        }
    }

    /// What only more than double precision can see: a change of x by 1e-22 moves the gradient by the Hessian
    /// times that.
    void feelsTheLowerHalfOfThePair() {
        for (const Activation activation : all_activations) {
            const SoftmaxInstance instance =
                generate_softmax_instance({.n = 40, .d = 5, .m = 9, .activation = activation, .seed = 3});
            const SoftmaxRegression problem(instance.data);
            const SoftmaxCase made =
                softmax_case({.n = 40, .d = 5, .m = 9, .activation = activation, .seed = 3});
            const Vector& x = made.minimiser.x;
            RandomStream stream(7);
            const Vector low = 1e-22 * uniform_direction(stream, 5);
            ExtendedGradient gradient(problem.data());
            // From a point where the gradient is small, so that its value does not hide the difference.
            PointPair here{x, made.minimiser.low.size() > 0 ? made.minimiser.low : Vector(Vector::Zero(5))};
            if (!made.minimiser.verified || made.minimiser.on_kink()) continue;
            PointPair there = here;
            move_pair(there, low);
            Vector g0, g1;
            Matrix H;
            QVERIFY(gradient.compute(here, g0) && gradient.compute(there, g1));
            problem.evaluator()->hessian(x, H);
            QVERIFY2((g1 - g0 - H * low).norm() <= 1e-6 * (H * low).norm(),
                     qPrintable(QString::fromStdString(std::string(to_string(activation)))));
        }
    }
};

QTEST_APPLESS_MAIN(SoftmaxExtendedTest)
#include "softmax_extended_test.moc"
