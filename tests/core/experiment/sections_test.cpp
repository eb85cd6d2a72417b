// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sections.h"

#include <set>
#include <string>

#include <QtTest/QTest>

#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

Experiment with_every_section() {
    Experiment experiment;
    experiment.landscape.emplace();
    experiment.attraction.emplace();
    experiment.spectrum.emplace();
    experiment.basin_map.emplace();
    experiment.tradeoff.emplace();
    return experiment;
}

}  // namespace

/// The one list of sections.
class SectionsTest : public QObject {
    Q_OBJECT

  private slots:
    void one_section_alone_leaves_the_others_out() {
        const Experiment all = with_every_section();
        const Experiment map = all.only("basin_map");
        QVERIFY(map.basin_map == all.basin_map);
        QVERIFY(!map.landscape && !map.attraction && !map.spectrum && !map.tradeoff && !map.exactness);
        QCOMPARE(map.basin_radius.trials, Index{0});
        const Experiment radius = all.only("basin_radius");
        QVERIFY(radius.basin_radius == all.basin_radius && !radius.basin_map);
        QVERIFY(all.only("exactness").solvers == all.solvers);
    }

    void every_stage_has_words() {
        std::set<std::string_view> names, progress;
        for (const Stage stage :
             {Stage::problem, Stage::solvers, Stage::certificate, Stage::landscape, Stage::attraction,
              Stage::tradeoff, Stage::exactness, Stage::basin_map, Stage::basin_radius}) {
            names.insert(stage_words(stage).name);
            progress.insert(stage_words(stage).progress);
        }
        QCOMPARE(names.size(), std::size_t{9});
        QCOMPARE(progress.size(), std::size_t{9});
    }

    void every_result_has_an_event_and_a_stage_of_its_own() {
        std::set<Stage> stages;
        for_each_result([&](const SectionInfo& info, auto, auto) {
            QVERIFY2(info.stage.has_value(), info.field.key.data());
            stages.insert(*info.stage);
        });
        QCOMPARE(stages.size(), std::variant_size_v<EventOr<>>);
        QVERIFY(section_of<Tradeoff>().info.stage == Stage::tradeoff);
        QVERIFY(section_of<ExactnessCurve>().result == &SectionResults::exactness);
    }

    /// A picture that the solver refuses, and a comparison whose own time is over.
    void complete_is_not_always_what_was_asked_for() {
        Attraction refused;
        refused.note = "no Hessian";
        QVERIFY(is_complete(refused) && !is_as_asked(refused));
        Tradeoff out_of_time;
        out_of_time.points.resize(2);
        QVERIFY(!is_complete(out_of_time) && is_as_asked(out_of_time));
        Landscape coarse;
        coarse.stride = 4;
        QVERIFY(!is_complete(coarse) && !is_as_asked(coarse));
        QVERIFY(!is_whole(std::shared_ptr<const Landscape>()));
    }

    void pictures_are_named_in_the_order_of_the_file() {
        QVERIFY(picture_names({}).empty());
        const auto names = picture_names(with_every_section());
        QVERIFY((names == std::vector<std::string_view>{"landscape", "basin of attraction", "basin map",
                                                        "trade-off"}));
    }

    void sections_of_another_family_are_refused() {
        Experiment softmax;
        softmax.exactness.emplace();
        verify_mentions(input_error([&] { softmax.validate(); }),
                        "exactness: found it beside a softmax regression; expected a recurrent network");
        Experiment network;
        network.problem.emplace<ElmanProblemSpec>();
        network.tradeoff.emplace();
        verify_mentions(input_error([&] { network.validate(); }),
                        "tradeoff: found it beside a recurrent network; expected softmax regression");
        // These have no effect there, and files have them.
        network.tradeoff.reset();
        network.attraction.emplace();
        QCOMPARE(input_error([&] { network.validate(); }), std::string());
    }
};

QTEST_APPLESS_MAIN(SectionsTest)
#include "sections_test.moc"
