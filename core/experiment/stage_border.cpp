// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/stage_border.h"

#include <exception>
#include <new>

namespace basin {

std::string exception_text() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return "There is not enough memory for it; choose smaller sizes.";
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "It broke off for an unknown reason.";
    }
}

}  // namespace basin
