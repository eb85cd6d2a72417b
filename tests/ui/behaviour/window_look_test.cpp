// SPDX-License-Identifier: GPL-3.0-or-later
// What the window looks like: every control explains itself, and nothing is cut off. With BASIN_PICTURES set
// to a folder, pictures of the window are written there.
#include <algorithm>
#include <cmath>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionComboBox>
#include <QTableView>
#include <QtTest>

#include "core/families/problem_of.h"
#include "core/io/presets.h"
#include "tests/support/experiments.h"
#include "tests/support/panel.h"
#include "tests/support/patience.h"
#include "tests/support/small_network.h"
#include "ui/main_window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/penalty_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;

namespace {

using test::patience;

QString nameOf(const QWidget* widget) {
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName(),
             QLatin1String(widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : ""));
}

bool isControl(const QWidget* widget) {
    const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                         qobject_cast<const QAbstractSlider*>(widget) ||
                         qobject_cast<const QAbstractSpinBox*>(widget) ||
                         qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget);
    return control && !qobject_cast<const QScrollBar*>(widget);
}

// The line edit inside a spin box, the extension button of a tool bar: parts, not controls.
bool isPart(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QTableView*>(parent) ||
           qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent);
}

bool scrolls(const QWidget* widget) {
    for (const QWidget* up = widget->parentWidget(); up; up = up->parentWidget())
        if (qobject_cast<const QScrollArea*>(up)) return true;
    return false;
}

bool tellsItsChoice(const QComboBox& box) {
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.subControls = QStyle::SC_All;
    const QRect room =
        box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width();
}

double luminance(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// 1 ... 21, as the web's accessibility guidelines define it.
double contrastOf(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

/// Computes for a long time, with all four pictures.
Experiment busyExperiment() {
    Experiment experiment = test::long_experiment();
    softmax_of(experiment).instance.ridge = 0.1;
    experiment.solvers = {{"gradient-descent", {}}, {"newton", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.basin_map = BasinMapSpec{};
    return experiment;
}

void finish(MainWindow& window) {
    QTest::qWait(300);  // a changed experiment runs once the hand rests
    QTRY_VERIFY_WITH_TIMEOUT(!window.model()->results().runs.empty() && window.controller()->isIdle(),
                             patience);
    QTest::qWait(100);  // plots draw with the next turns of the event loop
}

}  // namespace

class WindowLookTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::unique_ptr<MainWindow> makeWindow(const Experiment& experiment, const QSize& size,
                                           ThemeChoice theme) {
        auto* settings =
            new Settings(folder_.filePath(QStringLiteral("look%1.ini").arg(qHash(size) % 1000)), this);
        settings->setTheme(theme);
        auto window = std::make_unique<MainWindow>(experiment, nullptr, settings);
        window->dashboard()->showPlot(PlotKind::landscape);  // whatever an earlier window has shown
        window->resize(size);
        window->show();
        return window;
    }

    void picture(MainWindow& window, const QString& name) {
        const QString folder = qEnvironmentVariable("BASIN_PICTURES");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    void takeRunning(MainWindow& window, const QString& row) {
        window.showExperiment(busyExperiment());
        window.runPolicy()->run();
        QTRY_VERIFY_WITH_TIMEOUT(window.model()->lastIteration() > 50 && window.model()->results().landscape,
                                 patience);
        QTest::qWait(400);  // sentences change no faster than they are read
        QVERIFY(window.controller()->isComputing());
        picture(window, row + QStringLiteral("-running"));
        window.controller()->stop();
        finish(window);
        picture(window, row + QStringLiteral("-stopped"));
    }

    static QStringList cutOff(const MainWindow& shown) {
        const MainWindow* window = &shown;
        QStringList cut;
        for (const QWidget* widget : window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->isWindow()) continue;
            if (const auto* choice = qobject_cast<const QComboBox*>(widget))
                if (!tellsItsChoice(*choice)) cut += nameOf(widget) + choice->currentText();
            const auto* label = qobject_cast<const QLabel*>(widget);
            if (!label && !qobject_cast<const QAbstractButton*>(widget)) continue;
            if (label && label->wordWrap()) {
                if (widget->height() < label->heightForWidth(widget->width()))
                    cut += nameOf(widget) + label->text();
                continue;
            }
            const QSize needed = widget->minimumSizeHint();
            if (widget->width() < needed.width() || widget->height() < needed.height())
                cut += nameOf(widget) + (label ? label->text() : QString());
            const QRect inside = scrolls(widget) ? QRect() : window->rect();
            const QRect place(widget->mapTo(window, QPoint(0, 0)), widget->size());
            if (inside.isValid() && !inside.contains(place)) cut += tr("outside: ") + nameOf(widget);
        }
        for (const QScrollArea* area : window->findChildren<QScrollArea*>())
            // What is not shown has not been laid out.
            if (area->isVisible() && area->widget()->width() > area->viewport()->width())
                cut += tr("too wide: ") + nameOf(area);
        return cut;
    }

    static void checkNothingIsCutOff(const MainWindow& window) {
        // Plots and layouts settle with the next turns of the event loop.
        const bool whole = QTest::qWaitFor([&window] { return cutOff(window).isEmpty(); });
        QVERIFY2(whole, qPrintable(cutOff(window).join(QLatin1Char('\n'))));
    }

  private slots:
    void everyControlExplainsItself() {
        const auto window = makeWindow(default_experiment(), {1280, 720}, ThemeChoice::light);
        QStringList silent;
        for (const QWidget* widget : window->findChildren<QWidget*>()) {
            if (!isControl(widget) || isPart(widget)) continue;
            if (widget->toolTip().isEmpty() || widget->accessibleName().isEmpty()) silent += nameOf(widget);
        }
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QLatin1Char('\n'))));
    }

    void everyActionHasWords() {
        const auto window = makeWindow(default_experiment(), {1280, 720}, ThemeChoice::light);
        for (const QAction* action : window->QWidget::actions()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY(action->toolTip() != action->text() || action->isSeparator());
        }
    }

    void nothingIsCutOff_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("basin");
        QTest::newRow("1024 x 700") << QSize(1024, 700) << false;
        QTest::newRow("1280 x 720") << QSize(1280, 720) << false;
        QTest::newRow("1024 x 700, basin of attraction") << QSize(1024, 700) << true;
        QTest::newRow("1280 x 720, basin of attraction") << QSize(1280, 720) << true;
    }
    void nothingIsCutOff() {
        QFETCH(QSize, size);
        QFETCH(bool, basin);
        const auto window = makeWindow(default_experiment(), size, ThemeChoice::light);
        window->dashboard()->showPlot(basin ? PlotKind::attraction : PlotKind::landscape);
        finish(*window);
        QCOMPARE(window->size(), size);
        checkNothingIsCutOff(*window);
        if (!basin) return;
        window->dashboard()->attraction()->setView(AttractionPlot::View::minimiser);
        QTest::qWait(100);
        checkNothingIsCutOff(*window);
    }

    void boxesAreSeenInBothThemes_data() {
        QTest::addColumn<ThemeChoice>("theme");
        QTest::newRow("light") << ThemeChoice::light;
        QTest::newRow("dark") << ThemeChoice::dark;
    }
    void boxesAreSeenInBothThemes() {
        QFETCH(ThemeChoice, theme);
        const auto window = makeWindow(default_experiment(), {1280, 720}, theme);
        finish(*window);
        for (const QAbstractButton* button : window->experimentPanel()->findChildren<QAbstractButton*>()) {
            const bool box =
                qobject_cast<const QCheckBox*>(button) || qobject_cast<const QRadioButton*>(button);
            if (!box || button->isChecked() || !button->isVisible()) continue;
            const QImage picture = const_cast<QAbstractButton*>(button)->grab().toImage();
            const QColor ground = button->palette().color(QPalette::Base);
            double contrast = 1;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < std::min(picture.width(), 12); ++x)
                    contrast = std::max(contrast, contrastOf(picture.pixelColor(x, y), ground));
            // What the guidelines ask of controls.
            QVERIFY2(contrast >= 3, qPrintable(nameOf(button) + QString::number(contrast)));
        }
    }

    void pictures_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<ThemeChoice>("theme");
        QTest::newRow("1280-light") << QSize(1280, 720) << ThemeChoice::light;
        QTest::newRow("1280-dark") << QSize(1280, 720) << ThemeChoice::dark;
        QTest::newRow("1024-light") << QSize(1024, 700) << ThemeChoice::light;
        QTest::newRow("1024-dark") << QSize(1024, 700) << ThemeChoice::dark;
    }
    void pictures() {
        QFETCH(QSize, size);
        QFETCH(ThemeChoice, theme);
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        const auto window = makeWindow(test::long_experiment(), size, theme);
        QTest::qWait(50);
        picture(*window, row + QStringLiteral("-rest"));
        window->showExperiment(default_experiment());
        finish(*window);
        picture(*window, row + QStringLiteral("-finished"));
        QVERIFY(window->model()->lastIteration() > 1);
        window->controller()->seek(2);
        test::unfoldAll(*window->experimentPanel());
        QTest::qWait(100);
        picture(*window, row + QStringLiteral("-scrubbed"));
        test::unfoldAll(*window->experimentPanel(), false);
        window->dashboard()->toggleMaximised(PlotKind::landscape);
        QTest::qWait(50);
        picture(*window, row + QStringLiteral("-maximised"));
        window->dashboard()->showAll();
        window->setPresenting(true);
        window->setWindowState(Qt::WindowNoState);  // the screen of this platform has another shape
        window->resize(size);
        QTest::qWait(100);
        picture(*window, row + QStringLiteral("-presenting"));
        window->setPresenting(false);
        window->resize(size);
        takeRunning(*window, row);
    }

    void networkPictures_data() { pictures_data(); }
    void networkPictures() {
        QFETCH(QSize, size);
        QFETCH(ThemeChoice, theme);
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        Experiment experiment = test::small_network();
        experiment.stopping.max_iterations = 300;
        experiment.solvers = {{"piecewise-affine", {}}, {"adam", {}}, {"lbfgs", {}}};
        experiment.spectrum = SpectrumSpec{};
        experiment.landscape->resolution = 97;
        experiment.exactness = ExactnessSpec{};
        const auto window = makeWindow(experiment, size, theme);
        window->runPolicy()->run();
        finish(*window);
        QCOMPARE(window->model()->failure(), QString());
        picture(*window, row + QStringLiteral("-network"));
        checkNothingIsCutOff(*window);
        Dashboard* dashboard = window->dashboard();
        dashboard->showPlot(PlotKind::nonsmoothness);
        dashboard->showPlot(PlotKind::spectrum);
        qobject_cast<PenaltyPlot*>(dashboard->plot(PlotKind::penalty))
            ->setView(PenaltyPlot::View::thresholds);
        QTest::qWait(100);
        checkNothingIsCutOff(*window);
        test::unfoldAll(*window->experimentPanel());
        QTest::qWait(100);
        QScrollBar* bar = window->experimentPanel()->verticalScrollBar();
        bar->setValue(bar->maximum());
        QTest::qWait(50);
        picture(*window, row + QStringLiteral("-network-more"));
        test::unfoldAll(*window->experimentPanel(), false);
        dashboard->showPlot(PlotKind::series);
        dashboard->toggleMaximised(PlotKind::series);
        QTest::qWait(100);
        picture(*window, row + QStringLiteral("-network-series"));
    }

    void planePictures_data() { pictures_data(); }
    void planePictures() {
        QFETCH(QSize, size);
        QFETCH(ThemeChoice, theme);
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        const auto window = makeWindow(default_experiment(), size, theme);
        window->dashboard()->showPlot(PlotKind::attraction);
        finish(*window);
        QVERIFY(window->model()->results().attraction);
        picture(*window, row + QStringLiteral("-basin"));
        window->dashboard()->attraction()->setView(AttractionPlot::View::minimiser);
        window->dashboard()->toggleMaximised(PlotKind::attraction);
        QTest::qWait(100);
        picture(*window, row + QStringLiteral("-minima"));
        window->dashboard()->showAll();
        window->dashboard()->showPlot(PlotKind::landscape);
        Experiment experiment = default_experiment();
        softmax_of(experiment).instance.d = 12;
        experiment.landscape->plane = PlaneKind::pca;
        window->showExperiment(experiment);
        finish(*window);
        picture(*window, row + QStringLiteral("-pca"));
        window->dashboard()->showPlot(PlotKind::attraction);
        finish(*window);
        picture(*window, row + QStringLiteral("-pca-basin"));
    }
};

QTEST_MAIN(WindowLookTest)
#include "window_look_test.moc"
