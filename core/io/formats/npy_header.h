// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// What the header of an NPY file says (NEP 1).
struct NpyHeader {
    std::string descr;  // "<f8"
    bool fortran_order = false;
    std::vector<Index> shape;  // each >= 0
};

/// Reads the text of a header, a literal of Python: a dictionary with the keys descr, fortran_order and
/// shape, each once, in any order. Takes both kinds of quotes and the prefixes b and u, True, False, 1 and 0,
/// whole numbers with the L of Python 2, a last comma, and blanks wherever Python takes them. Throws
/// InputError for everything else.
NpyHeader parse_npy_header(std::string_view text, const std::string& where);

}  // namespace basin
