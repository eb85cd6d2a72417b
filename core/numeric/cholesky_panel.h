// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// Columns that factor_panel() takes at most.
inline constexpr Index panel_columns = 8;

/// The last step of a Cholesky factorisation for some columns that owe nothing to those before them any more:
/// their first rows (columns x columns, lower triangle) become L with L L^T = those, and the rows below X =
/// those times L^{-T}. A (rows x columns, rows >= columns) is column-major, columns `lead` entries apart.
/// Returns whether all pivots are positive.
bool factor_panel(double* A, Index rows, Index columns, Index lead);
/// The same for rows that stand elsewhere: A (rows x panel_columns) becomes A L^{-T}, with L from
/// factor_panel(); columns of both stand `lead` entries apart.
void solve_panel(const double* L, double* A, Index rows, Index lead);

/// x = (L L^T)^{-1} x for the lower triangle L (d x d) of a column-major matrix, columns `lead` entries
/// apart.
void solve_factored(const double* L, Index d, Index lead, double* x);

}  // namespace basin
