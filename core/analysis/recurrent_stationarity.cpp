// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recurrent_stationarity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <Eigen/QR>

#include "core/numeric/symmetric_eigen.h"
#include "core/solvers/affine_stepper.h"

namespace basin {

namespace {

constexpr Index largest_dense = 1000;
constexpr int most_halvings = 40;
/// Kinks x weights x (time steps + the fewer of kinks and weights): beyond it, decomposing J_Z and trying its
/// kinks one by one would take more than seconds.
constexpr double most_kink_work = 1e8;
constexpr double idle_rounding = 1e-12;  // of the gradient's scale, what counts as 0 at a kink without effect

/// First t = 2^-k that lowers f from f0; f(t) may be NaN. Returns whether there is one.
bool find_drop(const auto& f, double f0, double& t, double& drop) {
    t = 1;
    for (int k = 0; k < most_halvings; ++k, t /= 2) {
        drop = f0 - f(t);
        if (drop > 16 * std::numeric_limits<double>::epsilon() * std::abs(f0)) return true;
    }
    t = drop = not_applicable;
    return false;
}

/// The Lagrangian of (P) about a lifted point, with slopes at the kinks that are free to choose.
class KinkLagrangian {
  public:
    KinkLagrangian(const PenaltyRnn& problem, const Vector& z) : model_(problem) {
        Vector rows;
        residuals(problem.training(), z, rows);
        const Matrix u = states_of(model_.layout, z).u;
        model_.set(z, rows, u.unaryExpr([](double value) { return value > 0 ? 1.0 : -1.0; }));
        const ElmanActivation& activation = problem.training().activation;
        for (Index k = 0; k < u.size(); ++k)
            if (activation.kinked() && u.data()[k] == 0) zeros_.push_back(k);
        for (const Index k : zeros_) model_.slopes.data()[k] = 0;
        g_ = model_.g.head(model_.layout.parameters());
        model_.GH.setZero(u.rows(), u.cols());
        model_.GU = model_.GH;
        model_.GV = states_of(model_.layout, std::as_const(model_.g)).v;
        model_.adjoint(base_);
        base_ += g_;
    }

    bool has_too_many_kinks() const {
        const auto count = static_cast<double>(zeros_.size());
        const auto weights = static_cast<double>(base_.size());
        const auto steps = static_cast<double>(model_.layout.steps);
        return count * weights * (steps + std::min(count, weights)) > most_kink_work;
    }

    /// Finds what the kinks are moved by; comes first.
    void find_columns() {
        columns_.resize(base_.size(), static_cast<Index>(zeros_.size()));
        Vector column;
        for (std::size_t i = 0; i < zeros_.size(); ++i) {
            model_.GH.setZero();
            model_.GU.setZero();
            model_.GV.setZero();
            model_.GU.data()[zeros_[i]] = 1;
            model_.adjoint(column);
            columns_.col(static_cast<Index>(i)) = column;
        }
        if (!zeros_.empty()) qr_.compute(columns_);
    }

    /// Chooses what flows back through the kinks so that the gradient is least, and with it the slopes.
    Vector gradient() {
        flows_ = Vector::Zero(columns_.cols());
        if (columns_.cols() > 0) flows_ = qr_.solve(-base_);
        model_.GH.setZero();
        model_.GU.setZero();
        model_.GV = states_of(model_.layout, std::as_const(model_.g)).v;
        for (std::size_t i = 0; i < zeros_.size(); ++i)
            model_.GU.data()[zeros_[i]] = flows_[static_cast<Index>(i)];
        Vector gradient;
        model_.adjoint(gradient);
        gradient += g_;
        GH_ = model_.GH;
        GU_ = model_.GU;
        GV_ = model_.GV;
        return gradient;
    }

    /// dL/dh = -y_h at kink i, and the slope alpha there; after gradient().
    double state_gradient(std::size_t i) const { return GH_.data()[zeros_[i]]; }
    double slope(std::size_t i) const { return flows_[static_cast<Index>(i)] / state_gradient(i); }
    /// Whether kink i has no effect on the objective: every slope does there, and 0/0 is none.
    bool is_idle(std::size_t i) const {
        const double least = idle_rounding * scale();
        return std::abs(flows_[static_cast<Index>(i)]) <= least && std::abs(state_gradient(i)) <= least;
    }
    /// Whether kink i fulfils the sufficient condition.
    bool is_settled(std::size_t i) const {
        const ElmanActivation& activation = model_.problem.training().activation;
        return is_idle(i) || (slope(i) >= activation.left_slope() && slope(i) <= activation.right_slope() &&
                              state_gradient(i) >= 0);
    }
    std::size_t kinks() const { return zeros_.size(); }
    Index rank() const { return columns_.cols() > 0 ? qr_.rank() : 0; }
    double scale() const { return std::max(1.0, base_.norm()); }

    /// A direction that moves the zero i alone, by sign.
    Vector direction_of(std::size_t i, double sign) {
        if (!mover_) mover_.emplace(columns_.transpose());
        Vector unit = Vector::Zero(columns_.cols());
        unit[static_cast<Index>(i)] = sign;
        return mover_->solve(unit);
    }

    /// Smallest eigenvalue of the Lagrangian's Hessian on the directions that keep the zeros.
    double least_curvature() {
        for (std::size_t i = 0; i < zeros_.size(); ++i) model_.slopes.data()[zeros_[i]] = slope(i);
        bends();
        const Index n = base_.size(), dimension = n - rank();
        Matrix cone = Matrix::Identity(n, n);
        if (columns_.cols() > 0) cone = qr_.householderQ() * cone;
        cone = cone.rightCols(dimension).eval();
        Matrix image(n, dimension);
        Vector product;
        for (Index j = 0; j < dimension; ++j) {
            hessian_product(cone.col(j), product);
            image.col(j) = product;
        }
        Vector values;
        symmetric_eigenvalues(cone.transpose() * image, values);
        return values.size() > 0 ? values[0] : not_applicable;
    }

  private:
    void bends() {
        Matrix scratch = model_.U, first = model_.U;
        bends_ = model_.U;
        const auto size = static_cast<std::size_t>(model_.U.size());
        model_.problem.training().activation.apply({model_.U.data(), size}, entries(scratch), entries(first),
                                                   entries(bends_));
        for (const Index k : zeros_) bends_.data()[k] = 0;
    }

    void hessian_product(const Vector& d, Vector& product) {
        const LiftedLayout& layout = model_.layout;
        const ConstWeights along = weights_of(layout.shape, d.data());
        const Index later = layout.steps - 1;
        model_.forward(d, false);
        const Matrix dH = model_.SH;
        model_.GH = along.A.transpose() * GV_;
        model_.GH.leftCols(later) += along.W.transpose() * GU_.rightCols(later);
        model_.GU = bends_.cwiseProduct(model_.SU).cwiseProduct(GH_);
        model_.GV = 2 / static_cast<double>(layout.steps) * model_.SV;
        model_.adjoint(product);
        product += 2 * model_.lambda.cwiseProduct(d);
        MutableWeights part = parts_of(layout.shape, product.data());
        part.A += GV_ * dH.transpose();
        part.W += GU_.rightCols(later) * dH.leftCols(later).transpose();
    }

    StepModel model_;
    std::vector<Index> zeros_;
    Vector g_, base_, flows_;
    Matrix columns_;  // N x kinks, J_Z^T
    Eigen::ColPivHouseholderQR<Matrix> qr_;
    std::optional<Eigen::CompleteOrthogonalDecomposition<Matrix>> mover_;  // of J_Z, once asked for
    Matrix GH_, GU_, GV_, bends_;
};

/// Tries d on the objective of (P) and reports the descent, if it is one.
bool refute(const ElmanTraining& training, const Vector& theta, const Vector& d, NetworkStationarity& found) {
    const auto objective = [&](const Vector& at) {
        return network_objective(training, at, predict(training, at).train);
    };
    const Vector unit = d.normalized();
    const auto along = [&](double t) { return objective(theta + t * unit); };
    if (!find_drop(along, objective(theta), found.drop_step, found.drop)) return false;
    found.first_order = Answer::no;
    found.descent = unit;
    return true;
}

/// Moves the kinks that are not settled one by one, until that lowers the objective of (P).
void refute_at_kinks(const ElmanTraining& training, const Vector& theta, KinkLagrangian& lagrangian,
                     NetworkStationarity& found) {
    for (std::size_t i = 0; i < lagrangian.kinks(); ++i) {
        if (lagrangian.is_settled(i)) continue;
        for (const double sign : {1.0, -1.0})
            if (refute(training, theta, lagrangian.direction_of(i, sign), found)) return;
    }
}

}  // namespace

PenaltyStationarity test_penalty_stationarity(const PenaltyRnn& problem, const Vector& z, double rho,
                                              double tolerance) {
    PenaltyStationarity found;
    const PiecewiseAffineOptions options;
    AffineStepper stepper(problem, options);
    if (!stepper.start(z)) return found;
    stepper.choose_signs();
    found.zeros = stepper.zeros();
    if (found.zeros > most_kinks) return found;
    const double none = tolerance * std::max(1.0, stepper.theta());
    for (std::uint32_t pattern = 0; pattern < 1U << found.zeros; ++pattern) {
        stepper.set_signs(pattern);
        if (!stepper.find_step(rho)) return found;
        const double decrease = stepper.model_decrease(rho);
        ++found.patterns;
        if (pattern == 0) found.own_decrease = decrease;
        if (!(decrease > found.largest_decrease)) {
            if (!std::isnan(found.largest_decrease)) continue;
        }
        found.largest_decrease = decrease;
        if (decrease > none) found.descent = stepper.step().s;
    }
    if (found.largest_decrease <= none) {
        found.answer = Answer::yes;
        return found;
    }
    Vector rows;
    const auto along = [&](double t) { return problem.theta_value(z + t * found.descent, rows); };
    if (find_drop(along, stepper.theta(), found.drop_step, found.drop)) found.answer = Answer::no;
    return found;
}

NetworkStationarity test_network_stationarity(const ElmanTraining& training, const Vector& z,
                                              double tolerance) {
    NetworkStationarity found;
    const PenaltyRnn problem(std::make_shared<const ElmanTraining>(training), {});
    KinkLagrangian lagrangian(problem, z);
    found.zeros = static_cast<Index>(lagrangian.kinks());
    if (lagrangian.has_too_many_kinks()) return found;
    lagrangian.find_columns();
    const Vector theta = z.head(training.shape().parameters());
    const Vector gradient = lagrangian.gradient();
    found.rank = lagrangian.rank();
    found.cone_dimension = theta.size() - found.rank;
    found.residual = gradient.norm();
    const double left = training.activation.left_slope(), right = training.activation.right_slope();
    bool sufficient = true, strict = true;
    for (std::size_t i = 0; i < lagrangian.kinks(); ++i) {
        const double slope = lagrangian.slope(i), state = lagrangian.state_gradient(i);
        sufficient = sufficient && lagrangian.is_settled(i);
        strict = strict && slope > left + tolerance && slope < right - tolerance && state > tolerance;
        if (lagrangian.is_idle(i)) continue;
        found.least_slope = std::fmin(found.least_slope, slope);
        found.largest_slope = std::fmax(found.largest_slope, slope);
    }
    if (found.residual > tolerance * lagrangian.scale()) {
        refute(training, theta, -gradient, found);
        return found;
    }
    if (!sufficient) {
        refute_at_kinks(training, theta, lagrangian, found);
        return found;
    }
    found.first_order = Answer::yes;
    if (!strict || theta.size() > largest_dense) return found;
    found.least_curvature = lagrangian.least_curvature();
    if (found.least_curvature > tolerance) found.second_order = Answer::yes;
    if (found.least_curvature < -tolerance) found.second_order = Answer::no;
    return found;
}

}  // namespace basin
