// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QComboBox>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/data/opened_table.h"

namespace basin::ui {

/// Which rows are taken: pairs of a column and one of its values. A pair that is set brings another one below
/// it, as long as there are columns.
class RowFields : public QWidget {
    Q_OBJECT

  public:
    explicit RowFields(QWidget* parent = nullptr);

    /// Keeps what was chosen where it is still there.
    void setChoices(const std::vector<RowChoice>& choices);
    std::map<std::string, std::string> where() const;

    QComboBox* column(int pair) const { return pairs_[static_cast<std::size_t>(pair)].column; }
    QComboBox* value(int pair) const { return pairs_[static_cast<std::size_t>(pair)].value; }
    int pairs() const { return static_cast<int>(pairs_.size()); }

  signals:
    void edited();  // by the user

  private:
    struct Pair {
        QWidget* box;
        QComboBox* column;
        QComboBox* value;
    };
    void addPair();
    void fillValues(const Pair& pair);
    void chooseColumn(QComboBox* column);
    void select(const Pair& pair, const QString& column, const QString& value);
    void keepOneOpen();
    void offerEachOnce();

    std::vector<RowChoice> choices_;
    std::vector<Pair> pairs_;
    QVBoxLayout* layout_;
};

}  // namespace basin::ui
