// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>

#include <QtTest/QTest>

#include "core/analysis/basin_map.h"
#include "core/io/basin_map_csv.h"
#include "core/numeric/input_error.h"
#include "core/numeric/rate_interval.h"
#include "tests/support/input_errors.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

BasinMapSpec spec() {
    BasinMapSpec spec;
    spec.radius_min = 0.02;
    spec.radius_max = 5;
    spec.radius_count = 8;
    spec.error_max = 1.4;
    spec.error_count = 6;
    spec.trials = 12;
    return spec;
}

bool rates_differ(const BasinMapCell& a, const BasinMapCell& b) {
    const RateInterval first = wilson_interval(a.successes, a.trials);
    const RateInterval second = wilson_interval(b.successes, b.trials);
    return first.low > second.high || second.low > first.high;
}

}  // namespace

class MapRefinementTest : public QObject {
    Q_OBJECT

    SoftmaxCase made_ = softmax_case({});

    std::shared_ptr<const BasinMap> compute(const BasinMapSpec& spec, const MapPart& part = {},
                                            int threads = 2) const {
        return compute_basin_map(*made_.problem, made_.minimiser, spec, {}, {}, {}, threads, part);
    }

  private slots:
    void placesHaveTheValuesBetween() {
        BasinMap map;
        map.radii = Eigen::Vector3d(0.1, 1, 10);
        map.errors = Eigen::Vector2d(0, 0.8);
        QCOMPARE(map.radius_at({0, 0, 2}), 10.0);
        QCOMPARE(map.radius_at({2, 3, 4}), 1.0);  // the same column as {0, ., 1}: the very same number
        QVERIFY(std::abs(map.radius_at({1, 0, 1}) - std::sqrt(0.1)) < 1e-15);
        QCOMPARE(map.error_at({2, 1, 0}), 0.2);
        QVERIFY((MapPlace{3, 8, 16}.reduced() == MapPlace{0, 1, 2}));
        QVERIFY((MapPlace{3, 6, 16}.reduced() == MapPlace{2, 3, 8}));
    }

    void patchesAreSplitWhereTheirCornersDiffer() {
        const auto map = compute(spec());
        QVERIFY(map->complete);
        QVERIFY(!map->refined.empty());
        QCOMPARE(map->computed, map->expected);
        QCOMPARE(map->computed, std::ssize(map->cells) + std::ssize(map->refined));
        // Level by level: a patch has a middle exactly when two of its corners differ.
        for (Index level = 0; level < spec().refinement; ++level) {
            const Index columns = (spec().radius_count - 1) << level, rows = (spec().error_count - 1)
                                                                             << level;
            for (Index e = 0; e < rows; ++e) {
                for (Index r = 0; r < columns; ++r) {
                    std::vector<const BasinMapCell*> corners;
                    for (const auto& [de, dr] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
                        corners.push_back(map->find(MapPlace{level, e + de, r + dr}.reduced()));
                    }
                    if (std::ranges::count(corners, nullptr) > 0) continue;  // its parent is whole
                    bool differ = false;
                    for (const auto* a : corners)
                        for (const auto* b : corners) differ = differ || rates_differ(*a, *b);
                    const bool parentSplit =
                        level == 0 || map->find({level, (e / 2) * 2 + 1, (r / 2) * 2 + 1}) != nullptr;
                    const bool split = map->find({level + 1, 2 * e + 1, 2 * r + 1}) != nullptr;
                    QCOMPARE(split, differ && parentSplit);
                }
            }
        }
    }

    void coarseCellsStayTheSame() {
        BasinMapSpec coarse = spec();
        coarse.refinement = 0;
        const auto without = compute(coarse), with = compute(spec());
        QVERIFY(without->refined.empty());
        for (std::size_t i = 0; i < without->cells.size(); ++i) {
            QCOMPARE(without->cells[i].successes, with->cells[i].successes);
        }
    }

    void anyNumberOfThreadsGivesTheSameFile() {
        QCOMPARE(basin_map_csv(*compute(spec(), {}, 1)), basin_map_csv(*compute(spec(), {}, 2)));
    }

    void theNearestCellIsAskedFor() {
        const auto map = compute(spec());
        // At the middle of a patch that was split it is the cell there, however fine.
        for (const PlacedCell& placed : computed_cells(*map)) {
            if (placed.place.level > 0 && (placed.place.radius % 2 == 0 || placed.place.error % 2 == 0))
                continue;
            const double scale = std::pow(0.5, static_cast<double>(placed.place.level));
            const PlacedCell found = map->nearest(static_cast<double>(placed.place.radius) * scale,
                                                  static_cast<double>(placed.place.error) * scale);
            QVERIFY(found.place == placed.place);
            QCOMPARE(found.cell.successes, placed.cell.successes);
        }
        QVERIFY((map->nearest(-3, -3).place == MapPlace{0, 0, 0}));
        QVERIFY((map->nearest(99, 99).place == MapPlace{0, 5, 7}));
        for (double at = 0; at < 7; at += 0.1) QCOMPARE(map->nearest(at, 2.3, 0).place.level, Index{0});
    }

    void oneRowAndOneColumnAreRefinedToo() {
        BasinMapSpec row = spec();
        row.error_count = 1;
        const auto map = compute(row);
        QVERIFY(map->complete && !map->refined.empty());
        for (const PlacedCell& placed : map->refined) QCOMPARE(placed.place.error, Index{0});
        BasinMapSpec column = spec();
        column.radius_count = 1;
        QVERIFY(compute(column)->complete);
    }

    void knownCellsAreNotComputedAgain() {
        const auto whole = compute(spec());
        MapPart part;
        part.known = computed_cells(*whole);
        part.known.resize(part.known.size() - 20);
        std::set<MapPlace> fresh;
        part.finish = [&fresh](const PlacedCell& placed) { fresh.insert(placed.place); };
        const auto again = compute(spec(), part);
        QCOMPARE(basin_map_csv(*again), basin_map_csv(*whole));
        QCOMPARE(fresh.size(), std::size_t{20});
    }

    void shardsMakeUpTheWhole() {
        const std::string whole = basin_map_csv(*compute(spec()));
        for (const Index count : {1, 2, 3, 4, 40}) {  // 35 patches: some of forty shards are empty
            MapPart all;
            for (Index index = 1; index <= count; ++index) {
                MapPart part;
                part.shard = {index, count};
                const auto shard = compute(spec(), part);
                QVERIFY(shard->complete);
                const auto cells = computed_cells(*shard);
                all.known.insert(all.known.end(), cells.begin(), cells.end());
            }
            const BasinMap merged = assemble_basin_map(spec(), all);
            QVERIFY(merged.complete);
            QCOMPARE(basin_map_csv(merged), whole);
        }
    }

    void aMissingCellLeavesTheMapIncomplete() {
        MapPart part;
        part.known = computed_cells(*compute(spec()));
        part.known.pop_back();
        QVERIFY(!assemble_basin_map(spec(), part).complete);
        part.known.erase(part.known.begin());
        const BasinMap map = assemble_basin_map(spec(), part);
        QVERIFY(!map.complete && map.refined.empty());
        QCOMPARE(map.computed, Index{47});
    }

    void badShardsAreRefused() {
        MapPart part;
        part.shard = {5, 4};
        verify_mentions(input_error([&] { compute(spec(), part); }), "found 5/4; expected I/N");
    }
};

QTEST_APPLESS_MAIN(MapRefinementTest)
#include "map_refinement_test.moc"
