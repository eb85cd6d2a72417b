// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/forecast_fields.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/data/series_columns.h"
#include "ui/data/series_verdict.h"
#include "ui/panels/form_section.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr Index automatic = -1;

}  // namespace

ForecastFields::ForecastFields(QWidget* parent)
    : DataForm(parent),
      rows_(new RowFields),
      missing_(new QComboBox),
      lags_(new WholeField(automatic, 10000)),
      horizon_(new WholeField(1, 10000)),
      difference_(new QComboBox),
      season_(new WholeField(0, 1000000)),
      standardise_(new QCheckBox(tr("Sta&ndardise"))),
      train_(new RealField(0.001, 1)),
      whyMissing_(new WhyButton),
      whyLags_(new WhyButton),
      whyStandardise_(new WhyButton) {
    missing_->addItem(tr("refuse"), static_cast<int>(MissingRule::refuse));
    missing_->addItem(tr("skip"), static_cast<int>(MissingRule::skip));
    missing_->addItem(tr("interpolate"), static_cast<int>(MissingRule::interpolate));
    missing_->addItem(tr("hold"), static_cast<int>(MissingRule::hold));
    difference_->addItem(tr("the value"), static_cast<int>(Difference::none));
    difference_->addItem(tr("its change"), static_cast<int>(Difference::one));
    difference_->addItem(tr("log of its factor"), static_cast<int>(Difference::log));
    standardise_->setChecked(true);
    train_->setValue(ElmanDataSpec{}.train);
    lags_->setValue(automatic);
    season_->setSpecialValueText(tr("none"));
    season_->restore();
    auto* forecast = new FormSection(tr("Forecast"), this);
    auto* split = new FormSection(tr("Split"), this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(forecast);
    column->addWidget(split);
    addForecastRows(*forecast);
    addSplitRows(*split);
    connectFields();
    showLags({});
}

void ForecastFields::addForecastRows(FormSection& section) {
    section.addBlock(
        tr("Only &rows where"), rows_,
        tr("Which rows are taken: all, or those of one sequence of a table that holds several."));
    addGuessRow(section, tr("&Missing values"), missing_, whyMissing_,
                tr("What happens where a value is missing. Skip leaves steps out; interpolate and hold fill "
                   "inputs with what is known by then. Targets are never filled."));
    addGuessRow(
        section, tr("&Lags"), lags_, whyLags_,
        tr("How many past values of targets and inputs a prediction is made from; 0: from the inputs of "
           "the same moment. From 0 to 10000, or auto."));
    addGuessRow(section, tr("Hori&zon"), horizon_, nullptr,
                tr("How many rows ahead is predicted, from 1 to 10000; beside lags."));
    addGuessRow(
        section, tr("Di&fference"), difference_, nullptr,
        tr("What the network predicts: the value itself, how much it changes, or the logarithm of the "
           "factor by which it changes."));
    addGuessRow(section, tr("S&eason"), season_, nullptr,
                tr("Rows in a season, such as 12 for months: forecasts are compared with the last season. 0: "
                   "none."));
}

void ForecastFields::addSplitRows(FormSection& section) {
    describe(standardise_, tr("Standardise"),
             tr("Shift and scale every column to mean 0 and deviation 1 over the training steps."));
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(standardise_, 1);
    row->addWidget(whyStandardise_);
    whyStandardise_->setReason(tr("Standardise"), tr("On at first: a network learns best from values about "
                                                     "1, whatever the units are. Errors and plots are "
                                                     "in the data's own units all the same."));
    section.addWide(box);
    addGuessRow(
        section, tr("Train sh&are"), train_, nullptr,
        tr("Which share of the steps is trained on, above 0 and at most 1; the rest is for testing."));
}

void ForecastFields::connectFields() {
    connect(rows_, &RowFields::edited, this, &ForecastFields::edited);
    for (const QComboBox* combo : {missing_, difference_})
        connect(combo, &QComboBox::currentIndexChanged, this, &ForecastFields::edited);
    for (const WholeField* field : {lags_, horizon_, season_})
        connect(field, &WholeField::valueChanged, this, &ForecastFields::edited);
    connect(train_, &RealField::valueChanged, this, &ForecastFields::edited);
    connect(standardise_, &QCheckBox::toggled, this, &ForecastFields::edited);
}

void ForecastFields::setTable(const OpenedTable& opened) {
    if (!opened.table) return;
    rows_->setChoices(opened.rowChoices);
    Index missing = 0;
    for (const ColumnReport& column : opened.table->report.columns) missing += column.missing;
    whyMissing_->setReason(
        tr("Missing values"),
        missing == 0
            ? tr("No value is missing in this table.")
            : tr("%1 values are missing. Nothing is made up unless you say so: choose what is to happen "
                 "where a column that is used misses one.")
                  .arg(missing));
}

std::unique_ptr<ColumnRules> ForecastFields::makeRules(const OpenedTable& opened) const {
    return std::make_unique<SeriesColumns>(opened);
}

DataForm::Judgement ForecastFields::judgement(const OpenedTable& opened, const ColumnRoles& roles) const {
    if (!opened.table) {
        return [] {
            DataVerdict verdict;
            verdict.wrong = tr("A sparse matrix is no series: expected a table, a row a time step.");
            return verdict;
        };
    }
    ElmanDataSpec data = seriesOf(opened);
    writeTo(data);
    writeRoles(roles, data);
    return [data] { return judgeSeries(data); };
}

void ForecastFields::showLags(std::optional<Index> lags) {
    lags_->setSpecialValueText(lags ? tr("auto (%1)").arg(*lags) : tr("auto"));
    lags_->restore();
    whyLags_->setReason(
        tr("Lags"),
        tr("Left to itself: 0 where there are inputs beside what is predicted, so that it is explained by "
           "them; else as many as a season has rows, or 12 where none is given."));
}

void ForecastFields::writeTo(ElmanDataSpec& data) const {
    data.where = rows_->where();
    data.missing = static_cast<MissingRule>(missing_->currentData().toInt());
    data.lags.reset();
    if (lags_->value() != automatic) data.lags = lags_->value();
    data.horizon = horizon_->value();
    data.difference = static_cast<Difference>(difference_->currentData().toInt());
    data.season = season_->value();
    data.standardise = standardise_->isChecked();
    data.train = train_->value();
}

}  // namespace basin::ui
