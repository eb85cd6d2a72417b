// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/field_binder.h"

#include <utility>

namespace basin::ui {

namespace {

/// Whether the control shows an entry: one that is missing is not written either.
bool isBound(const QWidget* field) {
    return !field->testAttribute(Qt::WA_ForceDisabled);
}

}  // namespace

template <typename Field, typename Value>
void FieldBinder::bind(Field* field, std::function<Value*(Experiment&)> entry) {
    bindings_.push_back({[field, entry](Experiment& experiment) {
                             const Value* value = entry(experiment);
                             field->setEnabled(value != nullptr);
                             field->setBlank(value == nullptr);
                             if (value) field->showValue(*value);
                         },
                         [field, entry](Experiment& experiment) {
                             Value* value = entry(experiment);
                             if (value && isBound(field)) *value = field->value();
                         }});
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
    connect(field, &RealField::valueChanged, this, &FieldBinder::report);
    return field;
}

WholeField* FieldBinder::whole(Index minimum, Index maximum, std::function<Index*(Experiment&)> entry) {
    auto* field = new WholeField(minimum, maximum);
    bind(field, std::move(entry));
    connect(field, &WholeField::valueChanged, this, &FieldBinder::report);
    return field;
}

SeedField* FieldBinder::seed(std::function<std::uint64_t*(Experiment&)> entry) {
    auto* field = new SeedField;
    bind(field, std::move(entry));
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
