// SPDX-License-Identifier: GPL-3.0-or-later
// Every plot in both themes, as a card and as it looks without data. With BASIN_GALLERY set to a folder the
// pictures are left there to be looked at.
#include <QDir>
#include <QTest>

#include "tests/support/network_results.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

class GalleryTest : public QObject {
    Q_OBJECT

  private slots:
    void everyPlotHasAPicture_data();
    void everyPlotHasAPicture();
};

void GalleryTest::everyPlotHasAPicture_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("empty");
    QTest::addColumn<QSize>("size");
    for (const PlotKind kind : allPlotKinds)
        for (const bool dark : {false, true})
            for (const bool empty : {false, true})
                for (const QSize size : {QSize(400, 280), QSize(1000, 620)})
                    QTest::addRow("%s %s %s %d", qPrintable(toString(kind)), dark ? "dark" : "light",
                                  empty ? "empty" : "full", size.width())
                        << static_cast<int>(kind) << dark << empty << size;
}

void GalleryTest::everyPlotHasAPicture() {
    QFETCH(int, kind);
    QFETCH(bool, dark);
    QFETCH(bool, empty);
    QFETCH(QSize, size);
    RunModel model;
    if (!empty) model.load(test::resultsFor(static_cast<PlotKind>(kind)));
    PlotCard card(makePlot(static_cast<PlotKind>(kind)).release());
    card.plot()->setModel(&model);
    const Theme theme = dark ? Theme::night() : Theme::light();
    card.setTheme(theme);
    card.setPalette(theme.palette());
    card.resize(size);
    card.show();
    card.plot()->refresh();
    card.plot()->finishPart();  // that is computed in the background
    card.plot()->refresh();
    QCOMPARE(card.plot()->emptyMessage().isEmpty(), !empty);
    const QImage picture = card.grab().toImage();
    QSet<QRgb> colors;
    for (int y = 0; y < picture.height(); y += 3)
        for (int x = 0; x < picture.width(); x += 3) colors.insert(picture.pixel(x, y));
    // More than a blank frame: text alone has its shades of grey.
    QVERIFY2(colors.size() > (empty ? 4 : 40), qPrintable(QString::number(colors.size())));
    const QString folder = qEnvironmentVariable("BASIN_GALLERY");
    if (folder.isEmpty()) return;
    const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-') + ".png";
    QVERIFY(picture.save(QDir(folder).filePath(name)));
}

QTEST_MAIN(GalleryTest)
#include "gallery_test.moc"
