// SPDX-License-Identifier: GPL-3.0-or-later
// The slope rose shows what core computes, at the point that is asked for, and computes nothing itself.
#include "ui/plots/slope_rose_plot.h"

#include <cmath>

#include <QComboBox>
#include <QTest>

#include "core/experiment/runner.h"
#include "core/io/presets.h"
#include "tests/support/patience.h"
#include "tests/support/shown_plot.h"

using namespace basin;
using namespace basin::test;

namespace {

/// The preset whose minimiser sits on a kink, with nothing but its runs and its plane.
Experiment kinked() {
    Experiment experiment = preset_experiment(*find_preset("kink"));
    experiment.basin_map.reset();
    experiment.spectrum.reset();
    experiment.landscape->resolution = 9;
    return experiment;
}

const Results& kinkedResults() {
    static const Results results = run_experiment(kinked());
    return results;
}

std::shared_ptr<const SlopeRose> roseAt(const Vector& x) {
    const PreparedProblem prepared =
        prepare_again(kinkedResults().experiment, kinkedResults().minimiser, kinkedResults().x0);
    return compute_slope_rose(*prepared.problem, x, kinkedResults().landscape->plane.plane);
}

/// Whether the plot shows this rose by now.
bool shows(const SlopeRosePlot& plot, const SlopeRose& wanted) {
    const auto& rose = plot.rose();
    return rose != nullptr && rose->angles.size() == wanted.angles.size() &&
           rose->one_sided == wanted.one_sided && rose->automatic == wanted.automatic &&
           rose->clarke == wanted.clarke;
}

}  // namespace

class SlopeRosePlotTest : public QObject {
    Q_OBJECT

  private slots:
    void showsTheMinimisersKinks() {
        Shown<SlopeRosePlot> s(kinkedResults());
        s.plot.setView(SlopeRosePlot::View::at_minimiser);
        s.plot.refresh();
        const auto wanted = roseAt(kinkedResults().minimiser.x);
        QVERIFY(wanted != nullptr && wanted->kinks >= 1);
        QTRY_VERIFY_WITH_TIMEOUT(shows(s.plot, *wanted), patience);
        QVERIFY(s.plot.emptyMessage().isEmpty());
        QVERIFY2(s.plot.subtitle().contains(QStringLiteral("kink")) &&
                     s.plot.subtitle().contains(QStringLiteral("no direction of the plane leads down")),
                 qPrintable(s.plot.subtitle()));
        // Every sample is in the numbers, and on the curve: its distance from the middle is the slope.
        const QList<QByteArray> lines = s.plot.csv().trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(1 + wanted->angles.size()));
        QCOMPARE(lines[1].split(',')[1].toDouble(), wanted->one_sided[0]);
        double longest = 0;
        for (const QPointF& point : s.plot.curves().front().points)
            longest = std::fmax(longest, std::hypot(point.x(), point.y()));
        QVERIFY(isNear(longest, wanted->one_sided.maxCoeff(), 1e-12));
    }

    /// Along the run the points are those of the iterations; they are smooth.
    void followsThePlayhead() {
        Shown<SlopeRosePlot> s(kinkedResults());
        s.plot.selectSolver(2);
        for (const Index iteration : {0, 3}) {
            s.model.setPlayhead(iteration);
            s.plot.refresh();
            const Vector x = kinkedResults().runs[2].iterates->col(iteration);
            const auto wanted = roseAt(x);
            QTRY_VERIFY_WITH_TIMEOUT(shows(s.plot, *wanted), patience);
            QTRY_VERIFY_WITH_TIMEOUT(
                s.plot.subtitle().contains(QStringLiteral("iteration %1").arg(iteration)), patience);
        }
    }

    void aRunThatCameToTheKinkIsShownThere() {
        const auto& runs = kinkedResults().runs;
        const auto at = std::ranges::find_if(runs, [](const SolverRun& run) { return run.reached_kink; });
        QVERIFY(at != runs.end());
        const Vector x = point_of_run(kinkedResults(), static_cast<std::size_t>(at - runs.begin()),
                                      at->history.back().iteration);
        QVERIFY(x == kinkedResults().minimiser.x);
    }

    /// A file's plot is never on the screen: it is whole at once.
    void aPlotThatNobodySeesWaits() {
        RunModel model;
        model.load(kinkedResults());
        SlopeRosePlot plot;
        plot.setModel(&model);
        plot.setView(QStringLiteral("at-minimiser"));
        plot.refresh();
        QVERIFY(plot.rose() != nullptr && plot.emptyMessage().isEmpty());
    }

    void theReadoutTellsTheDirectionUnderTheMouse() {
        Shown<SlopeRosePlot> s(kinkedResults());
        s.plot.setView(SlopeRosePlot::View::at_minimiser);
        s.plot.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(s.plot.rose() != nullptr && s.plot.rose()->kinks > 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(s.plot.subtitle().startsWith(QStringLiteral("at the minimiser")), patience);
        QString told;
        connect(&s.plot, &PlotView::readoutChanged, this, [&told](const QString& text) { told = text; });
        const QPointF at = s.plot.frame().map(0, 0) + QPointF(0, -40);
        QMouseEvent move(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         {});
        QApplication::sendEvent(s.viewport(), &move);
        QVERIFY2(told.startsWith(QStringLiteral("direction 90")), qPrintable(told));
        QVERIFY(told.contains(QStringLiteral("automatic differentiation")) &&
                told.contains(QStringLiteral("Clarke set")));
    }

    void saysWhyThereIsNone() {
        SlopeRosePlot empty;
        empty.refresh();
        QVERIFY(empty.emptyMessage().contains(QStringLiteral("Press Run")));
        Results results = kinkedResults();
        results.landscape.reset();
        results.plane.reset();
        Shown<SlopeRosePlot> s(results);
        QVERIFY(s.plot.emptyMessage().contains(QStringLiteral("No landscape")));
        // Read back, iterates are gone: of three unknowns or more only the end is known.
        Results read = kinkedResults();
        read.landscape = std::make_shared<Landscape>(*read.landscape);
        auto plane = std::make_shared<Landscape>(*read.landscape);
        plane->plane.exact = false;
        read.landscape = plane;
        read.plane.reset();
        for (SolverRun& run : read.runs) run.iterates.reset();
        Shown<SlopeRosePlot> back(read);
        back.model.setPlayhead(1);
        back.plot.refresh();
        QVERIFY2(back.plot.emptyMessage().contains(QStringLiteral("not kept")),
                 qPrintable(back.plot.emptyMessage()));
    }

    void itsChoicesAreKept() {
        Shown<SlopeRosePlot> s(kinkedResults());
        auto* box = qobject_cast<QComboBox*>(s.plot.controls());
        QVERIFY(box != nullptr);
        QCOMPARE(box->count(), static_cast<int>(kinkedResults().runs.size()) + 1);
        s.plot.setKind(PlotKind::slope_rose);
        s.plot.selectSolver(1);
        s.plot.setView(SlopeRosePlot::View::at_minimiser);
        const PlotSpec spec = s.plot.spec();
        Shown<SlopeRosePlot> other(kinkedResults());
        other.plot.setKind(PlotKind::slope_rose);
        other.plot.setSpec(spec, kinkedResults().experiment);
        QVERIFY(other.plot.view() == SlopeRosePlot::View::at_minimiser);
        QCOMPARE(other.plot.selectedSolver(), 1);
    }
};

QTEST_MAIN(SlopeRosePlotTest)
#include "slope_rose_plot_test.moc"
