// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/problems/problem.h"

namespace basin {

/// One line of a run's history: plain numbers, not_applicable where a quantity does not exist.
/// Field names are the CSV columns.
struct IterationRecord {
    Index iteration = 0;
    double objective = not_applicable;           // L(x)
    double gradient_norm = not_applicable;       // |grad L(x)|
    double distance = not_applicable;            // |x - x*|
    double contraction = not_applicable;         // |x - x*| / |x_before - x*|
    double energy_contraction = not_applicable;  // the same in |v|_H = (v^T H v)^{1/2}, H = H(x_before)
    double achieved_error =
        not_applicable;                  // |H^{-1/2} Ht H^{-1/2} - I|_2 of the model this step was taken with
    double lambda_min = not_applicable;  // smallest eigenvalue of the exact Hessian at x
    double lambda_max = not_applicable;  // largest
    double step_norm = not_applicable;   // |x - x_before|
    double step_length = not_applicable;  // line-search factor of the step taken
    double feasibility = not_applicable;  // constraint violation, lifted problems only
    bool accepted = true;                 // the trial step was taken
    double seconds = 0;                   // solver time since the start
    EvaluationCounts evaluations;         // since the start
};

/// One column of a history: its CSV name, how to read it and how to set it.
struct RecordColumn {
    std::string_view name;
    bool whole;  // holds whole numbers >= 0, never NaN
    double (*read)(const IterationRecord&);
    void (*write)(IterationRecord&, double);
};

/// All columns in file order; the one list that CSV files, plots and tests go by.
std::span<const RecordColumn> record_columns();

}  // namespace basin
