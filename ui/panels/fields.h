// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/numeric/range.h"
#include "core/numeric/types.h"
#include "ui/panels/number_field.h"

namespace basin::ui {

/// A number field for the values of one type. Reports what it has: a value that is set from the program, too,
/// unless it is only shown.
template <typename Value>
class RangedField : public NumberField {
  public:
    RangedField(Value minimum, Value maximum, QWidget* parent)
        : NumberField(parent), low_(minimum), high_(maximum), minimum_(minimum), maximum_(maximum) {}

    Value value() const { return value_; }
    Value minimum() const { return minimum_; }
    Value maximum() const { return maximum_; }
    /// Whether the smallest value itself is left out.
    bool isAboveMinimum() const { return aboveMinimum_; }
    /// What may be typed at least and at most, from the next showValue() on.
    void setSmallest(Value minimum, bool leftOut = false) {
        low_ = minimum;
        aboveLow_ = leftOut;
    }
    void setLargest(Value maximum) { high_ = maximum; }
    /// Shows a value that may lie outside the range, as one from a file may: the range makes room for it.
    /// What is being typed stays where the value is the same.
    void showValue(Value value) {
        minimum_ = std::min(low_, value);
        maximum_ = std::max(high_, value);
        aboveMinimum_ = aboveLow_ && value > low_;
        if (value != std::exchange(value_, value)) restore();
    }
    /// The nearest value of the range; the old one where that is left out of it.
    void setValue(Value value) {
        const Value nearest = std::clamp(value, minimum_, maximum_);
        const Value inside = reaches(nearest) ? nearest : value_;
        const bool changed = inside != std::exchange(value_, inside);
        restore();
        if (changed) report();
    }

  protected:
    virtual void report() = 0;
    bool isValue(const NumberEntry& entry) const override {
        const auto value = valueOf(entry);
        return value && reaches(*value) && *value <= maximum_;
    }
    void take(const NumberEntry& entry) override {
        const bool changed = *valueOf(entry) != value_;
        value_ = *valueOf(entry);
        showText(typedText());
        if (changed || reportsAlways()) report();
    }
    /// Whether a value that is typed again is news.
    virtual bool reportsAlways() const { return false; }
    /// The value with all its digits.
    virtual QString typedText() const { return valueText(); }

  private:
    bool reaches(Value value) const { return aboveMinimum_ ? value > minimum_ : value >= minimum_; }
    static std::optional<Value> valueOf(const NumberEntry& entry) {
        if constexpr (std::is_floating_point_v<Value>)
            return entry.real();
        else if constexpr (std::is_signed_v<Value>)
            return entry.whole();
        else
            return entry.natural();
    }

    Value low_, high_;  // what may be typed
    Value minimum_, maximum_;
    bool aboveLow_ = false, aboveMinimum_ = false;
    Value value_ = low_;
};

/// A number, shown with as many digits as it has ("0.05", "10⁻¹⁰") and there is room for. NaN, which nobody
/// can type, is shown as a dash: there is a value, and it is not known.
class RealField : public RangedField<double> {
    Q_OBJECT
    Q_PROPERTY(double value READ value NOTIFY valueChanged)

  public:
    /// Ends may be infinite: then there is none.
    RealField(double minimum, double maximum, QWidget* parent = nullptr);
    explicit RealField(const Range& range, QWidget* parent = nullptr);
    /// An empty field is infinity, which this says.
    void setInfinityText(const QString& text);
    QString rangeText() const override;
    QSize minimumSizeHint() const override;

  signals:
    void valueChanged(double value);

  protected:
    void report() override { emit valueChanged(value()); }
    /// One unit of the leading digit, so that 0.3 goes to 0.4 and 1e-10 to 2e-10.
    void step(int steps) override;
    bool takesNothing() const override;
    bool isValue(const NumberEntry& entry) const override;
    void take(const NumberEntry& entry) override;
    QString valueText() const override;
    QString typedText() const override;
    QString wideText() const override;
};

/// A whole number.
class WholeField : public RangedField<Index> {
    Q_OBJECT
    Q_PROPERTY(qlonglong value READ value NOTIFY valueChanged)

  public:
    WholeField(Index minimum, Index maximum, QWidget* parent = nullptr);
    explicit WholeField(const Range& range, QWidget* parent = nullptr);
    QString rangeText() const override;
    QSize minimumSizeHint() const override;

  signals:
    void valueChanged(qlonglong value);

  protected:
    void report() override { emit valueChanged(value()); }
    /// By one, of large numbers by one in the second digit.
    void step(int steps) override;
    QString valueText() const override;
    QString wideText() const override;
};

/// A seed: any number of 64 bits. Typed again it is told again: it means another start than a chosen one.
class SeedField : public RangedField<std::uint64_t> {
    Q_OBJECT

  public:
    explicit SeedField(QWidget* parent = nullptr);
    QString rangeText() const override;
    QSize minimumSizeHint() const override;
    std::uint64_t seed() const { return value(); }
    void setSeed(std::uint64_t seed) { showValue(seed); }

  signals:
    void seedEdited(quint64 seed);  // by the user

  protected:
    void report() override { emit seedEdited(value()); }
    bool reportsAlways() const override { return true; }
    void step(int) override {}
    StepEnabled stepEnabled() const override { return StepNone; }
    QString valueText() const override;
    QString wideText() const override;
};

}  // namespace basin::ui
