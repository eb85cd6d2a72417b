// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_gradient_sizes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Eigenvalues>

#include "core/numeric/norm.h"
#include "core/numeric/products.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr Index most_exact = 16;  // outputs or unknowns up to which every one has a sweep of its own
constexpr Index sweeps = 8;

/// Column s holds seeded signs at the rows r with r mod columns = s, so that the squares |J^T column|^2 add
/// up to |J|_F^2 in the mean - exactly, where every row has a column of its own.
Matrix sign_columns(Index rows) {
    const Index columns = rows <= most_exact ? rows : sweeps;
    RandomStream stream(1);
    Matrix signs = Matrix::Zero(rows, columns);
    for (Index r = 0; r < rows; ++r) signs(r, r % columns) = stream.uniform() < 0.5 ? -1 : 1;
    return signs;
}

}  // namespace

void SoftmaxGradientSizes::prepare() {
    const Vector norms = data_.A1.row_norms();
    longest_row_ = norms.maxCoeff();
    if (longest_row_ > 0) unit_ = power_of_two_near(longest_row_);
    ridge_jacobian_ = safe_norm(data_.w.cwiseProduct(norms / unit_)) * unit_;
    const Index d = data_.A1.cols(), m = data_.A2.rows();
    over_unknowns_ = d <= most_exact && d <= m;
    signs_ = sign_columns(over_unknowns_ ? d : m);
    prepare_limit();
    ready_ = true;
}

void SoftmaxGradientSizes::prepare_limit() {
    const Matrix& A2 = data_.A2;
    const auto n = static_cast<double>(A2.cols());
    Vector low = A2.col(0), high = low;
    double longest_column = 0;
    for (Index j = 0; j < A2.cols(); ++j) {
        low = low.cwiseMin(A2.col(j));
        high = high.cwiseMax(A2.col(j));
        longest_column = std::max(longest_column, safe_norm(A2.col(j)));
    }
    Vector mean;
    data_.A1.transpose_times(Vector::Constant(A2.cols(), 1 / n), mean);
    // Halves first, so that the difference does not overflow. h' <= 1 for every activation.
    curved_limit_ = safe_norm(high / 2 - low / 2) * (longest_row_ + safe_norm(mean));
    jacobian_limit_ = std::hypot(curved_limit_, ridge_jacobian_);
    const Vector largest = low.cwiseAbs().cwiseMax(high.cwiseAbs());
    // |h(z)| <= |z| + 1, so that s1 . (|A2| f) + |h| is at most twice the largest entries, and 1.
    const double more = is_positively_homogeneous(data_.activation) ? 0 : 1;
    value_limit_ = safe_norm(2 * largest + data_.b.cwiseAbs() + Vector::Constant(A2.rows(), more));
    slope_limit_ = 2 * longest_row_ * longest_column;
}

double SoftmaxGradientSizes::limit(const Vector& x, double objective, double tolerance) {
    if (!ready_) prepare();
    const double size = safe_norm(x), residual = std::sqrt(2 * std::max(objective, 0.0));
    const double length = longest_row_ > 0 ? std::max(size, 1 / longest_row_) : size;
    const double scale = jacobian_limit_ * (residual + jacobian_limit_ * length);
    const double terms =
        curved_limit_ * value_limit_ + slope_limit_ * residual + ridge_jacobian_ * ridge_jacobian_ * size;
    // Rounded up: all of it is a sum of some products.
    return 1.001 * std::max(tolerance * scale, std::numeric_limits<double>::epsilon() * terms);
}

double SoftmaxGradientSizes::residual_norm(const SoftmaxPoint& at) {
    in_n_ = data_.w.cwiseProduct(at.u);
    return std::hypot(safe_norm(at.c), safe_norm(in_n_));
}

void SoftmaxGradientSizes::multiply_jacobian(const SoftmaxPoint& at, const VectorInput& v) {
    data_.A1.times(v, in_n_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * ((in_n_.array() - mean) / unit_);
    multiply(data_.A2, in_n_, in_m_);
    in_m_.array() *= at.s1.array();
}

void SoftmaxGradientSizes::multiply_jacobian_transposed(const SoftmaxPoint& at, const VectorInput& e) {
    in_m_ = at.s1.cwiseProduct(e);
    multiply_transposed(data_.A2, in_m_, in_n_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * ((in_n_.array() - mean) / unit_);
    data_.A1.transpose_times(in_n_, in_d_);
}

double SoftmaxGradientSizes::jacobian_norm(const SoftmaxPoint& at) {
    if (!over_unknowns_ && data_.A2.rows() > most_exact) return estimated_jacobian_norm(at);
    double norm = 0;
    for (Index s = 0; s < signs_.cols(); ++s) {
        if (over_unknowns_) {
            multiply_jacobian(at, signs_.col(s));
            norm = std::hypot(norm, safe_norm(in_m_));
        } else {
            multiply_jacobian_transposed(at, signs_.col(s));
            norm = std::hypot(norm, safe_norm(in_d_));
        }
    }
    return norm;
}

double SoftmaxGradientSizes::estimated_jacobian_norm(const SoftmaxPoint& at) {
    swept_.resize(data_.A1.cols(), sweeps);
    for (Index s = 0; s < sweeps; ++s) {
        multiply_jacobian_transposed(at, signs_.col(s));
        swept_.col(s) = in_d_;
    }
    const double largest = swept_.cwiseAbs().maxCoeff();
    if (!(largest > 0 && std::isfinite(largest))) return largest;
    const double unit = power_of_two_near(largest);
    swept_ /= unit;
    // A concentrated softmax leaves J_c little more than rank 1, where signs say least: the direction that
    // dominates the sweeps is measured exactly, and the signs speak for the rest.
    const Eigen::Matrix<double, sweeps, sweeps> gram = swept_.transpose().lazyProduct(swept_);
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, sweeps, sweeps>> eigen(gram);
    multiply(swept_, eigen.eigenvectors().col(sweeps - 1), in_d_);
    in_d_ /= in_d_.norm();
    multiply_jacobian(at, in_d_);
    const double rest = std::max(0.0, gram.trace() - eigen.eigenvalues()[sweeps - 1]);
    return std::hypot(safe_norm(in_m_), unit * std::sqrt(rest));
}

double SoftmaxGradientSizes::rounding(const SoftmaxPoint& at, double jacobian) {
    // s1 . (|A2| f) + |h| + |b|, what the residual is a difference of.
    in_m_.setZero(data_.A2.rows());
    for (Index j = 0; j < at.f.size(); ++j) in_m_ += at.f[j] * data_.A2.col(j).cwiseAbs();
    in_m_ = in_m_.cwiseProduct(at.s1).cwiseAbs() + at.h.cwiseAbs() + data_.b.cwiseAbs();
    double sum = jacobian * safe_norm(in_m_);
    // G = |A2|^T (s1 . |c|), what the gradient with respect to f is a sum of.
    in_m_ = at.s1.cwiseProduct(at.c).cwiseAbs();
    in_n_.resize(at.f.size());
    for (Index j = 0; j < at.f.size(); ++j) in_n_[j] = data_.A2.col(j).cwiseAbs().dot(in_m_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * (in_n_.array() + mean);
    data_.A1.absolute_transpose_times(in_n_, in_d_);
    sum += safe_norm(in_d_);
    data_.A1.absolute_times(at.x, in_n_);
    in_n_.array() *= data_.w.array().square();
    data_.A1.absolute_transpose_times(in_n_, in_d_);
    sum += safe_norm(in_d_);
    return std::numeric_limits<double>::epsilon() * sum;
}

EvalStatus SoftmaxGradientSizes::compute(const SoftmaxPoint& at, GradientSizes& sizes) {
    if (!ready_) prepare();
    sizes.residual = residual_norm(at);
    const double curved = jacobian_norm(at) * unit_;
    GradientPart part{.first = 0, .size = data_.A1.cols()};
    part.jacobian = std::hypot(curved, ridge_jacobian_);
    // Where A1 is 0, every x is as good as 0 and L does not change.
    sizes.length = longest_row_ > 0 ? std::max(safe_norm(at.x), 1 / longest_row_) : safe_norm(at.x);
    sizes.reference = part.jacobian * sizes.length;
    part.scale = part.jacobian * (sizes.residual + sizes.reference);
    part.rounding = rounding(at, curved);
    sizes.parts.assign(1, part);
    return std::isfinite(part.scale) && std::isfinite(part.rounding) ? EvalStatus::ok
                                                                     : EvalStatus::not_finite;
}

}  // namespace basin
