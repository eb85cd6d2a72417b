// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

#include "core/experiment/sweep/swept_keys.h"
#include "ui/panels/field_binder.h"

namespace basin::ui {

class ChecklistButton;

/// One swept key and the values that it takes.
class SweepAxisRow : public QWidget {
    Q_OBJECT

  public:
    explicit SweepAxisRow(QWidget* parent = nullptr);

    const SweepAxis& axis() const { return axis_; }
    /// Emits nothing. names: of the known keys.
    void showAxis(const SweepAxis& axis, const std::vector<SweptKey>& known, const QStringList& names);
    void setRemovable(bool removable) { remove_->setVisible(removable); }

    QComboBox* keyBox() const { return key_; }
    RealField* from() const { return from_; }
    RealField* to() const { return to_; }
    WholeField* count() const { return count_; }
    QCheckBox* logBox() const { return log_; }
    QToolButton* removeButton() const { return remove_; }
    /// Of a choice; else null.
    ChecklistButton* words() const { return words_; }

  signals:
    void edited();  // by the user
    void removeRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void chooseKey(int place);
    void fillKeys(const QStringList& names);
    void showWords(const SweptKey* key);
    void takeWords();
    void setLog(bool log);
    const SweptKey* knownKey() const;

    SweepAxis axis_;
    std::vector<SweptKey> known_;
    bool showing_ = false;
    QComboBox* key_;
    QToolButton* remove_;
    RealField* from_;
    RealField* to_;
    WholeField* count_;
    QCheckBox* log_;
    QLabel* listed_;
    ChecklistButton* words_ = nullptr;
    std::vector<std::string> offered_;  // words
    QVBoxLayout* column_;
};

/// The axes of a sweep, one to three, and what all of it will cost.
class SweepAxes : public QWidget {
    Q_OBJECT

  public:
    explicit SweepAxes(QWidget* parent = nullptr);

    std::vector<SweepAxis> axes() const;
    /// Emits nothing. experiment: whose keys can be swept.
    void showAxes(const std::vector<SweepAxis>& axes, const Experiment& experiment);

    /// Those that are shown.
    std::vector<SweepAxisRow*> rows() const;
    QPushButton* addButton() const { return add_; }
    QLabel* cost() const { return cost_; }

  signals:
    void edited();  // by the user

  private:
    void addAxis();
    void removeAxis(const SweepAxisRow* row);
    void showRows();
    void showCost(const Experiment& experiment);

    std::vector<SweepAxis> axes_;
    std::vector<SweptKey> known_;
    QStringList names_;
    std::vector<SweepAxisRow*> rows_;  // as many as there can be
    QPushButton* add_;
    QLabel* cost_;
};

SweepAxes* makeSweepAxes(FieldBinder& binder, std::function<std::vector<SweepAxis>*(Experiment&)> entry);

}  // namespace basin::ui
