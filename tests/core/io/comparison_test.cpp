// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/comparison.h"

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/formats/npy.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;
using nlohmann::ordered_json;

class ComparisonTest : public QObject {
    Q_OBJECT

  private slots:
    void tablesAreComparedButForTimes() {
        const Comparison same = compare_csv("a,seconds\n1,2\n3,4\n", "a,seconds\n1,9\n3,8\n", "t");
        QVERIFY(same.same());
        QCOMPARE(same.compared, std::size_t{2});
        const Comparison other = compare_csv("a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4.5\n", "t");
        QCOMPARE(other.differing, std::size_t{1});
        QCOMPARE(other.worst->place, std::string("t, line 3: b"));
        QCOMPARE(other.worst->relative, 0.5 / 4.5);
        QVERIFY(!other.differs_in_last_digits());
    }
    void numbersCountNotHowTheyAreWritten() {
        QVERIFY(compare_csv("a,b\n1e3,nan\n", "a,b\n1000,nan\n", "t").same());
        QVERIFY(!compare_csv("a,b\n1,\n", "a,b\n1,0\n", "t").same());
        QVERIFY(!compare_csv("a\nnewton\n", "a\nadam\n", "t").same());
        QVERIFY(compare_csv("a\n1\n", "a\n1.0000000000000002\n", "t").differs_in_last_digits());
    }
    void shapesOfTablesCount_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("now");
        QTest::newRow("a line more") << QByteArray("a\n1\n") << QByteArray("a\n1\n2\n");
        QTest::newRow("a line less") << QByteArray("a\n1\n2\n") << QByteArray("a\n1\n");
        QTest::newRow("columns") << QByteArray("a\n1\n") << QByteArray("b\n1\n");
        QTest::newRow("nothing") << QByteArray("a\n1\n") << QByteArray();
    }
    void shapesOfTablesCount() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, now);
        QVERIFY(!compare_csv(before.toStdString(), now.toStdString(), "t").same());
    }
    void jsonIsComparedByItsKeys() {
        const ordered_json before = {{"x", {1, 2}}, {"seconds", 3}, {"word", "yes"}, {"gone", nullptr}};
        ordered_json now = before;
        now["seconds"] = 99;
        QVERIFY(compare_json(before, now, "r").same());
        now["x"][1] = 2.5;
        now["word"] = "no";
        now.erase("gone");
        now["more"] = 1;
        QCOMPARE(compare_json(before, now, "r").differing, std::size_t{4});
        now = before;
        now["x"].push_back(7);
        verify_mentions(compare_json(before, now, "r").worst->place, "r.x");
    }
    void arraysAreComparedNumberByNumber() {
        Matrix before(2, 2);
        before << 1, 2, 3, not_applicable;
        Matrix now = before;
        QVERIFY(compare_npy(npy_bytes(before), npy_bytes(now), "n").same());
        now(0, 1) = 2.0000000001;
        const Comparison other = compare_npy(npy_bytes(before), npy_bytes(now), "n");
        QCOMPARE(other.worst->place, std::string("n[0, 1]"));
        QVERIFY(other.differs_in_last_digits());
        QVERIFY(!compare_npy(npy_bytes(before), npy_bytes(Matrix(before.transpose().topRows(1))), "n").same());
    }
    void tablesLoseWhatIsMeasured() {
        QCOMPARE(without_measured("a,seconds,\"b,c\"\n1,2,3\n", "t"), std::string("a,\"b,c\"\n1,3\n"));
    }
};

QTEST_APPLESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
