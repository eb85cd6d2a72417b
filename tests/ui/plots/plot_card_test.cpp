// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a narrow card: the muted line is elided with the whole text in its tool tip, and ends where the
// actions begin while they are seen.
#include "ui/plots/plot_card.h"

#include <QEnterEvent>
#include <QTest>

#include "tests/support/synthetic_results.h"
#include "ui/chart/elided_label.h"
#include "ui/plots/head_button.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// The columns of a widget, left to right, in which something is drawn.
std::pair<int, int> inkedColumns(QWidget& widget) {
    const QImage picture = widget.grab().toImage();
    const QColor ground = picture.pixelColor(0, 0);
    std::pair columns{picture.width(), -1};
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (picture.pixelColor(x, y) != ground) {
                columns.first = std::min(columns.first, x);
                columns.second = std::max(columns.second, x);
            }
    return columns;
}

}  // namespace

class PlotCardTest : public QObject {
    Q_OBJECT

  private slots:
    void actionsDoNotCoverTheMutedLine() {
        RunModel model;
        model.load(test::syntheticResults());
        PlotCard card(makePlot(PlotKind::attraction).release());
        card.plot()->setModel(&model);
        card.resize(240, 240);
        card.show();
        card.plot()->refresh();
        auto* line = card.findChild<ElidedLabel*>();
        const QList<HeadButton*> buttons = card.findChildren<HeadButton*>();
        const auto firstButton = [&] {
            int left = card.width();
            for (const HeadButton* button : buttons)
                if (button->isRevealed()) left = std::min(left, button->mapTo(&card, QPoint(0, 0)).x());
            return left;
        };
        QVERIFY(card.plot()->subtitle().size() > 60);
        QCOMPARE(line->toolTip(), card.plot()->subtitle());
        QVERIFY(inkedColumns(*line).second > line->width() - 24);  // elided at the end of the card
        const QPointF inside(20, 20);
        QEnterEvent enter(inside, inside, card.mapToGlobal(inside));
        QApplication::sendEvent(&card, &enter);
        const int buttonsFrom = firstButton();
        QVERIFY(buttonsFrom < card.width());
        const QRect actions = buttons.front()->parentWidget()->geometry();
        if (actions.intersects(line->geometry()))
            QVERIFY(line->x() + inkedColumns(*line).second < buttonsFrom);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&card, &leave);
        QVERIFY(inkedColumns(*line).second > line->width() - 24);
    }
};

QTEST_MAIN(PlotCardTest)
#include "plot_card_test.moc"
