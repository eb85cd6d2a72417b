// SPDX-License-Identifier: GPL-3.0-or-later
// The window by keyboard alone: Tab in reading order, mnemonics, and words that explain themselves.
#include <QCheckBox>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QtTest>

#include "tests/support/panel.h"
#include "tests/support/window.h"
#include "ui/families/family_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/explanation.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/transport_bar.h"
#include "ui/window/dashboard.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::button;
using test::waitUntilDone;

namespace {

/// What Tab stops at, in its order, from the first control of the bar on.
QList<QWidget*> tabStops(MainWindow& window) {
    QWidget* first = window.transport()->findChild<QToolButton*>();
    QList<QWidget*> stops;
    QWidget* at = first;
    do {
        if (at->isVisible() && (at->focusPolicy() & Qt::TabFocus) && at->window() == &window) stops << at;
        at = at->nextInFocusChain();
    } while (at != first);
    return stops;
}

int placeIn(const QWidget& widget, const MainWindow& window) {
    return widget.mapTo(&window, QPoint(0, 0)).y();
}

}  // namespace

class WindowTabOrderTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void tabGoesInReadingOrder() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        for (const FamilyView* family : familyViews()) {
            window->experimentPanel()->familySwitch()->button(*family)->click();
            test::unfoldAll(*window->experimentPanel());
            QTest::qWait(100);
            const QList<QWidget*> stops = tabStops(*window);
            // Bar, panel, plots, time line.
            const QWidget* parts[] = {window->transport(), window->experimentPanel(), window->dashboard(),
                                      window->timeline()};
            int part = 0;
            int last = -1000;
            QWidget* before = nullptr;
            for (QWidget* stop : stops) {
                while (part < 3 && !parts[part]->isAncestorOf(stop) && parts[part + 1]->isAncestorOf(stop))
                    ++part, last = -1000;
                if (part != 1 || stop == window->experimentPanel() || !parts[1]->isAncestorOf(stop)) continue;
                const int y = placeIn(*stop, *window);
                QVERIFY2(y >= last - 8, qPrintable(family->name() + QStringLiteral(": ") +
                                                   stop->accessibleName() + QStringLiteral(" after ") +
                                                   (before ? before->accessibleName() : QString())));
                last = y;
                before = stop;
            }
            QCOMPARE(part, 3);
        }
    }

    void solversAreBeforeWhatIsSeldomSet() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        test::unfoldAll(*window->experimentPanel());
        const QList<QWidget*> stops = tabStops(*window);
        const auto* box = window->experimentPanel()->solverList()->findChild<QCheckBox*>();
        const auto* more = window->experimentPanel()->group(QStringLiteral("landscape"))->foldButton();
        const auto place = [&stops](const QWidget* widget) {
            return stops.indexOf(const_cast<QWidget*>(widget));
        };
        QVERIFY(place(box) > 0 && place(box) < place(more));
    }

    void menusAndRunHaveMnemonics() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QSet<QKeySequence> taken;
        int found = 0;
        for (const QToolButton* each : window->transport()->findChildren<QToolButton*>()) {
            if (each->text().isEmpty() || each->toolButtonStyle() == Qt::ToolButtonIconOnly) continue;
            const QKeySequence key = QKeySequence::mnemonic(each->text());
            QVERIFY2(!key.isEmpty() && !taken.contains(key), qPrintable(each->text()));
            QVERIFY(!each->accessibleName().contains(QLatin1Char('&')));
            taken << key;
            ++found;
        }
        QCOMPARE(found, 6);  // File, Run, Preset, Export, View, Help
        for (const QMenu* menu : {window->actions()->fileMenu, window->actions()->helpMenu}) {
            QSet<QKeySequence> inMenu;
            for (const QAction* action : menu->actions()) {
                if (action->isSeparator()) continue;
                const QKeySequence key = QKeySequence::mnemonic(action->text());
                QVERIFY2(!key.isEmpty() && !inMenu.contains(key), qPrintable(action->text()));
                inMenu << key;
            }
        }
    }

    void altRRuns() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QApplication::setActiveWindow(window.get());
        window->dashboard()->setFocus();
        QSignalSpy ran(window->actions()->run, &QAction::triggered);
        QTest::keyClick(window.get(), Qt::Key_R, Qt::AltModifier);
        QTRY_COMPARE(ran.count(), 1);
        waitUntilDone(*window);
    }

    void aWordsMeaningStays() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        auto* panel = window->findChild<ExplanationPanel*>();
        QLabel* text = nullptr;
        for (QLabel* label : panel->findChildren<QLabel*>())
            if (label->textInteractionFlags() & Qt::LinksAccessibleByKeyboard) text = label;
        QVERIFY(text != nullptr);
        const QString meaning = glossary().front().meaning;
        emit text->linkHovered(meaning);
        QTRY_COMPARE(QToolTip::text(), meaning);
        // After .7 s the label's own tip is due.
        const QPoint at = text->rect().center();
        QHelpEvent help(QEvent::ToolTip, at, text->mapToGlobal(at));
        QApplication::sendEvent(text, &help);
        QCOMPARE(QToolTip::text(), meaning);
        emit text->linkHovered(QString());
        QTRY_VERIFY(QToolTip::text() != meaning);
        QApplication::sendEvent(text, &help);
        QTRY_COMPARE(QToolTip::text(), text->toolTip());
        QToolTip::hideText();
    }
};

QTEST_MAIN(WindowTabOrderTest)
#include "window_tab_order_test.moc"
