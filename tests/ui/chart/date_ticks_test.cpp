// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/date_ticks.h"

#include <QTest>

#include "core/numeric/calendar.h"

using namespace basin;
using namespace basin::ui;

namespace {

double at(const char* date) {
    return *parse_date(date, date_forms().front());
}

QStringList labels(double low, double high, int wanted) {
    QStringList found;
    for (const Tick& tick : makeDateTicks(low, high, wanted)) {
        if (tick.position < low || tick.position > high) return {};
        found << tick.label;
    }
    return found;
}

}  // namespace

class DateTicksTest : public QObject {
    Q_OBJECT

  private slots:
    void years_are_years() {
        QCOMPARE(labels(at("1949-01-01"), at("1960-12-01"), 6),
                 (QStringList{"1950", "1952", "1954", "1956", "1958", "1960"}));
    }

    void months_begin_on_their_first_day() {
        QCOMPARE(labels(at("2012-01-15"), at("2012-05-20"), 4), (QStringList{"2012-03", "2012-05"}));
        QCOMPARE(labels(at("2011-12-15"), at("2012-03-20"), 3), (QStringList{"2012", "2012-03"}));
    }

    void days_and_hours_follow() {
        QCOMPARE(labels(at("2012-02-28"), at("2012-03-02"), 4),
                 (QStringList{"2012-02-28", "2012-02-29", "2012-03-01", "2012-03-02"}));
        QCOMPARE(labels(at("2012-02-28"), at("2012-02-28") + 43200, 2),
                 (QStringList{"2012-02-28", "2012-02-28 06:00", "2012-02-28 12:00"}));
    }

    void whatever_is_asked_ends() {
        QVERIFY(makeDateTicks(1, 0, 5).empty());
        QVERIFY(makeDateTicks(-1e15, 1e15, 5).size() <= 100);
        QVERIFY(makeDateTicks(0, 1e-6, 5).size() <= 100);
        QVERIFY(makeDateTicks(at("0001-01-01"), at("9999-01-01"), 8).size() <= 8);
    }
};

QTEST_GUILESS_MAIN(DateTicksTest)
#include "date_ticks_test.moc"
