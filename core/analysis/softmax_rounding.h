// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/centred_softmax.h"

namespace basin {

/// An upper bound on |fl(Hess L(x)) - Hess L(y)|_2 for every y with |y - x| <= distance, x (d), where fl is
/// what Evaluator::hessian() computes (mathematics.md 1.4; distance 0: the rounding of forming H alone). A
/// priori, in the units of the sums that H is formed from, with u = 2^-53 and g(k) = k u / (1 - k u):
///
/// - Rounding of the logits, of their exponentials and y - x all act like a change e_i of logit i,
///       e_i = g(d + 2) |key_i| |x| + u |u_i - max u| + 4e-15 + |A1_i - a| distance,
///   and a change of the logits by e moves what H is made of by moments of bounded variables: with V~ = A2 -
///   z, Y~_i = |A1_i - A1^T f|, G_i = sum_k |t_k V~_ki|, t = h'(z) c, p = s1.s1 + c.s2 and weights g = f.(e +
///   f^T e):  dz_k <= sum_i g_i |V~_ki|,  d(KA)_k <= sum_i g_i |V~_ki| Y~_i,  dt_k <= |p_k| dz_k,  dp_k <= (3
///   H1 H2 + C H3) dz_k, and of the part of q  sum g G Y~^2 + (f^T Y~^2)(g^T G) + 2 (f^T G Y~)(g^T Y~).
/// - Rounding of z, h, c and the slopes of h goes the same way; that of the sums is g(terms) times the sum of
///   the absolute terms, in whatever order they are added.
///
/// These are the terms of first order; those of higher order are smaller by e, and added. Infinite where a
/// kink of h lies within the rounding of z; for elu its two bends are part of the bound. Costs two passes
/// over A1 and A2.
double hessian_rounding(const CentredSoftmax& centred, const Vector& x, double distance = 0);

}  // namespace basin
