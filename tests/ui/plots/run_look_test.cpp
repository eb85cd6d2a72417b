// SPDX-License-Identifier: GPL-3.0-or-later
// How runs look and what they are called, several of the same solver too.
#include "ui/plots/run_look.h"

#include <set>
#include <tuple>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"

using namespace basin;
using namespace basin::ui;

namespace {

Results runsOf(const std::string& solver, std::size_t count) {
    Results results;
    results.runs.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        results.runs[i].spec.name = solver;
        if (solver == "approximate-newton")
            results.runs[i].spec.parameters["error"] = 0.1 * static_cast<double>(i);
    }
    return results;
}

}  // namespace

class RunLookTest : public QObject {
    Q_OBJECT

  private slots:
    void runsOfOneSolverLookDifferent() {
        constexpr std::size_t many = 16;
        for (const SolverInfo& solver : solver_catalogue()) {
            const Results results = runsOf(solver.name, many);
            std::set<std::tuple<Qt::PenStyle, SolverStyle::Marker>> looks;
            for (std::size_t i = 0; i < many; ++i) {
                const SolverStyle style = runStyle(results, i);
                looks.emplace(style.dash, style.marker);
                if (i > 0 && i < 4) QVERIFY(style.color != runStyle(results, 0).color);
            }
            QCOMPARE(looks.size(), many);
        }
    }

    void theFirstLooksAsTheOnlyOne() {
        for (const SolverInfo& solver : solver_catalogue()) {
            const SolverStyle first = runStyle(runsOf(solver.name, 3), 0);
            const SolverStyle only = runStyle(runsOf(solver.name, 1), 0);
            QCOMPARE(first.color, only.color);
            QCOMPARE(first.dash, only.dash);
        }
    }

    void labelsAreThoseOfTheRule() {
        QCOMPARE(runLabel(runsOf("approximate-newton", 3), 2), QStringLiteral("approximate-newton (0.2)"));
        QCOMPARE(runLabel(runsOf("approximate-newton", 1), 0), QStringLiteral("approximate-newton"));
        QCOMPARE(runLabel(runsOf("newton", 2), 1), QStringLiteral("newton (#2)"));
    }
};

QTEST_APPLESS_MAIN(RunLookTest)
#include "run_look_test.moc"
