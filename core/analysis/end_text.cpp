// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/end_text.h"

#include <cmath>
#include <string>

#include "core/numeric/text.h"

namespace basin {

namespace {

std::string count(Index number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string eigenvalues(const EndPoint& end) {
    const std::string error =
        end.eigenvalue_error > 0 ? " (+- " + number_text(end.eigenvalue_error) + ")" : "";
    std::string text = "smallest eigenvalue of the Hessian " + number_text(end.smallest_eigenvalue);
    if (!std::isnan(end.largest_eigenvalue)) text += ", largest " + number_text(end.largest_eigenvalue);
    return text + error;
}

/// "; a step of 0.3 lowers L by 0.02", where one was shown.
std::string drop(const EndPoint& end) {
    if (std::isnan(end.drop)) return "";
    return "; a step of " + number_text(end.drop_step) + " lowers L by " + number_text(end.drop);
}

}  // namespace

std::string end_text(const EndPoint& end, Index iterations) {
    const std::string vanishes =
        "The gradient vanishes after " + count(iterations, "iteration", "iterations");
    switch (end.kind) {
        case EndKind::none:
        case EndKind::minimum:
        case EndKind::stationary:
            return "";
        case EndKind::valley:
            return "L is flat there along " + count(end.flat_directions, "direction", "directions") +
                   ": none of the " + std::to_string(end.steps_tried) + " steps tried lowers it.";
        case EndKind::maximum:
        case EndKind::saddle:
            return vanishes + ", but the surface bends downward: a " + std::string(to_string(end.kind)) +
                   ", " + eigenvalues(end) + drop(end) + ": start elsewhere.";
        case EndKind::plateau:
            return vanishes + ", but on a plateau: the surface is flat along " +
                   count(end.flat_directions, "direction", "directions") + drop(end) + ": start elsewhere.";
        case EndKind::slope:
            return vanishes + ", but a direction leads downhill" +
                   (end.kinks > 0 ? ", which a gradient does not tell at a kink" : "") + drop(end) +
                   ": use a method for kinks, or start elsewhere.";
        case EndKind::far:
            return vanishes + " to the tolerance, but the minimum is still " + number_text(end.away) +
                   " away: lower gradient_tolerance.";
        case EndKind::not_decided:
            return "Whether this is a minimum is not decided.";
    }
    return "";
}

}  // namespace basin
