// SPDX-License-Identifier: GPL-3.0-or-later
// One file, the same numbers: equal bytes, times aside, in every run of the executable - on one core and on
// all, whatever lay in memory, with and without pictures beside the solvers.
#include <filesystem>

#include <QProcess>
#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/every_solver.h"
#include "tests/support/patience.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/timeless.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

/// What must not change a number.
struct Surroundings {
    const char* cores;    // of taskset; empty: all
    const char* perturb;  // MALLOC_PERTURB_: what fresh memory is filled with; empty: whatever lay there
};

const std::vector<Surroundings>& surroundings() {
    static const std::vector<Surroundings> all = {{"", ""}, {"0", ""}, {"", "1"}, {"0", "77"}, {"", "165"}};
    return all;
}

/// Times that all of them are gone through; more by hand.
int repetitions() {
    const int asked = qEnvironmentVariableIntValue("BASIN_REPETITIONS");
    return asked > 0 ? asked : 1;
}

ProgramRun run_in(const Surroundings& around, const std::vector<std::string>& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (*around.perturb) environment.insert("MALLOC_PERTURB_", around.perturb);
    process.setProcessEnvironment(environment);
    QStringList words = to_list(arguments);
    QString program = BASIN_EXECUTABLE;
    if (*around.cores) {
        words = QStringList{"-c", around.cores, program} + words;
        program = "taskset";
    }
    process.start(program, words);
    ProgramRun run;
    if (process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit)
        run.exit_code = process.exitCode();
    run.out = process.readAllStandardOutput().toStdString();
    run.err = process.readAllStandardError().toStdString();
    return run;
}

Experiment untimed(Experiment experiment) {
    experiment.stopping.max_seconds = 1e6;
    return experiment;
}

/// Every solver and every picture of the first system.
Experiment softmax() {
    Experiment experiment = untimed(small_experiment());
    softmax_of(experiment).instance.n = 40;
    softmax_of(experiment).instance.d = 17;  // LAPACK's factorisations
    softmax_of(experiment).instance.ridge = 5;
    experiment.solvers = every_solver(false);
    for (SolverSpec& spec : experiment.solvers) {
        if (matters(spec, "samples")) spec.parameters["samples"] = std::uint64_t{60};
    }
    experiment.stopping.max_iterations = 60;
    experiment.basin_radius.trials = 40;
    return experiment;
}

Experiment sparse() {
    Experiment experiment = softmax();
    softmax_of(experiment).instance.density = 0.3;
    softmax_of(experiment).instance.n = 400;
    experiment.attraction.reset();
    experiment.basin_map.reset();
    experiment.basin_radius.trials = 0;
    return experiment;
}

/// Products large enough for BLAS to share them out, and a spectrum of which only the ends are found.
Experiment large() {
    Experiment experiment = untimed({});
    SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
    instance.n = 1500;
    instance.d = 130;
    instance.m = 60;
    experiment.start.radius = 0.1;
    experiment.solvers = {{"cubic-newton", {}}, {"lbfgs", {}}, {"truncated-newton", {}}};
    experiment.stopping.max_iterations = 8;
    experiment.spectrum = SpectrumSpec{};
    experiment.spectrum->full_up_to = 16;
    experiment.spectrum->density_every = 4;
    experiment.landscape = LandscapeSpec{.resolution = 33};
    experiment.basin_radius.trials = 0;
    return experiment;
}

/// Every solver and every picture of the second system.
Experiment network() {
    Experiment experiment = untimed({});
    ElmanProblemSpec problem;
    problem.hidden = 3;
    experiment.problem = problem;
    experiment.solvers = every_solver(true);
    experiment.stopping.max_iterations = 40;
    experiment.landscape = LandscapeSpec{.resolution = 17};
    experiment.spectrum = SpectrumSpec{};
    experiment.exactness.emplace();
    experiment.exactness->beta_count = 3;
    experiment.exactness->max_iterations = 30;
    return experiment;
}

/// One start of truncated-newton four times, between other solvers: each must end as the first.
Experiment four_times() {
    Experiment experiment = untimed({});
    SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
    instance.n = 200;
    instance.d = 5;
    instance.m = 2;
    instance.activation = Activation::softplus;
    instance.ridge = 0.001;
    instance.seed = experiment.start.seed = 69;
    experiment.start.radius = 10;
    const SolverSpec repeated{"truncated-newton", {}};
    experiment.solvers = {repeated, {"adam", {}},   repeated, {"lbfgs", {}},
                          repeated, {"newton", {}}, repeated};
    experiment.basin_radius.trials = 0;
    return experiment;
}

std::string first_difference(const std::map<std::string, std::string>& a,
                             const std::map<std::string, std::string>& b) {
    for (const auto& [name, text] : a) {
        if (!b.contains(name)) return name + " is missing";
        const std::string& other = b.at(name);
        if (text == other) continue;
        const auto at = std::ranges::mismatch(text, other).in1 - text.begin();
        const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 60));
        return name + ": " + text.substr(from, 120) + "\n -- " +
               other.substr(std::min(from, other.size()), 120);
    }
    return a.size() == b.size() ? "" : "there are more files";
}

}  // namespace

class SameNumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void solve_data() {
        QTest::addColumn<std::string>("source");
        const auto add = [&](const char* name, const Experiment& experiment) {
            const fs::path file = folder_.path() / (std::string(name) + ".basin.json");
            write_experiment(experiment, file);
            QTest::newRow(name) << file.string();
        };
        add("softmax", softmax());
        add("sparse", sparse());
        add("network", network());
        add("four times", four_times());
        if (sanitized) return;  // there a run takes minutes, and time limits would cut it off
        add("large", large());
        for (const char* preset : {"close-enough", "kink", "two-rulers", "too-crude", "one-step-too-far",
                                   "longer-memory", "resting-on-a-kink", "wild-weights"})
            QTest::newRow(preset) << std::string(preset);
    }
    void solve() {
        QFETCH(const std::string, source);
        expect_same([&](const Surroundings& around, const fs::path& out) {
            const ProgramRun run = run_in(around, {"solve", source, "-o", out.string(), "--json"});
            auto files = timeless_files(out);
            files["exit code"] = std::to_string(run.exit_code);
            files["stdout"] = timeless_json(run.out);
            return files;
        });
    }

    // A landscape is computed beside the solvers, on other threads.
    void picturesChangeNothing_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::newRow("softmax") << softmax();
        QTest::newRow("network") << network();
        if (!sanitized) QTest::newRow("large") << large();
    }
    void picturesChangeNothing() {
        QFETCH(Experiment, experiment);
        const auto solved = [&](const char* name) {
            const fs::path file = folder_.write("e.basin.json", ""), out = folder_.path() / name;
            write_experiment(experiment, file);
            if (run_in({"", ""}, {"solve", file.string(), "-o", out.string()}).exit_code < 0)
                qFatal("crashed");
            // What is said of the pictures, and of the iterates' places on them.
            auto files = timeless_files(out, {"landscape", "attraction", "a", "b", "outside"});
            for (const char* picture : {"landscape.npy", "landscape.csv", "attraction.csv", "attraction.npy",
                                        "attraction_ends.csv"})
                files.erase(picture);
            fs::remove_all(out);
            return files;
        };
        const auto with = solved("with");
        experiment.landscape.reset();
        experiment.attraction.reset();
        const std::string difference = first_difference(with, solved("without"));
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void everyRunFromOneStartIsTheSame() {
        const fs::path file = folder_.path() / "four.basin.json", out = folder_.path() / "four";
        write_experiment(four_times(), file);
        QVERIFY(run_in({"", ""}, {"solve", file.string(), "-o", out.string()}).exit_code >= 0);
        const auto files = timeless_files(out);
        for (const char* other : {"2", "3", "4"})
            QCOMPARE(files.at(std::string("history-truncated-newton-") + other + ".csv"),
                     files.at("history-truncated-newton-1.csv"));
        fs::remove_all(out);
    }

    void otherVerbs_data() {
        QTest::addColumn<std::vector<std::string>>("words");
        QTest::addColumn<Experiment>("experiment");
        const auto add = [](const std::vector<std::string>& words, const char* name,
                            const Experiment& experiment) {
            QTest::addRow("%s %s", words.front().c_str(), name) << words << experiment;
        };
        Experiment plain = softmax();
        plain.solvers = {{"newton", {}}};
        plain.landscape.reset();
        plain.attraction.reset();
        Experiment recurrent = network();
        recurrent.solvers = {{"piecewise-affine", {}}, {"lbfgs", {}}};
        recurrent.landscape.reset();
        Experiment mapped = recurrent;
        mapped.basin_map = plain.basin_map;
        mapped.basin_map->success_within = 0.2;
        add({"evaluate", "--json"}, "softmax", plain);
        add({"evaluate", "--json"}, "network", recurrent);
        add({"certify", "--json"}, "softmax", plain);
        add({"certify", "--json"}, "network", recurrent);
        add({"map", "-o"}, "softmax", plain);
        add({"map", "-o"}, "network", mapped);
        add({"exactness", "-o"}, "network", recurrent);
        add({"assess", "--json", "--seconds", "1000"}, "softmax", plain);
        add({"assess", "--json", "--seconds", "1000"}, "network", recurrent);
    }
    void otherVerbs() {
        QFETCH(const std::vector<std::string>, words);
        QFETCH(const Experiment, experiment);
        const fs::path file = folder_.path() / "verb.basin.json";
        write_experiment(experiment, file);
        expect_same([&](const Surroundings& around, const fs::path& out) {
            std::vector<std::string> arguments = words;
            arguments.insert(arguments.begin() + 1, file.string());
            const bool writes = words.back() == "-o";
            if (writes) arguments.push_back(out.string());
            const ProgramRun run = run_in(around, arguments);
            auto files = writes ? timeless_files(out) : std::map<std::string, std::string>();
            files["exit code"] = std::to_string(run.exit_code);
            files["stdout"] = timeless_json(run.out);
            return files;
        });
    }

  private:
    /// run(surroundings, folder) tells what a run gave, and must tell the same in all of them.
    template <class Run>
    void expect_same(const Run& run) {
        std::map<std::string, std::string> first;
        for (int i = 0; i < repetitions(); ++i) {
            for (const Surroundings& around : surroundings()) {
                const fs::path out = folder_.path() / "out";
                fs::remove_all(out);
                const auto found = run(around, out);
                QVERIFY2(found.at("exit code") == "0" || found.at("exit code") == "1",
                         found.at("exit code").c_str());
                if (first.empty()) first = found;
                const std::string difference = first_difference(first, found);
                QVERIFY2(
                    difference.empty(),
                    qPrintable(QStringLiteral("cores \"%1\", MALLOC_PERTURB_ \"%2\": %3")
                                   .arg(around.cores, around.perturb, QString::fromStdString(difference))));
            }
        }
    }

    ScratchFolder folder_;
};

QTEST_GUILESS_MAIN(SameNumbersTest)
#include "same_numbers_test.moc"
