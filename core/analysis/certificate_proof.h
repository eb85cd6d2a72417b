// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/certificate.h"
#include "core/analysis/local_convergence.h"

namespace basin {

inline constexpr double good_share = 0.1;  // r0 M <= 0.1 l ([LSWY], definition of (l, M)-good)

/// Fills in all of a certificate that is proved (mathematics.md 1.4), where start_radius is there already.
/// Returns the Newton-Kantorovich quantities of the start. What is not there when stopped stays
/// not_applicable.
NewtonKantorovich prove_certificate(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                                    const CertificateQuestion& question, Certificate& certificate,
                                    const std::stop_token& stop);

}  // namespace basin
