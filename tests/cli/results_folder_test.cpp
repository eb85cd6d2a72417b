// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_folder.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <thread>

#include <QElapsedTimer>
#include <QImage>
#include <QProcess>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/manifest.h"
#include "core/io/results_io.h"
#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

bool is_one_sentence(const std::string& text) {
    return !text.empty() && text.back() == '\n' && text.find('\n') == text.size() - 1;
}

/// The last line of what was said.
std::string last_sentence(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    return end == std::string::npos ? "" : text.substr(text.rfind('\n', end) + 1);
}

Experiment quick_experiment(const std::string& title) {
    Experiment experiment = small_experiment();
    experiment.title = title;
    experiment.solvers.resize(1);
    experiment.attraction.reset();
    experiment.basin_map->trials = title == "One" ? 4 : 5;
    experiment.certificate.trials = 0;
    return experiment;
}

Experiment quick_curve(const std::string& title) {
    Experiment experiment = small_recurrent();
    experiment.title = title;
    experiment.exactness = ExactnessSpec{};
    experiment.exactness->beta_count = 3;
    experiment.exactness->max_iterations = 10;
    return experiment;
}

/// A verb that writes into `out`, of the experiments One and Two.
struct WritingVerb {
    const char* name;
    std::vector<std::string> one, two;
};

bool has_temporary(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().starts_with(".basin-")) return true;
    }
    return false;
}

}  // namespace

class ResultsFolderCliTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        for (const char* title : {"One", "Two"}) {
            write_experiment(quick_experiment(title), place(std::string(title) + ".basin.json"));
            write_experiment(quick_curve(title), place(std::string(title) + "-curve.basin.json"));
        }
        out_ = place("out/r");
        fs::create_directory(place("out"));
    }

    void anInputsFolderIsNoOutput() {
        const Contents before = write_user_folder();
        for (const char* target : {".", "../user", "../link"}) {
            const ProgramRun run = run_in(place("user"), {"solve", "e.basin.json", "-o", target, "--force"});
            QCOMPARE(run.exit_code, 2);
            QVERIFY2(is_one_sentence(run.err), run.err.c_str());
            verify_mentions(run.err, "found series-pump.csv in it, from which these results are made");
            QVERIFY(folder_contents(place("user")) == before);
        }
        // The same from elsewhere into a folder of other things, one of which would be overwritten.
        fs::create_directory(place("other"));
        scratch_->write("other/series-pump.csv", "mine");
        scratch_->write("other/history-old.csv", "mine");
        scratch_->write("other/landscape.png", "mine");
        const std::vector<std::string> solve{"solve", "../user/e.basin.json", "-o", ".", "--force"};
        QCOMPARE(run_in(place("other"), solve).exit_code, 0);
        QCOMPARE(run_in(place("other"), solve).exit_code, 0);
        for (const char* name : {"other/series-pump.csv", "other/history-old.csv", "other/landscape.png"})
            QCOMPARE(ScratchFolder::read(place(name)), std::string("mine"));
        const std::string history = ScratchFolder::read(place("other/history-lbfgs.csv"));
        scratch_->write("other/history-lbfgs.csv", history + "# mine\n");
        const ProgramRun refused = run_in(place("other"), solve);
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, "history-lbfgs.csv: found a file that this program did not write");
        QCOMPARE(ScratchFolder::read(place("other/history-lbfgs.csv")), history + "# mine\n");
    }

    void outputsThatAreInputsAreRefused() {
        QCOMPARE(run_basin({"solve", place("One.basin.json"), "-o", out_}).exit_code, 0);
        const Contents before = folder_contents(out_);
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{"solve", out_ / "result.json", "-o", out_, "--force"},
              {"map", out_ / "result.json", "-o", out_, "--force"},
              {"merge", out_, "-o", out_, "--force"}}) {
            const ProgramRun run = run_basin(arguments);
            QCOMPARE(run.exit_code, 2);
            verify_mentions(run.err, "found result.json in it, from which these results are made");
            QVERIFY(folder_contents(out_) == before);
        }
    }

    void resultsAreWholeWithoutTheirData() {
        write_user_folder();
        QCOMPARE(run_basin({"solve", place("user/e.basin.json"), "-o", out_}).exit_code, 0);
        fs::remove_all(place("user"));
        fs::rename(out_, place("moved"));
        reads_anywhere(place("moved"), "series");
    }

    void figuresBelongToTheResultsTheyAreDrawnFrom() {
        QCOMPARE(run_basin({"solve", place("One.basin.json"), "-o", out_, "--plots", "svg"}).exit_code, 0);
        QVERIFY(find_manifest(out_)->find("landscape.svg"));
        const auto render = [&](const fs::path& file, bool force = false) {
            std::vector<std::string> arguments{"render", out_, "--plot", "convergence", "-o", file};
            if (force) arguments.emplace_back("--force");
            return run_basin(arguments);
        };
        QCOMPARE(render(out_ / "mine.svg").exit_code, 0);
        QCOMPARE(render(out_ / "convergence.svg").exit_code, 2);
        QCOMPARE(render(out_ / "convergence.svg", true).exit_code, 0);
        QCOMPARE(read_results(out_).experiment.title, std::string("One"));
        // Drawn from other results, it would be taken for a part of these.
        const fs::path second = place("second");
        QCOMPARE(run_basin({"solve", place("Two.basin.json"), "-o", second}).exit_code, 0);
        const ProgramRun strange =
            run_basin({"render", second, "--plot", "convergence", "-o", out_ / "convergence.svg", "--force"});
        QCOMPARE(strange.exit_code, 2);
        verify_mentions(strange.err, "found a part of the results in this folder");
        QCOMPARE(run_basin({"render", second, "--plot", "landscape", "-o", out_ / "two.svg"}).exit_code, 0);
        QCOMPARE(run_basin({"solve", place("Two.basin.json"), "-o", out_, "--force"}).exit_code, 0);
        QVERIFY(!fs::exists(out_ / "mine.svg") && !fs::exists(out_ / "convergence.svg"));
        QVERIFY(fs::exists(out_ / "two.svg"));
    }

    void twoWritersAtOnce() {
        for (const char* title : {"One", "Two"}) {
            Experiment bare = quick_experiment(title);
            bare.landscape.reset();
            bare.spectrum.reset();
            bare.basin_map.reset();
            write_experiment(bare, place(std::string(title) + ".basin.json"));
        }
        for (int round = 0; round < 100; ++round) {
            QProcess first, second;
            start_program(first, BASIN_EXECUTABLE, {"solve", place("One.basin.json"), "-o", out_});
            start_program(second, BASIN_EXECUTABLE, {"solve", place("Two.basin.json"), "-o", out_});
            const ProgramRun one = finish_program(first), two = finish_program(second);
            QVERIFY2((one.exit_code == 0) != (two.exit_code == 0), (one.err + two.err).c_str());
            const ProgramRun& refused = one.exit_code == 0 ? two : one;
            QCOMPARE(refused.exit_code, 2);
            QVERIFY2(is_one_sentence(refused.err), refused.err.c_str());
            QCOMPARE(read_results(out_).experiment.title, std::string(one.exit_code == 0 ? "One" : "Two"));
            fs::remove_all(out_);
        }
    }

    void everyVerbHeedsTheLock() {
        for (const WritingVerb& verb : folder_verbs()) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            const Contents before = folder_contents(out_);
            const ResultsFolder busy(out_, ResultsFolder::Existing::replace);
            const ProgramRun run = run_basin(verb.two);
            QCOMPARE(run.exit_code, 2);
            QVERIFY2(is_one_sentence(run.err), run.err.c_str());
            verify_mentions(run.err, "found another process writing here");
            QVERIFY(folder_contents(out_) == before);
            QCOMPARE(read_results(out_).experiment.title, std::string("One"));
            fs::remove_all(out_);
        }
    }

    void killedAtAnyMomentTheResultsAreOldOrNew() {
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        std::mt19937 random(seed);
        for (const WritingVerb& verb : folder_verbs()) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(run_basin(verb.two).exit_code, 0);
            const auto whole = static_cast<unsigned>(timer.elapsed());
            for (int kill = 0; kill < 10; ++kill) {
                kill_at_a_moment(kill % 2 ? verb.one : verb.two, out_, whole, kill % 3 == 0, random);
                const std::string title = read_results(out_).experiment.title;
                QVERIFY2(title == "One" || title == "Two", verb.name);
            }
            QCOMPARE(run_basin(verb.two).exit_code, 0);
            QCOMPARE(read_results(out_).experiment.title, std::string("Two"));
            QVERIFY2(!has_temporary(out_) && !has_temporary(out_.parent_path()), verb.name);
            fs::remove_all(out_);
        }
    }

    void killedAtAnyMomentAPictureIsOldOrNew() {
        const fs::path file = place("out/window.png");
        const std::vector<std::string> picture{"picture", place("One.basin.json"), "-o", file, "--force"};
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(run_basin(picture).exit_code, 0);
        const auto whole = static_cast<unsigned>(timer.elapsed());
        std::mt19937 random(7);
        for (int kill = 0; kill < 10; ++kill) {
            kill_at_a_moment(picture, file, whole, kill % 3 == 0, random);
            const std::string bytes = ScratchFolder::read(file);
            QVERIFY(bytes.ends_with(std::string("IEND\xae\x42\x60\x82")));
            QVERIFY(QImage().loadFromData(QByteArray::fromStdString(bytes), "PNG"));
        }
        QCOMPARE(run_basin(picture).exit_code, 0);
        QVERIFY(!has_temporary(file.parent_path()));
    }

    void aFullDiskLeavesWhatWasThere() {
        std::vector<WritingVerb> verbs = folder_verbs();
        for (const WritingVerb& verb : verbs) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            const Contents before = folder_contents(out_.parent_path());
            for (const rlim_t most : {rlim_t{0}, rlim_t{700}, rlim_t{2000}}) {
                const ProgramRun run = run_limited(verb.two, most);
                QVERIFY2(run.exit_code == 2, (verb.name + run.err).c_str());
                verify_mentions(last_sentence(run.err), "cannot be written (File too large)");
                QVERIFY2(folder_contents(out_.parent_path()) == before, verb.name);
            }
            fs::remove_all(out_);
        }
        QCOMPARE(run_basin({"solve", place("One.basin.json"), "-o", out_}).exit_code, 0);
        scratch_->write("out/f.svg", "old");
        scratch_->write("out/f.png", "old");
        const Contents before = folder_contents(place("out"));
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{"render", out_, "--plot", "landscape", "-o", place("out/f.svg"),
                                       "--force"},
              {"render", out_, "--plot", "landscape", "-o", out_ / "f.svg"},
              {"picture", place("One.basin.json"), "-o", place("out/f.png"), "--force"},
              {"presets", "--write", place("out")}}) {
            const ProgramRun run = run_limited(arguments, 400);
            QVERIFY2(run.exit_code == 2, run.err.c_str());
            verify_mentions(last_sentence(run.err), "cannot be written (File too large)");
            QVERIFY(folder_contents(place("out")) == before);
        }
    }

    void everyWriteFailsInTurnOnASmallDisk() {
        const fs::path disk = place("disk");
        fs::create_directory(disk);
        // Only root may make a disk; the limits on files above fail the same writes everywhere.
        const bool mounted = mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m,nr_inodes=64") == 0;
        if (!mounted) qInfo("no small disk: %s", std::strerror(errno));
        const std::string failure = mounted ? small_disk_failure(disk) : std::string();
        if (mounted) QCOMPARE(umount2(disk.c_str(), MNT_DETACH), 0);
        QVERIFY2(failure.empty(), failure.c_str());
    }

    void presetsReadBackAfterTheyWereMoved_data() {
        QTest::addColumn<QString>("preset");
        for (const char* preset : {"close-enough", "one-step-too-far", "crude-hessian", "kink"})
            QTest::newRow(preset) << QString(preset);
    }
    void presetsReadBackAfterTheyWereMoved() {
        QFETCH(QString, preset);
        QVERIFY(run_basin({"solve", preset.toStdString(), "-o", out_}).exit_code < 2);
        fs::rename(out_, place("moved"));
        reads_anywhere(place("moved"), "convergence");
    }

  private:
    using Contents = std::map<std::string, std::string>;

    fs::path place(const std::string& name) const { return scratch_->path() / name; }

    /// A folder of a user's own, with an experiment and its data, and a link to it.
    Contents write_user_folder() {
        scratch_->write("user/series-pump.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n5,6\n");
        scratch_->write(
            "user/e.basin.json",
            R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":1,"data":)"
            R"({"table":"series-pump.csv","targets":["y"],"train":0.8}},"solvers":[{"name":"lbfgs"}]})");
        fs::create_directory_symlink("user", place("link"));
        return folder_contents(place("user"));
    }

    static ProgramRun run_in(const fs::path& folder, const std::vector<std::string>& arguments) {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(folder.string()));
        start_program(process, BASIN_EXECUTABLE, arguments);
        return finish_program(process);
    }

    /// Runs it with no file growing beyond that many bytes: writing more fails, as on a full disk.
    static ProgramRun run_limited(const std::vector<std::string>& arguments, rlim_t most) {
        QProcess process;
        process.setChildProcessModifier([most] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{most, most};
            setrlimit(RLIMIT_FSIZE, &limit);
        });
        start_program(process, BASIN_EXECUTABLE, arguments);
        return finish_program(process);
    }

    std::vector<WritingVerb> folder_verbs() {
        const auto verb = [&](const char* name, const char* ending) {
            const auto of = [&](const char* title) {
                return std::vector<std::string>{name, place(std::string(title) + ending), "-o", out_,
                                                "--force"};
            };
            return WritingVerb{name, of("One"), of("Two")};
        };
        const auto merge = [&](const char* title) {
            const fs::path shard = place(std::string("shard-") + title);
            if (!fs::exists(shard))
                run_basin({"map", place(std::string(title) + ".basin.json"), "-o", shard});
            return std::vector<std::string>{"merge", shard, "-o", out_, "--force"};
        };
        return {verb("solve", ".basin.json"),
                verb("map", ".basin.json"),
                verb("exactness", "-curve.basin.json"),
                {"merge", merge("One"), merge("Two")}};
    }

    /// Kills it at a time below its whole one, or soon after it has begun to write.
    static void kill_at_a_moment(const std::vector<std::string>& arguments, const fs::path& target,
                                 unsigned whole, bool any_time, std::mt19937& random) {
        QProcess process;
        start_program(process, BASIN_EXECUTABLE, arguments);
        QVERIFY(process.waitForStarted());
        if (any_time) {
            process.waitForFinished(static_cast<int>(random() % (whole + 1)));
        } else {
            const QDeadlineTimer latest(patience);
            while (!has_temporary(target.parent_path()) && !has_temporary(target) &&
                   process.state() == QProcess::Running && !latest.hasExpired())
                process.waitForFinished(0);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 20000));
        }
        process.kill();
        process.waitForFinished();
    }

    /// What went wrong on a disk that is filled until so much is left; empty when nothing did.
    std::string small_disk_failure(const fs::path& disk) {
        const fs::path r = disk / "r";
        if (run_basin({"solve", place("One.basin.json"), "-o", r}).exit_code != 0) return "no first results";
        const Contents before = folder_contents(r);
        int failed = 0;
        for (const std::size_t left : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 10U, 12U, 16U, 24U}) {
            fill(disk, left);
            const ProgramRun run = run_basin({"solve", place("Two.basin.json"), "-o", r, "--force"});
            fs::remove(disk / "fill");
            const std::string about = std::to_string(left) + " pages left: " + run.err;
            if (run.exit_code == 0) {
                if (read_results(r).experiment.title != "Two") return about;
                run_basin({"solve", place("One.basin.json"), "-o", r, "--force"});
                continue;
            }
            ++failed;
            if (run.exit_code != 2 || run.err.find("No space left on device") == std::string::npos)
                return about;
            if (folder_contents(disk / "r").size() != before.size() || has_temporary(disk)) return about;
            if (read_results(r).experiment.title != "One") return about;
        }
        return failed > 5 ? "" : "only " + std::to_string(failed) + " runs found the disk full";
    }

    /// Fills it with a file until so many pages are left.
    static void fill(const fs::path& disk, std::size_t pages) {
        struct statvfs status {};
        statvfs(disk.c_str(), &status);
        const std::size_t size =
            (status.f_bavail - std::min<std::size_t>(status.f_bavail, pages)) * status.f_bsize;
        std::ofstream(disk / "fill", std::ios::binary) << std::string(size, 'x');
    }

    /// Drawn, certified and solved again where it is now.
    void reads_anywhere(const fs::path& folder, const std::string& plot) {
        const fs::path figure = place("figure.svg");
        const ProgramRun drawn = run_basin({"render", folder, "--plot", plot, "-o", figure});
        QVERIFY2(drawn.exit_code == 0, drawn.err.c_str());
        const ProgramRun certified = run_basin({"certify", folder});
        QVERIFY2(certified.exit_code < 2, certified.err.c_str());
        const ProgramRun again = run_basin({"solve", folder / "result.json", "-o", place("again")});
        QVERIFY2(again.exit_code < 2, again.err.c_str());
        const auto runs = [](const fs::path& results) {
            auto all = nlohmann::json::parse(ScratchFolder::read(results / "result.json"))["runs"];
            for (auto& run : all) run = {run["termination"], run["x"]};
            return all.dump();
        };
        QCOMPARE(runs(place("again")), runs(folder));
    }

    std::unique_ptr<ScratchFolder> scratch_;
    fs::path out_;
};

QTEST_GUILESS_MAIN(ResultsFolderCliTest)
#include "results_folder_test.moc"
