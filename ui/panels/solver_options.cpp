// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_options.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <QComboBox>

#include "ui/panels/fields.h"
#include "ui/panels/form_section.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

struct Form {
    SolverSpec spec;
    std::function<void(const SolverSpec&)> changed;
    FormSection* section = nullptr;
    std::vector<std::pair<std::string, QWidget*>> controls = {};

    /// Only what means something for the choices made so far.
    void updateVisibility() const {
        for (const auto& [key, control] : controls) section->setRowVisible(control, matters(spec, key));
        section->adjustSize();
    }
    void set(const std::string& key, ParameterValue value) {
        spec.parameters[key] = std::move(value);
        updateVisibility();
        changed(spec);
    }
};
using FormPointer = std::shared_ptr<Form>;

double orElse(double bound, double fallback) {
    return std::isnan(bound) ? fallback : bound;
}

QWidget* makeControl(const FormPointer& form, const ParameterInfo& info, double value) {
    constexpr double huge = 1e12;
    auto* field = new RealField(orElse(info.minimum, -huge), orElse(info.maximum, huge));
    field->showValue(value);
    QObject::connect(field, &RealField::valueChanged, field,
                     [form, key = info.key](double v) { form->set(key, v); });
    return field;
}

// A whole number without a bound is a seed.
QWidget* makeControl(const FormPointer& form, const ParameterInfo& info, std::uint64_t value) {
    constexpr double intMaximum = std::numeric_limits<int>::max();
    if (!(info.maximum <= intMaximum)) {
        auto* field = new SeedField;
        field->setSeed(value);
        QObject::connect(field, &SeedField::seedEdited, field,
                         [form, key = info.key](quint64 v) { form->set(key, std::uint64_t{v}); });
        return field;
    }
    auto* field =
        new WholeField(static_cast<Index>(orElse(info.minimum, 0)), static_cast<Index>(info.maximum));
    field->showValue(static_cast<Index>(value));
    QObject::connect(field, &WholeField::valueChanged, field,
                     [form, key = info.key](qlonglong v) { form->set(key, static_cast<std::uint64_t>(v)); });
    return field;
}

QWidget* makeControl(const FormPointer& form, const ParameterInfo& info, const std::string& value) {
    auto* box = new QComboBox;
    for (const std::string& choice : info.choices) box->addItem(QString::fromStdString(choice));
    box->setCurrentText(QString::fromStdString(value));
    QObject::connect(box, &QComboBox::currentTextChanged, box,
                     [form, key = info.key](const QString& v) { form->set(key, v.toStdString()); });
    return box;
}

}  // namespace

QWidget* makeSolverOptions(const SolverInfo& info, const SolverSpec& spec,
                           std::function<void(const SolverSpec&)> changed, QWidget* parent) {
    auto* section = new FormSection(QString::fromStdString(info.name), parent);
    const auto form = std::make_shared<Form>(Form{spec, std::move(changed), section});
    section->layout()->setContentsMargins(gutter, gutter, gutter, gutter);
    for (const ParameterInfo& entry : info.parameters) {
        if (entry.key == errorParameter) continue;
        QWidget* control = std::visit([&](const auto& value) { return makeControl(form, entry, value); },
                                      parameter(spec, entry.key));
        QString label = QString::fromStdString(entry.key).replace(QLatin1Char('_'), QLatin1Char(' '));
        section->addRow(label, control, QString::fromStdString(entry.meaning));
        form->controls.emplace_back(entry.key, control);
    }
    form->updateVisibility();
    return section;
}

bool hasSolverOptions(const SolverInfo& info) {
    return std::ranges::any_of(info.parameters,
                               [](const ParameterInfo& entry) { return entry.key != errorParameter; });
}

}  // namespace basin::ui
