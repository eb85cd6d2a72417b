// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QListWidget>
#include <QToolButton>
#include <QWidget>

namespace basin::ui {

/// Things to tick, in an order that can be changed by drag and drop or with buttons: at least one of them is
/// ticked, and at most so many. They may be called otherwise where that is allowed.
class OrderList : public QWidget {
    Q_OBJECT

  public:
    struct Entry {
        QString key;   // what it is
        QString text;  // what it is called
        bool isTicked = true;

        bool operator==(const Entry&) const = default;
    };

    enum class Names { fixed, editable };
    OrderList(const QString& name, const QString& toolTip, Names names, QWidget* parent = nullptr);

    void setMost(int most) { most_ = most; }
    /// Reports nothing.
    void setEntries(const std::vector<Entry>& entries);
    std::vector<Entry> entries() const;

    QListWidget* list() const { return list_; }
    QToolButton* upButton() const { return up_; }
    QToolButton* downButton() const { return down_; }

  signals:
    void edited();

  private:
    QToolButton* makeButton(Qt::ArrowType arrow, const QString& name, const QString& toolTip, int by);
    void move(int by);
    void take(QListWidgetItem* item);
    void showState();
    int ticked() const;

    QListWidget* list_;
    QToolButton* up_;
    QToolButton* down_;
    Names names_;
    int most_;
    bool setting_ = false;
};

}  // namespace basin::ui
