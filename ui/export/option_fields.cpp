// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/option_fields.h"

#include <cmath>
#include <limits>

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "core/numeric/range.h"
#include "ui/export/print_units.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr qsizetype mostDigits = 4;  // of a side that was converted

QHBoxLayout* rowIn(QWidget* widget) {
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    return row;
}

double rounded(double value) {
    const double unit = std::pow(10, std::floor(std::log10(value)) - (mostDigits - 1));
    return std::round(value / unit) * unit;
}

}  // namespace

SizeFields::SizeFields(QWidget* parent)
    : QWidget(parent),
      width_(new RealField(above(0))),
      height_(new RealField(above(0))),
      unit_(new QComboBox) {
    QHBoxLayout* row = rowIn(this);
    row->addWidget(width_, 1);
    row->addWidget(new QLabel(QStringLiteral("×")));
    row->addWidget(height_, 1);
    row->addWidget(unit_);
    unit_->addItems({tr("px"), tr("mm")});
    describe(width_, tr("Width"), tr("Width of the figure: in print with mm, on the screen with px"));
    describe(height_, tr("Height"), tr("Height of the figure: in print with mm, on the screen with px"));
    describe(unit_, tr("Unit"), tr("Millimetres in print, or pixels; another unit keeps the size"));
    setFocusProxy(width_);
    const auto report = [this] {
        if (!showing_) emit edited();
    };
    connect(width_, &RealField::valueChanged, this, report);
    connect(height_, &RealField::valueChanged, this, report);
    connect(unit_, &QComboBox::currentIndexChanged, this, [this] {
        if (showing_) return;
        convert();
        emit edited();
    });
}

void SizeFields::show(const FigureOptions& options) {
    showing_ = true;
    dpi_ = options.dpi;
    shownUnit_ = options.unit;
    unit_->setCurrentIndex(static_cast<int>(options.unit));
    width_->showValue(options.width);
    height_->showValue(options.height);
    showing_ = false;
}

void SizeFields::writeTo(FigureOptions& options) const {
    options.unit = shownUnit_;
    options.width = width_->value();
    options.height = height_->value();
}

void SizeFields::convert() {
    const auto unit = static_cast<FigureOptions::Unit>(unit_->currentIndex());
    if (unit == shownUnit_) return;
    shownUnit_ = unit;
    const double perMm = dpi_ / mmPerInch;
    const bool toPixels = unit == FigureOptions::Unit::px;
    showing_ = true;
    for (RealField* side : {width_, height_})
        side->setValue(toPixels ? std::round(side->value() * perMm) : rounded(side->value() / perMm));
    showing_ = false;
}

ShownText::ShownText(const QString& name, QWidget* parent)
    : QWidget(parent), box_(new QCheckBox), line_(new QLineEdit) {
    QHBoxLayout* row = rowIn(this);
    row->addWidget(box_);
    row->addWidget(line_, 1);
    box_->setChecked(true);
    const QString named = name.toLower();
    describe(box_, tr("Draw the %1").arg(named), tr("Whether the figure has its %1").arg(named));
    describe(line_, name,
             tr("Your own words; empty: what stands there in grey. <sub>, <sup>, <i>, <b> and Greek letters "
                "as in HTML"));
    line_->setClearButtonEnabled(true);
    setFocusProxy(line_);
    connect(box_, &QCheckBox::toggled, this, &ShownText::edited);
    // Who writes one wants it drawn.
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text.isEmpty() || box_->isChecked())
            emit edited();
        else
            box_->setChecked(true);
    });
    // The button that clears the line is no edit to it.
    connect(line_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) emit edited();
    });
}

void ShownText::setOwn(const QString& text, bool isDrawn) {
    line_->setPlaceholderText(text);
    ownIsDrawn_ = isDrawn;
}

void ShownText::setValue(const std::optional<QString>& text) {
    const QSignalBlocker noBox(box_), noLine(line_);
    const bool isShown = text ? !text->isEmpty() : ownIsDrawn_;
    box_->setChecked(isShown);
    // Where the own one is written out, its line stays empty.
    const QString shown =
        !ownIsDrawn_ && text == line_->placeholderText() ? QString() : text.value_or(QString());
    if (shown != line_->text()) line_->setText(shown);
}

std::optional<QString> ShownText::value() const {
    if (!box_->isChecked()) return ownIsDrawn_ ? std::optional(QString()) : std::nullopt;
    if (!line_->text().isEmpty()) return line_->text();
    return ownIsDrawn_ ? std::nullopt : std::optional(line_->placeholderText());
}

OwnRange::OwnRange(const QString& name, QWidget* parent)
    : QWidget(parent),
      box_(new QCheckBox),
      from_(new RealField(-infinity, infinity)),
      to_(new RealField(-infinity, infinity)) {
    QHBoxLayout* row = rowIn(this);
    row->addWidget(box_);
    row->addWidget(from_, 1);
    row->addWidget(new QLabel(tr("to")));
    row->addWidget(to_, 1);
    describe(box_, tr("Own %1").arg(name.toLower()),
             tr("Off: what the plot shows. On: the part between the two numbers"));
    describe(from_, tr("%1, from").arg(name), tr("Where the axis begins, in its units"));
    describe(to_, tr("%1, to").arg(name), tr("Where the axis ends, in its units"));
    setFocusProxy(box_);
    setValue({});
    connect(box_, &QCheckBox::toggled, this, [this](bool own) {
        from_->setEnabled(own);
        to_->setEnabled(own);
        report();
    });
    connect(from_, &RealField::valueChanged, this, &OwnRange::report);
    connect(to_, &RealField::valueChanged, this, &OwnRange::report);
}

void OwnRange::report() {
    if (!showing_) emit edited();
}

void OwnRange::showFields(const AxisRange& range) {
    showing_ = true;
    from_->showValue(range[0]);
    to_->showValue(range[1]);
    showing_ = false;
}

void OwnRange::setOwn(const std::optional<AxisRange>& range) {
    own_ = range;
    if (!box_->isChecked() && own_) showFields(*own_);
}

void OwnRange::setValue(const std::optional<AxisRange>& range) {
    showing_ = true;
    box_->setChecked(range.has_value());
    showing_ = false;
    from_->setEnabled(range.has_value());
    to_->setEnabled(range.has_value());
    if (range)
        showFields(*range);
    else if (own_)
        showFields(*own_);
}

std::optional<AxisRange> OwnRange::value() const {
    if (!box_->isChecked()) return std::nullopt;
    return AxisRange{from_->value(), to_->value()};
}

}  // namespace basin::ui
