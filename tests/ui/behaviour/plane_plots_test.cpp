// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures on the landscape plane: what they say of the plane, and the basin of attraction.
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/synthetic_results.h"
#include "ui/chart/chart_canvas.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// A plot on the screen, large enough for a legend with details.
template <typename Plot>
struct Shown {
    explicit Shown(const Results& results = test::syntheticResults()) {
        model.load(results);
        plot.setModel(&model);
        plot.resize(760, 420);
        plot.show();
        plot.refresh();
    }
    ChartCanvas& canvas() { return *plot.template findChild<ChartCanvas*>(); }
    QString readoutAt(double a, double b) {
        QSignalSpy readout(&plot, &PlotView::readoutChanged);
        QTest::mouseMove(canvas().viewport(), plot.frame().map(a, b).toPoint());
        return readout.isEmpty() ? QString() : readout.last()[0].toString();
    }
    QStringList legend() {
        QStringList names;
        for (const PlacedLegendEntry& placed : canvas().chartLayout().legend) names << placed.entry.name;
        return names;
    }

    RunModel model;
    Plot plot;
};

/// Counts how often the heatmap and its contours are drawn.
class CountingLandscape : public LandscapePlot {
  public:
    int drawn = 0;

  protected:
    void paintBelow(QPainter& painter, const PlotFrame& frame) override {
        ++drawn;
        LandscapePlot::paintBelow(painter, frame);
    }
};

/// The same results on another plane.
Results onPlane(PlaneKind kind, const std::function<void(LandscapePlane&)>& change = {}) {
    Results results = test::syntheticResults();
    auto landscape = std::make_shared<Landscape>(*results.landscape);
    landscape->plane.kind = kind;
    if (change) change(landscape->plane);
    results.landscape = landscape;
    return results;
}

int distance(QRgb a, const QColor& b) {
    return std::abs(qRed(a) - b.red()) + std::abs(qGreen(a) - b.green()) + std::abs(qBlue(a) - b.blue());
}

}  // namespace

class PlanePlotsTest : public QObject {
    Q_OBJECT

  private slots:
    void thePictureIsDrawnOnceWhilePathsGrow() {
        Shown<CountingLandscape> s;
        s.canvas().grab();
        const int drawn = s.plot.drawn;
        QVERIFY(drawn > 0);
        IterationDone more;
        more.record = s.model.results().runs[0].history.back();
        ++more.record.iteration;
        s.model.apply({more});
        s.plot.refresh();
        s.canvas().grab();
        QCOMPARE(s.plot.drawn, drawn);
        s.plot.zoomTo({-0.1, 0.1, -0.1, 0.1});
        s.canvas().grab();
        QCOMPARE(s.plot.drawn, drawn + 1);
        s.plot.setView(ColorScale::Kind::quantile);
        s.plot.refresh();
        s.canvas().grab();
        QCOMPARE(s.plot.drawn, drawn + 2);
    }

    void captionsTellThePlane_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](PlaneKind kind, const char* words) {
            QTest::newRow(to_string(kind).data()) << static_cast<int>(kind) << QString(words);
        };
        row(PlaneKind::coordinates, "unknowns 3 and 4");
        row(PlaneKind::eigenvectors, "stiffest and softest");
        row(PlaneKind::pca, "83 % + 12 % of their spread");
        row(PlaneKind::random, "random");
        row(PlaneKind::start_minimiser, "through start and minimiser");
        row(PlaneKind::second_minimiser, "two minimisers");
    }
    void captionsTellThePlane() {
        QFETCH(int, kind);
        QFETCH(QString, words);
        Shown<LandscapePlot> s(onPlane(static_cast<PlaneKind>(kind), [](LandscapePlane& plane) {
            plane.i = 3;
            plane.j = 4;
            plane.explained = {0.83, 0.12};
        }));
        QVERIFY2(s.plot.subtitle().contains(words), qPrintable(s.plot.subtitle()));
        QVERIFY(s.plot.subtitle().startsWith(QStringLiteral("a slice")));
    }

    void twoUnknownsAreSaidToBeExact() {
        Shown<LandscapePlot> s(
            onPlane(PlaneKind::coordinates, [](LandscapePlane& plane) { plane.exact = true; }));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("exact")));
        QVERIFY(!s.plot.subtitle().contains(QStringLiteral("outside")));
    }

    void aPlaneThatCouldNotBeMadeSaysWhy() {
        Shown<LandscapePlot> s(
            onPlane(PlaneKind::start_minimiser, [](LandscapePlane& plane) { plane.note = "no second one"; }));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("(no second one)")));
    }

    void theLegendTellsWhatShareOfEachPathLiesOutside() {
        const Results results = test::syntheticResults();
        Shown<LandscapePlot> s(results);
        const QStringList legend = s.legend();
        for (std::size_t i = 0; i < results.runs.size(); ++i) {
            const QString words = QStringLiteral("%1, %2 % outside")
                                      .arg(QString::fromStdString(results.runs[i].spec.name))
                                      .arg(std::lround(100 * share_outside(results.runs[i])));
            QVERIFY2(legend.contains(words), qPrintable(words + QStringLiteral(": ") + legend.join(u'/')));
        }
    }

    void readoutIsThatOfCore() {
        Shown<LandscapePlot> s;
        const Landscape& landscape = *s.model.results().landscape;
        const QString text = s.readoutAt(landscape.a[30], landscape.b[80]);
        QVERIFY2(text.contains(QString::number(landscape.values(30, 80), 'g', 4)), qPrintable(text));
    }

    void everyPixelSaysHowItsStartEnds() {
        Shown<AttractionPlot> s;
        const double reach = s.model.results().attraction->plane.half_width;
        const QString left = s.readoutAt(-0.5 * reach, 0.2 * reach);
        QVERIFY2(left.contains(QStringLiteral("reaches minimum 1 in 8 iterations")), qPrintable(left));
        QVERIFY(left.contains(QStringLiteral("loss there 0.01")));
        const QString right = s.readoutAt(0.7 * reach, -0.4 * reach);
        QVERIFY2(right.contains(QStringLiteral("reaches minimum 2")), qPrintable(right));
        const QString corner = s.readoutAt(0.9 * reach, 0.9 * reach);
        QVERIFY2(corner.contains(QStringLiteral("diverges after")), qPrintable(corner));
        const QString strip = s.readoutAt(0.3 * reach, -0.5 * reach);
        QVERIFY2(strip.contains(QStringLiteral("not positive definite")), qPrintable(strip));
    }

    void coloursTellTheMinimaAndHatchingTheRest() {
        Shown<AttractionPlot> s;
        s.plot.setView(AttractionPlot::View::minimiser);
        s.plot.refresh();
        const double reach = s.model.results().attraction->plane.half_width;
        const QImage picture = s.canvas().grab().toImage();
        const auto at = [&](double a, double b) {
            return s.plot.frame().map(a * reach, b * reach).toPoint();
        };
        QVERIFY(distance(picture.pixel(at(-0.7, -0.7)), AttractionPlot::minimiserColor(0)) < 6);
        QVERIFY(distance(picture.pixel(at(0.8, -0.8)), AttractionPlot::minimiserColor(1)) < 6);
        // Somewhere within one period of the hatching lies its colour.
        const auto hatched = [&](QPoint corner, const QColor& color) {
            int nearest = 1000;
            for (int dx = 0; dx < 8; ++dx)
                nearest = std::min(nearest, distance(picture.pixel(corner + QPoint(dx, 0)), color));
            return nearest < 12;
        };
        QVERIFY(hatched(at(0.85, 0.85), s.plot.plotStyle().theme.danger));
        QVERIFY(hatched(at(0.27, -0.8), s.plot.plotStyle().theme.muted));
        QVERIFY(!hatched(at(-0.7, 0.7), s.plot.plotStyle().theme.danger));
    }

    void switchingShowsAnotherPictureAndLegend() {
        Shown<AttractionPlot> s;
        QVERIFY(s.canvas().content().colorBar.has_value());
        const QImage iterations = s.canvas().grab().toImage();
        auto* box = s.plot.controls()->findChild<QComboBox*>();
        box->setCurrentIndex(1);
        QCOMPARE(s.plot.view(), AttractionPlot::View::minimiser);
        s.plot.refresh();
        QVERIFY(!s.canvas().content().colorBar.has_value());
        QVERIFY(s.canvas().grab().toImage() != iterations);
        const QString legend = s.legend().join(u'/');
        for (const char* words : {"minimum 1", "minimum 2", "diverges", "does not arrive", "newton"})
            QVERIFY2(legend.contains(QString(words)), qPrintable(legend));
    }

    void theCaptionTellsSolverAndShare() {
        Shown<AttractionPlot> s;
        const auto& pixels = s.model.results().attraction->pixels;
        const auto converged = std::ranges::count_if(pixels, &AttractionPixel::converged);
        const QString share = QString::number(
            100.0 * static_cast<double>(converged) / static_cast<double>(pixels.size()), 'f', 0);
        QVERIFY2(
            s.plot.subtitle().startsWith(QStringLiteral("newton from every point: %1 % converge").arg(share)),
            qPrintable(s.plot.subtitle()));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("only the starts lie on the plane")));
    }

    void aClickPicksTheStart() {
        Shown<AttractionPlot> s;
        QSignalSpy picked(&s.plot, &PlanePlot::startPicked);
        const QPoint at = s.plot.frame().area.center().toPoint() + QPoint(25, -40);
        QTest::mouseClick(s.canvas().viewport(), Qt::LeftButton, {}, at);
        QVERIFY(picked.wait(2000));
        const QPointF wanted = s.plot.frame().dataAt(at);
        QVERIFY(std::abs(picked[0][0].toDouble() - wanted.x()) < 1e-9);
        QVERIFY(std::abs(picked[0][1].toDouble() - wanted.y()) < 1e-9);
    }

    void aRefusingSolverIsToldInsteadOfAPicture() {
        Results results = test::syntheticResults();
        auto refused = std::make_shared<Attraction>(*results.attraction);
        refused->note = "levenberg-marquardt needs a sum of squares.";
        results.attraction = refused;
        Shown<AttractionPlot> s(results);
        QCOMPARE(s.plot.emptyMessage(), QString::fromStdString(refused->note));
    }

    void csvHoldsEveryStart() {
        Shown<AttractionPlot> s;
        const auto lines = s.plot.csv().split('\n');
        QCOMPARE(lines[0], QByteArray("a,b,termination,iterations,minimiser"));
        QCOMPARE(lines.size(), 1 + 101 * 101 + 1);
    }
};

QTEST_MAIN(PlanePlotsTest)
#include "plane_plots_test.moc"
