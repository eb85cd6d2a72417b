// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_vision.h"

#include <cmath>

#include <QTest>

#include "ui/chart/color_contrast.h"

using namespace basin::ui;

namespace {

/// Encoded channels, to one step of eight bits.
void compareChannels(const QColor& found, int red, int green, int blue) {
    const bool same = std::abs(found.red() - red) <= 1 && std::abs(found.green() - green) <= 1 &&
                      std::abs(found.blue() - blue) <= 1;
    QVERIFY2(same, qPrintable(found.name()));
}

}  // namespace

class ColorVisionTest : public QObject {
    Q_OBJECT

  private slots:
    /// Rows of the published matrices add up to 1.
    void greysStayGreys() {
        for (const ColorVision vision : allColorVisions)
            for (const int level : {0, 40, 128, 200, 255})
                compareChannels(seenWith(vision, QColor(level, level, level)), level, level, level);
    }

    /// The columns of the matrices, encoded by sRGB.
    void pureColorsAreThoseOfTheTable() {
        compareChannels(seenWith(ColorVision::deuteranopia, Qt::red), 163, 144, 0);
        compareChannels(seenWith(ColorVision::deuteranopia, Qt::green), 239, 214, 58);
        compareChannels(seenWith(ColorVision::protanopia, Qt::red), 109, 95, 0);
        compareChannels(seenWith(ColorVision::protanopia, Qt::green), 255, 229, 0);
        compareChannels(seenWith(ColorVision::tritanopia, Qt::red), 255, 0, 15);
    }

    void greyIsTheLuminance() {
        QCOMPARE(luminance(Qt::white), 1.0);
        QCOMPARE(luminance(Qt::black), 0.0);
        const QColor grey = seenWith(ColorVision::grey, QColor(0x00, 0x72, 0xB2));
        QCOMPARE(grey.red(), grey.blue());
        QVERIFY(std::abs(luminance(grey) - luminance(QColor(0x00, 0x72, 0xB2))) < 0.005);
    }

    /// Lightness and distance of colours whose CIELAB coordinates are published (sRGB, D65).
    void distancesAreThoseOfCielab() {
        QVERIFY(std::abs(lightnessOf(Qt::red) - 53.24) < 0.01);
        QVERIFY(std::abs(lightnessOf(Qt::white) - 100) < 0.01);
        QVERIFY(std::abs(colorDistance(Qt::black, Qt::white) - 100) < 0.05);
        QCOMPARE(colorDistance(Qt::red, Qt::red), 0.0);
        // (53.24, 80.09, 67.20) to (87.73, -86.18, 83.18)
        QVERIFY(std::abs(colorDistance(Qt::red, Qt::green) - 170.6) < 0.1);
    }

    void redAndGreenOfOneLightnessLookAlikeWithoutGreenCones() {
        const QColor vermilion(0xD5, 0x5E, 0x00), ochre(0xB8, 0x7A, 0x00);
        QVERIFY(!looksAlike(ColorVision::usual, vermilion, ochre));
        QVERIFY(looksAlike(ColorVision::deuteranopia, vermilion, ochre));
        QVERIFY(!looksAlike(ColorVision::tritanopia, vermilion, ochre));
        QVERIFY(!looksAlike(ColorVision::grey, Qt::black, Qt::gray));
    }
};

QTEST_APPLESS_MAIN(ColorVisionTest)
#include "color_vision_test.moc"
