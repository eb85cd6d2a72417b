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
#include "ui/window/file_work.h"

namespace basin::ui {

/// A table as it was read from its file.
struct OpenedTable {
    std::filesystem::path file;
    std::shared_ptr<const SeriesTable> table;
    bool index = false;  // whether its first column is left out
};

/// Takes the first column for an index where it holds no numbers. Throws InputError when the file cannot be
/// used.
OpenedTable openTable(const std::filesystem::path& file);

/// Asks which columns of a table are to be predicted from the others, and how the series is split.
class SeriesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit SeriesDialog(OpenedTable opened, QWidget* parent = nullptr);

    QListWidget* columns() const { return columns_; }
    QCheckBox* indexBox() const { return index_; }
    QCheckBox* standardiseBox() const { return standardise_; }
    RealField* trainField() const { return train_; }
    QPushButton* acceptButton() const { return accept_; }

  signals:
    void seriesChosen(const basin::ElmanDataSpec& data);

  private:
    void readAgain();
    void keepTable(const QString& why);
    void refuse(const QString& why);
    void fillColumns();
    void judge();
    ElmanDataSpec data() const;
    QString problem() const;
    void choose();

    OpenedTable opened_;
    FileWork work_;
    QLabel* title_;
    QListWidget* columns_;
    QCheckBox* index_;
    QCheckBox* standardise_;
    RealField* train_;
    QLabel* note_;
    QPushButton* accept_;
};

}  // namespace basin::ui
