// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/experiment/data_source.h"
#include "core/numeric/check.h"

namespace basin {

/// "3 x 4".
inline std::string shape_text(Index rows, Index columns) {
    return std::to_string(rows) + " x " + std::to_string(columns);
}

/// Given data must exist, be finite and have the shape that the sizes ask for; expected says it in symbols.
template <class Values>
void validate_source(const std::optional<DataSource<Values>>& source, const std::string& where, Index rows,
                     Index columns, const std::string& expected) {
    if (!source) return;
    if (!source->value) throw InputError(where, "found no values; expected " + expected);
    const Values& value = *source->value;
    if (value.rows() != rows || value.cols() != columns) {
        throw InputError(where, "found a matrix of " + shape_text(value.rows(), value.cols()) +
                                    "; expected " + expected + " = " + shape_text(rows, columns));
    }
    if (!value.allFinite())
        throw InputError(where, "found an entry that is not finite; expected finite numbers");
}

/// Runs a check and puts the section in front of the key that its message begins with.
template <typename Check>
void in_section(const std::string& section, const Check& check) {
    try {
        check();
    } catch (const InputError& error) {
        throw InputError("", section + "." + error.what());
    }
}

}  // namespace basin
