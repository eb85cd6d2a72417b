// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "core/numeric/norm.h"
#include "core/problems/problem.h"

namespace basin::formulas {

// Functions of the literature (mathematics.md 9) as function_problem.h takes them.

/// That of the minimiser, or 1 where it is 0.
inline double length_of(const Vector& minimiser) {
    const double length = safe_norm(minimiser);
    return length > 0 ? length : 1;
}

/// Of x_1^4 / 4, whose third derivative is 6 x_1, on a ball; rounded up.
inline double largest_cubic_slope(const Vector& centre, double radius) {
    constexpr double outward = 1 + 4 * std::numeric_limits<double>::epsilon();
    return 6 * outward * (std::abs(centre[0]) + radius);
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
    void hessian_product(const Vector&, const Vector& v, Vector& Hv) const { Hv.noalias() = H * v; }
    double hessian_lipschitz(const Vector&, double) const { return 0; }
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
    // Of the residuals (x_1^2 - 1) / sqrt(2) and x_2.
    void gauss_newton(const Vector& x, Matrix& H) const { H.diagonal() << 2 * x[0] * x[0], 1; }
    double hessian_lipschitz(const Vector& centre, double radius) const {
        return largest_cubic_slope(centre, radius);
    }
};

}  // namespace basin::formulas
