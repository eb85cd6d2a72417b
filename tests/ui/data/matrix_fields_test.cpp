// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog "Open data" where a table becomes the matrices of a softmax regression.
#include "ui/data/matrix_fields.h"

#include <QDir>
#include <QPushButton>
#include <QRadioButton>
#include <QtTest>

#include "core/io/formats/npy.h"
#include "tests/support/data_dialog.h"
#include "tests/support/small_network.h"
#include "ui/data/column_list.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/family_switch.h"
#include "ui/window/file_actions.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

std::string seeds() {
    return "kind,area,compactness,groove,yield\na,15.26,0.871,5.22,0.8\na,14.88,0.881,4.95,0.7\n"
           "a,14.29,0.905,4.82,0.9\nb,17.63,0.867,6.06,0.3\nb,16.84,0.862,5.87,0.4\nb,17.26,0.876,5.79,0.2\n"
           "c,11.23,0.788,4.60,0.5\nc,11.02,0.800,5.05,0.6\n";
}

void typeInto(QLineEdit* field, const QString& text) {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Tab);
}

}  // namespace

class MatrixFieldsTest : public DataDialogFixture {
    Q_OBJECT

    std::unique_ptr<DataDialog> openMatrix(const std::string& name, const std::string& content) {
        return open(name, content, softmaxView());
    }

    /// What the dialog says is what an experiment file says, and is written as one.
    void compareWithFile(const DataDialog& dialog, const std::string& data) {
        const Experiment written =
            parse_experiment(R"({"format":"basin-experiment","version":1,"problem":{"data":)" + data +
                                 R"(},"solvers":[{"name":"newton"}]})",
                             "written", files_.path());
        const SoftmaxProblemSpec& read = softmax_of(written);
        const SoftmaxProblemSpec chosen = regressionOf(dialog);
        QVERIFY(*chosen.A1->value == *read.A1->value);
        QCOMPARE(chosen.instance.n, read.instance.n);
        QCOMPARE(chosen.instance.d, read.instance.d);
        QCOMPARE(chosen.A2.has_value(), read.A2.has_value());
        if (read.A2) QVERIFY(*chosen.A2->value == *read.A2->value);
        if (read.b) QVERIFY(*chosen.b->value == *read.b->value);
        Experiment again = written;
        SoftmaxProblemSpec& problem = softmax_of(again);
        const SoftmaxInstanceSpec instance = problem.instance;
        problem = chosen;
        problem.instance = instance;
        QCOMPARE(experiment_to_json(again).dump(), experiment_to_json(written).dump());
    }

  private slots:
    void init() { renewSettings(); }

    void numbersAreFeaturesAndSizesAreTold() {
        const auto dialog = openMatrix("seeds.csv", seeds());
        QVERIFY(&dialog->family() == &softmaxView());
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("area"))->currentText(),
                 QStringLiteral("feature (A1)"));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("kind"))->currentText(),
                 QStringLiteral("leave out"));
        QVERIFY2(dialog->note().contains(QStringLiteral("n = 8 rows, d = 4 features and as many unknowns")),
                 qPrintable(dialog->note()));
        QVERIFY(dialog->acceptButton()->isEnabled());
        QVERIFY(matricesOf(*dialog)->standardise()->isChecked());  // area is a hundred times compactness
        QVERIFY(!dialog->reading()->indexBox()->isVisible());
        compareWithFile(*dialog, R"({"A1":"seeds.csv","standardise":true})");
        const QString gallery = qEnvironmentVariable("BASIN_GALLERY");
        if (!gallery.isEmpty()) QVERIFY(dialog->grab().save(QDir(gallery).filePath("open-data-matrix.png")));
    }

    void columnsBecomeValuesWantedOrNothing() {
        const auto dialog = openMatrix("seeds.csv", seeds());
        choose(dialog->columns()->roleOf(QStringLiteral("yield")), QStringLiteral("value (A2)"));
        waitFor(*dialog);
        MatrixFields* fields = matricesOf(*dialog);
        QCOMPARE(fields->values()->currentText(), QStringLiteral("1 column"));
        QVERIFY(!fields->values()->isEnabled() && !fields->outputs()->isVisible());
        QVERIFY2(dialog->note().contains(QStringLiteral("m = 1 output")), qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"A1":"seeds.csv","A2":["yield"],"standardise":true})");
        choose(dialog->columns()->roleOf(QStringLiteral("groove")), QStringLiteral("leave out"));
        QTest::mouseClick(fields->standardise(), Qt::LeftButton, {}, QPoint(8, 8));
        waitFor(*dialog);
        QVERIFY2(dialog->note().contains(QStringLiteral("differ in scale by a factor")),
                 qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"A1":"seeds.csv","columns":["area","compactness"],"A2":["yield"]})");
        // Typed outputs, one for the one row of A2.
        choose(fields->wanted(), QStringLiteral("these numbers"));
        typeInto(fields->wantedNumbers(), QStringLiteral("0,7"));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        compareWithFile(*dialog,
                        R"({"A1":"seeds.csv","columns":["area","compactness"],"A2":["yield"],"b":[0.7]})");
        typeInto(fields->wantedNumbers(), QStringLiteral("0.7 0.2"));
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY2(dialog->note().startsWith(QStringLiteral("b: found a matrix of 2 x 1")),
                 qPrintable(dialog->note()));
    }

    void valuesAndWantedOutputsComeFromFiles() {
        files_.write("A2.csv", "1,2,3,4,5,6,7,8\n0,1,0,1,0,1,0,1\n");
        const auto dialog = openMatrix("seeds.csv", seeds());
        MatrixFields* fields = matricesOf(*dialog);
        QVERIFY(fields->outputs()->isVisible());
        choose(fields->values(), QStringLiteral("from a file"));
        waitFor(*dialog);
        QCOMPARE(dialog->note(), QStringLiteral("A2: name the file it is in"));
        QVERIFY(!fields->outputs()->isVisible());
        typeInto(fields->valuesFile()->name(), QString::fromStdString((files_.path() / "A2.csv").string()));
        waitFor(*dialog);
        QVERIFY2(dialog->note().contains(QStringLiteral("m = 2 outputs")), qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"A1":"seeds.csv","A2":"A2.csv","standardise":true})");
        typeInto(fields->valuesFile()->name(), QStringLiteral("no-such.csv"));
        waitFor(*dialog);
        QCOMPARE(dialog->note(),
                 QStringLiteral("A2: no-such.csv: found no such file; expected a file to read"));
        QVERIFY(!dialog->preview()->marked());
    }

    void columnsThatSayNothingAreLeftOutWithTheReason() {
        const auto dialog = openMatrix("ids.csv", "id,x,same,gap\n1,2.5,7,1\n2,0.5,7,\n3,1.5,7,2\n4,9,7,3\n");
        for (const char* name : {"id", "same", "gap"})
            QCOMPARE(dialog->columns()->roleOf(QLatin1String(name))->currentText(),
                     QStringLiteral("leave out"));
        QVERIFY2(dialog->note().contains(QStringLiteral("d = 1 feature, so 1 unknown")),
                 qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"A1":"ids.csv","columns":["x"]})");
        choose(dialog->columns()->roleOf(QStringLiteral("gap")), QStringLiteral("feature (A1)"));
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY((dialog->preview()->marked() == CellPlace{3, 4}));
        QVERIFY2(dialog->note().startsWith(QStringLiteral("line 3, column 4: \"gap\": found no value")),
                 qPrintable(dialog->note()));
    }

    void manyColumnsAreUsedWithoutALineEach() {
        QString text;
        for (int row = 0; row < 3; ++row) {
            QStringList cells;
            for (int j = 0; j < 300; ++j) cells << QStringLiteral("%1.5").arg((row * 7 + j * j) % 11);
            text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
        }
        const auto dialog = openMatrix("wide.csv", text.toStdString());
        QVERIFY2(dialog->note().contains(QStringLiteral("n = 3 rows, d = ")), qPrintable(dialog->note()));
        QVERIFY(dialog->columns()->roleOf(QStringLiteral("200")) != nullptr);
        QVERIFY(dialog->columns()->roleOf(QStringLiteral("201")) == nullptr);
        QVERIFY2(dialog->note().contains(QStringLiteral("more unknowns than rows")),
                 qPrintable(dialog->note()));
        choose(dialog->columns()->roleOf(QStringLiteral("1")), QStringLiteral("leave out"));
        waitFor(*dialog);
        QVERIFY(regressionOf(*dialog).columns.front() == "2");
    }

    void theFamilyIsChosenAndTheFileReadForIt() {
        // Numbers that count up in the first line: names for a series that is asked, a row for a matrix.
        const auto dialog = open("plain.csv", "0.5,2.5,3\n4,5,6.5\n1,1,2\n7,8,10\n", networkView());
        QVERIFY(&dialog->family() == &networkView());
        QVERIFY(forecastOf(*dialog)->isVisible());
        QTest::mouseClick(dialog->familySwitch()->button(softmaxView()), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(&dialog->family() == &softmaxView());
        waitFor(*dialog);
        QVERIFY(matricesOf(*dialog)->isVisible());
        QVERIFY2(dialog->note().contains(QStringLiteral("n = 4 rows, d = 3 features")),
                 qPrintable(dialog->note()));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("1"))->currentText(),
                 QStringLiteral("feature (A1)"));
        QTest::mouseClick(dialog->familySwitch()->button(networkView()), Qt::LeftButton, {}, QPoint(8, 8));
        waitFor(*dialog);
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("3"))->currentText(), QStringLiteral("predict"));
        QVERIFY(std::holds_alternative<ElmanDataSpec>(dialog->data()));
    }

    void aTimeMakesItASeriesWhateverIsShown() {
        const auto dialog = openMatrix("monthly.csv", monthly());
        QVERIFY(&dialog->family() == &networkView());
        QVERIFY(dialog->acceptButton()->isEnabled());
    }

    void aSparseMatrixIsA1AsItIs() {
        const auto dialog =
            open("sparse.mtx",
                 "%%MatrixMarket matrix coordinate real general\n5 3 4\n1 1 2\n2 2 -1\n3 3 4\n"
                 "5 1 0.5\n",
                 networkView());
        QVERIFY(&dialog->family() == &softmaxView());
        QVERIFY2(dialog->note().contains(QStringLiteral("n = 5 rows, d = 3 features")),
                 qPrintable(dialog->note()));
        QVERIFY(!dialog->columns()->isVisible() && !dialog->preview()->isVisible());
        QVERIFY(!matricesOf(*dialog)->standardise()->isEnabled());
        compareWithFile(*dialog, R"({"A1":"sparse.mtx"})");
        QTest::mouseClick(dialog->familySwitch()->button(networkView()), Qt::LeftButton, {}, QPoint(8, 8));
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY(dialog->note().contains(QStringLiteral("is no series")));
    }

    void theWindowRunsOnTheTableAndGoesBack() {
        Experiment untitled = pictured_experiment();  // softmax
        untitled.title.clear();
        const auto window = makeWindow(untitled);
        ExperimentPanel* panel = window->experimentPanel();
        window->fileActions()->openData(QString::fromStdString(files_.write("seeds.csv", seeds()).string()));
        QTRY_VERIFY(window->findChild<DataDialog*>() != nullptr);
        auto* dialog = window->findChild<DataDialog*>();
        QVERIFY(&dialog->family() == &softmaxView());
        waitFor(*dialog);
        choose(dialog->columns()->roleOf(QStringLiteral("yield")), QStringLiteral("value (A2)"));
        waitFor(*dialog);
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY(window->findChild<DataDialog*>() == nullptr);
        const Experiment built = panel->experiment();
        QCOMPARE(softmax_of(built).instance.n, Index{8});
        QCOMPARE(softmax_of(built).instance.d, Index{3});
        QCOMPARE(built.title, std::string("seeds"));
        QCOMPARE(softmaxView().describeData(built),
                 QStringLiteral("A1: seeds.csv, 8 rows × 3 columns\nA2: seeds.csv, 1 row × 8 columns\n"
                                "n = 8, d = 3, m = 1; A1 standardised"));
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().experiment == built, patience);
        waitUntilDone(*window);
        QCOMPARE(window->model()->failure(), QString());
        QVERIFY(window->model()->results().runs.size() == built.solvers.size());
        const auto buttons = panel->findChildren<QPushButton*>();
        const auto back = std::ranges::find(buttons, QStringLiteral("Back to generated data"),
                                            &QPushButton::accessibleName);
        QVERIFY(back != buttons.end() && (*back)->isVisibleTo(panel));
        (*back)->click();
        const Experiment generated = panel->experiment();
        QVERIFY(!softmax_of(generated).has_data() && softmax_of(generated).columns.empty());
        QCOMPARE(softmax_of(generated).instance.n, Index{8});
        QVERIFY(generated.title != "seeds");
        generated.validate();
    }
};

QTEST_MAIN(MatrixFieldsTest)
#include "matrix_fields_test.moc"
