// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include <algorithm>
#include <memory>

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/network_results.h"
#include "ui/export/export_preview.h"
#include "ui/export/figure_templates.h"
#include "ui/export/option_fields.h"
#include "ui/export/order_list.h"
#include "ui/export/preflight_panel.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"
#include "ui/settings.h"
#include "ui/theme.h"

using namespace basin;
using namespace basin::ui;

namespace {

void click(QWidget* widget) {
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Selects what is there and types over it.
void typeOver(QWidget* field, const QString& text, Qt::Key last = Qt::Key_Tab) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, last);
}

/// By keys, as the popup of a box opens only on a screen.
void choose(QComboBox* box, int place) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int tries = 0; box->currentIndex() != place && tries < box->count(); ++tries)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentIndex(), place);
}

void chooseTemplate(ExportDialog& dialog, FigureTemplate base) {
    choose(dialog.templateBox(), dialog.templateBox()->findData(static_cast<int>(base)));
}

void rest(ExportDialog& dialog) {
    QTRY_VERIFY(dialog.isAtRest());
}

bool isFaulty(const ExportDialog& dialog, PreflightFinding::Kind kind) {
    return std::ranges::any_of(dialog.preflightPanel()->findings(), [kind](const PreflightFinding& finding) {
        return finding.isFault && finding.kind == kind;
    });
}

template <class Control>
Control* control(const ExportDialog& dialog, std::string_view key) {
    return qobject_cast<Control*>(dialog.editor()->control(key));
}

}  // namespace

class ExportDialogTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void init();
    void aTemplateSetsSizeAndPreview();
    void thePreviewIsThePngToThePixel();
    void ownWordsAreOnTheFigure();
    void fixItRaisesTheType();
    void aStyleSavedIsTheStyleLoaded();
    void eachTemplateRemembersItsOptions();
    void wordsStayWithTheirPlot();
    void aCopyHasThreeFormats();
    void aPageOfPanels();
    void solversInOrderUnderOtherNames();
    void aBadSizeIsSaidAndThePreviewStays();
    void oddTitlesAreDrawnOrRefused();
    void whatCannotBeWrittenIsSaid();
    void numbersGoOutByTheEnding();
    void everyControlSaysWhatItIs();
    void escapeClosesAndItFitsSmallScreens();

  private:
    ExportSource source() const;
    std::unique_ptr<ExportDialog> make(std::optional<PlotKind> first = PlotKind::convergence);
    QString at(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

    QTemporaryDir folder_;
    QString settingsFile_;
    int settingsCount_ = 0;
    RunModel model_;
    std::vector<std::unique_ptr<PlotView>> plots_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<FigureMemory> memory_;
};

void ExportDialogTest::initTestCase() {
    QVERIFY(folder_.isValid());
    model_.load(test::syntheticResults());
    for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape, PlotKind::spectrum}) {
        plots_.push_back(makePlot(kind));
        plots_.back()->setModel(&model_);
        plots_.back()->resize(400, 300);
        plots_.back()->refresh();
        QCOMPARE(plots_.back()->emptyMessage(), QString());
    }
}

void ExportDialogTest::init() {
    settingsFile_ = folder_.filePath(QStringLiteral("settings%1.ini").arg(++settingsCount_));
    settings_ = std::make_unique<Settings>(settingsFile_);
    memory_ = std::make_unique<FigureMemory>(settings_.get());
}

ExportSource ExportDialogTest::source() const {
    ExportSource source;
    const PlotKind kinds[] = {PlotKind::convergence, PlotKind::landscape, PlotKind::spectrum};
    for (std::size_t i = 0; i < plots_.size(); ++i) source.plots.push_back({kinds[i], plots_[i].get()});
    source.shown = {PlotKind::convergence, PlotKind::landscape};
    source.experiment = [this](std::optional<PlotKind>) { return model_.results().experiment; };
    for (std::size_t run = 0; run < model_.results().runs.size(); ++run)
        source.solvers << runLabel(model_.results(), run);
    source.folder = folder_.path();
    return source;
}

std::unique_ptr<ExportDialog> ExportDialogTest::make(std::optional<PlotKind> first) {
    auto dialog = std::make_unique<ExportDialog>(source(), first, memory_.get());
    dialog->resize(1000, 660);
    dialog->show();
    QApplication::setActiveWindow(dialog.get());
    rest(*dialog);
    return dialog;
}

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

void ExportDialogTest::aCopyHasThreeFormats() {
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
    QListWidget* list = dialog->panelList()->list();
    list->setCurrentRow(2);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(dialog->options().panels.size(), 3u);
    click(dialog->panelList()->upButton());
    click(dialog->panelList()->upButton());
    QCOMPARE(dialog->options().panels.front().kind, PlotKind::spectrum);
    rest(*dialog);
    QVERIFY(dialog->preview()->image() != two);
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

void ExportDialogTest::aBadSizeIsSaidAndThePreviewStays() {
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

void ExportDialogTest::oddTitlesAreDrawnOrRefused() {
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

void ExportDialogTest::whatCannotBeWrittenIsSaid() {
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

void ExportDialogTest::numbersGoOutByTheEnding() {
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

void ExportDialogTest::everyControlSaysWhatItIs() {
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

void ExportDialogTest::escapeClosesAndItFitsSmallScreens() {
    const auto dialog = make();
    QVERIFY(dialog->minimumSizeHint().width() <= 1000 && dialog->minimumSizeHint().height() <= 660);
    QVERIFY(dialog->exportButton()->isDefault());
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
