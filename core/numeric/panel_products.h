// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/panels.h"

namespace basin {

/// Numbers that the kernels of this machine take at a time.
Index panel_lanes();

/// A - 1 shift^T without a copy: A has rows x columns entries, column-major, columns `lead` entries apart;
/// shift (columns), or null for none.
struct ShiftedMatrix {
    const double* data;
    Index rows, columns, lead;
    const double* shift;
};

/// Rows first, ..., first + count - 1 of panels of the same shape become those of A.
void pack_rows(const ShiftedMatrix& A, Index first, Index count, Panels& panels);
/// All rows, on all threads.
void pack(const ShiftedMatrix& A, Panels& panels);

/// A matrix (rows x columns) whose columns come in eights: entry (i, k) is data[k / 8 * panel + i * lead + k
/// % 8]. Part of some Panels, or a transposed matrix that is column-major: then panel is 8.
struct LeftColumns {
    const double* data;
    Index rows, columns, panel, lead;
};

/// The columns from panel p on.
inline LeftColumns columns_from(const Panels& A, Index p = 0) {
    return {A.panel(p), A.rows(), A.columns() - p * Panels::width, A.rows() * Panels::width, Panels::width};
}

/// Up to eight columns of a matrix R - 1 shift^T whose rows stand one after the other, `lead` entries apart;
/// shift (columns), or null for none.
struct RightColumns {
    const double* data;
    Index lead, columns;
    const double* shift;
};

/// Panel p.
inline RightColumns columns_of(const Panels& A, Index p) {
    const Index width = Panels::width, left = A.columns() - p * width;
    return {A.panel(p), width, left < width ? left : width, nullptr};
}

/// Where a product goes: entry (j, c) is data[j / 8 * panel + j % 8 + c * lead].
struct ProductPlace {
    double* data;
    Index panel, lead;
};

/// out += A^T diag(weights) R (A.columns x R.columns), by kernels that keep three registers of rows and up to
/// eight columns of the sums; weights (A.rows) of any sign. A sum depends on its own row only, whatever
/// others are taken with it.
void add_panel_products(const LeftColumns& A, const double* weights, const RightColumns& R,
                        const ProductPlace& out);

}  // namespace basin
