// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QWidget>

#include "ui/data/data_form.h"
#include "ui/data/row_fields.h"
#include "ui/data/why_button.h"
#include "ui/panels/fields.h"

namespace basin::ui {

class FormSection;

/// What is made of the columns: the rows that are taken, missing values, past and future, and the split.
class ForecastFields : public DataForm {
    Q_OBJECT

  public:
    explicit ForecastFields(QWidget* parent = nullptr);

    std::unique_ptr<ColumnRules> makeRules(const OpenedTable& opened) const override;
    void setTable(const OpenedTable& opened) override;
    std::map<std::string, std::string> chosenRows() const override { return rows_->where(); }
    Judgement judgement(const OpenedTable& opened, const ColumnRoles& roles) const override;
    void showVerdict(const DataVerdict& verdict) override { showLags(verdict.lags); }

    RowFields* rows() const { return rows_; }
    QComboBox* missing() const { return missing_; }
    WholeField* lags() const { return lags_; }
    WholeField* horizon() const { return horizon_; }
    QComboBox* difference() const { return difference_; }
    WholeField* season() const { return season_; }
    QCheckBox* standardise() const { return standardise_; }
    RealField* train() const { return train_; }

  private:
    /// What lags that are left out come to; nothing where that is not known.
    void showLags(std::optional<Index> lags);
    void writeTo(ElmanDataSpec& data) const;
    void addForecastRows(FormSection& section);
    void addSplitRows(FormSection& section);
    void connectFields();

    RowFields* rows_;
    QComboBox* missing_;
    WholeField* lags_;
    WholeField* horizon_;
    QComboBox* difference_;
    WholeField* season_;
    QCheckBox* standardise_;
    RealField* train_;
    WhyButton* whyMissing_;
    WhyButton* whyLags_;
    WhyButton* whyStandardise_;
};

}  // namespace basin::ui
