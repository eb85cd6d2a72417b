// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/certificate_stage.h"

#include <string>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/method_of_theory.h"
#include "core/experiment/stage_progress.h"
#include "core/solvers/hessian_approximation.h"

namespace basin {

namespace {

/// eps0 of the method: the error it surely keeps; not_applicable for approximations that may exceed what was
/// asked for, drawn ones among them.
double proved_error(const SolverSpec& spec) {
    if (spec.name == "newton") return 0;
    const auto name = std::get<std::string>(parameter(spec, "approximation"));
    const ApproximationInfo& info = info_of(*parse_approximation(name));
    if (info.keeps_error) return info.has_error() ? std::get<double>(parameter(spec, "error")) : 0;
    return not_applicable;
}

}  // namespace

Certificate certificate_stage(const Experiment& experiment, const PreparedProblem& prepared,
                              const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::certificate, sink);
    const CertificateQuestion question{proved_error(method_of_theory(experiment)),
                                       experiment.stopping.gradient_tolerance};
    const auto tell = [&](const Certificate& certificate) {
        sink(CertificateReady{certificate});
        progress.report(0.5);
    };
    Certificate certificate =
        certify(*prepared.problem, prepared.minimiser, prepared.x0, question, tell, stop);
    if (stop.stop_requested()) sink(CertificateReady{certificate});  // what is known of the part it came into
    progress.report(1);
    return certificate;
}

void basin_radius_stage(const Experiment& experiment, const PreparedProblem& prepared,
                        Certificate& certificate, const EventSink& sink, const std::stop_token& stop) {
    if (!has_basin(prepared.minimiser) || experiment.basin_radius.trials == 0 || stop.stop_requested())
        return;
    const SolverSpec method = method_of_theory(experiment);
    const auto solver = [&method](const SolverOptions& options, std::uint64_t seed) {
        SolverSpec drawn = method;
        if (drawn.name == "approximate-newton") drawn.parameters["seed"] = seed;
        return make_solver(drawn, options);
    };
    if (make_solver(method, {})->rejects(*prepared.problem)) return;
    StageProgress progress(Stage::basin_radius, sink);
    const auto tell = [&](const BasinRadius& basin) {
        certificate.set_basin(basin);
        sink(CertificateReady{certificate});
        progress.report(basin.done);
    };
    measure_basin_radius(*prepared.problem, prepared.minimiser, certificate.guaranteed_radius_certified,
                         solver, experiment.stopping, experiment.basin_radius, tell, stop);
    progress.report(1);
}

}  // namespace basin
