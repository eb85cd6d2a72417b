// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QSize>
#include <QTimer>

class QSplitter;
class QWidget;

namespace basin::ui {

class Settings;

/// How large the window is and how wide its side panels are. A width that the user has set stays; one that
/// nobody has set follows the window. No panel is narrower than what it shows, and it is as wide as before
/// once that needs less. The same window size gives the same widths, to the pixel, also after a presentation.
class WindowLayout : public QObject {
    Q_OBJECT

  public:
    /// panels: left, middle, right.
    WindowLayout(QWidget* window, QSplitter* panels, Settings* settings);

    /// As it was when it was closed; at first as large as the screen makes sensible.
    void restore();
    /// Keeps it for the next start; while presenting, as it was before.
    void save() const;
    /// From now on the window is another's: a presentation's; then it is as before, with the focus where it
    /// was.
    void hold();
    void release();
    /// Gives the panels their widths; to be called when the window has another size.
    void place();

    /// Of a window that opens for the first time, with its frame, on a screen with so much room.
    static QSize firstSize(const QSize& available);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void takeMoved(int handle);

    QWidget* window_;
    QSplitter* panels_;
    Settings* settings_;
    std::optional<int> left_, right_;  // px, as the user has set them
    std::optional<QByteArray> held_;   // the window's geometry before the presentation
    QPointer<QWidget> focus_;          // before it
    QTimer needs_;                     // what panels need has changed
};

}  // namespace basin::ui
