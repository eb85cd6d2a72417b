// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_table_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "core/numeric/text.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

constexpr int shownDigits = 4;
// Of a solver's end; the others are in the file.
constexpr std::array<std::string_view, 3> shownNumbers{"iterations", "objective", "test_error"};

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

/// A seed keeps its digits.
bool isWholeNumber(const std::string& value) {
    return !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
}

QDateTime endOf(const KeptRun& run) {
    return QDateTime::fromString(textOf(run.ended), Qt::ISODate).toLocalTime();
}

bool differs(std::span<const ComparedRun> runs, const std::function<std::string(const RowEnd*)>& read,
             const std::string& solver) {
    const std::string first = read(end_of(*runs.front().row, solver));
    return std::ranges::any_of(
        runs, [&](const ComparedRun& run) { return read(end_of(*run.row, solver)) != first; });
}

const RowEnd* bestNetwork(const RunRow& row) {
    const RowEnd* best = nullptr;
    for (const RowEnd& end : row.ends)
        if (!std::isnan(end.train_error) && (best == nullptr || end.objective < best->objective)) best = &end;
    return best;
}

}  // namespace

QString outcomeText(const RunRow& row) {
    if (const RowEnd* best = bestNetwork(row)) {
        const bool hasTest = !std::isnan(best->test_error);
        const QString told =
            (hasTest ? RunTableModel::tr("test error %1") : RunTableModel::tr("training error %1"))
                .arg(formatNumber(hasTest ? best->test_error : best->train_error));
        const bool proved = std::ranges::any_of(row.ends, &RowEnd::proved);
        return proved ? RunTableModel::tr("%1, proved").arg(told) : told;
    }
    if (row.ends.empty()) return row.stopped ? RunTableModel::tr("stopped") : QString();
    const auto there = std::ranges::count_if(row.ends, &RowEnd::arrived);
    const auto kinks = std::ranges::count_if(row.ends, &RowEnd::reached_kink);
    const QString told = RunTableModel::tr("%1 of %2 arrived").arg(there).arg(row.ends.size());
    return kinks > 0 ? RunTableModel::tr("%1, %2 of them at a kink").arg(told).arg(kinks) : told;
}

RunTableModel::RunTableModel(KeptRuns* kept, QObject* parent) : QAbstractTableModel(parent), kept_(kept) {
    connect(kept_, &KeptRuns::changed, this, [this] {
        beginResetModel();
        find();
        endResetModel();
    });
    connect(kept_, &KeptRuns::runChanged, this,
            [this](int row) { emit dataChanged(index(row, nameColumn), index(row, outcomeColumn)); });
    find();
}

/// What all runs have alike tells none from another.
void RunTableModel::find() {
    differing_.clear();
    numbers_.clear();
    std::vector<ComparedRun> runs;
    for (int row = 0; row < kept_->size(); ++row) {
        runs.push_back({{}, &kept_->at(row).row});
        numbers_.push_back(kept_->at(row).number);
    }
    if (runs.empty()) return;
    for (std::string& path : differing_paths(runs)) differing_.push_back({std::move(path)});
    const bool isAlone = runs.size() == 1;
    for (const std::string& solver : solvers_of(runs)) {
        const auto word = [](const RowEnd* end) { return end == nullptr ? std::string() : end->word(); };
        if (isAlone || differs(runs, word, solver)) differing_.push_back({{}, solver});
        for (const EndColumn& column : end_columns()) {
            if (std::ranges::find(shownNumbers, column.key) == shownNumbers.end()) continue;
            // As they are seen: rounding sets no runs apart.
            const auto number = [&column](const RowEnd* end) {
                return number_text(end == nullptr ? not_applicable : column.read(*end), shownDigits);
            };
            const bool known = number(end_of(*runs.front().row, solver)) != number_text(not_applicable);
            if (differs(runs, number, solver) || (isAlone && known))
                differing_.push_back({{}, solver, &column});
        }
    }
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(numbers_.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : firstDiffering + static_cast<int>(differing_.size());
}

int RunTableModel::rowOf(Index number) const {
    const auto found = std::ranges::find(numbers_, number);
    return found == numbers_.end() ? -1 : static_cast<int>(found - numbers_.begin());
}

QVariant RunTableModel::valueOf(const KeptRun& run, const Differing& column, bool isShown) const {
    if (column.solver.empty()) {
        const std::string* value = run.row.find(column.path);
        if (value == nullptr) return {};
        const auto number = parse_number(*value);
        if (!number) return textOf(*value);
        if (!isShown) return *number;
        return isWholeNumber(*value) ? textOf(*value) : formatNumber(*number, shownDigits);
    }
    const RowEnd* end = end_of(run.row, column.solver);
    if (end == nullptr) return {};
    if (column.number == nullptr) return QCoreApplication::translate("RunEnds", end->word().c_str());
    const double number = column.number->read(*end);
    if (std::isnan(number)) return {};
    return isShown ? QVariant(formatNumber(number, shownDigits)) : QVariant(number);
}

QVariant RunTableModel::firstData(const KeptRun& run, int column, int role) const {
    if (column == nameColumn) {
        if (role == Qt::DisplayRole || role == Qt::EditRole || role == sortRole) return textOf(run.called());
        if (role == Qt::CheckStateRole) return run.pinned ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::ToolTipRole)
            return run.pinned ? tr("%1 is drawn beside the run that is shown.").arg(textOf(run.called()))
                              : tr("Tick to draw %1 beside the run that is shown.").arg(textOf(run.called()));
    }
    if (column == endedColumn) {
        if (role == Qt::DisplayRole)
            return QLocale().toString(endOf(run), QStringLiteral("yyyy-MM-dd HH:mm"));
        if (role == sortRole) return textOf(run.ended);
    }
    if (column == outcomeColumn && (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == sortRole))
        return outcomeText(run.row);
    return {};
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const KeptRun& run = kept_->at(index.row());
    if (index.column() < firstDiffering) return firstData(run, index.column(), role);
    const Differing& column = differing_[static_cast<std::size_t>(index.column() - firstDiffering)];
    if (role == Qt::DisplayRole) return valueOf(run, column, true);
    if (role == sortRole) return valueOf(run, column, false);
    if (role == Qt::ToolTipRole) {
        const QVariant value = valueOf(run, column, false);
        const QString told = value.typeId() == QMetaType::Double ? textOf(exact_number_text(value.toDouble()))
                                                                 : value.toString();
        return value.isNull() ? tr("%1 has no %2.").arg(textOf(run.called()), headingOf(column))
                              : QStringLiteral("%1 = %2").arg(headingOf(column), told);
    }
    if (role == Qt::TextAlignmentRole && valueOf(run, column, false).typeId() == QMetaType::Double)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QString RunTableModel::headingOf(const Differing& column) const {
    if (column.solver.empty()) return textOf(column.path);
    const std::string_view key = column.number == nullptr ? std::string_view("end") : column.number->key;
    return QStringLiteral("%1: %2").arg(textOf(column.solver), textOf(std::string(key)));
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
        case nameColumn:
            return isTip ? tr("What the run is called; ticked runs are drawn beside the one that is shown")
                         : tr("Run");
        case endedColumn:
            return isTip ? tr("When the run ended") : tr("Ended");
        case outcomeColumn:
            return isTip ? tr("What came of the run") : tr("Outcome");
        default:
            break;
    }
    const Differing& column = differing_[static_cast<std::size_t>(section - firstDiffering)];
    if (!isTip) return headingOf(column);
    return column.solver.empty()
               ? tr("A setting in which runs differ, as a file calls it: %1").arg(headingOf(column))
               : tr("Where the solver ended, in which runs differ: %1").arg(headingOf(column));
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == nameColumn)
        flags |= Qt::ItemIsEditable | Qt::ItemIsUserCheckable;
    return flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != nameColumn) return false;
    const Index number = numberAt(index.row());
    if (role == Qt::CheckStateRole) {
        kept_->setPinned(number, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole) return false;
    // What it is called without a name is no name.
    if (value.toString() != textOf(kept_->at(index.row()).called())) kept_->rename(number, value.toString());
    return true;
}

RunTableOrder::RunTableOrder(RunTableModel* model, QObject* parent) : QSortFilterProxyModel(parent) {
    setSourceModel(model);
    setSortRole(RunTableModel::sortRole);
    setFilterKeyColumn(-1);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

bool RunTableOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(sortRole()), b = right.data(sortRole());
    const bool isNumber = a.typeId() == QMetaType::Double, isOther = b.typeId() == QMetaType::Double;
    if (isNumber && isOther) return a.toDouble() < b.toDouble();
    if (isNumber != isOther) return isNumber;  // numbers before words and what is not there
    return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
}

}  // namespace basin::ui
