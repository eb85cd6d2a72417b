// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ridge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/cholesky.h"
#include "core/numeric/products.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/weighted_gram.h"

namespace basin {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();
constexpr double ridge_rounding = std::numeric_limits<double>::epsilon();
// Of the width of the first bracket: much finer than anybody sets a ridge.
constexpr double bracket_tolerance = 1e-5;

/// B = diag(q) + U S U^T at one point, S its own inverse: the columns of U are sqrt|p_i| times row i of K,
/// then q and f; S has sign(p_i) on the diagonal and a last block [[0, -1], [-1, 0]].
struct RowMatrix {
    Vector q;      // n
    Matrix U;      // n x r
    Vector signs;  // r - 2, of p = s1.s1 + c.s2, without those that are 0
    double low;    // a lower bound on lambda_min(B)
    double high;   // an upper bound
};

RowMatrix row_matrix(const SoftmaxData& data, const Vector& x) {
    const Index n = data.A2.cols(), m = data.A2.rows();
    Vector u(n), z(m), h(m), s1(m), s2(m), g(n);
    data.A1.times(x, u);
    Vector f = (u.array() - u.maxCoeff()).exp();
    f /= f.sum();
    multiply(data.A2, f, z);
    activate(data.activation, entries(z), entries(h), entries(s1), entries(s2));
    const Vector c = h - data.b, p = s1.cwiseAbs2() + c.cwiseProduct(s2);
    multiply_transposed(data.A2, s1.cwiseProduct(c), g);
    RowMatrix B;
    B.q = f.array() * (g.array() - f.dot(g));
    const Index kept = (p.array() != 0).count();
    B.U.resize(n, kept + 2);
    B.signs.resize(kept);
    Vector diagonal = B.q - 2 * B.q.cwiseProduct(f);
    // Weyl: the negative eigenvalues of the part of low rank are at most this much below those of diag(q).
    double below = std::abs(B.q.dot(f)) + B.q.norm() * f.norm();
    for (Index i = 0, k = 0; i < m; ++i) {
        if (p[i] == 0) continue;
        B.U.col(k) = std::sqrt(std::abs(p[i])) * f.array() * (data.A2.row(i).transpose().array() - z[i]);
        B.signs[k] = p[i] > 0 ? 1 : -1;
        diagonal += B.signs[k] * B.U.col(k).cwiseAbs2();
        if (p[i] < 0) below += B.U.col(k).squaredNorm();
        ++k;
    }
    B.U.col(kept) = B.q;
    B.U.col(kept + 1) = f;
    B.low = B.q.minCoeff() - below;
    B.high = diagonal.minCoeff();
    return B;
}

/// Whether B - t I has a negative eigenvalue, by the inertia of its Schur complement [Haynsworth 1968]:
/// n_-(B - t) = n_-(D) + n_-(-S - U^T D^{-1} U) - n_-(-S) with D = diag(q) - t I and S = S^{-1}.
class InertiaTest {
  public:
    explicit InertiaTest(const RowMatrix& B) : B_(B) {}

    bool has_eigenvalue_below(double t) {
        const Index r = B_.U.cols(), kept = r - 2;
        // An entry that vanishes is moved off 0 by what rounding does to it anyway.
        const double smallest = ridge_rounding * (std::abs(t) + std::numeric_limits<double>::min());
        const Vector D = (B_.q.array() - t).unaryExpr([&](double e) {
            return std::abs(e) < smallest ? std::copysign(smallest, e) : e;
        });
        positive_.setZero(r, r);
        negative_.setZero(r, r);
        gram_.add(B_.U, D.cwiseInverse().cwiseMax(0), positive_);
        if (D.minCoeff() < 0) gram_.add(B_.U, (-D.cwiseInverse()).cwiseMax(0), negative_);
        schur_ = negative_ - positive_;
        schur_.diagonal().head(kept) -= B_.signs;
        schur_(kept, kept + 1) += 1;
        schur_(kept + 1, kept) += 1;
        symmetric_eigenvalues(schur_, eigenvalues_);
        // NaN would be taken for "below", which keeps the bound a bound.
        const Index at_most = r - (eigenvalues_.array() >= 0).count();
        const Index of_S = (B_.signs.array() > 0).count() + 1;
        return (D.array() < 0).count() + at_most - of_S > 0;
    }

  private:
    const RowMatrix& B_;
    WeightedGram gram_;
    Matrix positive_, negative_, schur_;  // r x r
    Vector eigenvalues_;
};

}  // namespace

double smallest_row_eigenvalue(const SoftmaxData& data, const Vector& x, const std::stop_token& stop) {
    const RowMatrix B = row_matrix(data, x);
    const double scale = B.q.cwiseAbs().maxCoeff() + B.high - B.low;
    InertiaTest test(B);
    // Widened, so that rounding in the sums leaves it a bracket.
    const double margin = 1e-12 * scale;
    double low = B.low - margin, high = B.high + margin;
    while (high - low > bracket_tolerance * scale && !stop.stop_requested()) {
        const double middle = low + (high - low) / 2;
        (test.has_eigenvalue_below(middle) ? high : low) = middle;
    }
    return low - margin;
}

RidgeAnalysis::RidgeAnalysis(const SoftmaxData& data) : data_(data) {
    const Index n = data.A2.cols(), d = data.A1.cols();
    gram_ = data.A1.weighted_gram(Vector::Ones(n));
    const double first = data.w[0] * data.w[0];
    if ((data.w.array().square() == first).all()) {
        ridge_gram_ = first * gram_;
    } else {
        ridge_gram_ = data.A1.weighted_gram(data.w.cwiseAbs2());
    }
    Vector eigenvalues;
    symmetric_eigenvalues(gram_, eigenvalues);
    const double noise = static_cast<double>(d) * ridge_rounding * eigenvalues[d - 1];
    sigma_squared_ = std::max(0.0, eigenvalues[0] - noise);
}

RidgeNeeds RidgeAnalysis::measured(const Matrix& hessian) const {
    Cholesky cholesky;
    RidgeNeeds needs{.needed = unlimited, .hidden = unlimited};
    if (sigma_squared_ == 0 || !cholesky.factorise(gram_)) return needs;
    Matrix without = hessian - ridge_gram_;
    cholesky.reduce(without);
    Vector eigenvalues;
    symmetric_eigenvalues(without, eigenvalues);
    const double smallest = eigenvalues[0];
    if (std::isnan(smallest)) return {};
    const auto n = static_cast<double>(data_.A2.cols());
    // In the metric of A1^T A1, what forming the Hessian and taking the ridge off may have lost.
    const double roundings = 16 * static_cast<double>(hessian.rows() + 1) * ridge_rounding;
    const double lost = roundings * (hessian.norm() + ridge_gram_.norm()) / sigma_squared_;
    needs.needed = smallest < -lost ? -n * smallest : 0;
    needs.hidden = smallest > lost ? 0 : std::max(n * (lost - smallest), std::numeric_limits<double>::min());
    return needs;
}

RidgeNeeds RidgeAnalysis::at(const Vector& x, const Matrix& hessian, double l,
                             const std::stop_token& stop) const {
    const auto n = static_cast<double>(data_.A2.cols());
    const double curvature = l > 0 ? l / sigma_squared_ : 0;
    RidgeNeeds needs = measured(hessian);
    if (stop.stop_requested()) return needs;
    needs.promised = n * std::max(0.0, curvature - smallest_row_eigenvalue(data_, x, stop));
    // What the bound is short of 0 where B is 0 is underflow.
    if (needs.promised < std::numeric_limits<double>::min() / ridge_rounding) needs.promised = 0;
    needs.promised = std::max(needs.promised, needs.needed);
    return needs;
}

}  // namespace basin
