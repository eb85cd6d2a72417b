// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/projected_preconditioner.h"

namespace basin {

void ProjectedPreconditioner::clear(const StepModel& model) {
    bounds_.clear();
    gram_.resize(0, 0);
    clear_rows(model);
}

void ProjectedPreconditioner::add(StepModel& model, const std::vector<Index>& where) {
    if (where.empty()) return;
    const auto first = static_cast<Index>(bounds_.size());
    bounds_.insert(bounds_.end(), where.begin(), where.end());
    const auto count = static_cast<Index>(bounds_.size());
    gram_.conservativeResize(count, count);
    add_rows(model, first, gram_);
}

void ProjectedPreconditioner::keep(const std::vector<bool>& kept) {
    std::vector<Index> left;
    for (Index i = 0; i < gram_.rows(); ++i)
        if (kept[static_cast<std::size_t>(i)]) left.push_back(i);
    if (std::ssize(left) == gram_.rows()) return;
    gram_ = Matrix(gram_(left, left));
    keep_entries(bounds_, kept);
    keep_rows(kept);
}

void ProjectedPreconditioner::factorise() {
    multipliers_.resize(gram_.rows());
    if (bounds_.empty()) return;
    Matrix gram = gram_;
    // Rows that depend on each other stay solvable; the iteration corrects what this changes.
    gram.diagonal() *= 1 + 1e-13;
    gram_cholesky_.factorise(gram);
}

void ProjectedPreconditioner::release(StepModel& model, Vector& r, Vector& z) {
    apply(r, z);
    if (bounds_.empty() || !solvable()) return;
    values(model, z, multipliers_);
    gram_cholesky_.solve(multipliers_, multipliers_);
    subtract(model, multipliers_, &r, z);
}

void ProjectedPreconditioner::project(StepModel& model, Vector& r, Vector& z) {
    release(model, r, z);
    if (!improve(model, z) || bounds_.empty() || !solvable()) return;
    across_.resizeLike(multipliers_);
    values(model, z, across_);
    gram_cholesky_.solve(across_, across_);
    subtract(model, across_, nullptr, z);
}

void ProjectedPreconditioner::move(StepModel& model, Vector& change, Vector& x) {
    gram_cholesky_.solve(change, change);
    change = -change;
    subtract(model, change, nullptr, x);
}

}  // namespace basin
