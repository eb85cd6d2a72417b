// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/start_words.h"

#include <cmath>

#include "core/numeric/text.h"

namespace basin {

Sentence safe_radius_brief(const Certificate& certificate, bool has_minimum) {
    const double proved = certificate.guaranteed_radius_certified;
    const std::string measured = number_text(certificate.basin_radius), guaranteed = number_text(proved);
    if (has_minimum && std::isinf(proved)) return {"any (guaranteed)", {}};
    if (has_minimum && certificate.basin_radius > 0 && proved > 0)
        return {certificate.basin_radius_open ? "at least up to %1 (measured), %2 (guaranteed)"
                                              : "up to %1 (measured), %2 (guaranteed)",
                {measured, guaranteed}};
    if (has_minimum && certificate.basin_radius > 0) return {"up to %1 (measured)", {measured}};
    if (has_minimum && proved > 0) return {"up to %1 (guaranteed)", {guaranteed}};
    return {"none known", {}};
}

Sentence start_verdict(const std::string& before, const Certificate& certificate) {
    const double proved = certificate.guaranteed_radius_certified;
    const std::string measured = number_text(certificate.basin_radius), guaranteed = number_text(proved);
    if (std::isinf(proved)) return {before + ": every start is safe, and that is proved.", {}};
    if (certificate.basin_radius > 0 && proved > 0)
        return {before + ": starts up to %1 from the minimum arrive (measured); theory vouches for %2.",
                {measured, guaranteed}};
    if (certificate.basin_radius > 0)
        return {before + ": starts up to %1 from the minimum arrive (measured).", {measured}};
    if (proved > 0)
        return {before + ": theory vouches for starts up to %1 from the minimum; more was not measured.",
                {guaranteed}};
    return {before + ", but no start radius is known to be safe.", {}};
}

}  // namespace basin
