// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QObject>

#include "core/experiment/experiment.h"
#include "ui/panels/fields.h"

namespace basin::ui {

/// Ties controls to the entries of an Experiment: one line a control, both ways. An accessor returns null
/// when the experiment has no such entry, or one that means nothing as it stands; the control is gone then,
/// and writes nothing.
class FieldBinder : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    RealField* real(double minimum, double maximum, std::function<double*(Experiment&)> entry);
    WholeField* whole(Index minimum, Index maximum, std::function<Index*(Experiment&)> entry);
    SeedField* seed(std::function<std::uint64_t*(Experiment&)> entry);
    /// read gives the place among the names; below 0: there is no such entry.
    QComboBox* choice(const QStringList& names, std::function<int(const Experiment&)> read,
                      std::function<void(Experiment&, int)> write);
    QCheckBox* toggle(const QString& text, std::function<bool(const Experiment&)> read,
                      std::function<void(Experiment&, bool)> write);
    /// A field that is there already.
    void tie(RealField* field, std::function<double*(Experiment&)> entry);
    void tie(WholeField* field, std::function<Index*(Experiment&)> entry);
    void tie(SeedField* field, std::function<std::uint64_t*(Experiment&)> entry);
    /// Any control: show says whether the experiment has its entry.
    void add(QWidget* control, std::function<bool(Experiment&)> show, std::function<void(Experiment&)> write);
    /// Is called before the experiment is shown, e.g. for what a field may be at most.
    void beforeShow(std::function<void(Experiment&)> prepare);

    /// Shows the experiment in every control; emits nothing.
    void show(Experiment experiment);
    void writeTo(Experiment& experiment) const;
    /// A control was edited; to be called by those of add().
    void report();

  signals:
    /// By the user. Other entries may be there or not now.
    void edited();

  private:
    struct Binding {
        QWidget* control;
        std::function<bool(Experiment&)> show;
        std::function<void(Experiment&)> write;
        bool there = true;
    };
    std::vector<std::function<void(Experiment&)>> preparations_;
    std::vector<Binding> bindings_;
    bool showing_ = false;

    template <typename Field, typename Value>
    void bind(Field* field, std::function<Value*(Experiment&)> entry);
};

}  // namespace basin::ui
