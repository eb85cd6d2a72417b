// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/landscape_plane.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/arrival.h"
#include "core/analysis/plane_directions.h"
#include "core/analysis/spec_fields.h"
#include "core/numeric/check.h"
#include "core/numeric/name_table.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr auto kind_names = name_table<PlaneKind>({{PlaneKind::automatic, "auto"},
                                                   {PlaneKind::coordinates, "coordinates"},
                                                   {PlaneKind::eigenvectors, "eigenvectors"},
                                                   {PlaneKind::pca, "pca"},
                                                   {PlaneKind::random, "random"},
                                                   {PlaneKind::start_minimiser, "start-minimiser"},
                                                   {PlaneKind::second_minimiser, "start-minimiser-second"}});

/// Collects up to two orthonormal directions; what is no new direction is passed over.
class Frame {
  public:
    explicit Frame(Index d) : d_(d) {}

    /// Whether the candidate was taken.
    bool add(const Vector& candidate) {
        if (count_ == 2 || candidate.size() != d_ || !candidate.allFinite()) return false;
        const double length = candidate.norm();
        if (length == 0) return false;
        Vector v = candidate / length;
        // Twice: one pass leaves rounding errors of the size of what it removed.
        for (int pass = 0; pass < 2; ++pass) {
            if (count_ == 1) v -= directions_[0].dot(v) * directions_[0];
        }
        constexpr double smallest_new_part = 1e-6;
        if (!(v.norm() > smallest_new_part)) return false;
        directions_[count_++] = v.normalized();
        return true;
    }
    void offer_axes() {
        for (Index k = 0; k < std::min<Index>(d_, 3); ++k) add(Vector::Unit(d_, k));
    }
    /// The second direction is zero when the space has only one.
    Vector direction(std::size_t k) const { return k < count_ ? directions_[k] : Vector::Zero(d_).eval(); }

  private:
    Index d_;
    std::size_t count_ = 0;
    std::array<Vector, 2> directions_;
};

/// Builds the frame of one kind of plane through origin; fills in what the plane tells about itself.
class PlaneMaker {
  public:
    PlaneMaker(const Problem& problem, const LandscapeSpec& spec, const Vector& origin, const Vector& x0,
               const RunTraces& runs, double length)
        : problem_(problem),
          spec_(spec),
          origin_(origin),
          x0_(x0),
          runs_(runs),
          length_(length),
          frame_(origin.size()) {}

    LandscapePlane make(PlaneKind kind) {
        plane_.kind = kind;
        fill(kind);
        frame_.offer_axes();
        plane_.plane = {origin_, frame_.direction(0), frame_.direction(1)};
        return std::move(plane_);
    }

  private:
    void fill(PlaneKind kind) {
        switch (kind) {
            case PlaneKind::coordinates:
                return fill_coordinates();
            case PlaneKind::eigenvectors:
                return add_extremes();
            case PlaneKind::pca:
                return fill_pca();
            case PlaneKind::random:
                return fill_random();
            case PlaneKind::second_minimiser:
                return fill_second_minimiser();
            case PlaneKind::start_minimiser:
            case PlaneKind::automatic:
                frame_.add(x0_ - origin_);
                return add_extremes();
        }
    }

    void fill_coordinates() {
        const Index d = origin_.size();
        for (const Index k : {spec_.i, spec_.j}) {
            if (k >= 1 && k <= d) frame_.add(Vector::Unit(d, k - 1));
        }
        plane_.i = spec_.i;
        plane_.j = spec_.j;
    }

    void add_extremes() {
        const ExtremeDirections directions = extreme_directions(problem_, origin_);
        frame_.add(directions.stiffest);
        frame_.add(directions.softest);
    }

    void fill_random() {
        RandomStream stream(spec_.seed);
        frame_.add(uniform_direction(stream, origin_.size()));
        frame_.add(uniform_direction(stream, origin_.size()));
    }

    void fill_pca() {
        const PrincipalDirections principal = principal_directions(runs_.iterates, origin_);
        if (!frame_.add(principal.directions[0])) {
            return fall_back("no recorded iterate lies away from the minimiser");
        }
        plane_.explained = principal.explained;
        if (!frame_.add(principal.directions[1])) add_extremes();
    }

    void fill_second_minimiser() {
        frame_.add(x0_ - origin_);
        for (const Vector& end : runs_.ends) {
            // Nearer is the same minimiser, reached less exactly.
            constexpr double smallest_distance = 1e-3;
            if (end.size() != origin_.size()) continue;
            const double distance = (end - origin_).norm();
            if (distance > smallest_distance * length_ && frame_.add(end - origin_)) {
                return;
            }
        }
        fall_back("no solver ended in a second minimiser");
    }

    void fall_back(std::string_view why) {
        plane_.note = why;
        plane_.kind = PlaneKind::start_minimiser;
        fill(plane_.kind);
    }

    const Problem& problem_;
    const LandscapeSpec& spec_;
    const Vector& origin_;
    const Vector& x0_;
    const RunTraces& runs_;
    const double length_;  // X at the origin
    Frame frame_;
    LandscapePlane plane_;
};

PlaneKind resolve(PlaneKind kind, Index d) {
    if (kind != PlaneKind::automatic) return kind;
    return d <= 2 ? PlaneKind::coordinates : PlaneKind::start_minimiser;
}

/// Wide enough for what the plane is about: the start, or a second minimiser where that is farther.
double reach(const LandscapePlane& plane, const Vector& x0, const RunTraces& runs, double length) {
    const Vector& origin = plane.plane.origin;
    double farthest = (x0 - origin).norm();
    if (plane.kind == PlaneKind::second_minimiser) {
        for (const Vector& end : runs.ends) {
            const PlanePoint point = project(plane, end);
            // Only the one the plane was laid through has no part outside it, up to rounding.
            const double distance = std::hypot(point.a, point.b);
            if (point.outside <= 1e-6 * distance) farthest = std::max(farthest, distance);
        }
    }
    // The floor keeps a picture when the start is the minimiser.
    return std::max(farthest, 1e-3 * length);
}

}  // namespace

std::string_view to_string(PlaneKind kind) {
    return kind_names.name(kind);
}

std::optional<PlaneKind> parse_plane_kind(std::string_view name) {
    return kind_names.value(name);
}

bool needs_runs(PlaneKind kind) {
    return kind == PlaneKind::pca || kind == PlaneKind::second_minimiser;
}

void LandscapeSpec::validate(Index d) const {
    check_ranges(*this);
    if (d == 1 || (plane != PlaneKind::coordinates && plane != PlaneKind::automatic)) return;
    const std::string range = "a whole number from 1 to d = " + std::to_string(d);
    require(i >= 1 && i <= d, "i", i, range);
    require(j >= 1 && j <= d, "j", j, range);
    require(i != j, "j", j, "another coordinate than i");
}

LandscapePlane make_landscape_plane(const Problem& problem, const LandscapeSpec& spec,
                                    const Minimiser& minimiser, const Vector& x0, const RunTraces& runs) {
    const Index d = problem.dimension();
    const bool has_minimiser = minimiser.x.size() == d && minimiser.x.allFinite();
    const Vector& origin = has_minimiser ? minimiser.x : x0;
    const double length = point_length(problem, origin);
    LandscapePlane result = PlaneMaker(problem, spec, origin, x0, runs, length).make(resolve(spec.plane, d));
    result.exact = d <= 2;
    result.half_width = spec.extent * reach(result, x0, runs, length);
    return result;
}

PlanePoint project(const LandscapePlane& plane, const Vector& x) {
    const Vector offset = x.head(plane.plane.origin.size()) - plane.plane.origin;
    const double a = plane.plane.p1.dot(offset);
    const double b = plane.plane.p2.dot(offset);
    return {a, b, (offset - a * plane.plane.p1 - b * plane.plane.p2).norm()};
}

std::vector<PlanePoint> project_all(const LandscapePlane& plane, const Matrix& points) {
    std::vector<PlanePoint> path;
    path.reserve(static_cast<std::size_t>(points.cols()));
    for (const auto& point : points.colwise()) path.push_back(project(plane, point));
    return path;
}

Vector point_on(const LandscapePlane& plane, double a, double b) {
    return plane.plane.origin + a * plane.plane.p1 + b * plane.plane.p2;
}

}  // namespace basin
