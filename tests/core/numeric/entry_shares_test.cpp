// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/entry_shares.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/problems/softmax_instance.h"
#include "core/solvers/approximations/row_sampler.h"

using namespace basin;

namespace {

constexpr Index many = 300'000;  // several shares

}  // namespace

/// Passes over vectors that are long enough for several shares.
class EntrySharesTest : public QObject {
    Q_OBJECT

  private slots:
    void everyEntryIsMetOnce() {
        for (const Index n : {Index{1}, Index{65535}, Index{65536}, many, Index{10'000'000}}) {
            QVERIFY(entry_shares(n) >= 1 && entry_shares(n) <= most_entry_shares);
            const double met =
                sum_over_entries(n, [](Index, Index count) { return static_cast<double>(count); });
            QCOMPARE(met, static_cast<double>(n));
        }
        Vector v = Vector::Zero(many);
        for_entries(many, [&](Index first, Index count) { v.segment(first, count).array() += 1; });
        QVERIFY((v.array() == 1).all());
        v[many / 3] = 7;
        QCOMPARE(largest_entry(v), 7.0);
    }

    void theNumberOfThreadsDoesNotMatter() {
        const SoftmaxInstance made = generate_softmax_instance({.n = many, .d = 2, .m = 3});
        const SoftmaxRegression problem(made.data);
        const auto gradient = [&](Vector& g) {
            double f = 0;
            problem.evaluator()->gradient(made.x_planted, f, g);
            return f;
        };
        Vector g, alone;
        const double f = gradient(g);
        const ThreadLimit limit(1);
        QCOMPARE(gradient(alone), f);
        QVERIFY(g == alone && g.allFinite());
    }

    /// Against the definition, row by row on one thread.
    void sharesDrawWhatOneWouldDraw() {
        constexpr Index samples = 50'000;
        RandomStream scored(1), stream(2), again(2);
        Vector scores(many), weights;
        for (double& score : scores) score = std::max(0.0, scored.uniform() - 0.3);
        scores.tail(many / 4).setZero();
        const RowDraws draws = RowSampler().draw(scores, samples, stream, weights);
        std::vector<double> sums;
        double total = 0;
        for (const double score : scores) sums.push_back(total += score);
        Vector expected = Vector::Zero(many);
        for (Index k = 0; k < samples; ++k) {
            const double u = again.uniform() * total;
            const auto row = std::upper_bound(sums.begin(), sums.end(), u) - sums.begin();
            expected[row] += total / static_cast<double>(samples) / scores[row];
        }
        // Sums of the scores in another order may hand a draw at a row's edge to its neighbour.
        const Index other = ((weights - expected).array().abs() > 1e-6 * expected.array()).count();
        QVERIFY2(other <= 4, std::to_string(other).c_str());
        const double drawn = (weights.array() * scores.array()).sum() * static_cast<double>(samples) / total;
        QVERIFY(std::abs(drawn - static_cast<double>(samples)) < 1e-3);
        QCOMPARE(draws.distinct_rows, static_cast<double>((weights.array() > 0).count()));
        QCOMPARE(draws.largest_weight, weights.maxCoeff());
    }
};

QTEST_APPLESS_MAIN(EntrySharesTest)
#include "entry_shares_test.moc"
