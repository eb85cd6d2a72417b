// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/start_spec.h"

#include <cmath>
#include <set>

#include <QtTest/QTest>

#include "core/experiment/repeats_stage.h"
#include "core/experiment/runner.h"
#include "core/experiment/seeds.h"
#include "core/families/problem_of.h"
#include "core/numeric/random.h"
#include "core/problems/elman_data.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

constexpr int draws = 4000;
constexpr double deviations = 5;  // that a mean of independent draws may be off

StartSpec start_by(PointInitialiser initialiser, double radius = 2) {
    StartSpec start;
    start.point_initialiser = initialiser;
    start.radius = radius;
    return start;
}

/// From the minimiser, for each of many seeds.
std::vector<Vector> offsets(PointInitialiser initialiser, const Vector& minimiser) {
    std::vector<Vector> found;
    StartSpec start = start_by(initialiser);
    for (start.seed = 0; start.seed < draws; ++start.seed)
        found.push_back(start_point(start, minimiser) - minimiser);
    return found;
}

/// Whether the mean of the numbers is the expected one, variance being that of one of them.
template <class Number>
bool mean_is(const std::vector<Vector>& points, const Number& number, double expected, double variance) {
    double sum = 0;
    for (const Vector& point : points) sum += number(point);
    const auto count = static_cast<double>(points.size());
    return std::abs(sum / count - expected) <= deviations * std::sqrt(variance / count);
}

MatrixSource rows(const Matrix& values) {
    return {std::make_shared<const Matrix>(values), {}};
}

/// A quick experiment with listed starts and no pictures.
Experiment listed_experiment() {
    Experiment experiment = small_experiment().only("");
    experiment.start.starts = rows((Matrix(3, 2) << 0, 0, 0.25, -0.5, 1, 1).finished());
    experiment.repeats = RepeatsSpec{};
    return experiment;
}

}  // namespace

class StartSpecTest : public QObject {
    Q_OBJECT

  private slots:
    // As every version has had it, to the last bit.
    void spheresAreAsTheyWere() {
        const Vector minimiser{{1.0, -2.0, 0.5}};
        StartSpec start;
        start.radius = 0.3;
        start.seed = 7;
        RandomStream stream(7);
        const Vector expected = minimiser + 0.3 * uniform_direction(stream, 3);
        QVERIFY(start_point(start, minimiser) == expected);
        const ElmanShape shape{3, 2, 1};
        QVERIFY(start_weights(start, shape) == random_weights(shape, 0.1, 7));
    }

    // |v|^d of a point in the ball of radius 1 is uniform on (0, 1), and its direction any.
    void ballsAreFilledByVolume() {
        const Vector minimiser{{1.0, -2.0, 0.5}};
        const auto points = offsets(PointInitialiser::ball, minimiser);
        const auto share = [](const Vector& v) { return std::pow(v.norm() / 2, 3); };
        QVERIFY(mean_is(points, share, 0.5, 1.0 / 12));
        QVERIFY(mean_is(
            points, [&](const Vector& v) { return std::pow(share(v), 2); }, 1.0 / 3, 4.0 / 45));
        for (const Vector& v : points) QVERIFY(v.norm() <= 2 * (1 + 1e-15));
        for (Index i = 0; i < 3; ++i)
            QVERIFY(mean_is(
                points, [i](const Vector& v) { return v[i]; }, 0, 4.0 / 5));
    }

    void boxesAreFilledAlike() {
        const auto points = offsets(PointInitialiser::box, Vector{{3.0, 4.0}});
        for (Index i = 0; i < 2; ++i) {
            QVERIFY(mean_is(
                points, [i](const Vector& v) { return v[i]; }, 0, 4.0 / 3));
            QVERIFY(mean_is(
                points, [i](const Vector& v) { return v[i] * v[i]; }, 4.0 / 3, 64.0 / 45));
        }
        QVERIFY(mean_is(
            points, [](const Vector& v) { return v[0] * v[1]; }, 0, 16.0 / 9));
        for (const Vector& v : points) QVERIFY(v.cwiseAbs().maxCoeff() <= 2 + 1e-14);
    }

    void gaussianStartsHaveTheRadiusForTheirDeviation() {
        const auto points = offsets(PointInitialiser::gaussian, Vector{{3.0, 4.0}});
        for (Index i = 0; i < 2; ++i) {
            QVERIFY(mean_is(
                points, [i](const Vector& v) { return v[i]; }, 0, 4));
            QVERIFY(mean_is(
                points, [i](const Vector& v) { return v[i] * v[i]; }, 4, 32));
        }
        QVERIFY(mean_is(
            points, [](const Vector& v) { return v[0] * v[1]; }, 0, 16));
    }

    void gridsHaveEveryPointOnce() {
        StartSpec start = start_by(PointInitialiser::grid, 0.5);
        start.resolution = 3;
        const Vector minimiser{{1.0, 2.0, 3.0}};
        QCOMPARE(listed_starts(start, 3), Index{9});
        std::set<std::pair<double, double>> seen;
        for (start.number = 1; start.number <= 9; ++start.number) {
            const Vector point = start_point(start, minimiser);
            seen.insert({point[0], point[1]});
            QCOMPARE(point[2], 3.0);
        }
        std::set<std::pair<double, double>> expected;
        for (const double x : {0.5, 1.0, 1.5})
            for (const double y : {1.5, 2.0, 2.5}) expected.insert({x, y});
        QVERIFY(seen == expected);
        start.number = 2;
        QVERIFY(start_point(start, minimiser) == Vector({{1.0, 1.5, 3.0}}));
        start.number = 1;
        start.resolution = 1;
        QVERIFY(start_point(start, minimiser) == minimiser);
        start.resolution = 5;
        QCOMPARE(listed_starts(start, 1), Index{5});
        QCOMPARE(start_point(start, Vector::Zero(1))[0], -0.5);
    }

    void startsOfAListAreItsRows() {
        StartSpec start;
        start.starts = rows((Matrix(2, 3) << 1, 2, 3, 4, 5, 6).finished());
        const Vector minimiser = Vector::Ones(3);
        QVERIFY(start_point(start, minimiser) == Vector({{1.0, 2.0, 3.0}}));
        start.number = 2;
        QVERIFY(start_point(start, minimiser) == Vector({{4.0, 5.0, 6.0}}));
        start.number = 3;
        verify_mentions(input_error([&] { start_point(start, minimiser); }),
                        "start.number: found 3; expected 1 <= number <= 2, the rows of starts");
        start.x0 = rows(Vector::Zero(3));
        QVERIFY(start_point(start, minimiser).isZero(0));
    }

    // At that distance from the weights of each initialiser, in one and the same direction.
    void weightsCanBeLeftByADistance() {
        const ElmanShape shape{4, 2, 1};
        for (const WeightInitialiser each : all_weight_initialisers) {
            StartSpec start;
            start.weight_initialiser = each;
            const Vector theta = start_weights(start, shape);
            start.offset = 0.75;
            const Vector away = start_weights(start, shape) - theta;
            QVERIFY(std::abs(away.norm() - 0.75) <= 1e-14);
            RandomStream stream(start.seed);
            QVERIFY((away / 0.75 - uniform_direction(stream, shape.parameters())).norm() <= 1e-14);
        }
    }

    void aNetworkIsTrainedFromEachInitialiser() {
        Experiment experiment = small_recurrent();
        experiment.solvers = {{"lbfgs", {}}};
        std::set<double> ends;
        for (const WeightInitialiser each : all_weight_initialisers) {
            experiment.start.weight_initialiser = each;
            const Results results = run_experiment(experiment);
            QVERIFY(results.runs[0].result.objective < results.runs[0].history.front().objective);
            ends.insert(results.runs[0].result.objective);
        }
        QVERIFY(ends.size() > 1);
    }

    // Each run starts at its own row; a count beyond the list runs all of it.
    void repeatsRunAListOfStarts() {
        const Experiment experiment = listed_experiment();
        QCOMPARE(seed_keys(experiment).front(), std::string("start.number"));
        QCOMPARE(varied_keys(experiment), std::vector<std::string>{"start.number"});
        QCOMPARE(repeat_count(experiment), Index{3});
        const Results results = run_experiment(experiment);
        QVERIFY(results.repeats && results.repeats->is_complete());
        QCOMPARE(results.repeats->count, Index{3});
        for (Index k = 0; k < 3; ++k) {
            Experiment alone = repeated(experiment, k);
            alone.repeats.reset();
            const Results single = run_experiment(alone);
            QVERIFY(single.x0 == Vector(experiment.start.starts->value->row(k).transpose()));
            const RepeatEnd& end = results.repeats->solvers[0].ends[static_cast<std::size_t>(k)];
            QCOMPARE(end.objective, single.runs[0].result.objective);
            QCOMPARE(end.iterations, single.runs[0].result.iterations);
        }
    }

    void repeatsBeginAtTheNumberOfTheStart() {
        Experiment experiment = listed_experiment();
        experiment.start.number = 3;
        QCOMPARE(repeat_count(experiment), Index{1});
        experiment.start.starts.reset();
        experiment.start.point_initialiser = PointInitialiser::grid;
        QCOMPARE(repeat_count(experiment), Index{98});
        experiment.repeats->count = 5;
        QCOMPARE(repeat_count(experiment), Index{5});
        QCOMPARE(repeated(experiment, 4).start.number, Index{7});
        // What is not listed has a seed again.
        experiment.start.point_initialiser = PointInitialiser::ball;
        experiment.repeats->vary = {"start.number"};
        QCOMPARE(varied_keys(experiment), std::vector<std::string>{"start.seed"});
        QCOMPARE(input_error([&] { experiment.validate(); }), std::string());
        experiment.repeats->vary = {"start.number", "start.seed"};
        verify_mentions(input_error([&] { experiment.validate(); }),
                        "found \"start.seed\" beside another key of the start");
    }

    void whatIsGivenForOtherUnknownsIsForgotten() {
        Experiment experiment = listed_experiment();
        experiment.start.number = 2;
        experiment.start.x0 = rows(Vector::Zero(2));
        experiment.start.forget_given();
        QVERIFY(experiment.start == small_experiment().start);
    }

    void unusableStartsAreRefused() {
        const auto refusal = [](const auto& change) {
            Experiment experiment = listed_experiment();
            change(experiment.start);
            return input_error([&] { experiment.validate(); });
        };
        verify_mentions(refusal([](StartSpec& s) { s.starts = rows(Matrix::Zero(2, 3)); }),
                        "start.starts: found rows of 3 numbers; expected d = 2, one for each unknown");
        verify_mentions(refusal([](StartSpec& s) { s.starts = rows(Matrix(0, 2)); }),
                        "start.starts: found no starts");
        verify_mentions(refusal([](StartSpec& s) { s.starts = MatrixSource{}; }),
                        "start.starts: found no starts");
        verify_mentions(refusal([](StartSpec& s) { s.starts = rows(Matrix::Constant(2, 2, NAN)); }),
                        "start.starts: found an entry that is not finite");
        verify_mentions(refusal([](StartSpec& s) { s.number = 4; }),
                        "start.number: found 4; expected 1 <= number <= 3, the rows of starts");
        verify_mentions(refusal([](StartSpec& s) { s.number = 0; }), "start.number: found 0");
        verify_mentions(refusal([](StartSpec& s) {
                            s.starts.reset();
                            s.point_initialiser = PointInitialiser::grid;
                            s.number = 101;
                        }),
                        "start.number: found 101; expected 1 <= number <= 100, the points of the grid");
        Experiment network = small_recurrent();
        network.start.starts = rows(Matrix::Zero(1, 1));
        verify_mentions(input_error([&] { network.validate(); }),
                        "start.starts: found it beside a recurrent network");
    }
};

QTEST_GUILESS_MAIN(StartSpecTest)
#include "start_spec_test.moc"
