// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "core/experiment/experiment.h"

namespace basin::ui {

class FamilyView;

/// Whose data the experiment is about: files and sizes of one's own, the button that opens them, and the one
/// that leads back to generated data.
class DataRow : public QWidget {
    Q_OBJECT

  public:
    explicit DataRow(QWidget* parent = nullptr);

    void showData(const Experiment& experiment, const FamilyView& family);
    QPushButton* openButton() const { return open_; }
    QPushButton* generateButton() const { return generate_; }

  signals:
    void openRequested();
    void generateRequested();

  private:
    QLabel* note_;
    QPushButton* open_;
    QPushButton* generate_;
};

}  // namespace basin::ui
