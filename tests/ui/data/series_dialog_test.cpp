// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog "Open data" over tables as people have them.
#include "ui/data/series_dialog.h"

#include <QLabel>
#include <QMimeData>
#include <QScrollArea>
#include <QSignalSpy>
#include <QWhatsThis>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/npy.h"
#include "core/numeric/input_error.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/data/column_kind.h"
#include "ui/data/column_list.h"
#include "ui/data/column_picture.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"
#include "ui/panels/experiment_panel.h"
#include "ui/window/file_actions.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

/// Lines of text, each made of its parts.
std::string lines(const char* header, int count, const std::function<QString(int)>& line) {
    QString text = QString::fromLatin1(header) + QLatin1Char('\n');
    for (int k = 0; k < count; ++k) text += line(k) + QLatin1Char('\n');
    return text.toStdString();
}

QString two(int number) {
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

std::string monthly() {
    return lines("\"Month\",\"Passengers\"", 48, [](int k) {
        return QStringLiteral("\"%1-%2\",%3")
            .arg(1949 + k / 12)
            .arg(two(k % 12 + 1))
            .arg(112 + 3 * k + k % 12 * (k % 5));
    });
}

std::string weather(bool withMissing) {
    return lines("date,rain,wind,weather", 28, [withMissing](int k) {
        const QString rain =
            withMissing && k == 5 ? QStringLiteral("NA") : QStringLiteral("%1.5").arg(k * 7 % 11);
        return QStringLiteral("2012-01-%1,%2,%3.%4,%5")
            .arg(two(k + 1), rain, QString::number(k * 5 % 13), QString::number(k % 10),
                 k % 3 == 0 ? QStringLiteral("sun") : QStringLiteral("fog"));
    });
}

std::string german() {
    return lines("Tag;Menge;Preis;Rest", 20, [](int k) {
        return QStringLiteral("%1.03.2021;%2;%3,5;%4,25")
            .arg(k + 1)
            .arg(100 + k * k % 17)
            .arg(k % 7)
            .arg(k % 3);
    });
}

std::string stocks() {
    return lines("symbol,date,price", 60, [](int k) {
        return QStringLiteral("%1,20%2-06-01,%3.5")
            .arg(k < 30 ? QStringLiteral("MSFT") : QStringLiteral("AMZN"), two(k % 30))
            .arg(20 + k * k % 19);
    });
}

void choose(QComboBox* combo, const QString& text) {
    QVERIFY2(combo->findText(text) >= 0, qPrintable(text));
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Home);
    for (int k = 0; k < combo->count() && combo->currentText() != text; ++k)
        QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(combo->currentText(), text);
}

void type(QAbstractSpinBox* field, const QString& text) {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Tab);
}

void waitFor(const SeriesDialog& dialog) {
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.isWaiting(), patience);
}

/// What the dialog says is what an experiment file says, and is written as one.
void compareWithFile(const SeriesDialog& dialog, const std::string& data,
                     const std::filesystem::path& folder) {
    const std::string text = QStringLiteral(R"({"format": "basin-experiment", "version": 1,
            "problem": {"family": "elman-rnn", "data": %1}, "solvers": [{"name": "lbfgs"}]})")
                                 .arg(QString::fromStdString(data))
                                 .toStdString();
    const Experiment written = parse_experiment(text, "written", folder);
    ElmanDataSpec read = *elman_of(written).data;
    QVERIFY(read.table->value->values.isApprox(dialog.data().table->value->values) ||
            !dialog.data().table->value->values.allFinite());
    Experiment chosen = written;
    elman_of(chosen).data = dialog.data();
    QCOMPARE(experiment_to_json(chosen).dump(), experiment_to_json(written).dump());
    read.table->value = dialog.data().table->value;  // compared above
    QVERIFY(read == dialog.data());
}

}  // namespace

class SeriesDialogTest : public WindowTest {
    Q_OBJECT

    ScratchFolder files_;

    std::unique_ptr<SeriesDialog> open(const std::string& name, const std::string& content) {
        auto dialog = std::make_unique<SeriesDialog>(openTable(files_.write(name, content)));
        dialog->show();
        QApplication::setActiveWindow(dialog.get());
        waitFor(*dialog);
        return dialog;
    }

  private slots:
    void init() { renewSettings(); }

    void aDateAndOneColumnIsAForecast() {
        const auto dialog = open("monthly.csv", monthly());
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("Month"))->currentText(), QStringLiteral("time"));
        QCOMPARE(dialog->columns()->roleOf(QStringLiteral("Passengers"))->currentText(),
                 QStringLiteral("predict"));
        QVERIFY(dialog->columns()->pictureOf(QStringLiteral("Passengers"))->isShown());
        QCOMPARE(dialog->forecast()->lags()->text(), QStringLiteral("auto (12)"));
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
        ForecastFields* forecast = dialog->forecast();
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
        choose(dialog->forecast()->missing(), QStringLiteral("skip"));
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
        RowFields* rows = dialog->forecast()->rows();
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
        RowFields* rows = dialog->forecast()->rows();
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
        QCOMPARE(dialog->data().where, (std::map<std::string, std::string>{{"kind", "sun"}}));
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
        QVERIFY(!dialog->forecast()->isEnabled());
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
        choose(dialog->forecast()->missing(), QStringLiteral("skip"));
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
        choose(dialog->forecast()->difference(), QStringLiteral("its change"));
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

    void theKeyboardReachesEverything() {
        const auto dialog = open("keys.csv", monthly());
        for (const auto& [text, field] :
             {std::pair<const char*, QWidget*>{"&Lags", dialog->forecast()->lags()},
              {"&Separator", dialog->reading()->separator()},
              {"Train sh&are", dialog->forecast()->train()},
              {"Only &rows where", dialog->forecast()->rows()->column(0)}}) {
            const auto labels = dialog->findChildren<QLabel*>();
            const auto label = std::ranges::find(labels, QString::fromLatin1(text), &QLabel::text);
            QVERIFY2(label != labels.end(), text);
            QVERIFY2((*label)->buddy() == field || (*label)->buddy()->focusProxy() == field, text);
        }
        // Preview, columns, switches, buttons.
        std::vector<QWidget*> order;
        for (QWidget* field = dialog->preview(); order.size() < 200; field = field->nextInFocusChain()) {
            if (!order.empty() && field == dialog->preview()) break;
            order.push_back(field);
        }
        const auto place = [&](QWidget* field) { return std::ranges::find(order, field) - order.begin(); };
        QVERIFY(place(dialog->columns()->roleOf(QStringLiteral("Month"))) <
                place(dialog->columns()->roleOf(QStringLiteral("Passengers"))));
        QVERIFY(place(dialog->columns()->roleOf(QStringLiteral("Passengers"))) <
                place(dialog->reading()->header()));
        QVERIFY(place(dialog->reading()->header()) < place(dialog->forecast()->lags()));
        QVERIFY(place(dialog->forecast()->lags()) < place(dialog->forecast()->train()));
        QVERIFY(place(dialog->forecast()->train()) < place(dialog->acceptButton()));
        QSignalSpy rejected(dialog.get(), &QDialog::rejected),
            chosen(dialog.get(), &SeriesDialog::seriesChosen);
        QTest::keyClick(dialog.get(), Qt::Key_Escape);
        QCOMPARE(rejected.count(), 1);
        QCOMPARE(chosen.count(), 0);
    }

    void everyControlSaysWhatItIs() {
        const auto dialog = open("described.csv", weather(false));
        for (const QWidget* control : dialog->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<const QComboBox*>(control) ||
                                   qobject_cast<const QAbstractSpinBox*>(control) ||
                                   qobject_cast<const QAbstractButton*>(control);
            const bool isPart = qobject_cast<const QAbstractItemView*>(control->parentWidget()) != nullptr;
            if (!isControl || isPart || !control->isVisibleTo(dialog.get())) continue;
            QVERIFY2(!control->toolTip().isEmpty(), control->metaObject()->className());
            QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
            QVERIFY(!control->accessibleName().contains(QLatin1Char('&')));
        }
    }

    void nothingIsCutBesideASmallWindow() {
        QWidget around;
        around.resize(1024, 700);
        SeriesDialog dialog(openTable(files_.write("small.csv", german())), &around);
        dialog.reading()->section()->setOpen(true);
        dialog.show();
        waitFor(dialog);
        QVERIFY(dialog.width() <= around.width() && dialog.height() <= around.height());
        choose(dialog.columns()->roleOf(QStringLiteral("Preis")), QStringLiteral("leave out"));
        for (const QComboBox* combo : dialog.findChildren<QComboBox*>())
            if (combo->sizeAdjustPolicy() != QComboBox::AdjustToMinimumContentsLengthWithIcon)
                QVERIFY2(combo->width() >= combo->sizeHint().width(), qPrintable(combo->accessibleName()));
        for (const QAbstractButton* button : dialog.findChildren<QAbstractButton*>())
            if (button->isVisibleTo(&dialog) && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        for (const QScrollArea* area : dialog.findChildren<QScrollArea*>())
            QVERIFY2(area->widget()->minimumSizeHint().width() <= area->viewport()->width(),
                     qPrintable(area->accessibleName()));
    }

    void okWaitsForTheVerdict() {
        const auto dialog = open("waits.csv", monthly());
        QSignalSpy chosen(dialog.get(), &SeriesDialog::seriesChosen);
        type(dialog->forecast()->horizon(), QStringLiteral("3"));
        QVERIFY(dialog->isWaiting());
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(chosen.count(), 1, patience);
        QCOMPARE(chosen.front().front().value<ElmanDataSpec>().horizon, Index{3});
        QVERIFY(!dialog->isVisible());
    }

    void whatIsNoTextOpensNoDialog() {
        QVERIFY_EXCEPTION_THROWN(openTable(files_.write("book.xlsx", std::string("PK\3\4 and more", 14))),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(openTable(files_.path() / "no-such.csv"), InputError);
        QVERIFY_EXCEPTION_THROWN(openTable(files_.write("empty.csv", "")), InputError);
    }

    void aDroppedTableOpensTheDialogAndIsTrained() {
        const auto window = makeWindow();  // softmax
        const auto drop = [&](const std::filesystem::path& file) {
            QMimeData mime;
            mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
            QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(window.get(), &enter);
            QDropEvent event(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(window.get(), &event);
        };
        drop(files_.write("book.xlsx", std::string("PK\3\4 and more", 14)));
        QTRY_VERIFY2(window->messages()->text().contains(QStringLiteral("CSV")),
                     qPrintable(window->messages()->text()));
        QVERIFY(window->findChild<SeriesDialog*>() == nullptr);
        drop(files_.write("dropped.tsv", lines("Month\tSales", 40, [](int k) {
                              return QStringLiteral("%1\t%2.5").arg(k + 1).arg(k * k % 23);
                          })));
        QTRY_VERIFY(window->findChild<SeriesDialog*>() != nullptr);
        auto* dialog = window->findChild<SeriesDialog*>();
        waitFor(*dialog);
        QVERIFY2(dialog->acceptButton()->isEnabled(), qPrintable(dialog->note()));
        QVERIFY(dialog->width() <= window->width() && dialog->height() <= window->height());
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
        QVERIFY(is_recurrent(window->experimentPanel()->experiment()));
        QTRY_VERIFY_WITH_TIMEOUT(
            window->model()->results().experiment == window->experimentPanel()->experiment(), patience);
        waitUntilDone(*window);
        QCOMPARE(window->model()->failure(), QString());
    }
};

QTEST_MAIN(SeriesDialogTest)
#include "series_dialog_test.moc"
