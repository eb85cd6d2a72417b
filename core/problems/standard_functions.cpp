// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/standard_functions.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "core/problems/formulas.h"
#include "core/problems/function_problem.h"

namespace basin {

namespace {

using namespace formulas;

struct Rosenbrock : Smooth {
    static constexpr std::string_view name = "Rosenbrock";
    static constexpr double length = 1;

    /// visit(i, valley, slope) of every two neighbours: L sums 100 valley^2 + slope^2.
    template <typename Visit>
    static void each(const Vector& x, Visit visit) {
        for (Index i = 0; i + 1 < x.size(); ++i) visit(i, x[i + 1] - x[i] * x[i], 1 - x[i]);
    }
    double value(const Vector& x) const {
        double sum = 0;
        each(x, [&](Index, double valley, double slope) { sum += 100 * valley * valley + slope * slope; });
        return sum;
    }
    void gradient(const Vector& x, Vector& g) const {
        g.setZero();
        each(x, [&](Index i, double valley, double slope) {
            g[i] += -400 * x[i] * valley - 2 * slope;
            g[i + 1] += 200 * valley;
        });
    }
    void hessian(const Vector& x, Matrix& H) const {
        each(x, [&](Index i, double valley, double) {
            H(i, i) += 800 * x[i] * x[i] - 400 * valley + 2;
            H(i + 1, i + 1) += 200;
            H(i, i + 1) = H(i + 1, i) = -400 * x[i];
        });
    }
    void hessian_product(const Vector& x, const Vector& v, Vector& Hv) const {
        Hv.setZero();
        each(x, [&](Index i, double valley, double) {
            Hv[i] += (800 * x[i] * x[i] - 400 * valley + 2) * v[i] - 400 * x[i] * v[i + 1];
            Hv[i + 1] += 200 * v[i + 1] - 400 * x[i] * v[i];
        });
    }
    void gauss_newton(const Vector& x, Matrix& H) const {
        each(x, [&](Index i, double, double) {
            H(i, i) += 800 * x[i] * x[i] + 2;
            H(i + 1, i + 1) += 200;
            H(i, i + 1) = H(i + 1, i) = -400 * x[i];
        });
    }
};

/// A convex one, which is the sum of squares of its eigenvectors' parts.
struct Bowl : Quadratic {
    void gauss_newton(const Vector&, Matrix& out) const { out = H; }
};
struct Booth : Bowl {
    static constexpr std::string_view name = "Booth";
};
struct Matyas : Bowl {
    static constexpr std::string_view name = "Matyas";
};

struct ThreeHumpCamel : Smooth {
    static constexpr std::string_view name = "Three-hump camel";
    static constexpr double length = 2;  // the other two minimisers
    double value(const Vector& x) const {
        const double s = x[0] * x[0];
        return s * (2 + s * (-1.05 + s / 6)) + x[0] * x[1] + x[1] * x[1];
    }
    void gradient(const Vector& x, Vector& g) const {
        const double s = x[0] * x[0];
        g << x[0] * (4 + s * (-4.2 + s)) + x[1], x[0] + 2 * x[1];
    }
    void hessian(const Vector& x, Matrix& H) const {
        const double s = x[0] * x[0];
        H << 4 + s * (-12.6 + 5 * s), 1, 1, 2;
    }
};

struct Saddle : DoubleWell {
    static constexpr std::string_view name = "Saddle";
};

struct FlatValley : Smooth {
    static constexpr std::string_view name = "Flat valley";
    static constexpr double length = 1;
    double value(const Vector& x) const { return 0.25 * std::pow(x[0], 4) + 0.5 * x[1] * x[1]; }
    void gradient(const Vector& x, Vector& g) const { g << x[0] * x[0] * x[0], x[1]; }
    void hessian(const Vector& x, Matrix& H) const { H.diagonal() << 3 * x[0] * x[0], 1; }
    // Of the residuals x_1^2 / sqrt(2) and x_2.
    void gauss_newton(const Vector& x, Matrix& H) const { H.diagonal() << 2 * x[0] * x[0], 1; }
    double hessian_lipschitz(const Vector& centre, double radius) const {
        return largest_cubic_slope(centre, radius);
    }
};

/// Eigenvalues spaced evenly in the logarithm from 1 to the condition, the softest along (1, ..., 1).
Matrix conditioned_hessian(Index d, double condition) {
    Matrix U(d, d);
    Vector eigenvalues(d);
    for (Index k = 0; k < d; ++k) {
        const auto frequency = std::numbers::pi * static_cast<double>(k) / static_cast<double>(d);
        for (Index i = 0; i < d; ++i) U(i, k) = std::cos(frequency * (static_cast<double>(i) + 0.5));
        U.col(k).normalize();
        eigenvalues[k] = std::pow(condition, static_cast<double>(k) / static_cast<double>(d - 1));
    }
    const Matrix H = U * eigenvalues.asDiagonal() * U.transpose();
    return (H + H.transpose()) / 2;
}

template <typename Kind>
std::unique_ptr<Problem> bowl(Matrix H, Vector centre) {
    Kind function{{{{}, std::move(H), centre}}};
    return make_function_problem(std::move(function), std::move(centre));
}

std::unique_ptr<Problem> make_problem(StandardFunction function, Vector minimiser, double condition) {
    const Index d = minimiser.size();
    switch (function) {
        case StandardFunction::rosenbrock:
            return make_function_problem(Rosenbrock{}, std::move(minimiser));
        case StandardFunction::himmelblau:
            return make_function_problem(Himmelblau{}, std::move(minimiser));
        case StandardFunction::beale:
            return make_function_problem(Beale{}, std::move(minimiser));
        case StandardFunction::booth:
            return bowl<Booth>((Matrix(2, 2) << 10, 8, 8, 10).finished(), std::move(minimiser));
        case StandardFunction::three_hump_camel:
            return make_function_problem(ThreeHumpCamel{}, std::move(minimiser));
        case StandardFunction::matyas:
            return bowl<Matyas>((Matrix(2, 2) << 0.52, -0.48, -0.48, 0.52).finished(), std::move(minimiser));
        case StandardFunction::saddle:
            return make_function_problem(Saddle{}, std::move(minimiser));
        case StandardFunction::flat_valley:
            return make_function_problem(FlatValley{}, std::move(minimiser));
        case StandardFunction::quadratic:
            break;
    }
    Bowl quadratic{{{}, conditioned_hessian(d, condition), minimiser}};
    return make_function_problem(std::move(quadratic), std::move(minimiser));
}

constexpr std::array<StandardFunctionInfo, all_standard_functions.size()> infos{{
    {.word = "rosenbrock",
     .name = "Rosenbrock",
     .formula = "sum of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2",
     .source = "Rosenbrock 1960",
     .story = "a long curved valley that is easy to enter and hard to follow",
     .has_dimension = true},
    {.word = "himmelblau",
     .name = "Himmelblau",
     .formula = "(x_1^2 + x_2 - 11)^2 + (x_1 + x_2^2 - 7)^2",
     .source = "Himmelblau 1972",
     .story = "four valleys of the same depth: which one is found depends on the start"},
    {.word = "beale",
     .name = "Beale",
     .formula = "sum over k = 1, 2, 3 of (y_k - x_1 (1 - x_2^k))^2, y = 1.5, 2.25, 2.625",
     .source = "Moré, Garbow, Hillstrom 1981",
     .story = "a valley between steep corners, and plains that lead away from it"},
    {.word = "booth",
     .name = "Booth",
     .formula = "(x_1 + 2 x_2 - 7)^2 + (2 x_1 + x_2 - 5)^2",
     .source = "Jamil, Yang 2013",
     .story = "a tilted bowl, nine times as steep one way as the other"},
    {.word = "three-hump-camel",
     .name = "Three-hump camel",
     .formula = "2 x_1^2 - 1.05 x_1^4 + x_1^6 / 6 + x_1 x_2 + x_2^2",
     .source = "Jamil, Yang 2013",
     .story = "a deep valley between two shallow ones, in which methods get caught"},
    {.word = "matyas",
     .name = "Matyas",
     .formula = "0.26 (x_1^2 + x_2^2) - 0.48 x_1 x_2",
     .source = "Jamil, Yang 2013",
     .story = "a bowl drawn out along the diagonal, twenty-five times as steep across it"},
    {.word = "saddle",
     .name = "Saddle",
     .formula = "(x_1^2 - 1)^2 / 4 + x_2^2 / 2",
     .source = "Arnold 1992",
     .story = "two valleys and the pass between them, where the gradient vanishes and no minimum is"},
    {.word = "flat-valley",
     .name = "Flat valley",
     .formula = "x_1^4 / 4 + x_2^2 / 2",
     .source = "Nocedal, Wright 2006",
     .story = "a floor so flat that every method slows down on it: the Hessian is singular at the minimum",
     .is_regular = false},
    {.word = "quadratic",
     .name = "Quadratic",
     .formula = "x^T H x / 2, eigenvalues of H from 1 to the condition number",
     .source = "Nocedal, Wright 2006",
     .story = "a bowl as narrow as one likes: the Hessian is the same everywhere",
     .has_dimension = true,
     .has_condition = true},
}};

}  // namespace

const StandardFunctionInfo& info_of(StandardFunction function) {
    return infos[static_cast<std::size_t>(function)];
}

std::string_view to_string(StandardFunction function) {
    return info_of(function).word;
}

std::unique_ptr<Problem> make_standard_function(StandardFunction function, Index dimension,
                                                double condition) {
    return make_problem(function, known_minimisers(function, dimension).front(), condition);
}

std::vector<Vector> known_minimisers(StandardFunction function, Index dimension) {
    using Point = Eigen::Vector2d;
    switch (function) {
        case StandardFunction::rosenbrock:
            return {Vector::Ones(dimension)};
        case StandardFunction::himmelblau:
            return {Point(3, 2), Point(-2.805118086952745, 3.131312518250573),
                    Point(-3.779310253377747, -3.283185991286170),
                    Point(3.584428340330492, -1.848126526964404)};
        case StandardFunction::beale:
            return {Point(3, 0.5)};
        case StandardFunction::booth:
            return {Point(1, 3)};
        case StandardFunction::three_hump_camel: {
            // The gradient vanishes where x_2 = -x_1 / 2 and x_1 (x_1^4 - 4.2 x_1^2 + 3.5) = 0.
            const double x = std::sqrt(2.1 + std::sqrt(0.91));
            return {Point(0, 0), Point(x, -x / 2), Point(-x, x / 2)};
        }
        case StandardFunction::saddle:
            return {Point(1, 0), Point(-1, 0)};
        case StandardFunction::matyas:
        case StandardFunction::flat_valley:
            return {Point(0, 0)};
        case StandardFunction::quadratic:
            break;
    }
    return {Vector::Zero(dimension)};
}

}  // namespace basin
