// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "ui/panels/field_binder.h"
#include "ui/panels/form_section.h"

namespace basin::ui {

/// What the parts of an experiment that can be left out are when they are asked for again.
class PicturesWhenOn {
  public:
    /// Remembers what the experiment asks for.
    void take(const Experiment& experiment);
    /// A section as it was last asked for, or with its defaults.
    template <typename Part>
    Part of(std::optional<Part> Experiment::*part) const {
        return (asked_.*part).value_or(Part{});
    }

  private:
    Experiment asked_;  // of it the sections
};

/// The controls of a section that not every family has.
struct SectionRows {
    std::string_view section;
    std::vector<QWidget*> controls;
};

/// The rows about pictures in "More". The memory must outlive the binder. Returns those that a family may not
/// have.
std::vector<SectionRows> addPictureRows(FieldBinder& binder, FormSection& more, PicturesWhenOn& memory);
/// The rows about when to stop.
void addStoppingRows(FieldBinder& binder, FormSection& more);

}  // namespace basin::ui
