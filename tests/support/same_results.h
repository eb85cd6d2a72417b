// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstring>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/results.h"
#include "core/io/results_io.h"

namespace basin::test {

/// NaN is the same as NaN.
inline bool same_number(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}
inline bool same_vector(const Vector& a, const Vector& b) {
    const auto bytes = static_cast<std::size_t>(a.size()) * sizeof(double);
    return a.size() == b.size() && (bytes == 0 || std::memcmp(a.data(), b.data(), bytes) == 0);
}
inline bool same_points(const std::vector<PlanePoint>& a, const std::vector<PlanePoint>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i)
        same = a[i].a == b[i].a && a[i].b == b[i].b && a[i].outside == b[i].outside;
    return same;
}
inline bool same_vectors(const std::vector<Vector>& a, const std::vector<Vector>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) same = same_vector(a[i], b[i]);
    return same;
}
inline bool same_history(const std::vector<IterationRecord>& a, const std::vector<IterationRecord>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) {
        for (const RecordColumn& column : record_columns())
            same = same && same_number(column.read(a[i]), column.read(b[i]));
    }
    return same;
}

/// The name of the first field in which two runs differ; null when there is none. Shared parts are the same
/// objects.
inline const char* difference(const SolverRun& a, const SolverRun& b) {
    if (!(a.spec == b.spec)) return "spec";
    if (!same_vector(a.result.x, b.result.x)) return "result.x";
    if (a.result.message != b.result.message) return "result.message";
    if (a.end.kind != b.end.kind) return "end";
    if (a.reached_kink != b.reached_kink) return "reached_kink";
    if (!same_history(a.history, b.history)) return "history";
    if (!same_points(a.path, b.path)) return "path";
    if (!same_vectors(a.eigenvalues, b.eigenvalues)) return "eigenvalues";
    if (!same_vectors(a.model_eigenvalues, b.model_eigenvalues)) return "model_eigenvalues";
    if (!same_vectors(a.eigenvalue_errors, b.eigenvalue_errors)) return "eigenvalue_errors";
    if (a.densities != b.densities) return "densities";
    if (a.iterates != b.iterates) return "iterates";
    return a.network == b.network ? nullptr : "network";
}

/// The same of all results. What is written of them is compared as text: experiment, minimiser, certificate,
/// ends of runs, environment, failed parts, stopped and cut off.
inline const char* difference(const Results& a, const Results& b) {
    if (!(a.experiment == b.experiment)) return "experiment";
    if (results_to_json(a).dump() != results_to_json(b).dump()) return "what is written";
    if (!same_vector(a.minimiser.x, b.minimiser.x)) return "minimiser";
    if (!same_vector(a.x0, b.x0)) return "x0";
    if (a.runs.size() != b.runs.size()) return "runs";
    for (std::size_t i = 0; i < a.runs.size(); ++i) {
        if (const char* field = difference(a.runs[i], b.runs[i])) return field;
    }
    if (a.plane.has_value() != b.plane.has_value()) return "plane";
    if (a.plane && !same_vector(a.plane->plane.p1, b.plane->plane.p1)) return "plane";
    if (a.landscape != b.landscape) return "landscape";
    if (a.attraction != b.attraction) return "attraction";
    if (a.basin_map != b.basin_map) return "basin_map";
    if (a.tradeoff != b.tradeoff) return "tradeoff";
    if (a.exactness != b.exactness) return "exactness";
    if (a.series != b.series) return "series";
    return a.start == b.start ? nullptr : "start";
}

}  // namespace basin::test
