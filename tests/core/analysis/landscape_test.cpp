// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/landscape.h"

#include <atomic>

#include <QTest>

#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/test_functions.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

namespace {

// The closed form of the ridge and the separated exponentials round differently from value().
constexpr double agreement = 1e-12;

SoftmaxRegression make_problem(Index n, Index d, Index m, Activation activation = Activation::tanh) {
    SoftmaxInstanceSpec spec;
    spec.n = n;
    spec.d = d;
    spec.m = m;
    spec.activation = activation;
    return SoftmaxRegression(generate_softmax_instance(spec).data);
}

Vector random_point(Index d, double radius, std::uint64_t seed) {
    RandomStream stream(seed);
    return radius * uniform_direction(stream, d);
}

Minimiser at(const Vector& x) {
    Minimiser minimiser;
    minimiser.x = x;
    return minimiser;
}

LandscapePlane plane_of(const Problem& problem, PlaneKind kind, double half_width) {
    LandscapeSpec spec;
    spec.plane = kind;
    const Index d = problem.dimension();
    LandscapePlane plane =
        make_landscape_plane(problem, spec, at(random_point(d, 1, 11)), random_point(d, 2, 12));
    plane.half_width = half_width;
    return plane;
}

double largest_relative_difference(const Problem& problem, const Landscape& landscape) {
    const auto evaluator = problem.evaluator();
    double worst = 0;
    for (Index j = 0; j < landscape.b.size(); ++j) {
        for (Index i = 0; i < landscape.a.size(); ++i) {
            double f = 0;
            evaluator->value(point_on(landscape.plane, landscape.a[i], landscape.b[j]), f);
            const double error = std::abs(landscape.values(i, j) - f) / std::abs(f);
            if (!(error <= worst)) worst = error;
        }
    }
    return worst;
}

void verify_orthonormal(const LandscapePlane& plane) {
    QVERIFY(std::abs(plane.plane.p1.norm() - 1) < 1e-14);
    QVERIFY(std::abs(plane.plane.p2.norm() - 1) < 1e-14);
    QVERIFY(std::abs(plane.plane.p1.dot(plane.plane.p2)) < 1e-14);
}

}  // namespace

class LandscapeTest : public QObject {
    Q_OBJECT

  private slots:
    void names_round_trip() {
        for (const PlaneKind kind : all_plane_kinds) {
            QVERIFY(parse_plane_kind(to_string(kind)) == kind);
        }
        QVERIFY(!parse_plane_kind("pcb"));
    }

    void spec_rejects_values_out_of_range() {
        LandscapeSpec spec;
        spec.validate(3);
        spec.resolution = 1;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, spec.validate(3));
        spec.resolution = 2050;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, spec.validate(3));
        spec.resolution = 2;
        spec.extent = 0;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, spec.validate(3));
        spec.extent = 1;
        spec.plane = PlaneKind::coordinates;
        for (const auto& [i, j] : {std::pair<Index, Index>{0, 1}, {1, 4}, {2, 2}}) {
            spec.i = i;
            spec.j = j;
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, spec.validate(3));
        }
        spec.j = 3;
        spec.validate(3);
    }

    void every_kind_gives_an_orthonormal_plane() {
        for (const Index d : {2, 3, 40, 300}) {
            const auto problem = make_problem(50, d, 5);
            for (const PlaneKind kind : all_plane_kinds) {
                const auto plane = plane_of(problem, kind, 1);
                verify_orthonormal(plane);
                QVERIFY(plane.kind != PlaneKind::automatic);
                QCOMPARE(plane.exact, d == 2);
            }
        }
    }

    void automatic_shows_the_coordinates_of_two_unknowns() {
        QVERIFY(plane_of(make_problem(20, 2, 3), PlaneKind::automatic, 1).kind == PlaneKind::coordinates);
        QVERIFY(plane_of(make_problem(20, 3, 3), PlaneKind::automatic, 1).kind == PlaneKind::start_minimiser);
    }

    void start_lies_on_its_plane() {
        const auto problem = make_problem(50, 7, 5);
        const Vector minimiser = random_point(7, 1, 1);
        const Vector x0 = minimiser + random_point(7, 0.25, 2);
        const auto plane = make_landscape_plane(problem, {}, at(minimiser), x0);
        const PlanePoint point = project(plane, x0);
        QVERIFY(std::abs(point.a - 0.25) < 1e-14);
        QVERIFY(std::abs(point.b) < 1e-14);
        QVERIFY(point.outside < 1e-14);
        QVERIFY(std::abs(plane.half_width - 1.5 * 0.25) < 1e-14);
        QVERIFY((point_on(plane, point.a, point.b) - x0).norm() < 1e-14);
    }

    void start_at_the_minimiser_still_gives_a_plane() {
        const auto problem = make_problem(50, 7, 5);
        const Vector x = random_point(7, 1, 1);
        const auto plane = make_landscape_plane(problem, {}, at(x), x);
        verify_orthonormal(plane);
        QVERIFY(plane.half_width > 0);
    }

    void without_a_minimiser_the_start_is_the_origin() {
        const auto problem = make_problem(50, 7, 5);
        const Vector x0 = random_point(7, 1, 1);
        for (const Vector& unusable : {Vector(), Vector::Constant(7, not_applicable).eval()}) {
            const auto plane = make_landscape_plane(problem, {}, at(unusable), x0);
            verify_orthonormal(plane);
            QVERIFY(plane.plane.origin == x0);
        }
    }

    void one_unknown_leaves_the_second_direction_zero() {
        const auto problem = make_problem(20, 1, 3);
        const auto plane = make_landscape_plane(problem, {}, at(Vector::Zero(1)), Vector::Ones(1));
        QCOMPARE(plane.plane.p1.norm(), 1.0);
        QCOMPARE(plane.plane.p2.norm(), 0.0);
        QVERIFY(plane.exact);
        const auto landscape = compute_landscape(problem, plane, 9);
        QVERIFY(largest_relative_difference(problem, *landscape) < agreement);
    }

    void projection_measures_the_distance_outside() {
        LandscapePlane plane;
        plane.plane = {Vector::Ones(3), Vector::Unit(3, 0), Vector::Unit(3, 1)};
        const PlanePoint point = project(plane, Eigen::Vector3d(3, 0, -4));
        QCOMPARE(point.a, 2.0);
        QCOMPARE(point.b, -1.0);
        QCOMPARE(point.outside, 5.0);
    }

    void grid_agrees_with_values_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("half_width");
        for (const Activation activation : all_activations) {
            for (const double half_width : {0.01, 1.0, 30.0, 1000.0}) {
                QTest::addRow("%s, half-width %g", to_string(activation).data(), half_width)
                    << static_cast<int>(activation) << half_width;
            }
        }
    }
    void grid_agrees_with_values() {
        QFETCH(int, activation);
        QFETCH(double, half_width);
        const auto problem = make_problem(70, 5, 9, static_cast<Activation>(activation));
        const auto landscape =
            compute_landscape(problem, plane_of(problem, PlaneKind::random, half_width), 45);
        const double worst = largest_relative_difference(problem, *landscape);
        QVERIFY2(worst <= agreement, qPrintable(QString::number(worst)));
    }

    void grid_agrees_with_values_for_more_columns_than_a_tile() {
        const auto problem = make_problem(30, 3, 4);
        const auto landscape = compute_landscape(problem, plane_of(problem, PlaneKind::random, 2), 300);
        QVERIFY(largest_relative_difference(problem, *landscape) <= agreement);
    }

    void pictures_become_finer_and_each_is_complete() {
        const auto problem = make_problem(30, 2, 4);
        for (const Index resolution : {2, 16, 33, 50}) {
            std::vector<std::shared_ptr<const Landscape>> pictures;
            const auto last =
                compute_landscape(problem, plane_of(problem, PlaneKind::automatic, 2), resolution,
                                  [&](auto picture) { pictures.push_back(std::move(picture)); });
            QCOMPARE(pictures.size(), 5U);
            QVERIFY(pictures.back() == last);
            Index expected_stride = 16;
            for (const auto& picture : pictures) {
                QCOMPARE(picture->stride, expected_stride);
                QVERIFY(picture->values.allFinite());
                for (Index j = 0; j < resolution; j += expected_stride) {
                    for (Index i = 0; i < resolution; i += expected_stride) {
                        QCOMPARE(picture->values(i, j), last->values(i, j));
                    }
                }
                expected_stride /= 2;
            }
        }
    }

    void the_middle_of_an_odd_grid_is_the_origin() {
        const auto problem = make_problem(30, 2, 4);
        const auto landscape = compute_landscape(problem, plane_of(problem, PlaneKind::automatic, 0.7), 129);
        QCOMPARE(landscape->a[64], 0.0);
        QCOMPARE(landscape->a[0], -0.7);
        QCOMPARE(landscape->a[128], 0.7);
    }

    void stopping_returns_nothing() {
        const auto problem = make_problem(30, 2, 4);
        std::stop_source stop;
        int pictures = 0;
        const auto landscape = compute_landscape(
            problem, plane_of(problem, PlaneKind::automatic, 2), 129,
            [&](const auto&) {
                ++pictures;
                stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!landscape);
        QCOMPARE(pictures, 1);
    }

    void points_agree_with_values() {
        const auto problem = make_problem(70, 5, 9);
        const auto plane = plane_of(problem, PlaneKind::random, 1);
        const auto evaluator = problem.evaluator();
        const auto sampler = evaluator->plane_sampler(plane.plane);
        RandomStream stream(3);
        std::vector<double> a(150), b(150), out(150);
        fill_normal(stream, a);
        fill_normal(stream, b);
        sampler->values(a, b, out);
        for (std::size_t i = 0; i < out.size(); ++i) {
            double f = 0;
            evaluator->value(point_on(plane, a[i], b[i]), f);
            QVERIFY(std::abs(out[i] - f) <= agreement * f);
        }
    }

    void a_long_axis_of_many_rows_is_taken_in_parts() {
        // 8e6 / n = 200 columns at a time.
        const auto problem = make_problem(40000, 2, 2);
        const auto plane = plane_of(problem, PlaneKind::automatic, 1);
        const auto evaluator = problem.evaluator();
        const auto sampler = evaluator->plane_sampler(plane.plane);
        const Vector axis = Vector::LinSpaced(250, -1, 1);
        const std::vector<double> a(axis.begin(), axis.end()), b{-0.5, 0.25};
        std::vector<double> grid(500), points(250);
        sampler->grid_values(a, b, grid);
        for (std::size_t j = 0; j < b.size(); ++j) {
            sampler->values(a, std::vector<double>(a.size(), b[j]), points);
            // 1e-13 of the sum of 40000 terms of both signs, 200 times as large as what remains.
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY(std::abs(grid[i + j * a.size()] - points[i]) <= 1e-10 * (1 + points[i]));
        }
    }

    void a_stop_is_seen_between_the_rows_of_a_tile() {
        const TestFunction function = himmelblau();
        std::stop_source stop;
        std::atomic<int> points = 0;
        const ProbedProblem probed(*function.problem, [&](Evaluation, const Vector&) {
            stop.request_stop();
            ++points;
            return EvalStatus::ok;
        });
        LandscapePlane plane;
        plane.plane = {Vector::Zero(2), Vector::Unit(2, 0), Vector::Unit(2, 1)};
        plane.half_width = 1;
        QVERIFY(!compute_landscape(probed, plane, 129, {}, stop.get_token()));
        // 9 points a row of the coarsest level; every thread may have begun one.
        QVERIFY(points <= 9 * hardware_threads());
    }

    void overflow_is_marked_as_not_a_number() {
        const auto problem = make_problem(30, 2, 4);
        const auto landscape = compute_landscape(problem, plane_of(problem, PlaneKind::automatic, 1e200), 9);
        QVERIFY(std::isnan(landscape->values(0, 0)));
        QVERIFY(std::isfinite(landscape->values(4, 4)));
    }
};

QTEST_APPLESS_MAIN(LandscapeTest)
#include "landscape_test.moc"
