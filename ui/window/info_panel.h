// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/families/per_family.h"
#include "ui/panels/card.h"

namespace basin::ui {

class ExplanationPanel;
class RunModel;
class Settings;

/// The right side of the window: what is being seen, in words, and the facts that the family of problems has.
class InfoPanel : public QObject {
    Q_OBJECT

  public:
    InfoPanel(RunModel* model, Settings* settings, QObject* parent);

    /// Belongs to who lays it out.
    Card* card() const { return card_; }
    /// Facts of this family; null: of none.
    void showFamily(const FamilyView* shown);
    void setPresenting(bool presenting);

  private:
    void keepFolds(const FamilyView& family, Settings* settings);

    ExplanationPanel* explanation_;
    PerFamily<QWidget*> facts_;
    Card* card_;
};

}  // namespace basin::ui
