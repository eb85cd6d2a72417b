// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/matrix_fields.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/assess/scales_check.h"
#include "core/io/formats/matrix_format.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/data/matrix_columns.h"
#include "ui/panels/form_section.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

using From = GivenMatrix::From;

void addSource(QComboBox* combo, const QString& text, From from) {
    combo->addItem(text, static_cast<int>(from));
}

}  // namespace

MatrixFields::MatrixFields(QWidget* parent)
    : DataForm(parent),
      section_(new FormSection(tr("Values and wanted outputs"), this)),
      standardise_(new QCheckBox(tr("Sta&ndardise A1"))),
      values_(new QComboBox),
      outputs_(new WholeField(1, 100000)),
      valuesFile_(new FileField),
      wanted_(new QComboBox),
      wantedNumbers_(new QLineEdit),
      wantedFile_(new FileField),
      whyStandardise_(new WhyButton) {
    addSource(values_, tr("made up"), From::madeUp);
    addSource(values_, tr("from a file"), From::file);
    addSource(wanted_, tr("made up"), From::madeUp);
    addSource(wanted_, tr("these numbers"), From::numbers);
    addSource(wanted_, tr("from a file"), From::file);
    outputs_->setValue(SoftmaxInstanceSpec{}.m);
    auto* scale = new FormSection(tr("Scale"), this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(scale);
    column->addWidget(section_);
    describe(standardise_, tr("Standardise A1"),
             tr("Shift and scale every feature to mean 0 and deviation 1. The x that is found can be told in "
                "the units of the table all the same."));
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(standardise_, 1);
    row->addWidget(whyStandardise_);
    scale->addWide(box);
    addValueRows(*section_);
    addWantedRows(*section_);
    connectFields();
    showSources();
}

void MatrixFields::addValueRows(FormSection& section) {
    addGuessRow(
        section, tr("Values A&2"), values_, nullptr,
        tr("A2 has a row for every output and a column for every row of A1: what comes out is the mean "
           "of its columns, weighted by the softmax. Columns of the table that are values take its "
           "place."));
    addGuessRow(section, tr("Outputs &m"), outputs_, nullptr,
                tr("How many outputs an A2 that is made up has, from 1 to 100000."));
    const QString filter = tr("Data (%1);;All files (*)").arg(QString::fromStdString(matrix_file_filter()));
    valuesFile_->describeFile(
        tr("A2"), tr("File of A2: one row for every output, one column for every row of A1."), filter);
    section.addWide(valuesFile_);
    wantedFile_->describeFile(tr("b"), tr("File of b: one number for every output."), filter);
}

void MatrixFields::addWantedRows(FormSection& section) {
    addGuessRow(section, tr("Wanted &b"), wanted_, nullptr,
                tr("b has the output that is wanted of every row of A2. Made up, it is what a drawn x would "
                   "give, with noise."));
    wantedNumbers_->setPlaceholderText(QStringLiteral("0.7 0.2"));
    describe(wantedNumbers_, tr("Numbers of b"),
             tr("One number for every output, with blanks or semicolons between them."));
    section.addWide(wantedNumbers_);
    section.addWide(wantedFile_);
}

void MatrixFields::connectFields() {
    connect(standardise_, &QCheckBox::toggled, this, &MatrixFields::edited);
    for (const QComboBox* combo : {values_, wanted_})
        connect(combo, &QComboBox::currentIndexChanged, this, [this] {
            showSources();
            emit edited();
        });
    connect(outputs_, &WholeField::valueChanged, this, &MatrixFields::edited);
    for (const FileField* field : {valuesFile_, wantedFile_})
        connect(field, &FileField::edited, this, &MatrixFields::edited);
    connect(wantedNumbers_, &QLineEdit::editingFinished, this, [this] {
        if (const QString now = wantedNumbers_->text(); std::exchange(told_, now) != now) emit edited();
    });
}

From MatrixFields::fromOf(const QComboBox* combo) const {
    return static_cast<From>(combo->currentData().toInt());
}

void MatrixFields::showSources() {
    outputs_->parentWidget()->setVisible(fromOf(values_) == From::madeUp);
    valuesFile_->setVisible(fromOf(values_) == From::file);
    wantedNumbers_->setVisible(fromOf(wanted_) == From::numbers);
    wantedFile_->setVisible(fromOf(wanted_) == From::file);
}

std::unique_ptr<ColumnRules> MatrixFields::makeRules(const OpenedTable& opened) const {
    return std::make_unique<MatrixColumns>(opened.table, opened.flaws);
}

void MatrixFields::setTable(const OpenedTable& opened) {
    const QSignalBlocker quiet(this);
    const bool differ = opened.spread >= wide_spread;
    standardise_->setEnabled(!opened.sparse);
    standardise_->setChecked(differ && !opened.sparse);
    const QString spread = formatNumber(opened.spread);
    whyStandardise_->setReason(
        tr("Standardise"),
        opened.sparse ? tr("Off: shifting a sparse matrix would fill it.")
        : differ
            ? tr("On at first: columns differ in scale by a factor of %1, and the largest would decide "
                 "alone.")
                  .arg(spread)
            : tr("Off at first: columns differ in scale by a factor of %1, which is little.").arg(spread));
}

/// The columns that were given the role take the place of every other source.
void MatrixFields::showColumns(QComboBox* combo, qsizetype count) {
    const QSignalBlocker quiet(combo);
    const int at = combo->findData(static_cast<int>(From::columns));
    combo->setEnabled(count == 0);
    if (count == 0) {
        if (at < 0) return;
        combo->removeItem(at);
        combo->setCurrentIndex(before_[combo]);
        return;
    }
    const QString text = counted(count, tr("1 column"), tr("%1 columns"));
    if (at >= 0) {
        combo->setItemText(at, text);
        return;
    }
    before_[combo] = combo->currentIndex();
    addSource(combo, text, From::columns);
    combo->setCurrentIndex(combo->count() - 1);
}

void MatrixFields::setRoles(const ColumnRoles& roles) {
    showColumns(values_, std::ranges::count(roles, ColumnRole::value));
    showColumns(wanted_, std::ranges::count(roles, ColumnRole::wanted));
    showSources();
}

DataForm::Judgement MatrixFields::judgement(const OpenedTable& opened, const ColumnRoles& roles) const {
    return [question = MatrixQuestion{opened,
                                      roles,
                                      standardise_->isChecked(),
                                      outputs_->value(),
                                      {fromOf(values_), {}, valuesFile_->path()},
                                      {fromOf(wanted_), wantedNumbers_->text(), wantedFile_->path()}}] {
        return judgeMatrices(question);
    };
}

}  // namespace basin::ui
