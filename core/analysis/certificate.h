// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/analysis/basin_radius.h"
#include "core/analysis/local_convergence.h"
#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"

namespace basin {

/// The kind of knowledge behind a number. certified: proved, up to rounding. estimated: rests on M as far as
/// sampling found it, which is a lower bound on M. measured: seen in trials, or at this point alone.
enum class Knowledge { certified, estimated, measured };
std::string_view to_string(Knowledge kind);

/// What is known of the basin. none: the smallest radius tried does not keep 95 % already; at_least: no
/// radius that fails is known.
enum class BasinKnowledge { not_measured, none, at_least, up_to };
std::string_view to_string(BasinKnowledge knowledge);

/// What theory promises about a start and what was measured ([LSWY]; mathematics.md 1.4). Field names are the
/// keys of result.json's "certificate"; certificate_entries() tells the kind of each.
struct Certificate {
    double l = not_applicable;                            // bound below the smallest eigenvalue of
                                                          // Hess L(x*), x* verified
    double start_radius = not_applicable;                 // r0 = |x0 - x*|
    double M_certified = not_applicable;                  // bound on M in the ball of radius r0 about x*
    double M_certified_global = not_applicable;           // bound on M for every x
    double M_estimate = not_applicable;                   // largest sampled |H(y)-H(x)|/|y-x| in that ball
    double guaranteed_radius_certified = not_applicable;  // largest r with r M(r) <= 0.1 l, M(r) certified
    double guaranteed_radius = not_applicable;            // the same with the estimated M(r)
    bool good_start_certified = false;                    // r0 <= guaranteed_radius_certified
    bool good_start = false;                              // r0 <= guaranteed_radius
    double promised_iterations = not_applicable;  // T down to the tolerance asked for, if the start is good;
                                                  // eps0 = 0 only: beyond that it is no proof
    double published_bound_certified = not_applicable;  // of the first step's Euclidean contraction; likewise
    double published_bound = not_applicable;            // the same with M_estimate
    double energy_bound_certified = not_applicable;     // of the first step's contraction in the energy norm
    double energy_bound = not_applicable;               // the same with M_estimate
    double kantorovich_h_certified = not_applicable;    // |H^-1 g| |H^-1| M at x0; <= 1/2 proves convergence
    KantorovichProves kantorovich_proves = KantorovichProves::nothing;  // to a point of what kind
    double kantorovich_h = not_applicable;                              // the same with M_estimate
    double ridge = not_applicable;                     // n min w_i^2, the ridge that is there
    double ridge_needed_minimiser = not_applicable;    // smallest that makes Hess L(x*) positive definite
    double ridge_needed_start = not_applicable;        // smallest that makes Hess L(x0) positive definite
    double ridge_promised_minimiser = not_applicable;  // what the bound asks for at x*, for Hess L >= l I
    double ridge_promised_start = not_applicable;      // what it asks for at x0
    double basin_radius = not_applicable;    // up to it every radius tried keeps 95 % of random starts
    double basin_rate_low = not_applicable;  // Wilson interval of the success rate there, 95 %
    double basin_rate_high = not_applicable;
    double basin_trials = not_applicable;         // starts tried at that radius
    double basin_end_radius = not_applicable;     // the next radius tried, which does not keep it, or is open
    double basin_end_rate = not_applicable;       // share of the starts there that arrived
    double basin_end_trials = not_applicable;     // starts tried there
    double basin_failed_radius = not_applicable;  // first radius seen to fail: that one, or further out
    double basin_beyond_radius = not_applicable;  // further out 95 % arrive again; success is not monotone
    bool basin_radius_open = false;               // no radius that fails was found: at least this large

    /// Takes over a measured basin.
    void set_basin(const BasinRadius& basin);
    BasinKnowledge basin_knowledge() const;
    /// What was measured in words, without a full stop: "every radius tried up to 0.5 keeps 95 %; ...".
    std::string basin_text() const;
};

/// One number of the certificate: its key, its kind, and how to read and set it.
struct CertificateEntry {
    std::string_view key;
    Knowledge kind;
    std::string_view meaning;  // plain words
    double Certificate::*value;
};
/// All numbers in file order; the one list that files, the window and the command line go by.
std::span<const CertificateEntry> certificate_entries();

/// What the certificate is asked about.
struct CertificateQuestion {
    double eps0 = 0;           // error that the Hessian of the method surely keeps; not_applicable: none
    double tolerance = 1e-10;  // T counts the steps until |x - x*| is this small
};

/// Receives the certificate as it grows.
using CertificateSink = std::function<void(const Certificate&)>;

/// The certificate without the measured basin: first all that is certified, then what rests on the estimated
/// M; the sink sees both. Bounds on M need a softmax regression or a LipschitzSource, ridges the former.
/// Empty without a minimiser; on a kink, which has no second derivative, only start_radius is known.
Certificate certify(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                    const CertificateQuestion& question = {}, const CertificateSink& sink = {},
                    std::stop_token stop = {});

}  // namespace basin
