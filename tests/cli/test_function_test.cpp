// SPDX-License-Identifier: GPL-3.0-or-later
// Test functions on the command line.
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

using namespace basin::test;
namespace fs = std::filesystem;

class TestFunctionTest : public QObject {
    Q_OBJECT

  private slots:
    void checkSaysWhatItIs() {
        const ProgramRun fine =
            run_basin({"check", write(R"("function": "quadratic", "dimension": 5, "condition": 100)")});
        QVERIFY2(fine.exit_code == 0, fine.err.c_str());
        verify_mentions(fine.out, "test function quadratic, d = 5");
        const ProgramRun refused =
            run_basin({"check", write(R"("function": "himmelblau", "condition": 100)")});
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, "problem.condition: found 100; expected none");
    }

    void resultsAreWrittenDrawnAndCertified() {
        const fs::path results = folder_.path() / "results";
        const std::string file = write(R"("function": "himmelblau")", R"(, "start": {"x0": [-1, -1]},
 "landscape": {"resolution": 17, "extent": 2}, "attraction": {"resolution": 32}, "spectrum": {"every": 1},
 "basin_map": {"radius_count": 2, "error_count": 2, "trials": 3}, "basin_radius": {"trials": 20})");
        const ProgramRun solved = run_basin({"solve", file, "-o", results});
        QVERIFY2(solved.exit_code == 0, solved.err.c_str());
        const auto json = nlohmann::json::parse(ScratchFolder::read(results / "result.json"));
        QCOMPARE(json["experiment"]["problem"].dump(),
                 std::string(R"({"family":"test-function","function":"himmelblau"})"));
        QVERIFY(json["minimiser"]["verified"] == true);
        QCOMPARE(json["runs"].size(), 2u);
        for (const char* plot : {"landscape", "attraction", "convergence", "spectrum", "basin-map"}) {
            const fs::path picture = folder_.path() / (std::string(plot) + ".svg");
            const ProgramRun drawn = run_basin({"render", results, "--plot", plot, "-o", picture});
            QVERIFY2(drawn.exit_code == 0, drawn.err.c_str());
            QVERIFY(fs::file_size(picture) > 1000);
        }
        const ProgramRun certified = run_basin({"certify", results, "--json"});
        QVERIFY2(certified.exit_code == 0, certified.err.c_str());
        QVERIFY(nlohmann::json::parse(certified.out)["M_estimate"] > 0);
    }

    void aBowlIsCertifiedExactly() {
        const std::string file = write(R"("function": "quadratic", "dimension": 5, "condition": 100)");
        const ProgramRun run = run_basin({"certify", file, "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto json = nlohmann::json::parse(run.out);
        QCOMPARE(json["M_certified"].get<double>(), 0.0);
        QVERIFY(json["good_start_certified"] == true);
    }

    void mapsAreResumed() {
        const fs::path results = folder_.path() / "map";
        const std::string file = write(
            R"("function": "booth")", R"(, "basin_map": {"radius_count": 2, "error_count": 2, "trials": 3})");
        QCOMPARE(run_basin({"map", file, "-o", results}).exit_code, 0);
        const ProgramRun again = run_basin({"map", file, "-o", results, "--resume"});
        QVERIFY2(again.exit_code == 0, again.err.c_str());
        const std::string other =
            write(R"("function": "matyas")",
                  R"(, "basin_map": {"radius_count": 2, "error_count": 2, "trials": 3})");
        const ProgramRun refused = run_basin({"map", other, "-o", results, "--resume"});
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, "problem.function is \"booth\" there and \"matyas\" here");
    }

    void whatHasNoAnswerIsSaid() {
        const std::string file = write(R"("function": "booth")");
        const ProgramRun assessed = run_basin({"assess", file, "--seconds", "5"});
        QVERIFY2(assessed.exit_code == 0, assessed.err.c_str());
        verify_mentions(assessed.out, "There are no data to check");
        const ProgramRun estimated = run_basin({"estimate", file, "--n", "10", "--d", "10"});
        QCOMPARE(estimated.exit_code, 2);
        verify_mentions(estimated.err, "found a test function");
        QCOMPARE(run_basin({"exactness", file, "-o", folder_.path() / "no"}).exit_code, 2);
    }

  private:
    std::string write(const std::string& problem, const std::string& rest = {}) {
        return folder_.write(
            std::to_string(++files_) + ".basin.json",
            R"({"format": "basin-experiment", "version": 1, "problem": {"family": "test-function", )" +
                problem + R"(}, "solvers": [{"name": "damped-newton"}, {"name": "lbfgs"}])" + rest + "}");
    }

    ScratchFolder folder_;
    int files_ = 0;
};

QTEST_GUILESS_MAIN(TestFunctionTest)
#include "test_function_test.moc"
