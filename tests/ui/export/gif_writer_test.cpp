// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/gif_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QTest>

using namespace basin::ui;

namespace {

struct Read {
    std::vector<QImage> frames;
    std::vector<int> milliseconds;
    int loops = 0;
};

Read readBack(QByteArray bytes) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "gif");
    Read read;
    while (reader.canRead()) {
        const QImage frame = reader.read();
        if (frame.isNull()) break;
        read.frames.push_back(frame.convertToFormat(QImage::Format_RGB32));
        read.milliseconds.push_back(reader.nextImageDelay());
    }
    read.loops = reader.loopCount();
    return read;
}

/// A curve of three colours on white, as far as it has come.
QImage drawing(int step, QSize size = {120, 80}) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int x = 0; x < 10 * step; ++x) {
        image.setPixelColor(x, 40 + x % 7, QColor(200, 30, 30));
        image.setPixelColor(x, 20, QColor(20, 60, 180));
    }
    return image;
}

/// More colours than a table holds.
QImage gradient(int step, QSize size = {160, 120}) {
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixelColor(x, y,
                                QColor::fromHsvF(0.7F * static_cast<float>(x) / 160.F, 0.8F,
                                                 0.3F + 0.6F * static_cast<float>(y) / 120.F));
    QPainter painter(&image);
    painter.fillRect(8 * step, 50, 12, 12, Qt::black);
    return image;
}

QByteArray gifOf(const std::vector<QImage>& pictures, const std::vector<int>& hundredths) {
    ColorCensus census;
    for (const QImage& picture : pictures) census.add(picture);
    GifWriter writer(pictures.front().size(), census.table(GifWriter::mostColors));
    for (std::size_t k = 0; k < pictures.size(); ++k) writer.add(pictures[k], hundredths[k]);
    return writer.finish();
}

struct Distance {
    int largest = 0;
    double mean = 0;
};

Distance distanceOf(const QImage& a, const QImage& b) {
    Distance found;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QColor one = a.pixelColor(x, y), other = b.pixelColor(x, y);
            for (const int apart :
                 {one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue()}) {
                found.largest = std::max(found.largest, std::abs(apart));
                found.mean += std::abs(apart);
            }
        }
    found.mean /= 3.0 * a.width() * a.height();
    return found;
}

}  // namespace

class GifWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void fewColoursComeBackExactly() {
        const std::vector<QImage> pictures{drawing(0), drawing(1), drawing(5), drawing(9)};
        const Read read = readBack(gifOf(pictures, {10, 4, 33, 210}));
        QCOMPARE(read.frames.size(), pictures.size());
        for (std::size_t k = 0; k < pictures.size(); ++k) QCOMPARE(read.frames[k], pictures[k]);
        QCOMPARE(read.milliseconds, (std::vector{100, 40, 330, 2100}));
        QCOMPARE(read.loops, -1);  // for ever
    }

    void manyColoursComeBackNearly() {
        std::vector<QImage> pictures;
        for (int step = 0; step < 6; ++step) pictures.push_back(gradient(step));
        const Read read = readBack(gifOf(pictures, std::vector(6, 10)));
        QCOMPARE(read.frames.size(), pictures.size());
        for (std::size_t k = 0; k < pictures.size(); ++k) {
            // 19,200 colours in 255: a box of them is some ten steps of 256 wide.
            const Distance apart = distanceOf(read.frames[k], pictures[k]);
            QVERIFY2(apart.largest <= 32 && apart.mean <= 6,
                     qPrintable(QStringLiteral("%1 %2").arg(apart.largest).arg(apart.mean)));
        }
        // What does not move does not flicker.
        QCOMPARE(read.frames[0].copy(0, 80, 160, 40), read.frames[5].copy(0, 80, 160, 40));
    }

    void whatStandsStillTakesNoRoom() {
        const QByteArray one = gifOf({gradient(0)}, {10});
        const QByteArray two = gifOf({gradient(0), gradient(1)}, {10, 10});
        QVERIFY2(two.size() - one.size() < 400, qPrintable(QString::number(two.size() - one.size())));
        const QByteArray still = gifOf({gradient(0), gradient(0), gradient(0)}, {10, 10, 5});
        const Read read = readBack(still);
        QCOMPARE(read.frames.size(), 1U);
        QCOMPARE(read.milliseconds, std::vector{250});
    }

    void thinLinesKeepTheirColour() {
        QImage picture = gradient(0);
        QPainter painter(&picture);
        painter.setPen(QColor(255, 0, 255));
        painter.drawLine(0, 100, 159, 100);
        painter.end();
        const Read read = readBack(gifOf({picture}, {10}));
        QCOMPARE(read.frames[0].pixelColor(80, 100), QColor(255, 0, 255));
    }

    void onePixelIsAFilm() {
        QImage pixel(1, 1, QImage::Format_RGB32);
        pixel.fill(Qt::red);
        const Read read = readBack(gifOf({pixel, pixel}, {1, 65535}));
        QVERIFY(!read.frames.empty());
        QCOMPARE(read.frames[0].pixelColor(0, 0), QColor(Qt::red));
    }

    void coloursOutsideTheTableTakeTheNearest() {
        GifWriter writer({2, 1}, {qRgb(0, 0, 0), qRgb(250, 250, 250)});
        QImage picture(2, 1, QImage::Format_RGB32);
        picture.setPixelColor(0, 0, QColor(20, 30, 10));
        picture.setPixelColor(1, 0, QColor(200, 240, 255));
        writer.add(picture, 10);
        const Read read = readBack(writer.finish());
        QCOMPARE(read.frames[0].pixelColor(0, 0), QColor(0, 0, 0));
        QCOMPARE(read.frames[0].pixelColor(1, 0), QColor(250, 250, 250));
    }
};

QTEST_GUILESS_MAIN(GifWriterTest)
#include "gif_writer_test.moc"
