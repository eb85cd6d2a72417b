// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// The text for one thing, or the text for several with %1 for how many. English needs no translation file
/// for its plurals this way; both texts are the translator's.
inline QString counted(qlonglong count, const QString& one, const QString& several) {
    return count == 1 ? one : several.arg(count);
}

}  // namespace basin::ui
