// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_contrast.h"

#include <QTest>

#include "core/experiment/catalogue.h"
#include "ui/plots/penalty_marks.h"
#include "ui/plots/run_look.h"
#include "ui/theme.h"

using namespace basin;
using namespace basin::ui;

class ColorContrastTest : public QObject {
    Q_OBJECT

  private slots:
    void black_on_white_is_21() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    }

    void every_run_is_seen_in_both_themes() {
        for (const SolverInfo& solver : solver_catalogue()) {
            Results results;
            results.runs.resize(5);
            for (SolverRun& run : results.runs) run.spec.name = solver.name;
            for (std::size_t i = 0; i < results.runs.size(); ++i) {
                const QColor color = runStyle(results, i).color;
                for (const Theme& theme : {Theme::light(), Theme::night()})
                    QVERIFY2(contrast(color, theme.card) >= 3,
                             qPrintable(QString::fromStdString(solver.name) + color.name()));
            }
        }
    }

    /// Theory bounds, levels, marks of ends, thresholds, hatching: all are drawn in these.
    void bounds_and_signs_are_seen_in_both_themes() {
        for (const Theme& theme : {Theme::light(), Theme::night()}) {
            std::vector<QColor> colors{theme.text, theme.muted, theme.accent, theme.danger};
            for (const PenaltyPart& part : penaltyParts()) colors.push_back(part.color);
            for (const QColor& color : colors)
                QVERIFY2(contrast(color, theme.card) >= 3, qPrintable(color.name()));
        }
    }
};

QTEST_APPLESS_MAIN(ColorContrastTest)
#include "color_contrast_test.moc"
