// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/lifted_spectrum.h"

#include <algorithm>
#include <utility>

namespace basin {

LiftedSpectrum::LiftedSpectrum(const Problem& problem, const SpectrumSpec& spec, std::stop_token stop)
    : problem_(problem),
      spec_(spec),
      meter_(problem, spec_, std::move(stop)),
      evaluator_(problem.evaluator()) {}

void LiftedSpectrum::measure(const Vector& z, IterationRecord& record) {
    meter_.clear();
    const auto due = [&](Index every) { return every > 0 && record.iteration % every == 0; };
    const bool dense = !meter_.is_full() && due(spec_.every) && due(spec_.density_every);
    if (!due(spec_.every)) return;
    const Vector theta = z.head(problem_.dimension());
    const bool formed = meter_.is_full() && evaluator_->hessian(theta, hessian_) == EvalStatus::ok;
    if (meter_.is_full() && !formed) return;
    meter_.measure(theta, formed ? &hessian_ : nullptr, nullptr);
    if (dense) meter_.measure_density(theta);
    const Vector &values = meter_.eigenvalues(), &errors = meter_.eigenvalue_errors();
    if (values.size() == 0) return;
    record.lambda_min = values[0];
    record.lambda_max = values[values.size() - 1];
    record.lambda_error = errors.size() == 0 ? 0 : std::max(errors[0], errors[errors.size() - 1]);
}

}  // namespace basin
