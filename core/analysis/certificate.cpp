// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate.h"

#include <array>
#include <utility>

#include "core/analysis/certificate_estimate.h"
#include "core/analysis/certificate_proof.h"
#include "core/numeric/interruption.h"
#include "core/numeric/name_table.h"
#include "core/numeric/rate_interval.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

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
                     "Newton-Kantorovich number at the start; at most 1/2 proves that Newton converges to "
                     "what kantorovich_proves says",
                     &Certificate::kantorovich_h_certified},
    CertificateEntry{"ridge_promised_minimiser", certified,
                     "ridge that the bound asks for, for a Hessian of at least l at the minimiser",
                     &Certificate::ridge_promised_minimiser},
    CertificateEntry{"ridge_promised_start", certified, "ridge that the bound asks for at the start",
                     &Certificate::ridge_promised_start},
    CertificateEntry{"M_estimate", estimated, "largest change of the Hessian per distance that was found",
                     &Certificate::M_estimate},
    CertificateEntry{"guaranteed_radius", estimated,
                     "largest radius r with r M <= 0.1 l for the estimated M of that ball",
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
    CertificateEntry{"basin_failed_radius", measured, "first radius that was seen not to keep 95 %",
                     &Certificate::basin_failed_radius},
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

}  // namespace

std::string_view to_string(Knowledge kind) {
    constexpr auto names =
        name_table<Knowledge>({{certified, "certified"}, {estimated, "estimated"}, {measured, "measured"}});
    return names.name(kind);
}

std::string_view to_string(BasinKnowledge knowledge) {
    using enum BasinKnowledge;
    constexpr auto names = name_table<BasinKnowledge>(
        {{not_measured, "not_measured"}, {none, "none"}, {at_least, "at_least"}, {up_to, "up_to"}});
    return names.name(knowledge);
}

std::span<const CertificateEntry> certificate_entries() {
    return entries_in_order;
}

void Certificate::set_basin(const BasinRadius& basin) {
    basin_radius = basin.last.radius;
    basin_radius_open = basin.last.trials > 0 && basin.failed.trials == 0;
    basin_failed_radius = basin.failed.radius;
    basin_beyond_radius = basin.beyond.radius;
    basin_end_radius = basin_end_trials = basin_end_rate = not_applicable;
    basin_rate_low = basin_rate_high = basin_trials = not_applicable;
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

std::string Certificate::basin_text() const {
    const BasinKnowledge known = basin_knowledge();
    if (known == BasinKnowledge::not_measured) return "not measured";
    const bool end_failed = basin_failed_radius == basin_end_radius;
    std::string text = "none";
    if (known != BasinKnowledge::none) {
        text = "every radius tried up to " + number_text(basin_radius) + " keeps 95 %, success rate there " +
               number_text(basin_rate_low) + " to " + number_text(basin_rate_high);
    }
    if (basin_end_trials > 0) {
        text += "; at " + number_text(basin_end_radius) + " " + number_text(100 * basin_end_rate) + " % of " +
                number_text(basin_end_trials) + " starts arrive" +
                (end_failed ? "" : ", which decides nothing");
    }
    if (known == BasinKnowledge::at_least) text += "; no radius that fails was found";
    if (basin_failed_radius > 0 && !end_failed)
        text += "; fewer than 95 % at " + number_text(basin_failed_radius);
    if (basin_beyond_radius > 0)
        text += "; not monotone: at " + number_text(basin_beyond_radius) + " more than 95 % arrive again";
    return text;
}

Certificate certify(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                    const CertificateQuestion& question, const CertificateSink& sink, std::stop_token stop) {
    Certificate certificate;
    if (minimiser.x.size() != problem.dimension()) return certificate;
    certificate.start_radius = minimiser.distance(x0);
    if (minimiser.on_kink()) {
        if (sink) sink(certificate);
        return certificate;
    }
    if (stop.stop_requested()) return certificate;
    NewtonKantorovich newton;
    const bool proved = until_stopped(
        stop, [&] { newton = prove_certificate(problem, minimiser, x0, question, certificate, stop); });
    if (!proved || stop.stop_requested()) return certificate;
    if (sink) sink(certificate);
    if (stop.stop_requested()) return certificate;
    until_stopped(stop,
                  [&] { estimate_certificate(problem, minimiser, question, newton, certificate, stop); });
    if (sink && !stop.stop_requested()) sink(certificate);
    return certificate;
}

}  // namespace basin
