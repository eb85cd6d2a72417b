// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_folder.h"

#include <filesystem>

#include <QProcess>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/manifest.h"
#include "core/io/presets.h"
#include "core/io/results_io.h"
#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/writing_place.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

bool is_one_sentence(const std::string& text) {
    return !text.empty() && text.back() == '\n' && text.find('\n') == text.size() - 1;
}

}  // namespace

class ResultsFolderCliTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { place_ = std::make_unique<WritingPlace>(); }

    void anInputsFolderIsNoOutput() {
        const Contents before = write_user_folder();
        for (const char* target : {".", "../user", "../link"}) {
            const ProgramRun run =
                run_in(place_->path("user"), {"solve", "e.basin.json", "-o", target, "--force"});
            QCOMPARE(run.exit_code, 2);
            QVERIFY2(is_one_sentence(run.err), run.err.c_str());
            verify_mentions(run.err, "found series-pump.csv in it, from which these results are made");
            QVERIFY(folder_contents(place_->path("user")) == before);
        }
        // The same from elsewhere into a folder of other things, one of which would be overwritten.
        fs::create_directory(place_->path("other"));
        place_->write("other/series-pump.csv", "mine");
        place_->write("other/history-old.csv", "mine");
        place_->write("other/landscape.png", "mine");
        const std::vector<std::string> solve{"solve", "../user/e.basin.json", "-o", ".", "--force"};
        QCOMPARE(run_in(place_->path("other"), solve).exit_code, 1);  // lbfgs ends at a saddle
        QCOMPARE(run_in(place_->path("other"), solve).exit_code, 1);  // lbfgs ends at a saddle
        for (const char* name : {"other/series-pump.csv", "other/history-old.csv", "other/landscape.png"})
            QCOMPARE(ScratchFolder::read(place_->path(name)), std::string("mine"));
        const std::string history = ScratchFolder::read(place_->path("other/history-lbfgs.csv"));
        place_->write("other/history-lbfgs.csv", history + "# mine\n");
        const ProgramRun refused = run_in(place_->path("other"), solve);
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, "history-lbfgs.csv: found a file that this program did not write");
        QCOMPARE(ScratchFolder::read(place_->path("other/history-lbfgs.csv")), history + "# mine\n");
    }

    void outputsThatAreInputsAreRefused() {
        QCOMPARE(run_basin({"solve", place_->path("One.basin.json"), "-o", place_->out()}).exit_code, 0);
        const Contents before = folder_contents(place_->out());
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{"solve", place_->out() / "result.json", "-o", place_->out(),
                                       "--force"},
              {"map", place_->out() / "result.json", "-o", place_->out(), "--force"},
              {"merge", place_->out(), "-o", place_->out(), "--force"}}) {
            const ProgramRun run = run_basin(arguments);
            QCOMPARE(run.exit_code, 2);
            verify_mentions(run.err, "found result.json in it, from which these results are made");
            QVERIFY(folder_contents(place_->out()) == before);
        }
    }

    void resultsAreWholeWithoutTheirData() {
        write_user_folder();
        QCOMPARE(run_basin({"solve", place_->path("user/e.basin.json"), "-o", place_->out()}).exit_code, 1);
        fs::remove_all(place_->path("user"));
        fs::rename(place_->out(), place_->path("moved"));
        reads_anywhere(place_->path("moved"), "series");
    }

    void figuresBelongToTheResultsTheyAreDrawnFrom() {
        QCOMPARE(run_basin({"solve", place_->path("One.basin.json"), "-o", place_->out(), "--plots", "svg"})
                     .exit_code,
                 0);
        QVERIFY(find_manifest(place_->out())->find("landscape.svg"));
        const auto render = [&](const fs::path& file, bool force = false) {
            std::vector<std::string> arguments{"render", place_->out(), "--plot", "convergence", "-o", file};
            if (force) arguments.emplace_back("--force");
            return run_basin(arguments);
        };
        QCOMPARE(render(place_->out() / "mine.svg").exit_code, 0);
        QCOMPARE(render(place_->out() / "convergence.svg").exit_code, 2);
        QCOMPARE(render(place_->out() / "convergence.svg", true).exit_code, 0);
        QCOMPARE(read_results(place_->out()).experiment.title, std::string("One"));
        // Drawn from other results, it would be taken for a part of these.
        const fs::path second = place_->path("second");
        QCOMPARE(run_basin({"solve", place_->path("Two.basin.json"), "-o", second}).exit_code, 0);
        const ProgramRun strange = run_basin(
            {"render", second, "--plot", "convergence", "-o", place_->out() / "convergence.svg", "--force"});
        QCOMPARE(strange.exit_code, 2);
        verify_mentions(strange.err, "found a part of the results in this folder");
        QCOMPARE(
            run_basin({"render", second, "--plot", "landscape", "-o", place_->out() / "two.svg"}).exit_code,
            0);
        QCOMPARE(
            run_basin({"solve", place_->path("Two.basin.json"), "-o", place_->out(), "--force"}).exit_code,
            0);
        QVERIFY(!fs::exists(place_->out() / "mine.svg") && !fs::exists(place_->out() / "convergence.svg"));
        QVERIFY(fs::exists(place_->out() / "two.svg"));
    }

    void twoWritersAtOnce() {
        for (const char* title : {"One", "Two"}) {
            Experiment bare = quick_experiment(title);
            bare.landscape.reset();
            bare.spectrum.reset();
            bare.basin_map.reset();
            write_experiment(bare, place_->path(std::string(title) + ".basin.json"));
        }
        for (int round = 0; round < 100; ++round) {
            QProcess first, second;
            start_program(first, BASIN_EXECUTABLE,
                          {"solve", place_->path("One.basin.json"), "-o", place_->out()});
            start_program(second, BASIN_EXECUTABLE,
                          {"solve", place_->path("Two.basin.json"), "-o", place_->out()});
            const ProgramRun one = finish_program(first), two = finish_program(second);
            QVERIFY2((one.exit_code == 0) != (two.exit_code == 0), (one.err + two.err).c_str());
            const ProgramRun& refused = one.exit_code == 0 ? two : one;
            QCOMPARE(refused.exit_code, 2);
            QVERIFY2(is_one_sentence(refused.err), refused.err.c_str());
            QCOMPARE(read_results(place_->out()).experiment.title,
                     std::string(one.exit_code == 0 ? "One" : "Two"));
            fs::remove_all(place_->out());
        }
    }

    void everyVerbHeedsTheLock() {
        for (const WritingVerb& verb : place_->folder_verbs()) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            const Contents before = folder_contents(place_->out());
            const ResultsFolder busy(place_->out(), ResultsFolder::Existing::replace);
            const ProgramRun run = run_basin(verb.two);
            QCOMPARE(run.exit_code, 2);
            QVERIFY2(is_one_sentence(run.err), run.err.c_str());
            verify_mentions(run.err, "found another process writing here");
            QVERIFY(folder_contents(place_->out()) == before);
            QCOMPARE(read_results(place_->out()).experiment.title, std::string("One"));
            fs::remove_all(place_->out());
        }
    }

    void presetsReadBackAfterTheyWereMoved_data() {
        QTest::addColumn<QString>("preset");
        for (const char* preset : {"close-enough", "one-step-too-far", "kink"})
            QTest::newRow(preset) << QString(preset);
    }
    void presetsReadBackAfterTheyWereMoved() {
        QFETCH(QString, preset);
        QVERIFY(run_basin({"solve", preset.toStdString(), "-o", place_->out()}).exit_code < 2);
        fs::rename(place_->out(), place_->path("moved"));
        reads_anywhere(place_->path("moved"), "convergence");
    }

    void everyPlotOfEveryPresetIsDrawnAfterItWasMoved_data() {
        QTest::addColumn<QString>("preset");
        for (const Preset& preset : presets())
            QTest::newRow(preset.name.c_str()) << QString::fromStdString(preset.name);
    }
    void everyPlotOfEveryPresetIsDrawnAfterItWasMoved() {
        QFETCH(QString, preset);
        const fs::path file = place_->path("preset.basin.json"), moved = place_->path("far/away");
        write_experiment(cut_short(preset_experiment(*find_preset(preset.toStdString()))), file);
        const ProgramRun solved = run_basin({"solve", file, "-o", place_->out(), "--plots", "svg"});
        QVERIFY2(solved.exit_code < 2, solved.err.c_str());
        fs::create_directory(moved.parent_path());
        fs::rename(place_->out(), moved);
        fs::remove(file);
        const Contents before = folder_contents(moved);
        QCOMPARE(before.size(), find_manifest(moved)->files.size() + 1);
        int drawn = 0;
        for (const char* plot : {"landscape", "attraction", "convergence", "nonsmoothness", "spectrum",
                                 "series", "basin-map", "tradeoff", "penalty"}) {
            const std::string figure = std::string(plot) + ".svg";
            const bool has_data = before.contains(figure);
            const ProgramRun render =
                run_basin({"render", moved, "--plot", plot, "-o", place_->path(figure)});
            QVERIFY2((render.exit_code == 0) == has_data, (plot + render.err).c_str());
            if (has_data) QVERIFY2(ScratchFolder::read(place_->path(figure)) == before.at(figure), plot);
            drawn += has_data;
        }
        QVERIFY(drawn > 1);
        const ProgramRun certified = run_basin({"certify", moved});
        QVERIFY2(certified.exit_code < 2, certified.err.c_str());
        QVERIFY(folder_contents(moved) == before);
        const Manifest manifest = find_manifest(moved).value_or(Manifest{});
        for (const ManifestEntry& entry : manifest.files) QVERIFY(reads_as_listed(moved, entry));
    }

  private:
    using Contents = std::map<std::string, std::string>;

    /// With every section it had, each as small as it may be.
    static Experiment cut_short(Experiment experiment) {
        experiment.stopping.max_iterations = std::min<Index>(experiment.stopping.max_iterations, 20);
        experiment.stopping.max_seconds = 3;
        // Of many unknowns the basin radius is six hundred long runs, and no part of the folder's files.
        const auto* softmax = std::get_if<SoftmaxProblemSpec>(&experiment.problem);
        if (softmax && softmax->instance.n > 1000) experiment.basin_radius.trials = 0;
        if (experiment.landscape) experiment.landscape->resolution = 9;
        if (experiment.attraction) experiment.attraction->resolution = 6;
        if (auto& map = experiment.basin_map) {
            map->radius_count = 3;
            map->error_count = 2;
            map->trials = 2;
        }
        if (experiment.tradeoff) {
            experiment.tradeoff->runs = 1;
            experiment.tradeoff->max_seconds = 2;
        }
        if (experiment.exactness) experiment.exactness->beta_count = 3;
        return experiment;
    }

    /// A folder of a user's own, with an experiment and its data, and a link to it.
    Contents write_user_folder() {
        place_->write("user/series-pump.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n5,6\n");
        place_->write(
            "user/e.basin.json",
            R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":1,"data":)"
            R"({"table":"series-pump.csv","targets":["y"],"train":0.8}},"solvers":[{"name":"lbfgs"}]})");
        fs::create_directory_symlink("user", place_->path("link"));
        return folder_contents(place_->path("user"));
    }

    static ProgramRun run_in(const fs::path& folder, const std::vector<std::string>& arguments) {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(folder.string()));
        start_program(process, BASIN_EXECUTABLE, arguments);
        return finish_program(process);
    }

    /// Drawn, certified and solved again where it is now.
    void reads_anywhere(const fs::path& folder, const std::string& plot) {
        const fs::path figure = place_->path("figure.svg");
        const ProgramRun drawn = run_basin({"render", folder, "--plot", plot, "-o", figure});
        QVERIFY2(drawn.exit_code == 0, drawn.err.c_str());
        const ProgramRun certified = run_basin({"certify", folder});
        QVERIFY2(certified.exit_code < 2, certified.err.c_str());
        const ProgramRun again = run_basin({"solve", folder / "result.json", "-o", place_->path("again")});
        QVERIFY2(again.exit_code < 2, again.err.c_str());
        const auto runs = [](const fs::path& results) {
            auto all = nlohmann::json::parse(ScratchFolder::read(results / "result.json"))["runs"];
            for (auto& run : all) run = {run["termination"], run["x"]};
            return all.dump();
        };
        QCOMPARE(runs(place_->path("again")), runs(folder));
    }

    std::unique_ptr<WritingPlace> place_;
};

QTEST_GUILESS_MAIN(ResultsFolderCliTest)
#include "results_folder_test.moc"
