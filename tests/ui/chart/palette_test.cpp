// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/palette.h"

#include <set>

#include <QTest>

#include "ui/chart/color_contrast.h"

using namespace basin::ui;

namespace {

/// CIE lightness, 0 to 100.
double lightness(const QColor& color) {
    const double luminance = 1.05 / contrast(color, Qt::white) - 0.05;
    return 116 * std::cbrt(std::max(luminance, 0.0089)) - 16;
}

}  // namespace

class PaletteTest : public QObject {
    Q_OBJECT

  private slots:
    void theUsualPaletteChangesNothing() {
        const SolverStyle usual = solverStyle(QStringLiteral("newton"));
        const SolverStyle same = inPalette(Palette::usual, usual, 2, 5, false);
        QVERIFY(same.color == usual.color && same.dash == usual.dash && same.marker == usual.marker);
        QCOMPARE(inPalette(Palette::usual, ColorMap::viridis), ColorMap::viridis);
    }

    /// Up to five lines differ by 10 in lightness, where 2.3 can just be seen; all are seen on their ground.
    void linesAreToldApartByLightness() {
        for (const Palette palette : {Palette::grey, Palette::cividis})
            for (const bool dark : {false, true}) {
                double before = dark ? 200 : -100;
                for (int k = 0; k < 5; ++k) {
                    const QColor color = inPalette(palette, {}, k, 5, dark).color;
                    QVERIFY2(std::abs(lightness(color) - before) >= 8, qPrintable(color.name()));
                    QVERIFY((lightness(color) > before) != dark);
                    QVERIFY(contrast(color, (dark ? Theme::night() : Theme::light()).card) >= 2.95);
                    before = lightness(color);
                }
            }
    }

    void greyLinesDifferInDashAndMarkerToo() {
        std::set<std::pair<int, int>> looks;
        for (int k = 0; k < 20; ++k) {
            const SolverStyle look = inPalette(Palette::grey, {}, k, 20, false);
            QCOMPARE(look.color.saturation(), 0);
            looks.emplace(static_cast<int>(look.dash), static_cast<int>(look.marker));
        }
        QCOMPARE(looks.size(), std::size_t{20});
    }

    void mapsAndThemesOfGreyHaveNoHue() {
        double before = -1;
        for (int k = 0; k <= 20; ++k) {
            const QColor color = QColor::fromRgb(mapColor(ColorMap::grey, k / 20.0));
            QCOMPARE(color.saturation(), 0);
            QVERIFY(lightness(color) > before);
            before = lightness(color);
        }
        for (const Theme& theme : {Theme::light(), Theme::night()}) {
            const Theme grey = inPalette(Palette::grey, theme);
            for (const QColor& color :
                 {grey.text, grey.muted, grey.accent, grey.danger, grey.grid, grey.border})
                QCOMPARE(color.saturation(), 0);
            QVERIFY(contrast(grey.danger, grey.card) >= 3);
        }
    }
};

QTEST_APPLESS_MAIN(PaletteTest)
#include "palette_test.moc"
