// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/series_columns.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/io/series_table.h"
#include "core/problems/series_judgement.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

ElmanDataSpec data_of(const std::string& text, std::vector<std::string> targets) {
    ElmanDataSpec data;
    data.table = DataSource<SeriesTable>{
        std::make_shared<const SeriesTable>(parse_series_table(text, "t.csv", false)), "t.csv"};
    data.target_columns = std::move(targets);
    return data;
}

ElmanSeries series_of(const ElmanDataSpec& data) {
    ElmanProblemSpec spec;
    spec.data = data;
    spec.validate();
    return make_series(spec);
}

std::string error(const ElmanDataSpec& data) {
    return input_error([&] {
        ElmanProblemSpec spec;
        spec.data = data;
        spec.validate();
    });
}

/// A month and a value a row: 10, 20, 30, ....
std::string months(int count) {
    std::string text = "Month,Value\n";
    for (int k = 0; k < count; ++k)
        text += "2010-" + std::string(k % 12 < 9 ? "0" : "") + std::to_string(k % 12 + 1) + "," +
                std::to_string(10 * (k + 1)) + "\n";
    return text;
}

}  // namespace

class SeriesColumnsTest : public QObject {
    Q_OBJECT

  private slots:
    void lags_are_the_past_and_the_horizon_is_kept() {
        ElmanDataSpec data = data_of(months(10), {"Value"});
        data.lags = 2;
        data.horizon = 3;
        data.train = 0.5;
        const ElmanSeries series = series_of(data);
        // The first step is row 5 (60), from rows 2 and 1 (30, 20).
        QCOMPARE(series.Y, (Matrix(1, 3) << 50, 60, 70).finished());
        QCOMPARE(series.X, (Matrix(2, 3) << 20, 30, 40, 10, 20, 30).finished());
        QCOMPARE(series.Y_test, (Matrix(1, 3) << 80, 90, 100).finished());
        QCOMPARE(series.frame->time_text(10), std::string("2010-11-01"));
    }

    void one_column_has_lags_by_itself() {
        ElmanDataSpec data =
            data_of(months(12) + "2011-01,130\n2011-02,140\n2011-03,150\n2011-04,160\n", {"Value"});
        QCOMPARE(series_plan(data).lags, Index{12});
        data.season = 4;
        QCOMPARE(series_plan(data).lags, Index{4});
        QCOMPARE(series_plan(data_of("a,b\n1,2\n3,4\n5,7\n", {"b"})).lags, Index{0});
    }

    void a_first_column_that_counts_is_the_time() {
        const std::string rows = "1885,356\n1886,386\n1887,397\n1888,397\n1889,413\n";
        const ElmanDataSpec years = data_of("Year,Water\n" + rows, {"Water"});
        QCOMPARE(column_names(years).time, std::string("Year"));
        QVERIFY(column_names(years).inputs.empty());
        QCOMPARE(column_names(data_of("any,Water\n" + rows, {"Water"})).time, std::string("any"));
        QCOMPARE(column_names(data_of("No,y\n1,5\n2,6\n3,8\n", {"y"})).time, std::string("No"));
        // Others are inputs as ever: of another name, with gaps, and where they are asked for.
        QVERIFY(column_names(data_of("x,y\n1,5\n2,6\n3,8\n", {"y"})).time.empty());
        QVERIFY(column_names(data_of("No,y\n1,5\n2,6\n4,8\n", {"y"})).time.empty());
        ElmanDataSpec asked = years;
        asked.input_columns = {{"Year"}};
        QVERIFY(column_names(asked).time.empty());
    }

    void nothing_of_the_future_is_an_input() {
        const std::string head = "t,u,v\n1,5,1\n2,NA,4\n3,7,9\n4,1,16\n5,2,25\n6,NA,36\n",
                          end = "7,3,49\n8,4,64\n";
        for (const auto& [missing, difference] :
             {std::pair(MissingRule::interpolate, Difference::none), {MissingRule::hold, Difference::one}}) {
            const auto made = [&](const std::string& text) {
                ElmanDataSpec data = data_of(text, {"v"});
                data.time = "t";
                data.lags = 1;
                data.missing = missing;
                data.difference = difference;
                data.train = 0.5;
                return series_of(data);
            };
            const ElmanSeries whole = made(head + end), other = made(head + "7,-90,-9\n8,1,64\n");
            const Index before = std::min(whole.steps(), other.steps());
            QVERIFY(before >= 2);
            QCOMPARE(whole.X.leftCols(before), other.X.leftCols(before));
            // The gap of row 6 is still open when row 7 is predicted, so that it holds the 2 before it.
            const Index step = std::ranges::find(whole.frame->steps(), Index{6}) -
                               whole.frame->steps().begin() - whole.steps();
            QCOMPARE(whole.X_test(1, step), 2.0);
        }
    }

    void scales_are_those_of_the_training_steps_and_errors_are_in_own_units() {
        ElmanDataSpec data = data_of(months(12), {"Value"});
        data.lags = 1;
        data.train = 0.5;
        data.standardise = true;
        for (const Difference difference : {Difference::none, Difference::one, Difference::log}) {
            data.difference = difference;
            const ElmanSeries series = series_of(data);
            QVERIFY(std::abs(series.Y.mean()) < 1e-12);
            const OwnUnits own = own_targets(series), back = in_own_units(series, series.Y, series.Y_test);
            QVERIFY((own.train - back.train).norm() <= 1e-10 * own.train.norm());
            QVERIFY((own.test - back.test).norm() <= 1e-10 * own.test.norm());
            QVERIFY((series.frame->in_network_units(own.test, series.steps()) - series.Y_test).norm() <=
                    1e-9);
        }
    }

    void missing_targets_leave_the_steps() {
        ElmanDataSpec data = data_of("x,y\n1,2\n2,NA\n3,6\n4,8\n5,11\n", {"y"});
        verify_mentions(error(data), "t.csv: line 3, column 2: \"y\": found no value");
        verify_mentions(error(data), "\"missing\": \"skip\"");
        data.missing = MissingRule::hold;
        data.train = 0.5;
        const ElmanSeries series = series_of(data);
        QCOMPARE(series.Y, (Matrix(1, 2) << 2, 6).finished());
        QCOMPARE(series.frame->left_out(), Index{1});
    }

    void long_form_takes_one_sequence() {
        const std::string text =
            "symbol,date,price\nA,Jan 1 2000,1\nA,Feb 1 2000,2\nA,Mar 1 2000,4\nB,Jan 1 2000,7\nB,Feb 1 "
            "2000,9\nB,Mar 1 2000,8\n";
        ElmanDataSpec data = data_of(text, {"price"});
        data.lags = 1;
        data.train = 1;
        verify_mentions(error(data), "line 5: found a time before that of the row above it");
        verify_mentions(error(data), "\"where\": {\"symbol\": ...}");
        data.where = {{"symbol", "C"}};
        verify_mentions(error(data), "there are A and B");
        data.where = {{"symbol", "B"}};
        QCOMPARE(series_of(data).Y, (Matrix(1, 2) << 9, 8).finished());
    }

    void words_become_indicators_when_asked() {
        ElmanDataSpec data = data_of("wind,y\nN,1\nS,2\nN,3\n", {"y"});
        data.indicators = {"wind"};
        data.train = 1;
        QCOMPARE(series_of(data).X, (Matrix(2, 3) << 1, 0, 1, 0, 1, 0).finished());
        data.indicators = {"y"};
        verify_mentions(error(data), "a column of numbers; expected one of words");
    }

    void mistakes_are_named() {
        ElmanDataSpec data = data_of("d,w,y\n2012-01-01,a,1\n2012-01-02,b,2\n2012-01-03,b,4\n", {"w"});
        verify_mentions(error(data),
                        "problem.data.targets: found \"w\", a column of texts; expected one of numbers");
        verify_mentions(error(data_of("d,w\n2012-01-01,12 %\n2012-01-02,13 %\n", {"w"})),
                        "(\"w\" is text, as \"12 %\": \"percent\": true reads it as a number)");
        data.target_columns = {"2"};
        verify_mentions(error(data), "found no column \"2\" in the table; known are d, w, y");
        verify_mentions(error(data_of("\"time, s\",v\n0,1\n1,2\n2,4\n", {"power"})),
                        "known are \"time, s\", v");
        data.target_columns = {"y"};
        data.lags = 5;
        verify_mentions(error(data), "lags 5 and horizon 1 take the first 5 of 3 rows");
        data.lags = 0;
        verify_mentions(error(data), "problem.data.lags: found 0 without other columns");
        data.lags = 1;
        data.horizon = 9;
        verify_mentions(error(data), "lags 1 and horizon 9");
        data.horizon = 1;
        data.input_columns = std::vector<std::string>{"y"};
        verify_mentions(error(data), "problem.data.inputs: found \"y\", which is a target");
        ElmanDataSpec constant = data_of("d,y\n2012-01-01,3\n2012-01-02,3\n2012-01-03,3\n", {"y"});
        constant.lags = 1;
        verify_mentions(error(constant), "always 3; expected a target that changes");
        constant = data_of("d,y\n2012-01-01,3\n2012-01-02,-3\n2012-01-03,3\n", {"y"});
        constant.lags = 1;
        constant.difference = Difference::log;
        verify_mentions(error(constant), "problem.data.difference");
    }

    void naive_forecasts_are_those_of_the_test_steps() {
        ElmanDataSpec data = data_of("t,y\n1,0\n2,4\n3,0\n4,4\n5,0\n6,4\n7,0\n8,4\n9,0\n", {"y"});
        data.time = "t";
        data.lags = 1;
        data.season = 2;
        data.train = 0.5;
        const NaiveErrors naive = naive_errors(series_of(data));
        QCOMPARE(naive.last_value[0], 4.0);
        QCOMPARE(naive.last_season[0], 0.0);
        QCOMPARE(naive.mean[0], 2.0);
        QCOMPARE(best_naive(naive).name, std::string("the last season"));
    }

    void a_network_that_copies_is_as_good_as_the_last_value() {
        // tanh(u) = u to rounding for small u, so that these weights say what they hear.
        ElmanDataSpec data = data_of("t,y\n1,1\n2,3\n3,2\n4,5\n5,4\n6,6\n7,3\n8,4\n", {"y"});
        data.time = "t";
        data.lags = 1;
        data.train = 0.5;
        ElmanTraining training;
        training.hidden = 1;
        training.activation.kind = Activation::tanh;
        training.series = series_of(data);
        constexpr double small = 1e-6;
        const Vector theta = (Vector(5) << 1 / small, 0, small, 0, 0).finished();  // A, W, V, b, c
        const SeriesJudgement found = judge_series(training, theta, predict(training, theta));
        QVERIFY(std::abs(found.test_error[0] - found.naive.last_value[0]) < 1e-9);
        QVERIFY(std::abs(found.skill - (1 - found.test_error[0] / best_naive(found.naive).error)) < 1e-12);
        // On its own predictions it says the last training value, 4, for ever: the test values are 4, 6,
        // 3, 4.
        const ElmanSeries& series = training.series;
        const double last = series.Y(0, series.steps() - 1);
        const double expected = std::sqrt((series.Y_test.array() - last).square().mean());
        QVERIFY(std::abs(found.free_run_error[0] - expected) < 1e-9);
        QVERIFY(std::abs(found.forecast.values(0, 0) - 4) < 1e-9);
        QCOMPARE(found.forecast.times, std::vector<std::string>{"9"});
    }

    void rows_without_a_time_are_left_out() {
        ElmanDataSpec data =
            data_of("d,y\n2012-01-01,1\n2012-01-02,4\n2012-01-03,9\n2012-01-04,9\n,23\n", {"y"});
        data.lags = 1;
        data.train = 1;
        QCOMPARE(series_of(data).Y, (Matrix(1, 3) << 4, 9, 9).finished());
        std::string all;
        for (const std::string& line : series_lines(data)) all += line + "\n";
        verify_mentions(all, "left out: 1 row without a time");
    }

    void what_was_decided_is_told() {
        ElmanDataSpec data = data_of(
            "d,w,x,y\n2012-01-01,a,1,1\n2012-01-02,b,2,4\n2012-01-05,b,4,9\n2012-01-06,b,4,9\n", {"y"});
        std::string all;
        for (const std::string& line : series_lines(data)) all += line + "\n";
        verify_mentions(all, "separator comma");
        verify_mentions(all, "time \"d\" from 2012-01-01 to 2012-01-06, 1 gap, the first behind 2012-01-02");
        verify_mentions(all, "explains \"y\" by \"x\" of the same moment; does not forecast");
        verify_mentions(all, "left out: \"w\"");
    }

    void autocorrelation_is_that_of_the_field() {
        const Vector found = autocorrelation((Vector(4) << 1, -1, 1, -1).finished(), 2);
        QCOMPARE(found, (Vector(2) << -0.75, 0.5).finished());
    }
};

QTEST_APPLESS_MAIN(SeriesColumnsTest)
#include "series_columns_test.moc"
