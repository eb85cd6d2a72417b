// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/rich_text.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace basin::ui;

namespace {

QFont textFont() {
    QFont font;
    font.setPixelSize(20);
    return font;
}

QImage drawn(const QString& text, Qt::Alignment alignment = Qt::AlignLeft) {
    QImage image(400, 60, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(textFont());
    painter.setPen(Qt::black);
    drawText(painter, QRectF(10, 10, 380, 40), alignment | Qt::AlignVCenter, text);
    return image;
}

/// The columns that hold ink: first and last.
std::pair<int, int> inkOf(const QImage& image) {
    int first = image.width(), last = -1;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            if (qGray(image.pixel(x, y)) < 128) first = std::min(first, x), last = std::max(last, x);
    return {first, last};
}

}  // namespace

class RichTextTest : public QObject {
    Q_OBJECT

  private slots:
    void tagsAndNamedCharactersCount() {
        for (const char* text : {"|x<sub>k</sub> &minus; x<sup>*</sup>|", "&alpha;", "<i>f</i>", "&#955;"})
            QVERIFY2(isRichText(QString::fromUtf8(text)), text);
        QCOMPARE(plainText(QStringLiteral("&alpha;<sub>1</sub> &le; <b>b</b>")), QStringLiteral("α1 ≤ b"));
    }

    /// Titles of experiments are full of them.
    void otherThingsAreText() {
        for (const char* text : {"<&>", "a < b", "x<y>z", "<img src='file:///x'>", "<a href='x'>y</a>", "R&D",
                                 "&nothing;", "<b >", "5 > 3", ""}) {
            const QString plain = QString::fromUtf8(text);
            QVERIFY2(!isRichText(plain), text);
            QCOMPARE(plainText(plain), plain);
        }
        // Beside tags that count, too.
        QCOMPARE(plainText(QStringLiteral("<&> <img src='x'> a<sub>b</sub>  c")),
                 QStringLiteral("<&> <img src='x'> ab  c"));
    }

    void plainTextIsDrawnAsQtDoes() {
        QImage image(400, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(textFont());
        painter.drawText(QRectF(10, 10, 380, 40), Qt::AlignLeft | Qt::AlignVCenter,
                         QStringLiteral("a < b & c"));
        painter.end();
        QVERIFY(drawn(QStringLiteral("a < b & c")) == image);
    }

    void whatIsMeasuredIsDrawn() {
        for (const char* text :
             {"iteration", "|x<sub>k+1</sub>|<sub>2</sub>", "10<sup>&minus;8</sup> &Omega;"})
            for (const Qt::Alignment side : {Qt::AlignLeft, Qt::AlignHCenter, Qt::AlignRight}) {
                const QString label = QString::fromUtf8(text);
                const double width = textWidth(label, textFont());
                const auto [first, last] = inkOf(drawn(label, side));
                const double left = side == Qt::AlignLeft      ? 10
                                    : side == Qt::AlignHCenter ? 200 - width / 2
                                                               : 390 - width;
                // Glyphs have room beside their ink.
                QVERIFY2(std::abs(first - left) < 5 && std::abs(last - (left + width)) < 5, text);
            }
    }

    void linesBreakAtSpacesOutsideTags() {
        const QString text = QStringLiteral("one <b>two three</b> four<sub>5</sub> six");
        const QStringList lines = textLines(text, textWidth(QStringLiteral("one"), textFont()), textFont());
        QCOMPARE(lines, QStringList({"one", "<b>two three</b>", "four<sub>5</sub>", "six"}));
        QCOMPARE(textLines(text, 1000, textFont()), QStringList{text});
    }

    void whatDoesNotFitEndsInAnEllipsis() {
        const QString text = QStringLiteral("norm of the gradient g<sub>k</sub>");
        QCOMPARE(fittingText(text, 1000, textFont()), text);
        const QString cut = fittingText(text, 80, textFont());
        QVERIFY(cut.endsWith(QStringLiteral("…")) && textWidth(cut, textFont()) <= 80);
    }
};

QTEST_MAIN(RichTextTest)
#include "rich_text_test.moc"
