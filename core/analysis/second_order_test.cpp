// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/second_order_test.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/QR>

#include "core/analysis/free_directions.h"
#include "core/analysis/wide_curvature.h"
#include "core/numeric/linear_inequalities.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr std::size_t most_faces = 3000, most_bends = 6;
constexpr double most_work = 3e10;       // floating-point operations: seconds
constexpr double most_wide_work = 5e11;  // tens of seconds
constexpr double wide_products = 300;    // of a face, as a rule fewer
constexpr double flat = 1e-11;           // of the largest eigenvalue: its rounding
constexpr double alike = 1e-6;           // of the largest: eigenvalues whose vectors are not told apart
constexpr double border = 1e-9;          // of a row's length: at the edge of a face
constexpr int most_corrections = 8;      // of an arc back to its kinks

double sweep_work(const KinkLagrangian& lagrangian) {
    const ElmanShape shape = lagrangian.training().shape();
    return 12 * static_cast<double>(lagrangian.U().size() * (shape.regressors() + shape.outputs));
}

Matrix chosen(const Matrix& rows, const std::vector<int>& signs, bool held) {
    Matrix some(rows.rows(), rows.cols());
    Index count = 0;
    for (Index k = 0; k < rows.rows(); ++k) {
        const int sign = signs[static_cast<std::size_t>(k)];
        if ((sign == 0) != held) continue;
        some.row(count++) = (held ? 1 : sign) * rows.row(k);
    }
    return some.topRows(count);
}

}  // namespace

/// Of a face.
double SecondOrderTest::work() const {
    const auto n = static_cast<double>(jacobian_.cols());
    const double sweep = sweep_work(lagrangian_);
    return is_wide_ ? wide_products * (sweep + 4 * wide_products * n) : n * (sweep + 10 * n * n);
}

Matrix SecondOrderTest::rows_of(const Face& face, const Matrix& jacobian) const {
    const ElmanActivation& activation = lagrangian_.training().activation;
    Matrix rows = jacobian.topRows(static_cast<Index>(face.size()));
    for (Index k = 0; k < rows.rows(); ++k) {
        for (Index j = 0; j < k; ++j) {
            const int sign = face[static_cast<std::size_t>(j)];
            if (sign == 0) continue;
            const double slope = sign > 0 ? activation.right_slope() : activation.left_slope();
            rows.row(k) += reactions_(k, j) * slope * rows.row(j);
        }
    }
    return rows;
}

bool SecondOrderTest::is_open(const Face& face) const {
    const Matrix rows = rows_of(face, thin_);
    const Matrix signed_rows = chosen(rows, face, false);
    if (signed_rows.rows() == 0) return true;
    const Matrix along = signed_rows * FreeDirections(chosen(rows, face, true)).basis();
    if ((along.rowwise().norm().array() <= border * signed_rows.rowwise().norm().array()).any()) return false;
    return direction_into(along).has_value();
}

/// Kinks whose u move independently of each other take all their signs, so that there are at least as many
/// faces: tells at once where listing them would take seconds to come to the same.
double SecondOrderTest::least_faces() const {
    if (jacobian_.rows() == 0) return 1;
    Eigen::ColPivHouseholderQR<Matrix> qr;
    qr.setThreshold(border);
    const Matrix unit = scaled_.rowwise().normalized();
    qr.compute(unit.transpose());
    double faces = 1;
    for (Index i = 0; i < qr.rank(); ++i) {
        const Index kink = qr.colsPermutation().indices()[i];
        faces *= 1 + (first_.left_is_level(kink) ? 1 : 0) + (first_.right_is_level(kink) ? 1 : 0);
    }
    return faces;
}

bool SecondOrderTest::list_faces(Face& face) {
    const auto k = static_cast<Index>(face.size());
    if (stop_.stop_requested()) return false;
    if (k == jacobian_.rows()) {
        faces_.push_back(face);
        return faces_.size() <= most_faces;
    }
    for (const int sign : {0, 1, -1}) {
        if (sign > 0 && !first_.right_is_level(k)) continue;
        if (sign < 0 && !first_.left_is_level(k)) continue;
        face.push_back(sign);
        const bool goes_on = !is_open(face) || list_faces(face);
        face.pop_back();
        if (!goes_on) return false;
    }
    return true;
}

bool SecondOrderTest::set_face(const Face& face) {
    if (face == present_face_) return true;
    const ElmanActivation& activation = lagrangian_.training().activation;
    const bool bends = !activation.piecewise_affine();
    for (std::size_t k = 0; k < face.size(); ++k) {
        const int sign = face[k];
        lagrangian_.set_slope(static_cast<Index>(k), sign > 0   ? activation.right_slope()
                                                     : sign < 0 ? activation.left_slope()
                                                                : 0);
        lagrangian_.set_bend(lagrangian_.kinks()[k], bends && sign < 0 ? activation.left_bend() : 0);
    }
    Vector columns;
    if (!is_wide_ && !lagrangian_.hessian(present_, columns, stop_)) return false;
    if (scaled_.cols() == 0 && !measure_units(columns)) return false;
    present_face_ = face;
    return true;
}

/// Those of the first face serve for all.
bool SecondOrderTest::measure_units(const Vector& columns) {
    if (is_wide_) {
        if (stop_.stop_requested() || !units_.refresh(lagrangian_)) return false;
        scaled_ = units_.rows_in(jacobian_);
        return true;
    }
    scale_ = curvature_lengths(present_, columns);
    scaled_ = jacobian_ * scale_.asDiagonal();
    return true;
}

void SecondOrderTest::follow_arc(const Face& face, const Vector& direction) {
    KinkSigns signs = lagrangian_.signs();
    for (std::size_t k = 0; k < face.size(); ++k)
        signs.data()[lagrangian_.kinks()[k]] = static_cast<signed char>(face[k]);
    KinkLagrangian arc(lagrangian_.training());
    const auto curve = [&](double t) -> Vector {
        Vector theta = lagrangian_.theta() + t * direction;
        for (int correction = 0; correction < most_corrections; ++correction) {
            if (stop_.stop_requested() || !arc.move(theta, signs)) return {};
            if (arc.kinks().empty()) return theta;
            if (!arc.find_columns(stop_)) return {};
            const Matrix rows = arc.jacobian() * lengths_.cwiseInverse().asDiagonal();
            const Vector back = rows.completeOrthogonalDecomposition().solve(arc.kink_values());
            theta -= back.cwiseQuotient(lengths_);
            if (back.stableNorm() <= 1e-14 * size_) break;
        }
        return theta;
    };
    const double length = direction.cwiseProduct(lengths_).stableNorm();
    if (length > 0) descent_.follow(curve, 4 * size_ / length);
}

SecondOrderTest::Curvature SecondOrderTest::judge(const Face& face, const Matrix& basis,
                                                  const Matrix& moved) {
    SymmetricEigen eigen;
    const Matrix scaled = scale_.asDiagonal() * present_ * scale_.asDiagonal();
    if (stop_.stop_requested() || !eigen.compute(restricted(scaled, basis))) return Curvature::flat;
    const Vector& values = eigen.values();
    const double largest = values.cwiseAbs().maxCoeff();
    Curvature worst = Curvature::positive;
    for (Index i = 0, end = 0; i < values.size() && values[i] <= flat * largest; i = end) {
        end = i + 1;
        while (end < values.size() && values[end] - values[end - 1] <= alike * largest) ++end;
        const Matrix vectors = eigen.vectors().middleCols(i, end - i);
        for (const double sign : {1.0, -1.0}) {
            Vector inside = sign * vectors.col(0);
            if (moved.rows() > 0 && end - i == 1 && (moved * inside).minCoeff() < -border) continue;
            if (moved.rows() > 0 && end - i > 1) {
                const auto in_all = direction_into(moved * vectors);
                if (!in_all) break;
                inside = vectors * *in_all;
            }
            if (values[i] >= -flat * largest) {
                worst = std::max(worst, Curvature::flat);
                continue;
            }
            worst = Curvature::negative;
            follow_arc(face, scale_.cwiseProduct(basis * inside));
            if (descent_.is_shown()) return worst;
        }
    }
    return worst;
}

/// In the weights' own units, which round less where ridges are all but 0: the signs of curvature are the
/// same.
bool SecondOrderTest::is_positive_unscaled(const Face& face) {
    const Matrix held = chosen(rows_of(face, jacobian_), face, true);
    const auto ends = ends_of_hessian(lagrangian_, held, Vector::Ones(jacobian_.cols()), stop_);
    return ends && ends->is_positive();
}

/// On the span of the face: a direction that bends downward, but leads out of the face, tells nothing here.
SecondOrderTest::Curvature SecondOrderTest::judge_wide(const Face& face, const Matrix& held,
                                                       const Matrix& moving) {
    WideCurvature curvature(lagrangian_, units_, held);
    if (curvature.dimension() == 0) return Curvature::positive;
    const auto ends = ends_of_curvature(curvature, std::max(flat, 16 * units_.rounding()), stop_);
    if (!ends) return Curvature::open;
    if (ends->is_positive() || (!ends->is_negative() && is_positive_unscaled(face)))
        return Curvature::positive;
    if (!ends->is_negative()) return ends->smallest <= ends->rounding ? Curvature::flat : Curvature::open;
    Vector inside;
    curvature.free().out(ends->softest, inside);
    bool leads_in = false;
    for (const double sign : {1.0, -1.0}) {
        if (moving.rows() > 0 && (sign * (moving * inside)).minCoeff() < 0) continue;
        leads_in = true;
        Vector direction;
        units_.out(sign * inside, direction);
        follow_arc(face, direction);
        if (descent_.is_shown()) break;
    }
    return leads_in ? Curvature::negative : Curvature::open;
}

SecondOrderTest::Curvature SecondOrderTest::test_face(const Face& face) {
    const Matrix rows = rows_of(face, scaled_);
    const Matrix held = chosen(rows, face, true), moving = chosen(rows, face, false);
    if (is_wide_) return judge_wide(face, held, moving);
    const Matrix basis = FreeDirections(held).basis();
    if (basis.cols() == 0) return Curvature::positive;
    const Matrix moved = (moving * basis).rowwise().normalized();
    return judge(face, basis, moved);
}

Answer SecondOrderTest::try_bends() {
    const double left = lagrangian_.training().activation.left_bend();
    const std::size_t patterns = bent_.size() > most_bends ? 0 : std::size_t{1} << bent_.size();
    for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
        for (std::size_t i = 0; i < bent_.size(); ++i)
            lagrangian_.set_bend(bent_[i], (pattern >> i & 1) != 0 ? left : 0);
        Vector columns;
        if (!is_wide_ && !lagrangian_.hessian(present_, columns, stop_)) break;
        test_face({});
        if (descent_.is_shown()) return Answer::no;
    }
    return undecided("the bend of the surface is not the same on both sides of a unit at 0");
}

/// Elu of slope 1 on both sides bends on the left alone.
void SecondOrderTest::find_bends() {
    const ElmanActivation& activation = lagrangian_.training().activation;
    if (activation.kinked() || activation.left_bend() == activation.right_bend()) return;
    for (Index unit = 0; unit < lagrangian_.U().size() && !stop_.stop_requested(); ++unit) {
        const double u = std::abs(lagrangian_.U().data()[unit]);
        if (u > 1e-8 * lagrangian_.terms_of(unit) || u > rounding_reach(lagrangian_, unit, lengths_, size_))
            continue;
        bent_.push_back(unit);
        lagrangian_.set_bend(unit, lagrangian_.state_gradient(unit) < 0 ? activation.left_bend() : 0);
    }
}

Answer SecondOrderTest::undecided(const char* reason) {
    reason_ = stop_.stop_requested() ? "stopped" : reason;
    return Answer::not_decided;
}

Answer SecondOrderTest::undecided(Curvature worst) {
    switch (worst) {
        case Curvature::positive:
        case Curvature::flat:
            return undecided("the surface is flat along a direction");
        case Curvature::open:
            return undecided("Lanczos leaves open whether the surface bends upward everywhere");
        case Curvature::negative:
            return undecided("the surface bends downward, but rounding hides how far");
    }
    return Answer::not_decided;
}

Answer SecondOrderTest::run() {
    jacobian_ = lagrangian_.jacobian();
    reactions_ = lagrangian_.reactions();
    thin_ = jacobian_ * FreeDirections(jacobian_).span();
    find_bends();
    present_face_ = {2};  // none yet
    Face face;
    if (!set_face(Face(static_cast<std::size_t>(jacobian_.rows()), 0)) ||
        least_faces() > static_cast<double>(most_faces) || !list_faces(face) ||
        static_cast<double>(faces_.size()) * work() > (is_wide_ ? most_wide_work : most_work))
        return undecided("the kinks without slack have too many faces");
    is_strict_ = faces_.size() == 1 && bent_.empty();
    if (is_strict_) hessian_ = present_;
    Curvature worst = Curvature::positive;
    for (const Face& each : faces_) {
        if (!set_face(each)) return undecided("the curvature overflows");
        worst = std::max(worst, test_face(each));
        if (descent_.is_shown()) return Answer::no;
    }
    if (stop_.stop_requested()) return undecided("");
    if (worst == Curvature::positive) return Answer::yes;
    if (!bent_.empty()) return try_bends();
    return undecided(worst);
}

}  // namespace basin
