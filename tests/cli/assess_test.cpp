// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

double figure(const nlohmann::json& assessment, const std::string& question, const std::string& key) {
    for (const auto& asked : assessment["questions"]) {
        if (asked["key"] != question) continue;
        for (const auto& figure : asked["figures"])
            if (figure["key"] == key) return figure["value"];
    }
    return not_applicable;
}

}  // namespace

class AssessCommandTest : public QObject {
    Q_OBJECT

  private slots:
    void answersCarryTheNumbersOfTheCertificate() {
        const std::string file = folder_.path() / "small.basin.json";
        write_experiment(small_experiment(), file);
        const ProgramRun assessed = run_basin({"assess", file, "--json", "--seconds", "20"});
        QCOMPARE(assessed.exit_code, 0);
        const auto json = nlohmann::json::parse(assessed.out);
        const auto certificate = nlohmann::json::parse(run_basin({"certify", file, "--json"}).out);
        for (const char* key : {"guaranteed_radius_certified", "guaranteed_radius", "basin_radius"})
            QCOMPARE(figure(json, "safe_radius", key), certificate[key].get<double>());
        QCOMPARE(figure(json, "minimum", "l"), certificate["l"].get<double>());
        QVERIFY(json["stopped"] == false);
        QVERIFY(json["verdict"].get<std::string>().starts_with("These data can be used"));
        for (const auto& asked : json["questions"]) {
            QVERIFY(!asked["words"].get<std::string>().empty());
            QVERIFY(!asked["brief"].get<std::string>().empty() && !asked["topic"].get<std::string>().empty());
            for (const auto& each : asked["figures"]) {
                const std::string kind = each["kind"];
                QVERIFY(kind == "certified" || kind == "estimated" || kind == "measured");
                QVERIFY(!each["meaning"].get<std::string>().empty());
            }
        }
    }

    void aReportHoldsWhatARunFinds() {
        const std::string A1 = folder_.write("kept-keys.csv", "1,2\n-1,1\n0.5,-1\n2,0\n");
        for (const char* name : {"data.html", "data.pdf"}) {
            const std::string file = folder_.path() / name;
            const ProgramRun run = run_basin({"assess", "--A1", A1, "--seconds", "2", "--report", file});
            QVERIFY2(std::filesystem::exists(file), run.err.c_str());
            const ProgramRun verified = run_basin({"verify", file});
            QVERIFY2(verified.exit_code == 0, (verified.out + verified.err).c_str());
            const ProgramRun again = run_basin({"assess", "--A1", A1, "--report", file});
            QVERIFY(again.exit_code != 0);
            verify_mentions(again.err, "exists already");
        }
        const ProgramRun other = run_basin({"assess", "--A1", A1, "--report", folder_.path() / "data.txt"});
        QVERIFY(other.exit_code != 0);
        verify_mentions(other.err, "expected .html or .pdf");
    }

    void filesOfData() {
        const std::string A1 = folder_.write("keys.csv", "1,2\n-1,1\n0.5,-1\n2,0\n");
        const std::string A2 = folder_.write("values.csv", "1,2,3,4\n0,1,0,1\n");
        const std::string b = folder_.write("wanted.csv", "0.5\n0.25\n");
        const ProgramRun run = run_basin({"assess", "--A1", A1, "--A2", A2, "--b", b, "--seconds", "5"});
        verify_mentions(run.out, "A1 is 4 x 2 with 8 entries, A2 is 2 x 4.");
        verify_mentions(run.out, "(measured), ");
        verify_mentions(run.out, "Which start radius is safe?  ");
        QVERIFY(run.out.find("Which start radius is safe?  [yes]") == std::string::npos);
        QVERIFY(run.out.starts_with("These data can be used"));
        QVERIFY(run.err.find("generated") == std::string::npos);
        const ProgramRun keys = run_basin({"assess", "--A1", A1, "--seconds", "1"});
        verify_mentions(keys.err, "generated, because no file gives them: A2, b");
        QVERIFY(run.exit_code == 0 || run.exit_code == 1);
    }

    void whatCannotBeUsed() {
        const ProgramRun nothing = run_basin({"assess"});
        QCOMPARE(nothing.exit_code, 2);
        verify_mentions(nothing.err, "EXPERIMENT or --A1");
        const ProgramRun missing = run_basin({"assess", "--A1", "no-such-file.csv"});
        QCOMPARE(missing.exit_code, 2);
        verify_mentions(missing.err, "problem.data.A1");
        QCOMPARE(run_basin({"assess", "close-enough", "--seconds", "0"}).exit_code, 2);
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(AssessCommandTest)
#include "assess_test.moc"
