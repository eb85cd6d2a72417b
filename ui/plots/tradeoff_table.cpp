// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tradeoff_table.h"

#include <QFont>

#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

QString endingText(const TradeoffPoint& point) {
    if (point.runs == 0) return TradeoffTable::tr("not measured");
    const QString count = TradeoffTable::tr("%1 of %2").arg(point.converged).arg(point.runs);
    if (point.converged == point.runs) return count;
    const std::string_view word = to_string(point.ending);
    return TradeoffTable::tr("%1, %2").arg(
        count, QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).replace(u'_', u' '));
}

}  // namespace

void TradeoffTable::setTradeoff(std::shared_ptr<const Tradeoff> tradeoff) {
    if (tradeoff == tradeoff_) return;
    beginResetModel();
    tradeoff_ = std::move(tradeoff);
    endResetModel();
}

int TradeoffTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !tradeoff_ ? 0 : static_cast<int>(tradeoff_->points.size());
}

int TradeoffTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QString TradeoffTable::text(const TradeoffPoint& point, int column) const {
    switch (column) {
        case setting:
            return QString::fromStdString(setting_text(point));
        case step:
            return formatSeconds(point.step_seconds);
        case steps:
            return formatNumber(point.steps);
        case time:
            return formatSeconds(point.seconds);
        case error:
            return formatNumber(point.achieved_error);
        case samples:
            return formatNumber(point.samples);
        default:
            return endingText(point);
    }
}

QVariant TradeoffTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !tradeoff_) return {};
    const TradeoffPoint& point = tradeoff_->points[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(point, index.column());
    if (role == Qt::TextAlignmentRole && index.column() != setting)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && point.on_front) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant TradeoffTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const QString names[] = {tr("Setting"), tr("Step"),    tr("Steps"),  tr("Time"),
                             tr("Error"),   tr("Samples"), tr("Arrived")};
    const QString meanings[] = {
        tr("The approximation and its knob: the error asked for, or steps between two Hessians"),
        tr("Measured cost of one step, the median"),
        tr("Steps to the tolerance, the median"),
        tr("Time to the tolerance, the median"),
        tr("Error that the Hessian really had, the median"),
        tr("Rows drawn, or rows of the sketch"),
        tr("Runs that arrived, and how the others ended")};
    if (section < 0 || section >= columnCountValue) return {};
    if (role == Qt::DisplayRole) return names[section];
    if (role == Qt::ToolTipRole) return meanings[section];
    return {};
}

}  // namespace basin::ui
