// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that zoom act on the plot under the pointer, which shows it; Escape ends a gesture.
#include "ui/plots/plot_keys.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "tests/support/shown_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_card.h"

using namespace basin;
using namespace basin::test;

namespace {

void point(QWidget& at) {
    const QPointF middle = QRectF(at.rect()).center();
    QEnterEvent enter(middle, middle, at.mapToGlobal(middle));
    QApplication::sendEvent(&at, &enter);
}

void leave(QWidget& from) {
    QEvent away(QEvent::Leave);
    QApplication::sendEvent(&from, &away);
}

QWidget* viewportOf(PlotView& plot) {
    return plot.findChild<ChartCanvas*>()->viewport();
}

void dragTo(QWidget* viewport, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
    QMouseEvent move(QEvent::MouseMove, to, viewport->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     modifiers);
    QApplication::sendEvent(viewport, &move);
}

/// Two cards, a field and a button in a window that has the focus.
struct TwoCards {
    TwoCards() {
        auto* row = new QHBoxLayout(&window);
        for (PlotCard*& card : cards) {
            auto* plot = new ConvergencePlot;
            plot->setTitle(QStringLiteral("plot"));
            plot->setModel(&model);
            card = new PlotCard(plot);
            row->addWidget(card);
            keys.add(card);
        }
        row->addWidget(&field);
        row->addWidget(&button);
        model.load(syntheticResults());
        window.resize(1000, 320);
        window.show();
        QApplication::setActiveWindow(&window);
        for (PlotCard* card : cards) {
            card->plot()->refresh();
            const ViewRange view = card->plot()->viewRange();
            card->plot()->zoomTo({view.left, view.left + view.width() / 2, view.bottom, view.top});
        }
    }
    ~TwoCards() {
        field.setParent(nullptr);
        button.setParent(nullptr);
    }
    PlotView& plot(std::size_t i) { return *cards[i]->plot(); }

    RunModel model;
    QWidget window;
    QLineEdit field;
    QPushButton button;
    std::array<PlotCard*, 2> cards{};
    PlotKeys keys;
};

}  // namespace

class PlotKeysTest : public QObject {
    Q_OBJECT

  private slots:
    void theyActOnThePlotUnderThePointer();
    void withoutAPointerTheyActOnTheFocus();
    void whatIsTypedInKeepsItsKeys();
    void theRingIsSeen();
    void escapeCancelsARubberBand();
    void escapeCancelsAPan();
};

void PlotKeysTest::theyActOnThePlotUnderThePointer() {
    TwoCards s;
    s.plot(0).setFocus();
    point(*s.cards[1]);
    QCOMPARE(s.keys.target(), s.cards[1]);
    QCOMPARE(s.cards[1]->ring(), PlotCard::Ring::pointed);
    QCOMPARE(s.cards[0]->ring(), PlotCard::Ring::none);
    QTest::keyClick(&s.plot(0), Qt::Key_Backspace);  // where the keys arrive
    QVERIFY(s.plot(0).isZoomed());
    QVERIFY(!s.plot(1).isZoomed());
    s.button.setFocus();
    leave(*s.cards[1]);
    point(*s.cards[0]);
    QTest::keyClick(&s.button, Qt::Key_Home);
    QVERIFY(!s.plot(0).isZoomed());
    // Once each, also where pointer and focus are on one plot.
    s.plot(0).zoomTo({1, 5, -3, 0});
    s.plot(0).zoomTo({2, 4, -2, 0});
    s.plot(0).setFocus();
    QTest::keyClick(&s.plot(0), Qt::Key_Backspace);
    QCOMPARE(s.plot(0).viewRange(), (ViewRange{1, 5, -3, 0}));
}

void PlotKeysTest::withoutAPointerTheyActOnTheFocus() {
    TwoCards s;
    s.plot(1).setFocus(Qt::TabFocusReason);
    QCOMPARE(s.keys.target(), s.cards[1]);
    QCOMPARE(s.cards[1]->ring(), PlotCard::Ring::focused);
    QTest::keyClick(&s.plot(1), Qt::Key_Home);
    QVERIFY(!s.plot(1).isZoomed());
    s.button.setFocus();
    QVERIFY(s.keys.target() == nullptr);
    QCOMPARE(s.cards[1]->ring(), PlotCard::Ring::none);
    QTest::keyClick(&s.button, Qt::Key_Home);
    QVERIFY(s.plot(0).isZoomed());
}

void PlotKeysTest::whatIsTypedInKeepsItsKeys() {
    TwoCards s;
    s.field.setText(QStringLiteral("12"));
    s.field.setFocus();
    point(*s.cards[0]);
    QVERIFY(s.keys.target() == nullptr);
    QTest::keyClick(&s.field, Qt::Key_Backspace);
    QCOMPARE(s.field.text(), QStringLiteral("1"));
    QVERIFY(s.plot(0).isZoomed());
}

void PlotKeysTest::theRingIsSeen() {
    TwoCards s;
    s.button.setFocus();
    const auto edge = [&s] { return s.cards[0]->grab().toImage().pixelColor(s.cards[0]->width() / 2, 0); };
    const QColor atRest = edge();
    point(*s.cards[0]);
    const QColor pointed = edge();
    leave(*s.cards[0]);
    QCOMPARE(edge(), atRest);
    s.plot(0).setFocus(Qt::TabFocusReason);
    QVERIFY(pointed != atRest && edge() != atRest && edge() != pointed);
    QCOMPARE(edge(), Theme::light().accent);
}

void PlotKeysTest::escapeCancelsARubberBand() {
    TwoCards s;
    const ViewRange before = s.plot(0).viewRange();
    QWidget* viewport = viewportOf(s.plot(0));
    const QPoint from = s.plot(0).frame().area.center().toPoint();
    point(*s.cards[0]);
    QTest::mousePress(viewport, Qt::LeftButton, {}, from);
    dragTo(viewport, from + QPoint(60, 40));
    QTest::keyClick(&s.plot(0), Qt::Key_Backspace);  // waits
    QTest::keyClick(&s.plot(0), Qt::Key_Home);
    QVERIFY(s.plot(0).isZoomed() && s.plot(1).isZoomed());
    QTest::keyClick(&s.plot(0), Qt::Key_Escape);
    dragTo(viewport, from + QPoint(70, 50));
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, from + QPoint(70, 50));
    QCOMPARE(s.plot(0).viewRange(), before);
    QTest::keyClick(&s.plot(0), Qt::Key_Backspace);
    QVERIFY(!s.plot(0).isZoomed());
}

void PlotKeysTest::escapeCancelsAPan() {
    TwoCards s;
    const ViewRange before = s.plot(0).viewRange();
    QWidget* viewport = viewportOf(s.plot(0));
    const QPoint from = s.plot(0).frame().area.center().toPoint();
    QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, from);
    dragTo(viewport, from + QPoint(30, 10), Qt::ShiftModifier);
    dragTo(viewport, from + QPoint(60, 20), Qt::ShiftModifier);
    QVERIFY(s.plot(0).viewRange() != before);
    QTest::keyClick(&s.plot(0), Qt::Key_Escape);
    QCOMPARE(s.plot(0).viewRange(), before);
    dragTo(viewport, from + QPoint(80, 20), Qt::ShiftModifier);
    QTest::mouseRelease(viewport, Qt::LeftButton, Qt::ShiftModifier, from + QPoint(80, 20));
    QCOMPARE(s.plot(0).viewRange(), before);
    s.plot(0).undoZoom();  // the pan left no step behind
    QVERIFY(!s.plot(0).isZoomed());
}

QTEST_MAIN(PlotKeysTest)
#include "plot_keys_test.moc"
