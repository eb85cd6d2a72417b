// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "core/experiment/results.h"
#include "ui/panels/fields.h"
#include "ui/settings.h"
#include "ui/window/film_work.h"

class QFormLayout;

namespace basin::ui {

/// Makes a film of a run that has ended: asks how it is to look, then shows how far it has come. Not modal;
/// the run is the dialog's own copy.
class FilmDialog : public QDialog {
    Q_OBJECT

  public:
    /// settings: remembers the folder.
    FilmDialog(Results results, Settings* settings, QWidget* parent = nullptr);

    QComboBox* format() const { return format_; }  // GIF, or a folder of PNG pictures
    WholeField* widthField() const { return width_; }
    WholeField* heightField() const { return height_; }
    WholeField* framesPerSecond() const { return framesPerSecond_; }
    RealField* seconds() const { return seconds_; }
    QComboBox* theme() const { return theme_; }  // light, dark
    QCheckBox* plot(PlotKind kind) const;        // null where the run has no data for it
    QPushButton* saveButton() const { return save_; }
    QPushButton* cancelButton() const { return cancel_; }
    QProgressBar* progressBar() const { return progress_; }
    QString note() const { return note_->text(); }
    bool isMaking() const { return work_.isBusy(); }

    /// Makes the film into this file or folder, without asking.
    void make(const QString& path, FilmFile::Existing existing);

  signals:
    /// A film has been written whole.
    void written(const QString& path);

  protected:
    void hideEvent(QHideEvent* event) override;

  private:
    struct PlotBox {
        PlotKind kind;
        QCheckBox* box;
    };

    QFormLayout* makeQuestion();
    QWidget* makeSize();
    QWidget* makePlots();
    QLayout* makeButtons();
    FilmOptions options() const;
    bool isGif() const { return format_->currentIndex() == 0; }
    void askPath();
    void showState();

    Results results_;
    Settings* settings_;
    QComboBox* format_;
    WholeField* width_;
    WholeField* height_;
    WholeField* framesPerSecond_;
    RealField* seconds_;
    QComboBox* theme_;
    std::vector<PlotBox> plots_;
    QPushButton* save_;
    QPushButton* cancel_;
    QProgressBar* progress_;
    QLabel* note_;
    QString path_;
    FilmWork work_;
};

}  // namespace basin::ui
