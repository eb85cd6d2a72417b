// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/spectrum_ends.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/numeric/interruption.h"
#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A V = V T + f e^T with V (d x m) orthonormal and T (m x m) symmetric.
class Lanczos {
  public:
    /// Works on A times a power of two, so that neither squares of large nor those of small products are
    /// lost.
    Lanczos(const SymmetricProduct& product, Index m, int exponent, const Vector& start, RandomStream& stream)
        : product_(product),
          exponent_(exponent),
          stream_(stream),
          V_(start.size(), m),
          T_(Matrix::Zero(m, m)) {
        V_.col(0) = start;
    }

    Index size() const { return V_.cols(); }
    const Vector& values() const { return eigen_.values(); }
    /// |A y - value y| of Ritz pair i (Saad, Numerical Methods for Large Eigenvalue Problems, 2nd ed.,
    /// proposition 6.8), with what was taken for zero and the rounding of T.
    double error(Index i) const {
        const double largest = std::max(std::abs(values()[0]), std::abs(values()[size() - 1]));
        return std::max({f_norm_ * std::abs(eigen_.vectors()(size() - 1, i)), neglected_, epsilon * largest});
    }
    /// V times columns of the eigenvectors of T.
    Matrix ritz_vectors(const std::vector<Index>& which) const {
        return V_ * eigen_.vectors()(Eigen::all, which);
    }

    /// Fills V and T from column `from` on and finds the Ritz pairs. False when a product or those fail.
    bool fill(Index from) {
        for (Index j = from; j < size(); ++j) {
            if (interruption_point() || !multiply(j)) return false;
            orthogonalise(j + 1, &T_);
            T_.row(j).head(j) = T_.col(j).head(j);
            f_norm_ = w_.norm();
            scale_ = std::max({scale_, T_.col(j).head(j + 1).cwiseAbs().maxCoeff(), f_norm_});
            if (j + 1 < size()) V_.col(j + 1) = next_direction(j + 1);
        }
        return eigen_.compute(T_);
    }

    /// Keeps these Ritz pairs and the direction of f (thick restart [Wu, Simon 2000]).
    ///
    void restart(const std::vector<Index>& kept) {
        const auto p = static_cast<Index>(kept.size());
        const Matrix vectors = ritz_vectors(kept);
        const Vector theta = values()(kept);
        V_.leftCols(p) = vectors;
        T_.setZero();
        T_.topLeftCorner(p, p) = theta.asDiagonal();
        V_.col(p) = next_direction(p);
    }

  private:
    bool multiply(Index j) {
        in_ = V_.col(j);
        if (!product_(in_, w_) || !w_.allFinite()) return false;
        w_ = w_.unaryExpr([this](double v) { return std::ldexp(v, exponent_); });
        return true;
    }

    /// Takes the first `count` columns of V out of w, twice: one pass leaves rounding errors of the size of
    /// what it removed. The coefficients become the last of those columns of T.
    void orthogonalise(Index count, Matrix* T) {
        if (T) T->col(count - 1).head(count).setZero();
        for (int pass = 0; pass < 2; ++pass) {
            coefficients_.noalias() = V_.leftCols(count).transpose() * w_;
            w_.noalias() -= V_.leftCols(count) * coefficients_;
            if (T) T->col(count - 1).head(count) += coefficients_;
        }
    }

    /// w as a unit vector; where it is nothing but rounding, the space is invariant, and a random direction
    /// orthogonal to it goes on: the copies of repeated eigenvalues lie there.
    Vector next_direction(Index count) {
        if (f_norm_ > 1e-13 * scale_) return w_ / f_norm_;
        neglected_ = std::max(neglected_, f_norm_);
        w_ = uniform_direction(stream_, V_.rows());
        orthogonalise(count, nullptr);
        return w_.normalized();
    }

    const SymmetricProduct& product_;
    int exponent_;
    RandomStream& stream_;
    Matrix V_, T_;
    Vector in_, w_;  // d; w is f after fill()
    Vector coefficients_;
    SymmetricEigen eigen_;  // of T
    double f_norm_ = 0, scale_ = 0, neglected_ = 0;
};

/// The `each` first and last of `size` places.
std::vector<Index> ends_of(Index size, Index each) {
    std::vector<Index> places;
    for (Index i = 0; i < each; ++i) places.push_back(i);
    for (Index i = size - each; i < size; ++i) places.push_back(i);
    return places;
}

/// The outermost pairs, in the units of A.
SpectrumEnds found_by(const Lanczos& lanczos, const std::vector<Index>& wanted, int exponent) {
    const auto count = static_cast<Index>(wanted.size());
    SpectrumEnds ends{Vector(count), Vector(count), lanczos.ritz_vectors(wanted)};
    for (Index i = 0; i < count; ++i) {
        const Index place = wanted[static_cast<std::size_t>(i)];
        ends.values[i] = std::ldexp(lanczos.values()[place], exponent);
        ends.errors[i] =
            std::max(std::ldexp(lanczos.error(place), exponent), std::numeric_limits<double>::min());
    }
    return ends;
}

}  // namespace

std::optional<SpectrumEnds> spectrum_ends(const SymmetricProduct& product, Index d,
                                          const LanczosOptions& options) {
    const Index k = std::clamp<Index>(options.ends, 1, (d - 1) / 2);
    RandomStream stream(1);
    const Vector start = uniform_direction(stream, d);
    Vector image;
    if (!product(start, image) || !image.allFinite()) return std::nullopt;
    const double size = image.lpNorm<Eigen::Infinity>();
    const int exponent = size > 0 ? std::ilogb(size) : 0;
    Lanczos lanczos(product, std::min(d, std::max(4 * k, options.basis)), -exponent, start, stream);
    if (!lanczos.fill(0)) return std::nullopt;
    const auto wanted = ends_of(lanczos.size(), k);
    // A third of the rest is kept besides, so that the next ones do not begin anew.
    const auto kept = ends_of(lanczos.size(), k + (lanczos.size() - 2 * k) / 6);
    const auto converged = [&] {
        return std::ranges::all_of(wanted, [&](Index i) {
            const double value = std::abs(lanczos.values()[i]);
            return lanczos.error(i) <= options.tolerance * std::max(value, std::pow(epsilon, 2.0 / 3));
        });
    };
    for (Index r = 0; r < options.restarts && lanczos.size() < d && !converged(); ++r) {
        lanczos.restart(kept);
        if (!lanczos.fill(std::ssize(kept))) return std::nullopt;
    }
    return found_by(lanczos, wanted, exponent);
}

}  // namespace basin
