// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_form.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <QComboBox>
#include <QCoreApplication>

#include "ui/panels/fields.h"
#include "ui/panels/shown_with.h"
#include "ui/panels/swept_control.h"

namespace basin::ui {

namespace {

/// A whole number without a bound is a seed.
bool isSeed(const ParameterInfo& info) {
    return std::holds_alternative<std::uint64_t>(info.default_value) &&
           !(info.maximum <= std::numeric_limits<int>::max());
}

void showValue(QWidget* control, const ParameterValue& value) {
    if (auto* real = qobject_cast<RealField*>(control)) real->showValue(std::get<double>(value));
    if (auto* seed = qobject_cast<SeedField*>(control)) seed->setSeed(std::get<std::uint64_t>(value));
    if (auto* whole = qobject_cast<WholeField*>(control))
        whole->showValue(static_cast<Index>(std::get<std::uint64_t>(value)));
    if (auto* box = qobject_cast<QComboBox*>(control))
        box->setCurrentText(QString::fromStdString(std::get<std::string>(value)));
}

QString toolTipOf(const ParameterInfo& info, const QWidget* control) {
    const QString meaning = QString::fromStdString(info.meaning);
    const auto* number = qobject_cast<const NumberField*>(control);
    return number == nullptr ? meaning : SolverForm::tr("%1. Takes %2.").arg(meaning, number->rangeText());
}

}  // namespace

SolverForm::SolverForm(const SolverInfo& info, const SolverSpec& spec, QWidget* parent)
    : FormSection(QString(), parent), spec_(spec) {
    for (const ParameterInfo& entry : info.parameters) {
        QWidget* control = makeControl(entry);
        QString label = QString::fromStdString(entry.key).replace(QLatin1Char('_'), QLatin1Char(' '));
        label[0] = label[0].toUpper();
        // The words of a choice need the whole width.
        if (qobject_cast<QComboBox*>(control) != nullptr)
            addBlock(label, control, toolTipOf(entry, control));
        else
            addRow(label, control, toolTipOf(entry, control));
        controls_.push_back({entry.key, control});
    }
    showValues();
}

QWidget* SolverForm::makeControl(const ParameterInfo& info) {
    const std::string key = info.key;
    if (std::holds_alternative<std::string>(info.default_value)) {
        auto* box = new QComboBox;
        for (const std::string& choice : info.choices) box->addItem(QString::fromStdString(choice));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        connect(box, &QComboBox::currentTextChanged, this,
                [this, key](const QString& text) { set(key, text.toStdString()); });
        return box;
    }
    if (std::holds_alternative<double>(info.default_value)) {
        auto* field = new RealField(range_of(info));
        connect(field, &RealField::valueChanged, this, [this, key](double value) { set(key, value); });
        return field;
    }
    if (isSeed(info)) {
        auto* field = new SeedField;
        connect(field, &SeedField::seedEdited, this,
                [this, key](quint64 seed) { set(key, std::uint64_t{seed}); });
        return field;
    }
    auto* field = new WholeField(range_of(info));
    connect(field, &WholeField::valueChanged, this,
            [this, key](qlonglong value) { set(key, static_cast<std::uint64_t>(value)); });
    return field;
}

void SolverForm::setSpec(const SolverSpec& spec) {
    spec_ = spec;
    showValues();
}

void SolverForm::setPlace(std::optional<std::size_t> place) {
    for (const Control& control : controls_)
        setSweptKey(control.widget,
                    place ? "solvers[" + std::to_string(*place) + "]." + control.key : std::string());
}

void SolverForm::showValues() {
    showing_ = true;
    for (const Control& control : controls_) {
        showValue(control.widget, parameter(spec_, control.key));
        control.widget->setVisible(matters(spec_, control.key));
    }
    showing_ = false;
}

void SolverForm::set(const std::string& key, ParameterValue value) {
    if (showing_) return;
    spec_.parameters[key] = std::move(value);
    showValues();
    emit edited();
}

void SolverForm::begin() {
    const auto isError = [](const Control& control) {
        return control.key == errorParameter && !isLeftOut(control.widget);
    };
    const auto error = std::ranges::find_if(controls_, isError);
    QWidget* first = error != controls_.end() ? error->widget : controls_.front().widget;
    first->setFocus(Qt::TabFocusReason);
    if (auto* field = qobject_cast<NumberField*>(first)) field->selectAll();
}

}  // namespace basin::ui
