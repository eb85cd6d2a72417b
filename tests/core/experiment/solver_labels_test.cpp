// SPDX-License-Identifier: GPL-3.0-or-later
// What solvers are called: in lists, legends, tables, sentences and names of files.
#include "core/experiment/solver_labels.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/experiment/results.h"
#include "core/io/presets.h"

using namespace basin;

namespace {

using Texts = std::vector<std::string>;

SolverSpec approximate(std::map<std::string, ParameterValue> parameters) {
    return {"approximate-newton", std::move(parameters)};
}

bool all_differ(const Texts& texts) {
    return std::set<std::string>(texts.begin(), texts.end()).size() == texts.size();
}

}  // namespace

class SolverLabelsTest : public QObject {
    Q_OBJECT

  private slots:
    void one_of_a_name_is_called_by_it() {
        const std::vector<SolverSpec> solvers{{"newton", {}}, approximate({{"error", 0.9}}), {"adam", {}}};
        QVERIFY(solver_labels(solvers) == (Texts{"newton", "approximate-newton", "adam"}));
        QVERIFY(solver_file_labels(solvers) == solver_labels(solvers));
    }

    void several_are_told_apart_by_their_knobs() {
        const std::vector<SolverSpec> solvers{
            approximate({{"error", 0.9}}), approximate({}),
            approximate({{"approximation", "stale"}, {"refresh", std::uint64_t{5}}}),
            approximate({{"approximation", "gauss-newton"}}),
            approximate({{"approximation", "sketch"}, {"error", 1e-7}})};
        QVERIFY(solver_labels(solvers) ==
                (Texts{"approximate-newton (0.9)", "approximate-newton (0.1)", "approximate-newton (stale 5)",
                       "approximate-newton (gauss-newton)", "approximate-newton (sketch 10⁻⁷)"}));
        QVERIFY(solver_file_labels(solvers) ==
                (Texts{"approximate-newton-0.9", "approximate-newton-0.1", "approximate-newton-stale-5",
                       "approximate-newton-gauss-newton", "approximate-newton-sketch-1e-07"}));
    }

    void equal_knobs_are_told_apart_by_what_differs() {
        const std::vector<SolverSpec> solvers{approximate({{"error", 0.5}}),
                                              approximate({{"error", 0.5}, {"seed", std::uint64_t{3}}}),
                                              approximate({{"error", 0.7}, {"seed", std::uint64_t{3}}}),
                                              // A parameter without meaning makes no difference.
                                              approximate({{"approximation", "diagonal"}, {"error", 0.5}}),
                                              approximate({{"approximation", "diagonal"}, {"error", 0.7}})};
        QVERIFY(solver_labels(solvers) ==
                (Texts{"approximate-newton (0.5, seed 1)", "approximate-newton (0.5, seed 3)",
                       "approximate-newton (0.7)", "approximate-newton (diagonal, #1)",
                       "approximate-newton (diagonal, #2)"}));
        QVERIFY(solver_file_labels(solvers)[1] == "approximate-newton-0.5-seed-3");
        QVERIFY(solver_file_labels(solvers)[4] == "approximate-newton-diagonal-2");
    }

    void other_solvers_too() {
        const std::vector<SolverSpec> solvers{{"adam", {}},
                                              {"adam", {{"learning_rate", 0.001}}},
                                              {"newton", {}},
                                              {"newton", {}},
                                              {"piecewise-affine", {}},
                                              {"piecewise-affine", {{"error", 0.5}}}};
        QVERIFY(solver_labels(solvers) ==
                (Texts{"adam (learning rate 0.02)", "adam (learning rate 0.001)", "newton (#1)",
                       "newton (#2)", "piecewise-affine (0)", "piecewise-affine (0.5)"}));
        QVERIFY(solver_file_labels(solvers) ==
                (Texts{"adam-learning-rate-0.02", "adam-learning-rate-0.001", "newton-1", "newton-2",
                       "piecewise-affine-0", "piecewise-affine-0.5"}));
    }

    /// Numbers that read the same, and whole copies.
    void no_two_are_alike() {
        std::vector<SolverSpec> solvers;
        for (const double error : {0.1, 0.1000001, 0.1, 0.5, 1.0, 2.0}) {
            solvers.push_back(approximate({{"error", error}}));
            solvers.push_back({"lbfgs", {}});
        }
        for (const SolverInfo& info : solver_catalogue()) {
            solvers.push_back({info.name, {}});
            solvers.push_back({info.name, {}});
        }
        QVERIFY(all_differ(solver_labels(solvers)));
        const Texts files = solver_file_labels(solvers);
        QVERIFY(all_differ(files));
        for (const std::string& file : files)
            QVERIFY2(std::ranges::all_of(
                         file, [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '-'; }),
                     file.c_str());
    }

    void the_labels_of_presets_differ() {
        for (const Preset& preset : presets())
            QVERIFY2(all_differ(solver_labels(preset_experiment(preset).solvers)), preset.name.c_str());
    }

    void a_run_keeps_its_label_while_others_have_yet_to_begin() {
        Results results;
        results.experiment.solvers = {approximate({{"error", 0.9}}), approximate({{"error", 1.5}})};
        results.runs.emplace_back().spec = results.experiment.solvers[0];
        QVERIFY(run_labels(results) == Texts{"approximate-newton (0.9)"});
        QVERIFY(run_file_labels(results) == Texts{"approximate-newton-0.9"});
        QVERIFY(run_labels(results.runs) == Texts{"approximate-newton"});
    }
};

QTEST_APPLESS_MAIN(SolverLabelsTest)
#include "solver_labels_test.moc"
