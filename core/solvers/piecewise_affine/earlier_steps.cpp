// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/earlier_steps.h"

#include <algorithm>
#include <utility>

namespace basin {

bool EarlierSteps::visit(const StepModel& model) {
    const bool same_point = z_.size() == model.z.size() && z_ == model.z;
    if (!same_point) {
        z_ = model.z;
        for (Known& known : known_) known = {};
    }
    const auto is_known = [&model](const Known& known) {
        return known.signs.size() == model.signs.size() && known.signs == model.signs;
    };
    if (is_known(known_[0])) return true;
    std::swap(known_[0], known_[1]);
    if (!is_known(known_[0])) {
        known_[0] = {};
        known_[0].signs = model.signs;
    }
    return false;
}

bool EarlierSteps::guess(double rho, Vector& x, std::vector<Index>& bounds) const {
    const Known& known = known_[0];
    const auto& [last, before] = known.steps;
    if (known.count == 0) return false;
    x = last.x;
    if (known.count > 1 && last.rho != before.rho)
        x += (1 / rho - 1 / last.rho) / (1 / last.rho - 1 / before.rho) * (last.x - before.x);
    bounds = known.bounds;
    return true;
}

void EarlierSteps::learn(double rho, const Vector& x, const std::vector<Index>& bounds) {
    Known& known = known_[0];
    auto& [last, before] = known.steps;
    if (known.count == 0 || last.rho != rho) {
        std::swap(last, before);
        known.count = std::min<Index>(known.count + 1, 2);
    }
    last = {rho, x};
    known.bounds = bounds;
}

}  // namespace basin
