// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of presets, with real keys and clicks.
#include "ui/window/preset_menu.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QtTest>

#include "ui/chart/color_contrast.h"
#include "ui/families/family_view.h"
#include "ui/theme.h"
#include "ui/window/themed_style.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// A menu that is open, and what was chosen in it.
struct Opened {
    Opened() {
        menu.fill([this](const Preset& preset) { chosen = preset.name; });
        menu.popup({0, 0});
    }
    void type(const char* keys) { QTest::keyClicks(&menu, QLatin1String(keys)); }
    QString active() const { return menu.activeAction() ? menu.activeAction()->text() : QString(); }
    QList<QAction*> entries() const {
        QList<QAction*> all = menu.actions();
        all.removeIf([](const QAction* action) { return action->isSeparator(); });
        return all;
    }
    QAction* entry(const char* title) const {
        for (QAction* action : entries())
            if (action->text() == QLatin1String(title)) return action;
        qFatal("no such entry");
    }

    PresetMenu menu{QStringLiteral("Preset")};
    std::string chosen;
};

/// Colours of a picture that are far enough from its ground to be read as text.
int inkIn(const QImage& image, const QRect& rect, const QColor& ground) {
    int found = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            found += contrast(image.pixelColor(x, y), ground) >= 4.5;
    return found;
}

}  // namespace

class PresetMenuTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QApplication::setStyle(new ThemedStyle); }

    void everyPresetIsThereUnderItsFamily() {
        Opened opened;
        QCOMPARE(opened.entries().size(), static_cast<qsizetype>(presets().size()));
        QStringList groups;
        for (const QAction* action : opened.menu.actions())
            if (action->isSeparator()) groups << action->text();
        QStringList families;
        for (const FamilyView* family : familyViews()) families << family->name();
        QCOMPARE(groups, families);
    }

    void arrowsAndEnterChoose() {
        Opened opened;
        QTest::keyClick(&opened.menu, Qt::Key_Down);
        QCOMPARE(opened.active(), QString::fromStdString(presets()[0].title));
        QTest::keyClick(&opened.menu, Qt::Key_Down);
        QCOMPARE(opened.active(), QString::fromStdString(presets()[1].title));
        QTest::keyClick(&opened.menu, Qt::Key_Up);
        QTest::keyClick(&opened.menu, Qt::Key_Return);
        QCOMPARE(opened.chosen, presets()[0].name);
        QVERIFY(!opened.menu.isVisible());
    }

    void escapeChoosesNothing() {
        Opened opened;
        QTest::keyClick(&opened.menu, Qt::Key_Down);
        QTest::keyClick(&opened.menu, Qt::Key_Escape);
        QVERIFY(!opened.menu.isVisible() && opened.chosen.empty());
    }

    void lettersGoToATitle() {
        Opened opened;
        opened.type("two");
        QCOMPARE(opened.active(), QStringLiteral("Two rulers"));
        opened.type(" r");  // a blank is part of it
        QCOMPARE(opened.active(), QStringLiteral("Two rulers"));
        QTest::keyClick(&opened.menu, Qt::Key_Return);
        QCOMPARE(opened.chosen, std::string("two-rulers"));
    }

    void oneLetterAgainGoesThroughAll() {
        Opened opened;
        QStringList visited;
        for (int k = 0; k < 4; ++k) {
            opened.type("o");
            visited << opened.active();
        }
        QCOMPARE(visited[0], QStringLiteral("One step too far"));
        QCOMPARE(visited[1], QStringLiteral("One lucky seed"));
        QCOMPARE(visited[2], QStringLiteral("One step"));
        QCOMPARE(visited[3], visited[0]);
        opened.type("q");  // no title begins so: where one was, one stays
        QCOMPARE(opened.active(), visited[3]);
    }

    void aClickChooses() {
        Opened opened;
        QAction* entry = opened.entry("Four valleys");
        const QRect place = opened.menu.actionGeometry(entry);
        QTest::mouseMove(&opened.menu, place.center());
        QTest::mouseClick(&opened.menu, Qt::LeftButton, {}, place.center() + QPoint(20, 8));
        QCOMPARE(opened.chosen, std::string("four-valleys"));
    }

    void everySentenceHasItsRoom() {
        Opened opened;
        QFont small = opened.menu.font();
        small.setPixelSize(TypeScale().small);
        for (QAction* entry : opened.entries()) {
            const QRect place = opened.menu.actionGeometry(entry);
            QVERIFY2(opened.menu.rect().contains(place), qPrintable(entry->text()));
            const QRect needed = QFontMetrics(small).boundingRect(QRect(0, 0, place.width() - 24, 1000),
                                                                  Qt::TextWordWrap, entry->toolTip());
            QVERIFY2(place.height() >= needed.height() + QFontMetrics(small).height(),
                     qPrintable(entry->text()));
        }
    }

    void bothThemesCanBeRead() {
        for (const Theme& theme : {Theme::light(), Theme::night()}) {
            QApplication::setPalette(theme.palette());
            Opened opened;
            opened.menu.setActiveAction(opened.entry("Two rulers"));
            const QImage image = opened.menu.grab().toImage();
            const QRect plain = opened.menu.actionGeometry(opened.entry("Close enough"));
            const QRect chosen = opened.menu.actionGeometry(opened.entry("Two rulers"));
            for (const QRect& place : {plain, chosen}) {
                const QColor ground = image.pixelColor(place.left() + 4, place.center().y());
                const int title = inkIn(image, QRect(place.topLeft(), QSize(place.width(), 17)), ground);
                const int story = inkIn(image, place.adjusted(0, 19, 0, 0), ground);
                QVERIFY2(title > 60 && story > 100, qPrintable(QString::number(story)));
            }
            QVERIFY(image.pixelColor(plain.left() + 4, plain.center().y()) !=
                    image.pixelColor(chosen.left() + 4, chosen.center().y()));
        }
    }
};

QTEST_MAIN(PresetMenuTest)
#include "preset_menu_test.moc"
