// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/bend_patterns.h"

#include <algorithm>
#include <cstdint>

#include "core/analysis/softmax_kinks.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr Index most_enumerated = 6;  // outputs, whose 2^6 pieces are looked at
constexpr Index most_downward = 64;

/// The Hessian as it is at x, and what leaving the jumps to the left adds along the gradients of the outputs.
class Pieces {
  public:
    Pieces(const SoftmaxRegression& problem, const Vector& x, const std::vector<Index>& jumps) {
        finite_ = problem.evaluator()->hessian(x, H_) == EvalStatus::ok;
        const SoftmaxData& data = problem.data();
        const SoftmaxOutputs at(problem, x);
        K_ = at.slopes(jumps);
        const auto count = static_cast<Index>(jumps.size());
        bends_.resize(count);
        for (Index k = 0; k < count; ++k) {
            const Index i = jumps[static_cast<std::size_t>(k)];
            // h'' is alpha to the left and 0 to the right, h(0) = 0; H has that of the side of z.
            bends_[k] = -elu_alpha * data.b[i];
            if (at.z[i] <= 0) H_ -= bends_[k] * K_.row(k).transpose() * K_.row(k);
        }
    }
    bool finite() const { return finite_; }
    Index count() const { return bends_.size(); }

    /// With the smaller bend at every jump.
    Matrix lowest() const {
        return with([this](Index k) { return bends_[k] < 0; });
    }
    /// Bit k set: to the left of jump k.
    Matrix piece(std::uint32_t pattern) const {
        return with([=](Index k) { return (pattern >> k & 1U) != 0; });
    }
    /// d^T Hess d of the piece into which d leads; the bends of jumps that it keeps to do not matter.
    double bend_along(const Vector& d) const {
        double bend = d.dot(H_ * d);
        const Vector change = K_ * d;
        for (Index k = 0; k < count(); ++k)
            if (change[k] < 0) bend += bends_[k] * change[k] * change[k];
        return bend;
    }

  private:
    Matrix with(const auto& left) const {
        Matrix H = H_;
        for (Index k = 0; k < count(); ++k)
            if (left(k)) H += bends_[k] * K_.row(k).transpose() * K_.row(k);
        return H;
    }

    Matrix H_;      // d x d, right of every jump
    Matrix K_;      // jumps x d, gradients of the outputs
    Vector bends_;  // jumps
    bool finite_;
};

}  // namespace

BendPatterns judge_bend_patterns(const SoftmaxRegression& problem, const Vector& x,
                                 const std::vector<Index>& jumps, double rounding) {
    const Pieces pieces(problem, x, jumps);
    BendPatterns found;
    SymmetricEigen eigen;
    if (!pieces.finite() || !eigen.compute(pieces.lowest())) return found;
    found.known = true;
    found.upward = eigen.values()[0] > rounding;
    found.downward.resize(x.size(), 0);
    if (found.upward) return found;
    std::vector<Vector> downward;
    const auto take = [&] {
        for (Index i = 0; i < x.size() && eigen.values()[i] < -rounding; ++i) {
            for (const double sign : {1.0, -1.0}) {
                const Vector d = sign * eigen.vectors().col(i);
                if (std::ssize(downward) < most_downward && pieces.bend_along(d) < -rounding)
                    downward.push_back(d);
            }
        }
    };
    take();
    const std::uint32_t patterns = pieces.count() <= most_enumerated ? 1U << pieces.count() : 0;
    for (std::uint32_t pattern = 0; pattern < patterns; ++pattern)
        if (eigen.compute(pieces.piece(pattern))) take();
    found.downward.resize(x.size(), std::ssize(downward));
    for (Index k = 0; k < found.downward.cols(); ++k)
        found.downward.col(k) = downward[static_cast<std::size_t>(k)];
    return found;
}

}  // namespace basin
