// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/status_line.h"

#include <QDesktopServices>
#include <QDir>
#include <QtTest>

#include "tests/support/window.h"
#include "ui/panels/message_bar.h"
#include "ui/window/file_actions.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

/// Takes the place of the file manager.
class FileManager : public QObject {
    Q_OBJECT

  public:
    QList<QUrl> opened;

  public slots:
    void open(const QUrl& url) { opened << url; }
};

class StatusLineTest : public WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void whatWasWrittenIsNamedAndItsFolderOffered() {
        FileManager manager;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &manager, "open");
        const auto window = makeWindow();
        waitUntilDone(*window);
        auto* status = window->findChild<StatusLine*>();
        QVERIFY(status->written().isEmpty() && !status->openFolderButton()->isVisible());
        for (const char* name : {"plot.pdf", "plot.svg", "plot.png", "plot.csv"}) {
            window->fileActions()->exportPlot(PlotKind::convergence, folder_.filePath(QLatin1String(name)));
            QCOMPARE(status->written(), QStringLiteral("Wrote ") + QLatin1String(name));
        }
        QVERIFY(status->openFolderButton()->isVisible());
        QVERIFY(status->openFolderButton()->toolTip().contains(QDir::toNativeSeparators(folder_.path())));
        QTest::mouseClick(status->openFolderButton(), Qt::LeftButton);
        QCOMPARE(manager.opened, QList<QUrl>{QUrl::fromLocalFile(folder_.path())});
        // The dashboard and the experiment; and of results the folder itself.
        window->fileActions()->exportDashboard(folder_.filePath(QStringLiteral("all.pdf")));
        QCOMPARE(status->written(), QStringLiteral("Wrote all.pdf"));
        window->fileActions()->saveExperiment(folder_.filePath(QStringLiteral("mine.basin.json")));
        QCOMPARE(status->written(), QStringLiteral("Wrote mine.basin.json"));
        const QString results = folder_.filePath(QStringLiteral("results"));
        window->fileActions()->saveResults(results);
        QTRY_COMPARE_WITH_TIMEOUT(status->written(), QStringLiteral("Wrote results"), patience);
        status->openFolderButton()->setFocus();
        QTest::keyClick(status->openFolderButton(), Qt::Key_Space);
        QCOMPARE(manager.opened.last(), QUrl::fromLocalFile(results));
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    }

    void anOldErrorGoesWithAGoodExport() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        MessageBar* messages = window->messages();
        window->fileActions()->exportPlot(PlotKind::tradeoff, folder_.filePath(QStringLiteral("none.pdf")));
        QVERIFY2(messages->text().startsWith(QStringLiteral("There is nothing to export")),
                 qPrintable(messages->text()));
        window->fileActions()->exportPlot(PlotKind::convergence,
                                          folder_.filePath(QStringLiteral("good.pdf")));
        QCOMPARE(messages->text(), QString());
        window->fileActions()->exportPlot(PlotKind::convergence, QStringLiteral("/no/such/folder/plot.pdf"));
        QVERIFY(!messages->text().isEmpty());
        window->fileActions()->saveExperiment(folder_.filePath(QStringLiteral("good.basin.json")));
        QCOMPARE(messages->text(), QString());
    }
};

QTEST_MAIN(StatusLineTest)
#include "status_line_test.moc"
