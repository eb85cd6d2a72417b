// SPDX-License-Identifier: GPL-3.0-or-later
// A report of the run that the window shows.
#include "core/io/report_record.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/window.h"
#include "ui/panels/message_bar.h"
#include "ui/window/file_actions.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;

class SaveReportTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void whatIsOnTheScreenIsReported() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        for (const char* name : {"run.html", "run.pdf"}) {
            const auto file = files_.path() / name;
            window->fileActions()->saveReport(QString::fromStdString(file.string()));
            const std::string bytes = test::ScratchFolder::read(file);
            QVERIFY(is_report(bytes));
            QCOMPARE(read_report(bytes, name).experiment.at("title").get<std::string>(),
                     test::pictured_experiment().title);
        }
    }

    void whatCannotBeWrittenIsSaid() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        window->fileActions()->saveReport(QString::fromStdString((files_.path() / "run.doc").string()));
        QVERIFY(window->messages()->text().contains(QStringLiteral("expected .html or .pdf")));
        QVERIFY(!window->actions()->report->toolTip().isEmpty());
    }

  private:
    test::ScratchFolder files_;
};

QTEST_MAIN(SaveReportTest)
#include "save_report_test.moc"
