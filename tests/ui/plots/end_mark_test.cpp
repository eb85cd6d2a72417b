// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/end_mark.h"

#include <cmath>

#include <QImage>
#include <QTest>

using namespace basin;
using namespace basin::ui;

namespace {

SolverRun ended(Termination how, EndKind kind = EndKind::none) {
    SolverRun run;
    run.result.termination = how;
    run.result.message = "ended";
    run.end.kind = kind;
    return run;
}

/// How many pixels near a place have the colour.
int pixelsAt(const QImage& image, QPoint place, const QColor& color) {
    int found = 0;
    for (int y = place.y() - 8; y <= place.y() + 8; ++y)
        for (int x = place.x() - 8; x <= place.x() + 8; ++x)
            if (image.rect().contains(x, y) && image.pixelColor(x, y) == color) ++found;
    return found;
}

}  // namespace

class EndMarkTest : public QObject {
    Q_OBJECT

  private slots:
    void every_ending_has_its_mark() {
        QVERIFY(!endMarkOf(SolverRun{}));
        QVERIFY(endMarkOf(ended(Termination::converged)) == EndMark::dot);
        QVERIFY(endMarkOf(ended(Termination::converged, EndKind::saddle)) == EndMark::cross);
        for (const Termination how : {Termination::iteration_limit, Termination::time_limit,
                                      Termination::stopped, Termination::stalled})
            QVERIFY(endMarkOf(ended(how)) == EndMark::ring);
        for (const Termination how : {Termination::indefinite, Termination::diverged,
                                      Termination::evaluation_failed, Termination::not_a_minimum})
            QVERIFY(endMarkOf(ended(how)) == EndMark::cross);
    }

    void what_lies_outside_is_pointed_to_from_the_edge() {
        PlotFrame frame;
        frame.area = QRectF(20, 20, 160, 100);
        const auto drawn = [&frame](QPointF at) {
            QImage image(200, 140, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            drawEndMark(painter, frame, at, EndMark::cross, Qt::red, PlotStyle{});
            return image;
        };
        QVERIFY(pixelsAt(drawn({100, 70}), {100, 70}, Qt::red) > 5);
        QVERIFY(pixelsAt(drawn({1e6, 70}), {175, 70}, Qt::red) > 5);
        QVERIFY(pixelsAt(drawn({100, -1e6}), {100, 25}, Qt::red) > 5);
        QCOMPARE(drawn({std::nan(""), 0}), drawn({0, std::nan("")}));
    }
};

QTEST_MAIN(EndMarkTest)
#include "end_mark_test.moc"
