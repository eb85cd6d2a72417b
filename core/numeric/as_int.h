// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// A size as BLAS and LAPACK take it; it must fit.
inline int as_int(Index value) {
    return static_cast<int>(value);
}

}  // namespace basin
