// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QMenu>

#include "core/io/presets.h"

namespace basin::ui {

/// Fills a menu with all presets, family by family, each with its sentence; chosen is called for one.
void fillPresetMenu(QMenu* menu, const std::function<void(const Preset&)>& chosen);

}  // namespace basin::ui
