// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_data.h"

#include <cmath>
#include <string>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/problems/elman_rnn.h"

using namespace basin;

class ElmanDataTest : public QObject {
    Q_OBJECT

  private slots:
    void a_seed_is_a_series() {
        const GeneratedSeries once = generate_series({.seed = 3}), again = generate_series({.seed = 3});
        QVERIFY(once.series.X == again.series.X && once.series.Y == again.series.Y);
        QVERIFY(once.teacher == again.teacher);
        QVERIFY(once.series.X != generate_series({.seed = 4}).series.X);
        QCOMPARE(once.series.steps(), 8);
        QCOMPARE(once.series.test_steps(), 2);
    }

    void the_teacher_explains_the_targets() {
        ElmanSeriesSpec spec;
        spec.steps = 50;
        spec.test_steps = 20;
        spec.noise = 0;
        GeneratedSeries made = generate_series(spec);
        ElmanTraining training;
        training.hidden = spec.teacher.hidden;
        training.series = made.series;
        const ElmanOutputs outputs = predict(training, made.teacher);
        // The test outputs agree only if the recursion goes on from the training state.
        QVERIFY(mean_square_error(outputs.train, made.series.Y) <= 1e-28);
        QVERIFY(mean_square_error(outputs.test, made.series.Y_test) <= 1e-28);
        const ConstWeights teacher = weights_of(spec.teacher, made.teacher.data());
        QVERIFY(teacher.W.cwiseAbs().colwise().sum().maxCoeff() <= 0.9 + 1e-12);
    }

    void inputs_remember() {
        ElmanSeriesSpec spec;
        spec.teacher.inputs = 1;
        spec.steps = 20000;
        const Matrix X = generate_series(spec).series.X;
        const auto now = X.rightCols(X.cols() - 1).array(), before = X.leftCols(X.cols() - 1).array();
        // Standard error of a correlation over 20,000 steps: about 0.005.
        QVERIFY(std::abs((now * before).mean() / X.array().square().mean() - spec.memory) <= 0.02);
        QVERIFY(std::abs(X.array().square().mean() - 1) <= 0.05);
    }

    void a_share_splits_in_order() {
        const Matrix X = Matrix::Random(2, 10), Y = Matrix::Random(1, 10);
        const ElmanSeries series = split_series(X, Y, 0.8);
        QCOMPARE(series.steps(), 8);
        QVERIFY(series.X == X.leftCols(8) && series.Y_test == Y.rightCols(2));
        QCOMPARE(split_series(X, Y, 1).test_steps(), 0);
        for (const double share : {0.0, -1.0, 1.5, 0.1, 0.05, std::nan("")})
            QVERIFY_THROWS_EXCEPTION(InputError, split_series(X, Y, share));
        QVERIFY_THROWS_EXCEPTION(InputError, split_series(X, Y.leftCols(9), 0.8));
    }

    void standardised_by_the_training_steps() {
        Matrix X = Matrix::Random(3, 40);
        X.row(1) = 100 * X.row(1).array() + 7;
        X.row(2).setConstant(5);
        ElmanSeries series = split_series(X, X.topRows(1), 0.75);
        const double mean = series.X.row(1).mean();
        const double first_test = series.X_test(1, 0);
        standardise(series);
        for (Index i = 0; i < 2; ++i) {
            QVERIFY(std::abs(series.X.row(i).mean()) <= 1e-14);
            QVERIFY(std::abs(series.X.row(i).squaredNorm() / 30 - 1) <= 1e-14);
        }
        QVERIFY(series.X.row(2).isZero());
        // The test steps go by the same scale: not centred by themselves.
        const double scale = (first_test - mean) / series.X_test(1, 0);
        QVERIFY(std::abs(scale * series.X(1, 0) + mean - X(1, 0)) <= 1e-12);
    }

    void constant_rows_stay_undivided_when_their_mean_is_rounded() {
        for (const double value : {0.1, -0.7, 1e6 / 3}) {
            for (const Index steps : {7, 30, 41}) {
                Matrix X = Matrix::Constant(1, steps + 1, value);
                X(0, steps) += 0.5;  // the one test step
                ElmanSeries series = {X.leftCols(steps), X.leftCols(steps), X.rightCols(1), X.rightCols(1)};
                standardise(series);
                // The rounding of a sum of at most 41 terms; undivided, it stays that small.
                QVERIFY(series.X.cwiseAbs().maxCoeff() <= 1e-14 * std::abs(value));
                QVERIFY(std::abs(series.X_test(0, 0) - 0.5) <= 1e-9);
            }
        }
    }

    void bad_specs_are_refused() {
        QVERIFY_THROWS_EXCEPTION(InputError, generate_series({.steps = 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, generate_series({.noise = -1}));
        QVERIFY_THROWS_EXCEPTION(InputError, generate_series({.memory = 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, generate_series({.activation = Activation::softplus}));
    }
};

QTEST_APPLESS_MAIN(ElmanDataTest)
#include "elman_data_test.moc"
