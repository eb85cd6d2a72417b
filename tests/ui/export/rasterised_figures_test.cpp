// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <cstdlib>

#include <QImage>
#include <QTest>

#include "tests/support/network_results.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_templates.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

// Of 255. Edges are smoothed in other ways, and glyphs stand up to a pixel elsewhere: over the whole picture
// that is little, most where a heatmap is hatched, over any square of so many pixels it does not come to what
// a missing or moved thing would.
constexpr double meanTolerance = 6;
constexpr int square = 24;
constexpr double squareTolerance = 40;

struct Distance {
    double mean = 0, worst = 0;  // of the picture, and of its worst square
};

Distance distanceOf(const QImage& a, const QImage& b) {
    Distance distance;
    double all = 0;
    for (int top = 0; top < a.height(); top += square)
        for (int left = 0; left < a.width(); left += square) {
            double sumA = 0, sumB = 0, apart = 0;
            int pixels = 0;
            for (int y = top; y < std::min(top + square, a.height()); ++y)
                for (int x = left; x < std::min(left + square, a.width()); ++x) {
                    const int greyA = qGray(a.pixel(x, y)), greyB = qGray(b.pixel(x, y));
                    sumA += greyA;
                    sumB += greyB;
                    apart += std::abs(greyA - greyB);
                    ++pixels;
                }
            all += apart;
            distance.worst = std::max(distance.worst, std::abs(sumA - sumB) / pixels);
        }
    distance.mean = all / (static_cast<double>(a.width()) * a.height());
    return distance;
}

}  // namespace

/// SVG and PDF look like the PNG to the programs that others see them with.
class RasterisedFiguresTest : public QObject {
    Q_OBJECT

  private slots:
    void vectorFilesLookLikeTheBitmap_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("outlines");
        for (const PlotKind kind : allPlotKinds)
            for (const bool outlines : {false, true})
                QTest::newRow(
                    qPrintable(toString(kind) + (outlines ? QStringLiteral(", outlines") : QString())))
                    << static_cast<int>(kind) << outlines;
    }
    void vectorFilesLookLikeTheBitmap() {
        QFETCH(int, kind);
        QFETCH(bool, outlines);
        FigureOptions options = templateOptions(FigureTemplate::column);
        options.outlines = outlines;
        const auto plot = static_cast<PlotKind>(kind);
        const Results results = resultsFor(plot);
        for (const char* ending : {"png", "svg", "pdf"}) exportFigure(results, plot, options, file(ending));
        const QImage bitmap(QString::fromStdString(file("png")));
        const std::string width = std::to_string(bitmap.width()), height = std::to_string(bitmap.height());
        const ProgramRun svg =
            run_program("rsvg-convert", {"-w", width, "-h", height, "-o", file("svg.png"), file("svg")});
        QVERIFY2(svg.exit_code == 0, ("rsvg-convert (package librsvg2-bin): " + svg.err).c_str());
        const ProgramRun pdf = run_program("pdftoppm", {"-png", "-singlefile", "-scale-to-x", width,
                                                        "-scale-to-y", height, file("pdf"), file("pdf")});
        QVERIFY2(pdf.exit_code == 0, ("pdftoppm (package poppler-utils): " + pdf.err).c_str());
        for (const char* other : {"svg.png", "pdf.png"}) {
            const QImage image(QString::fromStdString(file(other)));
            QCOMPARE(image.size(), bitmap.size());
            const Distance found = distanceOf(bitmap, image);
            QVERIFY2(found.mean <= meanTolerance && found.worst <= squareTolerance,
                     qPrintable(QStringLiteral("%1: mean %2, worst square %3")
                                    .arg(QString::fromUtf8(other))
                                    .arg(found.mean)
                                    .arg(found.worst)));
        }
    }

    /// The yardstick tells a figure from another one.
    void anotherFigureDiffers() {
        FigureOptions options = templateOptions(FigureTemplate::column);
        const Results results = syntheticResults();
        exportFigure(results, PlotKind::convergence, options, file("png"));
        options.solvers = {QStringLiteral("newton")};
        exportFigure(results, PlotKind::convergence, options, file("other.png"));
        const Distance found = distanceOf(QImage(QString::fromStdString(file("png"))),
                                          QImage(QString::fromStdString(file("other.png"))));
        QVERIFY(found.mean > meanTolerance || found.worst > squareTolerance);
    }

    void fontsAreEmbeddedOrNotNeeded() {
        FigureOptions options;
        exportFigure(syntheticResults(), PlotKind::convergence, options, file("pdf"));
        ProgramRun fonts = run_program("pdffonts", {file("pdf")});
        QVERIFY2(fonts.exit_code == 0 && fonts.out.find(" Identity-H       yes ") != std::string::npos,
                 fonts.out.c_str());
        ProgramRun text = run_program("pdftotext", {file("pdf"), "-"});
        QVERIFY2(text.out.find("iteration") != std::string::npos, text.out.c_str());
        options.outlines = true;
        exportFigure(syntheticResults(), PlotKind::convergence, options, file("pdf"));
        fonts = run_program("pdffonts", {file("pdf")});
        QVERIFY2(fonts.exit_code == 0 && fonts.out.find("yes") == std::string::npos, fonts.out.c_str());
        text = run_program("pdftotext", {file("pdf"), "-"});
        QVERIFY2(text.out.find("iteration") == std::string::npos, text.out.c_str());
    }

  private:
    std::string file(const char* ending) const {
        // pdftoppm adds the ending .png itself.
        return (folder_.path() / (std::string("figure.") + ending)).string();
    }
    ScratchFolder folder_;
};

QTEST_MAIN(RasterisedFiguresTest)
#include "rasterised_figures_test.moc"
