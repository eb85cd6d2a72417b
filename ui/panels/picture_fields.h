// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/panels/field_binder.h"
#include "ui/panels/form_section.h"
#include "ui/runs/family.h"

namespace basin::ui {

/// What the parts of an experiment that can be left out are when they are asked for again.
struct PicturesWhenOn {
    BasinMapSpec map;
    AttractionSpec attraction;
    TradeoffSpec tradeoff;
    ExactnessSpec exactness;

    /// Remembers what the experiment asks for.
    void take(const Experiment& experiment);
};

/// The rows about pictures in "More". The memory must outlive the binder. Controls that are for one family
/// only are returned under it.
PerFamily<std::vector<QWidget*>> addPictureRows(FieldBinder& binder, FormSection& more,
                                                PicturesWhenOn& memory);
/// The rows about when to stop.
void addStoppingRows(FieldBinder& binder, FormSection& more);

}  // namespace basin::ui
