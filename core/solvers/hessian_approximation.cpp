// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/hessian_approximation.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "core/numeric/check.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/problems/curvature.h"
#include "core/solvers/approximations/controlled_model.h"
#include "core/solvers/approximations/diagonal_model.h"
#include "core/solvers/approximations/exact_model.h"
#include "core/solvers/approximations/gauss_newton_model.h"
#include "core/solvers/approximations/sampled_model.h"
#include "core/solvers/approximations/sketch_model.h"
#include "core/solvers/approximations/srht_model.h"
#include "core/solvers/approximations/stale_model.h"

namespace basin {

namespace {

// Drawing more would take longer than any problem here is worth, and memory without end.
constexpr double most_samples = 1e7;

// Of a factorisation, that the smallest eigenvalue must exceed: H was formed with roundings of its own.
constexpr double definite_roundings = 8;

template <typename Choice>
struct Named {
    Choice choice;
    std::string_view name;
};
template <typename Choice>
Named(Choice, std::string_view) -> Named<Choice>;

std::unique_ptr<HessianModel> make_exact(const ApproximationOptions&, Index) {
    return std::make_unique<ExactModel>();
}

std::unique_ptr<HessianModel> make_controlled(const ApproximationOptions& options, Index d) {
    if (options.error == 0) return std::make_unique<ExactModel>();
    return std::make_unique<ControlledModel>(options, d);
}

std::unique_ptr<HessianModel> make_sampled(const ApproximationOptions& options, Index) {
    return std::make_unique<SampledModel>(options);
}

std::unique_ptr<HessianModel> make_sketch(const ApproximationOptions& options, Index) {
    if (options.kind == SketchKind::srht) return std::make_unique<SrhtModel>(options);
    return std::make_unique<SketchModel>(options);
}

std::unique_ptr<HessianModel> make_gauss_newton(const ApproximationOptions&, Index) {
    return std::make_unique<GaussNewtonModel>();
}

std::unique_ptr<HessianModel> make_diagonal(const ApproximationOptions&, Index) {
    return std::make_unique<DiagonalModel>();
}

std::unique_ptr<HessianModel> make_stale(const ApproximationOptions& options, Index) {
    return std::make_unique<StaleModel>(options.refresh);
}

using Words = std::string_view;
constexpr std::array of_controlled{Words("error"), Words("seed"), Words("direction")};
constexpr std::array of_leverage{Words("error"),   Words("seed"),    Words("variant"), Words("scores"),
                                 Words("samples"), Words("failure"), Words("constant")};
constexpr std::array of_uniform{Words("error"),   Words("seed"),    Words("variant"),
                                Words("samples"), Words("failure"), Words("constant")};
constexpr std::array of_sketch{Words("error"),   Words("seed"),    Words("variant"), Words("kind"),
                               Words("samples"), Words("failure"), Words("constant")};
constexpr std::array of_stale{Words("refresh")};

// clang-format off
constexpr std::array<ApproximationInfo, all_approximations.size()> approximations{{
    //                                                          draws, keeps_error, needs_least_squares, compared
    {Approximation::exact, "exact", {},                         false, true,  false, true,
     "newton", make_exact},
    {Approximation::controlled, "controlled", of_controlled,    false, true,  false, false,
     "approximate-newton", make_controlled},
    {Approximation::leverage_sampling, "leverage-sampling", of_leverage, true, false, false, true,
     "damped-newton", make_sampled},
    {Approximation::uniform_sampling, "uniform-sampling", of_uniform, true, false, false, true,
     "gradient-descent", make_sampled},
    {Approximation::sketch, "sketch", of_sketch,                true,  false, false, true,
     "lbfgs", make_sketch},
    {Approximation::gauss_newton, "gauss-newton", {},           false, false, true,  true,
     "truncated-newton", make_gauss_newton},
    {Approximation::diagonal, "diagonal", {},                   false, false, false, true,
     "nesterov", make_diagonal},
    {Approximation::stale, "stale", of_stale,                   false, false, false, true,
     "adam", make_stale},
}};
// clang-format on
static_assert(std::ranges::equal(approximations, all_approximations, {}, &ApproximationInfo::approximation),
              "one row for every approximation, in the order of the enum");

constexpr std::array low_rank_parts{Named{LowRankPart::structured, "structured"},
                                    Named{LowRankPart::diagonal, "diagonal"}};
constexpr std::array error_directions{Named{ErrorDirection::random, "random"},
                                      Named{ErrorDirection::worst, "worst"}};
constexpr std::array score_methods{Named{ScoreMethod::exact, "exact"},
                                   Named{ScoreMethod::sketched, "sketched"}};
constexpr std::array sketch_kinds{Named{SketchKind::count_sketch, "count-sketch"},
                                  Named{SketchKind::srht, "srht"}};

template <typename Choice>
std::string_view name_in(const auto& table, Choice choice) {
    for (const auto& entry : table) {
        if (entry.choice == choice) return entry.name;
    }
    return "unknown";
}

template <typename Choice>
std::optional<Choice> find_in(const auto& table, std::string_view name) {
    for (const auto& entry : table) {
        if (entry.name == name) return entry.choice;
    }
    return std::nullopt;
}

std::optional<std::string> reject_samples(const ApproximationOptions& options, Index n, Index d) {
    const double promised = promised_samples(options, n, d);
    if (options.samples == 0 && !(promised <= most_samples)) {
        return std::string(to_string(options.approximation)) + " with error " + number_text(options.error) +
               " takes " + (std::isinf(promised) ? "infinitely many" : number_text(promised)) +
               " samples: raise error or give samples.";
    }
    if (options.approximation != Approximation::sketch || options.kind != SketchKind::srht)
        return std::nullopt;
    // The transform yields all rows of a column at once: the sketch is held whole.
    const Index wanted = options.samples > 0 ? options.samples : static_cast<Index>(promised);
    const auto most = static_cast<Index>(std::bit_ceil(static_cast<std::size_t>(n)));
    return reject_matrix("the sketch", std::min(wanted, most), d);
}

}  // namespace

double HessianModel::achieved_error(const Matrix& H) {
    // What rounding may have made positive is not: then H is as good as singular.
    difference_ = H;
    difference_.diagonal().array() -= definite_roundings * factorisation_rounding(H);
    if (!exact_cholesky_.factorise(difference_) || !exact_cholesky_.factorise(H)) return not_applicable;
    difference_ = matrix() - H;
    exact_cholesky_.reduce(difference_);
    if (!difference_eigen_.compute(difference_, SymmetricEigen::Wanted::values)) return not_applicable;
    return difference_eigen_.values().cwiseAbs().maxCoeff();
}

std::string_view to_string(Approximation approximation) {
    return info_of(approximation).name;
}
std::vector<std::string> names_of(std::span<const Approximation> chosen) {
    std::vector<std::string> names;
    for (const Approximation approximation : chosen) names.emplace_back(to_string(approximation));
    return names;
}
std::optional<Approximation> parse_approximation(std::string_view name) {
    const auto found = std::ranges::find(approximations, name, &ApproximationInfo::name);
    if (found == approximations.end()) return std::nullopt;
    return found->approximation;
}
std::string_view to_string(LowRankPart part) {
    return name_in(low_rank_parts, part);
}
std::optional<LowRankPart> parse_low_rank_part(std::string_view name) {
    return find_in<LowRankPart>(low_rank_parts, name);
}
std::string_view to_string(ErrorDirection direction) {
    return name_in(error_directions, direction);
}
std::optional<ErrorDirection> parse_error_direction(std::string_view name) {
    return find_in<ErrorDirection>(error_directions, name);
}
std::string_view to_string(ScoreMethod method) {
    return name_in(score_methods, method);
}
std::optional<ScoreMethod> parse_score_method(std::string_view name) {
    return find_in<ScoreMethod>(score_methods, name);
}

std::string_view to_string(SketchKind kind) {
    return name_in(sketch_kinds, kind);
}
std::optional<SketchKind> parse_sketch_kind(std::string_view name) {
    return find_in<SketchKind>(sketch_kinds, name);
}

void ApproximationOptions::validate() const {
    require(error >= 0 && error <= 10, "error", error, "0 <= error <= 10");
    require(samples >= 0, "samples", samples, "a value >= 0");
    require(refresh >= 1, "refresh", refresh, "a value >= 1");
    require(failure > 0 && failure < 1, "failure", failure, "0 < failure < 1");
    require(constant > 0, "constant", constant, "a value > 0");
}

double promised_samples(const ApproximationOptions& options, Index n, Index d) {
    const auto size = static_cast<double>(d);
    const double failure = options.failure;
    double rows = options.constant * size * std::log(2 * size / failure);
    if (options.approximation == Approximation::sketch && options.kind == SketchKind::count_sketch) {
        rows = (size * size + size) / failure;
    } else if (options.approximation == Approximation::sketch) {
        const double spread = std::sqrt(8 * std::log(2 * static_cast<double>(n) / failure));
        rows = options.constant * std::pow(std::sqrt(size) + spread, 2) * std::log(4 * size / failure);
    }
    return std::ceil(rows / (options.error * options.error));
}

std::optional<std::string> reject_matrix(const std::string& where, Index rows, Index columns) {
    constexpr Index always_fits = Index{1024} * 1024;  // asked before every run, most of which are small
    if (rows <= always_fits / columns) return std::nullopt;
    try {
        require_fits(where, rows, columns);
    } catch (const InputError& error) {
        return std::string(error.what()) + '.';
    }
    return std::nullopt;
}

std::optional<std::string> reject_dense_hessian(Index unknowns, Index matrices) {
    // Nothing is allocated for the many that fit.
    if (!reject_matrix({}, unknowns, matrices * unknowns)) return std::nullopt;
    return reject_matrix("the Hessian and what a step makes of it, " + std::to_string(matrices) + " matrices",
                         unknowns, matrices * unknowns);
}

std::optional<std::string> reject_approximation(const ApproximationOptions& options, const Problem& problem) {
    if (auto reason = reject_dense_hessian(problem.dimension(), 2)) return reason;
    const std::string name(to_string(options.approximation));
    if (info_of(options.approximation).needs_least_squares && !problem.is_least_squares()) {
        return name + " needs a sum of squares, which " + problem.description() + " is not.";
    }
    if (!info_of(options.approximation).draws) return std::nullopt;
    const auto evaluator = problem.evaluator();
    const CurvatureSource* curvature = evaluator->curvature();
    if (!curvature) {
        return name + " draws rows of A1, which " + problem.description() +
               " does not have: choose controlled, diagonal or stale.";
    }
    return reject_samples(options, curvature->rows(), problem.dimension());
}

std::string approximation_caveat(const ApproximationOptions& options, const Problem& problem) {
    const ApproximationInfo& info = info_of(options.approximation);
    const bool drawn = info.draws;
    const bool by_error = info.has_error() && (!drawn || options.samples == 0);
    if (by_error && options.error >= 1) {
        return "An error of " + number_text(options.error) +
               " promises nothing: only below 1 does the model stay positive definite with the Hessian.";
    }
    if (!drawn) return {};
    const auto evaluator = problem.evaluator();
    const Index n = evaluator->curvature()->rows();
    const bool given = options.samples > 0;
    const double rows =
        given ? static_cast<double>(options.samples) : promised_samples(options, n, problem.dimension());
    if (rows <= static_cast<double>(n)) return {};
    return (given ? "There are " : "An error of " + number_text(options.error) + " takes ") +
           number_text(rows, 10) + " samples of " + std::to_string(n) +
           " rows: the exact Hessian is cheaper.";
}

bool ApproximationInfo::has(std::string_view parameter) const {
    return std::ranges::find(parameters, parameter) != parameters.end();
}

std::span<const ApproximationInfo, all_approximations.size()> approximation_table() {
    return approximations;
}

const ApproximationInfo& info_of(Approximation approximation) {
    return approximations[static_cast<std::size_t>(approximation)];
}

std::string achieved_error_text(const ApproximationOptions& options, double achieved) {
    if (std::isnan(achieved) || !info_of(options.approximation).draws) return {};
    std::string text = "The error of the whole Hessian came to " + number_text(achieved) + " at most";
    if (options.samples == 0)
        text += ", where " + number_text(options.error) + " was asked of the part that is drawn";
    return text + ".";
}

std::unique_ptr<HessianModel> make_hessian_model(const ApproximationOptions& options, Index d) {
    return info_of(options.approximation).make(options, d);
}

}  // namespace basin
