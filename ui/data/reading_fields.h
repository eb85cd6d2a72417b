// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QWidget>

#include "ui/data/opened_table.h"
#include "ui/data/why_button.h"
#include "ui/panels/fields.h"
#include "ui/panels/folding_section.h"

namespace basin::ui {

/// How the file is read: a switch for every decision of the reader, with what it decided in "auto".
class ReadingFields : public QWidget {
    Q_OBJECT

  public:
    explicit ReadingFields(QWidget* parent = nullptr);

    TableOptions options() const;
    bool index() const { return index_->isChecked(); }
    /// What "auto" came to, and why.
    void showGuesses(const OpenedTable& opened);

    /// Whether the first column can be said to be only the time.
    void setIndexOffered(bool offered) { index_->setVisible(offered); }
    /// What was typed counts, as when its field is left.
    void commit();

    FoldingSection* section() const { return section_; }
    QComboBox* header() const { return header_; }
    QComboBox* separator() const { return separator_; }
    QComboBox* decimal() const { return decimal_; }
    WholeField* skipped() const { return skipped_; }
    QLineEdit* missing() const { return missing_; }
    QLineEdit* units() const { return units_; }
    QCheckBox* percent() const { return percent_; }
    QCheckBox* indexBox() const { return index_; }
    WhyButton* whySeparator() const { return whySeparator_; }

  signals:
    void edited();  // by the user

  private:
    void addRows();
    void connectFields();

    FoldingSection* section_;
    QComboBox* header_;
    QComboBox* separator_;
    QComboBox* decimal_;
    WholeField* skipped_;
    QLineEdit* missing_;
    QLineEdit* units_;
    QCheckBox* percent_;
    QCheckBox* index_;
    WhyButton* whyHeader_;
    WhyButton* whySeparator_;
    WhyButton* whyDecimal_;
    WhyButton* whySkipped_;
    WhyButton* whyMissing_;
    QStringList told_;  // missing words and units as they were last told
};

}  // namespace basin::ui
