// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/analysis/certificate.h"
#include "ui/panels/fact_row.h"
#include "ui/panels/folding_groups.h"

namespace basin::ui {

/// A titled table of facts in groups: a name and, to the right, what is known. A group folds at its heading.
/// What does not apply is not there, and neither is a group of nothing else.
class FactGrid : public FoldingGroups {
    Q_OBJECT

  public:
    explicit FactGrid(const QString& title, QWidget* parent = nullptr);

    /// The keys of the facts that are there, in their order.
    std::vector<std::string> keys() const;
    /// The text of the fact of a key, as it is shown; empty when there is no such fact.
    QString valueOf(const std::string& key) const;
    /// The group that the fact stands in.
    Knowledge kindOf(const std::string& key) const;
    /// The row of the fact, to be looked at; null when there is no such fact.
    const FactRow* rowOf(const std::string& key) const;

    /// What the knowledge of a group rests on.
    QString meaningOf(Knowledge kind) const;
    /// The heading of a group; null when there is no such group.
    QToolButton* headingOf(Knowledge kind) const;

  protected:
    /// Facts that are added from now on are of this kind.
    void addGroup(Knowledge kind, const QString& title, const QString& toolTip);
    /// text says what is known at present; where that is nothing, or the dash of a number that does not
    /// apply, the fact is not there.
    void addFact(const std::string& key, const QString& name, const QString& toolTip,
                 std::function<QString()> text);
    void showFacts();
    void showFact(const std::string& key);
    /// A hidden line for a sentence.
    QLabel* addNote();

  private:
    struct Fact {
        std::string key;
        Knowledge kind;
        FactRow* row;
        std::function<QString()> text;
        bool there = false;
    };
    const Fact* find(const std::string& key) const;
    static void fill(Fact& fact);
    void showGroups();

    std::map<Knowledge, QVBoxLayout*> groups_;  // where their rows go
    std::map<Knowledge, QString> meanings_;
    std::vector<Fact> facts_;
    Knowledge kind_ = Knowledge::measured;
};

}  // namespace basin::ui
