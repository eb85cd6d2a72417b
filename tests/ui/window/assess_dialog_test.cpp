// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/assess_dialog.h"

#include <filesystem>

#include <QDir>
#include <QtTest>

#include "core/families/problem_of.h"
#include "core/io/report_record.h"
#include "core/io/text_file.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/window.h"
#include "ui/data/file_field.h"
#include "ui/panels/experiment_panel.h"
#include "ui/window/assessment_table.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;

class AssessDialogTest : public QObject {
    Q_OBJECT

  private slots:
    void answersInPlainWords() {
        AssessDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        QCOMPARE(dialog.ridge()->value(), softmax_of(test::tiny_experiment()).instance.ridge);
        QVERIFY(!dialog.useButton()->isEnabled());
        dialog.keysFile()->name()->setText(path(folder_.write("keys.csv", "1,2\n-1,1\n0.5,-1\n2,0\n")));
        dialog.valuesFile()->name()->setText(path(folder_.write("values.csv", "1,2,3,4\n0,1,0,1\n")));
        dialog.wantedFile()->name()->setText(path(folder_.write("wanted.csv", "0.5\n0.25\n")));
        dialog.ridge()->setValue(1);
        dialog.seconds()->setValue(4);
        QTest::mouseClick(dialog.startButton(), Qt::LeftButton);
        QVERIFY(dialog.isComputing());
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        const AssessmentTable* answers = dialog.answers();
        QVERIFY2(answers->text().contains(QStringLiteral("A1 is 4 x 2")), qPrintable(dialog.note()));
        for (const char* part : {"Which start radius is safe?", "Which Hessian approximation pays?",
                                 "Is the ridge large enough?", "certified", "estimated", "measured"})
            QVERIFY2(answers->text().contains(QLatin1String(part)), part);
        QVERIFY2(answers->verdict().startsWith(QStringLiteral("These data can be used")),
                 qPrintable(answers->verdict()));
        const QString radius = answers->answerTo(QStringLiteral("safe_radius"));
        QVERIFY2(
            radius.contains(QStringLiteral("(measured)")) && radius.contains(QStringLiteral("(guaranteed)")),
            qPrintable(radius));
        QVERIFY(!answers->answerTo(QStringLiteral("cost")).startsWith(QStringLiteral("yes")));
        QVERIFY(!answers->answerTo(QStringLiteral("approximation")).startsWith(QStringLiteral("yes")));
        // Figures are there when they are asked for, and a topic folds.
        const auto value = [&] {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->text() == QStringLiteral("rows of A1")) return label->isVisible();
            return false;
        };
        QVERIFY(!value());
        QTest::mouseClick(answers->figuresButton(QStringLiteral("data")), Qt::LeftButton);
        QVERIFY(value());
        QTest::keyClick(answers->heading(QStringLiteral("data")), Qt::Key_Space);
        QVERIFY(!value());
        QTest::keyClick(answers->heading(QStringLiteral("data")), Qt::Key_Space);

        // To be looked at, as the gallery of plots is.
        const QString gallery = qEnvironmentVariable("BASIN_GALLERY");
        if (!gallery.isEmpty()) QVERIFY(dialog.grab().save(QDir(gallery).filePath("check-my-data.png")));

        QSignalSpy chosen(&dialog, &AssessDialog::chosen);
        QTest::mouseClick(dialog.useButton(), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        const auto experiment = chosen.front().front().value<Experiment>();
        QCOMPARE(softmax_of(experiment).instance.n, Index{4});
        QCOMPARE(softmax_of(experiment).instance.ridge, 1.0);
    }

    void savesAReport() {
        AssessDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        QVERIFY(!dialog.reportButton()->isEnabled());
        dialog.seconds()->setValue(1);
        dialog.start();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QVERIFY(dialog.reportButton()->isEnabled());
        const QString file = path(folder_.path() / "about.html");
        QSignalSpy written(&dialog, &AssessDialog::reportWritten);
        dialog.saveReport(file);
        QVERIFY(dialog.isComputing() && !dialog.reportButton()->isEnabled());
        QVERIFY2(written.wait(test::patience), qPrintable(dialog.note()));
        QVERIFY(dialog.note().contains(file));
        const std::string page = read_file(folder_.path() / "about.html");
        QVERIFY(is_report(page) && is_page_whole(page, "about.html"));
        QVERIFY(!read_report(page, "about.html").numbers.empty());

        dialog.saveReport(path(folder_.path() / "about.txt"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QVERIFY2(dialog.note().contains(QStringLiteral(".pdf")), qPrintable(dialog.note()));
        QVERIFY(!std::filesystem::exists(folder_.path() / "about.txt"));
    }

    void whatCannotBeUsedIsSaid() {
        AssessDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        dialog.keysFile()->name()->setText(QStringLiteral("no-such-file.csv"));
        dialog.start();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QVERIFY2(dialog.note().startsWith(QStringLiteral("A1: ")), qPrintable(dialog.note()));
        QVERIFY(dialog.note().contains(QStringLiteral("no-such-file.csv")));
        QVERIFY(!dialog.useButton()->isEnabled());
        QCOMPARE(dialog.startButton()->text(), QStringLiteral("Check"));
    }

    void asksAboutWhatTheWindowShowsNow() {
        Experiment shown = test::tiny_experiment();
        AssessDialog dialog([&shown] { return shown; });
        const auto showWith = [&](double ridge) {
            softmax_of(shown).instance.ridge = ridge;
            dialog.close();
            dialog.show();
        };
        showWith(0.25);
        QCOMPARE(dialog.ridge()->value(), 0.25);
        showWith(0.5);
        QCOMPARE(dialog.ridge()->value(), 0.5);
        dialog.ridge()->setValue(2);  // the user's own
        showWith(0.75);
        QCOMPARE(dialog.ridge()->value(), 2.0);
    }

    void stopsAndCloses() {
        AssessDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        dialog.start();
        dialog.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        dialog.start();
        dialog.close();  // asks it to stop, and waits for nothing
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
    }

    void belongsToTheWindow() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        MainWindow window(test::tiny_experiment(), nullptr, &settings);
        window.show();
        window.actions()->assess->trigger();
        QVERIFY(window.assessDialog()->isVisible());
        Experiment other = test::tiny_experiment();
        other.title = "theirs";
        emit window.assessDialog()->chosen(other);
        QCOMPARE(window.experimentPanel()->experiment().title, std::string("theirs"));
    }

  private:
    static QString path(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }

    test::ScratchFolder folder_;
};

QTEST_MAIN(AssessDialogTest)
#include "assess_dialog_test.moc"
