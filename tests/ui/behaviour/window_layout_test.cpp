// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes and places belong to the user: presenting, switching and messages leave them as they are, to the
// pixel, and no panel is cut off.
#include "ui/window/window_layout.h"

#include <QImage>
#include <QRadioButton>
#include <QScrollBar>
#include <QSplitter>
#include <QtTest>

#include "core/io/presets.h"
#include "tests/support/drag_handle.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/families/family_view.h"
#include "ui/families/network_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::dragHandle;
using test::waitUntilDone;

namespace {

QSplitter& panelsOf(MainWindow& window) {
    return *qobject_cast<QSplitter*>(window.dashboard()->parentWidget());
}

/// Where everything that is seen lies in the window.
QHash<QWidget*, QRect> placesIn(MainWindow& window) {
    QHash<QWidget*, QRect> places;
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (widget->isVisible() && !widget->isWindow() && widget->window() == &window)
            places.insert(widget, QRect(widget->mapTo(&window, QPoint(0, 0)), widget->size()));
    return places;
}

void settle() {
    QTest::qWait(150);  // layouts and plots settle with the next turns of the event loop
}

/// Nothing of the panel lies beyond its right edge.
bool isWhole(const ExperimentPanel& panel) {
    return panel.widget()->width() <= panel.viewport()->width() &&
           panel.widget()->minimumSizeHint().width() <= panel.viewport()->width();
}

}  // namespace

class WindowLayoutTest : public test::WindowTest {
    Q_OBJECT

    std::unique_ptr<MainWindow> makeSized(const QSize& size, const Experiment& experiment) {
        auto window = std::make_unique<MainWindow>(experiment, nullptr, settings_.get());
        window->show();
        window->resize(size);
        settle();
        return window;
    }

  private slots:
    void init() { renewSettings(); }

    void sizes() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1024 x 700") << QSize(1024, 700);
        QTest::newRow("1280 x 720") << QSize(1280, 720);
        QTest::newRow("1920 x 1080") << QSize(1920, 1080);
    }

    void thePanelIsNeverCutOff_data() { sizes(); }
    void thePanelIsNeverCutOff() {
        QFETCH(QSize, size);
        const auto window = makeSized(size, default_experiment());
        ExperimentPanel& panel = *window->experimentPanel();
        QVERIFY(isWhole(panel));
        const QList<int> before = panelsOf(*window).sizes();
        for (const bool more : {false, true}) {
            test::unfoldAll(panel, more);
            for (const FamilyView* family : familyViews()) {
                panel.familySwitch()->button(*family)->click();
                settle();
                QVERIFY2(isWhole(panel), qPrintable(family->name()));
                // Nor is what stands beside it pushed out.
                for (int part = 0; part < 3; ++part)
                    QVERIFY(panelsOf(*window).rect().contains(panelsOf(*window).widget(part)->geometry()));
                QCOMPARE(window->size(), size);
            }
        }
        test::unfoldAll(panel, false);
        panel.familySwitch()->button(familyViewOf(default_experiment()))->click();
        settle();
        QCOMPARE(panelsOf(*window).sizes(), before);
    }

    void presentingComesBackToThePixel_data() {
        QTest::addColumn<bool>("network");
        QTest::newRow("softmax regression") << false;
        QTest::newRow("recurrent network") << true;
    }
    void presentingComesBackToThePixel() {
        QFETCH(bool, network);
        const auto window =
            makeSized({1280, 720}, network ? test::small_network() : test::pictured_experiment());
        window->runPolicy()->run();
        waitUntilDone(*window);
        dragHandle(panelsOf(*window), 1, 21);
        dragHandle(panelsOf(*window), 2, -33);
        for (QSplitter* splitter : window->dashboard()->findChildren<QSplitter*>())
            dragHandle(*splitter, 1, splitter->orientation() == Qt::Vertical ? 17 : 0);
        settle();
        const QSize size = window->size();
        const auto places = placesIn(*window);
        const QImage picture = window->grab().toImage();
        for (int times = 0; times < 2; ++times) {
            window->actions()->present->trigger();
            settle();
            QVERIFY(window->size() != size);
            window->actions()->leavePresent->trigger();
            settle();
            QCOMPARE(window->size(), size);
            const auto now = placesIn(*window);
            for (auto it = places.begin(); it != places.end(); ++it)
                QVERIFY2(now.value(it.key()) == it.value(), it.key()->metaObject()->className());
            QCOMPARE(now.size(), places.size());
            QVERIFY(window->grab().toImage() == picture);
        }
    }

    void closingInAPresentationKeepsTheWindow() {
        QList<int> sizes;
        QByteArray dividers;
        {
            const auto window = makeSized({1000, 660}, test::pictured_experiment());
            dragHandle(panelsOf(*window), 2, -40);
            settle();
            sizes = panelsOf(*window).sizes();
            dividers = window->dashboard()->saveState();
            window->actions()->present->trigger();
            settle();
            window->close();
        }
        const auto window = makeSized({1000, 660}, test::pictured_experiment());
        QVERIFY(!window->isFullScreen());
        QVERIFY(!window->isPresenting());
        QCOMPARE(panelsOf(*window).sizes(), sizes);
        QCOMPARE(window->dashboard()->saveState(), dividers);
    }

    void theFirstWindowFitsItsScreen() {
        // What is left of it is for the frame.
        for (const QSize& screen : {QSize(1280, 720), QSize(1280, 690), QSize(1366, 738), QSize(1024, 768)}) {
            const QSize size = WindowLayout::firstSize(screen);
            QVERIFY(size.width() < screen.width() && size.height() + 30 <= screen.height());
        }
        QCOMPARE(WindowLayout::firstSize({1366, 768}), QSize(1280, 720));
        const QSize large = WindowLayout::firstSize({1920, 1050});
        QVERIFY(large.width() > 1500 && large.height() > 800);
    }

    void aLargeWindowGivesTheTextRoom() {
        const auto window = makeSized({1920, 1080}, test::pictured_experiment());
        QVERIFY(panelsOf(*window).sizes()[2] > 280);
        window->resize(1024, 700);
        settle();
        QVERIFY(panelsOf(*window).sizes()[2] < 200);
        // What the user has set is not taken away.
        dragHandle(panelsOf(*window), 2, -20);
        const int chosen = panelsOf(*window).sizes()[2];
        window->resize(1280, 720);
        settle();
        QCOMPARE(panelsOf(*window).sizes()[2], chosen);
    }

    void aMessageMovesNothing() {
        const auto window = makeSized({1280, 720}, test::pictured_experiment());
        waitUntilDone(*window);
        settle();
        auto before = placesIn(*window);
        const QString words = QStringLiteral("A message that is longer than a line. ").repeated(12);
        window->messages()->showMessage(MessageBar::Kind::fileError, words);
        settle();
        QVERIFY(window->messages()->isVisible());
        const auto now = placesIn(*window);
        for (auto it = before.begin(); it != before.end(); ++it) QCOMPARE(now.value(it.key()), it.value());
        // It is whole, and inside what it lies over.
        const QWidget* area = window->messages()->parentWidget();
        QVERIFY(area->rect().contains(window->messages()->geometry()));
        const auto* label = window->messages()->findChild<QLabel*>();
        QVERIFY(label->height() >= label->heightForWidth(label->width()));
        QTest::mouseClick(window->messages()->findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(placesIn(*window), before);
    }
};

QTEST_MAIN(WindowLayoutTest)
#include "window_layout_test.moc"
