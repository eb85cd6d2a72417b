// SPDX-License-Identifier: GPL-3.0-or-later
// From the window to a figure in a paper's column, as a new user goes.
#include <QApplication>
#include <QMimeData>
#include <QtTest>

#include "core/io/experiment_json.h"
#include "tests/support/window.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_preview.h"
#include "ui/export/option_fields.h"
#include "ui/panels/message_bar.h"
#include "ui/plots/head_button.h"
#include "ui/window/dashboard.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class WindowExportTest : public WindowTest {
    Q_OBJECT

    static ExportDialog* dialogOf(MainWindow& window) { return window.findChild<ExportDialog*>(); }

  private slots:
    void init() { renewSettings(); }

    void aColumnWithOwnLabelsFromACard() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        PlotCard* card = window->dashboard()->card(PlotKind::convergence);
        const auto buttons = card->findChildren<HeadButton*>();
        const auto save = std::ranges::find_if(
            buttons, [](const HeadButton* button) { return button->toolTip().contains("Export"); });
        QVERIFY(save != buttons.end());
        QTest::mouseClick(*save, Qt::LeftButton);
        ExportDialog* dialog = dialogOf(*window);
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QTRY_VERIFY(dialog->isAtRest());
        QCOMPARE(dialog->whatBox()->currentText(), nameOf(PlotKind::convergence));
        QCOMPARE(dialog->options().width, 85.0);  // a column at first
        auto* label = qobject_cast<ShownText*>(dialog->editor()->control("y-label"))->line();
        label->setFocus();
        QTest::keyClicks(label, QStringLiteral("own label"));
        const QString file = folder_.filePath(QStringLiteral("own.svg"));
        QVERIFY2(dialog->exportTo(file), qPrintable(dialog->note()));
        QFile svg(file);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("own label"));
        // It opens as the experiment that it shows.
        QCOMPARE(read_experiment(file.toStdString()).problem, window->model()->results().experiment.problem);
        // What went wrong is said in the window, too.
        QVERIFY(!dialog->exportTo(folder_.filePath(QStringLiteral("nowhere/own.pdf"))));
        QCOMPARE(window->messages()->kind(), MessageBar::Kind::fileError);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(dialogOf(*window) == nullptr);
    }

    void allPlotsFromTheMenu() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier);
        ExportDialog* dialog = dialogOf(*window);
        QVERIFY(dialog != nullptr);
        QTRY_VERIFY(dialog->isAtRest());
        QVERIFY(dialog->what() == ExportDialog::What::dashboard);
        QVERIFY(!dialog->preview()->image().isNull());
        QVERIFY(dialog->width() <= window->width() && dialog->height() <= window->height());
    }
};

QTEST_MAIN(WindowExportTest)
#include "window_export_test.moc"
