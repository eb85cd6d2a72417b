// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/certificate.h"
#include "core/analysis/local_convergence.h"

namespace basin {

/// Fills in what rests on M as far as sampling finds it (mathematics.md 1.4): M_estimate in the ball about x*
/// that reaches to the start, and the radius that follows, which does not depend on the start. What is proved
/// is there already: l, start_radius, guaranteed_radius_certified; newton is of the start. Nothing when
/// stopped.
void estimate_certificate(const Problem& problem, const Minimiser& minimiser,
                          const CertificateQuestion& question, const NewtonKantorovich& newton,
                          Certificate& certificate, const std::stop_token& stop);

}  // namespace basin
