// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog "Open data" over tables as people have them.
#include "ui/data/data_dialog.h"

#include <QWhatsThis>
#include <QtTest>

#include "core/io/formats/npy.h"
#include "tests/support/data_dialog.h"
#include "ui/data/column_list.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class DataDialogTest : public DataDialogFixture {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void aDateAndOneColumnIsAForecast() {
        const auto dialog = open("monthly.csv", monthly());
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("Month"))->currentText(), QStringLiteral("time"));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("Passengers"))->currentText(),
                 QStringLiteral("predict"));
        QVERIFY(dialog->columns()->pictureOf(QStringLiteral("Passengers"))->isShown());
        QCOMPARE(forecastOf(*dialog)->lags()->text(), QStringLiteral("auto (12)"));
        QVERIFY(dialog->note().contains(QStringLiteral("the last 12 values")));
        QVERIFY(dialog->note().contains(QStringLiteral("12 inputs and 1 output")));
        QVERIFY(dialog->note().contains(QStringLiteral("the last value")));
        QVERIFY(dialog->acceptButton()->isEnabled());
        QCOMPARE(dialog->preview()->rowCount(), 13);  // 8 first, a gap, 4 last
        QCOMPARE(dialog->preview()->item(0, 0)->text(), QStringLiteral("1949-01-01"));
        QCOMPARE(dialog->preview()->item(12, 0)->text(), QStringLiteral("1952-12-01"));
        QCOMPARE(dialog->preview()->horizontalHeaderItem(0)->text(), QStringLiteral("Month\ndate"));
        QCOMPARE(dialog->preview()->horizontalHeaderItem(1)->text(), QStringLiteral("Passengers\nnumber"));
        compareWithFile(*dialog,
                        R"({"table": "monthly.csv", "targets": ["Passengers"], "standardise": true})",
                        files_.path());
    }

    void everySwitchIsAKey() {
        const auto dialog = open("weather.csv", weather(true));
        ForecastFields* forecast = forecastOf(*dialog);
        choose(forecast->missing(), QStringLiteral("hold"));
        type(forecast->lags(), QStringLiteral("3"));
        type(forecast->horizon(), QStringLiteral("2"));
        choose(forecast->difference(), QStringLiteral("its change"));
        type(forecast->season(), QStringLiteral("7"));
        QTest::mouseClick(forecast->standardise(), Qt::LeftButton, {}, QPoint(8, 8));
        type(forecast->train(), QStringLiteral("0.75"));
        choose(dialog->columns()->roleOf(QStringLiteral("wind")), QStringLiteral("leave out"));
        choose(dialog->columns()->roleOf(QStringLiteral("rain")), QStringLiteral("predict"));
        choose(dialog->columns()->roleOf(QStringLiteral("weather")), QStringLiteral("indicators"));
        ReadingFields* reading = dialog->reading();
        reading->section()->setOpen(true);
        choose(reading->header(), QStringLiteral("yes"));
        choose(reading->separator(), QStringLiteral("comma"));
        choose(reading->decimal(), QStringLiteral("point"));
        reading->missing()->setFocus();
        QTest::keyClicks(reading->missing(), QStringLiteral("-999, n.d."));
        reading->units()->setFocus();
        QTest::keyClicks(reading->units(), QStringLiteral("mm"));
        reading->percent()->setFocus();
        QTest::keyClick(reading->percent(), Qt::Key_Space);
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"table": "weather.csv", "targets": ["rain"], "inputs": [],
            "indicators": ["weather"], "missing": "hold", "lags": 3, "horizon": 2, "difference": 1, "season": 7,
            "train": 0.75, "header": true, "separator": "comma", "decimal": ".",
            "missing_values": ["-999", "n.d."], "units": ["mm"], "percent": true})",
                        files_.path());
        QVERIFY(dialog->preview()->horizontalHeaderItem(2)->font().strikeOut());  // wind
        QVERIFY(!dialog->preview()->horizontalHeaderItem(1)->font().strikeOut());
        QVERIFY(!dialog->columns()->pictureOf(QStringLiteral("wind"))->isShown());
    }

    void semicolonsAndDecimalCommasAreFoundAndExplained() {
        const auto dialog = open("german.csv", german());
        const ReadingFields* reading = dialog->reading();
        QCOMPARE(reading->separator()->currentText(), QStringLiteral("auto (semicolon)"));
        QCOMPARE(reading->decimal()->currentText(), QStringLiteral("auto (comma)"));
        QCOMPARE(reading->header()->currentText(), QStringLiteral("auto (yes)"));
        QCOMPARE(reading->whySeparator()->reason(),
                 QStringLiteral("semicolon: 4 cells in each of 21 lines."));
        QVERIFY(reading->whySeparator()->toolTip().contains(QStringLiteral("4 cells")));
        QCOMPARE(dialog->preview()->item(0, 2)->text(), QStringLiteral("0.5"));
        QVERIFY(dialog->note().contains(QStringLiteral("does not forecast")));  // no lags
        QVERIFY(dialog->acceptButton()->isEnabled());
        compareWithFile(*dialog, R"({"table": "german.csv", "targets": ["Rest"], "standardise": true})",
                        files_.path());
    }

    void missingValuesAreRefusedAtTheirCellUntilSomethingIsSaid() {
        const auto dialog = open("missing.csv", weather(true));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY2(dialog->note().startsWith(QStringLiteral("line 7, column 2: \"rain\": found no value")),
                 qPrintable(dialog->note()));
        QVERIFY((dialog->preview()->marked() == CellPlace{7, 2}));
        QCOMPARE(dialog->preview()->item(5, 1)->text(), QStringLiteral("–"));
        QVERIFY(dialog->preview()->item(5, 1)->font().bold());
        QCOMPARE(dialog->preview()->verticalHeaderItem(5)->text(), QStringLiteral("! 7"));
        choose(forecastOf(*dialog)->missing(), QStringLiteral("skip"));
        waitFor(*dialog);
        QVERIFY(dialog->acceptButton()->isEnabled());
        QVERIFY(!dialog->preview()->marked());
        QVERIFY(dialog->note().contains(QStringLiteral("left out, where a value is missing")));
    }

    void aMissingValueBehindTheFirstRowsIsShownWithItsLine() {
        const std::string text = lines("k,a,b", 40, [](int k) {
            return QStringLiteral("%1,%2.%3,%4")
                .arg(k + 1)
                .arg(k % 5)
                .arg(k % 3)
                .arg(k == 19 ? QString() : QString::number(k % 4));
        });
        const auto dialog = open("later.csv", text);
        QVERIFY((dialog->preview()->marked() == CellPlace{21, 3}));
        QCOMPARE(dialog->preview()->rowCount(), 15);  // 8, a gap, the line, a gap, 4 last
        QCOMPARE(dialog->preview()->verticalHeaderItem(9)->text(), QStringLiteral("! 21"));
    }

    void oneSequenceOfSeveralIsChosen() {
        const auto dialog = open("stocks.csv", stocks());
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY2(dialog->note().contains(QStringLiteral("MSFT and AMZN")), qPrintable(dialog->note()));
        RowFields* rows = forecastOf(*dialog)->rows();
        choose(rows->column(0), QStringLiteral("symbol"));
        choose(rows->value(0), QStringLiteral("AMZN"));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("symbol"))->currentText(),
                 QStringLiteral("chooses rows"));
        compareWithFile(*dialog, R"({"table": "stocks.csv", "targets": ["price"], "where": {"symbol": "AMZN"},
            "standardise": true})",
                        files_.path());
        choose(rows->column(0), QStringLiteral("all rows"));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("symbol"))->currentText(),
                 QStringLiteral("leave out"));
    }

    void aSequenceMayNeedTwoValues() {
        const auto dialog =
            open("cities.csv", lines("city,kind,day,value", 80, [](int k) {
                     return QStringLiteral("%1,%2,%3,%4")
                         .arg(k < 40 ? QStringLiteral("Oslo") : QStringLiteral("Rome"),
                              k / 20 % 2 == 0 ? QStringLiteral("rain") : QStringLiteral("sun"))
                         .arg(k % 20 + 1)
                         .arg(k * k % 23);
                 }));
        choose(dialog->columns()->roleOf(QStringLiteral("day")), QStringLiteral("time"));
        RowFields* rows = forecastOf(*dialog)->rows();
        choose(rows->column(0), QStringLiteral("city"));
        choose(rows->value(0), QStringLiteral("Rome"));
        QCOMPARE(rows->pairs(), 2);
        choose(rows->column(1), QStringLiteral("kind"));
        choose(rows->value(1), QStringLiteral("sun"));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        compareWithFile(*dialog, R"({"table": "cities.csv", "targets": ["value"], "time": "day",
            "where": {"city": "Rome", "kind": "sun"}, "standardise": true})",
                        files_.path());
        choose(rows->column(0), QStringLiteral("all rows"));
        waitFor(*dialog);
        QCOMPARE(seriesOf(*dialog).where, (std::map<std::string, std::string>{{"kind", "sun"}}));
    }

    void aFileOfNumbersAloneHasNoDialect() {
        Matrix values(40, 2);
        for (Index k = 0; k < 40; ++k)
            values.row(k) << static_cast<double>(k * k % 7), static_cast<double>(k % 5);
        const auto dialog = open("numbers.npy", npy_bytes(values));
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QVERIFY(!dialog->reading()->section()->isEnabled());
        QCOMPARE(dialog->preview()->horizontalHeaderItem(1)->text(), QStringLiteral("2\nnumber"));
        compareWithFile(*dialog, R"({"table": "numbers.npy", "targets": ["2"], "standardise": true})",
                        files_.path());
    }

    void whatIsNotCertainIsAsked() {
        const std::string text = lines("year;load", 30, [](int k) {
            return QStringLiteral("%1;1,%2").arg(1990 + k).arg(200 + k * k % 17);
        });
        const auto dialog = open("ambiguous.csv", text);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY2(dialog->note().contains(QStringLiteral("may be a fraction or thousands")),
                 qPrintable(dialog->note()));
        QVERIFY((dialog->preview()->marked() == CellPlace{2, 2}));
        QCOMPARE(dialog->preview()->item(1, 1)->text(), QStringLiteral("1,200"));  // as it stands
        QVERIFY(dialog->reading()->section()->isOpen());
        QVERIFY(!forecastOf(*dialog)->isEnabled());
        choose(dialog->reading()->decimal(), QStringLiteral("comma"));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QVERIFY(!dialog->preview()->marked());
        QCOMPARE(dialog->preview()->item(0, 1)->text(), QStringLiteral("1.2"));
        // Years count up: no input, but the time.
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("year"))->currentText(), QStringLiteral("time"));
        compareWithFile(
            *dialog,
            R"({"table": "ambiguous.csv", "targets": ["load"], "decimal": ",", "standardise": true})",
            files_.path());
    }

    void aSwitchThatDoesNotFitKeepsTheTable() {
        const auto dialog =
            open("kept.csv", lines("day,load,price", 20, [](int k) {
                     return QStringLiteral("2012-03-%1,%2,%3")
                         .arg(two(k + 1), k == 6 ? QStringLiteral("n.d.") : QString::number(k * k % 11),
                              QString::number(k % 5));
                 }));
        QVERIFY2(dialog->note().contains(QStringLiteral("\"missing_values\": [\"n.d.\"]")),
                 qPrintable(dialog->note()));
        QVERIFY((dialog->preview()->marked() == CellPlace{8, 2}));
        QLineEdit* missing = dialog->reading()->missing();
        missing->setFocus();
        QTest::keyClicks(missing, QStringLiteral("n.d."));
        QTest::keyClick(missing, Qt::Key_Tab);
        waitFor(*dialog);
        choose(dialog->columns()->roleOf(QStringLiteral("load")), QStringLiteral("leave out"));
        choose(forecastOf(*dialog)->missing(), QStringLiteral("skip"));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        missing->setFocus();
        missing->selectAll();
        QTest::keyClick(missing, Qt::Key_Delete);
        QTest::keyClick(missing, Qt::Key_Tab);
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY((dialog->preview()->marked() == CellPlace{8, 2}));
        QCOMPARE(dialog->preview()->item(6, 1)->text(), QStringLiteral("–"));  // the last good table
        QVERIFY(dialog->columns()->isVisible());
        choose(forecastOf(*dialog)->difference(), QStringLiteral("its change"));
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());  // that changes nothing about the file
        missing->setFocus();
        QTest::keyClicks(missing, QStringLiteral("n.d."));
        QTest::keyClick(missing, Qt::Key_Tab);
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QVERIFY(!dialog->preview()->marked());
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("load"))->currentText(),
                 QStringLiteral("leave out"));
    }

    void aFirstColumnOfAnythingIsTheTimeWhenToldSo() {
        const std::string text = lines("when,load,price", 24, [](int k) {
            return QStringLiteral("%1,%2,%3")
                .arg(k % 3 == 0 ? QStringLiteral("noon") : QString::number(k))
                .arg(k * k % 11)
                .arg(k % 5);
        });
        const auto dialog = open("index.csv", text);
        QVERIFY2(dialog->note().startsWith(QStringLiteral("line 2, column 1: ")), qPrintable(dialog->note()));
        QCheckBox* index = dialog->reading()->indexBox();
        index->setFocus();
        QTest::keyClick(index, Qt::Key_Space);
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        const QComboBox* when = dialog->columns()->roleOf(QStringLiteral("when"));
        QCOMPARE(when->currentText(), QStringLiteral("time"));
        QVERIFY(!when->isEnabled());
        compareWithFile(*dialog,
                        R"({"table": "index.csv", "targets": ["price"], "index": true, "standardise": true})",
                        files_.path());
    }

    void whatWasOddInTheFileIsTold() {
        std::string text = "Report of the year\n\n";
        text += lines("day;share", 20, [](int k) {
            return QStringLiteral("2021-05-%1;%2 %").arg(two(k + 1)).arg(k * k % 13 + 1);
        });
        const auto dialog = open("odd.csv", text);
        QVERIFY2(!dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        dialog->reading()->section()->setOpen(true);
        QTest::mouseClick(dialog->reading()->percent(), Qt::LeftButton, {}, QPoint(8, 8));
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QVERIFY2(dialog->note().contains(QStringLiteral("Passed over before the table")),
                 qPrintable(dialog->note()));
    }

    void whyIsToldWhenAsked() {
        const auto dialog = open("why.csv", german());
        dialog->reading()->section()->setOpen(true);
        QTest::mouseClick(dialog->reading()->whySeparator(), Qt::LeftButton);
        const auto isTold = [] {
            const auto windows = QApplication::topLevelWidgets();
            return std::ranges::any_of(windows, [](const QWidget* window) {
                return window->isVisible() &&
                       QByteArray(window->metaObject()->className()).contains("WhatsThat");
            });
        };
        QTRY_VERIFY(isTold());
        QWhatsThis::hideText();
    }

    void thereIsOneTimeAndDatesAreNeverWithoutIt() {
        const auto dialog = open("time.csv", weather(false));
        QComboBox* date = dialog->columns()->roleOf(QStringLiteral("date"));
        QComboBox* rain = dialog->columns()->roleOf(QStringLiteral("rain"));
        choose(rain, QStringLiteral("time"));
        QCOMPARE(date->currentText(), QStringLiteral("leave out"));
        waitFor(*dialog);
        QVERIFY(dialog->note().contains(QStringLiteral("before that of the row above it")));
        choose(rain, QStringLiteral("input"));
        QCOMPARE(date->currentText(), QStringLiteral("time"));
        waitFor(*dialog);
        QVERIFY(dialog->acceptButton()->isEnabled());
        choose(dialog->columns()->roleOf(QStringLiteral("wind")), QStringLiteral("input"));
        waitFor(*dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());  // nothing is predicted
        QVERIFY(dialog->note().startsWith(QStringLiteral("targets: found none")));
    }
};

QTEST_MAIN(DataDialogTest)
#include "data_dialog_test.moc"
