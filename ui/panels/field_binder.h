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
/// when the experiment has no such entry; the control is then disabled.
class FieldBinder : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    RealField* real(double minimum, double maximum, std::function<double*(Experiment&)> entry);
    WholeField* whole(Index minimum, Index maximum, std::function<Index*(Experiment&)> entry);
    SeedField* seed(std::function<std::uint64_t*(Experiment&)> entry);
    QComboBox* choice(const QStringList& names, std::function<int(const Experiment&)> read,
                      std::function<void(Experiment&, int)> write);
    QCheckBox* toggle(const QString& text, std::function<bool(const Experiment&)> read,
                      std::function<void(Experiment&, bool)> write);

    /// Shows the experiment in every control; emits nothing.
    void show(Experiment experiment);
    void writeTo(Experiment& experiment) const;

  signals:
    void edited();  // by the user
    /// A choice or a toggle was edited, and other entries may be there or not now; before edited().
    void chosen();

  private:
    struct Binding {
        std::function<void(Experiment&)> show;
        std::function<void(Experiment&)> write;
    };
    std::vector<Binding> bindings_;
    bool showing_ = false;

    template <typename Field, typename Value>
    void bind(Field* field, std::function<Value*(Experiment&)> entry);
    void choose();
    void report();
};

}  // namespace basin::ui
