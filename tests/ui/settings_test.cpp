// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QTemporaryDir>
#include <QtTest>

#include "ui/families/family_view.h"

using namespace basin::ui;

class SettingsTest : public QObject {
    Q_OBJECT

  private slots:
    void aThemeThatThereIsNotIsTheSystems() {
        const QString file = folder_.filePath(QStringLiteral("theme.ini"));
        for (const char* value : {"99", "3", "-1", "dark", ""}) {
            QSettings(file, QSettings::IniFormat).setValue(QStringLiteral("theme"), QLatin1String(value));
            QCOMPARE(Settings(file).theme(), ThemeChoice::system);
        }
        for (const ThemeChoice theme : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark}) {
            Settings(file).setTheme(theme);
            QCOMPARE(Settings(file).theme(), theme);
        }
    }

    void foldedFactsAreOfTheirFamily() {
        Settings settings(folder_.filePath(QStringLiteral("folded.ini")));
        const FamilyView &first = *familyViews()[0], &second = *familyViews()[1];
        settings.setFoldedFacts({QStringLiteral("measured")}, first);
        QCOMPARE(settings.foldedFacts(first), QStringList{QStringLiteral("measured")});
        QVERIFY(settings.foldedFacts(second).isEmpty());
    }

  private:
    QTemporaryDir folder_;
};

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
