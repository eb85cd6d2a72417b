// SPDX-License-Identifier: GPL-3.0-or-later
// Axes that are asked for by a key alone.
#include "core/experiment/sweep/axis_choice.h"

#include <algorithm>

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace basin;

namespace {

SweptKey keyOf(const Experiment& experiment, const std::string& key) {
    const std::vector<SweptKey> known = swept_keys(experiment);
    const auto found = std::ranges::find(known, key, &SweptKey::key);
    return found == known.end() ? SweptKey{} : *found;
}

}  // namespace

class AxisChoiceTest : public QObject {
    Q_OBJECT

  private slots:
    void everyKeyHasAnAxisThatIsValid() {
        const Experiment plain = test::small_experiment();
        for (const SweptKey& key : swept_keys(plain)) {
            Experiment experiment = plain;
            experiment.sweep.emplace();
            add_axis(*experiment.sweep, key, AxisPlace::last);
            experiment.sweep->validate();
            const std::vector<SweptAxis> axes = swept_axes(experiment);
            QVERIFY2(axes.size() == 1 && !axes[0].values.empty(), key.key.c_str());
            if (key.kind == SweptKind::choice) QCOMPARE(axes[0].values.size(), key.choices.size());
            if (key.kind == SweptKind::seed) QCOMPARE(axes[0].values.size(), 8u);
        }
    }

    void positiveNumbersAreTriedADecadeToEitherSide() {
        const Experiment experiment = test::small_experiment();
        const SweepAxis axis = suggested_axis(keyOf(experiment, "start.radius"));
        QCOMPARE(axis.from, 0.05 / 10);
        QCOMPARE(axis.to, 0.05 * 10);
        QCOMPARE(axis.count, Index{9});
        QCOMPARE(axis.scale, SweepScale::log);
    }

    void axesComeInPlaceOfTheLastOrBesides() {
        const Experiment experiment = test::small_experiment();
        const SweptKey radius = keyOf(experiment, "start.radius"), ridge = keyOf(experiment, "problem.ridge"),
                       gain = keyOf(experiment, "problem.gain");
        SweepSpec sweep;
        add_axis(sweep, radius, AxisPlace::last);
        add_axis(sweep, ridge, AxisPlace::last);
        QCOMPARE(sweep.axes.size(), 1u);
        QCOMPARE(sweep.axes[0].key, std::string("problem.ridge"));
        add_axis(sweep, radius, AxisPlace::further);
        QCOMPARE(sweep.axes.size(), 2u);
        add_axis(sweep, gain, AxisPlace::last);
        QCOMPARE(sweep.axes[1].key, std::string("problem.gain"));
        sweep.axes[0].count = 3;
        add_axis(sweep, ridge, AxisPlace::further);  // suggested anew
        QCOMPARE(sweep.axes.size(), 2u);
        QCOMPARE(sweep.axes[0].count, Index{9});
        drop_axis(sweep, "problem.ridge");
        QCOMPARE(sweep.axes.size(), 1u);
    }

    void aSeedThatIsAnAxisIsNotVariedBesides() {
        Experiment experiment = test::small_experiment();
        experiment.sweep.emplace();
        add_axis(*experiment.sweep, keyOf(experiment, "start.seed"), AxisPlace::last);
        experiment.sweep->validate();
        QCOMPARE(experiment.sweep->repeats.count, Index{1});
    }

    void axesThatTheExperimentHasNotAreMended() {
        const Experiment experiment = test::small_experiment();
        SweepSpec sweep;
        sweep.axes.push_back({"problem.nothing", 0, 1, 9, SweepScale::linear, {}});
        mend_axes(sweep, experiment);
        QCOMPARE(sweep.axes.size(), 1u);
        QCOMPARE(sweep.axes[0].key, std::string("start.radius"));
    }

    void keysOfSolversStayWithThem() {
        const std::vector<SolverSpec> before{{"newton", {}}, {"approximate-newton", {{"error", 0.1}}}};
        SweepSpec sweep;
        sweep.axes.push_back({"solvers[1].error", 0, 1, 9, SweepScale::linear, {}});
        follow_solvers(sweep, before, {before[1], before[0]});
        QCOMPARE(sweep.axes[0].key, std::string("solvers[0].error"));
        SweepSpec edited;
        edited.axes.push_back({"solvers[1].error", 0, 1, 9, SweepScale::linear, {}});
        follow_solvers(edited, before, {before[0], {"approximate-newton", {{"error", 0.2}}}});
        QCOMPARE(edited.axes[0].key, std::string("solvers[1].error"));
        follow_solvers(edited, before, {before[0]});
        QVERIFY(edited.axes.empty());
    }
};

QTEST_GUILESS_MAIN(AxisChoiceTest)
#include "axis_choice_test.moc"
