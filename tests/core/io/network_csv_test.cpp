// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/network_csv.h"

#include <QtTest/QTest>

#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

/// Predictions beside the series they were made of.
class NetworkCsvTest : public QObject {
    Q_OBJECT

  private slots:
    void predictionsReadBack() {
        const ElmanOutputs back = parse_series(text_, "series.csv", series_);
        QVERIFY(back.train == outputs_.train && back.test == outputs_.test);
    }

    void anotherSeriesIsRefused() {
        ElmanSeries other = series_;
        other.Y_test(0, 0) += 0.25;
        verify_mentions(input_error([&] { parse_series(text_, "series.csv", other); }),
                        "series.csv: line 4, column 3: found the target \"3\"; expected 3.25 as in");
        other = series_;
        other.X_test = other.Y_test = Matrix(1, 0);
        verify_mentions(input_error([&] { parse_series(text_, "series.csv", other); }), "found more lines");
        other.X_test = other.Y_test = Matrix::Constant(1, 2, 3);
        verify_mentions(input_error([&] { parse_series(text_, "series.csv", other); }), "found fewer lines");
    }

    /// Whatever the unit of the targets.
    void anotherSeriesOfSmallNumbersIsRefused() {
        ElmanSeries small = series_;
        small.Y *= 1e-12;
        small.Y_test *= 1e-12;
        const std::string text = series_csv(small, outputs_);
        QVERIFY(parse_series(text, "series.csv", small).train == outputs_.train);
        small.Y(0, 0) *= 1.01;
        verify_mentions(input_error([&] { parse_series(text, "series.csv", small); }), "found the target");
    }

    void lastDigitsMayDiffer() {
        ElmanSeries other = series_;
        other.Y *= 1 + 1e-13;
        QVERIFY(parse_series(text_, "series.csv", other).train == outputs_.train);
    }

  private:
    const ElmanSeries series_{Matrix::Zero(1, 2), (Matrix(1, 2) << 1, 2).finished(), Matrix::Zero(1, 1),
                              Matrix::Constant(1, 1, 3)};
    const ElmanOutputs outputs_{(Matrix(1, 2) << 1.5, 2.5).finished(), Matrix::Constant(1, 1, 3.5)};
    const std::string text_ = series_csv(series_, outputs_);
};

QTEST_APPLESS_MAIN(NetworkCsvTest)
#include "network_csv_test.moc"
