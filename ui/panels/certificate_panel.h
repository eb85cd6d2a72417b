// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QWidget>

#include "core/numeric/types.h"

namespace basin::ui {

class RunModel;

/// The (l, M)-good conditions with the kind of knowledge behind each number: measured, estimated, guaranteed.
class CertificatePanel : public QWidget {
    Q_OBJECT

  public:
    explicit CertificatePanel(RunModel* model, QWidget* parent = nullptr);

  private:
    struct Row {
        QLabel* value;
        QLabel* kind;
    };
    Row addRow(const QString& name, const QString& kind, const QString& toolTip);
    void addNote();
    void showNumbers();
    void showCondition();
    void showContraction();

    RunModel* model_;
    QGridLayout* grid_;
    QLabel* unverified_ = nullptr;  // why the minimiser may be none
    Row l_, M_, guaranteed_, start_, condition_, basin_, contraction_;
};

}  // namespace basin::ui
