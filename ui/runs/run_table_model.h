// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "core/io/run_differences.h"
#include "ui/runs/kept_runs.h"

namespace basin::ui {

/// The kept runs, a row each: name with a box that pins it, when it ended, what came of it, then the settings
/// and the solvers' ends in which runs differ.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { nameColumn, endedColumn, outcomeColumn, firstDiffering };
    static constexpr int sortRole = Qt::UserRole;  // a number or a text

    explicit RunTableModel(KeptRuns* kept, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    Index numberAt(int row) const { return numbers_[static_cast<std::size_t>(row)]; }
    int rowOf(Index number) const;

  private:
    /// A column behind the first ones: a field by its path, or of a solver's end the word or a number.
    struct Differing {
        std::string path;
        std::string solver = {};
        const EndColumn* number = nullptr;
    };
    void find();
    QVariant valueOf(const KeptRun& run, const Differing& column, bool isShown) const;
    QString headingOf(const Differing& column) const;
    QVariant firstData(const KeptRun& run, int column, int role) const;

    KeptRuns* kept_;
    std::vector<Index> numbers_;  // row by row, until the rows are made anew
    std::vector<Differing> differing_;
};

/// Sorted by numbers where there are some; a row is there where one of its cells has the text.
class RunTableOrder : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit RunTableOrder(RunTableModel* model, QObject* parent = nullptr);

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

/// What came of a run, in a few words: "3 of 5 arrived", of networks the error of the best.
QString outcomeText(const RunRow& row);

}  // namespace basin::ui
