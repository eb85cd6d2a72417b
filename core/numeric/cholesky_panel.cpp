// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/cholesky_panel.h"

#include <algorithm>
#include <cmath>

// The numbers of a row stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/cholesky_panel.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr Index most = panel_columns;
using Tag = hn::CappedTag<double, most>;
using One = hn::CappedTag<double, 1>;

/// The factor of the first rows: L(c, p) for p < c, and 1 / L(c, c).
struct Triangle {
    double entry[most][most];
    double reciprocal[most];
};

/// Whether the pivots are positive.
HWY_INLINE bool factor_triangle(double* A, Index columns, Index lead, Triangle& L) {
    for (Index c = 0; c < columns; ++c) {
        double pivot = A[c + c * lead];
        for (Index p = 0; p < c; ++p) pivot -= L.entry[c][p] * L.entry[c][p];
        if (!(pivot > 0)) return false;
        pivot = std::sqrt(pivot);
        A[c + c * lead] = pivot;
        L.reciprocal[c] = 1 / pivot;
        for (Index r = c + 1; r < columns; ++r) {
            double entry = A[r + c * lead];
            for (Index p = 0; p < c; ++p) entry -= L.entry[r][p] * L.entry[c][p];
            L.entry[r][c] = A[r + c * lead] = entry * L.reciprocal[c];
        }
    }
    return true;
}

/// N registers of rows, all columns: X L^T = those, from left to right.
template <Index N, class D>
HWY_INLINE void solve_rows(D tag, const Triangle& L, double* A, Index lead) {
    const auto lanes = static_cast<Index>(hn::Lanes(tag));
    hn::Vec<D> x[most][N];
#pragma GCC unroll 8
    for (Index c = 0; c < most; ++c) {
#pragma GCC unroll 2
        for (Index r = 0; r < N; ++r) x[c][r] = hn::LoadU(tag, A + c * lead + r * lanes);
    }
#pragma GCC unroll 8
    for (Index c = 0; c < most; ++c) {
        const auto reciprocal = hn::Set(tag, L.reciprocal[c]);
#pragma GCC unroll 2
        for (Index r = 0; r < N; ++r) {
            x[c][r] = hn::Mul(x[c][r], reciprocal);
            hn::StoreU(x[c][r], tag, A + c * lead + r * lanes);
        }
#pragma GCC unroll 8
        for (Index p = c + 1; p < most; ++p) {
            const auto entry = hn::Set(tag, L.entry[p][c]);
#pragma GCC unroll 2
            for (Index r = 0; r < N; ++r) x[p][r] = hn::NegMulAdd(entry, x[c][r], x[p][r]);
        }
    }
}

HWY_INLINE void solve_all_rows(const Triangle& L, double* A, Index rows, Index lead) {
    const Tag tag;
    const auto lanes = static_cast<Index>(hn::Lanes(tag));
    Index i = 0;
    for (; i + 2 * lanes <= rows; i += 2 * lanes) solve_rows<2>(tag, L, A + i, lead);
    for (; i + lanes <= rows; i += lanes) solve_rows<1>(tag, L, A + i, lead);
    for (; i < rows; ++i) solve_rows<1>(One(), L, A + i, lead);
}

bool FactorPanel(double* A, Index rows, Index columns, Index lead) {
    Triangle L;
    if (!factor_triangle(A, columns, lead, L)) return false;
    if (columns < most) {
        for (Index i = columns; i < rows; ++i) {
            for (Index c = 0; c < columns; ++c) {
                double entry = A[i + c * lead];
                for (Index p = 0; p < c; ++p) entry -= L.entry[c][p] * A[i + p * lead];
                A[i + c * lead] = entry * L.reciprocal[c];
            }
        }
        return true;
    }
    solve_all_rows(L, A + columns, rows - columns, lead);
    return true;
}

void SolvePanel(const double* L, double* A, Index rows, Index lead) {
    Triangle triangle;
    for (Index c = 0; c < most; ++c) {
        for (Index r = c + 1; r < most; ++r) triangle.entry[r][c] = L[r + c * lead];
        triangle.reciprocal[c] = 1 / L[c + c * lead];
    }
    solve_all_rows(triangle, A, rows, lead);
}

/// Some columns of L from the diagonal down, and the unknowns there.
struct Strip {
    const double* L;
    Index columns, rows, lead;
    double* x;

    double entry(Index i, Index c) const { return L[i + c * lead]; }
};

HWY_INLINE void reciprocals(const Strip& strip, double* out) {
    for (Index c = 0; c < strip.columns; ++c) out[c] = 1 / strip.entry(c, c);
}

/// x = L^{-1} x for the first rows; those below take their part of it.
HWY_INLINE void solve_forward(const Strip& strip) {
    const Tag tag;
    const auto lanes = static_cast<Index>(hn::Lanes(tag));
    double reciprocal[most], *x = strip.x;
    reciprocals(strip, reciprocal);
    for (Index c = 0; c < strip.columns; ++c) {
        x[c] *= reciprocal[c];
        for (Index i = c + 1; i < strip.columns; ++i) x[i] -= strip.entry(i, c) * x[c];
    }
    Index i = strip.columns;
    for (; i + lanes <= strip.rows; i += lanes) {
        auto even = hn::LoadU(tag, x + i), odd = hn::Zero(tag);
#pragma GCC unroll 4
        for (Index c = 0; c < most; c += 2) {
            even = hn::NegMulAdd(hn::LoadU(tag, strip.L + i + c * strip.lead), hn::Set(tag, x[c]), even);
            odd = hn::NegMulAdd(hn::LoadU(tag, strip.L + i + (c + 1) * strip.lead), hn::Set(tag, x[c + 1]),
                                odd);
        }
        hn::StoreU(hn::Add(even, odd), tag, x + i);
    }
    for (; i < strip.rows; ++i) {
        for (Index c = 0; c < most; ++c) x[i] -= strip.entry(i, c) * x[c];
    }
}

/// The first rows take their part of those below, then x = L^{-T} x for them.
HWY_INLINE void solve_backward(const Strip& strip) {
    const Tag tag;
    const auto lanes = static_cast<Index>(hn::Lanes(tag));
    double reciprocal[most], *x = strip.x;
    reciprocals(strip, reciprocal);
    if (strip.rows > strip.columns) {
        hn::Vec<Tag> sum[most];
        for (auto& some : sum) some = hn::Zero(tag);
        Index i = strip.columns;
        for (; i + lanes <= strip.rows; i += lanes) {
            const auto below = hn::LoadU(tag, x + i);
#pragma GCC unroll 8
            for (Index c = 0; c < most; ++c)
                sum[c] = hn::MulAdd(hn::LoadU(tag, strip.L + i + c * strip.lead), below, sum[c]);
        }
        for (Index c = 0; c < most; ++c) x[c] -= hn::GetLane(hn::SumOfLanes(tag, sum[c]));
        for (; i < strip.rows; ++i) {
            for (Index c = 0; c < most; ++c) x[c] -= strip.entry(i, c) * x[i];
        }
    }
    for (Index c = strip.columns; c-- > 0;) {
        x[c] *= reciprocal[c];
        for (Index i = 0; i < c; ++i) x[i] -= strip.entry(c, i) * x[c];
    }
}

void SolveFactored(const double* L, Index d, Index lead, double* x) {
    const auto strip = [&](Index k) {
        return Strip{L + k + k * lead, std::min(most, d - k), d - k, lead, x + k};
    };
    for (Index k = 0; k < d; k += most) solve_forward(strip(k));
    for (Index k = (d - 1) / most * most; k >= 0; k -= most) solve_backward(strip(k));
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(FactorPanel);
HWY_EXPORT(SolvePanel);
HWY_EXPORT(SolveFactored);

void solve_factored(const double* L, Index d, Index lead, double* x) {
    HWY_DYNAMIC_DISPATCH(SolveFactored)(L, d, lead, x);
}

bool factor_panel(double* A, Index rows, Index columns, Index lead) {
    return HWY_DYNAMIC_DISPATCH(FactorPanel)(A, rows, columns, lead);
}

void solve_panel(const double* L, double* A, Index rows, Index lead) {
    HWY_DYNAMIC_DISPATCH(SolvePanel)(L, A, rows, lead);
}

}  // namespace basin

#endif  // HWY_ONCE
