// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/series_dialog.h"

#include <cmath>

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/io/series_table.h"
#include "core/numeric/input_error.h"
#include "ui/chart/counted.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

OpenedTable readTable(const std::filesystem::path& file, bool index) {
    return {file, std::make_shared<const SeriesTable>(read_series_table(file, index)), index};
}

}  // namespace

OpenedTable openTable(const std::filesystem::path& file) {
    try {
        return readTable(file, false);
    } catch (const InputError&) {
    }
    try {
        return readTable(file, true);
    } catch (const InputError&) {
    }
    return readTable(file, false);  // what is wrong with the table as it is says more
}

SeriesDialog::SeriesDialog(OpenedTable opened, QWidget* parent)
    : QDialog(parent),
      opened_(std::move(opened)),
      title_(makeLabel(QString(), TextRole::body, this)),
      columns_(new QListWidget(this)),
      index_(new QCheckBox(tr("The first column counts the rows"), this)),
      standardise_(new QCheckBox(tr("Standardise"), this)),
      train_(new RealField(0.001, 1)),
      note_(makeLabel(QString(), TextRole::small, this)),
      accept_(nullptr) {
    setWindowTitle(tr("Open data"));
    resize(420, 460);
    describe(columns_, tr("Columns to predict"),
             tr("Tick the columns that the network is to predict; all others are its inputs."));
    describe(index_, index_->text(),
             tr("Leave the first column out, because it only numbers the rows or dates."));
    describe(standardise_, standardise_->text(),
             tr("Shift and scale every column to mean 0 and deviation 1 over the training steps."));
    describe(train_, tr("Share to train on"),
             tr("Which share of the steps is trained on, above 0 and at most 1; the rest is for testing."));
    train_->setValue(0.8);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    accept_ = buttons->button(QDialogButtonBox::Ok);
    describe(accept_, tr("Use this series"), tr("Use this series in the experiment"));
    describe(buttons->button(QDialogButtonBox::Cancel), tr("Cancel"), tr("Leave the experiment as it is"));
    auto* share = new QHBoxLayout;
    auto* shareLabel = new QLabel(tr("Share to train on"), this);
    shareLabel->setBuddy(train_);
    share->addWidget(shareLabel, 1);
    share->addWidget(train_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit);
    column->addWidget(title_);
    column->addWidget(columns_, 1);
    column->addWidget(index_);
    column->addWidget(standardise_);
    column->addLayout(share);
    column->addWidget(note_);
    column->addWidget(buttons);
    connect(columns_, &QListWidget::itemChanged, this, &SeriesDialog::judge);
    index_->setChecked(opened_.index);
    connect(index_, &QCheckBox::toggled, this, &SeriesDialog::readAgain);
    connect(train_, &RealField::valueChanged, this, &SeriesDialog::judge);
    connect(buttons, &QDialogButtonBox::accepted, this, &SeriesDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&work_, &FileWork::failed, this, &SeriesDialog::keepTable);
    fillColumns();
}

// A first column of dates can be read as an index only.
void SeriesDialog::readAgain() {
    refuse(tr("Reading the table…"));
    work_.begin({}, [this, file = opened_.file, index = index_->isChecked()] {
        OpenedTable read = readTable(file, index);
        return [this, read = std::move(read)] {
            opened_ = read;
            fillColumns();
        };
    });
}

void SeriesDialog::keepTable(const QString& why) {
    const QSignalBlocker quiet(index_);
    index_->setChecked(opened_.index);
    judge();
    note_->setText(why);
}

void SeriesDialog::refuse(const QString& why) {
    note_->setText(why);
    accept_->setEnabled(false);
}

void SeriesDialog::fillColumns() {
    title_->setText(tr("%1: %2 steps. Which columns are to be predicted?")
                        .arg(QFileInfo(QString::fromStdString(opened_.file.string())).fileName())
                        .arg(opened_.table->values.rows()));
    {
        const QSignalBlocker quiet(columns_);
        columns_->clear();
        const int first = opened_.index ? 1 : 0, count = static_cast<int>(opened_.table->columns.size());
        for (int k = first; k < count; ++k) {
            auto* item = new QListWidgetItem(
                QString::fromStdString(opened_.table->columns[static_cast<std::size_t>(k)]), columns_);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(k == count - 1 ? Qt::Checked : Qt::Unchecked);  // the last one, most often
        }
    }
    judge();
}

ElmanDataSpec SeriesDialog::data() const {
    ElmanDataSpec data;
    data.table = DataSource<SeriesTable>{opened_.table, opened_.file};
    data.index = opened_.index;
    data.standardise = standardise_->isChecked();
    data.train = train_->value();
    for (int k = 0; k < columns_->count(); ++k)
        if (columns_->item(k)->checkState() == Qt::Checked)
            data.target_columns.push_back(columns_->item(k)->text().toStdString());
    return data;
}

QString SeriesDialog::problem() const {
    ElmanProblemSpec spec;
    spec.data = data();
    try {
        spec.validate();
    } catch (const InputError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

void SeriesDialog::judge() {
    const QString wrong = problem();
    if (!wrong.isEmpty()) {
        refuse(wrong);
        return;
    }
    accept_->setEnabled(true);
    ElmanProblemSpec spec;
    spec.data = data();
    const LiftedLayout layout = spec.layout();
    note_->setText(tr("%1, %2, %3 steps to train on, %4 to test.")
                       .arg(counted(layout.shape.inputs, tr("1 input"), tr("%1 inputs")),
                            counted(layout.shape.outputs, tr("1 output"), tr("%1 outputs")))
                       .arg(layout.steps)
                       .arg(opened_.table->values.rows() - layout.steps));
}

void SeriesDialog::choose() {
    emit seriesChosen(data());
    accept();
}

}  // namespace basin::ui
