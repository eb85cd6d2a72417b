// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/numeric/types.h"

namespace basin {

/// out = A v for a symmetric A (d x d) that is known by its products alone. False ends the caller's work:
/// the product is not finite, or a stop was requested.
using SymmetricProduct = std::function<bool(const Vector& v, Vector& out)>;

}  // namespace basin
