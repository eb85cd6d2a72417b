// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_page.h"

#include <QFile>
#include <QFontInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace basin::ui;

class FigurePageTest : public QObject {
    Q_OBJECT

  private slots:
    /// Live text, in a family that browsers know, with others for where it is not installed.
    void textOfAnSvgNamesItsFamilies() {
        const QString text = QStringLiteral("live <text> font-family=\"Sans Serif\"");
        const QString path = folder_.filePath(QStringLiteral("page.svg"));
        writePage(
            [&text](QPainter& painter, QSizeF) {
                QFont font;
                font.setPixelSize(13);
                font.setWeight(QFont::DemiBold);
                painter.setFont(font);
                painter.drawText(20, 40, text);
            },
            {}, {text, {}}, path.toStdString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString told, title;
        int families = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            const QXmlStreamAttributes attributes = xml.attributes();
            if (attributes.hasAttribute(QLatin1String("font-family"))) {
                ++families;
                const QString family = attributes.value(QLatin1String("font-family")).toString();
                QVERIFY2(family.startsWith(u'\'' + QFontInfo(QFont()).family() + u'\''), qPrintable(family));
                QVERIFY2(family.endsWith(QStringLiteral(", Arial, Helvetica, sans-serif")),
                         qPrintable(family));
            }
            if (xml.name() == QLatin1String("title")) title = xml.readElementText();
            if (xml.name() != QLatin1String("text")) continue;
            QCOMPARE(attributes.value(QLatin1String("font-size")).toString(), QStringLiteral("13"));
            QCOMPARE(attributes.value(QLatin1String("font-weight")).toString(), QStringLiteral("600"));
            told += xml.readElementText();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(families > 0);
        QCOMPARE(told, text);
        QCOMPARE(title, text);
    }

  private:
    QTemporaryDir folder_;
};

QTEST_MAIN(FigurePageTest)
#include "figure_page_test.moc"
