// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/value_slider.h"

#include <QtTest>

using namespace basin::ui;

class ValueSliderTest : public QObject {
    Q_OBJECT

    static std::vector<MarkStrip::Label> labelsOf(const std::vector<SliderMark>& marks) {
        ValueSlider slider({1e-3, 1e3, 1e-3, 1e3, ValueSlider::Scale::logarithmic});
        slider.resize(240, 60);
        slider.setMarks(marks);
        slider.show();
        return slider.findChild<MarkStrip*>()->labels();
    }

  private slots:
    void lettersThatAreFarApartStandAlone() {
        const auto labels =
            labelsOf({{QStringLiteral("m"), 10, QString()}, {QStringLiteral("g"), 0.01, QString()}});
        QCOMPARE(labels.size(), 2U);
        QCOMPARE(labels[0].text, QStringLiteral("g"));
        QCOMPARE(labels[1].text, QStringLiteral("m"));
        QVERIFY(labels[0].ticks.front() < labels[1].ticks.front());
    }

    /// Both beyond the slider's end, for instance.
    void lettersOfOnePlaceStandSideBySide() {
        const auto labels =
            labelsOf({{QStringLiteral("g"), 1e3, QString()}, {QStringLiteral("m"), 1e3, QString()}});
        QCOMPARE(labels.size(), 1U);
        QCOMPARE(labels[0].text, QStringLiteral("g, m"));
        QCOMPARE(labels[0].ticks.size(), 2U);
    }
};

QTEST_MAIN(ValueSliderTest)
#include "value_slider_test.moc"
