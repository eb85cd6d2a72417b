// SPDX-License-Identifier: GPL-3.0-or-later
// Hang-ups, interrupts and readers that go away: what has been computed is written, in every verb.
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include <QDeadlineTimer>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "tests/support/patience.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/small_network.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

/// The signals that a process has handlers for, bit by bit; 0 when it is gone.
unsigned long long caught_signals(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("SigCgt:")) return std::stoull(line.substr(7), nullptr, 16);
    }
    return 0;
}

/// A run of the executable with its standard streams and signals as they are set up before it begins.
class Child {
  public:
    /// stderr goes to a pipe that is read here; set_up is called in the child.
    Child(const std::vector<std::string>& arguments, const std::function<void()>& set_up = {}) {
        int ends[2], begun[2];
        if (pipe2(ends, O_CLOEXEC) != 0 || pipe2(begun, O_CLOEXEC) != 0) qFatal("pipe");
        std::vector<std::string> words = {BASIN_EXECUTABLE};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        pid_ = fork();
        if (pid_ == 0) {
            setenv("QT_QPA_PLATFORM", "offscreen", 1);
            for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) std::signal(signal, SIG_DFL);
            const int nowhere = open("/dev/null", O_WRONLY);
            dup2(nowhere, STDOUT_FILENO);
            dup2(ends[1], STDERR_FILENO);
            if (set_up) set_up();
            execv(argv[0], argv.data());
            _exit(99);
        }
        close(ends[1]);
        errors_ = ends[0];
        close(begun[1]);
        char nothing = 0;
        [[maybe_unused]] const auto end = read(begun[0], &nothing, 1);  // comes when the program has begun
        close(begun[0]);
    }
    ~Child() {
        stop_reading();
        if (pid_ > 0) {
            kill(SIGKILL);
            wait();
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void kill(int signal) const { ::kill(pid_, signal); }
    void stop_reading() {
        if (errors_ >= 0) close(std::exchange(errors_, -1));
    }
    /// Whether stderr has said that before it ended.
    bool says(const std::string& text) {
        char c = 0;
        while (said_.find(text) == std::string::npos && errors_ >= 0 && read(errors_, &c, 1) == 1) said_ += c;
        return said_.find(text) != std::string::npos;
    }
    /// Waits until the program has a handler for the signal, or (false) none of its own.
    bool handles(int signal, bool wanted = true) const {
        const auto asked = [&] { return caught_signals(pid_) >> (signal - 1) & 1U; };
        return QTest::qWaitFor([&] { return (asked() == 1U) == wanted; }, patience);
    }
    /// Whether it does not handle the signal any more; asks without a pause, for a run stops soon.
    bool lets_go(int signal) const {
        const QDeadlineTimer deadline(patience);
        while ((caught_signals(pid_) >> (signal - 1) & 1U) == 1U)
            if (deadline.hasExpired()) return false;
        return true;
    }
    bool is_running() const { return waitpid(pid_, nullptr, WNOHANG) == 0; }
    /// The exit code, or minus the signal that ended it.
    int wait() {
        int status = 0;
        waitpid(std::exchange(pid_, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

  private:
    pid_t pid_ = -1;
    int errors_ = -1;
    std::string said_;
};

/// A map that would take hours, after a solver that takes no time.
Experiment endless_map() {
    Experiment experiment = small_experiment();
    experiment.solvers = {{"newton", {}}};
    experiment.landscape.reset();
    experiment.attraction.reset();
    experiment.spectrum.reset();
    experiment.basin_map->trials = 100000;
    experiment.basin_map->radius_count = 512;
    return experiment;
}

Experiment endless_network() {
    Experiment experiment = small_network();
    experiment.solvers = {{"piecewise-affine", {}}};
    experiment.landscape.reset();
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 1000000000;
    experiment.stopping.max_seconds = 1e6;
    return experiment;
}

/// Every trial of its basin radius takes long.
Experiment endless_basin_radius() {
    Experiment experiment = endless_map();
    experiment.basin_map.reset();
    SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
    instance.n = 6000;
    instance.d = 60;
    instance.m = 40;
    experiment.basin_radius.trials = 10000;
    return experiment;
}

nlohmann::json read_json(const fs::path& file) {
    return nlohmann::json::parse(ScratchFolder::read(file));
}

}  // namespace

class SignalsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        out_ = folder_->path() / "out";
    }

    void everySignalKeepsWhatIsThere_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<std::vector<std::string>>("words");
        QTest::addColumn<Experiment>("experiment");
        QTest::addColumn<std::string>("begun");
        for (const auto& [name, signal] : {std::pair{"HUP", SIGHUP}, {"INT", SIGINT}, {"TERM", SIGTERM}}) {
            const auto add = [&](const std::vector<std::string>& words, const Experiment& experiment,
                                 const char* begun) {
                QTest::addRow("%s %s", words[0].c_str(), name)
                    << signal << words << experiment << std::string(begun);
            };
            add({"solve", "-o"}, endless_map(), "newton: ");
            add({"map", "-o"}, endless_map(), "verified");
            add({"exactness", "-o"}, endless_network(), "relu");
            add({"certify", "--json"}, endless_basin_radius(), "verified");
            add({"assess", "--json", "--seconds", "100000"}, endless_basin_radius(), "verified");
        }
    }
    void everySignalKeepsWhatIsThere() {
        QFETCH(const int, signal);
        QFETCH(const std::vector<std::string>, words);
        QFETCH(const Experiment, experiment);
        QFETCH(const std::string, begun);
        const bool writes = words.back() == "-o";
        const fs::path answer = folder_->path() / "answer.json";
        Child child(arguments(words, experiment),
                    [&] { dup2(open(answer.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO); });
        QVERIFY(child.says(begun));
        child.kill(signal);
        QCOMPARE(child.wait(), 1);
        if (writes) {
            QVERIFY(read_json(out_ / "result.json")["stopped"] == true);
            QVERIFY(read_results(out_).stopped);
        } else {
            QVERIFY(!read_json(answer).empty());
        }
    }

    void aPictureIsTakenOfWhatIsThere() {
        const fs::path picture = folder_->path() / "picture.png";
        const fs::path file = folder_->path() / "e.basin.json";
        write_experiment(endless_map(), file);
        Child child({"picture", file.string(), "-o", picture.string(), "--size", "1024x700"});
        // Nothing tells that the run is on; before, the signal means the same.
        QVERIFY(child.handles(SIGTERM));
        child.kill(SIGTERM);
        QCOMPARE(child.wait(), 1);
        QVERIFY(fs::file_size(picture) > 10000);
    }

    void aReaderThatGoesAwayEndsNothing() {
        Experiment experiment = small_experiment();
        Child child(arguments({"solve", "-o"}, experiment));
        QVERIFY(child.says("\n"));
        child.stop_reading();
        QCOMPARE(child.wait(), 0);
        QVERIFY(read_json(out_ / "result.json")["stopped"] == false);
    }

    void closedStreamsTakeNoFilesPlace_data() {
        QTest::addColumn<std::vector<int>>("streams");
        QTest::newRow("stderr") << std::vector<int>{STDERR_FILENO};
        QTest::newRow("all") << std::vector<int>{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
    }
    void closedStreamsTakeNoFilesPlace() {
        QFETCH(const std::vector<int>, streams);
        Child child(arguments({"map", "-o"}, small_experiment()), [&streams] {
            for (const int stream : streams) close(stream);
        });
        QCOMPARE(child.wait(), 0);
        QVERIFY(read_results(out_).basin_map->complete);
    }

    void whatCannotBeToldOnStdoutIsSaid() {
        Child child(arguments({"solve", "--json"}, small_experiment()), [] {
            int ends[2];
            if (pipe(ends) != 0) _exit(98);
            dup2(ends[1], STDOUT_FILENO);
            close(ends[0]);
        });
        QVERIFY(child.says("stdout: what was found cannot be written there"));
        QCOMPARE(child.wait(), 2);
    }

    void whatIsIgnoredStaysIgnored_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("HUP, as by nohup") << SIGHUP;
        QTest::newRow("INT, as in the background of a script") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
    }
    void whatIsIgnoredStaysIgnored() {
        QFETCH(const int, signal);
        Child child(arguments({"solve", "-o"}, endless_map()), [signal] { std::signal(signal, SIG_IGN); });
        QVERIFY(child.says("newton: "));
        child.kill(signal);
        QTest::qWait(300);
        QVERIFY(child.is_running());
        child.kill(signal == SIGTERM ? SIGINT : SIGTERM);
        QCOMPARE(child.wait(), 1);
        QVERIFY(fs::exists(out_ / "result.json"));
    }

    // Two hang-ups come from one terminal that closes: from the shell and from the kernel.
    void aSecondHangUpEndsNothing() {
        Child child(arguments({"solve", "-o"}, endless_map()));
        QVERIFY(child.says("newton: "));
        for (int i = 0; i < 5; ++i) child.kill(SIGHUP);
        QCOMPARE(child.wait(), 1);
        QVERIFY(read_json(out_ / "result.json")["stopped"] == true);
    }

    void aSecondInterruptEndsAtOnce() {
        // A Newton step of this size takes longer than the time between the two.
        Experiment experiment = endless_map();
        softmax_of(experiment).instance.n = 8000;
        softmax_of(experiment).instance.d = 800;
        Child child(arguments({"solve", "-o"}, experiment));
        QVERIFY(child.handles(SIGINT));
        child.kill(SIGINT);
        QVERIFY(child.lets_go(SIGINT));
        child.kill(SIGINT);
        QCOMPARE(child.wait(), -SIGINT);
    }

    void aMapWithoutMinimiserIsWritten() {
        Experiment experiment = small_experiment();
        softmax_of(experiment).instance.n = 2;
        softmax_of(experiment).instance.d = 5;
        softmax_of(experiment).instance.m = 2;
        softmax_of(experiment).instance.ridge = 0;
        const fs::path answer = folder_->path() / "answer.json";
        Child child(arguments({"map", "--json", "-o"}, experiment),
                    [&] { dup2(open(answer.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO); });
        QVERIFY(child.says("minimiser not verified"));
        QCOMPARE(child.wait(), 1);
        QVERIFY(read_json(answer)["minimiser"]["verified"] == false);
        QVERIFY(!read_results(out_).basin_map);
        // Gone on with, it is the same again.
        Child again(arguments({"map", "--resume", "-o"}, experiment));
        QCOMPARE(again.wait(), 1);
    }

    void theWindowKeepsTheExperiment_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("HUP") << SIGHUP;
        QTest::newRow("TERM") << SIGTERM;
    }
    void theWindowKeepsTheExperiment() {
        QFETCH(const int, signal);
        Experiment experiment = small_experiment();
        experiment.title = "kept by the window";
        const fs::path file = folder_->path() / "e.basin.json";
        write_experiment(experiment, file);
        const std::string home = folder_->path().string();
        Child child({file.string()}, [&home] { setenv("XDG_CONFIG_HOME", home.c_str(), 1); });
        QVERIFY(child.handles(signal));
        child.kill(signal);
        QCOMPARE(child.wait(), 0);
        QVERIFY(kept_in(home).find("kept by the window") != std::string::npos);
    }

    void aKilledWindowHasKeptTheExperiment() {
        Experiment experiment = small_experiment();
        experiment.title = "kept by the window";
        const fs::path file = folder_->path() / "e.basin.json";
        write_experiment(experiment, file);
        const std::string home = folder_->path().string();
        const auto set_home = [&home] { setenv("XDG_CONFIG_HOME", home.c_str(), 1); };
        const auto is_kept = [&home] {
            return kept_in(home).find("kept by the window") != std::string::npos;
        };
        Child child({file.string()}, set_home);
        QTRY_VERIFY_WITH_TIMEOUT(is_kept(), patience);
        child.kill(SIGKILL);
        QCOMPARE(child.wait(), -SIGKILL);
        QVERIFY(is_kept());
        // The next one shows it: it is what that one keeps.
        Child next({}, set_home);
        QVERIFY(next.handles(SIGTERM));
        next.kill(SIGTERM);
        QCOMPARE(next.wait(), 0);
        QVERIFY(is_kept());
    }

  private:
    /// The settings under that folder.
    static std::string kept_in(const fs::path& home) {
        std::string kept;
        for (const auto& entry : fs::recursive_directory_iterator(home)) {
            if (entry.path().extension() == ".conf") kept += ScratchFolder::read(entry.path());
        }
        return kept;
    }

    std::vector<std::string> arguments(std::vector<std::string> words, const Experiment& experiment) {
        const fs::path file = folder_->path() / "e.basin.json";
        write_experiment(experiment, file);
        const bool writes = words.back() == "-o";
        words.insert(words.begin() + 1, file.string());
        if (writes) words.push_back(out_.string());
        return words;
    }

    std::unique_ptr<ScratchFolder> folder_;
    fs::path out_;
};

QTEST_GUILESS_MAIN(SignalsTest)
#include "signals_test.moc"
