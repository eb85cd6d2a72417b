// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's style adds to Fusion: slim scroll bars, arrows that are arrows, tool tips that wrap.
#include "ui/window/themed_style.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QStyleOptionSlider>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include "ui/chart/color_contrast.h"
#include "ui/theme.h"

using namespace basin::ui;

namespace {

QStyleOptionSlider optionOf(const QScrollBar& bar) {
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = bar.orientation();
    option.minimum = bar.minimum();
    option.maximum = bar.maximum();
    option.sliderPosition = bar.sliderPosition();
    option.pageStep = bar.pageStep();
    option.subControls = QStyle::SC_All;
    return option;
}

QRect partOf(const QScrollBar& bar, QStyle::SubControl part) {
    const QStyleOptionSlider option = optionOf(bar);
    return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, part, &bar);
}

QLabel* shownTip() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget->inherits("QTipLabel") && widget->isVisible()) return qobject_cast<QLabel*>(widget);
    return nullptr;
}

}  // namespace

class ThemedStyleTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QApplication::setStyle(new ThemedStyle); }

    void scrollBarsAreSlimAndHaveNoButtons() {
        for (const Qt::Orientation orientation : {Qt::Vertical, Qt::Horizontal}) {
            QScrollBar bar(orientation);
            bar.setRange(0, 300);
            bar.setPageStep(100);
            bar.resize(orientation == Qt::Vertical ? QSize(10, 200) : QSize(200, 10));
            QVERIFY(bar.sizeHint().width() <= 10 || bar.sizeHint().height() <= 10);
            for (const QStyle::SubControl part : {QStyle::SC_ScrollBarAddLine, QStyle::SC_ScrollBarSubLine})
                QVERIFY(partOf(bar, part).isEmpty());
            QCOMPARE(partOf(bar, QStyle::SC_ScrollBarGroove), bar.rect());
            const auto start = [&](int value) {
                bar.setValue(value);
                const QRect thumb = partOf(bar, QStyle::SC_ScrollBarSlider);
                return orientation == Qt::Vertical ? thumb.top() : thumb.left();
            };
            QCOMPARE(start(0), 0);
            QCOMPARE(start(300), 150);  // a quarter of the range is seen
            QVERIFY(start(150) > 70 && start(150) < 80);
        }
    }

    void aScrollBarFollowsTheMouse() {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 300);
        bar.setPageStep(100);
        bar.resize(10, 200);
        bar.show();
        const QPoint thumb = partOf(bar, QStyle::SC_ScrollBarSlider).center();
        QTest::mousePress(&bar, Qt::LeftButton, {}, thumb);
        const QPoint to = thumb + QPoint(0, 75);
        QMouseEvent move(QEvent::MouseMove, to, bar.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&bar, &move);
        QTest::mouseRelease(&bar, Qt::LeftButton, {}, to);
        QVERIFY(std::abs(bar.value() - 150) <= 2);
    }

    void aMenuButtonHasRoomForItsArrow() {
        QToolButton plain, menu;
        QMenu items;
        for (QToolButton* button : {&plain, &menu}) {
            button->setText(QStringLiteral("File"));
            button->setToolButtonStyle(Qt::ToolButtonTextOnly);
            button->setPopupMode(QToolButton::InstantPopup);
            button->setAutoRaise(true);
        }
        menu.setMenu(&items);
        QVERIFY(menu.sizeHint().width() >= plain.sizeHint().width() + 10);
        menu.resize(menu.sizeHint());
        const QImage picture = menu.grab().toImage();
        const QColor ground = picture.pixelColor(1, 1);
        // Something is drawn in the middle of the right end, and nothing in its lower corner.
        const auto inked = [&](const QRect& where) {
            for (int y = where.top(); y <= where.bottom(); ++y)
                for (int x = where.left(); x <= where.right(); ++x)
                    if (picture.pixelColor(x, y) != ground) return true;
            return false;
        };
        const int w = menu.width(), h = menu.height();
        QVERIFY(inked(QRect(w - 12, h / 2 - 4, 10, 9)));
        QVERIFY(!inked(QRect(w - 12, h - 5, 10, 4)));
    }

    /// Of combo boxes as of menu buttons, in both themes, on screens of every density.
    void anArrowIsEvenAndIsSeen() {
        for (const Theme& theme : {Theme::light(), Theme::night()})
            for (const double density : {1.0, 2.0}) {
                QComboBox box;
                box.addItem(QStringLiteral("choice"));
                box.setPalette(theme.palette());
                box.resize(120, 26);
                QImage picture(box.size() * density, QImage::Format_RGB32);
                picture.setDevicePixelRatio(density);
                box.render(&picture);
                QStyleOptionComboBox option;
                option.initFrom(&box);
                option.subControls = QStyle::SC_All;
                const QRect place =
                    box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, &box);
                const QPoint middle = (QPointF(place.center()) * density).toPoint();
                QRect ink;
                double most = 1;
                const int reach = static_cast<int>(6 * density);
                for (int y = middle.y() - reach; y <= middle.y() + reach; ++y)
                    for (int x = middle.x() - reach; x <= middle.x() + reach; ++x) {
                        const double seen = contrast(picture.pixelColor(x, y), theme.card);
                        most = std::max(most, seen);
                        if (seen > 2) ink |= QRect(x, y, 1, 1);
                    }
                QVERIFY2(most >= 3, qPrintable(QString::number(most)));
                QVERIFY(ink.width() >= 5 * density && ink.width() > ink.height());
                // The tip is in the middle, below both ends.
                const auto inked = [&](int x, int y) {
                    return contrast(picture.pixelColor(x, y), theme.card) > 2;
                };
                int tips = 0;
                for (int x = ink.left(); x <= ink.right(); ++x)
                    if (inked(x, ink.bottom())) {
                        ++tips;
                        QVERIFY(std::abs(x - (ink.left() + ink.right()) / 2.0) <= 1.5 * density);
                    }
                QVERIFY(tips > 0);
                QVERIFY(!inked((ink.left() + ink.right()) / 2, ink.top()));
            }
    }

    void longToolTipsWrap() {
        QWidget window;
        window.resize(200, 100);
        window.show();
        QToolTip::showText(QPoint(20, 20), QStringLiteral("short"), &window);
        QTRY_VERIFY(shownTip() != nullptr);
        const int line = shownTip()->height();
        const QString words = QStringLiteral("many words that would be a very long line ").repeated(8);
        QToolTip::showText(QPoint(30, 30), words, &window);
        QTRY_COMPARE(shownTip()->text(), words);
        QTRY_VERIFY(shownTip()->width() <= ThemedStyle::widestToolTip);
        QVERIFY(shownTip()->height() > 2 * line);
        QVERIFY(shownTip()->height() >= shownTip()->heightForWidth(shownTip()->width()));
        QToolTip::showText(QPoint(20, 20), QStringLiteral("short"), &window);
        QTRY_VERIFY(shownTip()->height() <= line && shownTip()->width() < 200);
        QToolTip::hideText();
    }
};

QTEST_MAIN(ThemedStyleTest)
#include "themed_style_test.moc"
