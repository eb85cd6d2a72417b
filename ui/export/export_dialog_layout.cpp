// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/export/export_dialog.h"
#include "ui/export/export_preview.h"
#include "ui/export/figure_templates.h"
#include "ui/export/panel_list.h"
#include "ui/export/preflight_panel.h"
#include "ui/panels/form_section.h"
#include "ui/panels/number_field.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

// What the export dialog is made of, and what it asks; what it does is in export_dialog.cpp.

namespace basin::ui {

namespace {

constexpr QSize wantedSize(1120, 760), besideParent(24, 40);
constexpr int leftWidth = 336, preflightHeight = 148;  // px

}  // namespace

ExportDialog::ExportDialog(ExportSource source, std::optional<PlotKind> first, FigureMemory* memory,
                           QWidget* parent)
    : QDialog(parent),
      source_(std::move(source)),
      memory_(memory),
      what_(new QComboBox),
      template_(new QComboBox),
      format_(new QComboBox),
      panels_(new PanelList),
      editor_(new OptionEditor),
      preview_(new ExportPreview),
      preflight_(new PreflightPanel),
      note_(makeLabel(QString(), TextRole::small)) {
    setWindowTitle(tr("Export"));
    setSizeGripEnabled(true);
    fillWhat(first);
    fillPanels();
    for (const FigureTemplate base : all_figure_templates)
        template_->addItem(templateName(base), static_cast<int>(base));
    template_->addItem(templateName(std::nullopt), -1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit);
    auto* body = new QHBoxLayout;
    body->setSpacing(gutter);
    body->addWidget(makeLeft());
    body->addWidget(makeRight(), 1);
    column->addLayout(body, 1);
    column->addLayout(makeButtons());
    const QWidget* around = parent != nullptr ? parent->window() : nullptr;
    resize(around != nullptr ? wantedSize.boundedTo(around->size() - besideParent) : wantedSize);
    editor_->setOptions(memory_->lookOf(memory_->lastTemplate()));
    connectControls();
    takeWhat();
    applyTypeScale(this, 1);
    template_->setFocus();
}

QWidget* ExportDialog::makeLeft() {
    auto* left = new QWidget;
    left->setFixedWidth(leftWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit);
    auto* head = new FormSection(QString());
    head->addRow(tr("&Figure of"), what_,
                 tr("One plot, all that the dashboard shows, or plots of your choice"));
    head->addWide(panels_);
    head->addRow(tr("&Template"), template_,
                 tr("What it is made for. Sets size, type, lines and legend; what you change is remembered "
                    "for each"));
    column->addWidget(head);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Options"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(editor_);
    column->addWidget(scroll, 1);
    return left;
}

QWidget* ExportDialog::makeRight() {
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit);
    column->addWidget(preview_, 1);
    preflight_->setFixedHeight(preflightHeight);
    column->addWidget(preflight_);
    return right;
}

QPushButton* ExportDialog::makeButton(const QString& text, const QString& toolTip) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    describe(button, QString(text).remove(QLatin1Char('&')), toolTip);
    return button;
}

QPushButton* ExportDialog::makeCommandButton() {
    copyCommand_ = makeButton(tr("Copy as co&mmand"), tr("Copy the command line that makes this figure"));
    connect(copyCommand_, &QPushButton::clicked, this, [this] {
        attempt([this] {
            QGuiApplication::clipboard()->setText(source_.command(plotShown(), options()));
            return tr("The command line is copied");
        });
    });
    return copyCommand_;
}

QLayout* ExportDialog::makeButtons() {
    auto* row = new QHBoxLayout;
    row->setSpacing(spaceUnit);
    QPushButton* load = makeButton(tr("&Load style…"), tr("Take the options of a style file"));
    QPushButton* save =
        makeButton(tr("&Save style…"), tr("Save these options to a file, which render --style takes, too"));
    copy_ = makeButton(tr("&Copy"), tr("Copy the figure, as an image and as drawings (SVG, PDF)"));
    export_ = makeButton(tr("&Export…"), tr("Write the figure to a file (Enter)"));
    QPushButton* close = makeButton(tr("Close"), tr("Back to the window; the options are remembered (Esc)"));
    for (const char* ending : {"pdf", "svg", "png", "csv", "npy", "json", "py"})
        format_->addItem(QString::fromLatin1(ending).toUpper(), QString::fromLatin1(ending));
    describe(
        format_, tr("Format"),
        tr("PDF: for print, fonts inside. SVG: for the web and for editing. PNG: pixels. CSV, NPY, JSON: "
           "the numbers of one plot. PY: a Python script that draws it again"));
    note_->setTextFormat(Qt::PlainText);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QPushButton* button : {load, save}) row->addWidget(button);
    row->addWidget(note_, 1);
    row->addWidget(copy_);
    if (source_.command) row->addWidget(makeCommandButton());
    for (QWidget* widget :
         {static_cast<QWidget*>(format_), static_cast<QWidget*>(export_), static_cast<QWidget*>(close)})
        row->addWidget(widget);
    export_->setDefault(true);
    connect(load, &QPushButton::clicked, this, &ExportDialog::askLoadStyle);
    connect(save, &QPushButton::clicked, this, &ExportDialog::askSaveStyle);
    connect(copy_, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(export_, &QPushButton::clicked, this, &ExportDialog::askExport);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return row;
}

void ExportDialog::connectControls() {
    soon_.setSingleShot(true);
    rest_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, [this] { draw(Fine::quick); });
    connect(&rest_, &QTimer::timeout, this, &ExportDialog::drawAtRest);
    connect(what_, &QComboBox::currentIndexChanged, this, &ExportDialog::takeWhat);
    connect(template_, &QComboBox::currentIndexChanged, this, &ExportDialog::takeTemplate);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::takeEdit);
    connect(panels_, &PanelList::edited, this, &ExportDialog::takeEdit);
    connect(editor_, &OptionEditor::edited, this, &ExportDialog::takeEdit);
    connect(preflight_, &PreflightPanel::fixAsked, this, &ExportDialog::fix);
}

void ExportDialog::askExport() {
    editor_->commit();
    const QString ending = format_->currentData().toString();
    const QString name = QStringLiteral("%1.%2").arg(wordShown(), ending);
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export"), QDir(source_.folder).filePath(name),
        plotShown() ? tr("Figures, numbers and scripts (*.pdf *.svg *.png *.csv *.npy *.json *.py)")
                    : tr("Figures (*.pdf *.svg *.png)"));
    if (file.isEmpty()) return;
    source_.folder = QFileInfo(file).absolutePath();
    exportTo(file);
}

void ExportDialog::askSaveStyle() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save style"),
                                                      QDir(source_.folder).filePath(tr("figure.style.json")),
                                                      tr("Styles of figures (*.json)"));
    if (!file.isEmpty()) saveStyle(file);
}

void ExportDialog::askLoadStyle() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Load style"), source_.folder,
                                                      tr("Styles of figures (*.json);;All files (*)"));
    if (!file.isEmpty()) loadStyle(file);
}

}  // namespace basin::ui
