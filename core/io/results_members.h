// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/experiment/results.h"
#include "core/io/members.h"
#include "core/problems/field.h"

namespace basin {

// Points of which readers check the number of coordinates.
inline constexpr const char* x_key = "x";
inline constexpr const char* low_key = "low";
inline constexpr std::array plane_point_keys{"origin", "p1", "p2"};

// The members of the parts of a result.json, each in the order of the file: see members.h.

template <SpecOf<Minimiser> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "objective"}, part.objective);
    visit({.key = "gradient_norm"}, part.gradient_norm);
    visit({.key = "smallest_eigenvalue"}, part.smallest_eigenvalue);
    visit({.key = "eigenvalue_error"}, part.eigenvalue_error);
    // Results of earlier versions know x* to double precision, and nothing of kinks.
    visit({.key = "error", .is_new = true}, part.error);
    visit({.key = "resolution", .is_new = true}, part.resolution);
    visit({.key = "verified"}, part.verified);
    visit({.key = "note"}, part.note);
    const bool on_kink = part.on_kink();
    visit({.key = "on_kink", .only_written = true}, on_kink);
    visit({.key = "kinks", .is_new = true}, part.kinks);
    visit({.key = "slopes", .is_new = true}, part.slopes);
    visit({.key = "stationary", .is_new = true}, AsWord{part.stationarity.answer, parse_answer});
    visit({.key = "patterns"}, part.stationarity.patterns);
    visit({.key = "descent", .is_new = true}, part.stationarity.descent);
    visit({.key = "descent_slope", .is_new = true}, part.stationarity.slope);
    visit({.key = x_key}, part.x);
    visit({.key = low_key, .is_new = true}, part.low);
}

template <SpecOf<EndPoint> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "kind"}, AsWord{part.kind, parse_end_kind});
    visit({.key = "smallest_eigenvalue"}, part.smallest_eigenvalue);
    visit({.key = "largest_eigenvalue"}, part.largest_eigenvalue);
    visit({.key = "eigenvalue_error"}, part.eigenvalue_error);
    visit({.key = "away"}, part.away);
    visit({.key = "flat_directions"}, part.flat_directions);
    visit({.key = "kinks"}, part.kinks);
    visit({.key = "steps_tried"}, part.steps_tried);
    visit({.key = "drop_step"}, part.drop_step);
    visit({.key = "drop"}, part.drop);
}

template <SpecOf<EvaluationCounts> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "values"}, part.values);
    visit({.key = "gradients"}, part.gradients);
    visit({.key = "hessians"}, part.hessians);
    visit({.key = "products"}, part.products);
}

template <SpecOf<SolverRun> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "solver", .only_written = true}, part.spec.name);
    visit({.key = "termination"}, AsWord{part.result.termination, parse_termination});
    visit({.key = "end", .is_new = true}, part.end);
    visit({.key = "reached_kink"}, part.reached_kink);
    visit({.key = "cause", .is_new = true, .written = part.cause != FailureCause::none},
          AsWord{part.cause, parse_failure_cause});
    visit({.key = "message"}, part.result.message);
    visit({.key = "iterations"}, part.result.iterations);
    visit({.key = "objective"}, part.result.objective);
    visit({.key = "gradient_norm"}, part.result.gradient_norm);
    visit({.key = "distance"}, part.result.distance);
    visit({.key = "seconds"}, part.result.seconds);
    visit({.key = "evaluations"}, part.result.evaluations);
    visit({.key = x_key}, part.result.x);
}

template <SpecOf<LandscapePlane> Part, class Visit>
void members(Part& part, Visit& visit) {
    const bool has_unknowns = part.kind == PlaneKind::coordinates;
    visit({.key = "plane"}, AsWord{part.kind, parse_plane_kind});
    visit({.key = "exact"}, part.exact);
    visit({.key = "half_width"}, part.half_width);
    visit({.key = plane_point_keys[0]}, part.plane.origin);
    visit({.key = plane_point_keys[1]}, part.plane.p1);
    visit({.key = plane_point_keys[2]}, part.plane.p2);
    visit({.key = "i", .written = has_unknowns}, part.i);
    visit({.key = "j", .written = has_unknowns}, part.j);
    visit({.key = "explained", .is_new = true, .written = part.kind == PlaneKind::pca}, part.explained);
    visit({.key = "note", .written = !part.note.empty()}, part.note);
}

template <SpecOf<Landscape> Part, class Visit>
void members(Part& part, Visit& visit) {
    members(part.plane, visit);
    visit({.key = "a"}, part.a);
    visit({.key = "b"}, part.b);
}

template <SpecOf<AttractionMinimiser> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "objective"}, part.objective);
    visit({.key = x_key}, part.x);
}

template <SpecOf<Attraction> Part, class Visit>
void members(Part& part, Visit& visit) {
    members(part.plane, visit);
    visit({.key = "a"}, part.a);
    visit({.key = "b"}, part.b);
    visit({.key = "solver"}, part.solver);
    visit({.key = "max_iterations"}, part.max_iterations);
    visit({.key = "refused"}, part.note);  // by the solver, not by the plane
}

template <SpecOf<TradeoffPoint> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "approximation"}, AsWord{part.approximation, parse_approximation});
    visit({.key = "error"}, part.error);
    visit({.key = "refresh"}, part.refresh);
    visit({.key = "step_seconds"}, part.step_seconds);
    visit({.key = "steps"}, part.steps);
    visit({.key = "seconds"}, part.seconds);
    visit({.key = "achieved_error"}, part.achieved_error);
}

template <SpecOf<Environment> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "basin_version"}, part.basin_version);
    visit({.key = "compiler"}, part.compiler);
    visit({.key = "eigen_version"}, part.eigen_version);
    visit({.key = "blas"}, part.blas);
    visit({.key = "cpu"}, part.cpu);
    visit({.key = "operating_system"}, part.operating_system);
    visit({.key = "threads"}, part.threads);
}

template <SpecOf<FailedPart> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "part"}, part.part);
    visit({.key = "message"}, part.message);
}

template <SpecOf<MapShard> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "index"}, part.index);
    visit({.key = "count"}, part.count);
}

}  // namespace basin
