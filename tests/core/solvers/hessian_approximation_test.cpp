// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/hessian_approximation.h"

#include <cmath>

#include <Eigen/Dense>
#include <QtTest/QTest>

#include "core/analysis/local_convergence.h"
#include "core/problems/test_functions.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

/// A model given as a matrix.
class FixedModel final : public HessianModel {
  public:
    explicit FixedModel(Matrix Ht) : Ht_(std::move(Ht)) {}
    EvalStatus assemble(Evaluator&, const Vector&, Index) override { return EvalStatus::ok; }
    bool positive_definite() const override { return true; }
    void solve(const Vector& g, Vector& step) override { step = Ht_.llt().solve(g); }
    const Matrix& matrix() override { return Ht_; }

  private:
    Matrix Ht_;
};

/// Condition number 10^4, no axis special.
Matrix definite_matrix(Index d) {
    const Matrix Q = Eigen::HouseholderQR<Matrix>(Matrix::Random(d, d)).householderQ();
    const Vector lambda =
        Vector::LinSpaced(d, -2, 2).array().unaryExpr([](double e) { return std::pow(10, e); });
    const Matrix H = Q * lambda.asDiagonal() * Q.transpose();
    return 0.5 * (H + H.transpose());
}

}  // namespace

class HessianApproximationTest : public QObject {
    Q_OBJECT

  private slots:
    void controlledErrorIsExact_data() {
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("error");
        for (const int d : {1, 2, 3, 16, 17, 60}) {
            for (const double error : {0.01, 0.1, 0.9}) QTest::addRow("d = %d, %g", d, error) << d << error;
        }
    }

    void controlledErrorIsExact() {
        QFETCH(int, d);
        QFETCH(double, error);
        const Matrix H = definite_matrix(d);
        const auto problem = make_quadratic(H, Vector::Zero(d));
        const auto evaluator = problem->evaluator();
        const auto model = make_hessian_model({.error = error, .seed = 11}, d);
        const Vector x = Vector::Ones(d);
        for (Index iteration = 0; iteration < 5; ++iteration) {
            QVERIFY(model->assemble(*evaluator, x, iteration) == EvalStatus::ok);
            QVERIFY(model->positive_definite());
            // Rounding is amplified by the condition number of H.
            QVERIFY(std::abs(model->achieved_error(H) - error) <= 1e-11);
            QVERIFY(model->matrix() == model->matrix().transpose());
            Vector step;
            const Vector g = H * x;
            model->solve(g, step);
            QVERIFY((model->matrix() * step - g).norm() <= 1e-10 * g.norm());
        }
    }

    void iterationsAndSeedsDrawAnew() {
        const auto problem = make_quadratic(definite_matrix(4), Vector::Zero(4));
        const auto evaluator = problem->evaluator();
        const auto matrix = [&](std::uint64_t seed, Index iteration) {
            const auto model = make_hessian_model({.error = 0.5, .seed = seed}, 4);
            model->assemble(*evaluator, Vector::Ones(4), iteration);
            return Matrix(model->matrix());
        };
        QVERIFY(matrix(1, 0) == matrix(1, 0));
        QVERIFY(matrix(1, 0) != matrix(1, 1));
        QVERIFY(matrix(1, 0) != matrix(2, 0));
    }

    void exactModel() {
        const Matrix H = definite_matrix(5);
        const auto problem = make_quadratic(H, Vector::Zero(5));
        for (const ApproximationOptions& options :
             {ApproximationOptions{.approximation = Approximation::exact},
              ApproximationOptions{.error = 0}}) {
            const auto model = make_hessian_model(options, 5);
            model->assemble(*problem->evaluator(), Vector::Ones(5), 0);
            QVERIFY(model->matrix() == H);
            QCOMPARE(model->achieved_error(H), 0.0);
        }
    }

    void indefiniteHessians() {
        const auto problem = make_quadratic(Eigen::Vector3d(2, 1, -1).asDiagonal(), Vector::Zero(3));
        for (const double error : {0.0, 0.3}) {
            const auto model = make_hessian_model({.error = error}, 3);
            QVERIFY(model->assemble(*problem->evaluator(), Vector::Ones(3), 0) == EvalStatus::ok);
            QVERIFY(!model->positive_definite());
        }
    }

    void names() {
        for (const Approximation approximation : all_approximations)
            QVERIFY(parse_approximation(to_string(approximation)) == approximation);
        QVERIFY(!parse_approximation("guessed"));
        for (const auto direction : {ErrorDirection::random, ErrorDirection::worst})
            QVERIFY(parse_error_direction(to_string(direction)) == direction);
    }

    /// What was asked about approximations in eight places.
    void rowsSayWhatModelsDo() {
        using enum Approximation;
        const std::vector<Approximation> drawn{leverage_sampling, uniform_sampling, sketch};
        QCOMPARE(approximations_where(&ApproximationInfo::draws), drawn);
        QCOMPARE(approximations_where(&ApproximationInfo::has_error),
                 (std::vector{controlled, leverage_sampling, uniform_sampling, sketch}));
        QCOMPARE(approximations_where(&ApproximationInfo::keeps_error), (std::vector{exact, controlled}));
        const Matrix H = definite_matrix(5);
        const auto problem = make_quadratic(H, Vector::Zero(5));
        for (const ApproximationInfo& info : approximation_table()) {
            QVERIFY(info.make != nullptr && !info.looks_like.empty());
            if (info.draws || info.needs_least_squares) continue;  // need a problem with rows
            const auto model = info.make({.approximation = info.approximation}, 5);
            QVERIFY(model->assemble(*problem->evaluator(), Vector::Ones(5), 0) == EvalStatus::ok);
            const double asked = info.has_error() ? ApproximationOptions{}.error : 0;
            if (info.keeps_error)
                QVERIFY(model->achieved_error(H) <= asked + 1e-11);  // rounding, times the condition of H
        }
    }

    /// mathematics.md 1.4: a Loewner bound controls the energy norm, not the Euclidean one.
    void counterexampleToTheEuclideanBound() {
        const Matrix H = Eigen::Vector2d(1, 1e-4).asDiagonal();
        const Matrix root = Eigen::Vector2d(1, 1e-2).asDiagonal();
        Matrix core(2, 2);
        core << 1, 0.1, 0.1, 1;
        FixedModel model(root * core * root);
        QVERIFY(std::abs(model.achieved_error(H) - 0.1) <= 1e-13);

        const Vector error = Eigen::Vector2d(1, 0);
        Vector step;
        model.solve(H * error, step);
        const Vector next = error - step;
        const double euclidean = next.norm(), energy = std::sqrt(next.dot(H * next) / error.dot(H * error));
        QVERIFY(std::abs(euclidean - 10.1) <= 0.01);
        QVERIFY(std::abs(energy - 0.1015) <= 5e-5);
        QCOMPARE(published_contraction_bound(0.1, 1e-4, 0, 1), 0.2);
        QVERIFY(std::abs(energy_contraction_bound(0.1, 1e-4, 0, 1) - 0.1111) <= 5e-5);

        // The option `direction` realises it, up to the sign of the coupling.
        const auto problem = make_quadratic(H, Vector::Zero(2));
        const auto worst = make_hessian_model({.error = 0.1, .direction = ErrorDirection::worst}, 2);
        QVERIFY(worst->assemble(*problem->evaluator(), error, 0) == EvalStatus::ok);
        QVERIFY((worst->matrix().cwiseAbs() - root * core * root).norm() <= 1e-15);
        QVERIFY(std::abs(worst->achieved_error(H) - 0.1) <= 1e-13);
        worst->solve(H * error, step);
        QVERIFY(std::abs((error - step).norm() - euclidean) <= 1e-12);
    }

    void theWorstDirectionKeepsItsError() {
        const SoftmaxCase made = softmax_case({.n = 30, .d = 5, .m = 6, .ridge = 1});
        Matrix H;
        made.problem->evaluator()->hessian(made.minimiser.x, H);
        for (const Index d : {Index{1}, Index{5}}) {
            const auto problem = make_quadratic(d == 1 ? Matrix::Constant(1, 1, 3.0) : H, Vector::Zero(d));
            const auto model = make_hessian_model({.error = 0.2, .direction = ErrorDirection::worst}, d);
            model->assemble(*problem->evaluator(), Vector::Ones(d), 0);
            Matrix exact;
            problem->evaluator()->hessian(Vector::Ones(d), exact);
            QVERIFY(std::abs(model->achieved_error(exact) - 0.2) <= 1e-12);
        }
    }

    /// Where rounding alone keeps H positive, no error can be measured against it.
    void noErrorAgainstASingularHessian() {
        const Vector direction = Eigen::Vector2d(0.6, 0.8);
        Matrix H = 0.95 * direction * direction.transpose();
        for (const double softest : {2.8e-17, 0.0, -1e-17}) {
            const Vector across = Eigen::Vector2d(-0.8, 0.6);
            const Matrix nearly = H + softest * across * across.transpose();
            const auto problem = make_quadratic(nearly, Vector::Zero(2));
            const auto model = make_hessian_model({.error = 0.1}, 2);
            QVERIFY(model->assemble(*problem->evaluator(), Vector::Zero(2), 0) == EvalStatus::ok);
            QVERIFY(std::isnan(model->achieved_error(nearly)));
        }
        H += 1e-3 * Matrix::Identity(2, 2);
        const auto problem = make_quadratic(H, Vector::Zero(2));
        const auto model = make_hessian_model({.error = 0.1}, 2);
        QVERIFY(model->assemble(*problem->evaluator(), Vector::Zero(2), 0) == EvalStatus::ok);
        QVERIFY(std::abs(model->achieved_error(H) - 0.1) <= 1e-10);
    }
};

QTEST_APPLESS_MAIN(HessianApproximationTest)
#include "hessian_approximation_test.moc"
