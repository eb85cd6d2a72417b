// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/problems/problem.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/iteration_record.h"
#include "core/solvers/spectrum_spec.h"

namespace basin {

/// Computes what a SpectrumSpec asks for at one point after the other, with an evaluator of its own, so that
/// measuring is not counted as the solver's work.
class SpectrumMeter {
  public:
    /// What is given by reference must outlive the meter. A stop request ends a measurement, which then tells
    /// nothing, as one that an exception breaks off.
    SpectrumMeter(const Problem& problem, const SpectrumSpec& spec, std::stop_token stop);

    bool is_full() const { return spec_.is_full(problem_.dimension()); }
    /// Forgets the last measurement.
    void clear();
    /// At x (d). hessian is Hess L(x), or null where nobody has formed it; a full spectrum needs it.
    void measure(const Vector& x, const Matrix* hessian, HessianModel* model);
    /// Likewise; does nothing where the spectrum is full.
    void measure_density(const Vector& x);

    const Vector& eigenvalues() const { return eigenvalues_; }  // ascending; empty when not found
    /// Of the eigenvalues, where they are estimates (SpectrumEnds::errors); empty: they are all, exact.
    const Vector& eigenvalue_errors() const { return eigenvalue_errors_; }
    const Vector& model_eigenvalues() const { return model_eigenvalues_; }  // likewise, of the model
    const std::shared_ptr<const SpectralDensity>& density() const { return density_; }  // null: none

  private:
    void measure_all(const Matrix* hessian, HessianModel* model);
    void measure_ends(const Vector& x, const Matrix* hessian, HessianModel* model);
    SymmetricProduct product_with(const Matrix& A) const;
    SymmetricProduct product_at(const Vector& x) const;

    const Problem& problem_;
    const SpectrumSpec& spec_;
    std::stop_token stop_;
    Vector eigenvalues_, eigenvalue_errors_, model_eigenvalues_;
    std::shared_ptr<const SpectralDensity> density_;
};

/// lambda_min, lambda_max and lambda_error of what was found; leaves them as they are where nothing was.
void record_ends(const SpectrumMeter& found, IterationRecord& record);

}  // namespace basin
