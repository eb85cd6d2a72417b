// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/numeric/cholesky.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/types.h"
#include "core/problems/problem.h"

namespace basin {

/// A matrix Ht that stands for the Hessian H in a Newton step (math.md 1.5). One model per run: it owns
/// scratch memory, so that nothing is allocated after the first assemble() and solve().
class HessianModel {
  public:
    virtual ~HessianModel() = default;

    /// Builds Ht at x (d); iteration picks the random stream of the models that draw.
    virtual EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) = 0;
    /// Whether the assembled Ht is positive definite; solve() may only be called when it is.
    virtual bool positive_definite() const = 0;
    /// step = Ht^{-1} g (d).
    virtual void solve(const Vector& g, Vector& step) = 0;
    /// Ht itself (d x d, both triangles); valid until the next assemble().
    virtual const Matrix& matrix() = 0;
    /// The exact Hessian at x when assemble() computed it, else null.
    virtual const Matrix* exact_hessian() const { return nullptr; }

    /// |H^{-1/2} Ht H^{-1/2} - I|_2 for the exact H (d x d); not_applicable unless H is positive definite.
    virtual double achieved_error(const Matrix& H);

  private:
    Cholesky exact_cholesky_;
    Matrix difference_;  // d x d
    SymmetricEigen difference_eigen_;
};

/// Which model approximate-newton uses, by its name in math.md 1.5.
enum class Approximation { exact, controlled };
std::string_view to_string(Approximation approximation);
std::optional<Approximation> parse_approximation(std::string_view name);

struct ApproximationOptions {
    Approximation approximation = Approximation::controlled;
    double error = 0.1;  // eps0 of `controlled`, 0 <= error <= 10; the theory needs < 0.1 (LSWY; math.md 1.4)
    std::uint64_t seed = 1;  // of the random directions of the error

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// A model for one run on problems of dimension d.
std::unique_ptr<HessianModel> make_hessian_model(const ApproximationOptions& options, Index d);

}  // namespace basin
