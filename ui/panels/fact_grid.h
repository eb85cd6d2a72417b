// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QGridLayout>
#include <QLabel>
#include <QWidget>

#include "core/analysis/certificate.h"

namespace basin::ui {

/// A titled column of facts in groups: a name, and under it, to the right, what is known.
class FactGrid : public QWidget {
    Q_OBJECT

  public:
    explicit FactGrid(const QString& title, QWidget* parent = nullptr);

    /// The text of the fact of a key, as it is shown; empty when there is no such fact.
    QString valueOf(const std::string& key) const;
    /// The group that the fact stands in.
    Knowledge kindOf(const std::string& key) const;

  protected:
    /// Facts that are added from now on are of this kind.
    void addGroup(Knowledge kind, const QString& title, const QString& toolTip);
    /// text says what is known at present; where that is nothing at all the fact is not there.
    void addFact(const std::string& key, const QString& name, const QString& toolTip,
                 std::function<QString()> text);
    void showFacts();
    void showFact(const std::string& key);
    /// A hidden line for a sentence.
    QLabel* addNote();
    void addWide(QWidget* widget);

  private:
    struct Fact {
        std::string key;
        Knowledge kind;
        QLabel *name, *value;
        std::function<QString()> text;
    };
    const Fact* find(const std::string& key) const;
    static void show(const Fact& fact);

    QGridLayout* grid_;
    std::vector<Fact> facts_;
    Knowledge kind_ = Knowledge::measured;
};

}  // namespace basin::ui
