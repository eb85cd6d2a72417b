// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

/// A monthly series with a season, from a spreadsheet of another country.
std::string monthly() {
    std::string text = "Monat;Absatz\n[];[T]\n";
    for (int k = 0; k < 72; ++k) {
        const std::string month = std::to_string(k % 12 + 1);
        const double value = 100 + k + 20 * std::sin(k * std::acos(-1) / 6);
        std::string number = std::to_string(value);
        number[number.find('.')] = ',';
        text +=
            std::to_string(2010 + k / 12) + '-' + (month.size() < 2 ? "0" : "") + month + ';' + number + '\n';
    }
    return text;
}

std::string experiment(const std::string& data) {
    return R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":4,"tau":0.001,)"
           R"("activation":"tanh","data":{)" +
           data +
           R"(}},"start":{"deviation":0.1},"solvers":[{"name":"lbfgs"}],"stopping":{"max_iterations":200}})";
}

}  // namespace

/// A series of one's own, from its file to a judged forecast.
class SeriesTest : public QObject {
    Q_OBJECT

  private slots:
    void a_monthly_series_is_forecast_and_judged() {
        folder_.write("m.csv", monthly());
        const fs::path file = folder_.write(
            "m.basin.json",
            experiment(R"("table":"m.csv","targets":["Absatz"],"season":12,"horizon":3,"standardise":true)"));
        const ProgramRun checked = run_basin({"check", file});
        QCOMPARE(checked.exit_code, 0);
        verify_mentions(checked.out, "separator semicolon, decimal comma, names in a header");
        verify_mentions(checked.out, "a line of units: line 2");
        verify_mentions(checked.out, "time \"Monat\" from 2010-01-01 to 2015-12-01, without a gap");
        verify_mentions(checked.out,
                        "forecasts \"Absatz\" 3 rows ahead from the last 12 values of \"Absatz\"");
        const fs::path results = folder_.path() / "m";
        const ProgramRun solved = run_basin({"solve", file, "-o", results});
        verify_mentions(solved.err, "in the data's units: train error");
        verify_mentions(solved.err, "forecast 2016-01-01: Absatz = ");
        const auto json = nlohmann::json::parse(ScratchFolder::read(results / "result.json"));
        const auto& run = json["runs"][0];
        for (const char* key : {"train_error", "test_error", "free_run_error"}) {
            QCOMPARE(run[key]["targets"].size(), std::size_t{1});
            QVERIFY(run[key]["mean"].is_number());
        }
        for (const char* key : {"last_value", "last_season", "mean"})
            QVERIFY(run["naive"][key]["mean"].is_number());
        double best = run["naive"]["last_value"]["mean"];
        for (const char* key : {"last_season", "mean"})
            best = std::min(best, run["naive"][key]["mean"].get<double>());
        const double skill = run["skill"], error = run["test_error"]["mean"];
        QVERIFY(std::abs(skill - (1 - error / best)) < 1e-12);
        // Every forecast of the last season is 12 too small, which is its error.
        QVERIFY(std::abs(run["naive"]["last_season"]["mean"].get<double>() - 12) < 1e-4);
        QVERIFY(json["data"][0]["understood"]["separator"] == "semicolon");
        const std::string forecast = ScratchFolder::read(results / "forecast.csv");
        QVERIFY(forecast.starts_with("run,time,target,forecast,low,high\nlbfgs,2016-01-01,Absatz,"));
        QCOMPARE(std::ranges::count(forecast, '\n'), 4);
        // Results need no table any more, and say the same.
        fs::remove(folder_.path() / "m.csv");
        const ProgramRun again = run_basin({"check", results / "result.json"});
        QVERIFY2(again.exit_code == 0, again.err.c_str());
        const ProgramRun certified = run_basin({"certify", results, "--json"});
        QVERIFY2(certified.exit_code != 2, certified.err.c_str());
    }

    void numbers_may_be_names_of_columns() {
        std::string text = "date,2021,2022,2023\n";
        for (int k = 1; k <= 8; ++k)
            text += "01-0" + std::to_string(k) + "," + std::to_string(k) + ",3.4,3.9\n";
        folder_.write("years.csv", text);
        const fs::path file = folder_.write(
            "years.basin.json", experiment(R"("table":"years.csv","targets":["4"],"index":true)"));
        const ProgramRun run = run_basin({"check", file});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "found no column \"4\" in the table");
        verify_mentions(run.err, "2023");
    }

    void explaining_is_not_called_a_forecast() {
        folder_.write(
            "two.csv",
            "d,a,b\n2012-01-01,1,2\n2012-01-02,2,5\n2012-01-03,3,4\n2012-01-04,5,9\n2012-01-05,6,9\n");
        const fs::path file =
            folder_.write("two.basin.json", experiment(R"("table":"two.csv","targets":["b"])"));
        const ProgramRun run = run_basin({"check", file});
        verify_mentions(run.out, "explains \"b\" by \"a\" of the same moment; does not forecast");
    }

    void assess_answers_in_order() {
        folder_.write("m.csv", monthly());
        const fs::path file =
            folder_.write("m2.basin.json", experiment(R"("table":"m.csv","targets":["Absatz"],"season":12)"));
        const ProgramRun run = run_basin({"assess", file, "--seconds", "4"});
        std::size_t at = 0;
        for (const char* question :
             {"What was read?", "Is there something to learn?", "Is the loss smooth", "Does training end",
              "Which start, width and method pay", "What does training cost?"}) {
            const auto found = run.out.find(question, at);
            QVERIFY2(found != std::string::npos, question);
            at = found;
        }
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(SeriesTest)
#include "series_test.moc"
