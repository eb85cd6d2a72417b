// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

#include "ui/chart/elided_label.h"

namespace basin::ui {

/// A name and, to the right, what is known, on one line: a name without room ends in "…" and is whole in its
/// tool tip. Above a value of many words it has a line of its own.
class FactRow : public QWidget {
    Q_OBJECT

  public:
    FactRow(const QString& name, const QString& toolTip, QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return value_->text(); }
    ElidedLabel* name() const { return name_; }
    QLabel* value() const { return value_; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arranged(width).height; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

  private:
    struct Arrangement {
        QRect name, value;
        int height;
    };
    Arrangement arranged(int width) const;
    void arrange();

    ElidedLabel* name_;
    QLabel* value_;
};

}  // namespace basin::ui
