// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/problems/centred_softmax.h"
#include "core/problems/problem.h"

namespace basin {

struct SoftmaxDataSizes;  // core/problems/softmax_gradient_sizes.h

/// L(x) = 1/2 |h(A2 softmax(A1 x)) - b|^2 + 1/2 |diag(w) A1 x|^2, x in R^d ([LSWY]; mathematics.md 1.1, 1.2).
class SoftmaxRegression final : public Problem {
  public:
    /// Throws InputError when shapes disagree, a size is 0 or an entry is not finite.
    explicit SoftmaxRegression(SoftmaxData data);

    Index dimension() const override { return data().A1.cols(); }
    Smoothness smoothness() const override;
    bool is_least_squares() const override { return true; }
    std::string description() const override;
    std::unique_ptr<Evaluator> evaluator() const override;
    ProblemStructure structure() const override { return {.softmax = this}; }
    const RescaledProblem* rescaled() const override { return rescaled_.get(); }

    const SoftmaxData& data() const { return centred_->data(); }
    const CentredSoftmax& centred() const { return *centred_; }

  private:
    std::shared_ptr<const CentredSoftmax> centred_;
    std::shared_ptr<const SoftmaxDataSizes> sizes_;
    std::shared_ptr<const RescaledProblem> rescaled_;
};

}  // namespace basin
