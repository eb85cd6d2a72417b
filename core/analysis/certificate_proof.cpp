// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate_proof.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/arrival.h"
#include "core/analysis/lipschitz_bound.h"
#include "core/analysis/ridge.h"
#include "core/analysis/softmax_rounding.h"
#include "core/numeric/cholesky.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/softmax_extended.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

// Of X: the ball that the theory needs reaches to the start; a start at x* still has a neighbourhood.
constexpr double nearest_start = 1e-3;

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

/// A proved lower bound on the smallest eigenvalue at x*: t a little below the one that was found, such that
/// H - t I factorises, less what rounding may hide from the factorisation and from H, which also covers that
/// x* is not quite where H was formed; not_applicable where that fails, and at a point that is not verified
/// to be a minimiser.
double proved_curvature(const Problem& problem, const Minimiser& minimiser, const Derivatives& there) {
    if (!minimiser.verified || !there.finite) return not_applicable;
    const double distance = minimiser.error + minimiser.low.norm();
    const SoftmaxRegression* softmax = problem.structure().softmax;
    const double formed = softmax ? hessian_rounding(softmax->centred(), minimiser.x, distance)
                                  : factorisation_rounding(there.H);
    double margin = 2 * minimiser.eigenvalue_error + static_cast<double>(there.H.rows()) *
                                                         std::numeric_limits<double>::epsilon() *
                                                         there.H.diagonal().cwiseAbs().maxCoeff();
    for (int attempt = 0; attempt < 4; ++attempt, margin *= 4) {
        const double t = minimiser.smallest_eigenvalue - margin;
        Matrix shifted = there.H;
        shifted.diagonal().array() -= t;
        if (Cholesky().factorise(shifted)) return t - factorisation_rounding(shifted) - formed;
        if (minimiser.eigenvalue_error > 0) break;
    }
    return not_applicable;
}

/// Fills in what is proved, part by part; a stop leaves out what is not there yet.
class Certifier {
  public:
    Certifier(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
              const CertificateQuestion& question, Certificate& certificate, const std::stop_token& stop)
        : problem_(problem),
          minimiser_(minimiser),
          x0_(x0),
          question_(question),
          certificate_(certificate),
          stop_(stop),
          r0_(certificate.start_radius),
          ball_radius_(std::max(r0_, nearest_start * point_length(problem, minimiser.x))) {}

    const NewtonKantorovich& newton() const { return newton_; }

    void certify() {
        Certificate& c = certificate_;
        const auto evaluator = problem_.evaluator();
        const Derivatives there(*evaluator, minimiser_.x), start(*evaluator, x0_);
        c.l = proved_curvature(problem_, minimiser_, there);
        if (c.l > 0 && question_.eps0 == 0 && r0_ >= 0)
            c.promised_iterations = static_cast<double>(promised_iterations(r0_, question_.tolerance));
        if (stopped()) return;
        const ProblemStructure structure = problem_.structure();
        const SoftmaxRegression* softmax = structure.softmax;
        if (start.finite) judge_start(softmax, start);
        if (stopped()) return;
        if (structure.lipschitz) certify_ball(FormulaLipschitzBound(*structure.lipschitz, minimiser_.x));
        if (!softmax) return;
        certify_ball(BallLipschitzBound(softmax->data(), minimiser_.x));
        if (start.finite && !stopped()) find_ridges(softmax->data(), start.H, there);
    }

  private:
    bool stopped() const { return stop_.stop_requested(); }

    /// What Newton-Kantorovich proves about the start, with what rounding did to its derivatives.
    void judge_start(const SoftmaxRegression* softmax, const Derivatives& start) {
        if (!softmax) {
            newton_ = newton_kantorovich(start.g, start.H);
            return;
        }
        Vector g;
        if (!ExtendedGradient(softmax->data()).compute({x0_, Vector::Zero(x0_.size())}, g)) return;
        // Its terms were summed to twice the digits, and the sum was rounded.
        double rounding = std::numeric_limits<double>::epsilon() * g.norm();
        GradientSizes sizes;
        if (problem_.evaluator()->gradient_sizes(x0_, sizes) == EvalStatus::ok)
            rounding += 0x1p-40 * sizes.parts.front().rounding;
        newton_ = newton_kantorovich(g, start.H, rounding, hessian_rounding(softmax->centred(), x0_));
        const BallLipschitzBound bound(softmax->data(), x0_);
        const KantorovichProof proof =
            prove_kantorovich(newton_, [&](double radius) { return bound.on_ball(radius); });
        certificate_.kantorovich_h_certified = proof.h;
        certificate_.kantorovich_proves = proof.proves;
    }

    void certify_ball(const HessianLipschitzBound& bound) {
        Certificate& c = certificate_;
        c.M_certified_global = bound.global();
        c.M_certified = bound.on_ball(ball_radius_);
        if (stopped()) return;
        if (!(c.l > 0)) return;
        c.guaranteed_radius_certified = bound.largest_radius(good_share * c.l);
        c.good_start_certified = r0_ <= c.guaranteed_radius_certified;
        if (std::isnan(question_.eps0)) return;
        c.energy_bound_certified = energy_contraction_bound(question_.eps0, c.l, c.M_certified, r0_);
        // A model that is near in the energy norm proves nothing in the Euclidean one (mathematics.md 1.4).
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
    const CertificateQuestion& question_;
    Certificate& certificate_;
    const std::stop_token& stop_;
    NewtonKantorovich newton_;
    double r0_;
    double ball_radius_;
};

}  // namespace

NewtonKantorovich prove_certificate(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                                    const CertificateQuestion& question, Certificate& certificate,
                                    const std::stop_token& stop) {
    Certifier certifier(problem, minimiser, x0, question, certificate, stop);
    certifier.certify();
    return certifier.newton();
}

}  // namespace basin
