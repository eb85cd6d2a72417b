// SPDX-License-Identifier: GPL-3.0-or-later
// A curve that comes to exactly 0 stands at the tick "0" of a logarithmic axis, in the window and in files.
#include <cmath>

#include <QtTest>

#include "tests/support/shown_plot.h"
#include "ui/chart/chart_layout.h"
#include "ui/plots/convergence_plot.h"

using namespace basin;
using namespace basin::ui;

namespace {

Results runThrough(const std::vector<double>& distances) {
    Results results;
    SolverRun& run = results.runs.emplace_back();
    run.spec.name = "newton";
    results.experiment.solvers = {run.spec};
    for (std::size_t k = 0; k < distances.size(); ++k) {
        IterationRecord record;
        record.iteration = static_cast<Index>(k);
        record.distance = distances[k];
        run.history.push_back(record);
    }
    return results;
}

/// The label of the tick where a zero stands; empty where there is none.
QString labelAtZero(const ChartContent& content, const ChartLayout& layout) {
    for (const Tick& tick : layout.yTicks)
        if (std::abs(tick.position - content.y.transform.toAxis(0)) < 1e-9) return tick.label;
    return {};
}

}  // namespace

class ZeroTicksTest : public QObject {
    Q_OBJECT

  private slots:
    void aCurveThatEndsAtZeroEndsAtItsTick() {
        for (const double start : {5.0, 1.0, 0.9, 0.3, 0.1, 0.05, 2e-3, 1e-9}) {
            for (const std::vector<double>& tail :
                 {std::vector<double>{0}, {0.5 * start, 0}, {0.1 * start, 0, 0}, {1e-7 * start, 0}}) {
                std::vector<double> distances{start};
                distances.insert(distances.end(), tail.begin(), tail.end());
                test::Shown<ConvergencePlot> shown(runThrough(distances));
                for (const QSize size : {QSize(420, 300), QSize(180, 140), QSize(1200, 800)}) {
                    shown.plot.resize(size);
                    shown.plot.refresh();
                    const ChartContent& content = shown.canvas().content();
                    QCOMPARE(labelAtZero(content, shown.canvas().chartLayout()), QStringLiteral("0"));
                    PlotStyle file = shown.plot.plotStyle();
                    file.title = QStringLiteral("Title");
                    QCOMPARE(labelAtZero(content, layoutChart(content, file, QSizeF(size))),
                             QStringLiteral("0"));
                }
            }
        }
    }
};

QTEST_MAIN(ZeroTicksTest)
#include "zero_ticks_test.moc"
