// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_gradient_sizes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Eigenvalues>

#include "core/numeric/norm.h"
#include "core/numeric/products.h"
#include "core/numeric/random.h"
#include "core/problems/long_pass.h"

namespace basin {

namespace {

constexpr Index most_exact = 16;  // outputs or unknowns up to which every one has a sweep of its own
constexpr Index sweeps = 8;
constexpr Index small_size = 16384;  // entries of A2 up to which |A2| is kept

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

SoftmaxDataSizes::SoftmaxDataSizes(const SoftmaxData& data) {
    const Vector norms = data.A1.row_norms();
    longest_row = norms.maxCoeff();
    unit = power_of_two_near(longest_row);
    ridge_jacobian = safe_norm(data.w.cwiseProduct(norms / unit)) * unit;
    const Matrix& A2 = data.A2;
    const Index d = data.A1.cols(), m = A2.rows(), n = A2.cols();
    over_unknowns = d <= most_exact && d <= m;
    signs = sign_columns(over_unknowns ? d : m);
    if (A2.size() <= small_size) absolute_values = A2.cwiseAbs();
    Vector low = A2.col(0), high = low;
    double longest_column = 0;
    for (Index j = 0; j < n; ++j) {
        low = low.cwiseMin(A2.col(j));
        high = high.cwiseMax(A2.col(j));
        longest_column = std::max(longest_column, safe_norm(A2.col(j)));
    }
    Vector mean;
    data.A1.transpose_times(Vector::Constant(n, 1 / static_cast<double>(n)), mean);
    // Halves first, so that the difference does not overflow. h' <= 1 for every activation.
    curved_limit = safe_norm(high / 2 - low / 2) * (longest_row + safe_norm(mean));
    jacobian_limit = std::hypot(curved_limit, ridge_jacobian);
    // |h(z)| <= |z| + 1, so that s1 . (|A2| f) + |h| is at most twice the largest entries, and 1.
    const double more = is_positively_homogeneous(data.activation) ? 0 : 1;
    const Vector largest = low.cwiseAbs().cwiseMax(high.cwiseAbs());
    value_limit = safe_norm(2 * largest + data.b.cwiseAbs() + Vector::Constant(m, more));
    slope_limit = 2 * longest_row * longest_column;
}

SoftmaxGradientSizes::SoftmaxGradientSizes(const SoftmaxData& data, const SoftmaxDataSizes& of_data)
    : data_(data), of_data_(of_data), in_n_(data.A1.rows()), in_m_(data.A2.rows()), in_d_(data.A1.cols()) {
    if (!of_data.over_unknowns && data.A2.rows() > most_exact) swept_.resize(data.A1.cols(), sweeps);
}

double SoftmaxGradientSizes::length(const Vector& x) const {
    // Where A1 is 0, every x is as good as 0 and L does not change.
    const double size = safe_norm(x);
    return of_data_.longest_row > 0 ? std::max(size, 1 / of_data_.longest_row) : size;
}

double SoftmaxGradientSizes::limit(const Vector& x, double objective, double tolerance) const {
    const double size = length(x), residual = std::sqrt(2 * std::max(objective, 0.0));
    const double scale = of_data_.jacobian_limit * (residual + of_data_.jacobian_limit * size);
    const double terms = of_data_.curved_limit * of_data_.value_limit + of_data_.slope_limit * residual +
                         of_data_.ridge_jacobian * of_data_.ridge_jacobian * size;
    // Rounded up: all of it is a sum of some products.
    return 1.001 * std::max(tolerance * scale, std::numeric_limits<double>::epsilon() * terms);
}

double SoftmaxGradientSizes::residual_norm(const SoftmaxPoint& at) {
    in_n_ = data_.w.cwiseProduct(at.u);
    return std::hypot(safe_norm(at.c), safe_norm(in_n_));
}

void SoftmaxGradientSizes::multiply_jacobian(const SoftmaxPoint& at, const Eigen::Ref<const Vector>& v) {
    if (is_unwanted_pass(data_)) return;  // compute() asks again
    data_.A1.times(v, in_n_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * ((in_n_.array() - mean) / of_data_.unit);
    multiply(data_.A2, in_n_, in_m_);
    in_m_.array() *= at.s1.array();
}

void SoftmaxGradientSizes::multiply_jacobian_transposed(const SoftmaxPoint& at,
                                                        const Eigen::Ref<const Vector>& e) {
    if (is_unwanted_pass(data_)) return;  // compute() asks again
    in_m_ = at.s1.cwiseProduct(e);
    multiply_transposed(data_.A2, in_m_, in_n_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * ((in_n_.array() - mean) / of_data_.unit);
    data_.A1.transpose_times(in_n_, in_d_);
}

double SoftmaxGradientSizes::jacobian_norm(const SoftmaxPoint& at) {
    if (!of_data_.over_unknowns && data_.A2.rows() > most_exact) return estimated_jacobian_norm(at);
    double norm = 0;
    for (Index s = 0; s < of_data_.signs.cols(); ++s) {
        if (of_data_.over_unknowns) {
            multiply_jacobian(at, of_data_.signs.col(s));
            norm = std::hypot(norm, safe_norm(in_m_));
        } else {
            multiply_jacobian_transposed(at, of_data_.signs.col(s));
            norm = std::hypot(norm, safe_norm(in_d_));
        }
    }
    return norm;
}

double SoftmaxGradientSizes::estimated_jacobian_norm(const SoftmaxPoint& at) {
    for (Index s = 0; s < sweeps; ++s) {
        multiply_jacobian_transposed(at, of_data_.signs.col(s));
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
    absolute_values_times(at.f, in_m_);
    in_m_.array() = (in_m_.array() * at.s1.array()).abs() + at.h.array().abs() + data_.b.array().abs();
    double sum = jacobian * safe_norm(in_m_);
    // G = |A2|^T (s1 . |c|), what the gradient with respect to f is a sum of.
    in_m_.array() = (at.s1.array() * at.c.array()).abs();
    absolute_values_transpose_times(in_m_, in_n_);
    const double mean = at.f.dot(in_n_);
    in_n_.array() = at.f.array() * (in_n_.array() + mean);
    if (is_unwanted_pass(data_)) return not_applicable;
    data_.A1.absolute_transpose_times(in_n_, in_d_);
    sum += safe_norm(in_d_);
    if (of_data_.ridge_jacobian > 0) {
        if (is_unwanted_pass(data_)) return not_applicable;
        data_.A1.absolute_times(at.x, in_n_);
        in_n_.array() *= data_.w.array().square();
        data_.A1.absolute_transpose_times(in_n_, in_d_);
        sum += safe_norm(in_d_);
    }
    return std::numeric_limits<double>::epsilon() * sum;
}

void SoftmaxGradientSizes::absolute_values_times(const Vector& v, Vector& out) const {
    if (of_data_.absolute_values.size() > 0) return multiply(of_data_.absolute_values, v, out);
    out.setZero(data_.A2.rows());
    for (Index j = 0; j < v.size(); ++j) out += v[j] * data_.A2.col(j).cwiseAbs();
}

void SoftmaxGradientSizes::absolute_values_transpose_times(const Vector& v, Vector& out) const {
    if (of_data_.absolute_values.size() > 0) return multiply_transposed(of_data_.absolute_values, v, out);
    out.resize(data_.A2.cols());
    for (Index j = 0; j < out.size(); ++j) out[j] = data_.A2.col(j).cwiseAbs().dot(v);
}

EvalStatus SoftmaxGradientSizes::compute(const SoftmaxPoint& at, GradientSizes& sizes) {
    sizes.residual = residual_norm(at);
    const double curved = jacobian_norm(at) * of_data_.unit;
    GradientPart part{.first = 0, .size = data_.A1.cols()};
    part.jacobian = std::hypot(curved, of_data_.ridge_jacobian);
    sizes.length = length(at.x);
    sizes.reference = part.jacobian * sizes.length;
    part.scale = part.jacobian * (sizes.residual + sizes.reference);
    part.rounding = rounding(at, curved);
    sizes.parts.assign(1, part);
    const bool known = std::isfinite(part.scale) && std::isfinite(part.rounding) && !is_unwanted_pass(data_);
    return known ? EvalStatus::ok : EvalStatus::not_finite;
}

}  // namespace basin
