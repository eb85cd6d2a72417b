// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "ui/families/family_view.h"

namespace basin::ui {

namespace {

constexpr qsizetype recentLimit = 8;
constexpr qint64 leftoverAge = 60;  // s; writing takes less
const QString themeKey = QStringLiteral("theme");
const QString speedKey = QStringLiteral("speed");
const QString lockKey = QStringLiteral("seedLocked");
const QString groupsKey = QStringLiteral("openGroups");
const QString recentKey = QStringLiteral("recentFiles");
const QString folderKey = QStringLiteral("lastFolder");
const QString experimentKey = QStringLiteral("lastExperiment");
const QString templateKey = QStringLiteral("figureTemplate");
const QString geometryKey = QStringLiteral("windowGeometry");

QString splitterKey(const QString& name) {
    return QStringLiteral("splitter/%1").arg(name);
}

QString styleKey(const QString& word) {
    return QStringLiteral("figureStyle/%1").arg(word);
}

QString foldedKey(const FamilyView& family) {
    return QStringLiteral("folded/%1").arg(family.settingsKey());
}

}  // namespace

Settings::Settings(QObject* parent)
    : QObject(parent),
      store_(QStringLiteral("Basin"), QStringLiteral("Basin")),
      dataFolder_(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                  QStringLiteral("/Basin")) {
    removeLeftovers();
}

Settings::Settings(const QString& iniFile, QObject* parent)
    : QObject(parent),
      store_(iniFile, QSettings::IniFormat),
      dataFolder_(QFileInfo(iniFile).absoluteFilePath() + QStringLiteral(".data")) {
    removeLeftovers();
}

// The store is written beside and renamed; a program that is killed in between leaves its temporary file.
void Settings::removeLeftovers() const {
    const QFileInfo file(store_.fileName());
    const QDateTime before = QDateTime::currentDateTime().addSecs(-leftoverAge);
    const QString temporary = file.fileName() + QStringLiteral(".??????");
    for (const QFileInfo& left : file.dir().entryInfoList({temporary}, QDir::Files | QDir::Hidden))
        if (left.lastModified() < before) QFile::remove(left.filePath());
}

ThemeChoice Settings::theme() const {
    const int value = store_.value(themeKey, 0).toInt();
    // A number that stands for no theme, as one of another version may, means none was chosen.
    const bool known =
        value >= static_cast<int>(ThemeChoice::system) && value <= static_cast<int>(ThemeChoice::dark);
    return known ? static_cast<ThemeChoice>(value) : ThemeChoice::system;
}

void Settings::setTheme(ThemeChoice theme) {
    if (theme == this->theme()) return;
    store_.setValue(themeKey, static_cast<int>(theme));
    emit themeChanged(theme);
}

std::optional<double> Settings::speed() const {
    const double value = store_.value(speedKey, 0).toDouble();
    return value > 0 ? std::optional(value) : std::nullopt;
}

void Settings::setSpeed(std::optional<double> speed) {
    if (speed == this->speed()) return;
    store_.setValue(speedKey, speed.value_or(0));
    emit speedChanged(speed);
}

bool Settings::seedLocked() const {
    return store_.value(lockKey, true).toBool();
}

void Settings::setSeedLocked(bool locked) {
    if (locked == seedLocked()) return;
    store_.setValue(lockKey, locked);
    emit seedLockedChanged(locked);
}

QStringList Settings::openGroups() const {
    return store_.value(groupsKey).toStringList();
}

void Settings::setOpenGroups(const QStringList& groups) {
    store_.setValue(groupsKey, groups);
}

QStringList Settings::foldedFacts(const FamilyView& family) const {
    return store_.value(foldedKey(family)).toStringList();
}

void Settings::setFoldedFacts(const QStringList& groups, const FamilyView& family) {
    store_.setValue(foldedKey(family), groups);
}

QStringList Settings::shownPlots(const FamilyView& family) const {
    return store_.value(family.settingsKey()).toStringList();
}

void Settings::setShownPlots(const QStringList& plots, const FamilyView& family) {
    store_.setValue(family.settingsKey(), plots);
}

QStringList Settings::recentFiles() const {
    return store_.value(recentKey).toStringList();
}

void Settings::addRecentFile(const QString& file) {
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    store_.setValue(recentKey, files.mid(0, recentLimit));
    emit recentFilesChanged();
}

void Settings::removeRecentFile(const QString& file) {
    QStringList files = recentFiles();
    if (files.removeAll(file) == 0) return;
    store_.setValue(recentKey, files);
    emit recentFilesChanged();
}

QString Settings::figureTemplate() const {
    return store_.value(templateKey).toString();
}

void Settings::setFigureTemplate(const QString& word) {
    store_.setValue(templateKey, word);
}

QString Settings::figureStyle(const QString& word) const {
    return store_.value(styleKey(word)).toString();
}

void Settings::setFigureStyle(const QString& word, const QString& style) {
    store_.setValue(styleKey(word), style);
}

QString Settings::lastFolder() const {
    const QString folder = store_.value(folderKey).toString();
    return QFileInfo(folder).isDir() ? folder : QString();
}

void Settings::setLastFolder(const QString& folder) {
    store_.setValue(folderKey, folder);
}

QString Settings::lastExperiment() const {
    return store_.value(experimentKey).toString();
}

void Settings::setLastExperiment(const QString& json) {
    if (json == lastExperiment()) return;
    store_.setValue(experimentKey, json);
    store_.sync();
}

QByteArray Settings::windowGeometry() const {
    return store_.value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry) {
    store_.setValue(geometryKey, geometry);
}

QByteArray Settings::splitterState(const QString& name) const {
    return store_.value(splitterKey(name)).toByteArray();
}

void Settings::setSplitterState(const QString& name, const QByteArray& state) {
    store_.setValue(splitterKey(name), state);
}

}  // namespace basin::ui
