// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/data_source.h"
#include "core/numeric/table.h"
#include "core/problems/softmax_instance.h"

namespace basin {

/// A1, A2, b, w replace what would be generated; sizes n, d, m then follow from A1 and A2. b left out is
/// generated from x_planted, w left out from ridge.
struct SoftmaxProblemSpec {
    SoftmaxInstanceSpec instance;
    std::optional<DesignSource> A1;
    std::optional<MatrixSource> A2, b, w;
    bool standardise = false;               // A1's columns by their mean and deviation; A1 is given and dense
    TableOptions reading = {};              // how A1 is read where it is a table
    std::vector<std::string> columns = {};  // of that table; empty: all numbers that A2 and b do not name
    bool has_data() const { return A1 || A2 || b || w; }
    /// Sizes and density become those of the given data.
    void follow_data();
    /// A point of the problem for A1 as it was given: its softmax is the same, for it forgets shifts. A1 is
    /// given and standardised.
    Vector in_data_units(const Vector& x) const;
    /// A1 as the problem has it: standardised where that is asked for. A1 is given.
    DesignMatrix keys() const;
    /// Throws InputError naming the key: "problem.n: ...".
    void validate() const;
    bool operator==(const SoftmaxProblemSpec&) const = default;
};

/// Deviations (d) of the columns of a matrix, 1 where a column is constant to rounding: in standardised keys,
/// x has these units.
Vector column_deviations(const Matrix& A);

}  // namespace basin
