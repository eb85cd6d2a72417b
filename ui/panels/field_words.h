// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

#include "core/problems/field.h"

namespace basin::ui {

/// What something in the panel is called, and what it means.
struct FieldWords {
    QString label, toolTip;
};

/// Of a group of fields: a section of an experiment, or "stopping".
FieldWords groupWords(std::string_view section);
/// Of the box that asks for the section, for screen readers: "Compute the basin map".
QString wishOf(std::string_view section);

/// Of a field of a section, for a family's experiments; the words of the file where there are no others.
FieldWords fieldWords(std::string_view section, const Field& field, Families family = every_family);
/// Whether the window has words of its own for the field.
bool hasFieldWords(std::string_view section, std::string_view key);

}  // namespace basin::ui
