// SPDX-License-Identifier: GPL-3.0-or-later
// A change of units that leaves a problem the same changes no decision of a solver, and a power of two no
// iterate (mathematics.md 1.6).
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <QTest>

#include "core/experiment/catalogue.h"
#include "core/experiment/solver_labels.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/adam.h"
#include "core/solvers/clipped_gradient_descent.h"

using namespace basin;

namespace {

/// Whose own parameters have units: theirs are changed with those of the problem where they can be given.
bool has_units(const std::string& solver) {
    return solver == "adam" || solver == "clipped-gradient-descent" || solver == "sgd" ||
           solver == "augmented-lagrangian" || solver == "piecewise-affine";
}

struct Run {
    SolveResult result;
    std::vector<Vector> iterates;
    std::vector<IterationRecord> records;
};

Run run(const SolverSpec& spec, const Problem& problem, const Vector& x0, double tolerance = 1e-8) {
    SolverOptions options;
    options.stopping = {.gradient_tolerance = tolerance, .max_iterations = 300, .max_seconds = 1e6};
    Run run;
    const Observer keep = [&run](const IterationEvent& event) {
        run.iterates.push_back(event.x);
        run.records.push_back(event.record);
        return Proceed::yes;
    };
    run.result = make_solver(spec, options)->solve(problem, x0, keep);
    return run;
}

/// L times values^2, and A1 times keys.
SoftmaxData in_units(SoftmaxData data, double values, double keys) {
    data.A1 = data.A1.times(keys);
    data.A2 *= values;
    data.b *= values;
    data.w *= values;
    return data;
}

SoftmaxData regression(Activation activation, std::uint64_t seed) {
    return generate_softmax_instance(
               {.n = 30, .d = 3, .m = 5, .activation = activation, .ridge = 0.5, .noise = 0.2, .seed = seed})
        .data;
}

const Vector start = Eigen::Vector3d(0.6, -0.4, 0.9);

/// Targets, A and c times values; P times values^2.
ElmanTraining in_units(ElmanTraining training, double values) {
    training.series.Y *= values;
    training.series.Y_test *= values;
    training.lambdas.W *= values * values;
    training.lambdas.V *= values * values;
    training.lambdas.b *= values * values;
    return training;
}

Vector in_units(const ElmanShape& shape, Vector theta, double values) {
    MutableWeights parts = parts_of(shape, theta.data());
    parts.A *= values;
    parts.c *= values;
    return theta;
}

ElmanTraining network(Activation activation) {
    ElmanTraining training;
    training.hidden = 3;
    training.activation.kind = activation;
    training.series = generate_series({.teacher = {3, 2, 1}, .activation = activation, .steps = 12}).series;
    training.lambdas = TikhonovWeights::from_tau(0.1, training.shape());
    return training;
}

/// Every solver of one system with its defaults, and approximate-newton with each of its models.
std::vector<SolverSpec> solvers(bool recurrent) {
    std::vector<SolverSpec> all;
    for (const SolverInfo& info : solver_catalogue()) {
        if (!(recurrent ? info.recurrent : info.general)) continue;
        all.push_back({info.name, {}});
        if (info.name != "approximate-newton" || recurrent) continue;
        for (const Approximation approximation : all_approximations) {
            SolverSpec spec{info.name, {}};
            spec.parameters["approximation"] = std::string(to_string(approximation));
            all.push_back(spec);
        }
    }
    return all;
}

void add_rows(bool recurrent) {
    QTest::addColumn<SolverSpec>("solver");
    for (const SolverSpec& spec : solvers(recurrent)) {
        QTest::addRow("%s", solver_text(spec).c_str()) << spec;
    }
}

std::string told(const std::string& unit, double factor, const Run& run) {
    return unit + " times " + std::to_string(std::log10(factor)) + " decades: " + run.result.message;
}

}  // namespace

class UnitsTest : public QObject {
    Q_OBJECT

  private slots:
    void powers_of_two_change_no_iterate_data() { add_rows(false); }
    void powers_of_two_change_no_iterate() {
        QFETCH(SolverSpec, solver);
        if (has_units(solver.name)) return;
        for (const Activation activation : {Activation::identity, Activation::relu, Activation::tanh}) {
            const SoftmaxData data = regression(activation, 2);
            const Run plain = run(solver, SoftmaxRegression(data), start);
            for (const int power : {-332, -200, -63, -7, 3, 30, 199, 332}) {
                const double factor = std::ldexp(1.0, power);
                // A softmax of saturated outputs has no units of L: only x and A1 change places then.
                if (is_positively_homogeneous(activation)) {
                    const Run values = run(solver, SoftmaxRegression(in_units(data, factor, 1)), start);
                    compare(plain, values, 1, told("L", factor, values));
                }
                const Run keys = run(solver, SoftmaxRegression(in_units(data, 1, factor)), start / factor);
                compare(plain, keys, factor, told("A1", factor, keys));
            }
        }
    }

    void no_scale_changes_how_a_run_ends_data() { add_rows(false); }
    void no_scale_changes_how_a_run_ends() {
        QFETCH(SolverSpec, solver);
        if (has_units(solver.name)) return;
        const SoftmaxData data = regression(Activation::identity, 3);
        const Termination plain = run(solver, SoftmaxRegression(data), start).result.termination;
        for (const double factor : {1e-100, 1e-60, 1.0, 1e60, 1e100}) {
            const Run values = run(solver, SoftmaxRegression(in_units(data, factor, 1)), start);
            QVERIFY2(values.result.termination == plain, told("L", factor, values).c_str());
            const Run keys = run(solver, SoftmaxRegression(in_units(data, 1, factor)), start / factor);
            QVERIFY2(keys.result.termination == plain, told("A1", factor, keys).c_str());
        }
    }

    void no_scale_changes_how_a_network_ends_data() { add_rows(true); }
    void no_scale_changes_how_a_network_ends() {
        QFETCH(SolverSpec, solver);
        if (has_units(solver.name)) return;
        for (const Activation activation : {Activation::tanh, Activation::relu}) {
            const ElmanTraining training = network(activation);
            const Vector theta = random_weights(training.shape(), 0.3, 5);
            const Run plain = run(solver, ElmanRnn(training), theta, 1e-6);
            // Where a run stops on a kink is a matter of the last digit, which a power of ten changes.
            for (const double factor : {1e-100, 1e-60, 1e60, 1e100}) {
                if (activation == Activation::relu) break;
                const Run values = run(solver, ElmanRnn(in_units(training, factor)),
                                       in_units(training.shape(), theta, factor), 1e-6);
                QVERIFY2(values.result.termination == plain.result.termination,
                         (told("targets", factor, values) + " / " + plain.result.message).c_str());
            }
            // All of these are solved in the same units, so that every step is the same; they may be others
            // than those that the plain one is given in, which is solved as it is.
            std::optional<Run> first;
            for (const int power : {-332, -200, 199, 332}) {
                const double factor = std::ldexp(1.0, power);
                const ElmanRnn scaled(in_units(training, factor));
                QVERIFY(scaled.rescaled() != nullptr);
                const Run values = run(solver, scaled, in_units(training.shape(), theta, factor), 1e-6);
                if (activation != Activation::relu)
                    QCOMPARE(values.result.termination, plain.result.termination);
                if (!first) first = values;
                QCOMPARE(values.result.termination, first->result.termination);
                QCOMPARE(values.result.iterations, first->result.iterations);
            }
        }
    }

    /// Methods with parameters of their own work in the units given, and neither over- nor underflow there.
    void parameters_keep_their_units() {
        const SoftmaxData data = regression(Activation::identity, 4);
        const double keys = std::ldexp(1.0, 200);
        for (const char* name : {"initial_radius", "sigma"}) {
            const bool radius = std::string(name) == "initial_radius";
            SolverSpec plain{radius ? "trust-region-newton" : "cubic-newton", {}};
            plain.parameters[name] = 0.25;
            SolverSpec scaled = plain;
            // |x|, and L / |x|^3.
            scaled.parameters[name] = radius ? 0.25 / keys : 0.25 * keys * keys * keys;
            const Run before = run(plain, SoftmaxRegression(data), start);
            const Run after = run(scaled, SoftmaxRegression(in_units(data, 1, keys)), start / keys);
            QCOMPARE(before.result.termination, Termination::converged);
            compare(before, after, keys, name);
        }
    }

    /// Learning rate, clip and epsilon in their units: the same iterates, though squares of gradients would
    /// leave the doubles.
    void fixed_rates_follow_the_units() {
        const SoftmaxData data = regression(Activation::identity, 6);
        SolverOptions options;
        options.stopping.max_iterations = 40;
        const auto iterates = [&](const Solver& solver, const SoftmaxData& units, double keys) {
            Run run;
            run.result =
                solver.solve(SoftmaxRegression(units), start / keys, [&](const IterationEvent& event) {
                    run.iterates.push_back(event.x);
                    return Proceed::yes;
                });
            return run;
        };
        for (const int power : {-330, -100, 100, 330}) {
            const double factor = std::ldexp(1.0, power);
            const double gradient = factor * factor;  // of L times factor^2
            const Run adam = iterates(Adam(options), data, 1);
            const Run steps =
                iterates(Adam(options, {.epsilon = 1e-8 * gradient}), in_units(data, factor, 1), 1);
            compare(adam, steps, 1, told("L", factor, steps));
            const Run lengths =
                iterates(Adam(options, {.learning_rate = 0.02 / factor, .epsilon = 1e-8 * factor}),
                         in_units(data, 1, factor), factor);
            compare(adam, lengths, factor, told("A1", factor, lengths));
            const Run clipped = iterates(ClippedGradientDescent(options), data, 1);
            const Run rates = iterates(
                ClippedGradientDescent(options, {.learning_rate = 0.05 / gradient, .clip = gradient}),
                in_units(data, factor, 1), 1);
            compare(clipped, rates, 1, told("L", factor, rates));
        }
    }

    /// What is told is in the units of the problem.
    void records_are_in_the_units_of_the_problem() {
        const SoftmaxData data = regression(Activation::identity, 5);
        const double values = std::ldexp(1.0, 150), keys = std::ldexp(1.0, -90);
        SoftmaxRegression plain(data), scaled(in_units(data, values, keys));
        QVERIFY(scaled.rescaled() != nullptr);
        plain.set_minimiser(Eigen::Vector3d(0.1, 0.2, 0.3));
        scaled.set_minimiser(Eigen::Vector3d(0.1, 0.2, 0.3) / keys);
        SolverSpec spec{"approximate-newton", {}};
        const auto observed = [&spec](const Problem& problem, const Vector& x0) {
            SolverOptions options;
            options.spectrum.every = 1;
            std::vector<IterationRecord> records;
            std::vector<double> eigenvalues;
            make_solver(spec, options)->solve(problem, x0, [&](const IterationEvent& event) {
                records.push_back(event.record);
                for (const double value : event.eigenvalues) eigenvalues.push_back(value);
                for (const double value : event.model_eigenvalues) eigenvalues.push_back(value);
                return Proceed::yes;
            });
            return std::pair(records, eigenvalues);
        };
        const auto [before, values_before] = observed(plain, start);
        const auto [after, values_after] = observed(scaled, start / keys);
        QCOMPARE(after.size(), before.size());
        for (std::size_t k = 0; k < before.size(); ++k) {
            QVERIFY(after[k].objective == before[k].objective * values * values);
            QVERIFY(after[k].gradient_norm == before[k].gradient_norm * values * values * keys);
            QCOMPARE(after[k].distance, before[k].distance / keys);
            if (k > 0) QCOMPARE(after[k].step_norm, before[k].step_norm / keys);
            if (k > 0) QCOMPARE(after[k].energy_contraction, before[k].energy_contraction);
            if (k > 0) QCOMPARE(after[k].achieved_error, before[k].achieved_error);
        }
        QCOMPARE(values_after.size(), values_before.size());
        QVERIFY(!values_before.empty());
        const double unit = values * values * keys * keys;
        for (std::size_t k = 0; k < values_before.size(); ++k) {
            // LAPACK brings matrices of unusual size near 1 by a factor of its own.
            QVERIFY(std::abs(values_after[k] / unit - values_before[k]) <=
                    1e-12 * std::abs(values_before[k]));
        }
    }

  private:
    static void compare(const Run& plain, const Run& other, double keys, const std::string& what) {
        QVERIFY2(other.result.termination == plain.result.termination, what.c_str());
        QVERIFY2(other.iterates.size() == plain.iterates.size(), what.c_str());
        for (std::size_t k = 0; k < plain.iterates.size(); ++k) {
            QVERIFY2(other.iterates[k] * keys == plain.iterates[k],
                     (what + " at iterate " + std::to_string(k)).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(UnitsTest)
#include "units_test.moc"
