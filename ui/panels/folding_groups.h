// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QLabel>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

namespace basin::ui {

/// Groups of rows below one another. A group folds at its heading; one that has nothing to show is not there.
class FoldingGroups : public QWidget {
    Q_OBJECT

  public:
    explicit FoldingGroups(QWidget* parent = nullptr);

    /// The heading of the group of that word; null when there is none.
    QToolButton* heading(const QString& word) const;
    /// The words of the groups that are folded.
    QStringList folded() const;
    void setFolded(const QStringList& words);

  signals:
    void foldedChanged();  // by the user

  protected:
    /// Where the rows of the new group go.
    QVBoxLayout* addGroup(const QString& word, const QString& title, const QString& toolTip);
    /// Whether a group has something to show.
    void setFilled(const QString& word, bool filled);
    void removeGroups();
    void addWide(QWidget* widget);

  private:
    struct Group {
        QString word;
        QToolButton* heading;
        QWidget* body;
        bool open = true, filled = true;
    };
    const Group* find(const QString& word) const;
    void fold(const QString& word);
    void showGroup(const Group& group);

    QVBoxLayout* column_;
    std::vector<Group> groups_;
};

}  // namespace basin::ui
