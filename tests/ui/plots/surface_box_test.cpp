// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a surface's axes: all inside, none over another, at every turn.
#include "ui/plots/surface_box.h"

#include <cmath>

#include <QTest>

using namespace basin::ui;

class SurfaceBoxTest : public QObject {
    Q_OBJECT

  private slots:
    void textsAreInsideAndApartAtEveryTurn();
    void eachAxisHasItsTitleAndTwoTicksAtLeast();
    void aTitleWithoutRoomIsShort();
};

namespace {

SurfaceAxes axes() {
    SurfaceAxes all;
    for (const double at : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        all.a.ticks.push_back({at, QStringLiteral("a%1").arg(at)});
        all.b.ticks.push_back({at, QStringLiteral("b%1").arg(at)});
        all.height.ticks.push_back({(at + 1) / 2, QStringLiteral("h%1").arg(at)});
    }
    all.a.label = QStringLiteral("a, towards the start");
    all.a.shortLabel = QStringLiteral("a");
    all.b.label = QStringLiteral("b, stiffest direction across");
    all.b.shortLabel = QStringLiteral("b");
    all.height.label = QStringLiteral("loss, log levels");
    all.height.shortLabel = QStringLiteral("loss");
    return all;
}

template <typename Check>
void atEveryAngle(const QSizeF& size, const Check& check) {
    const QRectF area(QPointF(7, 9), size);
    const QRectF room = area.marginsRemoved(surfaceMargins(axes(), PlotStyle()));
    for (double turn = 0; turn < 360; turn += 10)
        for (const double tilt : {10.0, 40.0, 80.0}) {
            const SurfaceProjection projection(room, {turn, tilt});
            check(placeSurfaceLabels(projection, axes(), PlotStyle(), area), area);
        }
}

int countOf(const std::vector<SurfaceLabel>& labels, const QString& first) {
    return static_cast<int>(std::ranges::count_if(
        labels, [&](const SurfaceLabel& label) { return label.text.startsWith(first); }));
}

}  // namespace

void SurfaceBoxTest::textsAreInsideAndApartAtEveryTurn() {
    for (const QSizeF& size : {QSizeF(600, 400), QSizeF(300, 200), QSizeF(240, 380)})
        atEveryAngle(size, [](const std::vector<SurfaceLabel>& labels, const QRectF& area) {
            for (std::size_t k = 0; k < labels.size(); ++k) {
                QVERIFY(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(labels[k].box));
                for (std::size_t l = 0; l < k; ++l)
                    QVERIFY2(!labels[k].box.intersects(labels[l].box),
                             qPrintable(labels[k].text + QLatin1Char('/') + labels[l].text));
            }
        });
}

void SurfaceBoxTest::eachAxisHasItsTitleAndTwoTicksAtLeast() {
    atEveryAngle({600, 400}, [](const std::vector<SurfaceLabel>& labels, const QRectF&) {
        QCOMPARE(countOf(labels, QStringLiteral("loss")), 1);
        QVERIFY(countOf(labels, QStringLiteral("h")) >= 2);
        // An edge that leads straight away from the eye has no length to name values along.
        for (const QString& axis : {QStringLiteral("a"), QStringLiteral("b")})
            QVERIFY(countOf(labels, axis) >= 2);
    });
}

void SurfaceBoxTest::aTitleWithoutRoomIsShort() {
    const QRectF area(0, 0, 180, 150);
    const SurfaceProjection projection(area.marginsRemoved(surfaceMargins(axes(), PlotStyle())), {30, 40});
    for (const SurfaceLabel& label : placeSurfaceLabels(projection, axes(), PlotStyle(), area))
        QVERIFY2(!label.text.contains(QLatin1Char(',')), qPrintable(label.text));
}

QTEST_MAIN(SurfaceBoxTest)
#include "surface_box_test.moc"
