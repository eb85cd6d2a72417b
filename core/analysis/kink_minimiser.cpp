// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kink_minimiser.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <Eigen/LU>
#include <Eigen/QR>

#include "core/analysis/arrival.h"
#include "core/analysis/softmax_rounding.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double rounding = std::numeric_limits<double>::epsilon();
constexpr int most_steps = 300;
// A run that has met a kink stands this near to it, in units of the largest output.
constexpr double met = 1e-6;
// Below this share of |x| a step is in the range where Newton's method is sure of itself.
constexpr double local_step = 1e-6;
// How far inside its range a slope must lie to count as strictly inside.
constexpr double strictness = 1e-8;
// The same where the slopes are not unique and are looked for.
constexpr double strictness_of_all = 1e-6;
// Gradients of outputs nearer to depending on others than this count as dependent.
constexpr double independence = 1e-10;

/// The active set and where it has led to.
class KinkSearch {
  public:
    KinkSearch(const SoftmaxRegression& problem, Vector x)
        : problem_(problem), data_(problem.data()), evaluator_(problem.evaluator()), x_(std::move(x)) {}

    std::optional<KinkPoint> run(const std::vector<Index>& first, const std::stop_token& stop) {
        choose_first_kinks(first);
        for (int step = 0; step < most_steps && !stop.stop_requested(); ++step) {
            if (!prepare() || evaluator_->value(x_, value_) != EvalStatus::ok) return std::nullopt;
            const double size = step_.norm(), unit = point_length(problem_, x_);
            const bool settled = size <= 4 * rounding * unit || (size <= 1e-12 * unit && size >= last_size_);
            last_size_ = size;
            if (settled) {
                if (slopes_in_range()) return finish();
                if (!leave()) return std::nullopt;
                last_size_ = std::numeric_limits<double>::infinity();
            } else if (!move(unit)) {
                return std::nullopt;
            }
        }
        return std::nullopt;
    }

  private:
    /// Only a kink that bends upwards can hold a minimiser: h(0) - b > 0.
    bool can_hold(Index i) const { return data_.b[i] < 0; }

    void choose_first_kinks(const std::vector<Index>& given) {
        const SoftmaxOutputs at(problem_, x_);
        std::vector<Index> order;
        for (Index i = 0; i < at.z.size(); ++i) {
            if (can_hold(i)) order.push_back(i);
        }
        std::ranges::sort(order, {}, [&](Index i) { return std::abs(at.z[i]); });
        const double near = met * at.z.cwiseAbs().maxCoeff();
        for (const Index i : order) {
            const bool nearest = kinks_.empty() || std::abs(at.z[i]) <= near;
            const bool wanted = given.empty() ? nearest : std::ranges::find(given, i) != given.end();
            if (std::ssize(kinks_) < x_.size() && wanted) join(i);
        }
    }

    void join(Index i) {
        kinks_.push_back(i);
        slopes_.conservativeResize(std::ssize(kinks_));
        slopes_[std::ssize(kinks_) - 1] = 0.5 * (1 + left_slope(data_.activation));
    }

    void drop(const std::vector<Index>& positions) {
        std::vector<Index> kept;
        Vector slopes(slopes_.size());
        for (Index k = 0; k < slopes_.size(); ++k) {
            if (std::ranges::find(positions, k) != positions.end()) continue;
            slopes[std::ssize(kept)] = slopes_[k];
            kept.push_back(kinks_[static_cast<std::size_t>(k)]);
        }
        slopes_ = slopes.head(std::ssize(kept));
        kinks_ = std::move(kept);
    }

    /// Sets K_, bases, derivatives and the Newton step at x_; also takes over the slopes that it gives.
    bool prepare() {
        const SoftmaxOutputs at(problem_, x_);
        K_ = at.slopes(kinks_);
        split_space();
        const SoftmaxRegression piece = piece_with(data_, slopes_at(data_.activation, at.z, kinks_, slopes_));
        Vector g;
        Matrix H;
        double value = 0;
        const auto evaluator = piece.evaluator();
        if (evaluator->gradient(x_, value, g) != EvalStatus::ok ||
            evaluator->hessian(x_, H) != EvalStatus::ok) {
            return false;
        }
        Vector z(slopes_.size());
        for (Index k = 0; k < z.size(); ++k) z[k] = at.z[kinks_[static_cast<std::size_t>(k)]];
        gradient_ = g.norm();
        step_.setZero(x_.size());
        if (kinks_.empty()) return reduce(g, H) && step_.allFinite();
        const Eigen::PartialPivLU<Matrix> KY = (K_ * across_).partialPivLu();
        step_ = across_ * KY.solve(-z);
        if (along_.cols() > 0 && !reduce(g, H)) return false;
        const Vector multipliers = KY.transpose().solve(-(across_.transpose() * (g + H * step_)));
        for (Index k = 0; k < z.size(); ++k)
            slopes_[k] += multipliers[k] / -data_.b[kinks_[static_cast<std::size_t>(k)]];
        return step_.allFinite() && slopes_.allFinite();
    }

    /// Orthonormal bases across and along the kinks; kinks whose rows depend on others leave.
    void split_space() {
        const Index d = x_.size();
        if (kinks_.empty()) {
            across_.resize(d, 0);
            along_ = Matrix::Identity(d, d);
            return;
        }
        Eigen::ColPivHouseholderQR<Matrix> qr(K_.transpose());
        qr.setThreshold(independence);
        if (qr.rank() < K_.rows()) {
            const auto& order = qr.colsPermutation().indices();
            std::vector<Index> dependent(order.data() + qr.rank(), order.data() + K_.rows());
            drop(dependent);
            K_ = SoftmaxOutputs(problem_, x_).slopes(kinks_);
            return split_space();
        }
        const Matrix Q = qr.householderQ() * Matrix::Identity(d, d);
        across_ = Q.leftCols(K_.rows());
        along_ = Q.rightCols(d - K_.rows());
    }

    /// The part of the step along the kinks, shifted where the Hessian bends downwards there.
    bool reduce(const Vector& g, const Matrix& H) {
        const Matrix reduced = along_.transpose() * H * along_;
        SymmetricEigen eigen;
        if (!eigen.compute(reduced)) return false;
        const double scale = eigen.values().cwiseAbs().maxCoeff();
        const Vector values = eigen.values().cwiseAbs().cwiseMax(1e-10 * scale);
        const Vector right = eigen.vectors().transpose() * (along_.transpose() * (g + H * step_));
        step_ -= along_ * (eigen.vectors() * right.cwiseQuotient(values));
        return true;
    }

    /// Takes the step, or as much of it as lowers L.
    bool move(double unit) {
        double value = 0;
        const auto lowers = [&](const Vector& x) {
            return evaluator_->value(x, value) == EvalStatus::ok && value < value_;
        };
        if (lowers(x_ + step_)) {
            x_ += step_;
            return true;
        }
        if (stop_at_crossing()) return true;
        // So near the end rounding hides what a step is worth.
        if (step_.norm() <= local_step * unit) {
            x_ += step_;
            return true;
        }
        for (double t = 0.5; t > 1e-9; t /= 2) {
            if (!lowers(x_ + t * step_)) continue;
            x_ += t * step_;
            return true;
        }
        return false;
    }

    /// Goes to the first kink on the way that can hold a minimiser, and lets it join.
    bool stop_at_crossing() {
        if (std::ssize(kinks_) >= x_.size()) return false;
        const SoftmaxOutputs before(problem_, x_), after(problem_, x_ + step_);
        double first = 1;
        Index crossed = -1;
        for (Index i = 0; i < before.z.size(); ++i) {
            const double from = before.z[i], to = after.z[i];
            if (!can_hold(i) || !(from * to < 0) || std::ranges::find(kinks_, i) != kinks_.end()) continue;
            const double t = from / (from - to);
            if (t < first) {
                first = t;
                crossed = i;
            }
        }
        if (crossed < 0) return false;
        x_ += first * step_;
        join(crossed);
        return true;
    }

    bool slopes_in_range() const {
        const double low = left_slope(data_.activation);
        return (slopes_.array() >= low - strictness).all() && (slopes_.array() <= 1 + strictness).all();
    }

    /// Steps off the kinks whose slope is out of range, to the side where L falls.
    bool leave() {
        const double low = left_slope(data_.activation);
        std::vector<Index> leaving;
        Vector side = Vector::Zero(slopes_.size());
        for (Index k = 0; k < slopes_.size(); ++k) {
            if (slopes_[k] > 1 + strictness) side[k] = 1;
            if (slopes_[k] < low - strictness) side[k] = -1;
            if (side[k] != 0) leaving.push_back(k);
        }
        const Vector away = (across_ * (K_ * across_).partialPivLu().solve(side)).normalized();
        drop(leaving);
        double value = 0;
        const double unit = point_length(problem_, x_);
        for (double t = unit; t > 1e-12 * unit; t /= 2) {
            if (evaluator_->value(x_ + t * away, value) != EvalStatus::ok || !(value < value_)) continue;
            x_ += t * away;
            return true;
        }
        return false;
    }

    KinkPoint finish() {
        KinkPoint point;
        point.x = x_;
        point.gradient_norm = gradient_;
        point.step = step_.norm();
        clamp_slopes(point);
        std::vector<Index> all = kinks_in_reach(problem_, x_, Vector());
        all.insert(all.end(), point.kinks.begin(), point.kinks.end());
        std::ranges::sort(all);
        all.erase(std::unique(all.begin(), all.end()), all.end());
        // Kinks that depend on others, or cannot hold a minimiser alone, are there all the same.
        if (all != point.kinks) take_all(std::move(all), point);
        measure(point);
        point.stationarity = test_stationarity(problem_, x_, point.kinks);
        return point;
    }

    /// The active kinks in order, with their slopes inside the range.
    void clamp_slopes(KinkPoint& point) const {
        const double low = left_slope(data_.activation);
        std::vector<std::pair<Index, double>> found;
        for (Index k = 0; k < slopes_.size(); ++k)
            found.emplace_back(kinks_[static_cast<std::size_t>(k)], std::clamp(slopes_[k], low, 1.0));
        std::ranges::sort(found);
        point.slopes.resize(slopes_.size());
        point.held = true;
        for (const auto& [output, slope] : found) {
            point.slopes[std::ssize(point.kinks)] = slope;
            point.kinks.push_back(output);
        }
    }

    void take_all(std::vector<Index> all, KinkPoint& point) {
        auto slopes = balancing_slopes(problem_, x_, all, strictness_of_all);
        if (!slopes) slopes = balancing_slopes(problem_, x_, all, 0);
        point.held = slopes.has_value();
        point.kinks = std::move(all);
        point.slopes = slopes ? *std::move(slopes)
                              : Vector::Constant(std::ssize(point.kinks), left_slope(data_.activation));
    }

    /// The kinks that hold strictly: those across which L rises at once, to both sides.
    std::vector<Index> strict_kinks(const KinkPoint& point) const {
        std::vector<Index> strict;
        for (std::size_t k = 0; k < point.kinks.size(); ++k) {
            const double slope = point.slopes[static_cast<Index>(k)];
            const bool inside = slope > left_slope(data_.activation) + strictness && slope < 1 - strictness;
            if (inside && can_hold(point.kinks[k])) strict.push_back(point.kinks[k]);
        }
        return strict;
    }

    /// The smallest eigenvalue along the kinks that hold strictly, with the slopes on all: where it is
    /// positive x is a strict minimiser, because h(z) >= slope z on every kink, and c > 0 there.
    void measure(KinkPoint& point) const {
        const std::vector<Index> strict = strict_kinks(point);
        point.strict = point.held && strict.size() == point.kinks.size();
        const SoftmaxOutputs at(problem_, x_);
        const Index d = x_.size();
        Matrix along = Matrix::Identity(d, d);
        if (!strict.empty()) {
            Eigen::ColPivHouseholderQR<Matrix> qr(at.slopes(strict).transpose());
            qr.setThreshold(independence);
            if (qr.rank() == d) return;
            along = (qr.householderQ() * along).rightCols(d - qr.rank()).eval();
        }
        const SoftmaxRegression piece =
            piece_with(data_, slopes_at(data_.activation, at.z, point.kinks, point.slopes));
        Matrix H;
        SymmetricEigen eigen;
        if (piece.evaluator()->hessian(x_, H) != EvalStatus::ok ||
            !eigen.compute(along.transpose() * H * along)) {
            return;
        }
        point.smallest_eigenvalue = eigen.values()[0];
        point.rounding =
            hessian_rounding(piece.centred(), x_) + 4 * static_cast<double>(d) * rounding * H.norm();
    }

    const SoftmaxRegression& problem_;
    const SoftmaxData& data_;
    std::unique_ptr<Evaluator> evaluator_;
    Vector x_;                  // d
    std::vector<Index> kinks_;  // active
    Vector slopes_;             // one each
    Matrix K_;                  // active x d, gradients of the active outputs
    Matrix across_, along_;     // orthonormal bases of the range of K^T and of its complement
    Vector step_;               // d
    double value_ = 0, gradient_ = 0;
    double last_size_ = std::numeric_limits<double>::infinity();
};

}  // namespace

std::optional<KinkPoint> minimise_on_kinks(const SoftmaxRegression& problem, const Vector& x,
                                           const std::vector<Index>& first, std::stop_token stop) {
    if (!has_kink(problem.data().activation) || !x.allFinite()) return std::nullopt;
    return KinkSearch(problem, x).run(first, stop);
}

}  // namespace basin
