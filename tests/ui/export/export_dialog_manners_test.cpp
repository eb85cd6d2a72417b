// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog with odd input, keys, clipboard and files that cannot be written.
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/export_dialog.h"
#include "ui/export/export_preview.h"
#include "ui/export/option_fields.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class ExportDialogMannersTest : public ExportDialogFixture {
    Q_OBJECT

  private slots:
    void initTestCase() { loadPlots(); }
    void init() { renewSettings(); }
    void aCopyHasThreeFormats();
    void aBadSizeIsSaidAndThePreviewStays();
    void oddTitlesAreDrawnOrRefused();
    void whatCannotBeWrittenIsSaid();
    void numbersGoOutByTheEnding();
    void everyControlSaysWhatItIs();
    void escapeClosesAndItFitsSmallScreens();
};

void ExportDialogMannersTest::aCopyHasThreeFormats() {
    const auto dialog = make();
    click(dialog->copyButton());
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    QVERIFY(mime->data(QStringLiteral("image/png")).startsWith("\x89PNG"));
    QVERIFY(mime->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    QVERIFY(mime->data(QStringLiteral("application/pdf")).startsWith("%PDF"));
    QCOMPARE(QImage::fromData(mime->data(QStringLiteral("image/png"))).size(),
             dialog->preview()->image().size());
    QVERIFY(dialog->note().startsWith(QStringLiteral("Copied")));
}

void ExportDialogMannersTest::aBadSizeIsSaidAndThePreviewStays() {
    const auto dialog = make();
    const QImage good = dialog->preview()->image();
    auto* size = control<SizeFields>(*dialog, "size");
    for (const char* bad : {"1", "10000"}) {
        typeOver(size->widthField(), QString::fromLatin1(bad));
        rest(*dialog);
        const QString said = dialog->editor()->refusalOf("size");
        QVERIFY2(said.contains(QStringLiteral("5 to 5000 mm")), qPrintable(said));
        QCOMPARE(dialog->preview()->image(), good);
        QVERIFY(!dialog->exportTo(at("bad.pdf")));
        QVERIFY(!QFile::exists(at("bad.pdf")));
    }
    typeOver(size->widthField(), QStringLiteral("90"));
    rest(*dialog);
    QVERIFY(dialog->editor()->refusalOf("size").isEmpty());
    QVERIFY(dialog->preview()->image() != good);
}

void ExportDialogMannersTest::oddTitlesAreDrawnOrRefused() {
    const auto dialog = make();
    FigureOptions options = dialog->options();
    const QImage plain = dialog->preview()->image();
    for (const char* title : {"損失の収束", "שלום עולם", "a < b & c > \"d\"", "<sup>"}) {
        options.title = QString::fromUtf8(title);
        dialog->setOptions(options);
        rest(*dialog);
        QVERIFY2(dialog->preview()->image() != plain, title);
        for (const char* name : {"odd.pdf", "odd.svg", "odd.png"})
            QVERIFY2(dialog->exportTo(at(name)), qPrintable(dialog->note()));
    }
    const QImage good = dialog->preview()->image();
    options.title = QString(10000, QLatin1Char('x'));
    dialog->setOptions(options);
    rest(*dialog);
    QVERIFY(dialog->editor()->refusalOf("title").contains(QStringLiteral("10000 characters")));
    QCOMPARE(dialog->preview()->image(), good);
}

void ExportDialogMannersTest::whatCannotBeWrittenIsSaid() {
    const auto dialog = make();
    QSignalSpy failed(dialog.get(), &ExportDialog::failed);
    QSignalSpy written(dialog.get(), &ExportDialog::written);
    QVERIFY(!dialog->exportTo(at("nowhere/figure.pdf")));
    QVERIFY2(dialog->note().contains(QStringLiteral("nowhere")), qPrintable(dialog->note()));
    QVERIFY(!dialog->exportTo(at("figure.doc")));
    QVERIFY(!QFile::exists(at("figure.doc")));
    QCOMPARE(failed.count(), 2);
    QVERIFY(dialog->exportTo(at("figure.pdf")));
    QCOMPARE(written.count(), 1);
    QVERIFY(dialog->note().contains(at("figure.pdf")));
}

void ExportDialogMannersTest::numbersGoOutByTheEnding() {
    ExportDialog dialog(source(), PlotKind::convergence, memory_.get());
    for (const char* ending : {"csv", "npy", "json", "py"}) {
        const QString file = at(qPrintable(QStringLiteral("figure.") + QLatin1String(ending)));
        QVERIFY2(dialog.exportTo(file), qPrintable(dialog.note()));
        QVERIFY(QFileInfo(file).size() > 0);
    }
    ExportDialog whole(source(), std::nullopt, memory_.get());
    QVERIFY(!whole.exportTo(at("all.csv")));
    QVERIFY2(whole.note().contains(QStringLiteral("several plots")), qPrintable(whole.note()));
}

void ExportDialogMannersTest::everyControlSaysWhatItIs() {
    const auto dialog = make();
    for (const OptionGroup group : shownOptionGroups) dialog->editor()->section(group)->setOpen(true);
    QStringList silent;
    for (const QWidget* each : dialog->findChildren<QWidget*>()) {
        if (!each->isVisibleTo(dialog.get()) || !(each->focusPolicy() & Qt::TabFocus)) continue;
        const bool isPart = qobject_cast<const QAbstractSpinBox*>(each->parentWidget()) != nullptr ||
                            qobject_cast<const QScrollArea*>(each) != nullptr;
        if (!isPart && (each->accessibleName().isEmpty() || each->toolTip().isEmpty()))
            silent << QString::fromLatin1(each->metaObject()->className()) + each->accessibleName();
    }
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QLatin1Char(' '))));
}

void ExportDialogMannersTest::escapeClosesAndItFitsSmallScreens() {
    const auto dialog = make();
    QVERIFY(dialog->minimumSizeHint().width() <= 1000 && dialog->minimumSizeHint().height() <= 660);
    QVERIFY(dialog->exportButton()->isDefault());
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

QTEST_MAIN(ExportDialogMannersTest)
#include "export_dialog_manners_test.moc"
