// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/assess/assessment.h"

namespace basin::ui {

/// The questions with their answers in plain words, each with its figures under it.
QString assessmentHtml(const Assessment& assessment);

}  // namespace basin::ui
