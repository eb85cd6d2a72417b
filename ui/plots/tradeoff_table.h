// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "core/analysis/tradeoff.h"

namespace basin::ui {

/// The settings of a trade-off, one a row; those on the Pareto front in bold.
class TradeoffTable : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { setting, step, steps, time, error, samples, arrived, columnCountValue };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows.
    void setTradeoff(std::shared_ptr<const Tradeoff> tradeoff);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    QString text(const TradeoffPoint& point, int column) const;

    std::shared_ptr<const Tradeoff> tradeoff_;
};

}  // namespace basin::ui
