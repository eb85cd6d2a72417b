// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QPointF>

#include "core/experiment/results.h"

namespace basin::ui {

/// r0 0.4^k for k = 0 ... last ([LSWY]); empty when r0 is not known.
std::vector<QPointF> promisedDistances(const Results& results, Index last);

enum class ContractionNorm { euclidean, energy };

/// The bound on the contraction of each step of a run: entry k belongs to record k, NaN where theory says
/// nothing. From l and the estimated M of the certificate, the error achieved at the step (else the one asked
/// for) and the distance before it.
std::vector<double> contractionBounds(const Results& results, std::size_t run, ContractionNorm norm);

/// How a run kept to the bound in one norm, over the steps up to an iteration.
struct BoundCheck {
    int steps = 0;                                             // with a bound and a measurement
    int exceeded = 0;                                          // of them, where the measurement is larger
    double measured = not_applicable, bound = not_applicable;  // where it is exceeded by the largest factor
};
BoundCheck checkBound(const Results& results, std::size_t run, ContractionNorm norm, Index last);
/// The same with the contractionBounds() at hand.
BoundCheck checkBound(const Results& results, std::size_t run, ContractionNorm norm, Index last,
                      const std::vector<double>& bounds);

}  // namespace basin::ui
