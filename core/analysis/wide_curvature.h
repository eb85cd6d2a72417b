// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <optional>
#include <stop_token>

#include "core/analysis/free_directions.h"
#include "core/analysis/kronecker_units.h"

namespace basin {

/// The Hessian of a Lagrangian on {J d = 0} by its products alone, in KroneckerUnits: of the weights
/// d = C basis z. The Lagrangian stays where it is meanwhile; one thread.
class WideCurvature {
  public:
    /// rows are those of J in these units (kinks x N), KroneckerUnits::rows_in().
    WideCurvature(KinkLagrangian& lagrangian, const KroneckerUnits& units, const Matrix& rows)
        : lagrangian_(lagrangian), units_(units), free_(rows) {}

    const FreeDirections& free() const { return free_; }
    Index dimension() const { return free_.dimension(); }
    /// image = basis^T C^T H C basis z (dimension()); false where it is not finite.
    bool multiply(const Vector& z, Vector& image);
    /// C basis z (N).
    Vector weights(const Vector& z) const;
    /// basis^T C^T g of a gradient by the weights (N).
    Vector pull(const Vector& g) const;

  private:
    KinkLagrangian& lagrangian_;
    const KroneckerUnits& units_;
    FreeDirections free_;
    Vector e_, d_, product_;  // N
};

/// The ends of a spectrum that products tell of.
struct WideEnds {
    double smallest = not_applicable;  // never below the smallest eigenvalue
    double error = not_applicable;     // > 0, an eigenvalue lies that near to it: as a rule the smallest
    double largest = not_applicable;
    double rounding = not_applicable;  // an eigenvalue nearer to 0 cannot be told from it
    Vector softest;                    // a unit vector with the quotient `smallest`

    /// Of a value that Lanczos has come to.
    bool is_positive() const { return smallest - error > rounding && error <= 0.1 * smallest; }
    bool is_negative() const { return smallest < -rounding; }
    bool is_flat() const { return std::abs(smallest) + error <= rounding; }
};

/// Of a WideCurvature, dimension() >= 1, in ever more steps of Lanczos until the sign of its smallest
/// eigenvalue is known; rounding is KroneckerUnits::rounding() or more. Nothing when a product fails or stop
/// is requested.
std::optional<WideEnds> ends_of_curvature(WideCurvature& curvature, double rounding,
                                          const std::stop_token& stop);

/// Of G H G on {J d = 0}, G = diag(factors), in the weights' own units: its smallest eigenvalue to a
/// hundredth, or what as many steps come to. jacobian is J (kinks x N), which leaves something free. Nothing
/// when a product fails or stop is requested.
std::optional<WideEnds> ends_of_hessian(KinkLagrangian& lagrangian, const Matrix& jacobian,
                                        const Vector& factors, const std::stop_token& stop);

/// Throws InputError where the vectors that this keeps of a network with so many weights do not fit.
void require_wide_fits(Index weights);

}  // namespace basin
