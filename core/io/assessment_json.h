// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/assess/assessment.h"

namespace basin {

/// {"problem", "questions": [{"key", "question", "answer", "words", "figures": [{"key", "of", "kind",
/// "value", "meaning"}]}], "stopped"}; "of" only where a figure belongs to one setting.
nlohmann::ordered_json assessment_to_json(const Assessment& assessment);

}  // namespace basin
