// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/test_functions.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/numeric/input_error.h"
#include "core/numeric/norm.h"

namespace basin {

namespace {

/// A Function that is a sum of squares tells its Gauss-Newton matrix: gauss_newton(x, H) on a zeroed H.
template <typename Function>
concept LeastSquares = requires(const Function& function, const Vector& x, Matrix& H) {
    function.gauss_newton(x, H);
};

/// Evaluates a Function: dimension, smoothness, name, length, value(x), gradient(x, g), hessian(x, H) on a
/// zeroed H.
template <typename Function>
class FunctionEvaluator : public Evaluator {
  public:
    explicit FunctionEvaluator(const Function& function) : function_(function) {}

    EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                      double& second) override {
        Vector product;
        if (compute_hessian_product(x, dir, product) != EvalStatus::ok) return EvalStatus::not_finite;
        gradient_.resize(x.size());
        function_.gradient(x, gradient_);
        first = gradient_.dot(dir);
        second = dir.dot(product);
        return std::isfinite(first) && std::isfinite(second) ? EvalStatus::ok : EvalStatus::not_finite;
    }

    double length() const override { return function_.length; }

  protected:
    EvalStatus compute_value(const Vector& x, double& f) override {
        f = function_.value(x);
        return std::isfinite(f) ? EvalStatus::ok : EvalStatus::not_finite;
    }
    EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override {
        g.resize(x.size());
        function_.gradient(x, g);
        return compute_value(x, f) == EvalStatus::ok && g.allFinite() ? EvalStatus::ok
                                                                      : EvalStatus::not_finite;
    }
    EvalStatus compute_hessian(const Vector& x, Matrix& H) override {
        H.setZero(x.size(), x.size());
        function_.hessian(x, H);
        return H.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
    }
    EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override {
        const EvalStatus status = compute_hessian(x, hessian_);
        Hv = hessian_ * v;
        return status;
    }
    EvalStatus compute_gauss_newton(const Vector& x, Matrix& H) override {
        if constexpr (LeastSquares<Function>) {
            H.setZero(x.size(), x.size());
            function_.gauss_newton(x, H);
            return H.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
        } else {
            return Evaluator::compute_gauss_newton(x, H);
        }
    }

    const Function& function_;

  private:
    Vector gradient_;
    Matrix hessian_;
};

template <typename Function, typename FunctionEvaluatorType = FunctionEvaluator<Function>>
class FunctionProblem final : public Problem {
  public:
    FunctionProblem(Function function, Vector minimiser) : function_(std::move(function)) {
        set_minimiser(std::move(minimiser));
    }
    Index dimension() const override { return minimiser()->size(); }
    Smoothness smoothness() const override { return Function::smoothness; }
    bool is_least_squares() const override { return LeastSquares<Function>; }
    std::string description() const override {
        return std::string(Function::name) + ", " + std::to_string(dimension()) + " unknowns";
    }
    std::unique_ptr<Evaluator> evaluator() const override {
        return std::make_unique<FunctionEvaluatorType>(function_);
    }

  private:
    Function function_;
};

/// That of the minimiser, or 1 where it is 0.
double length_of(const Vector& minimiser) {
    const double length = safe_norm(minimiser);
    return length > 0 ? length : 1;
}

struct Smooth {
    static constexpr Smoothness smoothness = Smoothness::twice_differentiable;
};

struct Quadratic : Smooth {
    static constexpr std::string_view name = "Quadratic";
    Matrix H;
    Vector centre;
    double length = length_of(centre);
    double value(const Vector& x) const { return 0.5 * (x - centre).dot(H * (x - centre)); }
    void gradient(const Vector& x, Vector& g) const { g = H * (x - centre); }
    void hessian(const Vector&, Matrix& out) const { out = H; }
};

struct ExtendedRosenbrock : Smooth {
    static constexpr std::string_view name = "Extended Rosenbrock";
    static constexpr double length = 1;
    double value(const Vector& x) const {
        double sum = 0;
        for (Index i = 0; i + 1 < x.size(); i += 2) {
            const double valley = x[i + 1] - x[i] * x[i], slope = 1 - x[i];
            sum += 100 * valley * valley + slope * slope;
        }
        return sum;
    }
    void gradient(const Vector& x, Vector& g) const {
        for (Index i = 0; i + 1 < x.size(); i += 2) {
            const double valley = x[i + 1] - x[i] * x[i];
            g[i] = -400 * x[i] * valley - 2 * (1 - x[i]);
            g[i + 1] = 200 * valley;
        }
    }
    void hessian(const Vector& x, Matrix& H) const {
        for (Index i = 0; i + 1 < x.size(); i += 2) {
            H(i, i) = 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
            H(i, i + 1) = H(i + 1, i) = -400 * x[i];
            H(i + 1, i + 1) = 200;
        }
    }
    void gauss_newton(const Vector& x, Matrix& H) const {
        for (Index i = 0; i + 1 < x.size(); i += 2) {
            H(i, i) = 800 * x[i] * x[i] + 2;
            H(i, i + 1) = H(i + 1, i) = -400 * x[i];
            H(i + 1, i + 1) = 200;
        }
    }
};

struct Beale : Smooth {
    static constexpr std::string_view name = "Beale";
    static constexpr double length = 3;
    static constexpr double targets[] = {1.5, 2.25, 2.625};

    // Residuals r_k = target_k - x (1 - y^k), k = 1, 2, 3.
    static double residual(int k, const Vector& x) { return targets[k - 1] - x[0] * (1 - std::pow(x[1], k)); }
    static Eigen::Vector2d slope(int k, const Vector& x) {
        return {std::pow(x[1], k) - 1, x[0] * k * std::pow(x[1], k - 1)};
    }
    double value(const Vector& x) const {
        double sum = 0;
        for (int k = 1; k <= 3; ++k) sum += residual(k, x) * residual(k, x);
        return sum;
    }
    void gradient(const Vector& x, Vector& g) const {
        g.setZero();
        for (int k = 1; k <= 3; ++k) g += 2 * residual(k, x) * slope(k, x);
    }
    void hessian(const Vector& x, Matrix& H) const {
        for (int k = 1; k <= 3; ++k) {
            const Eigen::Vector2d s = slope(k, x);
            const double mixed = k * std::pow(x[1], k - 1);
            const double pure = k == 1 ? 0 : x[0] * k * (k - 1) * std::pow(x[1], k - 2);
            H += 2 * s * s.transpose();
            H(0, 1) += 2 * residual(k, x) * mixed;
            H(1, 0) += 2 * residual(k, x) * mixed;
            H(1, 1) += 2 * residual(k, x) * pure;
        }
    }
    void gauss_newton(const Vector& x, Matrix& H) const {
        for (int k = 1; k <= 3; ++k) H += 2 * slope(k, x) * slope(k, x).transpose();
    }
};

struct Himmelblau : Smooth {
    static constexpr std::string_view name = "Himmelblau";
    static constexpr double length = 3;
    static double first(const Vector& x) { return x[0] * x[0] + x[1] - 11; }
    static double second(const Vector& x) { return x[0] + x[1] * x[1] - 7; }
    double value(const Vector& x) const { return first(x) * first(x) + second(x) * second(x); }
    void gradient(const Vector& x, Vector& g) const {
        g << 4 * x[0] * first(x) + 2 * second(x), 2 * first(x) + 4 * x[1] * second(x);
    }
    void hessian(const Vector& x, Matrix& H) const {
        const double mixed = 4 * (x[0] + x[1]);
        H << 8 * x[0] * x[0] + 4 * first(x) + 2, mixed, mixed, 8 * x[1] * x[1] + 4 * second(x) + 2;
    }
    void gauss_newton(const Vector& x, Matrix& H) const {
        const double mixed = 4 * (x[0] + x[1]);
        H << 8 * x[0] * x[0] + 2, mixed, mixed, 8 * x[1] * x[1] + 2;
    }
};

struct DoubleWell : Smooth {
    static constexpr std::string_view name = "Double well";
    static constexpr double length = 1;
    double value(const Vector& x) const {
        const double gap = x[0] * x[0] - 1;
        return 0.25 * gap * gap + 0.5 * x[1] * x[1];
    }
    void gradient(const Vector& x, Vector& g) const { g << x[0] * (x[0] * x[0] - 1), x[1]; }
    void hessian(const Vector& x, Matrix& H) const { H.diagonal() << 3 * x[0] * x[0] - 1, 1; }
};

struct PowellSingular : Smooth {
    static constexpr std::string_view name = "Powell singular";
    static constexpr double length = 1;
    // The four directions along which the function is a sum of a square or a fourth power.
    static constexpr double directions[4][4] = {{1, 10, 0, 0}, {0, 0, 1, -1}, {0, 1, -2, 0}, {1, 0, 0, -1}};
    static constexpr double factors[4] = {1, 5, 1, 10};
    static constexpr int powers[4] = {2, 2, 4, 4};

    template <typename Visit>
    static void each(const Vector& x, Visit visit) {
        for (int k = 0; k < 4; ++k) {
            const Eigen::Map<const Eigen::Vector4d> direction(directions[k]);
            visit(factors[k], powers[k], direction, direction.dot(x));
        }
    }
    double value(const Vector& x) const {
        double sum = 0;
        each(x, [&](double factor, int p, const auto&, double t) { sum += factor * std::pow(t, p); });
        return sum;
    }
    void gradient(const Vector& x, Vector& g) const {
        g.setZero();
        each(x, [&](double factor, int p, const auto& v, double t) {
            g += factor * p * std::pow(t, p - 1) * v;
        });
    }
    void hessian(const Vector& x, Matrix& H) const {
        each(x, [&](double factor, int p, const auto& v, double t) {
            H += factor * p * (p - 1) * std::pow(t, p - 2) * v * v.transpose();
        });
    }
    void gauss_newton(const Vector& x, Matrix& H) const {
        // The residual is t^(p/2), up to a factor.
        each(x, [&](double factor, int p, const auto& v, double t) {
            H += factor * p * p / 2 * std::pow(t, p - 2) * v * v.transpose();
        });
    }
};

struct AbsoluteValues {
    static constexpr Smoothness smoothness = Smoothness::piecewise_smooth;
    static constexpr std::string_view name = "Absolute values";
    Vector centre;
    double length = length_of(centre);
    double value(const Vector& x) const {
        return (x - centre).lpNorm<1>() + 0.5 * (x - centre).squaredNorm();
    }
    void gradient(const Vector& x, Vector& g) const {
        // At a kink the left slope, as for the activations.
        for (Index i = 0; i < x.size(); ++i) g[i] = (x[i] > centre[i] ? 1 : -1) + x[i] - centre[i];
    }
    void hessian(const Vector&, Matrix& H) const { H.diagonal().setOnes(); }
};

class AbsoluteValuesEvaluator final : public FunctionEvaluator<AbsoluteValues> {
  public:
    using FunctionEvaluator::FunctionEvaluator;
    EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                      double& second) override {
        const Vector r = x - function_.centre;
        first = r.dot(dir);
        for (Index i = 0; i < x.size(); ++i) {
            first += r[i] == 0 ? std::abs(dir[i]) : std::copysign(dir[i], r[i] * dir[i]);
        }
        second = dir.squaredNorm();
        return std::isfinite(first) && std::isfinite(second) ? EvalStatus::ok : EvalStatus::not_finite;
    }
};

constexpr std::string_view more_1981 = "More, Garbow, Hillstrom, ACM TOMS 7 (1981)";

Vector repeated(const Vector& block, Index count) {
    return block.replicate(count, 1);
}

}  // namespace

std::unique_ptr<Problem> make_quadratic(Matrix H, Vector minimiser) {
    if (H.rows() != H.cols() || H.rows() != minimiser.size() || H.rows() == 0) {
        throw InputError("quadratic", "found H of " + std::to_string(H.rows()) + " x " +
                                          std::to_string(H.cols()) + " with a minimiser of " +
                                          std::to_string(minimiser.size()) +
                                          "; expected d x d and d, d >= 1");
    }
    Vector centre = minimiser;
    return std::make_unique<FunctionProblem<Quadratic>>(Quadratic{{}, std::move(H), std::move(centre)},
                                                        std::move(minimiser));
}

TestFunction extended_rosenbrock(Index d) {
    if (d < 2 || d % 2 != 0)
        throw InputError("d", "found " + std::to_string(d) + "; expected an even d >= 2");
    return {.name = d == 2 ? "rosenbrock" : "extended-rosenbrock",
            .source = more_1981,
            .problem =
                std::make_unique<FunctionProblem<ExtendedRosenbrock>>(ExtendedRosenbrock{}, Vector::Ones(d)),
            .start = repeated(Eigen::Vector2d(-1.2, 1), d / 2)};
}

TestFunction rosenbrock() {
    return extended_rosenbrock(2);
}

TestFunction beale() {
    return {.name = "beale",
            .source = more_1981,
            .problem = std::make_unique<FunctionProblem<Beale>>(Beale{}, Eigen::Vector2d(3, 0.5)),
            .start = Eigen::Vector2d(1, 1)};
}

TestFunction himmelblau() {
    return {.name = "himmelblau",
            .source = "Himmelblau, Applied Nonlinear Programming, McGraw-Hill (1972)",
            .problem = std::make_unique<FunctionProblem<Himmelblau>>(Himmelblau{}, Eigen::Vector2d(3, 2)),
            .start = Eigen::Vector2d(4, 3)};
}

TestFunction double_well() {
    return {.name = "double-well",
            .source = "the quartic with two minima, e.g. Arnold, Catastrophe Theory, Springer (1992)",
            .problem = std::make_unique<FunctionProblem<DoubleWell>>(DoubleWell{}, Eigen::Vector2d(1, 0)),
            .start = Eigen::Vector2d(2, 1)};
}

TestFunction powell_singular() {
    return {.name = "powell-singular",
            .source = more_1981,
            .problem = std::make_unique<FunctionProblem<PowellSingular>>(PowellSingular{}, Vector::Zero(4)),
            .start = Eigen::Vector4d(3, -1, 0, 1),
            .regular = false};
}

TestFunction absolute_values(Index d) {
    if (d < 1) throw InputError("d", "found " + std::to_string(d) + "; expected d >= 1");
    const Vector centre = Vector::LinSpaced(d, 0.5, 1.5);
    using Kinked = FunctionProblem<AbsoluteValues, AbsoluteValuesEvaluator>;
    return {.name = "absolute-values",
            .source = "lasso with identity design; Tibshirani, J. R. Stat. Soc. B 58 (1996)",
            .problem = std::make_unique<Kinked>(AbsoluteValues{centre}, centre),
            .start = centre + Vector::Constant(d, 2),
            .regular = false};
}

std::vector<TestFunction> test_functions() {
    std::vector<TestFunction> all;
    all.push_back({.name = "quadratic",
                   .source = "Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), section 5.1",
                   .problem = make_quadratic(Vector::LinSpaced(5, 1, 100).asDiagonal(), Vector::Ones(5)),
                   .start = Vector::Zero(5)});
    all.push_back(rosenbrock());
    all.push_back(extended_rosenbrock(10));
    all.push_back(beale());
    all.push_back(himmelblau());
    all.push_back(powell_singular());
    all.push_back(absolute_values(3));
    return all;
}

}  // namespace basin
