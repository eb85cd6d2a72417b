// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QImage>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

class VerbsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        experiment_ = folder_.path() / "small.basin.json";
        write_experiment(small_experiment(), experiment_);
        results_ = folder_.path() / "results";
        QCOMPARE(run_basin({"solve", experiment_, "-o", results_, "--plots", "svg"}).exit_code, 0);
    }

    void the_version_needs_no_display() {
        const ProgramRun run = run_basin({"--version"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY(run.out.starts_with("basin "));
    }

    void evaluate_prints_json() {
        const ProgramRun run = run_basin({"evaluate", experiment_, "--json"});
        QCOMPARE(run.exit_code, 0);
        const auto json = nlohmann::json::parse(run.out);
        QCOMPARE(json.size(), 4U);
        QVERIFY(json["value"].is_number());
        QCOMPARE(json["gradient"].size(), 2U);
        QVERIFY(json["hessian"].size() == 2 && json["hessian"][0].size() == 2);
        QVERIFY(json["hessian"][0][1] == json["hessian"][1][0]);
        QVERIFY(json["eigenvalues"][0] <= json["eigenvalues"][1]);
    }

    void evaluate_prints_text() {
        const ProgramRun run = run_basin({"evaluate", experiment_});
        QCOMPARE(run.exit_code, 0);
        verify_mentions(run.out, "eigenvalues");
    }

    void estimate_says_what_is_measured_and_what_is_estimated() {
        const ProgramRun run =
            run_basin({"estimate", experiment_, "--n", "400", "--d", "8", "--seconds", "1", "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto json = nlohmann::json::parse(run.out);
        QCOMPARE(json["wanted"]["nnz"].get<double>(), 3200.0);
        QCOMPARE(json["solvers"].size(), small_experiment().solvers.size());
        for (const auto& solver : json["solvers"]) {
            QVERIFY(solver["measured"]["step_seconds"] > 0 && solver["measured"]["steps"] > 0);
            const auto& step = solver["estimated"]["step"];
            QVERIFY(step["low"] <= step["seconds"] && step["seconds"] <= step["high"]);
            QVERIFY(solver["estimated"]["exponents"]["n"].is_number());
            QVERIFY(solver["estimated"]["exponents"]["nnz"].is_null());  // dense: n d
            const auto& memory = solver["estimated"]["memory"];
            if (!memory["bytes"].is_null()) QVERIFY(memory["low"] <= memory["high"]);
        }
        const ProgramRun text =
            run_basin({"estimate", experiment_, "--n", "400", "--d", "8", "--seconds", "1"});
        verify_mentions(text.out, "measured");
        verify_mentions(text.out, "estimated");
        verify_mentions(text.out, "95 %");
        QCOMPARE(run_basin({"estimate", experiment_, "--n", "0", "--d", "8"}).exit_code, 2);
        const ProgramRun sparse =
            run_basin({"estimate", experiment_, "--n", "400", "--d", "8", "--nnz", "800", "--seconds", "1"});
        verify_mentions(sparse.out, "nnz = 800");
        const ProgramRun full = run_basin({"estimate", experiment_, "--n", "40", "--d", "8", "--nnz", "321"});
        QCOMPARE(full.exit_code, 2);
        verify_mentions(full.err, "nnz: found 321; expected 1 <= nnz <= n d");
        verify_mentions(run_basin({"estimate", experiment_}).err, "found no size");
    }

    void a_trade_off_is_solved_and_rendered() {
        Experiment experiment = small_experiment();
        experiment.basin_map.reset();
        experiment.tradeoff = TradeoffSpec{.error_count = 1, .runs = 1};
        const auto file = folder_.path() / "tradeoff.basin.json", results = folder_.path() / "tradeoff";
        write_experiment(experiment, file);
        const ProgramRun run = run_basin({"solve", file, "-o", results});
        verify_mentions(run.err, "trade-off: 7 settings");
        QVERIFY(fs::exists(results / "tradeoff.csv"));
        const auto picture = folder_.path() / "tradeoff.png";
        const ProgramRun drawn = run_basin({"render", results, "--plot", "tradeoff", "-o", picture});
        QVERIFY2(drawn.exit_code == 0, drawn.err.c_str());
        QVERIFY(fs::file_size(picture) > 0);
    }

    void check_says_what_would_run() {
        const ProgramRun run = run_basin({"check", experiment_});
        QCOMPARE(run.exit_code, 0);
        verify_mentions(run.out,
                        "n = 12, d = 2, m = 5, 3 solvers, landscape, basin of attraction, basin map");
    }

    void presets_are_listed_and_written() {
        const ProgramRun listed = run_basin({"presets"});
        QVERIFY2(listed.out.find("?.") == std::string::npos, "a title that asks needs no full stop");
        QCOMPARE(listed.exit_code, 0);
        const auto target = folder_.path() / "presets";
        QCOMPARE(run_basin({"presets", "--write", target}).exit_code, 0);
        for (const Preset& preset : presets()) {
            verify_mentions(listed.out, preset.name);
            verify_mentions(listed.out, preset.story);
            const auto file = target / (preset.name + ".basin.json");
            QCOMPARE(run_basin({"check", file}).exit_code, 0);
        }
        QCOMPARE(run_basin({"presets", "--write", target}).exit_code, 2);
        // Those that are missing come back; one that was edited is somebody's work, and all stays as it is.
        const auto first = target / (presets()[0].name + ".basin.json");
        const auto last = target / (presets().back().name + ".basin.json");
        std::filesystem::remove(first);
        const ProgramRun forced = run_basin({"presets", "--write", target, "--force"});
        QCOMPARE(forced.exit_code, 0);
        QCOMPARE(ScratchFolder::read(first), presets()[0].text);
        std::filesystem::remove(first);
        const std::string edited = presets().back().text + "\n";
        std::ofstream(last) << edited;
        const ProgramRun refused = run_basin({"presets", "--write", target, "--force"});
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, last.filename().string() + ": found a file that is not as this program");
        QCOMPARE(ScratchFolder::read(last), edited);
        QVERIFY(!std::filesystem::exists(first));
    }

    void the_window_has_its_picture_taken() {
        const auto picture = folder_.path() / "window.png";
        QCOMPARE(run_basin({"picture", experiment_, "-o", picture, "--size", "1100x720"}).exit_code, 0);
        QCOMPARE(QImage(QString::fromStdString(picture.string())).size(), QSize(1100, 720));
        QCOMPARE(run_basin({"picture", experiment_, "-o", picture}).exit_code, 2);  // it exists already
        Experiment hurried = small_experiment();
        hurried.stopping.max_iterations = 1;
        const auto file = folder_.path() / "hurried.basin.json", bad_end = folder_.path() / "bad_end.png";
        write_experiment(hurried, file);
        QCOMPARE(run_basin({"picture", file, "-o", bad_end}).exit_code, 1);
        QVERIFY(fs::exists(bad_end));
        const auto other = folder_.path() / "other.png";
        QCOMPARE(run_basin({"picture", experiment_, "-o", other, "--size", "10x10"}).exit_code, 2);
        QCOMPARE(run_basin({"picture", experiment_, "-o", other, "--theme", "pink"}).exit_code, 2);
        QVERIFY(!fs::exists(other));
    }

    void every_plot_renders_in_every_format_data() {
        QTest::addColumn<QString>("plot");
        QTest::addColumn<QString>("format");
        for (const char* plot : {"convergence", "landscape", "attraction", "spectrum", "basin-map"}) {
            for (const char* format : {"png", "svg", "pdf"}) {
                const std::string name = std::string(plot) + '.' + format;
                QTest::newRow(name.c_str()) << QString(plot) << QString(format);
            }
        }
    }

    void every_plot_renders_in_every_format() {
        QFETCH(QString, plot);
        QFETCH(QString, format);
        const auto file = folder_.path() / (plot + "." + format).toStdString();
        const ProgramRun run = run_basin({"render", results_, "--plot", plot.toStdString(), "-o", file,
                                          "--size", "640x400", "--theme", "dark"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const std::string content = ScratchFolder::read(file);
        QVERIFY(content.size() > 1000);
        if (format == "png") {
            QVERIFY(content.starts_with("\x89PNG\r\n\x1a\n"));
            // The header's width and height, big-endian.
            QVERIFY(content.substr(16, 8) == std::string("\0\0\x02\x80\0\0\x01\x90", 8));
        } else if (format == "svg") {
            verify_mentions(content, "<svg");
        } else {
            QVERIFY(content.starts_with("%PDF-"));
        }
    }

    void figures_may_be_measured_in_millimetres() {
        const auto file = folder_.path() / "paper.png";
        const ProgramRun run = run_basin({"render", results_, "--plot", "convergence", "-o", file, "--size",
                                          "127x63.5mm", "--dpi", "100"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(ScratchFolder::read(file).substr(16, 8) ==
                std::string("\0\0\x01\xF4\0\0\0\xFA", 8));  // 500 x 250
    }

    void spectra_render_as_histograms_too() {
        const auto lines = folder_.path() / "lines.svg", bars = folder_.path() / "bars.svg";
        QCOMPARE(run_basin({"render", results_, "--plot", "spectrum", "-o", lines}).exit_code, 0);
        const ProgramRun run =
            run_basin({"render", results_, "--plot", "spectrum", "--view", "histogram", "-o", bars});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        verify_mentions(ScratchFolder::read(bars), "eigenvalues in a bar");
        QVERIFY(ScratchFolder::read(lines).find("eigenvalues in a bar") == std::string::npos);
    }

    void solve_draws_the_figures_too() {
        for (const char* plot : {"convergence", "landscape", "attraction", "spectrum", "basin-map"}) {
            QVERIFY(fs::file_size(results_ / (std::string(plot) + ".svg")) > 1000);
        }
    }

    void mistakes_are_one_sentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const QString results = QString::fromStdString(results_);
        const auto render = [&](const QStringList& more) { return QStringList{"render", results} + more; };
        QTest::newRow("window") << QStringList{} << "found no display";
        QTest::newRow("no such preset")
            << QStringList{"check", "close-enogh"} << "did you mean \"close-enough\"?";
        QTest::newRow("picture's ending")
            << QStringList{"picture", "close-enough", "-o", "a.gif"} << "expected a file that ends in .png";
        QTest::newRow("no such verb") << QStringList{"sovle", "close-enough"}
                                      << "found unknown verb \"sovle\"; did you mean \"solve\"?";
        QTest::newRow("no such file")
            << QStringList{"check", "none.basin.json"} << "found neither a file nor a preset";
        QTest::newRow("unknown option") << QStringList{"check", "close-enough", "--fast"} << "--fast";
        QTest::newRow("no experiment") << QStringList{"solve"} << "required";
        QTest::newRow("no folder") << QStringList{"solve", "close-enough"} << "expected a folder";
        QTest::newRow("figure format") << QStringList{"solve", "close-enough", "-o", "x", "--plots", "gif"}
                                       << "found gif; expected png, svg or pdf";
        QTest::newRow("plot") << render({"--plot", "pie", "-o", "a.png"}) << "found pie; expected landscape";
        QTest::newRow("extension") << render({"--plot", "spectrum", "-o", "a.gif"}) << "a.gif";
        QTest::newRow("size") << render({"--plot", "spectrum", "-o", "a.png", "--size", "big"})
                              << "WIDTHxHEIGHT";
        QTest::newRow("negative size")
            << render({"--plot", "spectrum", "-o", "a.png", "--size", "-5x10"}) << "-5";
        QTest::newRow("view") << render({"--plot", "spectrum", "-o", "a.png", "--view", "pie"})
                              << "found pie; expected one of against-iteration, histogram";
        QTest::newRow("no views") << render({"--plot", "landscape", "-o", "a.png", "--view", "histogram"})
                                  << "found histogram; expected one of logarithmic, quantile, linear";
        QTest::newRow("theme") << render({"--plot", "spectrum", "-o", "a.png", "--theme", "pink"}) << "pink";
        QTest::newRow("no whole number") << QStringList{"estimate", "close-enough", "--n", "1e3", "--d", "2"}
                                         << "--n: found 1e3; expected a whole number from 1 to 1000000000000";
        QTest::newRow("seconds") << QStringList{"assess", "close-enough", "--seconds", "-1"}
                                 << "--seconds: found -1; expected a number > 0";
        QTest::newRow("dpi") << render({"--plot", "spectrum", "-o", "a.png", "--dpi", "0"}) << "dpi";
        QTest::newRow("no results") << QStringList{"render", "none", "--plot", "spectrum", "-o", "a.png"}
                                    << "result.json: found no such file";
        QTest::newRow("existing figure")
            << render({"--plot", "spectrum", "-o", results + "/spectrum.svg"}) << "exists already";
    }

    void mistakes_are_one_sentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        std::vector<std::string> list;
        for (const QString& argument : arguments) list.push_back(argument.toStdString());
        const ProgramRun run = run_basin(list);
        QVERIFY2(run.exit_code == 2, run.err.c_str());
        QVERIFY(run.out.empty());
        verify_mentions(run.err, message.toStdString());
        QCOMPARE(std::count(run.err.begin(), run.err.end(), '\n'), 1);
        QVERIFY(!fs::exists("a.png") && !fs::exists("a.gif") && !fs::exists("x"));
    }

    void output_that_cannot_be_written_is_an_error() {
        const ProgramRun run = run_program("bash", {"-c", "'" BASIN_EXECUTABLE "' presets > /dev/full"});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "stdout: what was found cannot be written");
    }

    void a_folder_hides_no_preset() {
        const auto place = folder_.path() / "shadow";
        fs::create_directories(place / "close-enough");
        const std::string there = "cd '" + place.string() + "' && '" BASIN_EXECUTABLE "' check close-enough";
        QCOMPARE(run_program("bash", {"-c", there}).exit_code, 0);
    }

    void a_network_without_runs_has_nothing_to_certify() {
        Experiment experiment;
        experiment.problem = ElmanProblemSpec{};
        experiment.landscape = LandscapeSpec{.resolution = 5};
        const auto file = folder_.path() / "bare.basin.json", results = folder_.path() / "bare";
        write_experiment(experiment, file);
        const ProgramRun solved = run_basin({"solve", file, "-o", results});
        QVERIFY2(solved.exit_code == 0, solved.err.c_str());
        const ProgramRun run = run_basin({"certify", results});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "found no runs; expected results with the end of a run");
    }

    void a_hessian_beyond_memory_is_refused() {
        Experiment experiment;
        ElmanProblemSpec& problem = experiment.problem.emplace<ElmanProblemSpec>();
        problem.hidden = 2000;
        const auto file = folder_.path() / "wide.basin.json";
        write_experiment(experiment, file);
        const ProgramRun run = run_basin({"evaluate", file});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "the Hessian: found a size of ");
    }

  private:
    ScratchFolder folder_;
    fs::path experiment_;
    fs::path results_;
};

QTEST_GUILESS_MAIN(VerbsTest)
#include "verbs_test.moc"
