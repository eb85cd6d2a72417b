// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

#include "ui/data/opened_table.h"
#include "ui/data/series_verdict.h"
#include "ui/window/file_work.h"

namespace basin::ui {

class ColumnList;
class ForecastFields;
class ReadingFields;
class TablePreview;

/// Asks what is to be made of a table: how it is read, what its columns are for, what is forecast from what.
/// Everything is guessed and shown first. The file is read again, and the series judged, in the background.
class SeriesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit SeriesDialog(OpenedTable opened, QWidget* parent = nullptr);

    /// What an experiment file would say of the series.
    ElmanDataSpec data() const;

    TablePreview* preview() const { return preview_; }
    ColumnList* columns() const { return columns_; }
    ReadingFields* reading() const { return reading_; }
    ForecastFields* forecast() const { return forecast_; }
    QPushButton* acceptButton() const { return accept_; }
    QString note() const { return note_->text(); }
    /// Whether the file is being read or the series being judged.
    bool isWaiting() const { return rereading_ || judging_; }

  signals:
    void seriesChosen(const basin::ElmanDataSpec& data);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void makeLayout();
    QWidget* makeSwitches();
    QWidget* makeNote();
    QDialogButtonBox* makeButtons();
    void orderFields();
    void fit();
    void readAgain();
    void stayUnread(const QString& why);
    void take(const OpenedTable& read);
    void showTable();
    void judge();
    void showVerdict(const SeriesVerdict& verdict);
    void showUse();
    void refuse(const QString& why);
    void tell(const QString& text, bool isWrong);
    void choose();

    OpenedTable opened_;   // the last good one, where there was one
    bool unread_ = false;  // the switches say what the file cannot be read by
    bool rereading_ = false, judging_ = false;
    bool wanted_ = false;  // OK was pressed while waiting
    FileWork reader_, judge_;
    QLabel* title_;
    QLabel* how_;
    TablePreview* preview_;
    ColumnList* columns_;
    ReadingFields* reading_;
    ForecastFields* forecast_;
    QLabel* columnsTitle_;
    QLabel* note_;
    bool wrong_ = false;  // what the note says
    QPushButton* accept_ = nullptr;
};

}  // namespace basin::ui
