// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tag_places.h"

#include <QtTest>

using namespace basin::ui;

namespace {

const QRectF area(10, 20, 320, 200);
constexpr double room = 3;

QRectF upright(double x) {
    return {x - room, area.top(), 2 * room, area.height()};
}

/// Marks of a map: a point with its lines and its dot, and two upright lines.
struct Case {
    Case(QPointF point, double first, double second) {
        lines = {upright(point.x()), QRectF(area.left(), point.y() - room, area.width(), 2 * room),
                 QRectF(point.x() - 10, point.y() - 10, 20, 20), upright(first), upright(second)};
        wishes = {{point + QPointF(tagGap, tagGap), {72, 17}},
                  {{first, area.top() + tagGap}, {96, 17}},
                  {{second, area.top() + tagGap}, {90, 17}}};
        tags = placeTags(area, wishes, lines);
    }
    /// Empty where all is well.
    QString fault() const {
        for (std::size_t i = 0; i < tags.size(); ++i) {
            if (!area.contains(tags[i])) return QStringLiteral("tag %1 leaves the area").arg(i);
            for (std::size_t k = 0; k < i; ++k)
                if (tags[i].intersects(tags[k])) return QStringLiteral("tags %1 and %2 meet").arg(i).arg(k);
            for (const QRectF& line : lines)
                if (tags[i].intersects(line)) return QStringLiteral("tag %1 hides a line").arg(i);
        }
        return {};
    }
    std::vector<QRectF> lines, tags;
    std::vector<TagWish> wishes;
};

}  // namespace

class TagPlacesTest : public QObject {
    Q_OBJECT

  private slots:
    void aloneATagStandsWhereItIsBest() {
        const std::vector<TagWish> wish{{{100, 60}, {72, 17}}};
        QCOMPARE(placeTags(area, wish, {}).front(), QRectF(100 + tagGap, 60, 72, 17));
        // At the right border it goes to the other side.
        const std::vector<TagWish> last{{{325, 60}, {72, 17}}};
        const std::vector<QRectF> line{upright(325)};
        QCOMPARE(placeTags(area, last, line).front().right(), 325 - tagGap);
    }

    /// Near each other, and near all four borders.
    void noTagHidesAnything() {
        std::vector<double> xs{area.left(), area.right()}, ys{area.top(), area.bottom()};
        for (const double near : {1.0, 6.0, 15.0, 40.0}) {
            xs.push_back(area.left() + near);
            xs.push_back(area.right() - near);
            ys.push_back(area.top() + near);
            ys.push_back(area.bottom() - near);
        }
        xs.push_back(area.center().x());
        ys.push_back(area.center().y());
        for (const double x : xs)
            for (const double y : ys)
                for (const double first : {-200.0, -40.0, -12.0, -3.0, 0.0, 2.0, 8.0, 30.0, 150.0})
                    for (const double apart : {0.0, 2.0, 7.0, 25.0, 110.0}) {
                        const double left = std::clamp(x + first, area.left(), area.right());
                        const double right = std::clamp(left + apart, area.left(), area.right());
                        const QString fault = Case({x, y}, left, right).fault();
                        QVERIFY2(fault.isEmpty(), qPrintable(QStringLiteral("%1: %2 %3 %4 %5")
                                                                 .arg(fault)
                                                                 .arg(x)
                                                                 .arg(y)
                                                                 .arg(left)
                                                                 .arg(right)));
                    }
    }

    void whereThereIsNoRoomTheTagsAreReadAllTheSame() {
        const QRectF narrow(0, 0, 100, 90);
        const std::vector<QRectF> lines{{40, 0, 6, 90}, {60, 0, 6, 90}};
        const std::vector<TagWish> wishes{{{43, 4}, {96, 17}}, {{63, 4}, {90, 17}}, {{50, 40}, {72, 17}}};
        const std::vector<QRectF> tags = placeTags(narrow, wishes, lines);
        for (std::size_t i = 0; i < tags.size(); ++i) {
            QVERIFY(narrow.contains(tags[i]));
            for (std::size_t k = 0; k < i; ++k) QVERIFY(!tags[i].intersects(tags[k]));
        }
    }
};

QTEST_APPLESS_MAIN(TagPlacesTest)
#include "tag_places_test.moc"
