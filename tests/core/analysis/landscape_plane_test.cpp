// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/landscape_plane.h"

#include <cmath>

#include <Eigen/SVD>
#include <QTest>

#include "core/analysis/arrival.h"
#include "core/analysis/plane_directions.h"
#include "core/experiment/results.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/test_functions.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Gaussian points about an origin, stretched by 1, 1/2, 1/3, ... along random axes.
Matrix cloud(const Vector& origin, Index count, std::uint64_t seed) {
    RandomStream stream(seed);
    const Index d = origin.size();
    Matrix axes(d, d), points(d, count);
    fill_normal(stream, {axes.data(), static_cast<std::size_t>(axes.size())});
    fill_normal(stream, {points.data(), static_cast<std::size_t>(points.size())});
    for (Index k = 0; k < d; ++k) points.row(k) /= static_cast<double>(k + 1);
    return ((axes / std::sqrt(static_cast<double>(d))) * points).colwise() + origin;
}

Minimiser at(const Vector& x) {
    Minimiser minimiser;
    minimiser.x = x;
    return minimiser;
}

std::shared_ptr<const Matrix> share(const Matrix& points) {
    return std::make_shared<const Matrix>(points);
}

}  // namespace

class LandscapePlaneTest : public QObject {
    Q_OBJECT

  private slots:
    void pca_is_that_of_a_dense_svd_data() {
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("count");
        QTest::addRow("more points than unknowns") << 6 << 40;
        QTest::addRow("more unknowns than points") << 40 << 12;
        QTest::addRow("many unknowns") << 400 << 300;
    }

    void pca_is_that_of_a_dense_svd() {
        QFETCH(int, d);
        QFETCH(int, count);
        RandomStream stream(4);
        const Vector origin = 3 * uniform_direction(stream, d);
        // In two runs, as two solvers would leave them.
        const Matrix points = cloud(origin, count, 7);
        const Index half = count / 2;
        const std::vector runs{share(points.leftCols(half)), share(points.rightCols(count - half))};
        const PrincipalDirections found = principal_directions(runs, origin);
        const Matrix X = points.colwise() - origin;
        const Eigen::JacobiSVD<Matrix> svd(X, Eigen::ComputeThinU);
        const double whole = svd.singularValues().squaredNorm();
        for (const int k : {0, 1}) {
            const auto place = static_cast<std::size_t>(k);
            const double sigma = svd.singularValues()[k];
            // Lanczos stops at 1e-6 in the eigenvalue, which leaves 1e-3 in the direction at worst.
            const double tolerance = std::min(d, count) > 256 ? 1e-3 : 1e-10;
            QVERIFY(std::abs(found.explained[place] - sigma * sigma / whole) < tolerance);
            QVERIFY(std::abs(std::abs(svd.matrixU().col(k).dot(found.directions[place])) - 1) < tolerance);
        }
    }

    void pca_plane_tells_what_it_explains() {
        const TestFunction function = extended_rosenbrock(8);
        const Vector minimiser = *function.problem->minimiser();
        RunTraces runs;
        runs.iterates = {share(cloud(minimiser, 30, 2)), nullptr};
        LandscapeSpec spec;
        spec.plane = PlaneKind::pca;
        const auto plane = make_landscape_plane(*function.problem, spec, at(minimiser), function.start, runs);
        QCOMPARE(plane.kind, PlaneKind::pca);
        QVERIFY(plane.note.empty());
        QVERIFY(plane.explained[0] >= plane.explained[1] && plane.explained[1] > 0);
        QVERIFY(plane.explained[0] + plane.explained[1] < 1);
        // What lies in the plane is what is explained.
        const auto& iterates = *runs.iterates[0];
        double inside = 0;
        for (const PlanePoint& point : project_all(plane, iterates))
            inside += point.a * point.a + point.b * point.b;
        const double whole = (iterates.colwise() - minimiser).squaredNorm();
        QVERIFY(std::abs(inside / whole - plane.explained[0] - plane.explained[1]) < 1e-12);
    }

    void without_iterates_pca_says_so_and_shows_another_plane() {
        const TestFunction function = extended_rosenbrock(6);
        LandscapeSpec spec;
        spec.plane = PlaneKind::pca;
        const auto plane =
            make_landscape_plane(*function.problem, spec, at(*function.problem->minimiser()), function.start);
        QCOMPARE(plane.kind, PlaneKind::start_minimiser);
        QVERIFY(!plane.note.empty());
        QVERIFY(std::isnan(plane.explained[0]));
    }

    void second_minimiser_lies_on_its_plane() {
        const TestFunction function = himmelblau();
        const Vector minimiser = *function.problem->minimiser();
        RunTraces runs;
        runs.ends = {minimiser, Eigen::Vector2d(-2.805118, 3.131313)};
        LandscapeSpec spec;
        spec.plane = PlaneKind::second_minimiser;
        const auto plane = make_landscape_plane(*function.problem, spec, at(minimiser), function.start, runs);
        QCOMPARE(plane.kind, PlaneKind::second_minimiser);
        const PlanePoint second = project(plane, runs.ends[1]);
        QVERIFY(second.outside < 1e-12);
        QVERIFY(std::hypot(second.a, second.b) < plane.half_width);
        runs.ends.pop_back();
        const auto other = make_landscape_plane(*function.problem, spec, at(minimiser), function.start, runs);
        QCOMPARE(other.kind, PlaneKind::start_minimiser);
        QVERIFY(!other.note.empty());
    }

    /// A problem in small units has a picture in small units, and its two minimisers are two.
    void lengths_are_measured_by_X() {
        for (const double unit : {0x1p-40, 1.0, 0x1p40}) {
            // The logits are those of unit 1: A1 / unit against unit x.
            const SoftmaxInstance made = generate_softmax_instance({.n = 20, .d = 4, .m = 5});
            SoftmaxData data = made.data;
            data.A1 = data.A1.times(1 / unit);
            const SoftmaxRegression problem(data);
            const Vector minimiser = unit * made.x_planted;
            const auto still = make_landscape_plane(problem, {}, at(minimiser), minimiser);
            QVERIFY(still.half_width > 0 && still.half_width <= 0.01 * minimiser.norm());
            RunTraces runs;
            runs.ends = {minimiser, minimiser + 0.1 * unit * Vector::Unit(4, 2)};
            LandscapeSpec spec;
            spec.plane = PlaneKind::second_minimiser;
            const Vector start = minimiser + unit * Vector::Unit(4, 0);
            const auto plane = make_landscape_plane(problem, spec, at(minimiser), start, runs);
            QCOMPARE(plane.kind, PlaneKind::second_minimiser);
            // Nearer than 1e-3 X it is the same one.
            runs.ends[1] = minimiser + 1e-4 * unit * Vector::Unit(4, 2);
            QCOMPARE(make_landscape_plane(problem, spec, at(minimiser), start, runs).kind,
                     PlaneKind::start_minimiser);
        }
    }

    /// Its parts have units of their own: X is the size of the weights, however small.
    void a_network_is_measured_by_its_weights() {
        const ElmanRnn network(small_training(Activation::tanh));
        const Vector theta = Vector::Constant(network.dimension(), 1e-6);
        QVERIFY(std::abs(point_length(network, theta) / theta.norm() - 1) <= 1e-15);
        QCOMPARE(point_length(network, 0 * theta), 1.0);
        const auto plane = make_landscape_plane(network, {}, at(theta), theta);
        QVERIFY(plane.half_width > 0 && plane.half_width < 0.01 * theta.norm());
    }

    void any_two_coordinates() {
        const TestFunction function = extended_rosenbrock(6);
        LandscapeSpec spec;
        spec.plane = PlaneKind::coordinates;
        spec.i = 5;
        spec.j = 2;
        const auto plane =
            make_landscape_plane(*function.problem, spec, at(*function.problem->minimiser()), function.start);
        QVERIFY(plane.plane.p1 == Vector::Unit(6, 4) && plane.plane.p2 == Vector::Unit(6, 1));
        QVERIFY(plane.i == 5 && plane.j == 2 && !plane.exact);
    }

    void random_planes_follow_their_seed() {
        const TestFunction function = extended_rosenbrock(6);
        LandscapeSpec spec;
        spec.plane = PlaneKind::random;
        const auto make = [&](std::uint64_t seed) {
            spec.seed = seed;
            return make_landscape_plane(*function.problem, spec, at(*function.problem->minimiser()),
                                        function.start);
        };
        QVERIFY(make(3).plane.p1 == make(3).plane.p1);
        QVERIFY(make(3).plane.p1 != make(4).plane.p1);
    }

    void share_outside_is_the_length_that_is_not_seen() {
        SolverRun run;
        // One step within the plane, one of length 5 that goes 3 along it and 4 out of it.
        for (const auto& [a, outside, step] :
             {std::tuple{0.0, 0.0, not_applicable}, {1.0, 0.0, 1.0}, {4.0, 4.0, 5.0}}) {
            run.path.push_back({a, 0, outside});
            run.history.emplace_back().step_norm = step;
        }
        QVERIFY(std::abs(share_outside(run) - (1 - 4.0 / 6)) < 1e-15);
        run.path.clear();
        QCOMPARE(share_outside(run), 0.0);
    }
};

QTEST_APPLESS_MAIN(LandscapePlaneTest)
#include "landscape_plane_test.moc"
