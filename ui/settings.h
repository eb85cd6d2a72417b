// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QSettings>
#include <QStringList>

namespace basin::ui {

class FamilyView;

enum class ThemeChoice { system, light, dark };

/// What is remembered between sessions, typed. Stored in the user's settings, or in a given INI file.
class Settings : public QObject {
    Q_OBJECT

  public:
    explicit Settings(QObject* parent = nullptr);
    explicit Settings(const QString& iniFile, QObject* parent = nullptr);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /// Playback speed in iterations per second; nothing: as fast as it comes.
    std::optional<double> speed() const;
    void setSpeed(std::optional<double> speed);

    /// Whether Run keeps the seed of the start.
    bool seedLocked() const;
    void setSeedLocked(bool locked);

    /// The groups of the experiment's panel that are unfolded, by their words; none at first.
    QStringList openGroups() const;
    void setOpenGroups(const QStringList& groups);

    /// The plots that the dashboard's cards show of each family, by their words; empty at first.
    QStringList shownPlots(const FamilyView& family) const;
    void setShownPlots(const QStringList& plots, const FamilyView& family);

    /// The groups of facts that are folded in the panel of each family, by their words; none at first.
    QStringList foldedFacts(const FamilyView& family) const;
    void setFoldedFacts(const QStringList& groups, const FamilyView& family);

    /// Newest first, at most eight.
    QStringList recentFiles() const;
    void addRecentFile(const QString& file);
    void removeRecentFile(const QString& file);

    /// The template that figures were made with last, by its word; empty at first.
    QString figureTemplate() const;
    void setFigureTemplate(const QString& word);
    /// How figures of a template look, as a style file's text; empty: as the template says.
    QString figureStyle(const QString& word) const;
    void setFigureStyle(const QString& word, const QString& style);

    /// Where file dialogs begin: the folder that was used last, while it is there.
    QString lastFolder() const;
    void setLastFolder(const QString& folder);

    /// The experiment that was worked on last, as JSON; empty at first. Setting it writes it at once.
    QString lastExperiment() const;
    void setLastExperiment(const QString& json);

    QString fileName() const { return store_.fileName(); }
    /// Where what is larger is kept: in the user's data; of a given file, beside it.
    QString dataFolder() const { return dataFolder_; }
    /// Writes what has been set; a program may end without its destructors.
    void write() { store_.sync(); }

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray splitterState(const QString& name) const;
    void setSplitterState(const QString& name, const QByteArray& state);

  signals:
    void themeChanged(basin::ui::ThemeChoice theme);
    void speedChanged(std::optional<double> speed);
    void seedLockedChanged(bool locked);
    void recentFilesChanged();

  private:
    void removeLeftovers() const;

    QSettings store_;
    QString dataFolder_;
};

}  // namespace basin::ui
