// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_instance.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/input_error.h"

using namespace basin;

namespace {

QString message_of(const SoftmaxInstanceSpec& spec) {
    try {
        spec.validate();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

class SoftmaxInstanceTest : public QObject {
    Q_OBJECT

  private slots:
    void sameSeedSameInstance() {
        const SoftmaxInstance one = generate_softmax_instance({}), two = generate_softmax_instance({});
        QVERIFY(one.data.A1 == two.data.A1 && one.data.A2 == two.data.A2 && one.data.b == two.data.b &&
                one.data.w == two.data.w && one.x_planted == two.x_planted);
        QVERIFY(generate_softmax_instance({.seed = 2}).data.A1 != one.data.A1);
    }

    void drawsAreFrozen() {
        const SoftmaxInstance made = generate_softmax_instance({.n = 3, .d = 2, .m = 2, .seed = 42});
        QVERIFY(made.data.A1.dense()(2, 1) == -0x1.a7b2d087ded59p-2);
        QVERIFY(made.x_planted[0] == -0x1.ed8443799f0bdp-1);
    }

    void scalesAreThoseOfTheDefinition() {
        const SoftmaxInstance made = generate_softmax_instance(
            {.n = 400, .d = 30, .m = 20, .ridge = 0.5, .gain = 2, .logit_scale = 3, .target_radius = 1.5});
        QVERIFY(std::abs(made.data.A1.dense().squaredNorm() / static_cast<double>(made.data.A1.size()) / 9 -
                         1) < 0.05);
        QVERIFY(std::abs(made.data.A2.squaredNorm() / static_cast<double>(made.data.A2.size()) / (400 * 4) -
                         1) < 0.05);
        QVERIFY((made.data.w.array() == std::sqrt(0.5 / 400)).all());
        QVERIFY(std::abs(made.x_planted.norm() - 1.5) < 1e-14);
    }

    void withoutNoiseThePlantedPointFits() {
        const SoftmaxInstance made =
            generate_softmax_instance({.n = 50, .d = 4, .m = 9, .ridge = 0, .noise = 0});
        double f = 1;
        QVERIFY(SoftmaxRegression(made.data).evaluator()->value(made.x_planted, f) == EvalStatus::ok);
        QVERIFY(f < 1e-28);
    }

    void givenPartsAreUsedAndLeaveTheOthersAlone() {
        const SoftmaxInstance generated = generate_softmax_instance({});
        const DesignMatrix A1 = Matrix::Ones(64, 2);
        const Matrix b = Matrix::Zero(16, 1);
        const SoftmaxInstance mixed = generate_softmax_instance({}, {.A1 = &A1, .b = &b});
        QVERIFY(mixed.data.A1 == A1);
        QVERIFY(mixed.data.b == b);
        QVERIFY(mixed.data.A2 == generated.data.A2);
        QVERIFY(mixed.x_planted == generated.x_planted);
    }

    void valuesOutOfRangeAreNamed() {
        QCOMPARE(message_of({}), "accepted");
        QCOMPARE(message_of({.n = 0}), "problem.n: found 0; expected a whole number >= 1");
        QCOMPARE(message_of({.d = -3}), "problem.d: found -3; expected a whole number >= 1");
        QVERIFY(message_of({.ridge = -1}).startsWith("problem.ridge: found -1; expected"));
        QVERIFY(message_of({.gain = 0}).startsWith("problem.gain: found 0; expected"));
        QVERIFY(message_of({.noise = not_applicable}).startsWith("problem.noise: found nan; expected"));
        QVERIFY(message_of({.logit_scale = INFINITY}).startsWith("problem.logit_scale: found inf; expected"));
    }

    void sizesBeyondTheMachineAreRefusedBeforeAllocation() {
        const Index huge = Index{1} << 40;
        for (const SoftmaxInstanceSpec& spec :
             {SoftmaxInstanceSpec{.n = huge, .d = huge}, SoftmaxInstanceSpec{.n = huge, .d = 4},
              SoftmaxInstanceSpec{.n = 1, .d = huge}, SoftmaxInstanceSpec{.n = 4, .m = huge}}) {
            QVERIFY2(message_of(spec).startsWith("problem"), qPrintable(message_of(spec)));
            QVERIFY_THROWS_EXCEPTION(InputError, generate_softmax_instance(spec));
        }
    }
};

QTEST_APPLESS_MAIN(SoftmaxInstanceTest)
#include "softmax_instance_test.moc"
