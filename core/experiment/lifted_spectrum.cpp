// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/lifted_spectrum.h"

#include <utility>

namespace basin {

LiftedSpectrum::LiftedSpectrum(const Problem& problem, const SpectrumSpec& spec, std::stop_token stop)
    : problem_(problem),
      spec_(spec),
      meter_(problem, spec_, std::move(stop)),
      evaluator_(problem.evaluator()) {}

void LiftedSpectrum::measure(const Vector& z, IterationRecord& record, bool is_last) {
    meter_.clear();
    if (spec_.every == 0) return;
    const auto due = [&](Index every) { return record.iteration % every == 0; };
    const bool dense = !meter_.is_full() && spec_.density_every > 0 && (is_last || due(spec_.density_every));
    if (!dense && !due(spec_.every)) return;
    const Vector theta = z.head(problem_.dimension());
    const bool formed = meter_.is_full() && evaluator_->hessian(theta, hessian_) == EvalStatus::ok;
    if (meter_.is_full() && !formed) return;
    meter_.measure(theta, formed ? &hessian_ : nullptr, nullptr);
    if (dense) meter_.measure_density(theta);
    record_ends(meter_, record);
}

}  // namespace basin
