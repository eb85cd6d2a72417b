// SPDX-License-Identifier: GPL-3.0-or-later
// What the eigenvalue plot holds in each of its views, and whether it says what is exact and what estimated.
#include "ui/plots/spectrum_plot.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/shown_plot.h"

using namespace basin;
using namespace basin::test;

namespace {

/// The synthetic run as if only both ends of sixty eigenvalues were known, with a density at iteration 0.
Results estimatedResults() {
    Results results = syntheticResults();
    results.x0 = Vector::Zero(60);
    for (SolverRun& run : results.runs) {
        run.densities.resize(run.history.size());
        for (std::size_t k = 0; k < run.history.size(); ++k) {
            run.eigenvalue_errors.push_back(Vector::Constant(4, 1e-3));
            run.history[k].lambda_error = 1e-3;
        }
    }
    SpectralDensity density;
    density.edges = Vector::LinSpaced(5, -1, 15);
    density.share = (Vector(4) << 0.5, 0.25, 0.2, 0.05).finished();
    density.share_low = density.share.array() - 0.01;
    density.share_high = density.share.array() + 0.02;
    density.probes = 7;
    density.steps = 30;
    results.runs[0].densities[0] = std::make_shared<const SpectralDensity>(density);
    return results;
}

QList<QByteArray> linesOf(const PlotView& plot) {
    return plot.csv().trimmed().split('\n');
}

QComboBox* boxNamed(SpectrumPlot& plot, const QString& name) {
    for (QComboBox* box : plot.findChildren<QComboBox*>())
        if (box->accessibleName() == name) return box;
    return nullptr;
}

}  // namespace

class SpectrumPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void holdsTheEigenvalues() {
        const Results results = syntheticResults();
        Shown<SpectrumPlot> s(results);
        const QList<QByteArray> lines = linesOf(s.plot);
        QCOMPARE(lines.size(), qsizetype(1 + 8 * 4));
        for (std::size_t k = 0; k < 8; ++k)
            for (Index i = 0; i < 4; ++i) {
                const QList<QByteArray> cells = lines[qsizetype(1 + 4 * k) + i].split(',');
                QCOMPARE(cells[2].toDouble(), results.runs[0].eigenvalues[k][i]);
                QCOMPARE(cells[4], QByteArray("exact"));
            }
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("condition")));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("exact")));
        s.model.setPlayhead(0);
        s.plot.refresh();
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("not positive definite")));
        s.plot.selectSolver(1);
        s.plot.refresh();
        QVERIFY(!linesOf(s.plot)[1].split(',')[3].isEmpty());  // the model's eigenvalue is there
    }

    void zerosAndNegativesStayInSight() {
        Results results = syntheticResults();
        for (Vector& values : results.runs[0].eigenvalues) values = Eigen::Vector4d(-40, 0, 1e-3, 700);
        Shown<SpectrumPlot> s(results);
        const PlotFrame frame = s.plot.frame();
        double before = frame.area.bottom() + 1;
        for (const double value : {-40.0, 0.0, 1e-3, 700.0}) {
            const QPointF at = frame.map(2, value);
            QVERIFY(frame.area.contains(at));
            QVERIFY(at.y() < before - 1);  // told apart, in their order
            before = at.y();
        }
    }

    void histogramCountsThoseAtThePlayhead() {
        const Results results = syntheticResults();
        Shown<SpectrumPlot> s(results);
        s.plot.setView(SpectrumPlot::View::histogram);
        for (const Index playhead : {0, 3, 7}) {
            s.model.setPlayhead(playhead);
            s.plot.refresh();
            QVERIFY(s.plot.bars() && !s.plot.bars()->estimated);
            const SpectrumBars& bars = *s.plot.bars();
            QCOMPARE(bars.iteration, playhead);
            double total = 0;
            for (const double count : bars.counts) total += count;
            QCOMPARE(total, 4.0);
            for (const double value : results.runs[0].eigenvalues[static_cast<std::size_t>(playhead)]) {
                const auto bar = bars.barAt(value);
                QVERIFY(bar && bars.counts[*bar] >= 1);
            }
            QVERIFY(s.plot.subtitle().startsWith(QStringLiteral("iteration %1").arg(playhead)));
        }
        QVERIFY(s.plot.summary().contains(QStringLiteral("exact")));
        QCOMPARE(linesOf(s.plot)[0],
                 QByteArray("iteration,kind,low,high,count,count_low,count_high,model_count"));
        s.plot.selectSolver(1);  // a Hessian model is drawn over it
        s.plot.refresh();
        QCOMPARE(s.plot.bars()->modelCounts.size(), s.plot.bars()->counts.size());
    }

    void histogramOfOneValueRepeated() {
        Results results = syntheticResults();
        for (Vector& values : results.runs[0].eigenvalues) values.setConstant(2);
        Shown<SpectrumPlot> s(results);
        s.plot.setView(SpectrumPlot::View::histogram);
        s.plot.refresh();
        const auto bar = s.plot.bars()->barAt(2);
        QVERIFY(bar);
        QCOMPARE(s.plot.bars()->counts[*bar], 4.0);
    }

    void densityIsThatOfTheRecordBehindThePlayhead() {
        const Results results = estimatedResults();
        Shown<SpectrumPlot> s(results);
        s.plot.setView(SpectrumPlot::View::density);
        s.plot.refresh();
        QVERIFY(s.plot.bars() && s.plot.bars()->estimated);
        const SpectrumBars& bars = *s.plot.bars();
        QCOMPARE(bars.iteration, 0);
        QCOMPARE(bars.counts, (std::vector<double>{30, 15, 12, 3}));
        QCOMPARE(bars.lows[2], 60 * 0.19);
        QCOMPARE(bars.highs[2], 60 * 0.22);
        QCOMPARE(bars.marks.size(), 4u);
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("7 probes × 30 steps")));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("estimated")));
        QVERIFY(s.plot.summary().startsWith(QStringLiteral("Estimated")));
        const QList<QByteArray> cells = linesOf(s.plot)[1].split(',');
        QCOMPARE(cells[1], QByteArray("estimated"));
        QCOMPARE(cells[4].toDouble(), 30.0);
        QCOMPARE(cells[5].toDouble(), 60 * 0.49);
        QCOMPARE(cells[6].toDouble(), 60 * 0.52);
    }

    /// Bars that hold what is not resolved say so, in the legend, under the pointer and to who cannot see.
    void errorBarsSayWhatTheyContain() {
        Results results = estimatedResults();
        SpectralDensity density = *results.runs[0].densities[0];
        density.linear_width = 1e3;                           // as good as a linear axis
        density.edges = Eigen::VectorXd{{-1, 1, 3, 13, 15}};  // the third stands for five bins
        for (const bool covers : {true, false}) {
            density.covers = covers;
            results.runs[0].densities[0] = std::make_shared<const SpectralDensity>(density);
            Shown<SpectrumPlot> s(results);
            s.plot.setView(SpectrumPlot::View::density);
            s.plot.refresh();
            QStringList legend;
            for (const PlacedLegendEntry& placed : s.canvas().chartLayout().legend)
                legend << placed.entry.name;
            const auto told = QStringLiteral("95 % interval: resolution and spread");
            QCOMPARE(legend.contains(told), covers);
            QCOMPARE(legend.contains(QStringLiteral("± standard error: spread of the probes alone")),
                     !covers);
            QCOMPARE(s.plot.summary().contains(QStringLiteral("95 % interval")), covers);
            QCOMPARE(s.plot.summary().contains(QStringLiteral("alone")), !covers);
            QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
            for (const double at : {8.0, 2.0}) {
                QTest::mouseMove(s.canvas().viewport(), s.plot.frame().map(at, 1).toPoint());
                QVERIFY(!readout.isEmpty());
                const QString text = readout.last()[0].toString();
                QVERIFY2(text.contains(covers ? QStringLiteral("(95 %, resolution and spread)")
                                              : QStringLiteral("the probes alone")),
                         qPrintable(text));
                QCOMPARE(text.contains(QStringLiteral("not resolved further")), covers && at == 8);
            }
        }
    }

    /// From low to high, where a line of one colour stands over the bar.
    void theDrawnLineIsTheInterval() {
        Results results = estimatedResults();
        SpectralDensity density = *results.runs[0].densities[0];
        density.share = Eigen::VectorXd{{0, 0, 0, 0}};  // no bars, lines alone
        density.share_low = Eigen::VectorXd{{0, 0, 0.1, 0}};
        density.share_high = Eigen::VectorXd{{0, 0, 0.3, 0}};
        results.runs[0].densities[0] = std::make_shared<const SpectralDensity>(density);
        results.runs[0].eigenvalues[0] = Vector::Zero(0);
        Shown<SpectrumPlot> s(results);
        s.plot.setView(SpectrumPlot::View::density);
        s.plot.refresh();
        const PlotFrame frame = s.plot.frame();
        QImage image(s.plot.size(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintSpectrumBarSigns(painter, frame, PlotStyle(), *s.plot.bars());
        painter.end();
        const SpectrumBars& bars = *s.plot.bars();
        const int x =
            int(std::lround((frame.map(bars.edges[2], 0).x() + frame.map(bars.edges[3], 0).x()) / 2));
        int top = image.height(), bottom = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int dx = -1; dx <= 1; ++dx) {
                if (image.pixelColor(x + dx, y) == QColor(Qt::white)) continue;
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        // To the width of a pen.
        QVERIFY(std::abs(top - frame.map(0, bars.highs[2]).y()) <= 3);
        QVERIFY(std::abs(bottom - frame.map(0, bars.lows[2]).y()) <= 3);
    }

    void viewsAreOfferedWhereThereAreSuch() {
        Shown<SpectrumPlot> exact;
        const auto namesIn = [](SpectrumPlot& plot) {
            const QComboBox* box = boxNamed(plot, QStringLiteral("View"));
            QStringList names;
            for (int k = 0; k < box->count(); ++k) names << box->itemText(k);
            return names;
        };
        QCOMPARE(namesIn(exact.plot),
                 (QStringList{QStringLiteral("Iterations"), QStringLiteral("Histogram")}));
        Shown<SpectrumPlot> estimated(estimatedResults());
        QCOMPARE(namesIn(estimated.plot),
                 (QStringList{QStringLiteral("Iterations"), QStringLiteral("Density")}));
        // Who looks at histograms sees the density where only that is known, and lines where neither is.
        estimated.plot.setView(SpectrumPlot::View::histogram);
        estimated.plot.refresh();
        QVERIFY(estimated.plot.bars() && estimated.plot.bars()->estimated);
        estimated.plot.selectSolver(1);
        estimated.plot.refresh();
        QVERIFY(!estimated.plot.bars());
        QVERIFY(estimated.plot.emptyMessage().isEmpty());
    }

    void estimatedLinesSaySo() {
        Shown<SpectrumPlot> s(estimatedResults());
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("estimated, ± 0.001")));
        QVERIFY(s.plot.summary().contains(QStringLiteral("4 estimated eigenvalues")));
        QCOMPARE(linesOf(s.plot)[1].split(',')[4], QByteArray("estimated"));
        QCOMPARE(linesOf(s.plot)[1].split(',')[5].toDouble(), 1e-3);
    }

    void aGrowingRunWidensTheAxis() {
        Shown<SpectrumPlot> s;
        s.model.begin(s.model.results().experiment);
        const auto done = [&](Index iteration, double largest) {
            IterationDone event;
            event.record.iteration = iteration;
            event.eigenvalues = Eigen::Vector2d(1, largest);
            s.model.apply({event});
            s.plot.refresh();
            return s.plot.viewRange().top;
        };
        const double first = done(0, 10), second = done(1, 1000);
        QVERIFY(second > first);
        s.model.begin(s.model.results().experiment);  // another run starts afresh
        QVERIFY(isNear(done(0, 10), first));
    }
};

QTEST_MAIN(SpectrumPlotTest)
#include "spectrum_plot_test.moc"
