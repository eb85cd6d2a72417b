// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace basin::ui {

/// The name of a file, typed or chosen.
class FileField : public QWidget {
    Q_OBJECT

  public:
    explicit FileField(QWidget* parent = nullptr);

    /// What the file is, for screen readers and the file dialog; filter as QFileDialog takes it.
    void describeFile(const QString& name, const QString& toolTip, const QString& filter);
    std::filesystem::path path() const;
    QLineEdit* name() const { return name_; }
    QPushButton* browse() const { return browse_; }

  signals:
    void edited();  // by the user, when the name is whole

  private:
    void choose();

    QLineEdit* name_;
    QPushButton* browse_;
    QString title_, filter_;
    QString told_;  // the name as it was last told
};

}  // namespace basin::ui
