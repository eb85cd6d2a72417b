// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/hessian_approximation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/products.h"
#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

class ExactModel final : public HessianModel {
  public:
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index) override {
        const EvalStatus status = evaluator.hessian(x, hessian_);
        if (status == EvalStatus::ok) cholesky_.factorise(hessian_);
        return status;
    }
    bool positive_definite() const override { return cholesky_.positive_definite(); }
    void solve(const Vector& g, Vector& step) override { cholesky_.solve(g, step); }
    const Matrix& matrix() override { return hessian_; }
    const Matrix* exact_hessian() const override { return &hessian_; }
    double achieved_error(const Matrix&) override { return 0; }

  private:
    Matrix hessian_;  // d x d
    Cholesky cholesky_;
};

/// Ht = Q |Lambda|^{1/2} C |Lambda|^{1/2} Q^T, C = sign Lambda + eps0 S, where H = Q Lambda Q^T
/// (math.md 1.5).
class ControlledModel final : public HessianModel {
  public:
    ControlledModel(double error, std::uint64_t seed, Index d)
        : error_(error), seed_(seed), core_(d, d), root_(d), scratch_(d) {}

    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) override {
        const EvalStatus status = evaluator.hessian(x, hessian_);
        if (status != EvalStatus::ok) return status;
        if (!eigen_.compute(hessian_)) return EvalStatus::not_finite;
        const Vector& lambda = eigen_.values();
        root_ = lambda.cwiseAbs().cwiseSqrt();
        draw_core(iteration);
        core_.diagonal() += lambda.cwiseSign();
        nonsingular_ = root_.minCoeff() > 0 && cholesky_.factorise(core_);
        return status;
    }

    bool positive_definite() const override { return nonsingular_; }

    void solve(const Vector& g, Vector& step) override {
        multiply_transposed(eigen_.vectors(), g, scratch_);
        scratch_.array() /= root_.array();
        cholesky_.solve(scratch_, scratch_);
        scratch_.array() /= root_.array();
        multiply(eigen_.vectors(), scratch_, step);
    }

    const Matrix& matrix() override {
        scaled_ = eigen_.vectors() * root_.asDiagonal();
        scaled_core_.noalias() = scaled_ * core_;
        matrix_.noalias() = scaled_core_ * scaled_.transpose();
        // Exactly symmetric, as everything that reads one triangle expects.
        matrix_.triangularView<Eigen::StrictlyUpper>() = matrix_.transpose();
        return matrix_;
    }

    const Matrix* exact_hessian() const override { return &hessian_; }

  private:
    /// core_ = eps0 S with S symmetric, its spectral norm exactly 1.
    void draw_core(Index iteration) {
        RandomStream stream(seed_, static_cast<std::uint64_t>(iteration));
        const Index d = core_.rows();
        for (Index j = 0; j < d; ++j) {
            // Variance 2 on the diagonal makes the distribution invariant under rotations.
            core_(j, j) = std::sqrt(2.0) * stream.normal();
            for (Index i = j + 1; i < d; ++i) core_(i, j) = core_(j, i) = stream.normal();
        }
        core_eigen_.compute(core_, SymmetricEigen::Wanted::values);
        core_ *= error_ / core_eigen_.values().cwiseAbs().maxCoeff();
    }

    double error_;
    std::uint64_t seed_;
    Matrix hessian_;  // d x d
    SymmetricEigen eigen_;
    SymmetricEigen core_eigen_;
    Matrix core_;        // d x d, C
    Vector root_;        // d, |Lambda|^{1/2}
    Cholesky cholesky_;  // of C
    bool nonsingular_ = false;
    Vector scratch_;                        // d
    Matrix scaled_, scaled_core_, matrix_;  // d x d, for matrix()
};

}  // namespace

double HessianModel::achieved_error(const Matrix& H) {
    if (!exact_cholesky_.factorise(H)) return not_applicable;
    difference_ = matrix() - H;
    exact_cholesky_.reduce(difference_);
    if (!difference_eigen_.compute(difference_, SymmetricEigen::Wanted::values)) return not_applicable;
    return difference_eigen_.values().cwiseAbs().maxCoeff();
}

std::string_view to_string(Approximation approximation) {
    return approximation == Approximation::exact ? "exact" : "controlled";
}

std::optional<Approximation> parse_approximation(std::string_view name) {
    for (const auto approximation : {Approximation::exact, Approximation::controlled}) {
        if (name == to_string(approximation)) return approximation;
    }
    return std::nullopt;
}

void ApproximationOptions::validate() const {
    require(error >= 0 && error <= 10, "error", error, "0 <= error <= 10");
}

std::unique_ptr<HessianModel> make_hessian_model(const ApproximationOptions& options, Index d) {
    if (options.approximation == Approximation::exact || options.error == 0) {
        return std::make_unique<ExactModel>();
    }
    return std::make_unique<ControlledModel>(options.error, options.seed, d);
}

}  // namespace basin
