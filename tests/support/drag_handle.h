// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QSplitter>
#include <QTest>

namespace basin::test {

/// By hand, from the middle of the divider.
inline void dragHandle(QSplitter& splitter, int place, int by) {
    QSplitterHandle* handle = splitter.handle(place);
    const QPoint from = handle->rect().center();
    const QPoint to = from + (splitter.orientation() == Qt::Horizontal ? QPoint(by, 0) : QPoint(0, by));
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, handle->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(handle, &move);
    QTest::mouseRelease(handle, Qt::LeftButton);
}

}  // namespace basin::test
