// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <string>

#include <Eigen/Dense>
#include <QtTest/QTest>

#include "core/problems/curvature.h"
#include "core/problems/test_functions.h"
#include "core/solvers/approximations/leverage_scores.h"
#include "core/solvers/approximations/row_sampler.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

constexpr double rounding = 1e-12;  // of sums of some thousand terms, relative

/// A softmax regression with its parts at one point, all dense.
struct Parts {
    explicit Parts(const SoftmaxInstanceSpec& spec) : instance(generate_softmax_instance(spec)) {
        problem = std::make_unique<SoftmaxRegression>(instance.data);
        evaluator = problem->evaluator();
        x = instance.x_planted + Vector::Constant(spec.d, 0.1);
        evaluator->curvature()->row_factors(x, rows);
        evaluator->curvature()->low_rank_factors(x, low_rank);
        evaluator->hessian(x, H);
        positive = rows.D->cwiseMax(0);
    }
    Matrix row_part(const Vector& weights) const {
        const Matrix A1 = to_dense(*rows.A1);
        return A1.transpose() * weights.asDiagonal() * A1;
    }
    Matrix low_rank_part() const {
        const auto& l = low_rank;
        return l.KA->transpose() * l.weights->asDiagonal() * *l.KA - *l.A1q * l.A1f->transpose() -
               *l.A1f * l.A1q->transpose();
    }
    Matrix model(const ApproximationOptions& options, Index iteration = 0) const {
        const auto made = make_hessian_model(options, x.size());
        return made->assemble(*evaluator, x, iteration) == EvalStatus::ok ? made->matrix() : Matrix();
    }

    SoftmaxInstance instance;
    std::unique_ptr<SoftmaxRegression> problem;
    std::unique_ptr<Evaluator> evaluator;
    Vector x, positive;
    RowFactors rows;
    LowRankFactors low_rank;
    Matrix H;
};

bool same(const Matrix& a, const Matrix& b, double tolerance = rounding) {
    return a.rows() == b.rows() && (a - b).norm() <= tolerance * (1 + b.norm());
}

/// Diagonal of B (B^T B)^+ B^T, B = diag(weights)^{1/2} A.
Vector dense_scores(const Matrix& A, const Vector& weights) {
    const Matrix B = weights.cwiseSqrt().asDiagonal() * A;
    return (B * (B.transpose() * B).completeOrthogonalDecomposition().pseudoInverse() * B.transpose())
        .diagonal();
}

double spectral_error(const Matrix& approximate, const Matrix& exact) {
    const Matrix L = exact.llt().matrixL();
    const Matrix inverse = L.inverse();
    const Matrix E = inverse * (approximate - exact) * inverse.transpose();
    return Eigen::SelfAdjointEigenSolver<Matrix>(E).eigenvalues().cwiseAbs().maxCoeff();
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class ApproximationsTest : public QObject {
    Q_OBJECT

  private slots:
    void partsAddUpToTheHessian_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("n");
        for (const Activation activation : {Activation::identity, Activation::tanh, Activation::relu}) {
            for (const int n : {3, 40, 900}) {
                QTest::addRow("%s, n = %d", std::string(to_string(activation)).c_str(), n)
                    << static_cast<int>(activation) << n;
            }
        }
    }
    void partsAddUpToTheHessian() {
        QFETCH(int, activation);
        QFETCH(int, n);
        const Parts parts({.n = n, .d = 6, .m = 9, .activation = static_cast<Activation>(activation)});
        QVERIFY(same(parts.row_part(*parts.rows.D) + parts.low_rank_part(), parts.H));
    }

    void gaussNewtonIsJTransposedJ() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const SoftmaxData& data = parts.instance.data;
        const Matrix A1 = to_dense(data.A1);
        const Vector u = A1 * parts.x;
        const Vector e = (u.array() - u.maxCoeff()).exp();
        const Vector f = e / e.sum();
        const Matrix softmax = Matrix(f.asDiagonal()) - f * f.transpose();
        const Vector slopes = 1 - (data.A2 * f).array().tanh().square();
        Matrix J(57, 5);
        J << slopes.asDiagonal() * data.A2 * softmax * A1, data.w.asDiagonal() * A1;
        QVERIFY(same(parts.model({.approximation = Approximation::gauss_newton}), J.transpose() * J));
    }

    void gaussNewtonIsExactWithoutResidual() {
        SoftmaxInstance instance =
            generate_softmax_instance({.n = 40, .d = 4, .m = 6, .activation = Activation::tanh, .noise = 0});
        const SoftmaxRegression problem(instance.data);
        const auto evaluator = problem.evaluator();
        Matrix H, G;
        QVERIFY(evaluator->hessian(instance.x_planted, H) == EvalStatus::ok);
        QVERIFY(evaluator->gauss_newton(instance.x_planted, G) == EvalStatus::ok);
        QVERIFY(same(G, H));
    }

    void diagonalIsTheDiagonal() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const Matrix expected = parts.H.diagonal().asDiagonal();
        QVERIFY(same(parts.model({.approximation = Approximation::diagonal}), expected));
        const auto quadratic = make_quadratic(Eigen::Vector2d(2, 3).asDiagonal(), Vector::Zero(2));
        QCOMPARE(ApproximateNewton({}, {.approximation = Approximation::diagonal})
                     .solve(*quadratic, Vector::Ones(2))
                     .iterations,
                 Index{1});
    }

    void staleIsExactWhenRefreshed() {
        const Parts parts({.n = 50, .d = 5, .m = 7});
        const auto model = make_hessian_model({.approximation = Approximation::stale, .refresh = 3}, 5);
        Matrix before, H;
        for (Index iteration = 0; iteration < 9; ++iteration) {
            const Vector x = parts.x + Vector::Constant(5, 0.01 * static_cast<double>(iteration));
            QVERIFY(model->assemble(*parts.evaluator, x, iteration) == EvalStatus::ok);
            QVERIFY(parts.evaluator->hessian(x, H) == EvalStatus::ok);
            const bool fresh = iteration % 3 == 0;
            QCOMPARE(model->exact_hessian() != nullptr, fresh);
            QVERIFY(model->matrix() == (fresh ? H : before));
            before = model->matrix();
        }
    }

    void sampledRowsByDefinition() {
        const Parts parts({.n = 80, .d = 4, .m = 6, .ridge = 1});
        for (const auto approximation : {Approximation::uniform_sampling, Approximation::leverage_sampling}) {
            const bool uniform = approximation == Approximation::uniform_sampling;
            const Vector scores =
                uniform ? Vector::Ones(80) : leverage_scores(*parts.rows.A1, parts.positive);
            RandomStream stream(9, 2);
            Vector weights;
            RowSampler().draw(scores, 30, stream, weights);
            const Matrix drawn = parts.row_part(weights.cwiseProduct(parts.positive));
            ApproximationOptions options{.approximation = approximation, .seed = 9, .samples = 30};
            QVERIFY(same(parts.model(options, 2), drawn + parts.low_rank_part()));
            options.variant = LowRankPart::diagonal;
            QVERIFY(same(parts.model(options, 2), drawn));
            QVERIFY(parts.model(options, 2) != parts.model(options, 3));
        }
    }

    void sketchByDefinition() {
        const Parts parts({.n = 80, .d = 4, .m = 6, .ridge = 1});
        RandomStream stream(9, 2);
        Matrix S = Matrix::Zero(30, 80);
        for (Index i = 0; i < 80; ++i) {
            const Index row = stream.below(30);
            S(row, i) = (stream.bits() & 1U) != 0 ? 1 : -1;
        }
        const Matrix SB = S * parts.positive.cwiseSqrt().asDiagonal() * to_dense(*parts.rows.A1);
        ApproximationOptions options{.approximation = Approximation::sketch, .seed = 9, .samples = 30};
        QVERIFY(same(parts.model(options, 2), SB.transpose() * SB + parts.low_rank_part()));
        options.variant = LowRankPart::diagonal;
        QVERIFY(same(parts.model(options, 2), SB.transpose() * SB));
    }

    void rowSamplerIsUnbiased() {
        const Vector scores = (Vector(5) << 0, 1, 2, 3, 4).finished();
        RandomStream stream(3);
        Vector weights;
        const RowDraws draws = RowSampler().draw(scores, 200000, stream, weights);
        QCOMPARE(weights[0], 0.0);
        // Standard deviation of the rarest row's weight: sqrt(0.9 / (0.1 200000)) = 0.0067.
        QVERIFY((weights.tail(4).array() - 1).abs().maxCoeff() <= 0.03);
        QCOMPARE(draws.samples, 200000.0);
        QCOMPARE(draws.largest_weight, weights.maxCoeff());
        QCOMPARE(RowSampler().draw(Vector::Zero(5), 10, stream, weights).samples, 0.0);
        QCOMPARE(weights.sum(), 0.0);
    }

    void leverageScoresByDefinition() {
        Matrix A = Matrix::Random(60, 5);
        Vector weights = Vector::Random(60).cwiseMax(0);
        QVERIFY((leverage_scores(A, weights) - dense_scores(A, weights)).norm() <= 1e-10);
        QVERIFY(std::abs(leverage_scores(A, weights).sum() - 5) <= 1e-10);
        A.col(4) = A.col(0) + A.col(1);  // rank 4
        QVERIFY((leverage_scores(A, weights) - dense_scores(A, weights)).norm() <= 1e-7);
        QVERIFY(std::abs(leverage_scores(A, weights).sum() - 4) <= 1e-10);
        const Matrix wide = Matrix::Random(3, 7);
        QVERIFY((leverage_scores(wide, Vector::Ones(3)) - Vector::Ones(3)).norm() <= 1e-10);
        QCOMPARE(leverage_scores(A, Vector::Zero(60)).sum(), 0.0);
    }

    void sketchedScoresAreClose() {
        Matrix A = Matrix::Random(5000, 6);
        A.topRows(3) *= 100;  // rows that matter
        const Vector weights = Vector::Ones(5000);
        const Vector exact = leverage_scores(A, weights);
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            RandomStream stream(seed);
            const Vector ratio = sketched_leverage_scores(A, weights, stream).cwiseQuotient(exact);
            QVERIFY2(ratio.minCoeff() > 0.3 && ratio.maxCoeff() < 3,
                     std::to_string(ratio.minCoeff()).c_str());
        }
        A.col(5) = A.col(4);
        RandomStream stream(1);
        const Vector deficient = sketched_leverage_scores(A, weights, stream);
        QVERIFY(deficient.allFinite() && std::abs(deficient.sum() - 5) <= 3);
    }

    void promisedErrorIsKept_data() {
        QTest::addColumn<int>("approximation");
        QTest::addColumn<int>("scores");
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("error");
        const auto add = [](const char* name, Approximation approximation, ScoreMethod scores) {
            for (const int d : {2, 8}) {
                for (const double error : {0.3, 0.7}) {
                    QTest::addRow("%s, d = %d, error = %g", name, d, error)
                        << static_cast<int>(approximation) << static_cast<int>(scores) << d << error;
                }
            }
        };
        add("exact scores", Approximation::leverage_sampling, ScoreMethod::exact);
        add("sketched scores", Approximation::leverage_sampling, ScoreMethod::sketched);
        add("count sketch", Approximation::sketch, ScoreMethod::exact);
    }
    void promisedErrorIsKept() {
        QFETCH(int, approximation);
        QFETCH(int, scores);
        QFETCH(int, d);
        QFETCH(double, error);
        const Parts parts({.n = 3000, .d = d, .m = 4, .ridge = 1});
        const Matrix exact = parts.row_part(parts.positive);
        ApproximationOptions options{.approximation = static_cast<Approximation>(approximation),
                                     .error = error,
                                     .variant = LowRankPart::diagonal,
                                     .scores = static_cast<ScoreMethod>(scores)};
        int kept = 0;
        for (options.seed = 1; options.seed <= 100; ++options.seed) {
            if (spectral_error(parts.model(options), exact) <= error) ++kept;
        }
        QVERIFY2(kept >= 95, std::to_string(kept).c_str());
    }

    void promisedSamples() {
        // 3 / 0.01 * 2 * log(2 * 2 / 0.05) = 2629.2
        QCOMPARE(promised_samples({.approximation = Approximation::leverage_sampling, .error = 0.1}, 2),
                 2630.0);
        QCOMPARE(promised_samples({.approximation = Approximation::sketch, .error = 0.5}, 2), 480.0);
    }

    void everyApproximationIsMeasured() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
        const Vector x0 = start_at(made.minimiser, 0.01, 4);
        using enum Approximation;
        for (const auto approximation :
             {leverage_sampling, uniform_sampling, sketch, gauss_newton, diagonal, stale}) {
            const bool drawn = approximation == leverage_sampling || approximation == uniform_sampling ||
                               approximation == sketch;
            SolverOptions options;
            options.stopping.max_iterations = 6;
            for (const bool measured : {true, false}) {
                options.measure_errors = measured;
                ApproximateNewton(options, {.approximation = approximation, .samples = drawn ? 60 : 0})
                    .solve(*made.problem, x0, [&](const IterationEvent& event) {
                        const IterationRecord& record = event.record;
                        const bool later = record.iteration > 0;
                        QTest::qVerify(std::isfinite(record.achieved_error) == (later && measured),
                                       "achieved_error", "", __FILE__, __LINE__);
                        QTest::qVerify((record.samples == 60) == (later && drawn), "samples", "", __FILE__,
                                       __LINE__);
                        return Proceed::yes;
                    });
            }
        }
    }

    void whatCannotBeHadIsSaid() {
        const Parts parts({.n = 30, .d = 2, .m = 4});
        const auto refusal = [&](const ApproximationOptions& options, const Problem& problem) {
            return ApproximateNewton({}, options).rejects(problem).value_or("");
        };
        using enum Approximation;
        const TestFunction other = beale();
        QVERIFY(contains(refusal({.approximation = sketch}, *other.problem), "rows of A1"));
        QVERIFY(contains(refusal({.approximation = leverage_sampling, .samples = 31}, *parts.problem),
                         "at most n = 30"));
        QVERIFY(contains(refusal({.approximation = leverage_sampling, .error = 0}, *parts.problem),
                         "infinitely many"));
        QVERIFY(contains(refusal({.approximation = sketch, .error = 1e-5}, *parts.problem), "raise error"));
        const auto kinked = absolute_values(2);
        QVERIFY(contains(refusal({.approximation = gauss_newton}, *kinked.problem), "sum of squares"));
        QCOMPARE(refusal({.approximation = gauss_newton}, *other.problem), std::string());
        QCOMPARE(
            ApproximateNewton({}, {.approximation = sketch}).solve(*other.problem, other.start).termination,
            Termination::invalid_input);
    }

    void whatMakesLittleSenseIsSaidAndRun() {
        const Parts parts({.n = 30, .d = 2, .m = 4, .ridge = 2});
        const auto message = [&](const ApproximationOptions& options) {
            return ApproximateNewton({}, options).solve(*parts.problem, parts.x).message;
        };
        using enum Approximation;
        QVERIFY(contains(message({.approximation = controlled, .error = 1.5}), "promises nothing"));
        QVERIFY(contains(message({.approximation = leverage_sampling, .error = 0.5}), "of 30 rows"));
        QVERIFY(
            !contains(message({.approximation = leverage_sampling, .error = 0.5, .samples = 20}), "rows"));
    }

    void dataWithoutFullRank() {
        for (const Index n : {3, 30}) {
            SoftmaxData data = generate_softmax_instance({.n = n, .d = 5, .m = 4, .ridge = 1}).data;
            Matrix A1 = data.A1.dense();
            A1.col(1) = A1.col(0);
            data.A1 = A1;
            const SoftmaxRegression problem(data);
            using enum Approximation;
            for (const auto approximation : {leverage_sampling, uniform_sampling, sketch, gauss_newton}) {
                const SolveResult result =
                    ApproximateNewton({}, {.approximation = approximation, .error = 0.5})
                        .solve(problem, Vector::Constant(5, 0.1));
                QVERIFY(result.x.allFinite() && !result.message.empty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ApproximationsTest)
#include "approximations_test.moc"
