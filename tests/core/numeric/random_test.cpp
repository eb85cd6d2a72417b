// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>

#include <QtTest/QTest>

using namespace basin;

class RandomTest : public QObject {
    Q_OBJECT

  private slots:
    void philoxGivesThePublishedVectors() {
        // Known-answer file kat_vectors of Random123 1.09, philox4x32 10.
        using Words = std::array<std::uint32_t, 4>;
        QVERIFY(philox4x32({0, 0, 0, 0}, {0, 0}) == (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        QVERIFY(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
                (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QVERIFY(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
                (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void drawsAreFrozen() {
        RandomStream stream(1, 2);
        for (const std::uint64_t expected :
             {0x8cedc5d3e73404cfULL, 0x0a0afddd3f071736ULL, 0xdb04b052b7b4c173ULL, 0x0e0b3cf344541f91ULL})
            QCOMPARE(stream.bits(), expected);
        RandomStream normals(7);
        for (const std::uint64_t expected :
             {0x3fe599584617457cULL, 0xbff5e347b9d02a44ULL, 0x3fea65878a16f8c0ULL, 0x3ffb9ef774f02a55ULL}) {
            QCOMPARE(std::bit_cast<std::uint64_t>(normals.normal()), expected);
        }
    }

    void seedsAndStreamsDiffer() {
        std::set<std::uint64_t> first;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            for (std::uint64_t stream = 0; stream < 50; ++stream)
                first.insert(RandomStream(seed, stream).bits());
        }
        QCOMPARE(first.size(), 2500U);
    }

    void quantileAgreesWithHighAccuracy() {
        // Solved to 40 digits; the p are doubles.
        constexpr std::array<std::array<double, 2>, 21> reference{
            {{1e-300, -37.047096299361199237},       {1e-100, -21.273453560965324294},
             {1e-17, -8.4937932241095980661},        {2.220446049250313e-16, -8.1258906647019068585},
             {1e-10, -6.3613409024040561991},        {1e-5, -4.2648907939228246102},
             {0.001, -3.0902323061678135354},        {0.02425, -1.9729610513118848376},
             {0.074, -1.4466320671589785099},        {0.075, -1.4395314709384559349},
             {0.0751, -1.4388253927525399824},       {0.2, -0.84162123357291416552},
             {0.4, -0.25334710313579974132},         {0.49, -0.025068908258711058033},
             {0.4999999, -2.5066282747031065135e-7}, {0.75, 0.6744897501960817432},
             {0.925, 1.4395314709384562291},         {0.9251, 1.4402382675279638594},
             {0.975, 1.9599639845400538556},         {0.999, 3.0902323061678132778},
             {0.9999999999, 6.3613408896974218642}}};
        for (const auto& [p, expected] : reference) {
            const double error = std::abs(normal_quantile(p) / expected - 1);
            // Conditioning near 1/2 and 1 is that of p itself.
            QVERIFY2(error <= 2e-15, qPrintable(QString("p = %1, error %2").arg(p).arg(error)));
        }
        QCOMPARE(normal_quantile(0.5), 0.0);
    }

    void quantileIsOddAndIncreases() {
        double before = normal_quantile(1e-6);
        for (int k = 1; k <= 1000; ++k) {
            const double p = k / 1001.0;
            const double x = normal_quantile(p);
            QVERIFY(x > before);
            QVERIFY(std::abs(x + normal_quantile(1 - p)) <= 1e-14 * std::max(1.0, std::abs(x)));
            before = x;
        }
    }

    void uniformsStayInsideTheInterval() {
        RandomStream stream(3);
        double sum = 0;
        for (int i = 0; i < 100000; ++i) {
            const double u = stream.uniform();
            QVERIFY(u > 0 && u < 1);
            sum += u;
        }
        QVERIFY(std::abs(sum / 100000 - 0.5) < 4 * std::sqrt(1.0 / 12 / 100000));
    }

    void normalsHaveTheirDistribution() {
        constexpr int count = 200000;
        std::vector<double> draws(count);
        RandomStream stream(11);
        fill_normal(stream, draws);
        double mean = 0, square = 0, fourth = 0;
        for (const double x : draws) {
            mean += x / count;
            square += x * x / count;
            fourth += x * x * x * x / count;
        }
        const double sigma = 1 / std::sqrt(static_cast<double>(count));
        QVERIFY(std::abs(mean) < 4 * sigma);
        QVERIFY(std::abs(square - 1) < 4 * sigma * std::sqrt(2.0));
        QVERIFY(std::abs(fourth - 3) < 4 * sigma * std::sqrt(96.0));
        std::ranges::sort(draws);
        double distance = 0;  // Kolmogorov-Smirnov
        for (int i = 0; i < count; ++i) {
            const double cdf = 0.5 * std::erfc(-draws[static_cast<std::size_t>(i)] / std::sqrt(2.0));
            distance = std::max({distance, std::abs(cdf - static_cast<double>(i) / count),
                                 std::abs(cdf - static_cast<double>(i + 1) / count)});
        }
        QVERIFY(distance < 1.95 * sigma);  // exceeded with probability 0.001 by other seeds
    }

    void directionsAreUnitVectorsWithoutPreference() {
        for (const Index d : {1, 2, 17}) {
            RandomStream stream(5);
            Vector mean = Vector::Zero(d);
            for (int i = 0; i < 4000; ++i) {
                const Vector v = uniform_direction(stream, d);
                QVERIFY(std::abs(v.norm() - 1) < 1e-15 * 8);
                mean += v / 4000;
            }
            QVERIFY(mean.norm() < 5 / std::sqrt(4000.0));
        }
    }

    void belowIsUniform() {
        RandomStream stream(9);
        std::array<int, 7> hits{};
        for (int i = 0; i < 70000; ++i) ++hits[static_cast<std::size_t>(stream.below(7))];
        for (const int count : hits) QVERIFY(std::abs(count - 10000) < 4 * std::sqrt(10000.0));
        QCOMPARE(stream.below(1), 0);
    }
};

QTEST_APPLESS_MAIN(RandomTest)
#include "random_test.moc"
