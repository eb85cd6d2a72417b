// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/end_point.h"

#include <cmath>
#include <memory>

#include <QtTest/QTest>

#include "core/analysis/end_text.h"
#include "core/numeric/random.h"
#include "core/problems/test_functions.h"
#include "tests/support/all_solvers.h"
#include "tests/support/bent_problems.h"
#include "tests/support/instances.h"
#include "tests/support/one_variable.h"

using namespace basin;
using namespace basin::test;

namespace {

EndKind kind_at(const Problem& problem, const Vector& x) {
    return classify_end(problem, x).kind;
}

OneVariable function(double (*value)(double), double (*first)(double), double (*second)(double)) {
    return OneVariable({value, first, second});
}

}  // namespace

class EndPointTest : public QObject {
    Q_OBJECT

  private slots:
    void a_maximum_is_one() {
        const EndPoint end = classify_end(hill(), Vector::Zero(1));
        QCOMPARE(end.kind, EndKind::maximum);
        QVERIFY(end.smallest_eigenvalue < 0 && end.drop > 0 && end.drop_step > 0);
        QVERIFY(!end.arrived());
        const std::string text = end_text(end, 0);
        QVERIFY2(text.find("bends downward: a maximum") != std::string::npos, text.c_str());
    }

    void a_saddle_is_one() {
        QCOMPARE(kind_at(pass(), Vector::Zero(2)), EndKind::saddle);
        QCOMPARE(kind_at(*double_well().problem, Vector::Zero(2)), EndKind::saddle);
    }

    void a_step_shown_lowers_L() {
        const SoftmaxRegression problem = hill();
        const EndPoint end = classify_end(problem, Vector::Zero(1));
        double top = 0, below = 0;
        problem.evaluator()->value(Vector::Zero(1), top);
        problem.evaluator()->value(Vector::Constant(1, end.drop_step), below);
        QCOMPARE(top - below, end.drop);
    }

    void minima_are_minima() {
        QCOMPARE(kind_at(*double_well().problem, Eigen::Vector2d(-1, 0)), EndKind::minimum);
        for (const TestFunction& function : test_functions()) {
            if (!function.regular || function.problem->smoothness() != Smoothness::twice_differentiable)
                continue;
            const EndPoint end = classify_end(*function.problem, *function.problem->minimiser());
            QVERIFY2(end.kind == EndKind::minimum, std::string(function.name).c_str());
        }
        for (const Index d : {1, 3, 20}) {
            const SoftmaxCase made = softmax_case({.n = 60, .d = d, .m = 8, .ridge = 1});
            QVERIFY(made.minimiser.verified);
            QCOMPARE(kind_at(*made.problem, made.minimiser.x), EndKind::minimum);
        }
    }

    /// x* does not move when x is measured in another unit or L times a constant, nor does its kind.
    void units_change_no_kind() {
        for (const double unit : {0x1p-100, 0x1p-40, 0x1p40, 0x1p100}) {
            const SoftmaxRegression problem =
                softmax(unit * column({1, -1, 0}), column({1, 1, 0}).transpose(), Vector::Ones(1), 0.1,
                        Activation::identity);
            QCOMPARE(kind_at(problem, Vector::Zero(1)), EndKind::maximum);
            const SoftmaxRegression louder =
                softmax(column({1, -1, 0}), unit * column({1, 1, 0}).transpose(), Vector::Constant(1, unit),
                        unit * 0.1, Activation::identity);
            QCOMPARE(kind_at(louder, Vector::Zero(1)), EndKind::maximum);
        }
    }

    /// Without a ridge L does not change along what A1 maps to 0.
    void a_valley_has_arrived() {
        SoftmaxInstance made = generate_softmax_instance({.n = 30, .d = 3, .m = 8, .ridge = 0.5});
        Matrix A1 = made.data.A1.dense();
        Matrix wider(30, 5);
        wider << A1, A1.col(0) + A1.col(1), A1.col(2);
        made.data.A1 = wider;
        const SoftmaxRegression problem(made.data);
        Vector x0 = Vector::Zero(5);
        x0.head(3) = made.x_planted;
        const SolveResult end =
            DampedNewton(trial_options({.gradient_tolerance = 1e-10}, 500)).solve(problem, x0);
        QCOMPARE(end.termination, Termination::converged);
        const EndPoint found = classify_end(problem, end.x);
        QCOMPARE(found.kind, EndKind::valley);
        QCOMPARE(found.flat_directions, Index{2});
        QVERIFY(found.steps_tried > 0);
    }

    /// More unknowns than outputs, no ridge: L is 0 along a curved valley, and a run ends a little beside it,
    /// where the Hessian has small negative eigenvalues.
    void beside_a_curved_valley_a_run_has_arrived() {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const SoftmaxInstance made =
                generate_softmax_instance({.n = 40, .d = 6, .m = 3, .ridge = 0, .noise = 0, .seed = seed});
            const SoftmaxRegression problem(made.data);
            const Vector x0 = made.x_planted + Vector::Constant(6, 0.05);
            const SolveResult end =
                Lbfgs(trial_options({.gradient_tolerance = 1e-7}, 2000)).solve(problem, x0);
            QVERIFY2(end.termination == Termination::converged, end.message.c_str());
            const EndPoint found = classify_end(problem, end.x);
            QVERIFY2(found.kind == EndKind::valley, std::string(to_string(found.kind)).c_str());
        }
    }

    void a_plateau_has_not_arrived() {
        // tanh saturated on the wrong side: L is constant to the last bit around x.
        const SoftmaxRegression flat = softmax(column({1, -1}), 1000 * column({1, -1}).transpose(),
                                               Vector::Constant(1, -0.5), 0, Activation::tanh);
        for (const double x : {5.0, 300.0, 2000.0}) {
            const EndPoint end = classify_end(flat, Vector::Constant(1, x));
            QVERIFY2(end.kind == EndKind::plateau, std::string(to_string(end.kind)).c_str());
            QVERIFY(end.drop > 0.5);
        }
        // A dead relu, two unknowns.
        Matrix A1(3, 2);
        A1 << 1, 0, 0, 1, -1, -1;
        Matrix A2(1, 3);
        A2 << 1, -1, -1;
        const SoftmaxRegression dead = softmax(A1, A2, Vector::Ones(1), 0, Activation::relu);
        QCOMPARE(kind_at(dead, Eigen::Vector2d(-0.5, 0.25)), EndKind::plateau);
    }

    /// One output alive, whose valley the run comes to, one dead: the little bend that is left of the
    /// gradient beside the valley's floor does not make a minimum of the plateau.
    void a_bend_left_of_the_gradient_proves_no_minimum() {
        const SoftmaxInstance made = generate_softmax_instance({.n = 10,
                                                                .d = 5,
                                                                .m = 2,
                                                                .activation = Activation::relu,
                                                                .ridge = 0,
                                                                .gain = 30,
                                                                .noise = 0,
                                                                .seed = 25});
        const SoftmaxRegression problem(made.data);
        int at_rest = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            RandomStream stream(seed);
            const Vector x0 = 3 * uniform_direction(stream, 5);
            for (const auto& solver : all_solvers({.stopping = {.gradient_tolerance = 1e-6}})) {
                const SolveResult result = solver->solve(problem, x0);
                if (result.termination != Termination::converged || result.objective < 1) continue;
                ++at_rest;
                const EndPoint end = classify_end(problem, result.x);
                const std::string what =
                    std::string(solver->name()) + ": " + std::string(to_string(end.kind));
                QVERIFY2(!end.arrived(), what.c_str());
            }
        }
        QVERIFY(at_rest > 0);
    }

    void flatter_than_rounding_is_flat() {
        // A bend of 1e-199 is no proof of anything.
        const OneVariable tiny =
            function([](double x) { return 1 - 1e-199 * x * x * x * x; },
                     [](double x) { return -4e-199 * x * x * x; }, [](double) { return 1e-199; });
        QVERIFY(kind_at(tiny, Vector::Zero(1)) != EndKind::minimum);
    }

    void a_degenerate_end_is_judged_by_steps() {
        const OneVariable bowl =
            function([](double x) { return x * x * x * x; }, [](double x) { return 4 * x * x * x; },
                     [](double x) { return 12 * x * x; });
        QCOMPARE(kind_at(bowl, Vector::Zero(1)), EndKind::valley);
        const OneVariable step = function([](double x) { return x * x * x; },
                                          [](double x) { return 3 * x * x; }, [](double x) { return 6 * x; });
        QCOMPARE(kind_at(step, Vector::Zero(1)), EndKind::plateau);
        const OneVariable top =
            function([](double x) { return -x * x * x * x; }, [](double x) { return -4 * x * x * x; },
                     [](double x) { return -12 * x * x; });
        QVERIFY(!is_arrival(kind_at(top, Vector::Zero(1))));
    }

    void a_minimum_still_far_is_told_so() {
        Matrix H = Matrix::Zero(2, 2);
        H.diagonal() << 1, 1e-9;
        const auto problem = make_quadratic(H, Eigen::Vector2d(1, 1));
        const EndPoint end = classify_end(*problem, Eigen::Vector2d(1, 0.5));
        QCOMPARE(end.kind, EndKind::far);
        QVERIFY(std::abs(end.away - 0.5) < 1e-6);
        QVERIFY(end_text(end, 3).find("lower gradient_tolerance") != std::string::npos);
    }

    /// At z = 0 the gradient of relu tells the left side only.
    void kinks_are_judged_by_both_sides() {
        const Matrix A1 = column({1, -1}), A2 = column({1, -1}).transpose();
        // b > 0: to the right L falls.
        const EndPoint slope =
            classify_end(softmax(A1, A2, Vector::Ones(1), 0.1, Activation::relu), Vector::Zero(1));
        QCOMPARE(slope.kind, EndKind::slope);
        QVERIFY(slope.drop > 0 && slope.kinks == 1);
        // b < 0: to the right L rises, to the left the ridge bends it upwards.
        const EndPoint held =
            classify_end(softmax(A1, A2, -Vector::Ones(1), 0.1, Activation::relu), Vector::Zero(1));
        QCOMPARE(held.kind, EndKind::minimum);
    }

    /// elu: h'' jumps at z = 0, and only to the left of it L bends down, along no gradient of an output.
    void the_bend_of_elu_has_two_sides() {
        Matrix A1(4, 2), A2(3, 4);
        A1 << 1, 0, -1, 0, 0, 1, 0, -1;
        // z = (x_1, 5 - x_1, 5 + x_1 / sqrt 2 + x_2) to second order.
        const double a = std::sqrt(2.0);
        A2 << 2, -2, 0, 0, 3, 7, 5, 5, 5 + a, 5 - a, 7, 3;
        for (const double b : {2.3, 1.7}) {
            // The gradients of the first two outputs cancel; the first adds -b x_1^2 / 2 where x_1 < 0.
            const SoftmaxRegression problem =
                softmax(A1, A2, Eigen::Vector3d(b, 5 + b, 5), 0.01, Activation::elu);
            for (const double x : {1e-18, 0.0, -1e-18}) {
                const EndPoint end = classify_end(problem, Eigen::Vector2d(x, 0));
                const QByteArray what = QByteArray::number(b) + ' ' + QByteArray::number(x) + ": " +
                                        std::string(to_string(end.kind)).c_str();
                QVERIFY2(b > 2 ? end.kind == EndKind::saddle : end.arrived(), what.constData());
                QCOMPARE(end.kinks, Index{1});
                QCOMPARE(end.drop > 0, b > 2);
            }
        }
    }

    /// Fewer outputs than unknowns, no ridge: 34 curved valleys of every kind of bend. Where the Newton step
    /// says so a minimum is still far, but what is left of the gradient never makes a plateau or a saddle of
    /// one.
    void curved_valleys_are_valleys_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("gain");
        for (const Activation activation : {Activation::identity, Activation::tanh, Activation::softplus,
                                            Activation::elu, Activation::relu})
            for (const double gain : {1.0, 3.0})
                QTest::addRow("%s %g", to_string(activation).data(), gain)
                    << static_cast<int>(activation) << gain;
    }
    void curved_valleys_are_valleys() {
        QFETCH(int, activation);
        QFETCH(double, gain);
        int valleys = 0, all = 0;
        for (std::uint64_t seed = 1; seed <= 34; ++seed) {
            const SoftmaxInstance made =
                generate_softmax_instance({.n = 30,
                                           .d = 4 + static_cast<Index>(seed % 5),
                                           .m = 2,
                                           .activation = static_cast<Activation>(activation),
                                           .ridge = 0,
                                           .gain = gain,
                                           .noise = 0,
                                           .seed = seed});
            const SoftmaxRegression problem(made.data);
            RandomStream stream(seed);
            const Vector x0 = made.x_planted + 0.1 * uniform_direction(stream, made.x_planted.size());
            for (const double tolerance : {1e-6, 1e-8, 1e-10}) {
                const SolverOptions options = trial_options({.gradient_tolerance = tolerance}, 3000);
                for (const SolveResult& end :
                     {DampedNewton(options).solve(problem, x0), Lbfgs(options).solve(problem, x0)}) {
                    if (end.termination != Termination::converged) continue;
                    ++all;
                    const EndPoint found = classify_end(problem, end.x);
                    valleys += found.kind == EndKind::valley;
                    QVERIFY2(found.arrived() || found.kind == EndKind::far,
                             qPrintable(QStringLiteral("seed %1, %2: %3")
                                            .arg(seed)
                                            .arg(tolerance)
                                            .arg(to_string(found.kind).data())));
                }
            }
        }
        QVERIFY2(all > 190 && valleys > 0.6 * all,
                 qPrintable(QStringLiteral("%1 of %2").arg(valleys).arg(all)));
    }

    /// Above 512 unknowns, in a plane through a saddle.
    void every_solver_that_starts_at_a_maximum_or_a_saddle_is_seen_through() {
        const SoftmaxRegression maximum = hill(), saddle = pass();
        for (const Problem* problem : std::initializer_list<const Problem*>{&maximum, &saddle}) {
            const Vector top = Vector::Zero(problem->dimension());
            for (const auto& solver : all_solvers({})) {
                const SolveResult result = solver->solve(*problem, top);
                const std::string name(solver->name());
                QVERIFY2(result.termination == Termination::converged, name.c_str());
                const EndPoint end = classify_end(*problem, result.x);
                QVERIFY2(end.kind == (problem == &maximum ? EndKind::maximum : EndKind::saddle),
                         name.c_str());
            }
        }
    }

    /// Above 1,000 unknowns Lanczos finds the ends of the spectrum, and the same is said.
    void large_problems_are_judged_by_lanczos() {
        constexpr Index d = 1200;
        Matrix A1 = Matrix::Zero(3 + 2 * (d - 1), d);
        A1(0, 0) = 1;
        A1(1, 0) = -1;
        Matrix A2 = Matrix::Zero(1, A1.rows());
        A2(0, 0) = A2(0, 1) = 1;
        for (Index j = 1; j < d; ++j) {
            A1(1 + 2 * j, j) = 1;
            A1(2 + 2 * j, j) = -1;
        }
        const double many = static_cast<double>(A1.rows());
        const SoftmaxRegression wide =
            softmax(A1, many * A2, Vector::Constant(1, 4.0), 0.1, Activation::identity);
        const EndPoint end = classify_end(wide, Vector::Zero(d));
        QCOMPARE(end.kind, EndKind::saddle);
        QVERIFY(end.eigenvalue_error > 0);
        const SoftmaxRegression bowl =
            softmax(A1, many * A2, Vector::Constant(1, 2.0), 0.1, Activation::identity);
        QCOMPARE(kind_at(bowl, Vector::Zero(d)), EndKind::minimum);
    }

    void a_network_is_judged_by_its_certificate() {
        NetworkStationarity certificate;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::not_decided);
        certificate.first_order = Answer::no;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::slope);
        certificate.first_order = Answer::yes;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::stationary);
        certificate.second_order = Answer::no;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::saddle);
        certificate.second_order = Answer::yes;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::minimum);
        certificate.distance = 0.01;
        QCOMPARE(classify_network_end(certificate).kind, EndKind::far);
    }

    void words_read_back() {
        for (int k = 0; k <= static_cast<int>(EndKind::not_decided); ++k) {
            const auto kind = static_cast<EndKind>(k);
            QCOMPARE(parse_end_kind(to_string(kind)), std::optional(kind));
        }
        QVERIFY(!parse_end_kind("hilltop"));
        QCOMPARE(parse_termination("not_a_minimum"), std::optional(Termination::not_a_minimum));
    }
};

QTEST_APPLESS_MAIN(EndPointTest)
#include "end_point_test.moc"
