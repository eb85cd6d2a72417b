// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/numeric/types.h"

namespace basin {

/// What an evaluation came to. not_finite: some result is NaN or infinite, or the evaluation gave up because
/// an Interruption asked for it; outputs are then unspecified.
enum class EvalStatus { ok, not_finite };

/// Whether a Hessian exists everywhere.
enum class Smoothness { twice_differentiable, piecewise_smooth };

/// How often each quantity was computed, as records and result files report it.
struct EvaluationCounts {
    std::int64_t values = 0;
    std::int64_t gradients = 0;
    std::int64_t hessians = 0;
    std::int64_t products = 0;
    bool operator==(const EvaluationCounts&) const = default;
};

/// The plane origin + a p1 + b p2 of a loss landscape (mathematics.md 4).
struct Plane {
    Vector origin;  // d
    Vector p1;      // d
    Vector p2;      // d
};

/// Objective values at points of one plane, prepared once so that a point costs no product with the data.
/// One sampler per thread.
class PlaneSampler {
  public:
    virtual ~PlaneSampler() = default;
    /// out[i] = L(origin + a[i] p1 + b[i] p2); spans have equal length. NaN or infinity where L is so.
    virtual void values(std::span<const double> a, std::span<const double> b, std::span<double> out) = 0;
    /// How many rows of a grid cost less together than one by one.
    virtual std::size_t rows_at_once() const { return 1; }
    /// out[i + j * a.size()] = L(origin + a[i] p1 + b[j] p2): a tensor grid, which is cheaper than its
    /// points.
    virtual void grid_values(std::span<const double> a, std::span<const double> b, std::span<double> out);
};

struct GradientSizes;    // core/problems/gradient_sizes.h
struct NetworkMeasures;  // core/problems/network_measures.h
class CurvatureSource;   // core/problems/curvature.h

/// Evaluates one problem at many points: owns the scratch memory, so that nothing is allocated after the
/// first call of each kind, and remembers what the last point shares between value, gradient and Hessian. One
/// evaluator per thread; the problem must outlive it. x always has dimension() entries.
class Evaluator {
  public:
    virtual ~Evaluator() = default;

    /// f = L(x).
    EvalStatus value(const Vector& x, double& f);
    /// f = L(x), g = grad L(x) (d).
    EvalStatus gradient(const Vector& x, double& f, Vector& g);
    /// H = Hess L(x) (d x d, both triangles). For kinked problems that of the smooth piece x lies on.
    EvalStatus hessian(const Vector& x, Matrix& H);
    /// Hv = Hess L(x) v, without forming the Hessian.
    EvalStatus hessian_product(const Vector& x, const Vector& v, Vector& Hv);
    /// H = J^T J (d x d, both triangles), the Gauss-Newton matrix of L = 1/2 |r(x)|^2 with J = r'(x): the
    /// Hessian without the second derivatives of r. Only where Problem::is_least_squares(). Counted as a
    /// Hessian.
    EvalStatus gauss_newton(const Vector& x, Matrix& H);
    /// What a gradient at x is judged by (mathematics.md 1.6); never an O(d^2) cost. Not counted. not_finite
    /// where a size leaves the doubles. The default is for problems that declare nothing: one part, S = |Hess
    /// L|_F X with X = max(|x|, length()), from products with up to 16 seeded sign vectors, and R = 0.
    virtual EvalStatus gradient_sizes(const Vector& x, GradientSizes& sizes);
    /// A |grad L(x)| above which gradient_sizes() at x will not let it count as zero, found at less cost than
    /// they are; objective is L(x). Infinite where the problem cannot tell.
    virtual double gradient_limit(const Vector& x, double objective, double tolerance);
    /// The size of x that the default of gradient_sizes() counts with near x = 0.
    virtual double length() const { return 1; }
    /// The Hessian in its parts, or null where the problem does not offer them; lives as long as the
    /// evaluator.
    virtual CurvatureSource* curvature() { return nullptr; }
    /// One-sided: L(x + t dir) = L(x) + t first + t^2/2 second + o(t^2), t > 0; exact at kinks.
    virtual EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                              double& second) = 0;
    /// Fills in what the problem tells about x besides L, in the order in which a run reaches its points.
    /// Returns false when the problem has nothing of the kind. Not counted.
    virtual bool measure(const Vector&, NetworkMeasures&) { return false; }
    /// A sampler of L on the plane; the default evaluates point by point.
    virtual std::unique_ptr<PlaneSampler> plane_sampler(const Plane& plane);

    const EvaluationCounts& counts() const { return counts_; }

  protected:
    virtual EvalStatus compute_value(const Vector& x, double& f) = 0;
    virtual EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) = 0;
    virtual EvalStatus compute_hessian(const Vector& x, Matrix& H) = 0;
    virtual EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) = 0;
    virtual EvalStatus compute_gauss_newton(const Vector&, Matrix&) { return EvalStatus::not_finite; }

  private:
    EvaluationCounts counts_;
    Vector direction_, product_;  // d, scratch of gradient_sizes()
};

struct RescaledProblem;
struct ElmanTraining;  // core/problems/elman_rnn.h
class PenaltyRnn;      // core/problems/penalty_rnn.h
class SoftmaxRegression;
class LipschitzSource;  // core/problems/lipschitz_source.h

/// What a problem is made of, for methods that go by its structure and do without it where it has none.
struct ProblemStructure {
    const SoftmaxRegression* softmax = nullptr;
    const ElmanTraining* network = nullptr;         // (P), of the weights alone
    const PenaltyRnn* penalised_network = nullptr;  // (P1), of weights and states
    const LipschitzSource* lipschitz = nullptr;     // a formula that bounds its third derivative
};

/// An unconstrained minimisation problem. Constant and thread-safe once set up.
class Problem {
  public:
    virtual ~Problem() = default;
    virtual Index dimension() const = 0;
    virtual Smoothness smoothness() const = 0;
    /// Whether L is half a sum of squares whose Jacobian is known: Evaluator::gauss_newton() may be called.
    virtual bool is_least_squares() const { return false; }
    /// One line for people: family and sizes.
    virtual std::string description() const = 0;
    virtual std::unique_ptr<Evaluator> evaluator() const = 0;
    /// Where an evaluation at x leaves the finite numbers, as a clause, or nothing where the problem cannot
    /// tell; for problems whose values explode.
    virtual std::optional<std::string> overflow_note(const Vector&) const { return std::nullopt; }

    virtual ProblemStructure structure() const { return {}; }

    /// The same problem with numbers near 1, where those of this one lie so far from it that products and
    /// squares would leave the doubles; else null. Solvers work on it, results are told in the units of this.
    virtual const RescaledProblem* rescaled() const { return nullptr; }

    /// The minimiser x* that distances are measured to, when one is known.
    const std::optional<Vector>& minimiser() const { return minimiser_; }
    /// What x* is beyond it, in more than double precision (mathematics.md 1.4); empty when not known.
    const Vector& minimiser_low() const { return minimiser_low_; }
    /// error (d) = x - x*; only when x* is known.
    void error_to_minimiser(const Vector& x, Vector& error) const {
        error = x - *minimiser_;
        if (minimiser_low_.size() > 0) error -= minimiser_low_;
    }
    /// x* = x + low. Part of the set-up, before the problem is shared between threads.
    void set_minimiser(Vector x, Vector low = {}) {
        minimiser_ = std::move(x);
        minimiser_low_ = std::move(low);
    }

  private:
    std::optional<Vector> minimiser_;
    Vector minimiser_low_;
};

/// L(x) = 2^exponent L'(x'), x = lengths . x' with powers of two: nothing is rounded.
struct RescaledProblem {
    std::unique_ptr<const Problem> problem;  // L'
    int exponent = 0;
    Vector lengths;  // d
};

}  // namespace basin
