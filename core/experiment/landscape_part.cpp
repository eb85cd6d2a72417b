// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/landscape_part.h"

namespace basin {

std::shared_ptr<const Landscape> LandscapeParts::compute(const PlanePart& part,
                                                         const std::stop_token& stop) const {
    std::call_once(once_, [this] { prepared_ = prepare_again(done_.experiment, done_.minimiser, done_.x0); });
    const Landscape& whole = *done_.landscape;
    LandscapePlane plane = whole.plane;
    plane.plane.origin = point_on(whole.plane, part.a, part.b);
    plane.half_width = part.half_width;
    const auto computed = compute_landscape(*prepared_.problem, plane, whole.a.size(), {}, stop);
    if (computed == nullptr) return nullptr;
    auto result = std::make_shared<Landscape>(*computed);
    result->plane = whole.plane;
    result->a.array() += part.a;
    result->b.array() += part.b;
    return result;
}

}  // namespace basin
