// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

#include "ui/data/data_form.h"
#include "ui/data/file_field.h"
#include "ui/data/matrix_verdict.h"
#include "ui/data/why_button.h"
#include "ui/panels/fields.h"

namespace basin::ui {

class FormSection;

/// What there is to say of a softmax regression beside the columns of A1: its scales, and where A2 and b come
/// from.
class MatrixFields : public DataForm {
    Q_OBJECT

  public:
    explicit MatrixFields(QWidget* parent = nullptr);

    std::unique_ptr<ColumnRules> makeRules(const OpenedTable& opened) const override;
    void setTable(const OpenedTable& opened) override;
    void setRoles(const ColumnRoles& roles) override;
    Judgement judgement(const OpenedTable& opened, const ColumnRoles& roles) const override;

    QCheckBox* standardise() const { return standardise_; }
    QComboBox* values() const { return values_; }
    WholeField* outputs() const { return outputs_; }
    FileField* valuesFile() const { return valuesFile_; }
    QComboBox* wanted() const { return wanted_; }
    QLineEdit* wantedNumbers() const { return wantedNumbers_; }
    FileField* wantedFile() const { return wantedFile_; }

  private:
    void addValueRows(FormSection& section);
    void addWantedRows(FormSection& section);
    void connectFields();
    void showSources();
    GivenMatrix::From fromOf(const QComboBox* combo) const;
    void showColumns(QComboBox* combo, qsizetype count);

    FormSection* section_;
    QCheckBox* standardise_;
    QComboBox* values_;
    WholeField* outputs_;
    FileField* valuesFile_;
    QComboBox* wanted_;
    QLineEdit* wantedNumbers_;
    FileField* wantedFile_;
    WhyButton* whyStandardise_;
    std::map<const QComboBox*, int> before_;  // what was chosen before columns took its place
    QString told_;                            // the numbers of b as they were last told
};

}  // namespace basin::ui
