// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <QtTest/QTest>

#include "core/numeric/hadamard.h"
#include "core/numeric/memory.h"
#include "core/solvers/approximations/leverage_scores.h"
#include "core/solvers/approximations/row_sampler.h"
#include "tests/support/hessian_parts.h"

using namespace basin;
using namespace basin::test;

/// The models that draw rows of A1, and what they draw them by.
class RowModelsTest : public QObject {
    Q_OBJECT

  private slots:
    void sampledRowsByDefinition() {
        const Parts parts({.n = 80, .d = 4, .m = 6, .ridge = 0.1});
        QVERIFY((parts.rows.D->array() < 0).any());
        for (const auto approximation : {Approximation::uniform_sampling, Approximation::leverage_sampling}) {
            const bool uniform = approximation == Approximation::uniform_sampling;
            const Vector scores =
                uniform ? Vector::Ones(80) : leverage_scores(*parts.rows.A1, parts.positive);
            RandomStream stream(9, 2);
            Vector weights;
            RowSampler().draw(scores, 30, stream, weights);
            const Matrix drawn = parts.row_part(weights.cwiseProduct(parts.positive));
            ApproximationOptions options{.approximation = approximation, .seed = 9, .samples = 30};
            QVERIFY(same(parts.model(options, 2), drawn + parts.negative_part() + parts.low_rank_part()));
            options.variant = LowRankPart::diagonal;
            QVERIFY(same(parts.model(options, 2), drawn));
            QVERIFY(parts.model(options, 2) != parts.model(options, 3));
        }
    }

    void sketchByDefinition() {
        const Parts parts({.n = 80, .d = 4, .m = 6, .ridge = 0.1});
        QVERIFY((parts.rows.D->array() < 0).any());
        RandomStream stream(9, 2);
        Matrix S = Matrix::Zero(30, 80);
        for (Index i = 0; i < 80; ++i) {
            const Index row = stream.below(30);
            S(row, i) = (stream.bits() & 1U) != 0 ? 1 : -1;
        }
        const Matrix SB = S * parts.positive.cwiseSqrt().asDiagonal() * to_dense(*parts.rows.A1);
        ApproximationOptions options{.approximation = Approximation::sketch, .seed = 9, .samples = 30};
        QVERIFY(same(parts.model(options, 2),
                     SB.transpose() * SB + parts.negative_part() + parts.low_rank_part()));
        options.variant = LowRankPart::diagonal;
        QVERIFY(same(parts.model(options, 2), SB.transpose() * SB));
    }

    void srhtByDefinition() {
        const Parts parts({.n = 50, .d = 11, .m = 6, .ridge = 0.1});
        ApproximationOptions options{.approximation = Approximation::sketch,
                                     .seed = 9,
                                     .variant = LowRankPart::diagonal,
                                     .kind = SketchKind::srht,
                                     .samples = 64};
        // All 64 rows of the transform: S is orthogonal, and nothing is lost.
        QVERIFY(same(parts.model(options), parts.row_part(parts.positive)));
        // Unbiased: the mean over seeds comes near, at the rate seeds^(-1/2) of a relative error of about 1.
        options.samples = 16;
        Matrix mean = Matrix::Zero(11, 11);
        constexpr int seeds = 2000;
        for (options.seed = 1; options.seed <= seeds; ++options.seed) mean += parts.model(options) / seeds;
        QVERIFY(same(mean, parts.row_part(parts.positive), 0.1));
        options.variant = LowRankPart::structured;
        options.samples = 64;
        QVERIFY(same(parts.model(options), parts.H));
    }

    void hadamardByDefinition() {
        for (const Index length : {1, 2, 64, 4096}) {
            Matrix values = Matrix::Random(3, length);
            const Matrix before = values;
            walsh_hadamard(values);
            for (const Index column : {Index{0}, length / 3, length - 1}) {
                Vector sum = Vector::Zero(3);
                for (Index k = 0; k < length; ++k) {
                    const bool odd = std::popcount(static_cast<std::uint64_t>(k & column)) % 2 == 1;
                    sum += (odd ? -1 : 1) * before.col(k);
                }
                QVERIFY((values.col(column) - sum).norm() <= rounding * static_cast<double>(length));
            }
            walsh_hadamard(values);
            QVERIFY(same(values / static_cast<double>(length), before));
        }
    }

    /// Rows of negative D are kept exactly, so that the error of the whole is that of what is drawn, relative
    /// to H: at most error |H^{-1/2} A1^T diag(D+) A1 H^{-1/2}|. 100 seeds, C = 3, failure = 0.05.
    void structuredErrorIsThatOfTheDrawnPart() {
        // The least ridge of these that makes H positive definite leaves many rows of negative D.
        std::optional<Parts> found;
        for (double ridge = 0.25; ridge < 100; ridge *= 2) {
            found.emplace(SoftmaxInstanceSpec{.n = 2000, .d = 4, .m = 6, .ridge = ridge});
            if (found->H.llt().info() == Eigen::Success) break;
        }
        const Parts& parts = *found;
        const auto negative = (parts.rows.D->array() < 0).count();
        QVERIFY2(negative >= 20, std::to_string(negative).c_str());
        const double share =
            spectral_error(parts.H + parts.row_part(parts.positive), parts.H);  // the factor above
        for (const auto scores : {ScoreMethod::exact, ScoreMethod::sketched}) {
            ApproximationOptions options{
                .approximation = Approximation::leverage_sampling, .error = 0.4, .scores = scores};
            int kept = 0;
            for (options.seed = 1; options.seed <= 100; ++options.seed) {
                if (spectral_error(parts.model(options), parts.H) <= options.error * share) ++kept;
            }
            QVERIFY2(kept >= 95, std::to_string(kept).c_str());
            // And it vanishes, which it could not if those rows were left out.
            options.samples = 4000000;
            QVERIFY(spectral_error(parts.model(options), parts.H) <= 0.01 * share);
        }
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
        QCOMPARE(draws.distinct_rows, 4.0);
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
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("error");
        const auto add = [](const char* name, Approximation approximation, ScoreMethod scores,
                            SketchKind kind = SketchKind::count_sketch) {
            for (const int d : {2, 8}) {
                for (const double error : {0.3, 0.7}) {
                    QTest::addRow("%s, d = %d, error = %g", name, d, error)
                        << static_cast<int>(approximation) << static_cast<int>(scores)
                        << static_cast<int>(kind) << d << error;
                }
            }
        };
        add("exact scores", Approximation::leverage_sampling, ScoreMethod::exact);
        add("sketched scores", Approximation::leverage_sampling, ScoreMethod::sketched);
        add("count sketch", Approximation::sketch, ScoreMethod::exact);
        add("SRHT", Approximation::sketch, ScoreMethod::exact, SketchKind::srht);
    }
    /// 100 seeds, C = 3, failure = 0.05: at least 95 must keep the error that was promised to 95 %. By
    /// leverage scores, exact and sketched, and by either sketch.
    void promisedErrorIsKept() {
        QFETCH(int, approximation);
        QFETCH(int, scores);
        QFETCH(int, kind);
        QFETCH(int, d);
        QFETCH(double, error);
        const Parts parts({.n = 3000, .d = d, .m = 4, .ridge = 1});
        const Matrix exact = parts.row_part(parts.positive);
        ApproximationOptions options{.approximation = static_cast<Approximation>(approximation),
                                     .error = error,
                                     .variant = LowRankPart::diagonal,
                                     .scores = static_cast<ScoreMethod>(scores),
                                     .kind = static_cast<SketchKind>(kind)};
        int kept = 0;
        for (options.seed = 1; options.seed <= 100; ++options.seed) {
            if (spectral_error(parts.model(options), exact) <= error) ++kept;
        }
        QVERIFY2(kept >= 95, std::to_string(kept).c_str());
    }

    /// An SRHT holds its sketch whole: what does not fit into memory is refused before a run.
    void aSketchTooLargeForMemoryIsRefused() {
        const Index n = 1 << 20;
        const auto d = static_cast<Index>(memory_bytes() / 2 / 8 / static_cast<double>(n)) + 1;
        SoftmaxData data;
        data.A1 = compress(n, d, {{0, 0, 1.0}}, "A1");
        data.A2 = Matrix::Zero(1, n);
        data.b = Vector::Zero(1);
        data.w = Vector::Ones(n);
        const SoftmaxRegression problem(std::move(data));
        ApproximationOptions options{.approximation = Approximation::sketch, .kind = SketchKind::srht};
        options.samples = n;
        const auto refused = reject_approximation(options, problem);
        QVERIFY(refused && refused->find("GB of memory") != std::string::npos);
        options.samples = 100;
        QVERIFY(!reject_approximation(options, problem));
        options.samples = n;
        options.kind = SketchKind::count_sketch;  // goes by panels where A1 is sparse
        QVERIFY(!reject_approximation(options, problem));
    }

    void promisedSamples() {
        // 3 / 0.01 * 2 * log(2 * 2 / 0.05) = 2629.2
        QCOMPARE(promised_samples({.approximation = Approximation::leverage_sampling, .error = 0.1}, 64, 2),
                 2630.0);
        QCOMPARE(promised_samples({.approximation = Approximation::sketch, .error = 0.5}, 64, 2), 480.0);
        // 3 / 0.25 (2^(1/2) + (8 log(128 / 0.05))^(1/2))^2 log(8 / 0.05) = 5310.2
        const ApproximationOptions srht{
            .approximation = Approximation::sketch, .error = 0.5, .kind = SketchKind::srht};
        QCOMPARE(promised_samples(srht, 64, 2), 5311.0);
    }
};

QTEST_APPLESS_MAIN(RowModelsTest)
#include "row_models_test.moc"
