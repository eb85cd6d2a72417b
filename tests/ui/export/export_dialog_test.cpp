// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include <QFile>
#include <QLineEdit>
#include <QTest>

#include "tests/support/export_dialog.h"
#include "ui/export/export_preview.h"
#include "ui/export/figure_templates.h"
#include "ui/export/option_fields.h"
#include "ui/export/order_list.h"
#include "ui/export/panel_list.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class ExportDialogTest : public ExportDialogFixture {
    Q_OBJECT

  private slots:
    void initTestCase() { loadPlots(); }
    void init() { renewSettings(); }
    void aTemplateSetsSizeAndPreview();
    void thePreviewIsThePngToThePixel();
    void ownWordsAreOnTheFigure();
    void writingATitleDrawsIt();
    void fixItRaisesTheType();
    void aStyleSavedIsTheStyleLoaded();
    void eachTemplateRemembersItsOptions();
    void wordsStayWithTheirPlot();
    void aPageOfPanels();
    void solversInOrderUnderOtherNames();
};

void ExportDialogTest::aTemplateSetsSizeAndPreview() {
    const auto dialog = make();
    QCOMPARE(dialog->options().base, std::optional(FigureTemplate::column));  // at first
    auto* size = control<SizeFields>(*dialog, "size");
    QCOMPARE(size->widthField()->value(), 85.0);
    const double columnRatio =
        dialog->preview()->shownSize().width() / dialog->preview()->shownSize().height();
    chooseTemplate(*dialog, FigureTemplate::page);
    rest(*dialog);
    QCOMPARE(size->widthField()->value(), 174.0);
    QCOMPARE(dialog->preview()->image().size(), pagePixels(templateOptions(FigureTemplate::page)));
    chooseTemplate(*dialog, FigureTemplate::slide);
    rest(*dialog);
    const QSizeF shown = dialog->preview()->shownSize();
    QVERIFY(std::abs(shown.width() / shown.height() - 16.0 / 9) < 0.01);
    QVERIFY(std::abs(columnRatio - 85.0 / 60) < 0.01);
    // As large as in print: 254 mm are 960 units of 1/96 inch.
    click(dialog->preview()->printSizeBox());
    QVERIFY(dialog->preview()->printSizeBox()->isChecked());
    QVERIFY(std::abs(dialog->preview()->shownSize().width() - 960) < 1);
}

void ExportDialogTest::thePreviewIsThePngToThePixel() {
    const auto dialog = make();
    for (const FigureTemplate base : all_figure_templates) {
        chooseTemplate(*dialog, base);
        rest(*dialog);
        QVERIFY2(dialog->exportTo(at("same.png")), qPrintable(dialog->note()));
        const QImage written = QImage(at("same.png")).convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(written, dialog->preview()->image().convertToFormat(QImage::Format_ARGB32));
    }
}

void ExportDialogTest::ownWordsAreOnTheFigure() {
    const auto dialog = make();
    auto* title = control<ShownText>(*dialog, "title");
    QVERIFY(!title->box()->isChecked());  // papers have it in the caption
    const QImage before = dialog->preview()->image();
    title->box()->setFocus();
    QTest::keyClick(title->box(), Qt::Key_Space);
    typeOver(title->line(), QStringLiteral("Own & <title>"));
    auto* label = control<ShownText>(*dialog, "x-label");
    QVERIFY(!label->line()->placeholderText().isEmpty());
    typeOver(label->line(), QStringLiteral("steps"));
    QCOMPARE(dialog->options().title, std::optional(QStringLiteral("Own & <title>")));
    QCOMPARE(dialog->options().xLabel, std::optional(QStringLiteral("steps")));
    rest(*dialog);
    QVERIFY(dialog->preview()->image() != before);
    QVERIFY(dialog->exportTo(at("own.svg")));
    QFile file(at("own.svg"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("steps<"));
    // An axis of its own.
    auto* range = control<OwnRange>(*dialog, "x-range");
    dialog->editor()->section(OptionGroup::axes)->setOpen(true);
    QVERIFY(!range->fromField()->isEnabled());
    range->box()->setFocus();
    QTest::keyClick(range->box(), Qt::Key_Space);
    QVERIFY(range->fromField()->isEnabled());
    typeOver(range->toField(), QStringLiteral("3"));
    QCOMPARE((*dialog->options().xRange)[1], 3.0);
}

void ExportDialogTest::writingATitleDrawsIt() {
    const auto dialog = make();
    chooseTemplate(*dialog, FigureTemplate::column);  // of papers, which draws none
    auto* title = control<ShownText>(*dialog, "title");
    QVERIFY(title != nullptr && !title->box()->isChecked());
    typeOver(title->line(), QStringLiteral("Newton"));
    QVERIFY(title->box()->isChecked());
    QCOMPARE(dialog->options().title, std::optional(QStringLiteral("Newton")));
}

void ExportDialogTest::fixItRaisesTheType() {
    const auto dialog = make();
    typeOver(dialog->editor()->control("font-size"), QStringLiteral("4"));
    QCOMPARE(dialog->options().fontSize, 4.0);
    rest(*dialog);
    QVERIFY(isFaulty(*dialog, PreflightFinding::Kind::smallType));
    QPushButton* fix = dialog->preflightPanel()->fixButton(PreflightFinding::Kind::smallType);
    QVERIFY(fix != nullptr);
    click(fix);
    rest(*dialog);
    QVERIFY(dialog->options().fontSize > 4);
    QVERIFY(!isFaulty(*dialog, PreflightFinding::Kind::smallType));
    QVERIFY(dialog->preflightPanel()->fixButton(PreflightFinding::Kind::smallType) == nullptr);
}

void ExportDialogTest::aStyleSavedIsTheStyleLoaded() {
    const auto dialog = make();
    typeOver(dialog->editor()->control("font-size"), QStringLiteral("9"));
    typeOver(control<SizeFields>(*dialog, "size")->heightField(), QStringLiteral("70"));
    dialog->editor()->section(OptionGroup::look)->setOpen(true);
    auto* palette = control<QComboBox>(*dialog, "palette");
    choose(palette, 1);
    auto* grid = control<QCheckBox>(*dialog, "grid");
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Space);
    const FigureOptions saved = dialog->options();
    QVERIFY(!saved.grid && saved.palette == Palette::grey);
    QVERIFY2(dialog->saveStyle(at("mine.json")), qPrintable(dialog->note()));
    chooseTemplate(*dialog, FigureTemplate::slide);
    QVERIFY(dialog->options() != saved);
    QVERIFY2(dialog->loadStyle(at("mine.json")), qPrintable(dialog->note()));
    QVERIFY(dialog->options() == saved);
    QCOMPARE(dialog->templateBox()->currentText(), templateName(FigureTemplate::column));
    QFile unknown(at("unknown.json"));
    QVERIFY(unknown.open(QIODevice::WriteOnly));
    unknown.write(R"({"format": "basin-figure-style", "version": 1, "font-sise": 7})");
    unknown.close();
    QVERIFY(!dialog->loadStyle(unknown.fileName()));
    QVERIFY2(dialog->note().contains(QStringLiteral("font-sise")), qPrintable(dialog->note()));
    QVERIFY(dialog->options() == saved);
}

void ExportDialogTest::eachTemplateRemembersItsOptions() {
    {
        const auto dialog = make();
        typeOver(dialog->editor()->control("font-size"), QStringLiteral("8.5"));
        chooseTemplate(*dialog, FigureTemplate::slide);
        QCOMPARE(dialog->options().fontSize, templateOptions(FigureTemplate::slide).fontSize);
        typeOver(dialog->editor()->control("line-width"), QStringLiteral("3"));
        chooseTemplate(*dialog, FigureTemplate::column);
        QCOMPARE(dialog->options().fontSize, 8.5);
        chooseTemplate(*dialog, FigureTemplate::slide);
        QTest::keyClick(dialog.get(), Qt::Key_Escape);
    }
    // Another session.
    settings_ = std::make_unique<Settings>(settingsFile_);
    memory_ = std::make_unique<FigureMemory>(settings_.get());
    const auto dialog = make();
    QCOMPARE(dialog->options().base, std::optional(FigureTemplate::slide));
    QCOMPARE(dialog->options().lineWidth, 3.0);
    chooseTemplate(*dialog, FigureTemplate::column);
    QCOMPARE(dialog->options().fontSize, 8.5);
}

void ExportDialogTest::wordsStayWithTheirPlot() {
    const auto dialog = make();
    typeOver(control<ShownText>(*dialog, "y-label")->line(), QStringLiteral("loss"));
    choose(dialog->whatBox(), 2);  // the spectrum
    QVERIFY(!dialog->options().yLabel);
    choose(dialog->whatBox(), 0);
    QCOMPARE(dialog->options().yLabel, std::optional(QStringLiteral("loss")));
    chooseTemplate(*dialog, FigureTemplate::page);
    QCOMPARE(dialog->options().yLabel, std::optional(QStringLiteral("loss")));
    dialog->reject();
    QCOMPARE(make()->options().yLabel, std::optional(QStringLiteral("loss")));
}

void ExportDialogTest::aPageOfPanels() {
    const auto dialog = make();
    QVERIFY(!dialog->panelList()->isVisible());
    choose(dialog->whatBox(), dialog->whatBox()->count() - 1);
    QCOMPARE(dialog->what(), ExportDialog::What::panels);
    QVERIFY(dialog->panelList()->isVisible());
    QCOMPARE(dialog->options().base, std::optional(FigureTemplate::page));  // a column is too narrow
    QCOMPARE(dialog->options().panels.size(), 2u);
    rest(*dialog);
    const QImage two = dialog->preview()->image();
    QListWidget* list = dialog->panelList()->list()->list();
    list->setCurrentRow(2);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(dialog->options().panels.size(), 3u);
    click(dialog->panelList()->list()->upButton());
    click(dialog->panelList()->list()->upButton());
    QCOMPARE(dialog->options().panels.front().kind, PlotKind::spectrum);
    rest(*dialog);
    QVERIFY(dialog->preview()->image() != two);
    // The marked one, the first, is to be twice as wide.
    const QImage even = dialog->preview()->image();
    dialog->panelList()->widthField()->setValue(2);
    QCOMPARE(dialog->options().panels.front().width, 2.0);
    QCOMPARE(dialog->options().panels.back().width, 1.0);
    rest(*dialog);
    QVERIFY(dialog->preview()->image() != even);
    list->setCurrentRow(1);
    QCOMPARE(dialog->panelList()->widthField()->value(), 1.0);
    QVERIFY(!dialog->editor()->control("x-label")->isVisible());
    QVERIFY2(dialog->exportTo(at("panels.pdf")), qPrintable(dialog->note()));
    // As a style it is the same page.
    const FigureOptions page = dialog->options();
    QVERIFY2(dialog->saveStyle(at("page.json")), qPrintable(dialog->note()));
    choose(dialog->whatBox(), 0);
    QVERIFY2(dialog->loadStyle(at("page.json")), qPrintable(dialog->note()));
    QVERIFY(dialog->options() == page);
}

void ExportDialogTest::solversInOrderUnderOtherNames() {
    const auto dialog = make();
    dialog->editor()->section(OptionGroup::legend)->setOpen(true);
    auto* solvers = control<OrderList>(*dialog, "solvers");
    QVERIFY(solvers->entries().size() >= 2);
    QVERIFY(dialog->options().solvers.isEmpty());  // all
    const QString first = solvers->entries()[0].key, second = solvers->entries()[1].key;
    solvers->list()->setCurrentRow(0);
    click(solvers->downButton());
    QCOMPARE(dialog->options().solvers.front(), second);
    solvers->list()->setCurrentRow(1);
    solvers->list()->setFocus();
    QTest::keyClick(solvers->list(), Qt::Key_F2);
    auto* line = solvers->list()->findChild<QLineEdit*>();
    QVERIFY(line != nullptr);
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(line, QStringLiteral("Ours"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(dialog->options().names.size(), 1u);
    QCOMPARE(dialog->options().names.at(first), QStringLiteral("Ours"));
    // One is left.
    for (int row = 0; row < solvers->list()->count(); ++row) {
        solvers->list()->setCurrentRow(row);
        QTest::keyClick(solvers->list(), Qt::Key_Space);
    }
    QCOMPARE(dialog->options().solvers.size(), 1);
    rest(*dialog);
    QVERIFY2(dialog->exportTo(at("one.svg")), qPrintable(dialog->note()));
}

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
