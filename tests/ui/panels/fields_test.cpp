// SPDX-License-Identifier: GPL-3.0-or-later
// Fields for numbers: what is typed, pasted or stepped becomes that value, or is refused where it is seen.
#include "ui/panels/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QSignalSpy>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtTest>

#include "core/families/problem_of.h"
#include "tests/support/experiments.h"
#include "ui/panels/experiment_panel.h"
#include "ui/theme.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// Whether the test's keyboard has all the keys.
bool isTypable(const QString& text) {
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 128; });
}

void type(NumberField& field, const QString& text) {
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

void paste(NumberField& field, const QString& text) {
    QApplication::clipboard()->setText(text);
    field.selectAll();
    QTest::keySequence(&field, QKeySequence::Paste);
    QTest::keyClick(&field, Qt::Key_Return);
}

void turnWheel(QWidget& field, int notches) {
    const QPointF middle(4, 4);
    QWheelEvent event(middle, field.mapToGlobal(middle), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&field, &event);
}

/// A window with fields one below the other, the first of which has the focus.
struct Fields {
    Fields() {
        auto* column = new QVBoxLayout(&window);
        for (QWidget* field : std::initializer_list<QWidget*>{&real, &whole, &seed}) column->addWidget(field);
        window.setPalette(Theme::light().palette());
        describe(&real, QStringLiteral("Radius"), QStringLiteral("How far away."));
        real.setValue(0.3);
        whole.setValue(64);
        window.resize(400, 300);
        window.show();
        QApplication::setActiveWindow(&window);
        real.setFocus();
    }
    ~Fields() {
        for (QWidget* field : std::initializer_list<QWidget*>{&real, &whole, &seed})
            field->setParent(nullptr);
    }

    RealField real{0, 1e6};
    WholeField whole{1, 4096};
    SeedField seed;
    QWidget window;
};

}  // namespace

class FieldsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void aNumberIsTaken_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) { QTest::newRow(text) << text << value; };
        row("0.4", 0.4);
        row("0,4", 0.4);
        row("2,8e-5", 2.8e-5);
        row("0,400", 0.4);
        row("0,132", 0.132);
        row("1,25", 1.25);
        row("1,2500", 1.25);
        row("12,5", 12.5);
        row(",5", 0.5);
        row(".5", 0.5);
        row("+7", 7);
        row("1.250", 1.25);
        row(" 8 ", 8);
        row("2.8·10⁻⁵", 2.8e-5);
        row("2,8·10⁻⁵", 2.8e-5);
        row("10⁻⁴", 1e-4);
        row("3*10^2", 300);
        row("100", 100);
        row("1e6", 1e6);
        row("0.12345678901234", 0.12345678901234);
    }

    void aNumberIsTaken() {
        QFETCH(QString, text);
        QFETCH(double, value);
        for (const QLocale::Language language : {QLocale::English, QLocale::German, QLocale::French}) {
            QLocale::setDefault(QLocale(language));
            Fields fields;
            QSignalSpy changed(&fields.real, &RealField::valueChanged);
            if (isTypable(text)) {
                type(fields.real, text);
                QCOMPARE(fields.real.value(), value);
                QCOMPARE(readNumber(fields.real.text()).real(), std::optional(value));
                QVERIFY(fields.real.refusal().isEmpty());
                QCOMPARE(changed.count(), 1);
                fields.real.showValue(0.3);
            }
            paste(fields.real, text);
            QCOMPARE(fields.real.value(), value);
            QCOMPARE(changed.count(), isTypable(text) ? 2 : 1);
        }
    }

    void anotherTextIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"1,250", "12,500", ",125",      "1,250e-3",  "1 250",   "1\u00A0250", "1\u202F250",
              "1'250", "1’250",  "1,250,000", "1.250.000", "1.250,5", "1,250.5",    "1_000",
              "-1",    "1e9",    "1e999",     "1e-999",    "abc",     "1e",         "--1",
              "0x10",  "nan",    "inf",       "1-2",       ""})
            QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text);
    }

    void anotherTextIsRefused() {
        QFETCH(QString, text);
        for (const QLocale::Language language : {QLocale::English, QLocale::German, QLocale::French}) {
            QLocale::setDefault(QLocale(language));
            for (const bool pasted : {false, true}) {
                if (pasted ? text.isEmpty() : !isTypable(text)) continue;
                Fields fields;
                QSignalSpy changed(&fields.real, &RealField::valueChanged);
                pasted ? paste(fields.real, text) : type(fields.real, text);
                QCOMPARE(fields.real.value(), 0.3);
                QCOMPARE(changed.count(), 0);
                QCOMPARE(fields.real.text(), text);  // stays to be corrected
                QVERIFY2(fields.real.refusal().contains(QStringLiteral("from 0 to 10⁶")),
                         qPrintable(fields.real.refusal()));
                QTest::keyClick(&fields.real, Qt::Key_Escape);
                QCOMPARE(fields.real.text(), QStringLiteral("0.3"));
                QVERIFY(fields.real.refusal().isEmpty());
                QCOMPARE(changed.count(), 0);
            }
        }
    }

    void aRefusalIsSeenAndRead() {
        Fields fields;
        const auto note = [&fields] { return fields.window.findChild<RefusalNote*>(); };
        const auto reds = [&fields] {
            const QImage image = fields.real.grab().toImage();
            const QColor danger = Theme::light().danger;
            int count = 0;
            for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, 1) == danger;
            return count;
        };
        QCOMPARE(reds(), 0);
        type(fields.real, QStringLiteral("-1"));
        QVERIFY(reds() > fields.real.width() / 2);
        QVERIFY(note() != nullptr && note()->isVisible());
        QCOMPARE(note()->text(), fields.real.refusal());
        QVERIFY(fields.window.rect().contains(note()->geometry()));
        QVERIFY(!note()->geometry().intersects(fields.real.geometry()));
        QCOMPARE(fields.real.accessibleDescription(), fields.real.refusal());
        QVERIFY(fields.real.toolTip().contains(QStringLiteral("How far away.")));
        // Leaving the field changes nothing, correcting it does: the mark goes as soon as the text is good.
        fields.whole.setFocus();
        QCOMPARE(fields.real.text(), QStringLiteral("-1"));
        QVERIFY(note()->isVisible());
        fields.real.setFocus();
        QTest::keyClick(&fields.real, Qt::Key_Home);
        QTest::keyClick(&fields.real, Qt::Key_Delete);
        QVERIFY(!note()->isVisible());
        QCOMPARE(reds(), 0);
        QCOMPARE(fields.real.accessibleDescription(), QStringLiteral("How far away."));
        QTest::keyClick(&fields.real, Qt::Key_Return);
        QCOMPARE(fields.real.value(), 1.0);
    }

    void aFieldThatGoesTakesItsSentenceAlong() {
        Fields fields;
        type(fields.real, QStringLiteral("x"));
        auto* note = fields.window.findChild<RefusalNote*>();
        fields.real.hide();
        QVERIFY(!note->isVisible());
        fields.real.show();
        QVERIFY(note->isVisible());
        fields.real.showValue(0.5);  // another experiment
        QVERIFY(!note->isVisible());
        QCOMPARE(fields.real.text(), QStringLiteral("0.5"));
        auto* gone = new RealField(0, 1, &fields.window);
        gone->show();
        type(*gone, QStringLiteral("x"));
        QCOMPARE(fields.window.findChildren<RefusalNote*>().size(), 2);
        delete gone;
        QCOMPARE(fields.window.findChildren<RefusalNote*>().size(), 1);
    }

    void theSentenceScrollsWithTheField() {
        QScrollArea area;
        auto* content = new QWidget;
        content->setFixedSize(240, 900);
        auto* field = new RealField(0, 1, content);
        field->setGeometry(20, 400, 80, 24);
        area.setWidget(content);
        area.resize(260, 200);
        area.show();
        area.ensureWidgetVisible(field);
        type(*field, QStringLiteral("7"));
        const auto* note = content->findChild<RefusalNote*>();
        QVERIFY(note != nullptr);
        QVERIFY(content->rect().contains(note->geometry()));
        QCOMPARE(note->y(), field->geometry().bottom() + 3);
    }

    void wholeNumbersAreWhole() {
        Fields fields;
        fields.whole.setFocus();
        QSignalSpy changed(&fields.whole, &WholeField::valueChanged);
        for (const char* text :
             {"0", "-3", "4097", "12,5", "12.5", "1,250", "1 250", "1e2.5", "99999999999999999999"}) {
            type(fields.whole, QString::fromUtf8(text));
            QCOMPARE(fields.whole.value(), Index{64});
            QVERIFY2(fields.whole.refusal().contains(QStringLiteral("a whole number from 1 to 4096")),
                     qPrintable(fields.whole.refusal()));
        }
        QCOMPARE(changed.count(), 0);
        type(fields.whole, QStringLiteral("1e3"));
        QCOMPARE(fields.whole.value(), Index{1000});
        type(fields.whole, QStringLiteral("12,0"));
        QCOMPARE(fields.whole.value(), Index{12});
        QCOMPARE(changed.count(), 2);
    }

    void rangesMayBeOpen() {
        RealField above(Range{.low = 0, .high = 10, .above_low = true});
        above.showValue(1);
        above.show();
        type(above, QStringLiteral("0"));
        QCOMPARE(above.refusal(),
                 QStringLiteral("“0” cannot be taken: this takes a number above 0, at most 10."));
        QCOMPARE(above.value(), 1.0);
        type(above, QStringLiteral("1e-9"));
        QCOMPARE(above.value(), 1e-9);
        for (int k = 0; k < 20; ++k) QTest::keyClick(&above, Qt::Key_Down);
        QVERIFY(above.value() > 0);
        const RealField atLeast(Range{.low = 2}), any{Range{}};
        QCOMPARE(atLeast.rangeText(), QStringLiteral("a number of at least 2"));
        QCOMPARE(any.rangeText(), QStringLiteral("a number"));
        const WholeField whole(Range{.low = 1});
        QCOMPARE(whole.rangeText(), QStringLiteral("a whole number of at least 1"));
        QVERIFY(whole.sizeHint().width() < 120);  // of no number with 19 digits
    }

    void nothingIsNoLimitWhereThereNeedBeNone() {
        RealField seconds(Range{.low = 0, .above_low = true, .may_be_infinite = true});
        seconds.showValue(60);
        seconds.show();
        QSignalSpy changed(&seconds, &RealField::valueChanged);
        type(seconds, QString());
        QVERIFY(std::isinf(seconds.value()) && seconds.refusal().isEmpty());
        QCOMPARE(seconds.text(), QString());
        QCOMPARE(changed.count(), 1);
        for (const auto key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Return}) QTest::keyClick(&seconds, key);
        QVERIFY(std::isinf(seconds.value()));
        QCOMPARE(changed.count(), 1);
        type(seconds, QStringLiteral("2,5"));
        QCOMPARE(seconds.value(), 2.5);
        type(seconds, QStringLiteral("0"));
        QVERIFY2(seconds.refusal().contains(QStringLiteral("a number above 0, or nothing for no limit")),
                 qPrintable(seconds.refusal()));
        seconds.showValue(std::numeric_limits<double>::infinity());
        QCOMPARE(seconds.text(), QString());
        QVERIFY(seconds.refusal().isEmpty());
    }

    void seedsKeepAllTheirDigits() {
        Fields fields;
        fields.seed.setFocus();
        QSignalSpy edited(&fields.seed, &SeedField::seedEdited);
        for (const char* text : {"18446744073709551615", "12345678901234567890", "9007199254740993", "0"}) {
            type(fields.seed, QString::fromLatin1(text));
            QCOMPARE(QString::number(fields.seed.seed()), QString::fromLatin1(text));
            QCOMPARE(fields.seed.text(), QString::fromLatin1(text));
        }
        QCOMPARE(edited.count(), 4);
        QCOMPARE(edited[0][0].toULongLong(), std::numeric_limits<quint64>::max());
        for (const char* text : {"18446744073709551616", "-1", "1,250", "7.5", "seven"}) {
            type(fields.seed, QString::fromLatin1(text));
            QVERIFY(fields.seed.refusal().contains(QStringLiteral("18446744073709551615")));
            QCOMPARE(fields.seed.seed(), std::uint64_t{0});
        }
        QCOMPARE(edited.count(), 4);
    }

    void stepsLoseNothing() {
        Fields fields;
        type(fields.real, QStringLiteral("0.1234567"));
        QTest::keyClick(&fields.real, Qt::Key_Up);
        QCOMPARE(fields.real.value(), 0.2234567);
        QTest::keyClick(&fields.real, Qt::Key_Down);
        QCOMPARE(fields.real.value(), 0.1234567);
        turnWheel(fields.real, 1);
        QCOMPARE(fields.real.value(), 0.2234567);
        type(fields.real, QStringLiteral("0.3"));
        QTest::keyClick(&fields.real, Qt::Key_Up);
        QCOMPARE(fields.real.text(), QStringLiteral("0.4"));
        type(fields.real, QStringLiteral("1e-10"));
        QTest::keyClick(&fields.real, Qt::Key_Up);
        QCOMPARE(fields.real.value(), 2e-10);
        fields.whole.setFocus();
        type(fields.whole, QStringLiteral("1234"));
        QTest::keyClick(&fields.whole, Qt::Key_Up);
        QCOMPARE(fields.whole.value(), Index{1334});
        turnWheel(fields.whole, -1);
        QCOMPARE(fields.whole.value(), Index{1234});
        type(fields.whole, QStringLiteral("100"));
        QTest::keyClick(&fields.whole, Qt::Key_Down);
        QCOMPARE(fields.whole.value(), Index{99});
    }

    void whatIsTypedIsTakenOrRefusedBeforeAStep() {
        Fields fields;
        fields.real.selectAll();
        QTest::keyClicks(&fields.real, QStringLiteral("0,4"));
        QTest::keyClick(&fields.real, Qt::Key_Up);
        QCOMPARE(fields.real.value(), 0.5);
        fields.real.selectAll();
        QTest::keyClicks(&fields.real, QStringLiteral("1,250"));
        for (const int notches : {1, -1}) turnWheel(fields.real, notches);
        QTest::keyClick(&fields.real, Qt::Key_Up);
        QCOMPARE(fields.real.value(), 0.5);
        QCOMPARE(fields.real.text(), QStringLiteral("1,250"));
        QVERIFY(!fields.real.refusal().isEmpty());
    }

    void theWheelIsTheScrollAreasUntilTheFieldHasTheFocus() {
        Fields fields;
        turnWheel(fields.whole, 1);
        QCOMPARE(fields.whole.value(), Index{64});
    }

    void aValueOutsideIsShownAndKept() {
        Fields fields;
        fields.real.showValue(3e7);
        QCOMPARE(fields.real.value(), 3e7);
        fields.whole.showValue(std::numeric_limits<Index>::max());
        QCOMPARE(fields.whole.value(), std::numeric_limits<Index>::max());
        QCOMPARE(fields.whole.text(), QStringLiteral("9223372036854775807"));
    }

    void anExperimentChangesOnGoodValuesOnly() {
        ExperimentPanel panel;
        panel.setExperiment(test::tiny_experiment());
        panel.show();
        const double before = panel.experiment().start.radius;
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        RealField* radius = panel.radiusSlider()->field();
        for (const char* text : {"1,250", "1 250", "-1", "1e9", "much"}) {
            type(*radius, QString::fromLatin1(text));
            QCOMPARE(panel.experiment().start.radius, before);
        }
        QCOMPARE(edited.count(), 0);
        type(*radius, QStringLiteral("0,4"));
        QCOMPARE(panel.experiment().start.radius, 0.4);
        QCOMPARE(edited.count(), 1);
        for (auto* field : panel.findChildren<WholeField*>()) {
            if (field->accessibleName() != QLatin1String("n rows")) continue;
            const Index rows = softmax_of(panel.experiment()).instance.n;
            type(*field, QStringLiteral("0"));
            QCOMPARE(softmax_of(panel.experiment()).instance.n, rows);
            QVERIFY(!field->refusal().isEmpty());
        }
    }
};

QTEST_MAIN(FieldsTest)
#include "fields_test.moc"
