// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/field_binder.h"

#include <utility>

namespace basin::ui {

template <typename Field, typename Value>
void FieldBinder::bind(Field* field, std::function<Value*(Experiment&)> entry) {
    add(
        field,
        [field, entry](Experiment& experiment) {
            const Value* value = entry(experiment);
            if (value != nullptr) field->showValue(*value);
            return value != nullptr;
        },
        [field, entry](Experiment& experiment) {
            if (Value* value = entry(experiment)) *value = field->value();
        });
}

void FieldBinder::add(QWidget* control, std::function<bool(Experiment&)> show,
                      std::function<void(Experiment&)> write) {
    bindings_.push_back({control, std::move(show), std::move(write)});
}

void FieldBinder::beforeShow(std::function<void(Experiment&)> prepare) {
    preparations_.push_back(std::move(prepare));
}

void FieldBinder::report() {
    if (!showing_) emit edited();
}

void FieldBinder::tie(RealField* field, std::function<double*(Experiment&)> entry) {
    bind(field, std::move(entry));
    connect(field, &RealField::valueChanged, this, &FieldBinder::report);
}

void FieldBinder::tie(WholeField* field, std::function<Index*(Experiment&)> entry) {
    bind(field, std::move(entry));
    connect(field, &WholeField::valueChanged, this, &FieldBinder::report);
}

void FieldBinder::tie(SeedField* field, std::function<std::uint64_t*(Experiment&)> entry) {
    bind(field, std::move(entry));
    connect(field, &SeedField::seedEdited, this, &FieldBinder::report);
}

RealField* FieldBinder::real(double minimum, double maximum, std::function<double*(Experiment&)> entry) {
    auto* field = new RealField(minimum, maximum);
    tie(field, std::move(entry));
    return field;
}

WholeField* FieldBinder::whole(Index minimum, Index maximum, std::function<Index*(Experiment&)> entry) {
    auto* field = new WholeField(minimum, maximum);
    tie(field, std::move(entry));
    return field;
}

SeedField* FieldBinder::seed(std::function<std::uint64_t*(Experiment&)> entry) {
    auto* field = new SeedField;
    tie(field, std::move(entry));
    return field;
}

QComboBox* FieldBinder::choice(const QStringList& names, std::function<int(const Experiment&)> read,
                               std::function<void(Experiment&, int)> write) {
    auto* box = new QComboBox;
    box->addItems(names);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    add(
        box,
        [box, read = std::move(read)](Experiment& experiment) {
            const int place = read(experiment);
            if (place >= 0) box->setCurrentIndex(place);
            return place >= 0;
        },
        [box, write = std::move(write)](Experiment& experiment) { write(experiment, box->currentIndex()); });
    connect(box, &QComboBox::currentIndexChanged, this, &FieldBinder::report);
    return box;
}

QCheckBox* FieldBinder::toggle(const QString& text, std::function<bool(const Experiment&)> read,
                               std::function<void(Experiment&, bool)> write) {
    auto* box = new QCheckBox(text);
    add(
        box,
        [box, read = std::move(read)](Experiment& experiment) {
            box->setChecked(read(experiment));
            return true;
        },
        [box, write = std::move(write)](Experiment& experiment) { write(experiment, box->isChecked()); });
    connect(box, &QCheckBox::toggled, this, &FieldBinder::report);
    return box;
}

void FieldBinder::show(Experiment experiment) {
    showing_ = true;
    for (const auto& prepare : preparations_) prepare(experiment);
    for (Binding& binding : bindings_) {
        binding.there = binding.show(experiment);
        binding.control->setVisible(binding.there);
    }
    showing_ = false;
}

void FieldBinder::writeTo(Experiment& experiment) const {
    for (const Binding& binding : bindings_)
        if (binding.there) binding.write(experiment);
}

}  // namespace basin::ui
