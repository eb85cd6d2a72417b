// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/first_order_test.h"
#include "core/analysis/kronecker_units.h"

namespace basin {

/// Whether a point that is d-stationary with the flows of a FirstOrderTest is a strict local minimum
/// (mathematics.md 2.2, step 5): the Lagrangian's Hessian on every face of the directions along which the
/// slope of P is 0. Where a kink leaves sigma'' open the smaller side is taken. By all eigenvalues up to
/// dense_up_to weights; beyond, by Lanczos, and then a yes is an estimate (wide_curvature.h).
class SecondOrderTest {
  public:
    SecondOrderTest(KinkLagrangian& lagrangian, const FirstOrderTest& first, const Vector& lengths,
                    double size, ShownDescent& descent, Index dense_up_to, const std::stop_token& stop)
        : lagrangian_(lagrangian),
          first_(first),
          lengths_(lengths),
          size_(size),
          descent_(descent),
          is_wide_(lagrangian.training().shape().parameters() > dense_up_to),
          stop_(stop) {}

    /// Yes, no where P is shown to fall, or not decided.
    Answer run();

    const std::string& reason() const { return reason_; }
    /// Whether the Lagrangian's Hessian tells it on {J d = 0} alone, because every kink has slack.
    bool is_strict() const { return is_strict_; }
    /// Then that Hessian, where it is formed: N x N, else empty.
    const Matrix& hessian() const { return hessian_; }

  private:
    /// Directions along which the signs of du at the kinks are these; 0 keeps a unit on its kink.
    using Face = std::vector<int>;
    enum class Curvature { positive, flat, open, negative };

    double least_faces() const;
    bool list_faces(Face& face);
    bool is_open(const Face& face) const;
    Matrix rows_of(const Face& face, const Matrix& jacobian) const;
    double work() const;
    bool set_face(const Face& face);
    bool measure_units(const Vector& columns);
    Curvature test_face(const Face& face);
    bool is_positive_unscaled(const Face& face);
    Curvature judge_wide(const Face& face, const Matrix& held, const Matrix& moving);
    Curvature judge(const Face& face, const Matrix& basis, const Matrix& moved);
    void follow_arc(const Face& face, const Vector& direction);
    void find_bends();
    Answer try_bends();
    Answer undecided(const char* reason);
    Answer undecided(Curvature worst);

    KinkLagrangian& lagrangian_;
    const FirstOrderTest& first_;
    const Vector& lengths_;
    const double size_;
    ShownDescent& descent_;
    const bool is_wide_;
    const std::stop_token& stop_;
    bool is_strict_ = false;
    Matrix hessian_, present_;  // of the strict kinks; of the present face
    Face present_face_;         // slopes that present_ is of
    Vector scale_;              // N, the length of each weight that makes its own curvature 1
    KroneckerUnits units_;      // of a wide network, instead
    Matrix jacobian_, reactions_;
    Matrix scaled_;  // kinks x N, J in these units
    Matrix thin_;    // kinks x rank, J on what its rows span
    std::vector<Face> faces_;
    std::vector<Index> bent_;  // units at which sigma'' has two values
    std::string reason_;
};

}  // namespace basin
