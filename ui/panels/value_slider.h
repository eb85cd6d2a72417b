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

/// The strip under a slider that shows its marks; positions are fractions 0..1 of the slider's way.
class MarkStrip : public QWidget {
    Q_OBJECT

  public:
    explicit MarkStrip(const QSlider* slider, QWidget* parent = nullptr);
    struct Tick {
        QString letter;
        double fraction;
    };
    void setTicks(std::vector<Tick> ticks);
    QSize sizeHint() const override;

    /// What stands under some ticks (px from the left, ascending): their letters, "g" or "g, m".
    struct Label {
        QString text;
        std::vector<int> ticks;
    };
    /// From left to right; none lies over another.
    std::vector<Label> labels() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const QSlider* slider_;
    std::vector<Tick> ticks_;
};

/// Leaves the wheel to the scroll area until it has the focus.
class CalmSlider : public QSlider {
    Q_OBJECT

  public:
    explicit CalmSlider(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

  protected:
    void wheelEvent(QWheelEvent* event) override;
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
    /// Shows a value, NaN for one that is not known; emits nothing.
    void setValue(double value);
    /// The largest value that the field takes.
    void setFieldMaximum(double maximum);
    void setMarks(const std::vector<SliderMark>& marks);
    void describe(const QString& name, const QString& toolTip);

    CalmSlider* slider() const { return slider_; }
    RealField* field() const { return field_; }

  signals:
    void valueEdited(double value);  // by the user

  private:
    void onSliderMoved(int position);
    void onFieldEdited(double value);
    double fractionOf(double value) const;
    double valueAt(double fraction) const;
    void showToolTip();

    Range range_;
    CalmSlider* slider_;
    MarkStrip* strip_;
    RealField* field_;
    QString toolTip_;
    std::vector<SliderMark> marks_;
};

}  // namespace basin::ui
