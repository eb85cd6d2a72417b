// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/problem_family.h"

#include <algorithm>
#include <set>

#include <QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/numeric/input_error.h"

using namespace basin;

class ProblemFamilyTest : public QObject {
    Q_OBJECT

  private slots:
    void everySpecificationHasItsFamily() {
        QCOMPARE(families().size(), std::variant_size_v<ProblemSpec>);
        std::set<std::string_view> names;
        for (const ProblemFamily* family : families()) {
            QVERIFY(&family_of(family->default_problem()) == family);
            names.insert(family->name());
            QVERIFY(std::string(family->noun()).starts_with("a"));
        }
        QCOMPARE(names.size(), families().size());
    }

    void itsDefaultsAreReadAndWritten() {
        for (const ProblemFamily* family : families()) {
            Experiment experiment;
            experiment.problem = family->default_problem();
            experiment.validate();
            const auto json = experiment_to_json(experiment);
            QCOMPARE(json["problem"]["family"].get<std::string>(), std::string(family->name()));
            const Experiment read = parse_experiment(json.dump(), "file");
            QVERIFY(read == experiment);
            QVERIFY(family->unknowns(read.problem) > 0);
            QVERIFY(family->has_points_of(read.problem, family->unknowns(read.problem)));
            QVERIFY(!family->sizes_text(read.problem).empty());
        }
    }

    void anUnknownNameIsToldTheKnownOnes() {
        try {
            parse_experiment(R"({"format": "basin-experiment", "version": 1, "problem": {"family": "x"}})",
                             "file");
            QFAIL("accepted");
        } catch (const InputError& error) {
            for (const ProblemFamily* family : families())
                QVERIFY(QString::fromStdString(error.what())
                            .contains(QString::fromStdString(std::string(family->name()))));
        }
    }

    void everySolverIsForSomeFamily() {
        for (const SolverInfo& info : solver_catalogue())
            QVERIFY2(std::ranges::any_of(families(), [&](const ProblemFamily* f) { return f->takes(info); }),
                     info.name.c_str());
    }
};

QTEST_APPLESS_MAIN(ProblemFamilyTest)
#include "problem_family_test.moc"
