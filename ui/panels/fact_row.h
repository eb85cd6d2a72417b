// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace basin::ui {

/// A name and, to the right, what is known: on one line where both fit, else the name wraps beside a short
/// value or stands above a long one.
class FactRow : public QWidget {
    Q_OBJECT

  public:
    FactRow(const QString& name, const QString& toolTip, QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return value_->text(); }
    QLabel* name() const { return name_; }
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

    QLabel* name_;
    QLabel* value_;
};

}  // namespace basin::ui
