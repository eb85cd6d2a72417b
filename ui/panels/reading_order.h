// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace basin::ui {

/// Lets Tab go through the controls in the order in which layouts, splitters and scroll areas hold them,
/// whatever the order in which they were made.
void setReadingOrder(QWidget* root);

}  // namespace basin::ui
