// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/manual_dialog.h"

#include <QDir>
#include <QtTest/QTest>

#include "core/experiment/catalogue.h"

using namespace basin;
using namespace basin::ui;

class ManualDialogTest : public QObject {
    Q_OBJECT

  private slots:
    void everyPageOfTheManualIsThere() {
        const ManualDialog dialog;
        const QDir folder(QStringLiteral(BASIN_SOURCE_DIR "/resources/manual"));
        QCOMPARE(dialog.pages()->count(), folder.entryList({QStringLiteral("*.md")}).size());
        for (int row = 0; row < dialog.pages()->count(); ++row) {
            dialog.pages()->setCurrentRow(row);
            const QString text = dialog.page()->toPlainText();
            QVERIFY2(text.startsWith(dialog.pages()->item(row)->text()), qPrintable(text.left(80)));
            QVERIFY2(!text.contains(QStringLiteral("<!--")), "comments for those who write it");
            QVERIFY(text.size() > 500);
        }
    }

    void tablesAreTables() {
        const ManualDialog dialog;
        dialog.pages()->setCurrentRow(4);
        const QString html = dialog.page()->toHtml();
        QVERIFY(html.contains(QStringLiteral("<table")));
        for (const SolverInfo& solver : solver_catalogue())
            QVERIFY2(dialog.page()->toPlainText().contains(QString::fromStdString(solver.name)),
                     solver.name.c_str());
    }

    void aSearchLeavesThePagesThatHaveIt() {
        ManualDialog dialog;
        QTest::keyClicks(dialog.searchField(), QStringLiteral("energy_contraction"));
        QStringList shown;
        for (int row = 0; row < dialog.pages()->count(); ++row)
            if (!dialog.pages()->item(row)->isHidden()) shown << dialog.pages()->item(row)->text();
        QCOMPARE(shown, QStringList{QStringLiteral("The results folder")});
        QCOMPARE(dialog.pages()->currentItem()->text(), shown.front());
        QCOMPARE(dialog.page()->textCursor().selectedText(), QStringLiteral("energy_contraction"));
        QVERIFY(!dialog.page()->extraSelections().isEmpty());
        dialog.searchField()->clear();
        for (int row = 0; row < dialog.pages()->count(); ++row)
            QVERIFY(!dialog.pages()->item(row)->isHidden());
        QVERIFY(dialog.page()->extraSelections().isEmpty());
    }

    void enterGoesFromPlaceToPlaceAndOnToTheNextPage() {
        ManualDialog dialog;
        QTest::keyClicks(dialog.searchField(), QStringLiteral("exactness.csv"));
        QStringList seen;
        for (int press = 0; press < 12; ++press) {
            QCOMPARE(dialog.page()->textCursor().selectedText(), QStringLiteral("exactness.csv"));
            const QString page = dialog.pages()->currentItem()->text();
            if (seen.isEmpty() || seen.back() != page) seen << page;
            QTest::keyClick(dialog.searchField(), Qt::Key_Return);
        }
        QVERIFY2(seen.size() >= 4,
                 qPrintable(seen.join(QStringLiteral(", "))));  // three pages have it, then again
        QCOMPARE(seen.front(), seen[3]);
    }

    void linksLeadFromPageToPageAndBack() {
        ManualDialog dialog;
        dialog.page()->setSource(QUrl(QStringLiteral("qrc:/manual/window.md")));
        QVERIFY(dialog.page()->toPlainText().startsWith(QStringLiteral("The window")));
        dialog.page()->setSource(QUrl(QStringLiteral("qrc:/core/mathematics.md")));
        QVERIFY(dialog.page()->toPlainText().startsWith(QStringLiteral("The mathematics of Basin")));
        dialog.page()->backward();
        QVERIFY(dialog.page()->toPlainText().startsWith(QStringLiteral("The window")));
    }

    void whatIsNowhereLeavesThePageAsItIs() {
        ManualDialog dialog;
        const QString before = dialog.page()->toPlainText();
        dialog.searchField()->setText(QStringLiteral("no such word anywhere"));
        QTest::keyClick(dialog.searchField(), Qt::Key_Return);
        QCOMPARE(dialog.page()->toPlainText(), before);
    }
};

QTEST_MAIN(ManualDialogTest)
#include "manual_dialog_test.moc"
