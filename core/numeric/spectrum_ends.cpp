// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/spectrum_ends.h"

#include <algorithm>
#include <limits>

#include <Spectra/SymEigsSolver.h>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

// The least Krylov space that restarts pay for.
constexpr Index smallest_basis = 64;

/// Leaves Spectra's loops, which know no other way out.
struct ProductFailed {};

class Operator {
  public:
    using Scalar = double;

    Operator(const SymmetricProduct& product, Index d) : product_(product), d_(d) {}

    Index rows() const { return d_; }
    Index cols() const { return d_; }
    void perform_op(const double* in, double* out) const {
        in_ = Eigen::Map<const Vector>(in, d_);
        if (!product_(in_, out_)) throw ProductFailed();
        Eigen::Map<Vector>(out, d_) = out_;
    }

  private:
    const SymmetricProduct& product_;
    Index d_;
    mutable Vector in_, out_;  // Spectra calls the operator through a const reference
};

/// Opens the factorisation: Spectra itself tells converged values only.
class EndsSolver : public Spectra::SymEigsSolver<Operator> {
  public:
    using Spectra::SymEigsSolver<Operator>::SymEigsSolver;
    const auto& factorisation() const { return this->m_fac; }
};

/// The Ritz pairs of both ends, from A V = V H + f e^T.
SpectrumEnds ends_of(const Matrix& V, const Matrix& H, double f_norm, Index k) {
    SymmetricEigen eigen;
    eigen.compute(H);
    const Vector& ritz = eigen.values();
    const Index basis = ritz.size();
    const double rounding = std::numeric_limits<double>::epsilon() * ritz.cwiseAbs().maxCoeff();
    Matrix coefficients(basis, 2 * k);
    coefficients << eigen.vectors().leftCols(k), eigen.vectors().rightCols(k);
    SpectrumEnds ends{Vector(2 * k), Vector(2 * k), V * coefficients};
    ends.values << ritz.head(k), ritz.tail(k);
    // The residual of a Ritz pair is |f| times the last entry (Saad, Numerical Methods for Large Eigenvalue
    // Problems, 2nd ed., proposition 6.8).
    ends.errors = (f_norm * coefficients.row(basis - 1).transpose().cwiseAbs()).cwiseMax(rounding);
    return ends;
}

}  // namespace

std::optional<SpectrumEnds> spectrum_ends(const SymmetricProduct& product, Index d,
                                          const LanczosOptions& options) {
    const Index k = std::clamp<Index>(options.ends, 1, (d - 1) / 2);
    Operator op(product, d);
    RandomStream stream(1);
    const Vector start = uniform_direction(stream, d);
    try {
        EndsSolver solver(op, 2 * k, std::min(d, std::max(4 * k, smallest_basis)));
        solver.init(start.data());
        solver.compute(Spectra::SortRule::BothEnds, options.restarts, options.tolerance);
        const auto& found = solver.factorisation();
        return ends_of(found.matrix_V(), found.matrix_H(), found.f_norm(), k);
    } catch (const ProductFailed&) {
        return std::nullopt;
    }
}

}  // namespace basin
