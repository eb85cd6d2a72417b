// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <thread>

#include <QElapsedTimer>
#include <QImage>
#include <QProcess>
#include <QtTest/QTest>

#include "core/io/presets.h"
#include "core/io/results_io.h"
#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/writing_place.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

/// The last line of what was said.
std::string last_sentence(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    return end == std::string::npos ? "" : text.substr(text.rfind('\n', end) + 1);
}

bool has_temporary(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().starts_with(".basin-")) return true;
    }
    return false;
}

}  // namespace

/// What is left of earlier results when a verb is killed or the disk is full.
class InterruptedWritersTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        random_.seed(seed);
    }
    void init() { place_ = std::make_unique<WritingPlace>(); }

    void killedAtAnyMomentTheResultsAreOldOrNew() {
        for (const WritingVerb& verb : place_->folder_verbs()) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            const auto is_old_or_new = [&] {
                const std::string title = read_results(place_->out()).experiment.title;
                return title == "One" || title == "Two";
            };
            QVERIFY2(holds_at_every_kill({verb.two, verb.one}, is_old_or_new), verb.name);
            for (int kill = 0; kill < 10; ++kill) {
                kill_while_writing(kill % 2 ? verb.one : verb.two, place_->out());
                QVERIFY2(is_old_or_new(), verb.name);
            }
            QCOMPARE(run_basin(verb.two).exit_code, 0);
            QCOMPARE(read_results(place_->out()).experiment.title, std::string("Two"));
            QVERIFY2(!has_temporary(place_->out()) && !has_temporary(place_->out().parent_path()), verb.name);
            fs::remove_all(place_->out());
        }
    }

    void killedAtAnyMomentAPictureIsOldOrNew() {
        const fs::path file = place_->path("out/window.png");
        const Arguments picture{"picture", place_->path("One.basin.json"), "-o", file, "--force"};
        QCOMPARE(run_basin(picture).exit_code, 0);
        const auto is_whole = [&] {
            const std::string bytes = ScratchFolder::read(file);
            return bytes.ends_with(std::string("IEND\xae\x42\x60\x82")) &&
                   QImage().loadFromData(QByteArray::fromStdString(bytes), "PNG");
        };
        QVERIFY(holds_at_every_kill({picture}, is_whole));
        for (int kill = 0; kill < 10; ++kill) {
            kill_while_writing(picture, file);
            QVERIFY(is_whole());
        }
        QCOMPARE(run_basin(picture).exit_code, 0);
        QVERIFY(!has_temporary(file.parent_path()));
    }

    void killedAtAnyMomentFiguresAreOldOrNewAndTheirResultsWhole() {
        QCOMPARE(run_basin({"solve", place_->path("One.basin.json"), "-o", place_->out()}).exit_code, 0);
        for (const fs::path& file : {place_->out() / "f.svg", place_->path("out/f.svg")}) {
            const auto render = [&](const char* plot) {
                return Arguments{"render", place_->out(), "--plot", plot, "-o", file, "--force"};
            };
            const Arguments first = render("landscape"), second = render("convergence");
            QCOMPARE(run_basin(second).exit_code, 0);
            const std::string new_one = ScratchFolder::read(file);
            QCOMPARE(run_basin(first).exit_code, 0);
            const std::string old_one = ScratchFolder::read(file);
            const auto holds = [&] {
                const std::string now = ScratchFolder::read(file);
                return read_results(place_->out()).experiment.title == "One" &&
                       (now == old_one || now == new_one);
            };
            QVERIFY2(holds_at_every_kill({second, first}, holds), file.c_str());
            QCOMPARE(run_basin(second).exit_code, 0);
            QVERIFY(ScratchFolder::read(file) == new_one);
            QVERIFY(!has_temporary(place_->out()) && !has_temporary(place_->path("out")));
        }
    }

    void killedAtAnyMomentPresetsAreWhole() {
        const fs::path folder = place_->path("presets");
        const Arguments write{"presets", "--write", folder, "--force"};
        const auto are_whole = [&] {
            return std::ranges::all_of(presets(), [&](const Preset& preset) {
                const fs::path file = folder / (preset.name + ".basin.json");
                return !fs::exists(file) || ScratchFolder::read(file) == preset.text;
            });
        };
        QVERIFY(holds_at_every_kill({write}, are_whole, [&] { fs::remove_all(folder); }));
        QCOMPARE(run_basin(write).exit_code, 0);
        QCOMPARE(folder_contents(folder).size(), presets().size());
    }

    // The verbs that only tell, each of the experiment or of the results.
    void killedAtAnyMomentWhatIsReadStaysAsItIs() {
        const fs::path experiment = place_->path("One.basin.json");
        QCOMPARE(run_basin({"solve", experiment, "-o", place_->out()}).exit_code, 0);
        const auto scratch = [&] { return folder_contents(experiment.parent_path()); };
        const auto before = scratch();
        for (const Arguments& verb : {Arguments{"certify", place_->out()},
                                      {"certify", experiment, "--json"},
                                      {"assess", experiment, "--seconds", "0.1"},
                                      {"evaluate", experiment},
                                      {"check", experiment},
                                      {"estimate", experiment, "--n", "100", "--seconds", "0.05"}})
            QVERIFY2(holds_at_every_kill({verb}, [&] { return scratch() == before; }), verb[0].c_str());
    }

    void aFullDiskLeavesWhatWasThere() {
        std::vector<WritingVerb> verbs = place_->folder_verbs();
        for (const WritingVerb& verb : verbs) {
            QCOMPARE(run_basin(verb.one).exit_code, 0);
            const Contents before = folder_contents(place_->out().parent_path());
            for (const rlim_t most : {rlim_t{0}, rlim_t{700}, rlim_t{2000}}) {
                const ProgramRun run = run_limited(verb.two, most);
                QVERIFY2(run.exit_code == 2, (verb.name + run.err).c_str());
                verify_mentions(last_sentence(run.err), "cannot be written (File too large)");
                Contents now = folder_contents(place_->out().parent_path());
                now.erase("r/basin_map.journal");  // the cells of a map that were computed are kept
                QVERIFY2(now == before, verb.name);
            }
            fs::remove_all(place_->out());
        }
        QCOMPARE(run_basin({"solve", place_->path("One.basin.json"), "-o", place_->out()}).exit_code, 0);
        place_->write("out/f.svg", "old");
        place_->write("out/f.png", "old");
        const Contents before = folder_contents(place_->path("out"));
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{"render", place_->out(), "--plot", "landscape", "-o",
                                       place_->path("out/f.svg"), "--force"},
              {"render", place_->out(), "--plot", "landscape", "-o", place_->out() / "f.svg"},
              {"picture", place_->path("One.basin.json"), "-o", place_->path("out/f.png"), "--force"},
              {"presets", "--write", place_->path("out")}}) {
            const ProgramRun run = run_limited(arguments, 400);
            QVERIFY2(run.exit_code == 2, run.err.c_str());
            verify_mentions(last_sentence(run.err), "cannot be written (File too large)");
            QVERIFY(folder_contents(place_->path("out")) == before);
        }
    }

    void everyWriteFailsInTurnOnASmallDisk() {
        const fs::path disk = place_->path("disk");
        fs::create_directory(disk);
        // Only root may make a disk; the limits on files above fail the same writes everywhere.
        const bool mounted = mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m,nr_inodes=100") == 0;
        if (!mounted) qInfo("no small disk: %s", std::strerror(errno));
        const std::string failure = mounted ? small_disk_failure(disk) : std::string();
        if (mounted) QCOMPARE(umount2(disk.c_str(), MNT_DETACH), 0);
        QVERIFY2(failure.empty(), failure.c_str());
    }

  private:
    using Contents = std::map<std::string, std::string>;
    using Arguments = std::vector<std::string>;
    static constexpr int kills = 50;

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

    /// Kills the runs in turn, at moments spread over the time that one takes: whether that held after each.
    /// before_each is called before each.
    bool holds_at_every_kill(
        const std::vector<Arguments>& runs, const std::function<bool()>& holds,
        const std::function<void()>& before_each = [] {}) {
        before_each();
        QElapsedTimer timer;
        timer.start();
        run_basin(runs[0]);
        const double whole = static_cast<double>(timer.nsecsElapsed());
        for (int kill = 0; kill < kills; ++kill) {
            const double part = (kill + std::uniform_real_distribution()(random_)) / kills;
            before_each();
            QProcess process;
            start_program(process, BASIN_EXECUTABLE, runs[static_cast<std::size_t>(kill) % runs.size()]);
            if (!process.waitForStarted()) return false;
            std::this_thread::sleep_for(std::chrono::nanoseconds(static_cast<long>(part * whole)));
            process.kill();
            process.waitForFinished();
            if (!holds()) return false;
        }
        return true;
    }

    /// Kills it soon after it has begun to write.
    void kill_while_writing(const Arguments& arguments, const fs::path& target) {
        QProcess process;
        start_program(process, BASIN_EXECUTABLE, arguments);
        QVERIFY(process.waitForStarted());
        const QDeadlineTimer latest(patience);
        while (!has_temporary(target.parent_path()) && !has_temporary(target) &&
               process.state() == QProcess::Running && !latest.hasExpired())
            process.waitForFinished(0);
        std::this_thread::sleep_for(std::chrono::microseconds(random_() % 20000));
        process.kill();
        process.waitForFinished();
    }

    /// What went wrong on a disk that is filled until so much is left; empty when nothing did.
    std::string small_disk_failure(const fs::path& disk) {
        if (run_basin({"solve", place_->path("One.basin.json"), "-o", disk / "r"}).exit_code != 0)
            return "no first results";
        int failed = 0;
        for (const std::size_t left : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 10U, 12U, 16U, 24U}) {
            for (const bool pages : {true, false}) {
                pages ? fill(disk, left) : use_up_names(disk, left);
                const std::string wrong = replaced_or_left(disk, failed);
                if (!wrong.empty())
                    return std::to_string(left) + (pages ? " pages left: " : " names left: ") + wrong;
            }
        }
        return failed > 10 ? "" : "only " + std::to_string(failed) + " runs found the disk full";
    }

    /// Runs Two over One on a disk that is full, and has it as it was afterwards.
    std::string replaced_or_left(const fs::path& disk, int& failed) {
        const fs::path r = disk / "r";
        const Contents before = folder_contents(r);
        const ProgramRun run = run_basin({"solve", place_->path("Two.basin.json"), "-o", r, "--force"});
        fs::remove_all(disk / "fill");
        const std::string title = read_results(r).experiment.title;
        if (run.exit_code == 0) {
            run_basin({"solve", place_->path("One.basin.json"), "-o", r, "--force"});
            return title == "Two" ? "" : "done, and " + title + " is there";
        }
        ++failed;
        const bool told = run.exit_code == 2 &&
                          last_sentence(run.err).ends_with("cannot be written (No space left on device)\n");
        const bool left = folder_contents(r) == before && !has_temporary(disk) && !has_temporary(r);
        return told && left && title == "One" ? "" : run.err;
    }

    /// Makes files until so many more can be made.
    static void use_up_names(const fs::path& disk, std::size_t names) {
        struct statvfs status {};
        fs::create_directory(disk / "fill");
        statvfs(disk.c_str(), &status);
        for (std::size_t i = names; i < status.f_favail; ++i)
            std::ofstream(disk / "fill" / std::to_string(i)).flush();
    }

    /// Fills it with a file until so many pages are left.
    static void fill(const fs::path& disk, std::size_t pages) {
        struct statvfs status {};
        statvfs(disk.c_str(), &status);
        const std::size_t size =
            (status.f_bavail - std::min<std::size_t>(status.f_bavail, pages)) * status.f_bsize;
        std::ofstream(disk / "fill", std::ios::binary) << std::string(size, 'x');
    }

    std::unique_ptr<WritingPlace> place_;
    std::mt19937 random_;
};

QTEST_GUILESS_MAIN(InterruptedWritersTest)
#include "interrupted_writers_test.moc"
