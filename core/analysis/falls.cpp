// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/falls.h"

#include <cmath>
#include <numbers>

namespace basin {

Fall find_fall(Evaluator& evaluator, const Vector& x, double objective, const Vector& g,
               const Matrix& directions, double longest, double least_drop, double slope_rounding) {
    Fall fall;
    Vector there(x.size());
    double value = 0;
    for (Index k = 0; k < directions.cols() && !fall.found(); ++k) {
        if (directions.col(k).isZero(0)) continue;
        const double slope = std::abs(g.dot(directions.col(k))) + slope_rounding;
        for (double t = longest; t > 1e-12 * longest; t /= std::numbers::sqrt2) {
            for (const double step : {t, -t}) {
                there = x + step * directions.col(k);
                ++fall.tried;
                if (evaluator.value(there, value) != EvalStatus::ok) continue;
                const double drop = objective - value;
                if (!(drop > least_drop + t * slope) || drop <= fall.drop) continue;
                fall.drop = drop;
                fall.step = t;
            }
        }
    }
    return fall;
}

}  // namespace basin
