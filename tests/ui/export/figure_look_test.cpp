// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/svg_figure.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_templates.h"
#include "ui/export/recorded_page.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

/// What the options say of one plot is what is drawn.
class FigureLookTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        results_ = syntheticResults();
        for (SolverRun& run : results_.runs) run.result.message = "It has arrived.";
        model_ = std::make_unique<RunModel>();
        model_->load(results_);
    }

    void solversAreChosenOrderedAndNamed() {
        FigureOptions options;
        options.solvers = {QStringLiteral("lbfgs"), QStringLiteral("newton")};
        options.names = {{QStringLiteral("newton"), QStringLiteral("Newton N<sub>1</sub>")}};
        const SvgFigure figure = drawn(PlotKind::convergence, options);
        QVERIFY(figure.isValid);
        const QString all = figure.texts.join(u' ');
        QVERIFY(all.contains(QStringLiteral("lbfgs")) && all.contains(QStringLiteral("Newton N")));
        QVERIFY(all.indexOf(QStringLiteral("lbfgs")) < all.indexOf(QStringLiteral("Newton N")));
        for (const char* other : {"gradient-descent", "damped-newton", "<sub>"})
            QVERIFY2(!figure.has(QString::fromUtf8(other)), other);
        QVERIFY(figure.texts.contains(QStringLiteral("1")));  // the index, in a type of its own
    }

    void solversThatAreNotThereAreRefused() {
        FigureOptions options;
        options.solvers = {QStringLiteral("newtn")};
        verify_mentions(input_error([&] { drawn(PlotKind::convergence, options); }),
                        "solvers: found \"newtn\"; did you mean \"newton\"?");
        options.solvers.clear();
        options.names = {{QStringLiteral("nobody at all"), QStringLiteral("x")}};
        verify_mentions(input_error([&] { drawn(PlotKind::convergence, options); }), "names: found");
    }

    void titlesAndLabels() {
        FigureOptions options;
        options.title = QStringLiteral("Steps <&> &alpha;");
        options.xLabel = QStringLiteral("k");
        options.yLabel = QString();
        const SvgFigure figure = drawn(PlotKind::convergence, options);
        QVERIFY(figure.has(QStringLiteral("Steps <&> α")));
        QVERIFY(figure.texts.contains(QStringLiteral("k")));
        QVERIFY(!figure.texts.contains(QStringLiteral("iteration")));
        QVERIFY(!figure.has(QStringLiteral("loss gap")));
        options.title = QString();
        QVERIFY(!drawn(PlotKind::convergence, options).has(QStringLiteral("Synthetic")));
    }

    void everyScriptGivesAValidFigure() {
        for (const char* title : {"عنوان من اليمين", "損失の谷", "a\u202eb", "<b>open", "&&&<<>>", "\t\n x"})
            for (const auto format : {FigureFormat::svg, FigureFormat::pdf, FigureFormat::png}) {
                FigureOptions options;
                options.title = QString::fromUtf8(title);
                const QByteArray bytes = bytesOf(PlotKind::convergence, options, format);
                QVERIFY2(bytes.size() > 1000, title);
                if (format == FigureFormat::svg) QVERIFY2(svgFigureOf(bytes).isValid, title);
            }
    }

    void rangesAndTicks() {
        FigureOptions options;
        options.xRange = AxisRange{2, 4};
        options.yRange = AxisRange{1e-3, 1};
        const SvgFigure part = drawn(PlotKind::convergence, options);
        QVERIFY(part.texts.contains(QStringLiteral("3")) && !part.texts.contains(QStringLiteral("10")));
        options = {};
        options.xTicks = options.yTicks = 0;
        const SvgFigure none = drawn(PlotKind::convergence, options);
        for (const char* tick : {"10", "20", "30"}) QVERIFY(!none.texts.contains(QString::fromUtf8(tick)));
        options.xTicks = 9;
        const SvgFigure many = drawn(PlotKind::convergence, options);
        QVERIFY(many.texts.contains(QStringLiteral("5")) && many.texts.contains(QStringLiteral("15")));
    }

    void rangesThatAnAxisCannotShowAreRefused() {
        FigureOptions options;
        options.yRange = AxisRange{0, 1};
        verify_mentions(input_error([&] { drawn(PlotKind::convergence, options); }),
                        "y-range: found 0:1; expected numbers above 0 on this logarithmic axis");
    }

    /// On equal scales a part is a square.
    void rangesOfAPlaneKeepItsScales() {
        FigureOptions options;
        options.xRange = AxisRange{-0.1, 0.3};
        const auto plot = plotOf(PlotKind::landscape);
        ScaledStyle scaled = styleOf(options);
        plot->asStyled(scaled.style, {400, 300}, [&](const ChartLayout&) {
            const ViewRange view = plot->frame().view;
            QCOMPARE(view.left, -0.1);
            QCOMPARE(view.right, 0.3);
            QVERIFY(std::abs(view.height() - 0.4) < 1e-12);
        });
    }

    void theScreenStaysAsItIs() {
        const auto plot = plotOf(PlotKind::convergence);
        plot->resize(420, 300);
        plot->show();
        const ViewRange view = plot->viewRange();
        const QImage before = plot->grab().toImage();
        FigureOptions options = templateOptions(FigureTemplate::column);
        options.xRange = AxisRange{1, 3};
        options.palette = Palette::grey;
        options.solvers = {QStringLiteral("newton")};
        options.theory = options.annotations = options.grid = false;
        figureImage(painterOf(*plot, options), options);
        QCOMPARE(plot->viewRange(), view);
        QVERIFY(plot->grab().toImage() == before);
    }

    void theoryAndAnnotationsCanBeLeftOut() {
        FigureOptions options;
        options.view = QStringLiteral("distance");
        const SvgFigure with = drawn(PlotKind::convergence, options);
        QVERIFY(with.has(QStringLiteral("published")) && with.has(QStringLiteral("arrived")));
        options.theory = false;
        QVERIFY(!drawn(PlotKind::convergence, options).has(QStringLiteral("published")));
        options.annotations = false;
        const SvgFigure bare = drawn(PlotKind::convergence, options);
        QVERIFY(!bare.has(QStringLiteral("arrived")) && bare.has(QStringLiteral("newton")));
    }

    void greyHasNoHue() {
        FigureOptions options;
        options.palette = Palette::grey;
        for (const PlotKind kind : allPlotKinds) {
            const Results results = resultsFor(kind);
            model_->load(results);
            const auto plot = plotOf(kind);
            const QImage image =
                figureImage(pagePainter(std::array{plot.get()}, results.experiment, options), options);
            int coloured = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const QRgb pixel = image.pixel(x, y);
                    const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
                    coloured += high - low > 12;
                }
            // Signs of start and minimiser have an ink that is nearly black.
            QVERIFY2(coloured < 400, qPrintable(toString(kind) + QString::number(coloured)));
        }
    }

    void backgroundsAreDrawnOrNot() {
        FigureOptions options;
        QCOMPARE(imageOf(options).pixelColor(1, 1), Theme::light().card);
        options.theme = FigureTheme::dark;
        QCOMPARE(imageOf(options).pixelColor(1, 1), Theme::night().card);
        options.background = FigureBackground::transparent;
        QCOMPARE(imageOf(options).pixelColor(1, 1).alpha(), 0);
    }

    /// In every format type has the size that was asked for, whatever the size of a pixel.
    void typeHasItsSizeInPoints() {
        FigureOptions options = templateOptions(FigureTemplate::column);
        const ScaledStyle scaled = styleOf(options);
        QVERIFY(std::abs(scaled.scale * scaled.style.fontSize * 72 / 96 - 7) < 1e-12);
        QVERIFY(std::abs(scaled.scale * scaled.style.lineWidth * 72 / 96 - 0.75) < 1e-12);
        QCOMPARE(styleOf(FigureOptions()).scale, 1.0);
    }

    /// 200000 iterations that rise and fall: no file is large, and no line leaves its axes.
    void aLongRunIsSmallAndInside() {
        Results results = syntheticResults();
        SolverRun& run = results.runs.front();
        IterationRecord record = run.history.back();
        for (Index k = record.iteration + 1; k < 200000; ++k) {
            record.iteration = k;
            record.distance = std::pow(10, -4 + 3 * std::sin(0.37 * static_cast<double>(k * k % 1009)));
            run.history.push_back(record);
        }
        model_->load(results);
        const auto plot = plotOf(PlotKind::convergence);
        for (const bool zoomed : {false, true}) {
            FigureOptions options;
            if (zoomed) options.xRange = AxisRange{50000.5, 60000.5}, options.yRange = AxisRange{1e-5, 1e-3};
            const PagePainter paint = pagePainter(std::array{plot.get()}, results.experiment, options);
            const FigureMetadata metadata = pageMetadata(std::array{plot.get()}, results.experiment, options);
            for (const auto format : {FigureFormat::png, FigureFormat::svg, FigureFormat::pdf})
                QVERIFY(figureBytes(paint, options, metadata, format).size() <= 1000000);
            const RecordedPage page = recordPage(paint, pageSize(options));
            QCOMPARE(page.charts.size(), std::size_t{1});
            const QRectF area = page.charts.front().area.adjusted(-0.01, -0.01, 0.01, 0.01);
            qsizetype points = 0;
            for (const DrawnCurve& curve : page.charts.front().curves)
                for (const QPolygonF& line : curve.lines) {
                    points += line.size();
                    QVERIFY(area.contains(line.boundingRect()));
                }
            QVERIFY(points > 100);
            // Nothing long was drawn anywhere else.
            for (const RecordedStroke& stroke : page.strokes)
                if (stroke.path.elementCount() > 50)
                    QVERIFY(area.adjusted(-1, -1, 1, 1).contains(stroke.path.boundingRect()));
        }
    }

    /// At 85 mm every text can be read, and every line is seen.
    void nothingOfATemplateIsSmallerThanItsRule() {
        for (const FigureTemplate base : all_figure_templates)
            for (const PlotKind kind : allPlotKinds) {
                const Results results = resultsFor(kind);
                model_->load(results);
                const auto plot = plotOf(kind);
                const FigureOptions options = templateOptions(base);
                const PrintRule rule = printRule(base);
                const ScaledStyle scaled = styleOf(options);
                const double points = scaled.scale * 72 / 96;
                plot->asStyled(scaled.style, pageSize(options) / scaled.scale,
                               [&](const ChartLayout& layout) {
                                   QVERIFY(layout.font.pixelSize() * points >= rule.smallestType);
                                   QVERIFY(layout.legendFont.pixelSize() <= 0 ||
                                           layout.legendFont.pixelSize() * points >= rule.smallestType);
                                   QVERIFY2(layout.area.width() > 100 && layout.area.height() > 60,
                                            qPrintable(toString(kind)));
                               });
                QVERIFY(scaled.style.frameWidth * points >= rule.thinnestLine - 1e-12);
            }
    }

  private:
    std::unique_ptr<PlotView> plotOf(PlotKind kind) {
        auto plot = makePlot(kind);
        plot->setModel(model_.get());
        return plot;
    }
    PagePainter painterOf(PlotView& plot, const FigureOptions& options) {
        return pagePainter(std::array{&plot}, results_.experiment, options);
    }
    QByteArray bytesOf(PlotKind kind, const FigureOptions& options, FigureFormat format) {
        const auto plot = plotOf(kind);
        if (!options.view.isEmpty()) plot->setView(options.view);
        return figureBytes(painterOf(*plot, options), options,
                           pageMetadata(std::array{plot.get()}, results_.experiment, options), format);
    }
    SvgFigure drawn(PlotKind kind, const FigureOptions& options) {
        return svgFigureOf(bytesOf(kind, options, FigureFormat::svg));
    }
    QImage imageOf(const FigureOptions& options) {
        const auto plot = plotOf(PlotKind::convergence);
        return figureImage(painterOf(*plot, options), options);
    }

    Results results_;
    std::unique_ptr<RunModel> model_;
};

QTEST_MAIN(FigureLookTest)
#include "figure_look_test.moc"
