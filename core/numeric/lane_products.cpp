// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/lane_products.h"

#include <algorithm>
#include <utility>

#include "core/numeric/memory.h"
#include "core/numeric/panel_products.h"

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/lane_products.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// What the rows of one product share, of L matrices side by side.
template <std::size_t L>
struct Shared {
    using Tag = hn::CappedTag<double, L>;
    using Lanes = hn::Vec<Tag>;

    const double* A;
    std::size_t rows, columns;
    const double* x;
    const double *d0, *d1, *d2;
    Lanes a, b;
    double left;
};

/// Stores a row of the result, bent at 0.
template <std::size_t L>
HWY_INLINE void store_bent(const Shared<L>& in, typename Shared<L>::Lanes u, double* y) {
    const typename Shared<L>::Tag tag;
    // Of NaN the left branch, which keeps it.
    const auto right = hn::Gt(u, hn::Zero(tag));
    hn::StoreU(hn::IfThenElse(right, u, hn::Mul(hn::Set(tag, in.left), u)), tag, y);
}

template <std::size_t L>
HWY_INLINE typename Shared<L>::Lanes driving_term(const Shared<L>& in, std::size_t i) {
    const typename Shared<L>::Tag tag;
    const auto first = hn::MulAdd(in.a, hn::Set(tag, in.d1[i]), hn::Set(tag, in.d0[i]));
    return hn::MulAdd(in.b, hn::Set(tag, in.d2[i]), first);
}

/// Several rows at once, because a sum waits for its own last addition: N sums are on the way together.
template <std::size_t N, std::size_t L>
HWY_INLINE void some_rows(const Shared<L>& in, std::size_t i, double* y) {
    const typename Shared<L>::Tag tag;
    typename Shared<L>::Lanes sum[N];
    for (std::size_t r = 0; r < N; ++r) sum[r] = driving_term(in, i + r);
    const double* A = in.A + i * L;
    for (std::size_t j = 0; j < in.columns; ++j, A += in.rows * L) {
        const auto x = hn::LoadU(tag, in.x + j * L);
#pragma GCC unroll 16
        for (std::size_t r = 0; r < N; ++r) sum[r] = hn::MulAdd(hn::LoadU(tag, A + r * L), x, sum[r]);
    }
    for (std::size_t r = 0; r < N; ++r) store_bent(in, sum[r], y + (i + r) * L);
}

template <std::size_t L>
HWY_INLINE void one_row(const Shared<L>& in, std::size_t i, double* y) {
    const typename Shared<L>::Tag tag;
    const std::size_t step = in.rows * L;
    auto sum0 = driving_term(in, i), sum1 = hn::Zero(tag), sum2 = sum1, sum3 = sum1;
    const double *A = in.A + i * L, *x = in.x;
    std::size_t j = 0;
    for (; j + 4 <= in.columns; j += 4, A += 4 * step, x += 4 * L) {
        sum0 = hn::MulAdd(hn::LoadU(tag, A), hn::LoadU(tag, x), sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, A + step), hn::LoadU(tag, x + L), sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, A + 2 * step), hn::LoadU(tag, x + 2 * L), sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, A + 3 * step), hn::LoadU(tag, x + 3 * L), sum3);
    }
    for (; j < in.columns; ++j, A += step, x += L)
        sum0 = hn::MulAdd(hn::LoadU(tag, A), hn::LoadU(tag, x), sum0);
    store_bent(in, hn::Add(hn::Add(sum0, sum1), hn::Add(sum2, sum3)), y + i * L);
}

template <std::size_t L>
HWY_INLINE void all_rows(const Shared<L>& in, double* y) {
    std::size_t i = 0;
    // Tens leave nothing over where they fit, and the registers hold no more.
    if (in.rows % 10 == 0) {
        for (; i < in.rows; i += 10) some_rows<10>(in, i, y);
    }
    for (; i + 8 <= in.rows; i += 8) some_rows<8>(in, i, y);
    for (; i + 4 <= in.rows; i += 4) some_rows<4>(in, i, y);
    for (; i < in.rows; ++i) one_row(in, i, y);
}

template <std::size_t L>
void multiply(const double* A, std::size_t rows, std::size_t columns, const double* x, const double* d0,
              const double* d1, const double* d2, const double* a, const double* b, double left, double* y) {
    const typename Shared<L>::Tag tag;
    for (std::size_t p = 0; p < L; p += hn::Lanes(tag)) {
        const Shared<L> in{
            A + p, rows, columns, x + p, d0, d1, d2, hn::LoadU(tag, a + p), hn::LoadU(tag, b + p), left};
        all_rows(in, y + p);
    }
}

template <std::size_t L>
void sweep(const LaneNetwork& net, const double* a, const double* b, double* state, double* next,
           double* output, double* errors) {
    const typename Shared<L>::Tag tag;
    for (std::size_t p = 0; p < L; p += hn::Lanes(tag)) {
        const auto some_a = hn::LoadU(tag, a + p), some_b = hn::LoadU(tag, b + p);
        auto error = hn::Zero(tag);
        std::fill(state, state + L * net.hidden, 0.0);
        for (std::size_t t = 0; t < net.steps; ++t) {
            const std::size_t k = t * net.hidden, o = t * net.outputs;
            const Shared<L> step{net.W + p,        net.hidden,       net.hidden, state + p, net.drive[0] + k,
                                 net.drive[1] + k, net.drive[2] + k, some_a,     some_b,    net.left};
            all_rows(step, next + p);
            std::swap(state, next);
            const Shared<L> out{net.A + p,        net.outputs,      net.hidden, state + p, net.shift[0] + o,
                                net.shift[1] + o, net.shift[2] + o, some_a,     some_b,    1};
            all_rows(out, output + p);
            for (std::size_t i = 0; i < net.outputs; ++i) {
                const auto v = hn::LoadU(tag, output + i * L + p);
                error = hn::MulAdd(v, v, error);
            }
        }
        hn::StoreU(error, tag, errors + p);
    }
}

void LaneMultiply(std::size_t lanes, const double* A, std::size_t rows, std::size_t columns, const double* x,
                  const double* d0, const double* d1, const double* d2, const double* a, const double* b,
                  double left, double* y) {
    const auto of = lanes == 8 ? multiply<8> : multiply<4>;
    of(A, rows, columns, x, d0, d1, d2, a, b, left, y);
}

void LaneSweep(const LaneNetwork& net, const double* a, const double* b, double* state, double* next,
               double* output, double* errors) {
    const auto of = net.lanes == 8 ? sweep<8> : sweep<4>;
    of(net, a, b, state, next, output, errors);
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(LaneMultiply);
HWY_EXPORT(LaneSweep);

std::size_t lanes_for(std::size_t entries) {
    if (panel_lanes() < static_cast<Index>(most_lanes)) return 4;
    // A little of it is the states', and what comes in by each time step.
    const double cache = 0.9 * nearest_cache_bytes();
    const auto fit = [&](std::size_t lanes) {
        return static_cast<double>(entries * lanes * sizeof(double)) <= cache;
    };
    return fit(4) && !fit(8) ? 4 : 8;
}

void lane_multiply(std::size_t lanes, const double* A, std::size_t rows, std::size_t columns, const double* x,
                   const double* d0, const double* d1, const double* d2, const double* a, const double* b,
                   double left, double* y) {
    HWY_DYNAMIC_DISPATCH(LaneMultiply)(lanes, A, rows, columns, x, d0, d1, d2, a, b, left, y);
}

void lane_sweep(const LaneNetwork& network, const double* a, const double* b, double* state, double* next,
                double* output, double* errors) {
    HWY_DYNAMIC_DISPATCH(LaneSweep)(network, a, b, state, next, output, errors);
}

}  // namespace basin

#endif  // HWY_ONCE
