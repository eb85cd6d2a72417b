// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/value_slider.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QGridLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QWheelEvent>

#include "ui/chart/number_format.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int sliderSteps = 1000;
constexpr int tickLength = 4;  // px
}  // namespace

MarkStrip::MarkStrip(const QSlider* slider, QWidget* parent) : QWidget(parent), slider_(slider) {
    setTextRole(this, TextRole::small);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void MarkStrip::setTicks(std::vector<Tick> ticks) {
    ticks_ = std::move(ticks);
    setVisible(!ticks_.empty());
    update();
}

QSize MarkStrip::sizeHint() const {
    return {80, tickLength + fontMetrics().height()};
}

std::vector<MarkStrip::Label> MarkStrip::labels() const {
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, slider_);
    std::vector<Label> labels;
    for (const Tick& tick : ticks_) {
        const int x = handle / 2 + static_cast<int>(std::lround(tick.fraction * (width() - handle)));
        labels.push_back({tick.letter, {x}});
    }
    std::ranges::sort(labels, {}, [](const Label& label) { return label.ticks.front(); });
    // Letters that would lie over each other stand side by side.
    const int apart = fontMetrics().horizontalAdvance(QStringLiteral("m, "));
    std::vector<Label> joined;
    for (const Label& label : labels) {
        if (joined.empty() || label.ticks.front() - joined.back().ticks.back() >= apart) {
            joined.push_back(label);
            continue;
        }
        joined.back().text += QStringLiteral(", ") + label.text;
        joined.back().ticks.push_back(label.ticks.front());
    }
    return joined;
}

void MarkStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Link));
    for (const Label& label : labels()) {
        for (const int x : label.ticks) painter.drawLine(x, 0, x, tickLength);
        const int wide = fontMetrics().horizontalAdvance(label.text);
        const int middle = (label.ticks.front() + label.ticks.back()) / 2;
        const int left = std::clamp(middle - wide / 2, 0, std::max(0, width() - wide));
        painter.drawText(left, tickLength + fontMetrics().ascent(), label.text);
    }
}

CalmSlider::CalmSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, sliderSteps);
    setSingleStep(sliderSteps / 100);
    setPageStep(sliderSteps / 10);
    setFocusPolicy(Qt::StrongFocus);
}

void CalmSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QSlider::wheelEvent(event);
    } else {
        event->ignore();
    }
}

ValueSlider::ValueSlider(const Range& range, QWidget* parent)
    : QWidget(parent),
      range_(range),
      slider_(new CalmSlider(this)),
      strip_(new MarkStrip(slider_, this)),
      field_(new RealField(range.fieldMinimum, range.fieldMaximum, this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spaceUnit);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->addWidget(slider_, 0, 0);
    grid->addWidget(field_, 0, 1);
    grid->addWidget(strip_, 1, 0);
    setFocusProxy(slider_);
    connect(slider_, &QSlider::valueChanged, this, &ValueSlider::onSliderMoved);
    connect(field_, &RealField::valueChanged, this, &ValueSlider::onFieldEdited);
}

void ValueSlider::setValue(double value) {
    const QSignalBlocker quietField(field_);
    const QSignalBlocker quietSlider(slider_);
    field_->showValue(value);
    if (std::isnan(value)) return;
    slider_->setValue(static_cast<int>(std::lround(fractionOf(value) * sliderSteps)));
}

void ValueSlider::setFieldMaximum(double maximum) {
    field_->setLargest(maximum);
}

void ValueSlider::setMarks(const std::vector<SliderMark>& marks) {
    marks_ = marks;
    std::vector<MarkStrip::Tick> ticks;
    for (const SliderMark& mark : marks_) ticks.push_back({mark.letter, fractionOf(mark.value)});
    strip_->setTicks(std::move(ticks));
    showToolTip();
}

void ValueSlider::describe(const QString& name, const QString& toolTip) {
    toolTip_ = toolTip;
    ui::describe(field_, name, toolTip);
    ui::describe(slider_, tr("%1 (slider)").arg(name), toolTip);
    showToolTip();
}

void ValueSlider::onSliderMoved(int position) {
    const double raw = valueAt(static_cast<double>(position) / sliderSteps);
    const QSignalBlocker quiet(field_);
    field_->setValue(QLocale::c().toString(raw, 'g', 3).toDouble());  // round values, as one would type them
    emit valueEdited(field_->value());
}

void ValueSlider::onFieldEdited(double value) {
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
        text += tr("\n%1 = %2: %3").arg(mark.letter, formatNumber(mark.value), mark.meaning);
    }
    slider_->setToolTip(text);
}

}  // namespace basin::ui
