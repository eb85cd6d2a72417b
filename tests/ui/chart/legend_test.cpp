// SPDX-License-Identifier: GPL-3.0-or-later
// A legend names everything, in as little room as there is; a folded one leaves out runs first, and tells how
// many.
#include "ui/chart/legend.h"

#include <QFontMetricsF>
#include <QTest>

using namespace basin::ui;

namespace {

QFont font(int size = 11) {
    QFont font;
    font.setPixelSize(size);
    return font;
}

/// Nine solvers and two bounds.
std::vector<LegendEntry> manyEntries() {
    std::vector<LegendEntry> entries;
    for (const char* name : {"newton", "approximate-newton", "damped-newton", "gradient-descent", "lbfgs",
                             "truncated-newton", "clipped-gradient-descent", "adam", "trust-region-newton"}) {
        LegendEntry entry{QString::fromLatin1(name), Qt::blue};
        entry.isRun = true;
        entries.push_back(entry);
    }
    entries.push_back({QStringLiteral("published bound"), Qt::black, Qt::DashDotLine});
    entries.push_back({QStringLiteral("energy-norm bound, exceeded"), Qt::gray, Qt::DotLine});
    return entries;
}

QStringList namesOf(const LegendBlock& block) {
    QStringList names;
    for (const PlacedLegendEntry& each : block.entries) names << each.entry.name;
    return names;
}

bool overlap(const LegendBlock& block) {
    for (std::size_t i = 0; i < block.entries.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (block.entries[i].box.intersects(block.entries[k].box)) return true;
    return false;
}

/// Whether each name is drawn whole, inside its box.
bool isTold(const LegendBlock& block) {
    const QFontMetricsF metrics(block.font);
    for (const PlacedLegendEntry& each : block.entries) {
        QString told = each.lines.join(QString()), name = each.entry.name;
        if (told.remove(u' ') != name.remove(u' ')) return false;
        if (each.box.height() + 0.5 < metrics.height() * static_cast<double>(each.lines.size())) return false;
        for (const QString& line : each.lines)
            if (metrics.horizontalAdvance(line) > each.box.width()) return false;
    }
    return true;
}

}  // namespace

class LegendTest : public QObject {
    Q_OBJECT

  private slots:
    void everyEntryIsNamedHoweverNarrow() {
        const std::vector<LegendEntry> entries = manyEntries();
        for (const double width : {500.0, 300.0, 180.0, 120.0, 90.0})
            for (const LegendFlow flow : {LegendFlow::rows, LegendFlow::column}) {
                const LegendBlock block = layoutLegend(entries, font(), width, flow);
                QCOMPARE(block.entries.size(), entries.size());
                QCOMPARE(block.leftOut, 0);
                QVERIFY(isTold(block) && !overlap(block));
                QVERIFY(block.size.width() <= width);
                for (const PlacedLegendEntry& each : block.entries)
                    QVERIFY(QRectF(QPointF(0, 0), block.size).contains(each.box));
            }
        QVERIFY(layoutLegend(entries, font(), 500, LegendFlow::rows).size.height() <
                layoutLegend(entries, font(), 500, LegendFlow::column).size.height());
    }

    void aLegendGetsSmallerToFit() {
        const std::vector<LegendEntry> entries = manyEntries();
        const LegendBlock block = fitLegend(entries, font(), {150, 110}, LegendFlow::rows);
        QCOMPARE(block.entries.size(), entries.size());
        QVERIFY(block.size.height() <= 110 && block.size.width() <= 150);
        QVERIFY(block.font.pixelSize() < 11);
        QCOMPARE(fitLegend(entries, font(), {500, 200}, LegendFlow::rows).font.pixelSize(), 11);
    }

    void runsAreLeftOutFirstAndCounted() {
        const std::vector<LegendEntry> entries = manyEntries();
        const auto folded = [&](double height, bool withoutRuns) {
            return foldLegend(entries, font(), {300, height}, LegendFlow::rows, withoutRuns);
        };
        const double line = QFontMetricsF(font()).height() + 2;
        QCOMPARE(folded(20 * line, true).leftOut, 0);  // all have room
        const LegendBlock some = folded(3 * line, false);
        QVERIFY(some.leftOut > 0 && some.size.height() <= 3 * line);
        QCOMPARE(some.entries.size() + static_cast<std::size_t>(some.leftOut), entries.size());
        QVERIFY(namesOf(some).contains(QStringLiteral("newton")));
        for (const char* bound : {"published bound", "energy-norm bound, exceeded"})
            QVERIFY(namesOf(some).contains(QString::fromLatin1(bound)));
        const LegendBlock bounds = folded(2 * line, true);
        QCOMPARE(namesOf(bounds), (QStringList{entries[9].name, entries[10].name}));
        QCOMPARE(bounds.leftOut, 9);
        QVERIFY(!bounds.more.isNull());
        for (const PlacedLegendEntry& each : bounds.entries) QVERIFY(!each.box.intersects(bounds.more));
        const LegendBlock none = foldLegend(entries, font(), {20, 20}, LegendFlow::column, true);
        QCOMPARE(none.leftOut, static_cast<int>(entries.size()));
    }

    void detailsStandBehindTheirNames() {
        std::vector<LegendEntry> entries = manyEntries();
        entries[1].detail = QStringLiteral("20 % outside");
        const auto told = detailed(entries);
        QCOMPARE(told[1].name, QStringLiteral("approximate-newton, 20 % outside"));
        QCOMPARE(told[0].name, entries[0].name);
    }

    void aSignIsDrawnInItsEntryAndNowhereElse() {
        const LegendEntry entry = signEntry(QStringLiteral("sign"), [](QPainter& painter, const QRectF& box) {
            painter.fillRect(box, Qt::red);
        });
        const LegendBlock block = layoutLegend({entry}, font(), 100, LegendFlow::rows);
        QImage image(120, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(10, 10);
        painter.setFont(block.font);
        paintLegend(painter, block.entries, {});
        painter.end();
        int reds = 0;
        const QRect box = block.entries[0].box.toAlignedRect().translated(10, 10).adjusted(-1, -2, 1, 2);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == Qt::red) {
                    ++reds;
                    QVERIFY(box.contains(x, y));
                }
        QVERIFY(reds > 100);
    }
};

QTEST_MAIN(LegendTest)
#include "legend_test.moc"
