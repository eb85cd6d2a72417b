// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QElapsedTimer>
#include <QMenu>

#include "core/io/presets.h"

namespace basin::ui {

/// Every preset under the name of its family of problems, its title over the sentence that it tells. Letters
/// go to the entry whose title begins with them; all other keys are those of a menu.
class PresetMenu : public QMenu {
    Q_OBJECT

  public:
    explicit PresetMenu(const QString& title, QWidget* parent = nullptr);

    /// Calls chosen for the entry that is taken.
    void fill(const std::function<void(const Preset&)>& chosen);

  protected:
    /// The style draws what follows a line break as a sentence (story_entry.h).
    void initStyleOption(QStyleOptionMenuItem* option, const QAction* action) const override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    bool goTo(const QString& beginning, bool beyondActive);

    QString typed_;
    QElapsedTimer sinceTyped_;
};

}  // namespace basin::ui
