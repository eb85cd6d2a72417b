// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/interruption.h"
#include "core/problems/elman_network.h"

namespace basin {

// The three recursions in time that everything about an Elman network is made of. Matrices have a column for
// each time step; what does not depend on the step before is in them already, from one product over all
// steps. Nothing is allocated when the outputs have their sizes. False where the interruption, if one is
// given, asked to give up; the outputs are then unspecified.

/// u_t += W h_{t-1}, h_t = sigma(u_t); U (Nh x T) holds V x_t + b, H (Nh x T) is written, h0 (Nh).
bool run_network(const ElmanActivation& activation, const Eigen::Map<const Matrix>& W, const Vector& h0,
                 Matrix& U, Matrix& H, const Interruption* interruption = nullptr);

/// du_t += W dh_{t-1}, dh_t += slopes_t . du_t, dh_0 = 0; dU, dH hold their driving terms. All Nh x T.
bool run_linearised(const Eigen::Map<const Matrix>& W, const Matrix& slopes, Matrix& dU, Matrix& dH,
                    const Interruption* interruption = nullptr);

/// gh_t += W^T gu_{t+1}, gu_t += slopes_t . gh_t, backward, gu_{T+1} = 0; GH, GU hold their driving terms.
/// Wt is W transposed (Nh x Nh).
bool run_adjoint(const Matrix& Wt, const Matrix& slopes, Matrix& GH, Matrix& GU,
                 const Interruption* interruption = nullptr);

/// regressors (Nh + Nx + 1 x T) = (h_{t-1}; x_t; 1), h_0 given; only the h rows are written, unless the size
/// changes.
void fill_regressors(const Matrix& X, const Vector& h0, const Eigen::Ref<const Matrix>& H,
                     Matrix& regressors);

}  // namespace basin
