// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/analysis/basin_map.h"
#include "core/analysis/lipschitz_bound.h"
#include "core/analysis/lipschitz_estimate.h"
#include "core/analysis/local_convergence.h"
#include "core/analysis/ridge.h"
#include "core/numeric/cholesky.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

constexpr double good_share = 0.1;  // r0 M <= 0.1 l (LSWY, definition of (l, M)-good)

// Enough to fill a plane; in many dimensions the directions matter more than the points.
constexpr Index lipschitz_samples(Index d) {
    return d <= 64 ? 64 : 8;
}

using enum Knowledge;
constexpr std::array entries_in_order{
    CertificateEntry{"l", certified,
                     "smallest eigenvalue of the Hessian at the minimiser, or a proved bound below it",
                     &Certificate::l},
    CertificateEntry{
        "M_certified", certified,
        "bound on how fast the Hessian changes, in the ball around the minimiser that reaches the "
        "start",
        &Certificate::M_certified},
    CertificateEntry{"M_certified_global", certified, "the same bound, for every point",
                     &Certificate::M_certified_global},
    CertificateEntry{"guaranteed_radius_certified", certified,
                     "largest radius r with r M <= 0.1 l for the certified M of that ball",
                     &Certificate::guaranteed_radius_certified},
    CertificateEntry{"promised_iterations", certified,
                     "steps of an exact Newton method down to the tolerance at most, if the start is good",
                     &Certificate::promised_iterations},
    CertificateEntry{"published_bound_certified", certified,
                     "bound on the first step's contraction as published, Euclidean norm; proved for the "
                     "exact Hessian",
                     &Certificate::published_bound_certified},
    CertificateEntry{"energy_bound_certified", certified,
                     "bound on the first step's contraction in the energy norm",
                     &Certificate::energy_bound_certified},
    CertificateEntry{"kantorovich_h_certified", certified,
                     "Newton-Kantorovich number at the start; at most 1/2 proves that Newton converges",
                     &Certificate::kantorovich_h_certified},
    CertificateEntry{"ridge_promised_minimiser", certified,
                     "ridge that the bound asks for, for a Hessian of at least l at the minimiser",
                     &Certificate::ridge_promised_minimiser},
    CertificateEntry{"ridge_promised_start", certified, "ridge that the bound asks for at the start",
                     &Certificate::ridge_promised_start},
    CertificateEntry{"M_estimate", estimated, "largest change of the Hessian per distance that was found",
                     &Certificate::M_estimate},
    CertificateEntry{"guaranteed_radius", estimated, "0.1 l / M with the estimated M",
                     &Certificate::guaranteed_radius},
    CertificateEntry{"published_bound", estimated,
                     "published bound on the first contraction; of an approximate Hessian it may be exceeded",
                     &Certificate::published_bound},
    CertificateEntry{"energy_bound", estimated, "energy-norm bound on the first contraction",
                     &Certificate::energy_bound},
    CertificateEntry{"kantorovich_h", estimated, "Newton-Kantorovich number at the start",
                     &Certificate::kantorovich_h},
    CertificateEntry{"start_radius", measured, "distance of the start from the minimiser",
                     &Certificate::start_radius},
    CertificateEntry{"basin_radius", measured,
                     "radius up to which every radius tried keeps 95 % of random starts",
                     &Certificate::basin_radius},
    CertificateEntry{"basin_rate_low", measured, "lower end of the success rate there, 95 % confidence",
                     &Certificate::basin_rate_low},
    CertificateEntry{"basin_rate_high", measured, "upper end", &Certificate::basin_rate_high},
    CertificateEntry{"basin_trials", measured, "starts tried at that radius", &Certificate::basin_trials},
    CertificateEntry{"basin_end_radius", measured, "next radius tried, which does not keep them, or is open",
                     &Certificate::basin_end_radius},
    CertificateEntry{"basin_end_rate", measured, "share of the starts there that arrived",
                     &Certificate::basin_end_rate},
    CertificateEntry{"basin_end_trials", measured, "starts tried there", &Certificate::basin_end_trials},
    CertificateEntry{"basin_beyond_radius", measured,
                     "a larger radius that keeps 95 % again: success is not monotone",
                     &Certificate::basin_beyond_radius},
    CertificateEntry{"ridge", measured, "ridge that is there, n times the smallest w^2", &Certificate::ridge},
    CertificateEntry{"ridge_needed_minimiser", measured,
                     "smallest ridge that makes the Hessian at the minimiser positive definite",
                     &Certificate::ridge_needed_minimiser},
    CertificateEntry{"ridge_needed_start", measured,
                     "smallest ridge that makes the Hessian at the start positive definite",
                     &Certificate::ridge_needed_start}};

/// Gradient and Hessian at a point.
struct Derivatives {
    Vector g;
    Matrix H;
    bool finite = false;

    Derivatives(Evaluator& evaluator, const Vector& x) {
        double objective = 0;
        finite = evaluator.gradient(x, objective, g) == EvalStatus::ok &&
                 evaluator.hessian(x, H) == EvalStatus::ok;
    }
};

/// What rounding may hide from a factorisation or the eigenvalues of a positive definite H (Higham 2002,
/// theorem 10.3).
double hidden_by_rounding(const Matrix& H) {
    return 2 * static_cast<double>(H.rows() + 1) * std::numeric_limits<double>::epsilon() * H.trace();
}

/// A proved lower bound on the smallest eigenvalue at x*: that eigenvalue less rounding where all are known,
/// else what a factorisation of H - t I proves, t a little below the estimate; not_applicable where that
/// fails, and at a point that is not verified to be a minimiser.
double proved_curvature(const Minimiser& minimiser, const Derivatives& there) {
    if (!minimiser.verified || !there.finite) return not_applicable;
    if (!(minimiser.eigenvalue_error > 0)) return minimiser.smallest_eigenvalue - hidden_by_rounding(there.H);
    const double t = minimiser.smallest_eigenvalue - 2 * minimiser.eigenvalue_error;
    Matrix shifted = there.H;
    shifted.diagonal().array() -= t;
    return Cholesky().factorise(shifted) ? t - hidden_by_rounding(shifted) : not_applicable;
}

/// Fills a certificate in, part by part; a stop leaves out what is not there yet.
class Certifier {
  public:
    Certifier(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
              const CertificateQuestion& question, std::stop_token stop)
        : problem_(problem), minimiser_(minimiser), x0_(x0), question_(question), stop_(std::move(stop)) {
        certificate_.start_radius = (x0 - minimiser.x).norm();
        r0_ = certificate_.start_radius;
        // The ball that the theory needs reaches to the start; a start at x* still has a neighbourhood.
        ball_radius_ = std::max(r0_, 1e-3 * std::max(1.0, minimiser.x.norm()));
    }

    const Certificate& certificate() const { return certificate_; }
    bool stopped() const { return stop_.stop_requested(); }

    void certify() {
        Certificate& c = certificate_;
        const auto evaluator = problem_.evaluator();
        const Derivatives there(*evaluator, minimiser_.x), start(*evaluator, x0_);
        c.l = proved_curvature(minimiser_, there);
        if (c.l > 0 && question_.eps0 == 0 && r0_ >= 0)
            c.promised_iterations = static_cast<double>(promised_iterations(r0_, question_.tolerance));
        if (stopped()) return;
        if (start.finite) newton_ = newton_kantorovich(start.g, start.H);
        const auto* softmax = dynamic_cast<const SoftmaxRegression*>(&problem_);
        if (!softmax || stopped()) return;
        certify_ball(softmax->data());
        if (start.finite && !stopped()) find_ridges(softmax->data(), start.H, there);
    }

    void estimate() {
        Certificate& c = certificate_;
        const double M = estimate_hessian_lipschitz(problem_, minimiser_.x, ball_radius_,
                                                    lipschitz_samples(x0_.size()), 1, stop_);
        // What a search found before it was stopped may be any part of M, even 0.
        if (stopped()) return;
        c.M_estimate = M;
        c.kantorovich_h = newton_.h(M);
        if (!(c.l > 0)) return;
        c.guaranteed_radius = good_share * c.l / M;
        c.good_start = r0_ * M <= good_share * c.l;
        if (std::isnan(question_.eps0)) return;
        c.published_bound = published_contraction_bound(question_.eps0, c.l, M, r0_);
        c.energy_bound = energy_contraction_bound(question_.eps0, c.l, M, r0_);
    }

  private:
    void certify_ball(const SoftmaxData& data) {
        Certificate& c = certificate_;
        const BallLipschitzBound bound(data, minimiser_.x);
        c.M_certified_global = bound.global();
        c.M_certified = bound.on_ball(ball_radius_);
        if (stopped()) return;
        if (newton_.eta >= 0)
            c.kantorovich_h_certified = newton_.h(hessian_lipschitz_bound(data, x0_, 2 * newton_.eta));
        if (!(c.l > 0)) return;
        c.guaranteed_radius_certified = bound.largest_radius(good_share * c.l);
        c.good_start_certified = r0_ <= c.guaranteed_radius_certified;
        if (std::isnan(question_.eps0)) return;
        c.energy_bound_certified = energy_contraction_bound(question_.eps0, c.l, c.M_certified, r0_);
        // A model that is near in the energy norm proves nothing in the Euclidean one (math.md 1.4).
        if (question_.eps0 == 0)
            c.published_bound_certified = published_contraction_bound(0, c.l, c.M_certified, r0_);
    }

    void find_ridges(const SoftmaxData& data, const Matrix& start_hessian, const Derivatives& there) {
        Certificate& c = certificate_;
        const double l = std::max(0.0, c.l);
        c.ridge = static_cast<double>(data.w.size()) * data.w.cwiseAbs2().minCoeff();
        const RidgeAnalysis analysis(data);
        if (stopped()) return;
        const RidgeNeeds at_start = analysis.at(x0_, start_hessian, l, stop_);
        if (stopped()) return;
        c.ridge_needed_start = at_start.needed;
        c.ridge_promised_start = at_start.promised;
        if (!there.finite) return;
        const RidgeNeeds at_minimiser = analysis.at(minimiser_.x, there.H, l, stop_);
        if (stopped()) return;
        c.ridge_needed_minimiser = at_minimiser.needed;
        c.ridge_promised_minimiser = at_minimiser.promised;
    }

    const Problem& problem_;
    const Minimiser& minimiser_;
    const Vector& x0_;
    CertificateQuestion question_;
    std::stop_token stop_;
    Certificate certificate_;
    NewtonKantorovich newton_;
    double r0_;
    double ball_radius_;
};

}  // namespace

std::string_view to_string(Knowledge kind) {
    switch (kind) {
        case certified:
            return "certified";
        case estimated:
            return "estimated";
        case measured:
            break;
    }
    return "measured";
}

std::span<const CertificateEntry> certificate_entries() {
    return entries_in_order;
}

void Certificate::set_basin(const BasinRadius& basin) {
    basin_radius = basin.last.radius;
    basin_radius_open = basin.last.trials > 0 && basin.end.verdict != SuccessVerdict::fails;
    basin_beyond_radius = basin.beyond.radius;
    if (basin.end.trials > 0) {
        basin_end_radius = basin.end.radius;
        basin_end_trials = static_cast<double>(basin.end.trials);
        basin_end_rate = static_cast<double>(basin.end.successes) / basin_end_trials;
    }
    if (basin.last.trials == 0) return;
    const RateInterval rate = wilson_interval(basin.last.successes, basin.last.trials);
    basin_rate_low = rate.low;
    basin_rate_high = rate.high;
    basin_trials = static_cast<double>(basin.last.trials);
}

BasinKnowledge Certificate::basin_knowledge() const {
    if (basin_radius > 0) return basin_radius_open ? BasinKnowledge::at_least : BasinKnowledge::up_to;
    return basin_end_radius > 0 ? BasinKnowledge::none : BasinKnowledge::not_measured;
}

Certificate certify(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                    const CertificateQuestion& question, const CertificateSink& sink, std::stop_token stop) {
    if (minimiser.x.size() != problem.dimension()) return {};
    Certifier certifier(problem, minimiser, x0, question, std::move(stop));
    if (minimiser.on_kink()) {
        if (sink) sink(certifier.certificate());
        return certifier.certificate();
    }
    if (certifier.stopped()) return certifier.certificate();
    certifier.certify();
    if (certifier.stopped()) return certifier.certificate();
    if (sink) sink(certifier.certificate());
    if (certifier.stopped()) return certifier.certificate();
    certifier.estimate();
    if (sink && !certifier.stopped()) sink(certifier.certificate());
    return certifier.certificate();
}

}  // namespace basin
