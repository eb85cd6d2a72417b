// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/slope_roses.h"

namespace basin {

const LandscapePlane* plane_of(const Results& results) {
    if (results.plane) return &*results.plane;
    return results.landscape ? &results.landscape->plane : nullptr;
}

std::shared_ptr<const SlopeRose> SlopeRoses::at(const Vector& x, const std::stop_token& stop) const {
    std::call_once(once_, [this] { prepared_ = prepare_again(done_.experiment, done_.minimiser, done_.x0); });
    return compute_slope_rose(*prepared_.problem, x, plane_of(done_)->plane, 720, stop);
}

Vector point_of_run(const Results& results, std::size_t run, Index iteration) {
    const SolverRun& of = results.runs[run];
    const std::size_t count = records_up_to(of, iteration);
    const LandscapePlane* plane = plane_of(results);
    if (count == 0 || plane == nullptr) return {};
    const Index d = plane->plane.origin.size();
    const auto record = static_cast<Index>(count - 1);
    if (count == of.history.size()) {
        if (of.reached_kink && results.minimiser.x.size() == d) return results.minimiser.x;
        if (of.result.x.size() >= d) return of.result.x.head(d);
    }
    if (of.iterates && record < of.iterates->cols()) return of.iterates->col(record);
    const bool whole = plane->exact && count <= of.path.size();
    return whole ? point_on(*plane, of.path[count - 1].a, of.path[count - 1].b) : Vector();
}

}  // namespace basin
