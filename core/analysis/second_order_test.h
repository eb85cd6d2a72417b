// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/first_order_test.h"

namespace basin {

/// Whether a point that is d-stationary with the flows of a FirstOrderTest is a strict local minimum
/// (mathematics.md 2.2, step 5): the Lagrangian's Hessian on every face of the directions along which the
/// slope of P is 0. Where a kink leaves sigma'' open the smaller side is taken.
class SecondOrderTest {
  public:
    SecondOrderTest(KinkLagrangian& lagrangian, const FirstOrderTest& first, const Vector& lengths,
                    double size, ShownDescent& descent, const std::stop_token& stop)
        : lagrangian_(lagrangian),
          first_(first),
          lengths_(lengths),
          size_(size),
          descent_(descent),
          stop_(stop) {}

    /// Yes, no where P is shown to fall, or not decided.
    Answer run();

    const std::string& reason() const { return reason_; }
    /// The Hessian on {J d = 0}, where every kink has slack, else empty; N x N.
    const Matrix& hessian() const { return hessian_; }

  private:
    /// Directions along which the signs of du at the kinks are these; 0 keeps a unit on its kink.
    using Face = std::vector<int>;
    enum class Curvature { positive, flat, negative };

    double least_faces() const;
    bool list_faces(Face& face);
    bool is_open(const Face& face) const;
    Matrix rows_of(const Face& face) const;
    bool set_face(const Face& face);
    Curvature test_face(const Face& face);
    Curvature judge(const Face& face, const Matrix& basis, const Matrix& moved);
    void follow_arc(const Face& face, const Vector& direction);
    void find_bends();
    Answer try_bends();
    Answer undecided(const char* reason);

    KinkLagrangian& lagrangian_;
    const FirstOrderTest& first_;
    const Vector& lengths_;
    const double size_;
    ShownDescent& descent_;
    const std::stop_token& stop_;
    Matrix hessian_, present_;  // of the strict kinks; of the present face
    Face present_face_;         // slopes that present_ is of
    Vector scale_;              // N, the length of each weight that makes its own curvature 1
    Matrix jacobian_, reactions_;
    std::vector<Face> faces_;
    std::vector<Index> bent_;  // units at which sigma'' has two values
    std::string reason_;
};

}  // namespace basin
