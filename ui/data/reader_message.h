// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include <QString>

#include "core/numeric/types.h"

namespace basin::ui {

/// A message about a series without the place in an experiment and the path of the file, which the dialog
/// says already: "problem.data.table: /a/b.csv: line 2: ..." is "line 2: ...".
QString shortMessage(const QString& message, const std::filesystem::path& file);

/// A place in a file, both from 1; column 0: the whole line.
struct CellPlace {
    Index line = 0;
    Index column = 0;
    bool operator==(const CellPlace&) const = default;
};
/// The first "line 3" or "line 3, column 2" in a message about that file; nothing in one about another.
std::optional<CellPlace> placeIn(const QString& message, const std::filesystem::path& file);

}  // namespace basin::ui
