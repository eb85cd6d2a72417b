// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/test_functions.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/numeric/input_error.h"
#include "core/problems/formulas.h"
#include "core/problems/function_problem.h"

namespace basin {

namespace {

using namespace formulas;

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
    return make_function_problem(Quadratic{{}, std::move(H), std::move(centre)}, std::move(minimiser));
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
            .problem = make_function_problem(Beale{}, Eigen::Vector2d(3, 0.5)),
            .start = Eigen::Vector2d(1, 1)};
}

TestFunction himmelblau() {
    return {.name = "himmelblau",
            .source = "Himmelblau, Applied Nonlinear Programming, McGraw-Hill (1972)",
            .problem = make_function_problem(Himmelblau{}, Eigen::Vector2d(3, 2)),
            .start = Eigen::Vector2d(4, 3)};
}

TestFunction double_well() {
    return {.name = "double-well",
            .source = "the quartic with two minima, e.g. Arnold, Catastrophe Theory, Springer (1992)",
            .problem = make_function_problem(DoubleWell{}, Eigen::Vector2d(1, 0)),
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
