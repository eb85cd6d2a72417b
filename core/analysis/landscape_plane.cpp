// SPDX-License-Identifier: GPL-3.0-or-later
// Which plane a landscape lies in.
#include <algorithm>
#include <array>
#include <cmath>

#include <Spectra/SymEigsSolver.h>

#include "core/analysis/landscape.h"
#include "core/numeric/check.h"
#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr std::array kind_names{
    std::pair{PlaneKind::automatic, std::string_view("auto")},
    std::pair{PlaneKind::coordinates, std::string_view("coordinates")},
    std::pair{PlaneKind::eigenvectors, std::string_view("eigenvectors")},
    std::pair{PlaneKind::random, std::string_view("random")},
    std::pair{PlaneKind::start_minimiser, std::string_view("start-minimiser")},
};

// Above this a plane is not worth all eigenvectors: Lanczos finds the two that are shown.
constexpr Index dense_dimension = 256;

/// v -> Hess L(x) v for Spectra.
class HessianOperator {
  public:
    using Scalar = double;

    HessianOperator(Evaluator& evaluator, const Vector& x) : evaluator_(evaluator), x_(x) {}

    Index rows() const { return x_.size(); }
    Index cols() const { return x_.size(); }
    void perform_op(const double* in, double* out) const {
        in_ = Eigen::Map<const Vector>(in, x_.size());
        evaluator_.hessian_product(x_, in_, out_);
        Eigen::Map<Vector>(out, x_.size()) = out_;
    }

  private:
    Evaluator& evaluator_;
    const Vector& x_;
    mutable Vector in_, out_;  // Spectra calls the operator through a const reference
};

struct ExtremeDirections {
    Vector stiffest;  // d, or empty when it cannot be found
    Vector softest;
};

ExtremeDirections dense_directions(Evaluator& evaluator, const Vector& x) {
    Matrix H;
    SymmetricEigen eigen;
    if (evaluator.hessian(x, H) != EvalStatus::ok || !eigen.compute(H)) return {};
    return {eigen.vectors().rightCols<1>(), eigen.vectors().leftCols<1>()};
}

ExtremeDirections lanczos_directions(Evaluator& evaluator, const Vector& x) {
    HessianOperator product(evaluator, x);
    constexpr int wanted = 2;
    constexpr int basis = 40;
    constexpr int restarts = 50;
    constexpr double tolerance = 1e-6;  // a picture needs no more
    Vector probe;
    if (evaluator.hessian_product(x, Vector::Ones(x.size()), probe) != EvalStatus::ok) return {};
    Spectra::SymEigsSolver<HessianOperator> solver(product, wanted, basis);
    solver.init();
    if (solver.compute(Spectra::SortRule::BothEnds, restarts, tolerance) < wanted) return {};
    const Matrix vectors = solver.eigenvectors();
    const Vector values = solver.eigenvalues();
    const Index stiffest = values[0] >= values[1] ? 0 : 1;
    return {vectors.col(stiffest), vectors.col(1 - stiffest)};
}

/// Hessian eigenvectors at x for the largest and the smallest eigenvalue.
ExtremeDirections extreme_directions(const Problem& problem, const Vector& x) {
    if (x.size() == 0 || !x.allFinite()) return {};
    const auto evaluator = problem.evaluator();
    return x.size() <= dense_dimension ? dense_directions(*evaluator, x) : lanczos_directions(*evaluator, x);
}

/// Collects up to two orthonormal directions; what is no new direction is passed over.
class Frame {
  public:
    explicit Frame(Index d) : d_(d) {}

    void offer(const Vector& candidate) {
        if (count_ == 2 || candidate.size() != d_ || !candidate.allFinite()) return;
        const double length = candidate.norm();
        if (length == 0) return;
        Vector v = candidate / length;
        // Twice: one pass leaves rounding errors of the size of what it removed.
        for (int pass = 0; pass < 2; ++pass) {
            if (count_ == 1) v -= directions_[0].dot(v) * directions_[0];
        }
        constexpr double smallest_new_part = 1e-6;
        if (v.norm() > smallest_new_part) directions_[count_++] = v.normalized();
    }
    void offer_axes() {
        for (Index k = 0; k < std::min<Index>(d_, 3); ++k) offer(Vector::Unit(d_, k));
    }
    /// The second direction is zero when the space has only one.
    Vector direction(std::size_t k) const { return k < count_ ? directions_[k] : Vector::Zero(d_).eval(); }

  private:
    Index d_;
    std::size_t count_ = 0;
    std::array<Vector, 2> directions_;
};

Frame make_frame(const Problem& problem, PlaneKind kind, const Vector& origin, const Vector& x0,
                 std::uint64_t seed) {
    const Index d = problem.dimension();
    Frame frame(d);
    if (kind == PlaneKind::random) {
        RandomStream stream(seed);
        frame.offer(uniform_direction(stream, d));
        frame.offer(uniform_direction(stream, d));
    }
    if (kind == PlaneKind::start_minimiser) frame.offer(x0 - origin);
    if (kind == PlaneKind::start_minimiser || kind == PlaneKind::eigenvectors) {
        const ExtremeDirections directions = extreme_directions(problem, origin);
        frame.offer(directions.stiffest);
        frame.offer(directions.softest);
    }
    frame.offer_axes();
    return frame;
}

PlaneKind resolve(PlaneKind kind, Index d) {
    if (kind != PlaneKind::automatic) return kind;
    return d <= 2 ? PlaneKind::coordinates : PlaneKind::start_minimiser;
}

}  // namespace

std::string_view to_string(PlaneKind kind) {
    return std::ranges::find(kind_names, kind, [](const auto& entry) { return entry.first; })->second;
}

std::optional<PlaneKind> parse_plane_kind(std::string_view name) {
    const auto found = std::ranges::find(kind_names, name, [](const auto& entry) { return entry.second; });
    if (found == kind_names.end()) return std::nullopt;
    return found->first;
}

void LandscapeSpec::validate() const {
    require(resolution >= 2 && resolution <= 2049, "resolution", resolution, "a whole number from 2 to 2049");
    require(extent > 0 && std::isfinite(extent), "extent", extent, "a finite number > 0");
}

LandscapePlane make_landscape_plane(const Problem& problem, const LandscapeSpec& spec,
                                    const Minimiser& minimiser, const Vector& x0, std::uint64_t seed) {
    const Index d = problem.dimension();
    const bool has_minimiser = minimiser.x.size() == d && minimiser.x.allFinite();
    const Vector& origin = has_minimiser ? minimiser.x : x0;
    LandscapePlane result;
    result.kind = resolve(spec.plane, d);
    result.exact = d <= 2;
    const Frame frame = make_frame(problem, result.kind, origin, x0, seed);
    result.plane = {origin, frame.direction(0), frame.direction(1)};
    // The floor keeps a picture when the start is the minimiser.
    result.half_width = spec.extent * std::max((x0 - origin).norm(), 1e-3 * std::max(1.0, origin.norm()));
    return result;
}

PlanePoint project(const LandscapePlane& plane, const Vector& x) {
    const Vector offset = x - plane.plane.origin;
    const double a = plane.plane.p1.dot(offset);
    const double b = plane.plane.p2.dot(offset);
    return {a, b, (offset - a * plane.plane.p1 - b * plane.plane.p2).norm()};
}

Vector point_on(const LandscapePlane& plane, double a, double b) {
    return plane.plane.origin + a * plane.plane.p1 + b * plane.plane.p2;
}

}  // namespace basin
