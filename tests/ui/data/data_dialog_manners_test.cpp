// SPDX-License-Identifier: GPL-3.0-or-later
// How the dialog "Open data" is used: by keys, in a small window, by a table that is dropped.
#include <QLabel>
#include <QMimeData>
#include <QScrollArea>
#include <QSignalSpy>
#include <QtTest>

#include "core/numeric/input_error.h"
#include "tests/support/data_dialog.h"
#include "tests/support/small_network.h"
#include "ui/data/column_list.h"
#include "ui/data/data_dialog.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class DataDialogMannersTest : public DataDialogFixture {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void theKeyboardReachesEverything() {
        const auto dialog = open("keys.csv", monthly());
        for (const auto& [text, field] :
             {std::pair<const char*, QWidget*>{"&Lags", forecastOf(*dialog)->lags()},
              {"&Separator", dialog->reading()->separator()},
              {"Train sh&are", forecastOf(*dialog)->train()},
              {"Only &rows where", forecastOf(*dialog)->rows()->column(0)}}) {
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
        QVERIFY(place(dialog->reading()->header()) < place(forecastOf(*dialog)->lags()));
        QVERIFY(place(forecastOf(*dialog)->lags()) < place(forecastOf(*dialog)->train()));
        QVERIFY(place(forecastOf(*dialog)->train()) < place(dialog->acceptButton()));
        QSignalSpy rejected(dialog.get(), &QDialog::rejected), chosen(dialog.get(), &DataDialog::dataChosen);
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
        DataDialog dialog(openTable(files_.write("small.csv", german()), ReadAs::series), networkView(),
                          &around);
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
        QSignalSpy chosen(dialog.get(), &DataDialog::dataChosen);
        type(forecastOf(*dialog)->horizon(), QStringLiteral("3"));
        QVERIFY(dialog->isWaiting());
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(chosen.count(), 1, patience);
        QCOMPARE(std::get<ElmanDataSpec>(chosen.front().front().value<ChosenData>()).horizon, Index{3});
        QVERIFY(!dialog->isVisible());
    }

    void whatIsNoTextOpensNoDialog() {
        QVERIFY_EXCEPTION_THROWN(
            openTable(files_.write("book.xlsx", std::string("PK\3\4 and more", 14)), ReadAs::series),
            InputError);
        QVERIFY_EXCEPTION_THROWN(openTable(files_.path() / "no-such.csv", ReadAs::series), InputError);
        QVERIFY_EXCEPTION_THROWN(openTable(files_.write("empty.csv", ""), ReadAs::series), InputError);
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
        QVERIFY(window->findChild<DataDialog*>() == nullptr);
        drop(files_.write("dropped.tsv", lines("Month\tSales", 40, [](int k) {
                              return QStringLiteral("%1\t%2.5").arg(k + 1).arg(k * k % 23);
                          })));
        QTRY_VERIFY(window->findChild<DataDialog*>() != nullptr);
        auto* dialog = window->findChild<DataDialog*>();
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

QTEST_MAIN(DataDialogMannersTest)
#include "data_dialog_manners_test.moc"
