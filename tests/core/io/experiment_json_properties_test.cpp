// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/experiment_paths.h"
#include "core/numeric/input_error.h"
#include "tests/support/property.h"

using namespace basin;

namespace {

Experiment start_of(bool network) {
    Experiment experiment;
    if (network) {
        experiment.problem.emplace<ElmanProblemSpec>();
        experiment.exactness.emplace();
        experiment.solvers = {{"piecewise-affine", {}}, {"sgd", {}}};
    } else {
        experiment.tradeoff.emplace();
        experiment.attraction.emplace();
        experiment.solvers = {{"approximate-newton", {}}, {"lbfgs", {}}};
    }
    experiment.landscape.emplace();
    experiment.spectrum.emplace();
    experiment.basin_map.emplace();
    return experiment;
}

/// A value of the same type, which may be out of range.
nlohmann::json other_value(const nlohmann::json& value) {
    if (value.is_boolean()) return !value.get<bool>();
    if (value.is_number_float()) return value.get<double>() * *rc::gen::element(0.25, 0.5, 1.5, 2.0);
    if (value.is_number()) return value.get<int>() + *rc::gen::inRange(-3, 4);
    return value;
}

/// An experiment with some fields changed; what is refused is left as it was.
Experiment drawn_experiment() {
    Experiment experiment = start_of(*rc::gen::arbitrary<bool>());
    const std::vector<FieldAt> fields = fields_of(experiment);
    const auto changes = *rc::gen::inRange(0, 30);
    for (int k = 0; k < changes; ++k) {
        const FieldAt& field = *rc::gen::elementOf(fields);
        try {
            set_field(experiment, field.path, other_value(field.value));
        } catch (const InputError&) {
            continue;
        }
    }
    return experiment;
}

}  // namespace

/// Whatever experiment is written is read back as it was.
class ExperimentJsonPropertiesTest : public QObject {
    Q_OBJECT

  private slots:
    void written_experiments_read_back_equal() {
        QVERIFY(
            test::holds("read(write(e)) writes as e, and is e once every parameter is written out", 100, [] {
                const Experiment experiment = drawn_experiment();
                const std::string text = experiment_to_json(experiment).dump();
                const Experiment read = parse_experiment(text, "t.json");
                RC_ASSERT(experiment_to_json(read).dump() == text);
                RC_ASSERT(parse_experiment(text, "t.json") == read);
                Experiment same = experiment;
                same.solvers = read.solvers;
                RC_ASSERT(same == read);
            }));
    }
};

QTEST_APPLESS_MAIN(ExperimentJsonPropertiesTest)
#include "experiment_json_properties_test.moc"
