// SPDX-License-Identifier: GPL-3.0-or-later
// One notation for people: no source of the window writes a real number by other means than number_format.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

class NotationTest : public QObject {
    Q_OBJECT

  private slots:
    void noSourceFormatsRealsByItself() {
        // A format letter ('g') or an exponent ("1e+05") comes from Qt's own formatting of reals.
        static const QRegularExpression formats(QStringLiteral(
            R"((QString::number|\.arg|setNum|toString)\([^;]*'[efgEG]'|QLocale::FloatingPointShortest)"));
        // The one function; rounding that is read back at once; a CSV file's digits.
        const QStringList allowed{QStringLiteral("ui/chart/number_format.cpp"),
                                  QStringLiteral("ui/panels/fields.cpp"),
                                  QStringLiteral("ui/panels/value_slider.cpp")};
        const QDir root(QStringLiteral(BASIN_SOURCE_DIR));
        int files = 0;
        for (const char* folder : {"ui", "app"}) {
            QDirIterator sources(root.filePath(QLatin1String(folder)),
                                 {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                                 QDirIterator::Subdirectories);
            while (sources.hasNext()) {
                const QString path = sources.next();
                ++files;
                if (allowed.contains(root.relativeFilePath(path))) continue;
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadOnly));
                const auto found = formats.match(QString::fromUtf8(file.readAll()));
                QVERIFY2(!found.hasMatch(), qPrintable(path + QStringLiteral(": ") + found.captured()));
            }
        }
        QVERIFY(files > 100);
    }
};

QTEST_APPLESS_MAIN(NotationTest)
#include "notation_test.moc"
