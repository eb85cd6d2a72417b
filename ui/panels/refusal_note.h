// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace basin::ui {

/// One sentence under a field whose text was refused, in the colour of danger. It lies over what is around
/// the field, moves with it, and takes no clicks.
class RefusalNote : public QLabel {
    Q_OBJECT

  public:
    explicit RefusalNote(QWidget* field);
    void say(const QString& sentence);
    /// Under the field, or above it where there is no room.
    void place();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QWidget* field_;
};

}  // namespace basin::ui
