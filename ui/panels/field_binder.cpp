// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/field_binder.h"

#include <memory>
#include <utility>

namespace basin::ui {

namespace {

/// Whether the control shows an entry: one that is missing is not written either.
bool isBound(const QWidget* field) {
    return !field->testAttribute(Qt::WA_ForceDisabled);
}

/// Shows an entry in a number field. What the field cannot show as it is comes back as it was, unless the
/// user has set another value.
template <typename Field, typename Value>
class NumberBinding {
  public:
    NumberBinding(Field* field, std::function<Value*(Experiment&)> entry)
        : field_(field), entry_(std::move(entry)) {}

    void show(Experiment& experiment) {
        const Value* value = entry_(experiment);
        field_->setEnabled(value != nullptr);
        field_->setBlank(value == nullptr);
        if (!value) return;
        field_->showValue(*value);
        exact_ = *value;
        shown_ = field_->value();
    }
    void write(Experiment& experiment) const {
        Value* value = entry_(experiment);
        if (value && isBound(field_)) *value = field_->value() == shown_ ? exact_ : field_->value();
    }

  private:
    Field* field_;
    std::function<Value*(Experiment&)> entry_;
    Value exact_{};
    decltype(std::declval<Field>().value()) shown_{};
};

}  // namespace

template <typename Field, typename Value>
void FieldBinder::bind(Field* field, std::function<Value*(Experiment&)> entry) {
    const auto binding = std::make_shared<NumberBinding<Field, Value>>(field, std::move(entry));
    bindings_.push_back({[binding](Experiment& experiment) { binding->show(experiment); },
                         [binding](Experiment& experiment) { binding->write(experiment); }});
}

void FieldBinder::choose() {
    if (!showing_) emit chosen();
    report();
}

void FieldBinder::report() {
    if (!showing_) emit edited();
}

RealField* FieldBinder::real(double minimum, double maximum, std::function<double*(Experiment&)> entry) {
    auto* field = new RealField(minimum, maximum);
    bind(field, std::move(entry));
    connect(field, &QDoubleSpinBox::valueChanged, this, &FieldBinder::report);
    return field;
}

WholeField* FieldBinder::whole(Index minimum, Index maximum, std::function<Index*(Experiment&)> entry) {
    auto* field = new WholeField(minimum, maximum);
    bind(field, std::move(entry));
    connect(field, &QSpinBox::valueChanged, this, &FieldBinder::report);
    return field;
}

SeedField* FieldBinder::seed(std::function<std::uint64_t*(Experiment&)> entry) {
    auto* field = new SeedField;
    bindings_.push_back({[field, entry](Experiment& experiment) {
                             const std::uint64_t* value = entry(experiment);
                             field->setEnabled(value != nullptr);
                             if (value) field->setSeed(*value);
                         },
                         [field, entry](Experiment& experiment) {
                             std::uint64_t* value = entry(experiment);
                             if (value && isBound(field)) *value = field->seed();
                         }});
    connect(field, &SeedField::seedEdited, this, &FieldBinder::report);
    return field;
}

QComboBox* FieldBinder::choice(const QStringList& names, std::function<int(const Experiment&)> read,
                               std::function<void(Experiment&, int)> write) {
    auto* box = new QComboBox;
    box->addItems(names);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    bindings_.push_back(
        {[box, read = std::move(read)](Experiment& experiment) { box->setCurrentIndex(read(experiment)); },
         [box, write = std::move(write)](Experiment& experiment) {
             write(experiment, box->currentIndex());
         }});
    connect(box, &QComboBox::currentIndexChanged, this, &FieldBinder::choose);
    return box;
}

QCheckBox* FieldBinder::toggle(const QString& text, std::function<bool(const Experiment&)> read,
                               std::function<void(Experiment&, bool)> write) {
    auto* box = new QCheckBox(text);
    bindings_.push_back(
        {[box, read = std::move(read)](Experiment& experiment) { box->setChecked(read(experiment)); },
         [box, write = std::move(write)](Experiment& experiment) { write(experiment, box->isChecked()); }});
    connect(box, &QCheckBox::toggled, this, &FieldBinder::choose);
    return box;
}

void FieldBinder::show(Experiment experiment) {
    showing_ = true;
    for (const Binding& binding : bindings_) binding.show(experiment);
    showing_ = false;
}

void FieldBinder::writeTo(Experiment& experiment) const {
    for (const Binding& binding : bindings_) binding.write(experiment);
}

}  // namespace basin::ui
