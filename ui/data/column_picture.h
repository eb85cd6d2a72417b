// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/numeric/types.h"

namespace basin::ui {

/// The course of a column in a few strips, each with the least and the largest value of its rows as shares of
/// the whole range; nan where none is there.
struct ColumnCourse {
    struct Strip {
        double low = not_applicable, high = not_applicable;
    };
    std::vector<Strip> strips;
};
ColumnCourse courseOf(const Eigen::Ref<const Vector>& values);

/// A small picture of a column, drawn from its course; empty where the column is not used.
class ColumnPicture : public QWidget {
    Q_OBJECT

  public:
    explicit ColumnPicture(ColumnCourse course, QWidget* parent = nullptr);

    void setShown(bool shown);
    bool isShown() const { return shown_; }
    QSize sizeHint() const override { return {120, 24}; }
    QSize minimumSizeHint() const override { return {40, 20}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    ColumnCourse course_;
    bool shown_ = true;
};

}  // namespace basin::ui
