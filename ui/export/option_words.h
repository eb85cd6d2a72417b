// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

#include <QString>

#include "core/problems/field.h"

namespace basin::ui {

/// The groups of a figure's options in the dialog; others: they have a place of their own.
enum class OptionGroup { size, type, texts, axes, legend, look, others };
inline constexpr std::array shownOptionGroups{OptionGroup::size, OptionGroup::type,   OptionGroup::texts,
                                              OptionGroup::axes, OptionGroup::legend, OptionGroup::look};

OptionGroup groupOf(std::string_view key);
/// What an option, a group or a choice is called, and what it means.
struct OptionWords {
    QString label, toolTip;
};
OptionWords groupWords(OptionGroup group);
/// The tooltip names the range, and the option of the command line that does the same.
OptionWords optionWords(const Field& field);
/// Of an option's value: "default" is "In colour".
QString choiceLabel(std::string_view key, std::string_view word);

}  // namespace basin::ui
