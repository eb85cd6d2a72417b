// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wide_curvature.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "core/numeric/memory.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/symmetric_product.h"

namespace basin {

namespace {

/// Of Lanczos: more where less does not tell enough.
struct LanczosEffort {
    Index basis, restarts;
};
constexpr std::array<LanczosEffort, 3> lanczos_efforts{{{64, 0}, {256, 0}, {512, 3}}};
constexpr double digits = 0.01;       // of the smallest eigenvalue, where it is wanted for itself
constexpr double flat_share = 1e-11;  // of the largest: an eigenvalue of 0
constexpr Index least_dimension = 8;  // of what is left to Lanczos

/// Column by column, all eigenvalues.
std::optional<WideEnds> all_ends(const SymmetricProduct& product, Index d, double rounding) {
    Matrix H(d, d);
    Vector column;
    for (Index j = 0; j < d; ++j) {
        if (!product(Vector::Unit(d, j), column) || !column.allFinite()) return std::nullopt;
        H.col(j) = column;
    }
    SymmetricEigen eigen;
    if (!eigen.compute(0.5 * (H + H.transpose()))) return std::nullopt;
    const double size = eigen.values().cwiseAbs().maxCoeff();
    const double error = std::numeric_limits<double>::epsilon() * size;
    return WideEnds{eigen.values()[0], std::max(error, std::numeric_limits<double>::min()),
                    eigen.values()[d - 1], rounding * size, eigen.vectors().col(0)};
}

/// In ever more steps until is_enough().
std::optional<WideEnds> find_ends(const SymmetricProduct& product, Index d, double rounding,
                                  const std::function<bool(const WideEnds&)>& is_enough) {
    if (d < least_dimension) return all_ends(product, d, rounding);
    WideEnds found;
    for (const LanczosEffort& effort : lanczos_efforts) {
        const auto ends = spectrum_ends(
            product, d, {.ends = 1, .tolerance = digits, .restarts = effort.restarts, .basis = effort.basis});
        if (!ends) return std::nullopt;
        found = {ends->values[0], ends->errors[0], ends->values[1],
                 rounding * ends->values.cwiseAbs().maxCoeff(), ends->vectors.col(0)};
        if (is_enough(found) || effort.basis >= d) break;
    }
    return found;
}

}  // namespace

bool WideCurvature::multiply(const Vector& z, Vector& image) {
    free_.out(z, e_);
    units_.out(e_, d_);
    lagrangian_.multiply(d_, product_);
    units_.in(product_, e_);
    free_.in(e_, image);
    return image.allFinite();
}

Vector WideCurvature::weights(const Vector& z) const {
    Vector e, d;
    free_.out(z, e);
    units_.out(e, d);
    return d;
}

Vector WideCurvature::pull(const Vector& g) const {
    Vector e, z;
    units_.in(g, e);
    free_.in(e, z);
    return z;
}

std::optional<WideEnds> ends_of_curvature(WideCurvature& curvature, double rounding,
                                          const std::stop_token& stop) {
    const SymmetricProduct product = [&](const Vector& z, Vector& image) {
        return !stop.stop_requested() && curvature.multiply(z, image);
    };
    return find_ends(product, curvature.dimension(), rounding, [](const WideEnds& ends) {
        return ends.is_positive() || ends.is_negative() || ends.is_flat();
    });
}

std::optional<WideEnds> ends_of_hessian(KinkLagrangian& lagrangian, const Matrix& jacobian,
                                        const Vector& factors, const std::stop_token& stop) {
    const FreeDirections free(jacobian);
    Vector d, image;
    const SymmetricProduct product = [&](const Vector& z, Vector& out) {
        if (stop.stop_requested()) return false;
        free.out(z, d);
        d = d.cwiseProduct(factors);
        lagrangian.multiply(d, image);
        image = image.cwiseProduct(factors);
        free.in(image, out);
        return true;
    };
    return find_ends(product, free.dimension(), flat_share, [](const WideEnds& ends) {
        return ends.error <= digits * std::abs(ends.smallest) || ends.is_flat();
    });
}

void require_wide_fits(Index weights) {
    // The Krylov space, and Ritz vectors and scratch beside it.
    require_fits("the certificate of a network with " + std::to_string(weights) + " weights", weights,
                 lanczos_efforts.back().basis + 64);
}

}  // namespace basin
