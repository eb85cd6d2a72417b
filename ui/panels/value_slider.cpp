// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/value_slider.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOptionSlider>
#include <QWheelEvent>

#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int sliderSteps = 1000;
}

MarkedSlider::MarkedSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, sliderSteps);
    setSingleStep(sliderSteps / 100);
    setPageStep(sliderSteps / 10);
    setFocusPolicy(Qt::StrongFocus);
}

void MarkedSlider::setTicks(std::vector<Tick> ticks) {
    ticks_ = std::move(ticks);
    updateGeometry();
    update();
}

QSize MarkedSlider::sizeHint() const {
    return {120, minimumSizeHint().height()};
}

QSize MarkedSlider::minimumSizeHint() const {
    const int tickHeight = fontMetrics().height() + 2;
    return {80, QSlider::minimumSizeHint().height() + tickHeight};
}

void MarkedSlider::paintEvent(QPaintEvent* event) {
    QSlider::paintEvent(event);
    if (ticks_.empty()) return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, &option, this);
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Link));
    for (const Tick& tick : ticks_) {
        const double span = groove.width() - handle;
        const int x = groove.left() + handle / 2 + static_cast<int>(std::lround(tick.fraction * span));
        const int bottom = groove.center().y() + handle;
        painter.drawLine(x, groove.center().y() + 4, x, bottom - 2);
        const QRect box(x - 12, bottom - 3, 24, fontMetrics().height());
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignTop, tick.letter);
    }
}

void MarkedSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QSlider::wheelEvent(event);
    } else {
        event->ignore();
    }
}

ValueSlider::ValueSlider(const Range& range, QWidget* parent)
    : QWidget(parent),
      range_(range),
      slider_(new MarkedSlider(this)),
      field_(new RealField(range.fieldMinimum, range.fieldMaximum, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit);
    row->addWidget(slider_, 1);
    row->addWidget(field_, 0, Qt::AlignTop);
    setFocusProxy(slider_);
    connect(slider_, &QSlider::valueChanged, this, &ValueSlider::takeSlider);
    connect(field_, &QDoubleSpinBox::valueChanged, this, &ValueSlider::takeField);
}

void ValueSlider::setValue(double value) {
    const QSignalBlocker quietField(field_);
    const QSignalBlocker quietSlider(slider_);
    field_->setValue(value);
    slider_->setValue(static_cast<int>(std::lround(fractionOf(value) * sliderSteps)));
}

void ValueSlider::setMarks(const std::vector<SliderMark>& marks) {
    marks_ = marks;
    std::vector<MarkedSlider::Tick> ticks;
    for (const SliderMark& mark : marks_) ticks.push_back({mark.letter, fractionOf(mark.value)});
    slider_->setTicks(std::move(ticks));
    showToolTip();
}

void ValueSlider::describe(const QString& name, const QString& toolTip) {
    toolTip_ = toolTip;
    ui::describe(field_, name, toolTip);
    ui::describe(slider_, tr("%1 (slider)").arg(name), toolTip);
    showToolTip();
}

void ValueSlider::takeSlider(int position) {
    const double raw = valueAt(static_cast<double>(position) / sliderSteps);
    const QSignalBlocker quiet(field_);
    field_->setValue(QLocale::c().toString(raw, 'g', 3).toDouble());  // round values, as one would type them
    emit valueEdited(field_->value());
}

void ValueSlider::takeField(double value) {
    const QSignalBlocker quiet(slider_);
    slider_->setValue(static_cast<int>(std::lround(fractionOf(value) * sliderSteps)));
    emit valueEdited(value);
}

double ValueSlider::fractionOf(double value) const {
    const double low = range_.sliderMinimum;
    const double high = range_.sliderMaximum;
    const double inside = std::clamp(value, low, high);
    if (range_.scale == Scale::linear) return (inside - low) / (high - low);
    return std::log(inside / low) / std::log(high / low);
}

double ValueSlider::valueAt(double fraction) const {
    const double low = range_.sliderMinimum;
    const double high = range_.sliderMaximum;
    if (range_.scale == Scale::linear) return low + fraction * (high - low);
    return low * std::pow(high / low, fraction);
}

void ValueSlider::showToolTip() {
    QString text = toolTip_;
    for (const SliderMark& mark : marks_) {
        text += tr("\n%1 = %2: %3").arg(mark.letter, QLocale::c().toString(mark.value, 'g', 3), mark.meaning);
    }
    slider_->setToolTip(text);
}

}  // namespace basin::ui
