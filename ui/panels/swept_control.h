// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QVariant>
#include <QWidget>

namespace basin::ui {

inline constexpr const char* sweptKeyProperty = "sweptKey";

/// Says which key of an experiment a control sets, "problem.ridge", so that it can offer to sweep it; empty:
/// none, as things stand.
inline void setSweptKey(QWidget* control, const std::string& key) {
    control->setProperty(sweptKeyProperty, QString::fromStdString(key));
}
inline std::string sweptKeyOf(const QWidget* control) {
    return control->property(sweptKeyProperty).toString().toStdString();
}

/// The same where the control is made.
template <typename Control>
Control* swept(const char* key, Control* control) {
    setSweptKey(control, key);
    return control;
}

}  // namespace basin::ui
