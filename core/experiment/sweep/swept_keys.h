// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/sweep/sweep_spec.h"
#include "core/numeric/range.h"

namespace basin {

// The keys of an experiment that a sweep can move, by their paths: numbers, choices and seeds of problem,
// start, solvers and stopping.

enum class SweptKind { real, whole, choice, seed };

struct SweptKey {
    std::string key;
    SweptKind kind = SweptKind::real;
    Range range;                       // of numbers
    std::vector<std::string> choices;  // of a choice
    ParameterValue value;              // that the experiment has
};

/// All that mean something as the experiment stands, in the order of a file.
std::vector<SweptKey> swept_keys(const Experiment& experiment);

/// The axes of the experiment's sweep with their points. Throws InputError naming "axes[0].key" and the rest
/// for a key that is not among swept_keys(), and for values that the key cannot have.
std::vector<SweptAxis> swept_axes(const Experiment& experiment);

/// A key and the value that it is given.
struct SweptSetting {
    std::string key;
    ParameterValue value;
};

/// Sets one of swept_keys() to a value of its kind; whether the experiment is valid then is not asked.
void set_swept(Experiment& experiment, const std::string& key, const ParameterValue& value);

/// Whether another value makes another problem, with another minimiser.
bool moves_problem(const std::string& key);

/// "0.1", "sampled": of a swept key.
std::string swept_text(const ParameterValue& value);

}  // namespace basin
