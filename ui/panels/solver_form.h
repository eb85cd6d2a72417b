// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/catalogue.h"
#include "ui/panels/form_section.h"

namespace basin::ui {

/// The parameter that the window's error slider stands for.
inline const std::string errorParameter = "error";

/// A control for each parameter of a solver, those that mean something for the choices made so far.
class SolverForm : public FormSection {
    Q_OBJECT

  public:
    SolverForm(const SolverInfo& info, const SolverSpec& spec, QWidget* parent = nullptr);

    const SolverSpec& spec() const { return spec_; }
    /// Emits nothing.
    void setSpec(const SolverSpec& spec);
    /// Where its solver is among those of the experiment, so that its parameters can be swept; nothing:
    /// nowhere.
    void setPlace(std::optional<std::size_t> place);
    /// Puts the focus where one begins: into the error, where there is one.
    void begin();

  signals:
    void edited();  // by the user

  private:
    struct Control {
        std::string key;
        QWidget* widget;
    };
    QWidget* makeControl(const ParameterInfo& info);
    void showValues();
    void set(const std::string& key, ParameterValue value);

    SolverSpec spec_;
    std::vector<Control> controls_;
    bool showing_ = false;
};

}  // namespace basin::ui
