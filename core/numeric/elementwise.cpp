// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/elementwise.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/elementwise.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes first: it includes this file once per instruction set.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Every kernel works on blocks of eight, whatever the width of a register: sums then have one order.
constexpr std::size_t block = 8;
using Tag = hn::CappedTag<double, block>;
using V = hn::Vec<Tag>;

/// The library's functions hold on finite ranges: clamp into them, and put NaN back.
HWY_INLINE V keep_nan(V x, V result) {
    return hn::IfThenElse(hn::IsNaN(x), x, result);
}

HWY_INLINE V clamp(V x, double low, double high) {
    const Tag tag;
    return hn::Min(hn::Max(x, hn::Set(tag, low)), hn::Set(tag, high));
}

HWY_INLINE V exponential(V x) {
    return keep_nan(x, hn::Exp(Tag(), clamp(x, -760.0, 720.0)));
}

/// exp(-|x|)
HWY_INLINE V decay(V x) {
    return exponential(hn::Neg(hn::Abs(x)));
}

HWY_INLINE V hyperbolic_tangent(V x) {
    const Tag tag;
    const V e = hn::Expm1(tag, clamp(hn::Mul(hn::Set(tag, -2.0), hn::Abs(x)), -760.0, 0.0));
    const V t = hn::Div(hn::Neg(e), hn::Add(hn::Set(tag, 2.0), e));
    return keep_nan(x, hn::CopySignToAbs(t, x));
}

HWY_INLINE V sigmoid(V x) {
    const V one = hn::Set(Tag(), 1.0);
    const V e = decay(x);
    const V upper = hn::Div(one, hn::Add(one, e));
    return keep_nan(x, hn::IfThenElse(hn::Ge(x, hn::Zero(Tag())), upper, hn::Mul(e, upper)));
}

HWY_INLINE V sigmoid_slope(V x) {
    const V one = hn::Set(Tag(), 1.0);
    const V e = decay(x);
    const V half = hn::Div(one, hn::Add(one, e));
    return hn::Mul(hn::Mul(e, half), half);
}

HWY_INLINE V softplus(V x) {
    const V tail = hn::Log1p(Tag(), hn::Exp(Tag(), clamp(hn::Neg(hn::Abs(x)), -760.0, 0.0)));
    return keep_nan(x, hn::Add(hn::Max(x, hn::Zero(Tag())), tail));
}

HWY_INLINE V elu(V x) {
    const V zero = hn::Zero(Tag());
    return keep_nan(x, hn::IfThenElse(hn::Gt(x, zero), x, hn::Expm1(Tag(), clamp(x, -760.0, 0.0))));
}

/// Applies f to eight entries; x and out may be the same.
template <V (*f)(V)>
HWY_INLINE void apply_block(const double* x, double* out) {
    const Tag tag;
    for (std::size_t i = 0; i < block; i += hn::Lanes(tag)) {
        hn::StoreU(f(hn::LoadU(tag, x + i)), tag, out + i);
    }
}

template <V (*f)(V)>
HWY_INLINE void apply(const double* x, double* out, std::size_t count) {
    std::size_t i = 0;
    for (; i + block <= count; i += block) apply_block<f>(x + i, out + i);
    if (i == count) return;
    double rest[block] = {};
    std::copy(x + i, x + count, rest);
    apply_block<f>(rest, rest);
    std::copy(rest, rest + (count - i), out + i);
}

void ExpEach(const double* x, double* out, std::size_t count) {
    apply<exponential>(x, out, count);
}
void TanhEach(const double* x, double* out, std::size_t count) {
    apply<hyperbolic_tangent>(x, out, count);
}
void SigmoidEach(const double* x, double* out, std::size_t count) {
    apply<sigmoid>(x, out, count);
}
void SigmoidSlopeEach(const double* x, double* out, std::size_t count) {
    apply<sigmoid_slope>(x, out, count);
}
void SoftplusEach(const double* x, double* out, std::size_t count) {
    apply<softplus>(x, out, count);
}
void EluEach(const double* x, double* out, std::size_t count) {
    apply<elu>(x, out, count);
}

void MultiplyEach(const double* x, const double* y, double* out, std::size_t count) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        hn::StoreU(hn::Mul(hn::LoadU(tag, x + i), hn::LoadU(tag, y + i)), tag, out + i);
    }
    for (; i < count; ++i) out[i] = x[i] * y[i];
}

bool AllFinite(const double* x, std::size_t count) {
    const Tag tag;
    const V zero = hn::Zero(tag);
    const std::size_t lanes = hn::Lanes(tag);
    // 0 as long as every entry is finite, else NaN.
    V products[4] = {zero, zero, zero, zero};
    std::size_t i = 0;
    for (; i + 4 * lanes <= count; i += 4 * lanes) {
        for (std::size_t k = 0; k < 4; ++k)
            products[k] = hn::MulAdd(hn::LoadU(tag, x + i + k * lanes), zero, products[k]);
    }
    double product = hn::GetLane(
        hn::SumOfLanes(tag, hn::Add(hn::Add(products[0], products[1]), hn::Add(products[2], products[3]))));
    for (; i < count; ++i) product += x[i] * 0;
    return product == 0;
}

/// Adds exp(x - shift) of eight entries to eight partial sums.
HWY_INLINE void add_block(const double* x, double shift, double* out, double* sums) {
    const Tag tag;
    for (std::size_t i = 0; i < block; i += hn::Lanes(tag)) {
        const V e = exponential(hn::Sub(hn::LoadU(tag, x + i), hn::Set(tag, shift)));
        hn::StoreU(e, tag, out + i);
        hn::StoreU(hn::Add(hn::LoadU(tag, sums + i), e), tag, sums + i);
    }
}

double ExpShiftedSum(const double* x, double shift, double* out, std::size_t count) {
    double sums[block] = {};
    std::size_t i = 0;
    for (; i + block <= count; i += block) add_block(x + i, shift, out + i, sums);
    if (i < count) {
        double rest[block];
        std::fill(rest, rest + block, -std::numeric_limits<double>::infinity());
        std::copy(x + i, x + count, rest);
        add_block(rest, shift, rest, sums);
        std::copy(rest, rest + (count - i), out + i);
    }
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(ExpEach);
HWY_EXPORT(TanhEach);
HWY_EXPORT(SigmoidEach);
HWY_EXPORT(SigmoidSlopeEach);
HWY_EXPORT(SoftplusEach);
HWY_EXPORT(EluEach);
HWY_EXPORT(MultiplyEach);
HWY_EXPORT(AllFinite);
HWY_EXPORT(ExpShiftedSum);

void exp_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(ExpEach)(x.data(), out.data(), x.size());
}
void tanh_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(TanhEach)(x.data(), out.data(), x.size());
}
void sigmoid_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(SigmoidEach)(x.data(), out.data(), x.size());
}
void sigmoid_slope_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(SigmoidSlopeEach)(x.data(), out.data(), x.size());
}
void softplus_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(SoftplusEach)(x.data(), out.data(), x.size());
}
void elu_each(std::span<const double> x, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(EluEach)(x.data(), out.data(), x.size());
}
void multiply_each(std::span<const double> x, std::span<const double> y, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(MultiplyEach)(x.data(), y.data(), out.data(), x.size());
}
bool all_finite(std::span<const double> x) {
    return HWY_DYNAMIC_DISPATCH(AllFinite)(x.data(), x.size());
}
double exp_shifted_sum(std::span<const double> x, double shift, std::span<double> out) {
    return HWY_DYNAMIC_DISPATCH(ExpShiftedSum)(x.data(), shift, out.data(), x.size());
}

}  // namespace basin

#endif  // HWY_ONCE
