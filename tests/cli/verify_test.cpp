// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QImage>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

/// From a run to figures that prove themselves, and back.
class VerifyTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        scratch_ = std::make_unique<ScratchFolder>();
        Experiment experiment = small_experiment();
        PlotSpec& spec = experiment.view.emplace().plots[PlotKind::convergence];
        spec.view = "gradient-norm";
        spec.zoom = ZoomSpec{AxisRange{0, 2}, {}};
        experiment.view->iteration = 2;
        write_experiment(experiment, at("small.basin.json"));
        QCOMPARE(run_basin({"solve", at("small.basin.json"), "-o", at("out")}).exit_code, 0);
    }
    void honestFilesAreReproduced_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"f.png", "f.svg", "f.pdf", "report.html", "report.pdf", "out", "out/result.json"})
            QTest::newRow(name) << name;
    }
    void honestFilesAreReproduced() {
        QFETCH(QString, name);
        const ProgramRun run = run_basin({"verify", made(name.toStdString())});
        QCOMPARE(run.exit_code, 0);
        verify_mentions(run.out, "reproduced to the last digit");
    }
    void severalFilesAreToldOneByOne() {
        const ProgramRun run = run_basin({"verify", made("f.png"), made("f.svg")});
        QCOMPARE(run.exit_code, 0);
        verify_mentions(run.out, "f.png: reproduced");
        verify_mentions(run.out, "f.svg: reproduced");
    }
    void doctoredFilesAreTold_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("experiment") << "f.svg" << QByteArray("&quot;radius&quot;:0.05")
                                    << QByteArray("&quot;radius&quot;:0.06");
        QTest::newRow("drawing") << "f.svg" << QByteArray("<polyline") << QByteArray("<polygon ");
        QTest::newRow("drawing of a PDF") << "f.pdf" << QByteArray("/Length") << QByteArray("/Lenght");
        QTest::newRow("page of a report") << "report.html" << QByteArray("</body>") << QByteArray("!</body>");
        QTest::newRow("number of a report")
            << "report.html" << QByteArray("\"value\":0.05") << QByteArray("\"value\":0.06");
    }
    void doctoredFilesAreTold() {
        QFETCH(QString, name);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        std::string bytes = ScratchFolder::read(made(name.toStdString()));
        const std::size_t place = bytes.find(before.toStdString());
        QVERIFY(place != std::string::npos);
        bytes.replace(place, static_cast<std::size_t>(before.size()), after.toStdString());
        const fs::path doctored = scratch_->write("doctored." + name.section('.', -1).toStdString(), bytes);
        const ProgramRun run = run_basin({"verify", doctored});
        QCOMPARE(run.exit_code, 1);
        QVERIFY(!run.out.empty());
    }
    void otherFilesAreOneSentence_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a text") << "notes.txt" << QByteArray("hello");
        QTest::newRow("an experiment") << "e.json" << QByteArray("{\"format\":\"basin-experiment\"}");
        QTest::newRow("another picture") << "cat.svg" << QByteArray("<svg><desc>a cat</desc></svg>");
        QTest::newRow("a cut PNG") << "cut.png" << QByteArray("\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFtEXt");
        QTest::newRow("nothing") << "empty.pdf" << QByteArray();
        QTest::newRow("not there") << "missing.pdf" << QByteArray("-");
    }
    void otherFilesAreOneSentence() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const fs::path file = at(name.toStdString());
        if (content != "-") scratch_->write(name.toStdString(), content.toStdString());
        const ProgramRun run = run_basin({"verify", file});
        QCOMPARE(run.exit_code, 2);
        QVERIFY2(run.err.find('\n') == run.err.size() - 1, run.err.c_str());
        verify_mentions(run.err, "found");
    }
    void figuresStandForTheirExperiment_data() { honestFilesAreReproduced_data(); }
    void figuresStandForTheirExperiment() {
        QFETCH(QString, name);
        if (name.startsWith("report")) return;
        const ProgramRun checked = run_basin({"check", made(name.toStdString())});
        QCOMPARE(checked.exit_code, 0);
        const fs::path again = at("again");
        QCOMPARE(run_basin({"solve", made(name.toStdString()), "-o", again, "--force"}).exit_code, 0);
        const auto view = [](const fs::path& folder) { return read_experiment(folder / "result.json").view; };
        QVERIFY(view(again)->plots == view(at("out"))->plots);
        QVERIFY(view(again)->iteration == view(at("out"))->iteration);
    }
    void numbersGoOutByTheEnding() {
        for (const char* name : {"n.csv", "n.npy", "n.json", "n.py"}) QVERIFY(fs::file_size(made(name)) > 0);
        QVERIFY(nlohmann::json::parse(ScratchFolder::read(at("n.json")))["format"] == "basin-plot");
    }

  private:
    fs::path at(const std::string& name) const { return scratch_->path() / name; }
    /// The file, made of the results where it is not there yet.
    fs::path made(const std::string& name) const {
        const fs::path file = at(name);
        if (fs::exists(file)) return file;
        const std::string folder = at("out");
        const ProgramRun run = name.starts_with("report")
                                   ? run_basin({"report", folder, "-o", file})
                                   : run_basin({"render", folder, "--plot", "convergence", "-o", file});
        if (run.exit_code != 0) qWarning("%s", run.err.c_str());
        return file;
    }

    std::unique_ptr<ScratchFolder> scratch_;
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
