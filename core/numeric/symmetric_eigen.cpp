// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include <Eigen/Eigenvalues>
#include <cblas.h>
#include <lapacke.h>

#include "core/numeric/interruption.h"

/// Of LAPACK, which has no C interface to it: reduces the first nb columns of A to tridiagonal form.
extern "C" void dlatrd_(const char* triangle, const lapack_int* n, const lapack_int* nb, double* A,
                        const lapack_int* lda, double* off_diagonal, double* reflections, double* W,
                        const lapack_int* ldw, std::size_t triangle_length);

namespace basin {

namespace {

constexpr int small_dimension = 16;
// From here on a decomposition takes so long that a stop request must reach into it.
constexpr lapack_int large_dimension = 512;
constexpr lapack_int panel_columns = 32, reflected_columns = 128;
// A bounded size keeps Eigen's own algorithm, on the stack; MatrixXd would go to LAPACK.
using SmallMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, small_dimension, small_dimension>;

}  // namespace

bool SymmetricEigen::compute(const Matrix& A, Wanted wanted) {
    const Index d = A.rows();
    if (!A.allFinite()) return false;
    values_.resize(d);
    if (d == 2) {
        compute_two(A);
        return true;
    }
    return d <= small_dimension ? compute_small(A, wanted) : compute_large(A, wanted);
}

void SymmetricEigen::compute_two(const Matrix& A) {
    const double a = A(0, 0), b = A(1, 0), c = A(1, 1);
    vectors_.resize(2, 2);
    // One Jacobi rotation by the smaller angle (Golub, Van Loan, Matrix Computations, 4th ed., 8.5.2).
    double t = 0;
    if (b != 0) {
        const double tau = (c - a) / (2 * b);
        t = std::copysign(1 / (std::abs(tau) + std::hypot(1.0, tau)), tau);
    }
    const double cosine = 1 / std::sqrt(1 + t * t), sine = t * cosine;
    const double first = a - t * b, second = c + t * b;
    const Index low = first <= second ? 0 : 1;
    values_[low] = first;
    values_[1 - low] = second;
    vectors_.col(low) << cosine, -sine;
    vectors_.col(1 - low) << sine, cosine;
}

bool SymmetricEigen::compute_small(const Matrix& A, Wanted wanted) {
    const bool with_vectors = wanted == Wanted::values_and_vectors;
    const Eigen::SelfAdjointEigenSolver<SmallMatrix> solver(
        SmallMatrix(A), with_vectors ? Eigen::ComputeEigenvectors : Eigen::EigenvaluesOnly);
    values_ = solver.eigenvalues();
    if (with_vectors) vectors_ = solver.eigenvectors();
    return solver.info() == Eigen::Success;
}

bool SymmetricEigen::compute_large(const Matrix& A, Wanted wanted) {
    const auto d = static_cast<lapack_int>(A.rows());
    const char job = wanted == Wanted::values_and_vectors ? 'V' : 'N';
    vectors_ = A;
    if (d > large_dimension) return compute_in_stages(wanted);
    // Divide and conquer: several times faster than dsyev with vectors. First call with -1 asks for sizes.
    double work_size = 0;
    lapack_int integer_size = 0;
    LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, job, 'L', d, vectors_.data(), d, values_.data(), &work_size, -1,
                        &integer_size, -1);
    work_.resize(std::max(work_.size(), static_cast<std::size_t>(work_size)));
    integer_work_.resize(std::max(integer_work_.size(), static_cast<std::size_t>(integer_size)));
    return LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, job, 'L', d, vectors_.data(), d, values_.data(),
                               work_.data(), static_cast<lapack_int>(work_.size()), integer_work_.data(),
                               static_cast<lapack_int>(integer_work_.size())) == 0;
}

double eigenvalue_error(const Matrix& A, const SymmetricEigen& eigen) {
    const Matrix& Q = eigen.vectors();
    const Matrix scaled = Q * eigen.values().asDiagonal();
    const double largest = eigen.values().cwiseAbs().maxCoeff(), size = static_cast<double>(A.rows());
    const double rounding = (size + 4) * std::numeric_limits<double>::epsilon() / 2;
    const double left =
        (A - scaled * Q.transpose()).norm() + rounding * (A.norm() + scaled.norm() * Q.norm());
    const double skew =
        (Q.transpose() * Q - Matrix::Identity(A.rows(), A.cols())).norm() + rounding * Q.squaredNorm();
    return (1 + 1e-10) * (left + skew * largest);
}

/// What dsyevd does, one stage at a time: to tridiagonal form, its eigenvectors, and back.
bool SymmetricEigen::compute_in_stages(Wanted wanted) {
    const Interruption* interruption = Interruption::current();
    const auto d = static_cast<lapack_int>(vectors_.rows());
    const auto size = static_cast<std::size_t>(d);
    constexpr std::size_t block = 64;
    work_.resize(std::max(work_.size(), 1 + 4 * size + size * size + block * size));
    integer_work_.resize(std::max(integer_work_.size(), 3 + 5 * size));
    Vector off_diagonal(d), reflections(d);
    if (!make_tridiagonal(off_diagonal, reflections)) return false;
    if (wanted == Wanted::values) return LAPACKE_dsterf_work(d, values_.data(), off_diagonal.data()) == 0;
    Matrix whole(d, d);
    if (LAPACKE_dstedc_work(LAPACK_COL_MAJOR, 'I', d, values_.data(), off_diagonal.data(), whole.data(), d,
                            work_.data(), static_cast<lapack_int>(work_.size()), integer_work_.data(),
                            static_cast<lapack_int>(integer_work_.size())) != 0)
        return false;
    if (interruption_point(interruption) || !reflect(reflections, whole)) return false;
    vectors_ = std::move(whole);
    return true;
}

/// dsytrd's loop over panels of columns; the last ones are its own.
bool SymmetricEigen::make_tridiagonal(Vector& off_diagonal, Vector& reflections) {
    const Interruption* interruption = Interruption::current();
    const auto d = static_cast<lapack_int>(vectors_.rows());
    lapack_int first = 0;
    for (; d - first > panel_columns; first += panel_columns) {
        if (interruption_point(interruption)) return false;
        const lapack_int left = d - first, below = left - panel_columns;
        double* corner = &vectors_(first, first);
        dlatrd_("L", &left, &panel_columns, corner, &d, &off_diagonal[first], &reflections[first],
                work_.data(), &left, 1);
        cblas_dsyr2k(CblasColMajor, CblasLower, CblasNoTrans, below, panel_columns, -1,
                     corner + panel_columns, d, work_.data() + panel_columns, left, 1,
                     &vectors_(first + panel_columns, first + panel_columns), d);
        for (lapack_int j = first; j < first + panel_columns; ++j) {
            vectors_(j + 1, j) = off_diagonal[j];
            values_[j] = vectors_(j, j);
        }
    }
    return LAPACKE_dsytrd_work(LAPACK_COL_MAJOR, 'L', d - first, &vectors_(first, first), d, &values_[first],
                               &off_diagonal[first], &reflections[first], work_.data(),
                               static_cast<lapack_int>(work_.size())) == 0;
}

/// The eigenvectors of the tridiagonal form become those of A.
bool SymmetricEigen::reflect(const Vector& reflections, Matrix& vectors) {
    const Interruption* interruption = Interruption::current();
    const auto d = static_cast<lapack_int>(vectors.rows());
    for (lapack_int first = 0; first < d; first += reflected_columns) {
        if (interruption_point(interruption)) return false;
        if (LAPACKE_dormtr_work(LAPACK_COL_MAJOR, 'L', 'L', 'N', d, std::min(reflected_columns, d - first),
                                vectors_.data(), d, reflections.data(), &vectors(0, first), d, work_.data(),
                                static_cast<lapack_int>(work_.size())) != 0)
            return false;
    }
    return true;
}

void symmetric_eigenvalues(const Matrix& A, Vector& values) {
    SymmetricEigen eigen;
    if (eigen.compute(A, SymmetricEigen::Wanted::values)) {
        values = eigen.values();
    } else {
        values.setConstant(A.rows(), not_applicable);
    }
}

}  // namespace basin
