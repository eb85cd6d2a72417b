// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/softmax_rounding.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/lipschitz_bound.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

constexpr double unit = 0x1p-53;
// Of the elementwise functions (core/numeric/elementwise.h), with a few operations on their results.
constexpr double function_error = 4e-15;
// Weights this small have lost their digits in underflow.
constexpr double smallest_weight = 1e-290;
// Smaller weights of rows are left out of H.
constexpr double lost_weight = 1e-280;

/// What k roundings in a row, or a sum of k terms, may change a value by, relative.
double roundings(Index k) {
    const double ku = static_cast<double>(k) * unit;
    return ku / (1 - ku);
}

/// The distances of the rows of A1 from a point.
Vector distances(const DesignMatrix& A1, const Vector& from) {
    return A1.squared_distances(from).cwiseSqrt() * (1 + roundings(A1.cols()));
}

/// Everything that H is made of at x, with bounds on what changes it.
class RoundingBound {
  public:
    RoundingBound(const CentredSoftmax& centred, const Vector& x, double distance)
        : centred_(centred), data_(centred.data()), n_(centred.values().cols()), m_(centred.values().rows()) {
        evaluate(x);
        take_norms();
        change_logits(x, distance);
        change_outputs();
    }

    double total() const { return higher_orders_ * (of_rows() + of_outputs() + of_products() + of_ridge()); }

  private:
    void evaluate(const Vector& x) {
        centred_.keys().times(x, u_);
        const double largest = u_.maxCoeff(&heaviest_);
        f_ = (u_.array() - largest).exp();
        f_ = (f_ / f_.sum()).cwiseMax(smallest_weight);
        multiply(centred_.values(), f_, centred_z_);
        z_ = centred_z_;
        if (centred_.value_offset().size() > 0) z_ += centred_.value_offset();
        h_.resize(m_);
        s1_.resize(m_);
        s2_.resize(m_);
        activate(data_.activation, entries(z_), entries(h_), entries(s1_), entries(s2_));
        c_ = h_ - data_.b;
        p_ = s1_.cwiseAbs2() + c_.cwiseProduct(s2_);
        t_ = s1_.cwiseProduct(c_);
    }

    void take_norms() {
        const DesignMatrix& A1 = data_.A1;
        base_ = A1.is_sparse() ? Vector(Vector::Zero(A1.cols())) : Vector(A1.dense().row(heaviest_));
        from_base_ = distances(A1, base_);
        mean_length_ = f_.dot(from_base_);
        Vector mean;
        centred_.keys().transpose_times(f_, mean);
        if (centred_.key_offset().size() > 0) mean += centred_.key_offset();
        // Where almost all weight is on one key, rounding may hide how far it is from the mean.
        const double hidden = 8 * unit * from_base_.maxCoeff();
        from_mean_ = (distances(A1, mean).array() + hidden).min(from_base_.array() + mean_length_);
        spread_ = (centred_.values().colwise() - centred_z_).cwiseAbs();
        pull_ = spread_.transpose() * t_.cwiseAbs();
        q_ = f_.cwiseProduct(pull_);
        if (!A1.is_sparse()) q_[heaviest_] = 0;  // its row is the base
    }

    void change_logits(const Vector& x, double distance) {
        const Vector lengths = distances(centred_.keys(), Vector::Zero(x.size()));
        Vector e = roundings(x.size() + 2) * x.norm() * lengths + distance * from_base_;
        e.array() += unit * (u_.array() - u_[heaviest_]).abs() + function_error;
        higher_orders_ = 1 + 8 * e.maxCoeff();
        for (Index i = 0; i < n_; ++i) {
            if (f_[i] <= smallest_weight) e[i] = std::max(e[i], 2.0);
        }
        g_ = f_.array() * (e.array() + f_.dot(e));
    }

    /// dz, dt and dp: by the change of the logits and by rounding.
    void change_outputs() {
        const Matrix& V = centred_.values();
        Vector absolute(m_);
        for (Index k = 0; k < m_; ++k) absolute[k] = V.row(k).cwiseAbs().dot(f_);
        z_rounding_ = roundings(n_ + 2) * absolute + unit * z_.cwiseAbs();
        const Vector dz = spread_ * g_ + z_rounding_;
        dt_.resize(m_);
        dp_.resize(m_);
        for (Index k = 0; k < m_; ++k) {
            const double dc = function_error * std::abs(h_[k]) + unit * std::abs(c_[k]), C = std::abs(c_[k]);
            const auto [H1, H2, H3] = slopes_near(k, dz[k]);
            dt_[k] = (H1 * H1 + C * H2) * dz[k] + H1 * dc + function_error * std::abs(t_[k]);
            dp_[k] = jump(k, dz[k]) + (3 * H1 * H2 + (C + H1 * dz[k]) * H3) * dz[k] + H2 * dc +
                     function_error * (2 * H1 * H1 + C * H2) + lost_weight;
        }
    }

    /// Suprema of the derivatives of h near z_k; those of elu on both sides of its bend.
    DerivativeSuprema slopes_near(Index k, double dz) const {
        if (bends(k, dz)) return info_of(data_.activation).at_zero;
        return derivative_suprema(data_.activation, z_[k] - dz, z_[k] + dz);
    }
    bool bends(Index k, double dz) const {
        return info_of(data_.activation).bends() && std::abs(z_[k]) <= dz;
    }
    double jump(Index k, double dz) const { return bends(k, dz) ? std::abs(c_[k]) : 0; }

    /// Of KA: rows, what they change by, and their rounding.
    double of_outputs() const {
        const Matrix KA = outputs();
        const double terms = roundings(n_ + 6);
        double sum = 0;
        for (Index k = 0; k < m_; ++k) {
            const Vector weights = spread_.row(k);
            const double length = KA.row(k).norm();
            const double absolute =
                centred_.values().row(k).cwiseAbs().transpose().cwiseProduct(f_).dot(from_base_) +
                std::abs(centred_z_[k]) * f_.dot(from_base_);
            const double change =
                weights.cwiseProduct(g_).dot(from_mean_) + terms * absolute + z_rounding_[k] * mean_length_;
            const double p = std::abs(p_[k]) + dp_[k];
            sum += dp_[k] * length * length + p * change * (2 * length + change) +
                   roundings(n_ + m_ + 20) * p * (length + change) * (length + change);
        }
        return sum;
    }

    /// KA itself, m x d.
    Matrix outputs() const {
        const Matrix& V = centred_.values();
        Matrix KA(m_, data_.A1.cols());
        if (!data_.A1.is_sparse()) {
            // The key of the largest weight, whose weight here rounding would spoil, is the base.
            const Matrix weighted = f_.asDiagonal() * (data_.A1.dense().rowwise() - base_.transpose());
            KA.noalias() = V * weighted;
            KA.noalias() -= centred_z_ * weighted.colwise().sum();
            return KA;
        }
        Vector row;
        for (Index k = 0; k < m_; ++k) {
            data_.A1.transpose_times(f_.cwiseProduct(Vector(V.row(k).array() - centred_z_[k])), row);
            KA.row(k) = row;
        }
        return KA;
    }

    /// Of q: its change with the logits and with t, and the rounding of its own sums.
    double of_rows() const {
        const Vector squares = from_mean_.cwiseAbs2();
        double sum = (g_.array() * pull_.array() * squares.array()).sum() + f_.dot(squares) * g_.dot(pull_) +
                     2 * (f_.array() * pull_.array() * from_mean_.array()).sum() * g_.dot(from_mean_);
        for (Index k = 0; k < m_; ++k)
            sum += dt_[k] * spread_.row(k).transpose().cwiseProduct(f_).dot(squares);
        Vector absolute = centred_.values().cwiseAbs().transpose() * t_.cwiseAbs();
        absolute.array() += f_.dot(absolute);
        Vector dq = roundings(n_ + m_ + 6) * f_.cwiseProduct(absolute);
        if (!data_.A1.is_sparse()) dq[heaviest_] = 0;
        return sum + dq.dot(from_base_.cwiseAbs2()) + 2 * mean_length_ * dq.dot(from_base_);
    }

    /// Of the sums over rows and of the products of vectors.
    double of_products() const {
        const Vector absolute = q_ + centred_.ridge();
        return roundings(n_ + m_ + 20) *
                   (absolute.dot(from_base_.cwiseAbs2()) + 4 * q_.dot(from_base_) * f_.dot(from_base_)) +
               lost_weight * from_base_.squaredNorm();
    }

    double of_ridge() const {
        if (data_.A1.is_sparse() || centred_.ridge_sum() == 0) return 0;
        const Vector lengths = distances(data_.A1, Vector::Zero(base_.size()));
        const double rows = centred_.ridge().dot(lengths), a = base_.norm(), sum = centred_.ridge_sum();
        return roundings(n_ + m_ + 20) * (2 * rows * a + sum * a * a);
    }

    const CentredSoftmax& centred_;
    const SoftmaxData& data_;
    Index n_, m_, heaviest_ = 0;
    Vector u_, f_, g_;              // n
    Vector centred_z_, z_, h_, c_;  // m
    Vector s1_, s2_, p_, t_;        // m
    Vector base_;                   // d
    Vector from_base_, from_mean_;  // n, distances of the keys
    double higher_orders_ = 1;
    double mean_length_ = 0;       // |A1^T f - base|
    Matrix spread_;                // m x n, |A2 - z|
    Vector pull_, q_;              // n, G and f.G
    Vector z_rounding_, dt_, dp_;  // m
};

}  // namespace

double hessian_rounding(const CentredSoftmax& centred, const Vector& x, double distance) {
    const double bound = RoundingBound(centred, x, distance).total();
    return std::isnan(bound) ? std::numeric_limits<double>::infinity() : bound;
}

}  // namespace basin
