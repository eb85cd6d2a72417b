// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/cholesky.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/types.h"
#include "core/problems/problem.h"

namespace basin {

/// What a model that draws rows of A1 drew: how many (s), the largest factor that a row's term is taken with,
/// count / (s p) for a row drawn count times with probability p (1 for a sketch), and how many rows its
/// product runs over: the different ones among those drawn, or those of the sketch that something went to.
struct RowDraws {
    double samples = not_applicable;
    double largest_weight = not_applicable;
    double distinct_rows = not_applicable;
};

/// A matrix Ht that stands for the Hessian H in a Newton step (mathematics.md 1.5). One model per run: it
/// owns scratch memory, so that the models that draw nothing allocate nothing after the first assemble() and
/// solve().
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
    virtual RowDraws draws() const { return {}; }

    /// |H^{-1/2} Ht H^{-1/2} - I|_2 for the exact H (d x d); not_applicable unless H is positive definite
    /// beyond rounding.
    virtual double achieved_error(const Matrix& H);

  private:
    Cholesky exact_cholesky_;
    Matrix difference_;  // d x d
    SymmetricEigen difference_eigen_;
};

/// Which model approximate-newton uses, by its name in mathematics.md 1.5.
enum class Approximation {
    exact,
    controlled,
    leverage_sampling,
    uniform_sampling,
    sketch,
    gauss_newton,
    diagonal,
    stale
};
inline constexpr std::array all_approximations{Approximation::exact,
                                               Approximation::controlled,
                                               Approximation::leverage_sampling,
                                               Approximation::uniform_sampling,
                                               Approximation::sketch,
                                               Approximation::gauss_newton,
                                               Approximation::diagonal,
                                               Approximation::stale};
std::string_view to_string(Approximation approximation);
/// Their names, one by one.
std::vector<std::string> names_of(std::span<const Approximation> approximations);
std::optional<Approximation> parse_approximation(std::string_view name);

/// What the models that draw do with the rest of H, beyond A1^T diag(D+) A1 (D+ = D clipped at 0, which they
/// draw for): `structured` keeps it exactly - the part of low rank, KA^T diag(weights) KA - ..., and the rows
/// of negative D - so that its error vanishes with eps0; `diagonal` leaves it out, as [LSWY] do. An error
/// eps0 of the drawn part makes one of at most eps0 |H^{-1/2} A1^T diag(D+) A1 H^{-1/2}|_2 of the structured
/// model. Rows of negative D cost as in the exact Hessian; where the ridge makes H positive definite as
/// [LSWY] ask, there are few.
enum class LowRankPart { structured, diagonal };
std::string_view to_string(LowRankPart part);
std::optional<LowRankPart> parse_low_rank_part(std::string_view name);

/// Leverage scores by a thin QR factorisation of diag(D)^{1/2} A1, or of a sketch of it.
enum class ScoreMethod { exact, sketched };
std::string_view to_string(ScoreMethod method);
std::optional<ScoreMethod> parse_score_method(std::string_view name);

/// Which way `controlled` errs: at random, or with S coupling the stiffest and the softest eigenvector, which
/// makes the Euclidean error grow most (the counterexample of mathematics.md 1.4).
enum class ErrorDirection { random, worst };
std::string_view to_string(ErrorDirection direction);
std::optional<ErrorDirection> parse_error_direction(std::string_view name);
/// How `sketch` mixes the rows of A1: each into one of s with a random sign [Clarkson, Woodruff 2013],
/// or by a subsampled randomised Hadamard transform [Tropp 2011], which needs fewer rows and more time.
enum class SketchKind { count_sketch, srht };
std::string_view to_string(SketchKind kind);
std::optional<SketchKind> parse_sketch_kind(std::string_view name);

/// Which Hessian `approximate-newton` takes (mathematics.md 1.5). Field names are JSON keys of the solver.
struct ApproximationOptions {
    Approximation approximation = Approximation::controlled;
    /// 0 <= error <= 10: eps0 of `controlled`; the error that samples are promised to keep (> 0 then), of the
    /// part that is drawn: see LowRankPart. The theory needs < 0.1 ([LSWY]; mathematics.md 1.4).
    double error = 0.1;
    std::uint64_t seed = 1;  // of everything drawn
    ErrorDirection direction = ErrorDirection::random;
    LowRankPart variant = LowRankPart::structured;
    ScoreMethod scores = ScoreMethod::exact;
    SketchKind kind = SketchKind::count_sketch;
    Index samples = 0;      // >= 0, rows drawn or rows of the sketch; 0 = as many as `error` takes
    Index refresh = 5;      // >= 1, `stale` computes the Hessian every so many steps
    double failure = 0.05;  // 0 < failure < 1, probability that the drawn part exceeds it
    double constant = 3;    // > 0, C of promised_samples(); 3 by the matrix Chernoff bound [Tropp 2012]

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// How many rows keep the error of the drawn part with probability 1 - failure (A1 is n x d), rounded up: by
/// leverage, C error^{-2} d log(2 d / failure) (mathematics.md 1.5; uniform draws use the same number,
/// without the promise); of a count sketch, (d^2 + d) / (failure error^2) [Nelson, Nguyen 2013]; of an SRHT,
/// C error^{-2} (d^{1/2} + (8 log(2 n / failure))^{1/2})^2 log(4 d / failure), where the transform evens out
/// the leverage ([Tropp 2011], lemma 3.3) before that bound, at failure / 2 each. Infinite for error 0.
double promised_samples(const ApproximationOptions& options, Index n, Index d);

/// Why memory does not hold a dense matrix of that size, in one sentence, or nothing.
std::optional<std::string> reject_matrix(const std::string& where, Index rows, Index columns);

/// Why no dense Hessian of so many unknowns can be had on this machine by a method that holds so many
/// matrices of its size at once, itself included (>= 1), in one sentence, or nothing.
std::optional<std::string> reject_dense_hessian(Index unknowns, Index matrices);

/// Why the approximation cannot be had for this problem, in one sentence, or nothing.
std::optional<std::string> reject_approximation(const ApproximationOptions& options, const Problem& problem);

/// A sentence about what the options ask for beyond what makes sense, or an empty text. The problem must not
/// be rejected.
std::string approximation_caveat(const ApproximationOptions& options, const Problem& problem);

/// What the error of the whole Hessian came to in a run, beside what was asked of the drawn part; empty for
/// approximations that draw nothing, and where achieved, the largest of the run, is not_applicable.
std::string achieved_error_text(const ApproximationOptions& options, double achieved);

/// All that is asked about an approximation: one row of a table, so that one more is one more row.
struct ApproximationInfo {
    Approximation approximation;
    std::string_view name;  // in files, e.g. "leverage-sampling"
    /// Names of the ApproximationOptions that mean something with it.
    std::span<const std::string_view> parameters;
    bool draws;                   // rows of A1, so that `error` speaks of the drawn part alone
    bool keeps_error;             // surely: `error` where it has one, else 0
    bool needs_least_squares;     // can be had for sums of squares only
    bool compared;                // by a trade-off that names none
    std::string_view looks_like;  // the solver whose colour it has where approximations are compared
    std::unique_ptr<HessianModel> (*make)(const ApproximationOptions& options, Index d);

    bool has(std::string_view parameter) const;
    /// Whether an error can be asked of it.
    bool has_error() const { return has("error"); }
};
/// In the order of the enum.
std::span<const ApproximationInfo, all_approximations.size()> approximation_table();
const ApproximationInfo& info_of(Approximation approximation);

/// Those for which `which` holds, e.g. &ApproximationInfo::has_error.
template <typename Which>
std::vector<Approximation> approximations_where(const Which& which) {
    std::vector<Approximation> chosen;
    for (const ApproximationInfo& info : approximation_table()) {
        if (std::invoke(which, info)) chosen.push_back(info.approximation);
    }
    return chosen;
}

/// A model for one run on problems of dimension d.
std::unique_ptr<HessianModel> make_hessian_model(const ApproximationOptions& options, Index d);

}  // namespace basin
