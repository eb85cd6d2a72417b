// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QSlider>
#include <QWidget>

#include "ui/panels/fields.h"

namespace basin::ui {

/// A landmark on a slider, e.g. the guaranteed radius: a small tick with a letter.
struct SliderMark {
    QString letter;
    double value;
    QString meaning;
};

/// A horizontal slider that draws marks under its groove; positions are fractions 0..1.
class MarkedSlider : public QSlider {
    Q_OBJECT

  public:
    explicit MarkedSlider(QWidget* parent = nullptr);
    struct Tick {
        QString letter;
        double fraction;
    };
    void setTicks(std::vector<Tick> ticks);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    std::vector<Tick> ticks_;
};

/// A number as slider and field together. The field reaches the whole range; the slider shows the useful
/// part.
class ValueSlider : public QWidget {
    Q_OBJECT

  public:
    enum class Scale { linear, logarithmic };
    struct Range {
        double fieldMinimum, fieldMaximum;
        double sliderMinimum, sliderMaximum;  // > 0 when logarithmic
        Scale scale = Scale::linear;
    };
    explicit ValueSlider(const Range& range, QWidget* parent = nullptr);

    double value() const { return field_->value(); }
    /// Shows a value; emits nothing.
    void setValue(double value);
    void setMarks(const std::vector<SliderMark>& marks);
    void describe(const QString& name, const QString& toolTip);

    MarkedSlider* slider() const { return slider_; }
    RealField* field() const { return field_; }

  signals:
    void valueEdited(double value);  // by the user

  private:
    void takeSlider(int position);
    void takeField(double value);
    double fractionOf(double value) const;
    double valueAt(double fraction) const;
    void showToolTip();

    Range range_;
    MarkedSlider* slider_;
    RealField* field_;
    QString toolTip_;
    std::vector<SliderMark> marks_;
};

}  // namespace basin::ui
