// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/problems/field.h"
#include "ui/panels/field_binder.h"
#include "ui/panels/folding_section.h"

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

/// One control of a group.
struct SectionField {
    Field field;
    QWidget* control;
};

/// A group of the panel with a control for every field that a file can have there.
struct SectionGroup {
    std::string_view section;
    Families families;
    FoldingSection* group;
    std::vector<SectionField> fields;

    /// Words and presence for a family's experiments.
    void showFamily(Families family) const;
};

/// A group for each section that an experiment can have, in the order of a file, and one for when to stop.
/// Their rows follow from the fields' descriptions (core/experiment/spec_fields.h): one more field there is
/// one more row. The memory must outlive the binder.
std::vector<SectionGroup> makeSectionGroups(FieldBinder& binder, const PicturesWhenOn& memory);

}  // namespace basin::ui
