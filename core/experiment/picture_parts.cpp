// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/picture_parts.h"

#include "core/analysis/attraction_part.h"
#include "core/experiment/attraction_stage.h"
#include "core/experiment/problem_family.h"

namespace basin {

namespace {

bool reaches_over(const Attraction& picture, const PlanePart& part) {
    const auto covers = [&part](const Vector& axis, double middle) {
        return axis[0] <= middle - part.half_width && axis[axis.size() - 1] >= middle + part.half_width;
    };
    return covers(picture.a, part.a) && covers(picture.b, part.b);
}

}  // namespace

const PreparedProblem& PictureParts::prepared() const {
    std::call_once(once_, [this] { prepared_ = prepare_again(done_.experiment, done_.minimiser, done_.x0); });
    return prepared_;
}

std::shared_ptr<const Landscape> PictureParts::landscape(const PlanePart& part,
                                                         const std::stop_token& stop) const {
    const Landscape& whole = *done_.landscape;
    LandscapePlane plane = whole.plane;
    plane.plane.origin = point_on(whole.plane, part.a, part.b);
    plane.half_width = part.half_width;
    const auto computed = compute_landscape(*prepared().problem, plane, whole.a.size(), {}, stop);
    if (computed == nullptr) return nullptr;
    auto result = std::make_shared<Landscape>(*computed);
    result->plane = whole.plane;
    result->a.array() += part.a;
    result->b.array() += part.b;
    return result;
}

std::shared_ptr<const Attraction> PictureParts::attraction(const PlanePart& part,
                                                           const std::shared_ptr<const Attraction>& before,
                                                           const AttractionSink& sink,
                                                           const std::stop_token& stop) const {
    const auto solver = attraction_method(done_.experiment);
    const Attraction& whole = *done_.attraction;
    const Attraction& ground = before != nullptr && reaches_over(*before, part) ? *before : whole;
    return compute_attraction_part(*prepared().problem, whole, part, ground, *solver, sink, stop);
}

std::shared_ptr<const BasinMap> PictureParts::basin_map(const BasinMapSpec& window, const BasinMapSink& sink,
                                                        const std::stop_token& stop) const {
    Experiment experiment = done_.experiment;
    experiment.basin_map = window;
    std::shared_ptr<const BasinMap> last;
    const auto tell = [&](std::shared_ptr<const BasinMap> map) {
        last = map;
        if (sink) sink(std::move(map));
    };
    family_of(experiment).compute_map(experiment, prepared(), tell, stop, {});
    return last != nullptr && last->complete ? last : nullptr;
}

}  // namespace basin
