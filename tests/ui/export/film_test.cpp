// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QImageReader>
#include <QPainter>
#include <QTest>

#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/scratch_folder.h"
#include "ui/export/film_file.h"
#include "ui/plots/plot_view.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

namespace fs = std::filesystem;

FilmOptions shortFilm() {
    FilmOptions options;
    options.size = {480, 240};
    options.seconds = 0.8;
    return options;
}

QString pathOf(const fs::path& file) {
    return QString::fromStdString(file.string());
}

bool isEmpty(const ScratchFolder& folder) {
    return fs::is_empty(folder.path());
}

void write(const Results& results, const FilmOptions& options, const fs::path& file,
           FilmFile::Existing existing = FilmFile::Existing::refuse) {
    QVERIFY(writeFilm(results, options, makeFilmFile(file, existing), [](double) {}, {}));
}

}  // namespace

class FilmTest : public QObject {
    Q_OBJECT

  private slots:
    void goesFromTheFirstIterationToTheLast() {
        Film film(results_, shortFilm());
        QCOMPARE(film.frames(), 8);
        QCOMPARE(film.iterationOf(0), Index{0});
        Index before = 0;
        for (int k = 1; k < film.frames(); ++k) {
            QVERIFY(film.iterationOf(k) >= before);
            before = film.iterationOf(k);
            QVERIFY(film.frame(k) != film.frame(k - 1));
        }
        RunModel model;
        model.load(results_);
        QCOMPARE(before, model.lastIteration());
        QCOMPARE(film.hundredthsOf(0), 10);
        QVERIFY(film.hundredthsOf(7) > 10 * film.hundredthsOf(0));
    }

    void speedSaysHowLongItIs() {
        FilmOptions options = shortFilm();
        RunModel model;
        model.load(results_);
        options.speed = static_cast<double>(model.lastIteration()) / 3;  // in three seconds
        options.framesPerSecond = 7;
        const Film film(results_, options);
        QCOMPARE(film.frames(), 21);
        int all = 0;
        for (int k = 0; k < film.frames() - 1; ++k) all += film.hundredthsOf(k);
        QVERIFY(std::abs(all - 286) <= 1);  // hundredths of twenty sevenths of a second
    }

    /// The last picture is what a figure of the whole run is.
    void endsAsTheFigureOfTheWholeRun() {
        FilmOptions options = shortFilm();
        options.plots = {PlotKind::convergence};
        Film film(results_, options);
        const QImage last = film.frame(film.frames() - 1);
        RunModel model;
        model.load(results_);
        const auto plot = makePlot(PlotKind::convergence);
        plot->setModel(&model);
        plot->refresh();
        PlotStyle style;
        style.fontSize = 11;
        style.lineWidth = 1.5;
        style.isFigure = true;
        style.legend = LegendPlacement::right;
        style.title = plot->title();
        style.subtitle = plot->caption();
        QImage figure(options.size, QImage::Format_RGB32);
        figure.fill(options.theme.card);
        QPainter painter(&figure);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                               QPainter::SmoothPixmapTransform);
        const QRectF place = QRectF(0, headHeight, 480, 240 - headHeight).adjusted(6, 6, -6, -6);
        plot->renderTo(painter, place, style);
        painter.end();
        const QRect below = place.toAlignedRect();
        QCOMPARE(last.copy(below), figure.copy(below));
    }

    void axesStandStill() {
        for (const Results& results : {results_, syntheticNetworkResults()}) {
            FilmOptions options = shortFilm();
            options.plots = {PlotKind::convergence};
            Film film(results, options);
            const QImage first = film.frame(0), last = film.frame(film.frames() - 1);
            // Numbers and name of the vertical axis.
            const QRect left(0, 100, 30, 100);
            QCOMPARE(first.copy(left), last.copy(left));
        }
    }

    void gifIsReadBack() {
        const ScratchFolder folder;
        write(results_, shortFilm(), folder.path() / "run.gif");
        QImageReader reader(pathOf(folder.path() / "run.gif"));
        QCOMPARE(reader.imageCount(), 8);
        const QImage first = reader.read();
        QCOMPARE(first.size(), QSize(480, 240));
        QCOMPARE(reader.nextImageDelay(), 100);
        Film film(results_, shortFilm());
        QCOMPARE(first.pixelColor(1, 200), film.frame(0).pixelColor(1, 200));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void everyFamilyHasAFilm() {
        const ScratchFolder folder;
        FilmOptions options = shortFilm();
        options.theme = Theme::night();
        options.size = {1920, 960};
        options.seconds = 0.2;
        write(syntheticNetworkResults(), options, folder.path() / "network.gif");
        QCOMPARE(QImage(pathOf(folder.path() / "network.gif")).size(), QSize(1920, 960));
    }

    void aFolderHoldsEveryPicture() {
        const ScratchFolder folder;
        const fs::path target = folder.path() / "film";
        write(results_, shortFilm(), target);
        Film film(results_, shortFilm());
        for (int k = 0; k < 8; ++k) {
            const QImage read(pathOf(target / ("frame-0000" + std::to_string(k) + ".png")));
            QCOMPARE(read.convertToFormat(QImage::Format_RGB32), film.frame(k));
        }
        verify_mentions(input_error([&] { makeFilmFile(target, FilmFile::Existing::refuse); }),
                        "expected a new folder or an empty one");
        FilmOptions shorter = shortFilm();
        shorter.seconds = 0.3;
        write(results_, shorter, target, FilmFile::Existing::replace);
        QCOMPARE(std::distance(fs::directory_iterator(target), fs::directory_iterator()), 3);
        folder.write("film/mine.txt", "x");
        verify_mentions(input_error([&] { makeFilmFile(target, FilmFile::Existing::replace); }),
                        "holds mine.txt");
    }

    void stoppingLeavesNothing() {
        for (const char* name : {"run.gif", "film"}) {
            const ScratchFolder folder;
            std::stop_source source;
            const auto tell = [&](double done) {
                if (done > 0.7) source.request_stop();
            };
            const fs::path file = folder.path() / name;
            QVERIFY(!writeFilm(results_, shortFilm(), makeFilmFile(file, FilmFile::Existing::refuse), tell,
                               source.get_token()));
            QVERIFY(isEmpty(folder));
        }
    }

    void badInputIsOneSentence_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<int>("framesPerSecond");
        QTest::addColumn<QString>("told");
        QTest::newRow("one pixel") << QSize(1, 1) << 1.0 << 10
                                   << "--size: found 1; expected 160 to 4096 pixels";
        QTest::newRow("10^9 pixels") << QSize(40000, 25000) << 1.0 << 10 << "--size: found 40000; expected";
        QTest::newRow("no time") << QSize(480, 240) << 0.0 << 10 << "--seconds: found 0";
        QTest::newRow("for ever") << QSize(480, 240) << double(INFINITY) << 10 << "--seconds: found inf";
        QTest::newRow("too many") << QSize(480, 240) << 1e6 << 10 << "found 1e+07; expected at most 10000";
        QTest::newRow("too fast") << QSize(480, 240) << 1.0 << 51 << "--fps: found 51; expected 1 to 50";
    }

    void badInputIsOneSentence() {
        QFETCH(QSize, size);
        QFETCH(double, seconds);
        QFETCH(int, framesPerSecond);
        QFETCH(QString, told);
        const ScratchFolder folder;
        FilmOptions options;
        options.size = size;
        options.seconds = seconds;
        options.framesPerSecond = framesPerSecond;
        verify_mentions(input_error([&] {
                            const auto file = folder.path() / "film";
                            writeFilm(results_, options, makeFilmFile(file, FilmFile::Existing::refuse),
                                      [](double) {}, {});
                        }),
                        told.toStdString());
        QVERIFY(isEmpty(folder));
    }

    void placesThatTakeNoFilmAreRefused() {
        const ScratchFolder folder;
        const auto told = [](const fs::path& file) {
            return input_error([&] { makeFilmFile(file, FilmFile::Existing::refuse); });
        };
        verify_mentions(told(folder.path() / "run.mp4"), "found the ending .mp4; expected .gif");
        verify_mentions(told(folder.path() / "none" / "run.gif"), "found no folder");
        verify_mentions(told(folder.write("there.gif", "x")), "exists already");
        Results none = results_;
        none.runs.clear();
        verify_mentions(input_error([&] { Film(none, shortFilm()); }), "found results without a run");
        FilmOptions penalty = shortFilm();
        penalty.plots = {PlotKind::penalty};
        verify_mentions(input_error([&] { Film(results_, penalty); }), "found no data for the plot penalty");
    }

  private:
    static constexpr double headHeight = 35.2;
    const Results results_ = syntheticResults();
};

QTEST_MAIN(FilmTest)
#include "film_test.moc"
