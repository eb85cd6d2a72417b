// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include <QTest>

#include "core/experiment/runner.h"
#include "core/experiment/series_columns.h"
#include "core/experiment/solver_labels.h"
#include "core/families/problem_of.h"
#include "core/io/presets.h"
#include "core/io/results_io.h"
#include "core/numeric/text.h"

using namespace basin;

namespace {

Experiment open_preset(const std::string& name) {
    const Preset* preset = find_preset(name);
    if (!preset) throw std::invalid_argument(name);
    Experiment experiment = preset_experiment(*preset);
    experiment.landscape.reset();
    experiment.spectrum.reset();
    return experiment;
}

/// The runs by name, without the preset's pictures.
std::map<std::string, SolverRun> runs_of(const std::string& name) {
    Experiment experiment = open_preset(name);
    experiment.basin_map.reset();
    experiment.exactness.reset();
    const Results results = run_experiment(experiment);
    const auto labels = run_labels(results);
    std::map<std::string, SolverRun> runs;
    for (std::size_t i = 0; i < labels.size(); ++i) runs[labels[i]] = results.runs[i];
    return runs;
}

}  // namespace

/// Each preset of a recurrent network must show what its story says.
class RecurrentPresetsTest : public QObject {
    Q_OBJECT

  private slots:
    void nine_trainers() {
        const auto runs = runs_of("nine-trainers");
        QCOMPARE(runs.size(), 9U);
        const auto objective = [&](const char* name) { return runs.at(name).network->objective; };
        for (const char* general :
             {"lbfgs", "adam", "nesterov", "gradient-descent", "sgd", "truncated-newton"}) {
            QVERIFY(objective(general) < objective("piecewise-affine"));
            QVERIFY(objective(general) < objective("augmented-lagrangian"));
        }
    }

    void proved_at_the_kinks() {
        const auto runs = runs_of("proved-at-the-kinks");
        const SolverRun& affine = runs.at("piecewise-affine");
        QCOMPARE(affine.result.termination, Termination::converged);
        const NetworkOutcome& end = *affine.network;
        QCOMPARE(end.stationarity.first_order, Answer::yes);
        QCOMPARE(end.stationarity.second_order, Answer::yes);
        QCOMPARE(end.stationarity.zeros, 6);
        QCOMPARE(end.penalised->answer, Answer::yes);
        QCOMPARE(end.penalised->patterns, 64);
        QVERIFY(runs.at("lbfgs").network->stationarity.second_order != Answer::yes);
    }

    void resting_on_a_kink() {
        const auto runs = runs_of("resting-on-a-kink");
        for (const char* name : {"gradient-descent", "clipped-gradient-descent"}) {
            const SolverRun& run = runs.at(name);
            QCOMPARE(run.result.termination, Termination::not_a_minimum);  // though its gradient vanishes
            QCOMPARE(run.end.kind, EndKind::slope);
            QCOMPARE(run.network->stationarity.first_order, Answer::no);
            QCOMPARE(run.network->stationarity.zeros, 6);
            QVERIFY(run.network->stationarity.drop > 0);
        }
        QVERIFY(runs.at("piecewise-affine").network->train_error <
                0.01 * runs.at("gradient-descent").network->train_error);
    }

    void price_of_breaking_rules() {
        const Results results = run_experiment(open_preset("price-of-breaking-rules"));
        const auto& curve = *results.exactness;
        for (const ExactnessPoint& point : curve.points) {
            const double violation = point.violation_h + point.violation_u + point.violation_v;
            const bool above = curve.a_posteriori.exceeded_by(point.betas);
            QCOMPARE(violation < 1e-3, above);
        }
        QVERIFY(curve.points.front().violation_v > 1);
    }

    void wild_weights() {
        Experiment experiment = open_preset("wild-weights");
        experiment.basin_map->error_count = 1;  // exact steps; the preset has rough ones too
        const BasinMap found = *map_network(experiment).basin_map;
        const auto& [timid, middle, wild] =
            std::tuple(found.cell(0, 0), found.cell(3, 0), found.cell(found.radii.size() - 1, 0));
        QVERIFY(middle.successes > timid.successes && middle.successes > wild.successes + 5);
        QVERIFY(middle.median_objective < timid.median_objective);
        QVERIFY(timid.median_objective < wild.median_objective);
    }

    void longer_memory() {
        const auto runs = runs_of("longer-memory");
        for (const char* plain : {"sgd", "adam", "lbfgs"}) {
            const SolverRun& run = runs.at(plain);
            QVERIFY(run.network->train_error < runs.at("piecewise-affine").network->train_error);
            QVERIFY(run.network->test_error < runs.at("piecewise-affine").network->test_error);
        }
    }

    void monthly_orders() {
        for (const auto& [name, run] : runs_of("monthly-orders")) {
            const SeriesJudgement& found = *run.network->judgement;
            QVERIFY2(mean_of(found.test_error) < 0.7 * mean_of(found.naive.last_season), name.c_str());
            QVERIFY2(found.skill > 0, name.c_str());
            QVERIFY(found.forecast.values.allFinite() && found.forecast.values.size() > 0);
            QVERIFY(found.forecast.times.front() == "2024-01-01");
        }
    }

    void daily_bakery() {
        const Experiment experiment = open_preset("daily-bakery");
        const std::string read = joined(series_lines(*elman_of(experiment).data), "");
        for (const char* told : {"gaps", "rows left out, where a value is missing",
                                 "the last 2 values of \"loaves\", \"degrees\" and \"weekday\""})
            QVERIFY2(read.find(told) != std::string::npos, read.c_str());
        for (const auto& [name, run] : runs_of("daily-bakery")) {
            const SeriesJudgement& found = *run.network->judgement;
            QVERIFY2(found.skill > 0.1, name.c_str());
            QVERIFY(found.forecast.values.allFinite() && found.forecast.values.size() > 0);
        }
    }
};

QTEST_APPLESS_MAIN(RecurrentPresetsTest)
#include "recurrent_presets_test.moc"
