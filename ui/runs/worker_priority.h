// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin::ui {

/// Keeps the event loop responsive when every core is busy: this thread, and those it starts, give way.
void lowerOwnPriority();

}  // namespace basin::ui
