// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/problems/network_measures.h"
#include "core/problems/problem.h"

namespace basin {

/// What a method that solves a model for each step tells about that (mathematics.md 2.4).
struct StepNotes {
    double model_decrease = not_applicable;    // what the step's model fell by (mathematics.md 7.6)
    double rho = not_applicable;               // weight of the model's 1/2 |s|^2
    double saturated_rows = not_applicable;    // l1 rows whose multiplier is at its bound
    double inner_iterations = not_applicable;  // conjugate-gradient or interior-point iterations
    double kkt_residual = not_applicable;      // of the model's optimality conditions, relative
};

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
        not_applicable;               // |H^{-1/2} Ht H^{-1/2} - I|_2 of the model this step was taken with
    double samples = not_applicable;  // rows of A1 that model drew, or rows of its sketch
    double largest_weight = not_applicable;  // largest factor it took a row's term with, count / (s p)
    double distinct_rows = not_applicable;   // different rows among them, or rows of the sketch in use
    double lambda_min = not_applicable;      // smallest eigenvalue of the exact Hessian at x
    double lambda_max = not_applicable;      // largest
    double lambda_error = not_applicable;    // of these two: 0 = exact, from all eigenvalues; else they are
                                             // Lanczos estimates, with an eigenvalue that near to each
    double step_norm = not_applicable;       // |x - x_before|
    double step_length = not_applicable;     // line-search factor of the step taken
    bool accepted = true;                    // the trial step was taken
    double seconds = 0;                      // solver time since the start
    EvaluationCounts evaluations;            // since the start
    StepNotes step;                          // of the step that led here
    NetworkMeasures network;                 // recurrent networks only
};

/// One column of a history: its CSV name, how to read it and how to set it.
struct RecordColumn {
    std::string_view name;
    bool whole;  // holds whole numbers >= 0, never NaN
    bool later;  // not in the first files of this format: not applicable where a file lacks it
    double (*read)(const IterationRecord&);
    void (*write)(IterationRecord&, double);
};

/// All columns in file order; the one list that CSV files, plots and tests go by.
std::span<const RecordColumn> record_columns();

}  // namespace basin
