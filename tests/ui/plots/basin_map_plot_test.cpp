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
#include "ui/chart/color_vision.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/map_causes.h"
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

    void causesHaveColoursAndNames() {
        Shown s;
        s.plot.setView(QStringLiteral("cause"));
        s.plot.refresh();
        QCOMPARE(s.plot.view(), BasinMapPlot::View::cause);
        const MapPicture picture(s.results.basin_map);
        const std::vector<FailureCause> leading = leadingCauses(picture.cells());
        QVERIFY(!leading.empty());
        QStringList named;
        for (const LegendEntry& entry : s.plot.legendEntries()) named << entry.name;
        for (const FailureCause cause : all_failure_causes)
            QCOMPARE(named.contains(causeName(cause)), std::ranges::count(leading, cause) == 1);
        QVERIFY(named.contains(QStringLiteral("every start arrives")));
        QVERIFY(!named.contains(QStringLiteral("cause not known")));
        // The middle of a cell has its leading cause's colour.
        const QImage image = drawn(s.plot);
        const BasinMap& map = *s.results.basin_map;
        s.plot.asStyled(s.plot.plotStyle(), QSizeF(560, 380), [&](const ChartLayout&) {
            const MapPlace corner{0, 4, 6};
            const QPoint at =
                s.plot.frame().map(map.radius_at(corner) * 0.97, map.error_at(corner) * 0.99).toPoint();
            QCOMPARE(QColor(image.pixel(at)),
                     causeColor(map.cell(6, 4).causes.leading(), leading, s.plot.plotStyle()));
        });
    }

    void causesOfOlderFilesAreNotKnown() {
        Shown s;
        BasinMap older = *s.results.basin_map;
        for (BasinMapCell& cell : older.cells) cell.causes = {};
        for (PlacedCell& placed : older.refined) placed.cell.causes = {};
        s.results.basin_map = std::make_shared<const BasinMap>(older);
        s.model.load(s.results);
        s.plot.setView(BasinMapPlot::View::cause);
        s.plot.refresh();
        QStringList named;
        for (const LegendEntry& entry : s.plot.legendEntries()) named << entry.name;
        QCOMPARE(named,
                 (QStringList{QStringLiteral("every start arrives"), QStringLiteral("cause not known")}));
        QVERIFY(!drawn(s.plot).isNull());
    }

    void coloursOfCausesAreToldApart() {
        std::vector<FailureCause> all(all_failure_causes.begin(), all_failure_causes.end());
        for (const Palette palette : {Palette::usual, Palette::grey, Palette::cividis}) {
            PlotStyle style;
            style.palette = palette;
            for (const ColorVision vision : allColorVisions) {
                // In grey print without the grey palette only causes that are far apart in lightness are.
                if (palette == Palette::usual && vision == ColorVision::grey) continue;
                for (std::size_t i = 0; i < all.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j) {
                        const QColor a = seenWith(vision, causeColor(all[i], all, style));
                        const QColor b = seenWith(vision, causeColor(all[j], all, style));
                        QVERIFY2(colorDistance(a, b) > 5, qPrintable(causeName(all[i]) + causeName(all[j])));
                    }
            }
        }
    }

    void aClickTellsWhyStartsFail() {
        Shown s;
        const MapPlace corner{0, 4, 6};
        const BasinMapCell& cell = s.results.basin_map->cell(6, 4);
        QVERIFY(cell.causes.total() > 0);
        QSignalSpy picked(&s.plot, &BasinMapPlot::cellPicked), readout(&s.plot, &PlotView::readoutChanged);
        const QPoint at = s.at(corner) + QPoint(-3, 3);
        QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(s.viewport(), &hover);
        const QString before = readout.last()[0].toString(), sentence = causeSentence(cell.causes.leading());
        QVERIFY2(before.contains(QStringLiteral("of %1 that failed: ").arg(cell.causes.total())),
                 qPrintable(before));
        QVERIFY(before.contains(causeShares(cell.causes)) && !before.contains(sentence));
        QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
        QVERIFY(picked.wait(2000));
        QVERIFY(readout.last()[0].toString().endsWith(sentence));
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
