// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/conjugate_gradients.h"

#include "core/numeric/interruption.h"

namespace basin {

bool conjugate_gradients(const SymmetricProduct& product, const Vector& b,
                         const ConjugateGradientOptions& options, Vector& x) {
    x.setZero(b.size());
    // By a unit, so that the square of a small right-hand side does not vanish.
    const double unit = b.stableNorm();
    if (unit == 0) return true;
    Vector rest = b / unit, direction = rest, image(b.size());
    double squared = rest.squaredNorm();
    for (Index k = 0; k < options.iterations; ++k) {
        if (interruption_point() || !product(direction, image)) return false;
        const double curvature = direction.dot(image);
        if (!(curvature > 0)) return false;
        const double length = squared / curvature;
        x += length * direction;
        rest -= length * image;
        const double next = rest.squaredNorm();
        if (next <= options.tolerance * options.tolerance) {
            x *= unit;
            return x.allFinite();
        }
        direction = rest + next / squared * direction;
        squared = next;
    }
    return false;
}

}  // namespace basin
