// SPDX-License-Identifier: GPL-3.0-or-later
// How a start is drawn, chosen in the panel.
#include "ui/panels/start_section.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>

#include "core/experiment/seeds.h"
#include "core/io/presets.h"
#include "tests/support/experiments.h"
#include "tests/support/panel.h"
#include "tests/support/patience.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/runs/run_model.h"
#include "ui/window/file_actions.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

/// Chooses the entry as a user does, with the arrow keys.
void choose(QComboBox& box, const QString& text) {
    const int place = box.findText(text);
    QVERIFY2(place >= 0, qPrintable(text));
    if (box.currentIndex() < 0) QTest::keyClick(&box, Qt::Key_Home);
    while (box.currentIndex() < place) QTest::keyClick(&box, Qt::Key_Down);
    while (box.currentIndex() > place) QTest::keyClick(&box, Qt::Key_Up);
}

MatrixSource starts_of(const Matrix& values, const std::filesystem::path& file = {}) {
    return {std::make_shared<const Matrix>(values), file};
}

}  // namespace

class StartSectionTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

  private slots:
    void choosingAnInitialiserChangesTheExperiment_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("place");
        QTest::newRow("ball") << "in a ball" << 1;
        QTest::newRow("box") << "in a box" << 2;
        QTest::newRow("gaussian") << "bell-shaped (Gaussian)" << 3;
        QTest::newRow("grid") << "on a grid" << 4;
    }
    void choosingAnInitialiserChangesTheExperiment() {
        QFETCH(QString, word);
        QFETCH(int, place);
        ExperimentPanel panel;
        panel.setExperiment(tiny_experiment());
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        choose(*panel.initialiserBox(), word);
        QVERIFY(!edited.isEmpty());
        const StartSpec start = panel.experiment().start;
        QCOMPARE(static_cast<int>(start.point_initialiser), place);
        QCOMPARE(start.radius, tiny_experiment().start.radius);
        QVERIFY(!panel.initialiserBox()->toolTip().isEmpty());
        choose(*panel.initialiserBox(), QStringLiteral("on a sphere"));
        QVERIFY(panel.experiment().start == tiny_experiment().start);
    }

    void weightsAreChosenByName() {
        ExperimentPanel panel;
        panel.setExperiment(small_network());
        QVERIFY(panel.deviationSlider()->isVisibleTo(&panel));
        QVERIFY(!panel.findChild<StartSection*>()->openStarts()->isVisibleTo(&panel));
        choose(*panel.initialiserBox(), QStringLiteral("Glorot"));
        QVERIFY(panel.experiment().start.weight_initialiser == WeightInitialiser::glorot);
        QVERIFY(!panel.deviationSlider()->isVisibleTo(&panel));
        choose(*panel.initialiserBox(), QStringLiteral("identity"));
        QVERIFY(panel.deviationSlider()->isVisibleTo(&panel));
        panel.radiusSlider()->field()->setValue(0.25);
        const StartSpec start = panel.experiment().start;
        QVERIFY(start.weight_initialiser == WeightInitialiser::identity);
        QVERIFY(start.offset == 0.25 && start.radius == StartSpec{}.radius);
        panel.radiusSlider()->field()->setValue(0);
        choose(*panel.initialiserBox(), QStringLiteral("Gaussian"));
        QVERIFY(panel.experiment() == small_network());
    }

    void everyInitialiserHasAMeaning() {
        ExperimentPanel panel;
        for (const Experiment& experiment : {tiny_experiment(), small_network()}) {
            panel.setExperiment(experiment);
            const QComboBox* box = panel.initialiserBox();
            QVERIFY(box->count() >= 5);
            for (int k = 0; k < box->count(); ++k)
                QVERIFY(!box->itemData(k, Qt::ToolTipRole).toString().isEmpty());
        }
    }

    void onlyAGridHasPointsASide() {
        ExperimentPanel panel;
        panel.setExperiment(tiny_experiment());
        const QString side = QStringLiteral("Points a side"), number = QStringLiteral("Start number");
        QVERIFY(!hasLabel(panel, side) && !hasLabel(panel, number));
        choose(*panel.initialiserBox(), QStringLiteral("on a grid"));
        QVERIFY(hasLabel(panel, side) && hasLabel(panel, number));
        type(*control<WholeField>(panel, side), QStringLiteral("4"));
        type(*control<WholeField>(panel, number), QStringLiteral("16"));
        QCOMPARE(panel.experiment().start.resolution, Index{4});
        QCOMPARE(panel.experiment().start.number, Index{16});
        type(*control<WholeField>(panel, number), QStringLiteral("17"));  // there are 16
        QCOMPARE(panel.experiment().start.number, Index{16});
        QCOMPARE(seed_keys(panel.experiment()).front(), std::string("start.number"));
        choose(*panel.initialiserBox(), QStringLiteral("in a ball"));
        QVERIFY(!hasLabel(panel, side) && !hasLabel(panel, number));
        QCOMPARE(panel.experiment().start.number, Index{1});
    }

    void aListOfStartsTakesThePlaceOfTheRadius() {
        ExperimentPanel panel;
        Experiment experiment = tiny_experiment();
        experiment.repeats = RepeatsSpec{};
        panel.setExperiment(experiment);
        panel.setStarts(starts_of((Matrix(3, 2) << 1, 2, 3, 4, 5, 6).finished(), "/data/starts.csv"));
        QCOMPARE(panel.experiment().repeats->count, Index{3});
        QVERIFY(!panel.radiusSlider()->isVisibleTo(&panel));
        QVERIFY(hasLabel(panel, QStringLiteral("3 starts from starts.csv")));
        QCOMPARE(panel.initialiserBox()->currentIndex(), -1);
        type(*control<WholeField>(panel, QStringLiteral("Start number")), QStringLiteral("2"));
        QCOMPARE(panel.experiment().start.number, Index{2});
        // Another seed leaves them, a chosen point and then the slider does not.
        panel.setStartSeed(3);
        QVERIFY(panel.experiment().start.starts.has_value());
        panel.setStartPoint(Vector{{1.0, 1.0}}, 0.5);
        QVERIFY(panel.radiusSlider()->isVisibleTo(&panel));
        QTest::keyClick(panel.radiusSlider()->slider(), Qt::Key_PageUp);
        QVERIFY(!panel.experiment().start.starts && !panel.experiment().start.x0);
        QVERIFY(panel.radiusSlider()->isVisibleTo(&panel));
    }

    void choosingAnInitialiserLeavesWhatIsGiven() {
        ExperimentPanel panel;
        panel.setExperiment(tiny_experiment());
        panel.setStarts(starts_of(Matrix::Ones(2, 2)));
        choose(*panel.initialiserBox(), QStringLiteral("in a box"));
        QVERIFY(!panel.experiment().start.starts);
        panel.setStartPoint(Vector{{1.0, 1.0}}, 0.5);
        choose(*panel.initialiserBox(), QStringLiteral("in a ball"));
        QVERIFY(!panel.experiment().start.x0);
        Experiment network = small_network();
        network.start.around = starts_of(Matrix::Zero(unknowns(network), 1));
        panel.setExperiment(network);
        QCOMPARE(panel.initialiserBox()->currentIndex(), -1);
        choose(*panel.initialiserBox(), QStringLiteral("He"));
        QVERIFY(!panel.experiment().start.around);
        QVERIFY(panel.experiment().start.weight_initialiser == WeightInitialiser::he);
    }

    // Its axes are a radius on the sphere, or the deviation of Gaussian weights.
    void aCellOfTheMapIsDrawnAsTheMapDraws() {
        ExperimentPanel panel;
        panel.setExperiment(tiny_experiment());
        choose(*panel.initialiserBox(), QStringLiteral("in a box"));
        panel.setRadiusAndError(0.5, 0.25);
        QVERIFY(panel.experiment().start.point_initialiser == PointInitialiser::sphere);
        QCOMPARE(panel.experiment().start.radius, 0.5);
        Experiment network = small_network();
        network.start.weight_initialiser = WeightInitialiser::he;
        network.start.offset = 0.5;
        panel.setExperiment(network);
        QVERIFY(panel.experiment() == network);
        panel.setRadiusAndError(0.25, 0.25);
        QVERIFY(panel.experiment().start.weight_initialiser == WeightInitialiser::gaussian);
        QVERIFY(panel.experiment().start.deviation == 0.25 && panel.experiment().start.offset == 0);
    }

    void startsAreReadFromAFile() {
        const ScratchFolder scratch;
        const auto file = scratch.write("starts.csv", "1,2\n3,4\n");
        auto* settings = new Settings(folder_.filePath(QStringLiteral("s.ini")), this);
        MainWindow window(tiny_experiment(), nullptr, settings);
        window.resize(1280, 720);
        ExperimentPanel& panel = *window.experimentPanel();
        window.fileActions()->openStarts(QString::fromStdString(file.string()));
        QTRY_VERIFY_WITH_TIMEOUT(panel.experiment().start.starts.has_value(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.controller()->isIdle() && window.model()->results().x0.size() == 2 &&
                                     window.model()->results().x0 == Vector({{1.0, 2.0}}),
                                 patience);
        // One of another width: a sentence, and what was computed stays.
        const auto wide = scratch.write("wide.csv", "1,2,3\n");
        window.fileActions()->openStarts(QString::fromStdString(wide.string()));
        QTRY_VERIFY_WITH_TIMEOUT(
            window.messages()->text().contains(QStringLiteral("found rows of 3 numbers; expected d = 2")),
            patience);
        QVERIFY(window.model()->results().x0.size() == 2 &&
                window.model()->results().x0 == Vector({{1.0, 2.0}}));
    }
};

QTEST_MAIN(StartSectionTest)
#include "start_section_test.moc"
