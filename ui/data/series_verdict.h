// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/data_form.h"

namespace basin::ui {

/// What will be trained, and what needs no training to beat. Takes its time where the table is long: to be
/// called on a thread.
DataVerdict judgeSeries(const ElmanDataSpec& data);

}  // namespace basin::ui
