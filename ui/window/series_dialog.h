// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

#include "core/experiment/elman_problem_spec.h"
#include "ui/panels/fields.h"

namespace basin::ui {

/// Asks which columns of a table are to be predicted from the others, and how the series is split.
class SeriesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit SeriesDialog(QWidget* parent = nullptr);

    /// Reads the table and shows its columns; takes the first for an index where it holds no numbers. Throws
    /// InputError when the file cannot be used.
    void openTable(const std::filesystem::path& file);

    QListWidget* columns() const { return columns_; }
    QCheckBox* indexBox() const { return index_; }
    QCheckBox* standardiseBox() const { return standardise_; }
    RealField* trainField() const { return train_; }
    QPushButton* acceptButton() const { return accept_; }

  signals:
    void seriesChosen(const basin::ElmanDataSpec& data);

  private:
    void readTable(const std::filesystem::path& file);
    void readAgain();
    void fillColumns();
    void judge();
    ElmanDataSpec data() const;
    QString problem() const;
    void choose();

    std::filesystem::path file_;
    std::shared_ptr<const SeriesTable> table_;
    QLabel* title_;
    QListWidget* columns_;
    QCheckBox* index_;
    QCheckBox* standardise_;
    RealField* train_;
    QLabel* note_;
    QPushButton* accept_;
};

}  // namespace basin::ui
