// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of a whole run: a film, a page.
#include <algorithm>
#include <filesystem>

#include <QImageReader>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/report_record.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

class FilmReportTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        const fs::path experiment = folder_.path() / "small.basin.json";
        write_experiment(small_experiment(), experiment);
        results_ = folder_.path() / "results";
        QCOMPARE(run_basin({"solve", experiment, "-o", results_}).exit_code, 0);
    }

    void a_run_becomes_a_film() {
        const fs::path file = folder_.path() / "run.gif";
        const std::vector<std::string> command{"film",    results_,    "-o", file,    "--size",
                                               "320x200", "--seconds", "1",  "--fps", "5"};
        const ProgramRun run = run_basin(command);
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(run.out.empty() && run.err.empty());
        QImageReader reader(QString::fromStdString(file.string()));
        QVERIFY(reader.imageCount() > 1 && reader.imageCount() <= 5);
        QCOMPARE(reader.read().size(), QSize(320, 200));
        QCOMPARE(run_basin(command).exit_code, 2);  // it exists already
        std::vector<std::string> forced = command;
        forced.emplace_back("--force");
        QCOMPARE(run_basin(forced).exit_code, 0);
    }

    void or_a_folder_of_pictures() {
        const fs::path target = folder_.path() / "film";
        const ProgramRun run = run_basin({"film", results_, "-o", target, "--plot", "convergence,spectrum",
                                          "--size", "320x200", "--speed", "4", "--theme", "dark"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(fs::exists(target / "frame-00000.png") && fs::exists(target / "frame-00001.png"));
    }

    void a_report_shows_what_the_results_hold_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"report.html", "report.pdf"}) QTest::newRow(name) << QString(name);
    }

    void a_report_shows_what_the_results_hold() {
        QFETCH(QString, name);
        const fs::path file = folder_.path() / name.toStdString();
        const ProgramRun run = run_basin({"report", results_, "-o", file});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto result = nlohmann::json::parse(ScratchFolder::read(results_ / "result.json"));
        const ReportRecord record = read_report(ScratchFolder::read(file), "report");
        QVERIFY(record.numbers.size() > 20);
        const std::vector<std::string> found = differences(record, result);
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().c_str());
        QCOMPARE(run_basin({"report", results_, "-o", file}).exit_code, 2);
        QCOMPARE(run_basin({"report", results_, "-o", file, "--force"}).exit_code, 0);
    }

    void mistakes_are_one_sentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const QString results = QString::fromStdString(results_.string()),
                      place = QString::fromStdString((folder_.path() / "none").string());
        const auto film = [&](const QStringList& more) { return QStringList{"film", results} + more; };
        QTest::newRow("ending") << film({"-o", place + ".mp4"}) << "expected .gif, or none for a folder";
        QTest::newRow("size") << film({"-o", place + ".gif", "--size", "big"}) << "expected WIDTHxHEIGHT";
        QTest::newRow("one pixel") << film({"-o", place, "--size", "1x1"}) << "expected 160 to 4096 pixels";
        QTest::newRow("10^9 pixels") << film({"-o", place + ".gif", "--size", "40000x25000"})
                                     << "expected 160 to 4096 pixels";
        QTest::newRow("too long") << film({"-o", place + ".gif", "--seconds", "1e9"})
                                  << "expected at most 10000 pictures";
        QTest::newRow("speed and seconds")
            << film({"-o", place + ".gif", "--seconds", "3", "--speed", "2"}) << "--speed";
        QTest::newRow("plot") << film({"-o", place, "--plot", "pie"}) << "found pie; expected landscape";
        QTest::newRow("no data") << film({"-o", place, "--plot", "penalty"})
                                 << "no data for the plot penalty";
        QTest::newRow("not empty") << film({"-o", results}) << "expected a new folder or an empty one";
        QTest::newRow("forced all the same") << film({"-o", results, "--force"}) << "expected a new folder";
        QTest::newRow("report's ending")
            << QStringList{"report", results, "-o", place + ".txt"} << "expected .html or .pdf";
        QTest::newRow("no results") << QStringList{"report", place, "-o", place + ".pdf"}
                                    << "result.json: found no such file";
        QTest::newRow("no folder") << QStringList{"report", results, "-o", place + "/a.pdf"}
                                   << "found no folder";
    }

    void mistakes_are_one_sentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const auto entries = [this] {
            return std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator());
        };
        std::vector<std::string> list;
        for (const QString& argument : arguments) list.push_back(argument.toStdString());
        const auto before = entries();
        const ProgramRun run = run_basin(list);
        QVERIFY2(run.exit_code == 2, run.err.c_str());
        verify_mentions(run.err, message.toStdString());
        QCOMPARE(std::count(run.err.begin(), run.err.end(), '\n'), 1);
        QCOMPARE(entries(), before);
    }

  private:
    ScratchFolder folder_;
    fs::path results_;
};

QTEST_GUILESS_MAIN(FilmReportTest)
#include "film_report_test.moc"
