// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QWidget>

#include "ui/panels/fields.h"

class QHBoxLayout;

namespace basin::ui {

/// The actions and menus the bar shows; they belong to the window.
struct TransportActions {
    QAction *run, *pause, *step, *stop, *reset, *lockSeed, *newSeed;
    QMenu *fileMenu, *presetMenu, *exportMenu, *viewMenu, *helpMenu;
};

/// The row at the top: run controls, speed, presets, seed, menus.
class TransportBar : public QWidget {
    Q_OBJECT

  public:
    explicit TransportBar(const TransportActions& actions, QWidget* parent = nullptr);

    void setSeed(std::uint64_t seed);
    void setSpeed(std::optional<double> iterationsPerSecond);
    SeedField* seedField() const { return seed_; }
    QSlider* speedSlider() const { return speed_; }
    QString speedWords() const { return speedWords_->text(); }

  signals:
    void seedEdited(quint64 seed);
    void speedEdited(std::optional<double> iterationsPerSecond);

  private:
    void addAction(QHBoxLayout* row, QAction* action, bool withText);
    void addMenu(QHBoxLayout* row, QMenu* menu);
    void addSpeed(QHBoxLayout* row);
    void explainSpeed();
    void addSeed(QHBoxLayout* row, const TransportActions& actions);

    SeedField* seed_ = nullptr;
    QSlider* speed_ = nullptr;
    QLabel* speedWords_ = nullptr;
};

}  // namespace basin::ui
