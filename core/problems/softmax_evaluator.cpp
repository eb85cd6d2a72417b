// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_evaluator.h"

#include <cmath>

#include "core/numeric/elementwise.h"
#include "core/numeric/entry_shares.h"
#include "core/numeric/interruption.h"
#include "core/numeric/products.h"
#include "core/problems/long_pass.h"
#include "core/problems/softmax_plane_sampler.h"

namespace basin {

namespace {

EvalStatus status(bool finite) {
    return finite ? EvalStatus::ok : EvalStatus::not_finite;
}

/// The first place of an entry that v (n) has; blocks are compared at a time.
Index place_of(const Vector& v, double entry) {
    constexpr Index block = 16;
    Index first = 0;
    for (; first + block <= v.size(); first += block) {
        if ((v.segment<block>(first).array() == entry).any()) break;
    }
    while (first + 1 < v.size() && v[first] != entry) ++first;
    return first;
}

/// out = J t = f.(t - f^T t), the derivative of the softmax; t and out may be the same.
void apply_softmax_jacobian(const Vector& f, const Vector& t, Vector& out) {
    const Index n = f.size();
    out.resize(n);
    const double mean = sum_over_entries(
        n, [&](Index first, Index count) { return f.segment(first, count).dot(t.segment(first, count)); });
    for_entries(n, [&](Index first, Index count) {
        out.segment(first, count).array() =
            f.segment(first, count).array() * (t.segment(first, count).array() - mean);
    });
}

}  // namespace

SoftmaxEvaluator::SoftmaxEvaluator(const CentredSoftmax& centred, const SoftmaxDataSizes& sizes)
    : centred_(centred),
      data_(centred.data()),
      ridge_(centred.ridge()),
      f_(data_.A1.rows()),
      h_(data_.A2.rows()),
      s1_(data_.A2.rows()),
      s2_(data_.A2.rows()),
      hessian_(centred),
      low_rank_(centred),
      sizes_(data_, sizes) {}

EvalStatus SoftmaxEvaluator::forward(const Vector& x) {
    if (stage_ != Stage::none && x == x_) return status(std::isfinite(value_));
    stage_ = Stage::none;
    if (is_unwanted_pass(data_)) return EvalStatus::not_finite;
    x_ = x;
    centred_.keys().times(x, u_);
    const Index n = u_.size();
    const double largest = largest_entry(u_);
    const double sum = sum_over_entries(n, [&](Index first, Index count) {
        const auto from = static_cast<std::size_t>(first), size = static_cast<std::size_t>(count);
        return exp_shifted_sum(entries(u_).subspan(from, size), largest, entries(f_).subspan(from, size));
    });
    dominated_ = sum < 8;
    heaviest_ = dominated_ ? place_of(u_, largest) : 0;
    for_entries(n, [&](Index first, Index count) { f_.segment(first, count) /= sum; });
    multiply(centred_.values(), f_, z_);
    if (centred_.value_offset().size() > 0) {
        centred_z_ = z_;
        z_ += centred_.value_offset();
    }
    activate(data_.activation, entries(z_), entries(h_), entries(s1_), entries(s2_));
    c_ = h_ - data_.b;
    // The logits as they are, which the ridge sees.
    if (centred_.key_offset().size() > 0) u_.array() += centred_.key_offset().dot(x);
    const double penalty = sum_over_entries(n, [&](Index first, Index count) {
        return (ridge_.segment(first, count).array() * u_.segment(first, count).array().square()).sum();
    });
    value_ = 0.5 * c_.squaredNorm() + 0.5 * penalty;
    stage_ = Stage::forward;
    return status(std::isfinite(value_));
}

EvalStatus SoftmaxEvaluator::backward(const Vector& x) {
    if (forward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    if (stage_ != Stage::forward) return EvalStatus::ok;
    in_m_ = s1_.cwiseProduct(c_);
    multiply_transposed(centred_.values(), in_m_, q_);
    apply_softmax_jacobian(f_, q_, q_);
    balance(q_);
    stage_ = Stage::backward;
    return EvalStatus::ok;
}

/// Makes the entries of v (n) sum to 0, as in exact arithmetic: the one of the largest weight, which rounding
/// spoils most, follows from the others. Then a common part of the keys cancels to the rounding of those.
/// Where no weight exceeds an eighth, none is spoilt more than its own size.
void SoftmaxEvaluator::balance(Vector& v) const {
    if (!dominated_) return;
    v[heaviest_] = 0;
    v[heaviest_] =
        -sum_over_entries(v.size(), [&](Index first, Index count) { return v.segment(first, count).sum(); });
}

EvalStatus SoftmaxEvaluator::compute_value(const Vector& x, double& f) {
    const EvalStatus result = forward(x);
    f = value_;
    return result;
}

EvalStatus SoftmaxEvaluator::compute_gradient(const Vector& x, double& f, Vector& g) {
    const EvalStatus result = backward(x);
    f = value_;
    if (result != EvalStatus::ok) return result;
    in_n_.resize(q_.size());
    for_entries(q_.size(), [&](Index first, Index count) {
        in_n_.segment(first, count) =
            q_.segment(first, count) + ridge_.segment(first, count).cwiseProduct(u_.segment(first, count));
    });
    centred_.keys().transpose_times(in_n_, g);
    if (centred_.key_offset().size() > 0) g += ridge_.dot(u_) * centred_.key_offset();
    return status(g.allFinite());
}

EvalStatus SoftmaxEvaluator::compute_hessian(const Vector& x, Matrix& H) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    if (data_.A1.is_sparse()) return sparse_hessian(x, H);
    in_m_ = s1_.cwiseAbs2() + c_.cwiseProduct(s2_);
    hessian_.assemble(terms(in_m_), H);
    return status(all_finite(entries(H)) && !interruption_point());
}

EvalStatus SoftmaxEvaluator::sparse_hessian(const Vector& x, Matrix& H) {
    LowRankFactors factors;
    if (low_rank_factors(x, factors) != EvalStatus::ok) return EvalStatus::not_finite;
    H.setZero(data_.A1.cols(), data_.A1.cols());
    D_ = q_ + ridge_;
    gram_.add(data_.A1, D_, H);
    add_low_rank_part(factors, H);
    return status(H.allFinite());
}

EvalStatus SoftmaxEvaluator::compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    centred_.keys().times(v, du_);
    apply_softmax_jacobian(f_, du_, in_n_);
    balance(in_n_);
    multiply(centred_.values(), in_n_, in_m_);  // K du
    in_m_.array() *= s1_.array().square() + c_.array() * s2_.array();
    multiply_transposed(centred_.values(), in_m_, in_n_);
    const double mean = f_.dot(in_n_), f_du = f_.dot(du_), q_du = q_.dot(du_);
    // J of it, and what else does not go through A2, in one pass over memory.
    in_n_.array() = f_.array() * (in_n_.array() - mean) +
                    (q_.array() * du_.array() - q_.array() * f_du - f_.array() * q_du);
    balance(in_n_);
    const Vector& offset = centred_.key_offset();
    if (offset.size() > 0) du_.array() += offset.dot(v);
    in_n_.array() += ridge_.array() * du_.array();
    centred_.keys().transpose_times(in_n_, Hv);
    if (offset.size() > 0) Hv += ridge_.dot(du_) * offset;
    return status(Hv.allFinite());
}

EvalStatus SoftmaxEvaluator::gradient_sizes(const Vector& x, GradientSizes& sizes) {
    if (forward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    return sizes_.compute({x_, u_, f_, h_, c_, s1_}, sizes);
}

EvalStatus SoftmaxEvaluator::row_factors(const Vector& x, RowFactors& factors) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    D_.resize(q_.size());
    const double not_finite = sum_over_entries(q_.size(), [&](Index first, Index count) {
        D_.segment(first, count) = q_.segment(first, count) + ridge_.segment(first, count);
        return D_.segment(first, count).allFinite() ? 0.0 : 1.0;
    });
    factors = {&data_.A1, &D_, &ridge_};
    return status(not_finite == 0);
}

EvalStatus SoftmaxEvaluator::low_rank_factors(const Vector& x, LowRankFactors& factors) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    if (stage_ != Stage::low_rank) {
        weights_ = s1_.cwiseAbs2() + c_.cwiseProduct(s2_);
        low_rank_.compute(terms(weights_));
        stage_ = Stage::low_rank;
    }
    factors = {&low_rank_.KA(), &weights_, &s1_, &low_rank_.A1f(), &low_rank_.A1q()};
    return status(low_rank_.KA().allFinite() && weights_.allFinite());
}

EvalStatus SoftmaxEvaluator::compute_gauss_newton(const Vector& x, Matrix& H) {
    LowRankFactors factors;
    if (low_rank_factors(x, factors) != EvalStatus::ok) return EvalStatus::not_finite;
    H.setZero(data_.A1.cols(), data_.A1.cols());
    gram_.add(data_.A1, ridge_, H);
    in_m_ = s1_.cwiseAbs2();
    gram_.add(*factors.KA, in_m_, H);
    return status(H.allFinite() && !interruption_point());
}

EvalStatus SoftmaxEvaluator::directional_derivative(const Vector& x, const Vector& dir, double& first,
                                                    double& second) {
    if (forward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    centred_.keys().times(dir, du_);
    const double shift = centred_.key_offset().size() > 0 ? centred_.key_offset().dot(dir) : 0;
    first = (ridge_.array() * u_.array() * (du_.array() + shift)).sum();
    second = (ridge_.array() * (du_.array() + shift).square()).sum();
    const double m1 = f_.dot(du_);
    const double m2 = (f_.array() * (du_.array() - m1).square()).sum();
    in_n_.array() = f_.array() * (du_.array() - m1);
    balance(in_n_);
    multiply(centred_.values(), in_n_, dz_);
    in_n_.array() = f_.array() * ((du_.array() - m1).square() - m2);
    balance(in_n_);
    multiply(centred_.values(), in_n_, d2z_);
    for (Index i = 0; i < z_.size(); ++i) {
        const OneSided dc = one_sided_derivatives(data_.activation, z_[i], dz_[i], d2z_[i]);
        first += c_[i] * dc.first;
        second += dc.first * dc.first + c_[i] * dc.second;
    }
    return status(std::isfinite(first) && std::isfinite(second));
}

std::unique_ptr<PlaneSampler> SoftmaxEvaluator::plane_sampler(const Plane& plane) {
    return std::make_unique<SoftmaxPlaneSampler>(data_, plane);
}

}  // namespace basin
