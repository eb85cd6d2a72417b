// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of logarithmic axes: a zero stands at "0", and every other label stands where its value is.
#include "ui/chart/ticks.h"

#include <cmath>
#include <random>

#include <QtTest>

#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"

using namespace basin::ui;

namespace {

QString described(const std::vector<double>& values, const std::vector<Tick>& ticks) {
    QStringList parts;
    for (const double value : values) parts << QString::number(value);
    for (const Tick& tick : ticks) parts << QStringLiteral("%1 at %2").arg(tick.label).arg(tick.position);
    return parts.join(QStringLiteral(", "));
}

/// The ticks of the axis that a plot shows these values on, with its margin.
std::vector<Tick> ticksOver(const std::vector<double>& values, double margin, int wanted) {
    const PlotAxis axis = axisOver(AxisTransform::logarithmicFor(values), values);
    const double room = axis.high > axis.low ? margin * (axis.high - axis.low) : 0.5;
    return makeTicks(axis.transform, axis.low - room, axis.high + room, wanted);
}

}  // namespace

class TicksTest : public QObject {
    Q_OBJECT

  private slots:
    void aZeroStandsAtZero() {
        std::mt19937 random(14);
        std::uniform_real_distribution<double> exponent(-20, 6), ratio(0, 3);
        for (int trial = 0; trial < 4000; ++trial) {
            const double low = std::pow(10.0, exponent(random));
            const std::vector<double> values{low * std::pow(10.0, ratio(random)), 0, low};
            const AxisTransform transform = AxisTransform::logarithmicFor(values);
            for (const int wanted : {1, 2, 3, 6, 9}) {
                for (const double margin : {0.0, 0.02, 0.05, 0.3}) {
                    const auto ticks = ticksOver(values, margin, wanted);
                    QVERIFY2(!ticks.empty(), qPrintable(described(values, ticks)));
                    QVERIFY2(ticks.front().label == QStringLiteral("0") &&
                                 ticks.front().position == transform.toAxis(0),
                             qPrintable(described(values, ticks)));
                    for (std::size_t k = 1; k < ticks.size(); ++k)
                        QVERIFY2(ticks[k].position > ticks.front().position &&
                                     ticks[k].label != QStringLiteral("0"),
                                 qPrintable(described(values, ticks)));
                }
            }
        }
    }

    void aLabelStandsWhereItsValueIs() {
        for (const double low : {0.1, 0.06, 0.3, 1.0, 2e-5}) {
            for (const double high : {1.1, 1.5, 2.0, 9.0}) {
                for (const double margin : {0.02, 0.3, 1.0, 4.0}) {
                    const std::vector<double> values{low, low * high};
                    for (const Tick& tick : ticksOver(values, margin, 5)) {
                        const QString there = formatNumber(std::pow(10.0, tick.position));
                        bool plain = false;
                        const double value = tick.label.toDouble(&plain);
                        QVERIFY2(!plain || std::abs(std::log10(value) - tick.position) < 0.01,
                                 qPrintable(tick.label + QStringLiteral(" stands at ") + there));
                    }
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TicksTest)
#include "ticks_test.moc"
