// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/shifted_direction.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "core/numeric/cholesky.h"
#include "core/numeric/conjugate_gradients.h"
#include "core/numeric/norm.h"
#include "core/numeric/spectrum_ends.h"

namespace basin {

namespace {

// Each shift is at least double the last, so that so many of them exceed every norm.
constexpr int most_shifts = 60;

/// The least shift above 0, for a matrix of that norm.
double least_shift(double share, double norm) {
    return share * std::max(norm, std::numeric_limits<double>::min());
}

/// A barely definite matrix may give a direction that rounding has turned uphill.
bool descends(const Vector& g, const Vector& p) {
    return p.allFinite() && safe_dot(g, p) < 0;
}

class FormedDirection final : public ShiftedDirection {
  public:
    FormedDirection(Recorder& recorder, double share) : recorder_(recorder), share_(share) {}

    EvalStatus move_to(const Vector& x) override { return recorder_.evaluator().hessian(x, hessian_); }
    const Matrix* hessian() const override { return &hessian_; }

    bool compute(const Vector& g, Vector& p) override {
        const double unit = least_shift(share_, safe_norm(hessian_));
        const double lowest = hessian_.diagonal().minCoeff();
        double tau = lowest > 0 ? 0 : unit - lowest;
        for (int attempt = 0; attempt < most_shifts; ++attempt, tau = std::max(2 * tau, unit)) {
            shifted_ = hessian_;
            shifted_.diagonal().array() += tau;
            if (!cholesky_.factorise(shifted_)) continue;
            cholesky_.solve(g, p);
            p = -p;
            if (descends(g, p)) return true;
        }
        return false;
    }

    SolveResult end() override { return recorder_.end_indefinite(hessian_, "Hessian"); }

  private:
    Recorder& recorder_;
    double share_;
    Matrix hessian_, shifted_;  // d x d
    Cholesky cholesky_;
};

class DirectionByProducts final : public ShiftedDirection {
  public:
    DirectionByProducts(Recorder& recorder, const DampedNewtonOptions& options)
        : recorder_(recorder), options_(options) {}

    EvalStatus move_to(const Vector& x) override {
        x_ = x;
        return EvalStatus::ok;
    }
    const Matrix* hessian() const override { return nullptr; }

    bool compute(const Vector& g, Vector& p) override {
        if (solve(0, g, p)) return true;
        auto tau = is_wanted() ? first_shift() : std::nullopt;
        for (int attempt = 0; tau && attempt < most_shifts && is_wanted(); ++attempt, *tau *= 2)
            if (solve(*tau, g, p)) return true;
        return false;
    }

    SolveResult end() override {
        if (!finite_ || recorder_.interrupted()) return recorder_.end_not_finite(x_);
        return recorder_.end(Termination::indefinite,
                             "No multiple of the identity makes the Hessian at iteration " +
                                 std::to_string(recorder_.iteration()) + " positive definite.");
    }

  private:
    bool is_wanted() { return finite_ && !recorder_.interrupted(); }

    /// H v + tau v.
    SymmetricProduct shifted(double tau) {
        return [this, tau](const Vector& v, Vector& out) {
            finite_ = recorder_.evaluator().hessian_product(x_, v, out) == EvalStatus::ok;
            if (tau > 0) out += tau * v;
            return finite_;
        };
    }

    bool solve(double tau, const Vector& g, Vector& p) {
        const ConjugateGradientOptions limits{options_.tolerance, 2 * g.size()};
        if (!conjugate_gradients(shifted(tau), g, limits, p)) return false;
        p = -p;
        return descends(g, p);
    }

    /// Where the smallest eigenvalue is worse known, conjugate gradients find the shift too small.
    std::optional<double> first_shift() {
        const LanczosOptions roughly{.ends = 1, .tolerance = 0.1, .restarts = 2};
        const auto ends = spectrum_ends(shifted(0), x_.size(), roughly);
        if (!ends) return std::nullopt;
        const double unit = least_shift(options_.shift, ends->values.cwiseAbs().maxCoeff());
        return unit - std::min(0.0, ends->values[0]);
    }

    Recorder& recorder_;
    const DampedNewtonOptions& options_;
    Vector x_;  // d
    bool finite_ = true;
};

}  // namespace

std::unique_ptr<ShiftedDirection> formed_direction(Recorder& recorder, const DampedNewtonOptions& options) {
    return std::make_unique<FormedDirection>(recorder, options.shift);
}

std::unique_ptr<ShiftedDirection> direction_by_products(Recorder& recorder,
                                                        const DampedNewtonOptions& options) {
    return std::make_unique<DirectionByProducts>(recorder, options);
}

}  // namespace basin
