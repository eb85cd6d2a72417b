// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include <QApplication>
#include <QGraphicsItem>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>
#include <QtCharts/QChart>

#include "tests/support/synthetic_results.h"
#include "ui/chart/chart_canvas.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::test {

using namespace basin::ui;

/// A plot on the screen with the synthetic results in it.
template <typename Plot>
struct Shown {
    explicit Shown(const Results& results = syntheticResults()) {
        model.load(results);
        plot.setModel(&model);
        plot.resize(420, 300);
        plot.show();
        plot.refresh();
    }
    ChartCanvas& canvas() { return *plot.template findChild<ChartCanvas*>(); }
    QChart& chart() {
        for (QGraphicsItem* item : canvas().scene()->items())
            if (auto* chart = qobject_cast<QChart*>(item->toGraphicsObject())) return *chart;
        qFatal("no chart");
    }
    QWidget* viewport() { return canvas().viewport(); }

    RunModel model;
    Plot plot;
};

inline void turnWheel(QWidget* viewport, QPointF at, int notches) {
    QWheelEvent event(at, viewport->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(viewport, &event);
}

inline void drag(QWidget* viewport, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
                 Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(viewport, button, modifiers, from);
    // QTest::mouseMove carries no buttons.
    for (const QPoint& at : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(at), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(viewport, &move);
    }
    QTest::mouseRelease(viewport, button, modifiers, to);
}

inline bool isNear(double a, double b, double tolerance = 1e-9) {
    return std::abs(a - b) <= tolerance;
}

}  // namespace basin::test
