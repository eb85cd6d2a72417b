// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/io/experiment_json.h"

namespace basin::test {

/// One unknown; L(x) = L(-x) has its maximum at 0, where the run begins, and minima 1.35 to either side.
inline const std::string hill_text = R"({"format": "basin-experiment", "version": 1,
 "problem": {"activation": "identity",
             "data": {"A1": [[1], [-1], [0]], "A2": [[1, 1, 0]], "b": [1], "w": [0.1, 0.1, 0.1]}},
 "start": {"x0": [0]}, "solvers": [{"name": "newton"}]})";

inline Experiment hill_experiment() {
    return parse_experiment(hill_text, "hill", {});
}

}  // namespace basin::test
