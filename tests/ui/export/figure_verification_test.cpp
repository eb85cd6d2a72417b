// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_verification.h"

#include <fstream>

#include <QImage>
#include <QtTest/QTest>

#include "core/experiment/rerun.h"
#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/io/figure_record.h"
#include "core/io/formats/figure_text.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"
#include "ui/export/figure_export.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace fs = std::filesystem;

namespace {

Results again(const Experiment& experiment, const Results& before) {
    return rerun(experiment, before, {}, {});
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// The record in it sealed anew after a change, as somebody would who knows how.
void doctorRecord(const fs::path& file, const std::string& before, const std::string& after) {
    QCOMPARE(before.size(), after.size());
    std::string bytes = ScratchFolder::read(file);
    std::string text = text_of_figure(bytes, "f");
    const std::size_t at = text.find(before);
    QVERIFY2(at != std::string::npos, before.c_str());
    text.replace(at, before.size(), after);
    text.replace(text.rfind("\"checksum\":\"") + 12, 16, 16, '0');
    replace_figure_text(bytes, sealed(text, drawing_checksum(bytes, "f")), "f");
    write(file, bytes);
}

}  // namespace

class FigureVerificationTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = run_experiment(small_experiment()); }
    void init() { scratch_ = std::make_unique<ScratchFolder>(); }

    void honestFiguresAreReproduced_data() {
        QTest::addColumn<QString>("name");
        for (const char* ending : {"png", "svg", "pdf"})
            for (const PlotKind kind : allPlotKinds)
                if (std::ranges::find(drawn(), kind) != drawn().end())
                    QTest::newRow((toString(kind) + '.' + ending).toUtf8()) << toString(kind) + '.' + ending;
    }
    void honestFiguresAreReproduced() {
        QFETCH(QString, name);
        const fs::path file = at(name.toStdString());
        exportFigure(results_, *parsePlotKind(name.section('.', 0, 0)), {}, file);
        const Verification found = verifyFigure(file, again);
        QVERIFY2(found.reproduced(), found.lines().front().c_str());
        QVERIFY(found.comparison.compared > 0);
    }
    void everyViewIsReproduced_data() {
        QTest::addColumn<QString>("view");
        for (const char* view : {"loss-gap", "gradient-norm", "distance"})
            QTest::newRow(view) << QString(view);
    }
    void everyViewIsReproduced() {
        QFETCH(QString, view);
        FigureOptions options;
        options.view = view;
        exportFigure(results_, PlotKind::convergence, options, at("view.svg"));
        QVERIFY(verifyFigure(at("view.svg"), again).reproduced());
    }
    void networksAreReproduced() {
        const Results network = run_experiment(small_recurrent());
        for (const PlotKind kind : drawablePlots(network)) {
            exportFigure(network, kind, {}, at("network.svg"));
            const Verification found = verifyFigure(at("network.svg"), again);
            QVERIFY2(found.reproduced(), (toString(kind).toStdString() + found.lines().front()).c_str());
        }
    }
    void aChangedPixelIsTold() {
        exportFigure(results_, PlotKind::convergence, {}, at("f.png"));
        QImage image(QString::fromStdString(at("f.png")));
        const QString text = image.text("basin-experiment");
        image.setPixelColor(5, 5, Qt::red);
        image.setText("basin-experiment", text);
        QVERIFY(image.save(QString::fromStdString(at("g.png"))));
        const Verification found = verifyFigure(at("g.png"), again);
        QVERIFY(!found.reproduced());
        verify_mentions(found.lines().front(), "drawing");
    }
    void aChangedLineIsTold() {
        exportFigure(results_, PlotKind::convergence, {}, at("f.svg"));
        std::string bytes = ScratchFolder::read(at("f.svg"));
        bytes.replace(bytes.rfind("</svg>"), 6, "<path d=\"M0 0L9 9\"/></svg>");
        write(at("f.svg"), bytes);
        verify_mentions(verifyFigure(at("f.svg"), again).lines().front(), "drawing");
    }
    void changedNumbersAreToldThoughSealedAnew() {
        exportFigure(results_, PlotKind::convergence, {}, at("f.svg"));
        const std::string table =
            read_figure(ScratchFolder::read(at("f.svg")), "f", {}).record.plots[0].table;
        const std::size_t digit = table.find_last_of("123456789");
        std::string line = table.substr(table.rfind('\n', digit) + 1, digit - table.rfind('\n', digit));
        std::string other = line;
        other.back() = other.back() == '9' ? '8' : '9';
        doctorRecord(at("f.svg"), line, other);
        const Verification found = verifyFigure(at("f.svg"), again);
        QVERIFY(found.altered.empty());
        QVERIFY(!found.reproduced());
        QCOMPARE(found.comparison.differing, std::size_t{1});
    }
    void changedExperimentsAreToldThoughSealedAnew() {
        exportFigure(results_, PlotKind::convergence, {}, at("f.pdf"));
        doctorRecord(at("f.pdf"), "\"radius\":0.05", "\"radius\":0.06");
        const Verification found = verifyFigure(at("f.pdf"), again);
        QVERIFY(found.altered.empty());
        QVERIFY(!found.reproduced());
    }
    void runsThatWereStoppedAreRefused() {
        Results stopped = results_;
        stopped.stopped = true;
        exportFigure(stopped, PlotKind::convergence, {}, at("f.svg"));
        verify_mentions(input_error([&] { verifyFigure(at("f.svg"), again); }), "not come to its end");
    }
    void otherPicturesAreRefused() {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        QVERIFY(image.save(QString::fromStdString(at("cat.png"))));
        verify_mentions(input_error([&] { verifyFigure(at("cat.png"), again); }),
                        "picture without an experiment");
    }

  private:
    fs::path at(const std::string& name) const { return scratch_->path() / name; }
    static const std::vector<PlotKind>& drawn() {
        static const std::vector<PlotKind> kinds = drawablePlots(run_experiment(small_experiment()));
        return kinds;
    }

    std::unique_ptr<ScratchFolder> scratch_;
    Results results_;
};

QTEST_MAIN(FigureVerificationTest)
#include "figure_verification_test.moc"
