// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAction>
#include <QLineEdit>
#include <QTableView>
#include <QWidget>

#include "ui/runs/run_table_model.h"

namespace basin::ui {

/// The runs side by side: a table with a filter, and what can be done with the chosen ones.
class RunTable : public QWidget {
    Q_OBJECT

  public:
    explicit RunTable(KeptRuns* kept, QWidget* parent = nullptr);

    QLineEdit* filter() const { return filter_; }
    QTableView* table() const { return table_; }
    const RunTableModel* model() const { return model_; }
    QAction *showRun, *pin, *rerun, *rename, *remove, *undo, *save;

    /// Of the rows that are shown, in their order: CSV.
    std::string csv() const;
    void choose(Index number);
    std::vector<Index> chosen() const;

  signals:
    void showAsked(basin::Index number);
    void rerunAsked(basin::Index number);
    void saveAsked();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    QAction* add(const QString& text, const QString& toolTip, const QKeySequence& key = {});
    void makeActions();
    void makeTable();
    QWidget* makeHead();
    void connectActions();
    void followChoice();
    void keepOrder();
    std::optional<Index> current() const;

    KeptRuns* kept_;
    RunTableModel* model_;
    RunTableOrder* order_;
    QLineEdit* filter_;
    QTableView* table_;
    QString sortedBy_;                 // the heading
    std::vector<Index> chosenBefore_;  // the rows were made anew
};

}  // namespace basin::ui
