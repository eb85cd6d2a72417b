// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/commutator_projection.h"

#include <algorithm>
#include <numeric>

#include "core/numeric/strip_products.h"

namespace basin {

namespace {

// Adjoint states below this, beside the 1 that they begin with, are lost in the rounding of what they add to.
constexpr double negligible = 1e-17;

constexpr Index most_windows = 64;  // in memory at a time

}  // namespace

bool CommutatorProjection::refresh(const StepModel& model) {
    return preconditioner_.refresh(model);
}

bool CommutatorProjection::improve(const StepModel& model, Vector& z) {
    preconditioner_.improve(model, z);
    return true;
}

double CommutatorProjection::refresh_operations() const {
    const auto K = static_cast<double>(layout_.shape.regressors());
    return K * K * (2 * static_cast<double>(layout_.steps) + K) / 4;
}

double CommutatorProjection::operations() const {
    const auto n = static_cast<double>(layout_.shape.hidden);
    const auto K = static_cast<double>(layout_.shape.regressors());
    return n * (static_cast<double>(layout_.steps) * (K + n) + K * K);
}

void CommutatorProjection::clear_rows(const StepModel&) {
    halves_.resize(layout_.shape.size_WVb(), 0);
}

void CommutatorProjection::keep_rows(const std::vector<bool>& kept) {
    Index count = 0;
    for (Index i = 0; i < halves_.cols(); ++i) {
        if (!kept[static_cast<std::size_t>(i)]) continue;
        if (count < i) halves_.col(count) = halves_.col(i);
        ++count;
    }
    halves_.conservativeResize(Eigen::NoChange, count);
}

/// The windows of some bounds, in one sweep: a product of matrices for each time step.
std::vector<CommutatorProjection::Window> CommutatorProjection::sweep_back(const StepModel& model,
                                                                           Index first, Index count) {
    const Index n = layout_.shape.hidden;
    std::vector<Window> windows(static_cast<std::size_t>(count));
    std::vector<std::size_t> coming(windows.size()), going;
    std::iota(coming.begin(), coming.end(), std::size_t{0});
    const auto where = [&](std::size_t i) { return bounds()[static_cast<std::size_t>(first) + i]; };
    std::ranges::sort(coming, {}, where);
    panel_.resize(n, std::ssize(coming));
    for (Index t = layout_.steps; t-- > 0 && !(coming.empty() && going.empty());) {
        product_.noalias() = model.Wt * panel_.leftCols(std::ssize(going));
        std::vector<std::size_t> still;
        for (Index j = 0; j < product_.cols(); ++j) {
            auto state = panel_.col(std::ssize(still));
            state = model.slopes.col(t).cwiseProduct(product_.col(j));
            if (state.lpNorm<Eigen::Infinity>() > negligible)
                still.push_back(going[static_cast<std::size_t>(j)]);
        }
        for (; !coming.empty() && where(coming.back()) / n == t; coming.pop_back()) {
            panel_.col(std::ssize(still)) = Vector::Unit(n, where(coming.back()) % n);
            still.push_back(coming.back());
        }
        going = std::move(still);
        for (std::size_t j = 0; j < going.size(); ++j) {
            const auto state = panel_.col(static_cast<Index>(j));
            Window& window = windows[going[j]];
            window.states.insert(window.states.end(), state.begin(), state.end());
            window.start = t;
        }
    }
    return windows;
}

/// Rows first, ..., first + windows.size() - 1 of halves_.
void CommutatorProjection::fill_halves(const std::vector<Window>& windows, Index first) {
    const Index n = layout_.shape.hidden;
    double states = 0;
    for (const Window& window : windows) states += static_cast<double>(window.states.size());
    const double flops = 2 * states * static_cast<double>(layout_.shape.regressors());
    parallel_for(std::ssize(windows), threads_for(flops), {}, [&](Index i) {
        const Window& window = windows[static_cast<std::size_t>(i)];
        const Eigen::Map<const Matrix> adjoint(window.states.data(), n, std::ssize(window.states) / n);
        const auto modes = preconditioner_.modes().middleCols(window.start, adjoint.cols());
        preconditioner_.half(adjoint, modes.rowwise().reverse(), halves_.col(first + i));
    });
}

void CommutatorProjection::add_rows(StepModel& model, Index first, Matrix& gram) {
    const Index count = std::ssize(bounds()), added = count - first;
    halves_.conservativeResize(Eigen::NoChange, count);
    for (Index next = first; next < count; next += most_windows)
        fill_halves(sweep_back(model, next, std::min(most_windows, count - next)), next);
    const auto rows = halves_.rightCols(added);
    multiply_by_strips(rows.transpose(), halves_.leftCols(first), gram.bottomLeftCorner(added, first));
    gram.bottomRightCorner(added, added).setZero();
    gram.bottomRightCorner(added, added).selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
}

void CommutatorProjection::values(StepModel& model, const Vector& z, Vector& values) {
    model.forward(z, false);
    for (std::size_t i = 0; i < bounds().size(); ++i)
        values[static_cast<Index>(i)] = model.SU.data()[bounds()[i]];
}

void CommutatorProjection::subtract(StepModel& model, const Vector& factors, Vector* r, Vector& z) {
    model.GH.setZero(model.H.rows(), model.H.cols());
    model.GU.setZero(model.H.rows(), model.H.cols());
    model.GV.setZero(model.A.rows(), model.H.cols());
    for (std::size_t i = 0; i < bounds().size(); ++i)
        model.GU.data()[bounds()[i]] = factors[static_cast<Index>(i)];
    model.adjoint(row_);
    preconditioner_.apply_metric(row_, conditioned_);
    z -= conditioned_;
    if (r != nullptr) *r -= row_;
}

}  // namespace basin
