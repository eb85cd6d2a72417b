// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_sweep.h"

#include <algorithm>

#include "core/numeric/interruption.h"
#include "core/numeric/products.h"
#include "core/numeric/small_products.h"

namespace basin {

namespace {

constexpr Index small_width = 128;  // the largest width whose W fits into a core's cache

/// y += A x for square A, with a scratch vector of its own.
class AddProduct {
  public:
    explicit AddProduct(const double* A, Index size) : A_(A), size_(size) {
        if (size_ > small_width) large_.resize(size_);
    }
    void operator()(const double* x, double* y) {
        const auto n = static_cast<std::size_t>(size_);
        double* product = size_ > small_width ? large_.data() : small_;
        if (size_ <= small_width) {
            small_multiply(A_, n, n, n, x, product);
        } else {
            multiply_into(Eigen::Map<const Matrix>(A_, size_, size_), Eigen::Map<const Vector>(x, size_),
                          large_);
        }
        for (Index i = 0; i < size_; ++i) y[i] += product[i];
    }

  private:
    const double* A_;
    Index size_;
    double small_[small_width];
    Vector large_;
};

/// Asks, about once a millisecond, whether a recursion in time is to be left.
class SweepCheck {
  public:
    SweepCheck(const Interruption* interruption, Index size)
        : interruption_(interruption), every_(std::max<Index>(1, (Index{1} << 20) / (size * size + size))) {}
    bool gives_up(Index t) const { return interruption_ && t % every_ == 0 && interruption_->point(); }

  private:
    const Interruption* interruption_;
    Index every_;
};

std::span<double> column(Matrix& A, Index t) {
    return {A.col(t).data(), static_cast<std::size_t>(A.rows())};
}

}  // namespace

bool run_network(const ElmanActivation& activation, const Eigen::Map<const Matrix>& W, const Vector& h0,
                 Matrix& U, Matrix& H, const Interruption* interruption) {
    AddProduct add_W(W.data(), W.rows());
    const double* before = h0.data();
    const SweepCheck check(interruption, W.rows());
    for (Index t = 0; t < U.cols(); ++t) {
        if (check.gives_up(t)) return false;
        add_W(before, U.col(t).data());
        activation.apply(column(U, t), column(H, t), {}, {});
        before = H.col(t).data();
    }
    return true;
}

bool run_linearised(const Eigen::Map<const Matrix>& W, const Matrix& slopes, Matrix& dU, Matrix& dH,
                    const Interruption* interruption) {
    AddProduct add_W(W.data(), W.rows());
    const Index n = W.rows();
    const SweepCheck check(interruption, n);
    for (Index t = 0; t < dU.cols(); ++t) {
        if (check.gives_up(t)) return false;
        double* du = dU.col(t).data();
        double* dh = dH.col(t).data();
        const double* slope = slopes.col(t).data();
        if (t > 0) add_W(dH.col(t - 1).data(), du);
        for (Index i = 0; i < n; ++i) dh[i] += slope[i] * du[i];
    }
    return true;
}

bool run_adjoint(const Matrix& Wt, const Matrix& slopes, Matrix& GH, Matrix& GU,
                 const Interruption* interruption) {
    AddProduct add_Wt(Wt.data(), Wt.rows());
    const Index n = Wt.rows();
    const SweepCheck check(interruption, n);
    for (Index t = GH.cols(); t-- > 0;) {
        if (check.gives_up(t)) return false;
        double* gh = GH.col(t).data();
        double* gu = GU.col(t).data();
        const double* slope = slopes.col(t).data();
        if (t + 1 < GH.cols()) add_Wt(GU.col(t + 1).data(), gh);
        for (Index i = 0; i < n; ++i) gu[i] += slope[i] * gh[i];
    }
    return true;
}

void fill_regressors(const Matrix& X, const Vector& h0, const Eigen::Ref<const Matrix>& H,
                     Matrix& regressors) {
    const Index hidden = H.rows(), steps = H.cols();
    if (regressors.rows() != hidden + X.rows() + 1 || regressors.cols() != steps) {
        regressors.resize(hidden + X.rows() + 1, steps);
        regressors.middleRows(hidden, X.rows()) = X;
        regressors.bottomRows(1).setOnes();
    }
    regressors.col(0).head(hidden) = h0;
    regressors.topRightCorner(hidden, steps - 1) = H.leftCols(steps - 1);
}

}  // namespace basin
