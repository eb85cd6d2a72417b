// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

namespace basin::ui {

class FamilyView;

/// Something of each family of problems; made when it is first asked for.
template <typename T>
using PerFamily = std::map<const FamilyView*, T>;

}  // namespace basin::ui
