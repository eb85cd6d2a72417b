// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

#include <QImage>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

std::string experiment(const std::string& members) {
    return R"({"format":"basin-experiment","version":1,)" + members + "}";
}

/// A word by itself: "nan" is none in "financial".
bool has_word(const std::string& text, const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto letter = [&text](std::size_t k) {
            return k < text.size() && std::isalnum(static_cast<unsigned char>(text[k])) != 0;
        };
        if (!(at > 0 && letter(at - 1)) && !letter(at + word.size())) return true;
    }
    return false;
}

bool is_printable(const std::string& text) {
    return std::ranges::all_of(text,
                               [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; });
}

}  // namespace

/// What people are told: what is drawn, what is said of numbers that are none, what is quoted from outside.
class ToldTest : public QObject {
    Q_OBJECT

  private slots:
    void theViewAskedForOrNone() {
        const fs::path results = solved("view", small());
        const auto render = [&](const std::string& view) {
            return run_basin(
                {"render", results, "--plot", "convergence", "--view", view, "-o", folder_.path() / "v.svg"});
        };
        const ProgramRun other = render("objective");
        QCOMPARE(other.exit_code, 2);
        verify_mentions(other.err, "found objective; expected one of loss-gap, gradient-norm, distance");
        QVERIFY(!fs::exists(folder_.path() / "v.svg"));
        QCOMPARE(render("gradient-norm").exit_code, 0);
        verify_mentions(ScratchFolder::read(folder_.path() / "v.svg"), "Euclidean norm of the gradient");
        const ProgramRun none =
            run_basin({"render", results, "--plot", "attraction", "-o", folder_.path() / "a.svg"});
        QCOMPARE(none.exit_code, 2);
        verify_mentions(none.err, "holds no data for the plot attraction; expected convergence");
    }

    void zeroStandsAtZero() {
        const std::string zero = R"("start":{"radius":0,"seed":7},"solvers":[{"name":"newton"}])";
        const fs::path results = solved("zero", experiment(zero));
        const fs::path file = folder_.path() / "zero.svg";
        QCOMPARE(run_basin({"render", results, "--plot", "convergence", "-o", file}).exit_code, 0);
        const std::string svg = ScratchFolder::read(file);
        verify_mentions(svg, ">0<");
        QVERIFY(svg.find(">0.05<") == std::string::npos && svg.find(">0.1<") == std::string::npos);
    }

    void titlesMayHoldAnything() {
        const std::string titled =
            experiment("\"title\":\"a\\u000bb\\u001b[31m\",\"solvers\":[{\"name\":\"damped-newton\"}]");
        const fs::path file = folder_.write("titled.basin.json", titled), results = folder_.path() / "titled";
        QCOMPARE(run_basin({"solve", file, "-o", results, "--plots", "svg"}).exit_code, 0);
        const std::string svg = ScratchFolder::read(results / "convergence.svg");
        QVERIFY(is_printable(svg));
        verify_mentions(svg, "a\\u000bb\\u001b[31m");
    }

    void namesReachTheTerminalPrintable() {
        const std::string name = "no\x1b[31m\xff\xe2\x80\xae.basin.json";
        const ProgramRun missing = run_basin_raw("check '" + (folder_.path() / name).string() + "'");
        QCOMPARE(missing.exit_code, 2);
        QVERIFY(is_printable(missing.err));
        verify_mentions(missing.err, "no\\u001b[31m\\xff\\u202e.basin.json");
        folder_.write("odd\x1b.basin.json", small());
        const ProgramRun checked = run_basin({"check", folder_.path() / "odd\x1b.basin.json"});
        QCOMPARE(checked.exit_code, 0);
        QVERIFY(is_printable(checked.out));
    }

    void nothingIsNan() {
        const fs::path file = folder_.write(
            "hurried.basin.json",
            experiment(
                R"("problem":{"family":"elman-rnn","hidden":1,"inputs":1,"outputs":1,"steps":12,"test_steps":0,"noise":0},)"
                R"("start":{"weights":{"A":[[0]],"W":[[0]],"V":[[0]],"b":[0],"c":[0]}},)"
                R"("solvers":[{"name":"piecewise-affine"}],"stopping":{"gradient_tolerance":1e3,"max_seconds":1e-9})"));
        const ProgramRun run = run_basin({"solve", file, "--json"});
        // In JSON what is infinite is the text "inf".
        QVERIFY2(!has_word(run.out, "nan"), run.out.c_str());
        for (const char* word : {"nan", "inf"}) QVERIFY2(!has_word(run.err, word), run.err.c_str());
    }

    void anInfiniteRadiusLiesBeyondTheEdge() {
        const fs::path file = folder_.write(
            "infinite.basin.json",
            experiment(
                R"("problem":{"n":1,"d":1,"m":2},"basin_map":{"radius_count":2,"error_count":2,"refinement":0,)"
                R"("trials":2},"certificate":{"trials":0})"));
        const fs::path results = folder_.path() / "infinite";
        run_basin({"solve", file, "-o", results, "--plots", "svg,pdf"});
        const std::string svg = ScratchFolder::read(results / "basin-map.svg");
        QVERIFY(!has_word(svg, "nan") && !has_word(svg, "inf"));
        verify_mentions(svg, "∞ ▸");
    }

    void aConstantTargetIsSaidToBeOne() {
        std::string table = "t,x,y\n";
        for (int k = 0; k < 12; ++k) table += std::to_string(k) + "," + std::to_string(k % 5) + ",7\n";
        folder_.write("const.csv", table);
        const fs::path file = folder_.write(
            "const.basin.json",
            experiment(
                R"("problem":{"family":"elman-rnn","hidden":2,"data":{"table":"const.csv","targets":["y"],)"
                R"("index":true,"train":0.8,"standardise":true}},"solvers":[{"name":"lbfgs"}])"));
        const ProgramRun run = run_basin({"assess", file, "--seconds", "2"});
        verify_mentions(run.out, "The targets are constant: there is nothing to be predicted.");
        QVERIFY(!has_word(run.out, "inf") && !has_word(run.out, "infinite"));
        // Its objective falls to 0 in every direction: that is an end, not a stall.
        const ProgramRun solved = run_basin({"solve", file, "-o", folder_.path() / "constant"});
        verify_mentions(solved.err, "lbfgs: converged");
    }

    void aCurveOfItsOwnIsDrawn() {
        const fs::path file = folder_.write(
            "curve.basin.json",
            experiment(
                R"("problem":{"family":"elman-rnn","hidden":2,"steps":8},"exactness":{"beta_count":2,"max_iterations":5})"));
        const fs::path results = folder_.path() / "curve", picture = folder_.path() / "curve.png";
        run_basin({"exactness", file, "-o", results});
        const ProgramRun run =
            run_basin({"render", results, "--plot", "penalty", "--view", "exactness", "-o", picture});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
    }

    void theFolderOfAPictureIsLookedAtFirst() {
        const fs::path file = folder_.write("p.basin.json", small());
        for (const char* verb : {"picture", "render"}) {
            std::vector<std::string> arguments{verb, file, "-o", folder_.path() / "none" / "p.png"};
            if (std::string(verb) == "render") arguments.insert(arguments.end(), {"--plot", "spectrum"});
            const ProgramRun run = run_basin(arguments);
            QCOMPARE(run.exit_code, 2);
            verify_mentions(run.err, "found no folder");
        }
    }

    void picturesHaveTheSizeAskedFor() {
        const fs::path file = folder_.write("s.basin.json", small()), window = folder_.path() / "window.png";
        const std::string command =
            "QT_SCALE_FACTOR=2 '" BASIN_EXECUTABLE "' picture '" + file.string() + "' --size 1100x720 -o '";
        QCOMPARE(run_program("bash", {"-c", command + window.string() + "'"}).exit_code, 0);
        QCOMPARE(QImage(QString::fromStdString(window.string())).size(), QSize(1100, 720));
    }

    void aRunThatIsCutOffSaysSo() {
        Experiment hurried = small_experiment();
        hurried.solvers = {{"gradient-descent", {}}};  // for many times as long
        softmax_of(hurried).instance = {.n = 2000, .d = 100, .m = 50, .ridge = 1e-6};
        hurried.stopping = {.gradient_tolerance = 1e-12, .max_iterations = 100000000, .max_seconds = 1e6};
        hurried.max_seconds = 0.2;
        const fs::path file = folder_.path() / "cut.basin.json";
        write_experiment(hurried, file);
        const ProgramRun run = run_basin({"solve", file, "--json"});
        QCOMPARE(run.exit_code, 1);
        verify_mentions(run.err, "cut off, because max_seconds are over: solvers");
        QVERIFY(nlohmann::json::parse(run.out)["cut_off"].size() >= 2);
    }

    void checkRefusesWhatSolveRefuses_data() {
        QTest::addColumn<QString>("members");
        QTest::newRow("map of an approximation that draws")
            << R"("problem":{"n":3,"d":2,"m":2},"basin_map":{"approximation":"sketch","radius_count":2,"error_count":2})";
        QTest::newRow("nothing to run") << R"("title":"empty")";
        QTest::newRow("no double") << R"("problem":{"ridge":9007199254740993},"solvers":[{"name":"newton"}])";
        QTest::newRow("iterations") << R"("stopping":{"max_iterations":1e19},"solvers":[{"name":"newton"}])";
        QTest::newRow("many iterations")
            << R"("stopping":{"max_iterations":1e18},"solvers":[{"name":"newton"}])";
    }
    void checkRefusesWhatSolveRefuses() {
        QFETCH(QString, members);
        const fs::path file = folder_.write("both.basin.json", experiment(members.toStdString()));
        const bool checked = run_basin({"check", file}).exit_code == 2;
        QCOMPARE(run_basin({"solve", file, "--json"}).exit_code == 2, checked);
    }

  private:
    static std::string small() {
        return experiment(R"("start":{"radius":0.1},"solvers":[{"name":"newton"}])");
    }
    /// A name with bytes that QString would not keep.
    static ProgramRun run_basin_raw(const std::string& rest) {
        std::string script;
        for (const char c : "'" BASIN_EXECUTABLE "' " + rest) {
            constexpr const char* digits = "0123456789abcdef";
            const auto byte = static_cast<unsigned char>(c);
            script += {'\\', 'x', digits[byte >> 4], digits[byte & 15U]};
        }
        return run_program("bash", {"-c", "eval \"$(printf '" + script + "')\""});
    }
    fs::path solved(const std::string& name, const std::string& text) {
        const fs::path file = folder_.write(name + ".basin.json", text), results = folder_.path() / name;
        const ProgramRun run = run_basin({"solve", file, "-o", results});
        if (run.exit_code != 0) qWarning("%s", run.err.c_str());
        return results;
    }
    ScratchFolder folder_;
};

QTEST_GUILESS_MAIN(ToldTest)
#include "told_test.moc"
