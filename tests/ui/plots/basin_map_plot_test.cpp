// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/basin_map_plot.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include "core/io/basin_map_csv.h"
#include "core/numeric/rate_interval.h"
#include "tests/support/instances.h"
#include "tests/support/synthetic_results.h"
#include "ui/chart/chart_canvas.h"
#include "ui/plots/map_picture.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

BasinMapSpec spec() {
    BasinMapSpec spec;
    spec.radius_min = 0.02;
    spec.radius_max = 5;
    spec.radius_count = 7;
    spec.error_max = 1.3;
    spec.error_count = 5;
    spec.trials = 12;
    return spec;
}

/// The middle of a patch that was split.
bool isMiddle(const PlacedCell& placed) {
    return placed.place.radius % 2 == 1 && placed.place.error % 2 == 1;
}

/// A shown plot of a map that was really computed, refined to two levels.
struct Shown {
    Shown() {
        const test::SoftmaxCase made = test::softmax_case({});
        results = test::syntheticResults();
        results.experiment.basin_map = spec();
        results.basin_map = compute_basin_map(*made.problem, made.minimiser, spec(), {});
        results.certificate.guaranteed_radius_certified = 0.04;
        model.load(results);
        plot.setModel(&model);
        plot.resize(560, 380);
        plot.show();
        plot.refresh();
    }

    QWidget* viewport() { return plot.findChild<ChartCanvas*>()->viewport(); }
    /// A fine cell that is all there is around its place.
    PlacedCell fine() const {
        const auto& refined = results.basin_map->refined;
        return *std::find_if(refined.rbegin(), refined.rend(), isMiddle);
    }
    QPoint at(const MapPlace& place) const {
        return plot.frame()
            .map(results.basin_map->radius_at(place), results.basin_map->error_at(place))
            .toPoint();
    }

    Results results;
    RunModel model;
    BasinMapPlot plot;
};

QImage drawn(BasinMapPlot& plot) {
    QImage image(560, 380, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    plot.renderTo(painter, QRectF(0, 0, 560, 380));
    return image;
}

}  // namespace

class BasinMapPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void itsNumbersAreCores() {
        Shown s;
        QVERIFY(!s.results.basin_map->refined.empty());
        QCOMPARE(s.plot.csv().toStdString(), basin_map_csv(*s.results.basin_map));
    }

    void tilesShowTheNearestCell() {
        Shown s;
        const MapPicture picture(s.results.basin_map);
        const BasinMap& map = *s.results.basin_map;
        QCOMPARE(picture.columns(), 7 * 8);  // two levels: eight tiles a cell
        QCOMPARE(picture.rows(), 5 * 8);
        for (const PlacedCell& placed : computed_cells(map)) {
            if (placed.place.level > 0 && !isMiddle(placed)) continue;  // on the border of two patches
            const auto found =
                picture.at({std::log10(map.radius_at(placed.place)), map.error_at(placed.place)});
            QVERIFY(found && found->place == placed.place);
        }
        QVERIFY(!picture.at({-5, 0.3}) && !picture.at({0, 3}));
    }

    void blocksCoverWhatTheyShould() {
        Shown s;
        const MapPicture picture(s.results.basin_map);
        const auto failed = [](const BasinMapCell& cell) { return cell.successes == 0; };
        std::vector<int> covered(picture.cells().size());
        for (const QRect& block : picture.blocks(failed))
            for (int row = block.top(); row <= block.bottom(); ++row)
                for (int column = block.left(); column <= block.right(); ++column)
                    ++covered[static_cast<std::size_t>(row * picture.columns() + column)];
        for (std::size_t i = 0; i < covered.size(); ++i)
            QCOMPARE(covered[i], failed(picture.cells()[i]) ? 1 : 0);
    }

    void aFineCellIsReadAndPicked() {
        Shown s;
        const PlacedCell fine = s.fine();
        const BasinMap& map = *s.results.basin_map;
        QSignalSpy picked(&s.plot, &BasinMapPlot::cellPicked), readout(&s.plot, &PlotView::readoutChanged);
        const QPoint at = s.at(fine.place);
        QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(s.viewport(), &hover);
        const RateInterval interval = wilson_interval(fine.cell.successes, fine.cell.trials);
        const QString text = readout.last()[0].toString();
        QVERIFY2(text.contains(QStringLiteral("%1 of 12 converged").arg(fine.cell.successes)),
                 qPrintable(text));
        QVERIFY2(text.contains(QString::number(interval.high, 'g', 2)), qPrintable(text));
        QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
        QVERIFY(picked.wait(2000));
        QCOMPARE(picked[0][0].toDouble(), map.radius_at(fine.place));
        QCOMPARE(picked[0][1].toDouble(), map.error_at(fine.place));
    }

    void theGuaranteedRadiusIsMarkedInFiguresToo() {
        Shown s;
        const QImage with = drawn(s.plot);
        s.results.certificate.guaranteed_radius_certified = not_applicable;
        s.model.load(s.results);
        s.plot.refresh();
        const QImage without = drawn(s.plot);
        const QPoint on = s.plot.frame().map(0.04, 0.5).toPoint();
        QVERIFY(with.pixel(on) != without.pixel(on) || with.pixel(on.x() + 1, on.y()) != without.pixel(on));
        // Outside the picture an arrow stands for it: only the label at the edge differs.
        s.results.certificate.guaranteed_radius_certified = 1e-7;
        s.model.load(s.results);
        s.plot.refresh();
        const QImage outside = drawn(s.plot);
        QVERIFY(outside != without);
        QCOMPARE(outside.pixel(on), without.pixel(on));
    }

    void aChosenPointStandsAtItsDistance() {
        Shown s;
        s.results.experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(2, 1)), {}};
        s.results.certificate.start_radius = 0.5;
        s.model.load(s.results);
        s.plot.refresh();
        const QImage with = drawn(s.plot);
        s.results.certificate.start_radius = not_applicable;
        s.model.load(s.results);
        s.plot.refresh();
        const QImage without = drawn(s.plot);
        int changed = 0;
        const QPoint foot = s.plot.frame().map(0.5, 0.9).toPoint();
        for (int x = foot.x() - 2; x <= foot.x() + 2; ++x)
            for (int y = foot.y() - 10; y <= foot.y() + 10; ++y)
                changed += with.pixel(x, y) != without.pixel(x, y);
        QVERIFY(changed > 10);
    }

    void anUnfinishedMapSaysHowMuchThereIs() {
        Shown s;
        MapPart part;
        part.known = computed_cells(*s.results.basin_map);
        part.known.resize(20);
        s.results.basin_map = std::make_shared<const BasinMap>(assemble_basin_map(spec(), part));
        s.model.load(s.results);
        s.plot.refresh();
        QVERIFY2(s.plot.subtitle().contains(QStringLiteral("20 of about")), qPrintable(s.plot.subtitle()));
        QVERIFY(!drawn(s.plot).isNull());
    }
};

QTEST_MAIN(BasinMapPlotTest)
#include "basin_map_plot_test.moc"
