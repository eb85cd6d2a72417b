// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/film_dialog.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QVBoxLayout>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/export/figure_export.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"
#include "ui/window/file_path.h"

namespace basin::ui {

namespace {

constexpr int plotColumns = 3;
constexpr double shortest = 0.1, longest = 600;  // s

}  // namespace

FilmDialog::FilmDialog(Results results, Settings* settings, QWidget* parent)
    : QDialog(parent),
      results_(std::move(results)),
      settings_(settings),
      format_(new QComboBox(this)),
      width_(new WholeField(FilmOptions::smallestSide, FilmOptions::largestSide)),
      height_(new WholeField(FilmOptions::smallestSide, FilmOptions::largestSide)),
      framesPerSecond_(new WholeField(1, 50)),
      seconds_(new RealField(shortest, longest)),
      theme_(new QComboBox(this)),
      save_(new QPushButton(tr("Save &film…"), this)),
      cancel_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      note_(makeLabel({}, TextRole::small)) {
    setWindowTitle(tr("Film"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(gutter);
    column->addLayout(makeQuestion());
    column->addWidget(note_);
    column->addStretch(1);
    column->addLayout(makeButtons());
    connect(save_, &QPushButton::clicked, this, &FilmDialog::askPath);
    connect(cancel_, &QPushButton::clicked, this, [this] { isMaking() ? work_.cancel() : reject(); });
    connect(&work_, &FilmWork::progressed, this, [this](double done, double left) {
        progress_->setValue(static_cast<int>(std::lround(1000 * done)));
        const QString time = QString::fromStdString(time_left_text(left));
        note_->setText(time.isEmpty() ? tr("Making the film…") : tr("Making the film, %1 left").arg(time));
    });
    const auto ended = [this](const QString& said) {
        note_->setText(said);
        showState();
    };
    connect(&work_, &FilmWork::cancelled, this, [ended] { ended(tr("Cancelled: nothing was written.")); });
    connect(&work_, &FilmWork::failed, this, ended);
    connect(&work_, &FilmWork::done, this, [this, ended] {
        ended(tr("Written: %1").arg(QFileInfo(path_).fileName()));
        emit written(path_);
    });
    note_->setText(tr("From the start of the run to its end; then the end is shown for two seconds more."));
    showState();
}

QFormLayout* FilmDialog::makeQuestion() {
    auto* form = new QFormLayout;
    const auto add = [&](const QString& label, QWidget* field, const QString& toolTip) {
        describe(field, QString(label).remove(QLatin1Char('&')), toolTip);
        form->addRow(label, field);
        form->labelForField(field)->setToolTip(toolTip);
    };
    format_->addItems({tr("GIF"), tr("PNG pictures in a folder")});
    add(tr("F&ormat"), format_,
        tr("GIF: one file that plays for ever. PNG: a picture for every moment, for programs that make "
           "films."));
    form->addRow(tr("Si&ze"), makeSize());
    framesPerSecond_->setValue(FilmOptions{}.framesPerSecond);
    add(tr("&Pictures a second"), framesPerSecond_,
        tr("How smoothly it moves, 1 to 50. More pictures make a larger file."));
    seconds_->setValue(FilmOptions{}.seconds);
    add(tr("&Length in seconds"), seconds_,
        tr("How long the way from the first iteration to the last takes. Shorter is faster."));
    theme_->addItems({tr("Light"), tr("Dark")});
    theme_->setCurrentIndex(palette().color(QPalette::Window).lightness() < 128 ? 1 : 0);
    add(tr("&Theme"), theme_, tr("Colours of the film: light for paper and slides, dark for dark slides."));
    form->addRow(tr("Plots"), makePlots());
    return form;
}

QWidget* FilmDialog::makeSize() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    width_->setValue(FilmOptions{}.size.width());
    height_->setValue(FilmOptions{}.size.height());
    describe(width_, tr("Width"), tr("Width of the film in pixels, 160 to 4096."));
    describe(height_, tr("Height"), tr("Height of the film in pixels, 160 to 4096."));
    row->addWidget(width_);
    row->addWidget(new QLabel(tr("×"), box));
    row->addWidget(height_);
    row->addWidget(new QLabel(tr("pixels"), box));
    row->addStretch(1);
    return box;
}

QWidget* FilmDialog::makePlots() {
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    for (const PlotKind kind : drawablePlots(results_)) {
        auto* check = new QCheckBox(nameOf(kind), box);
        describe(check, nameOf(kind), tr("Show this plot. %1").arg(meaningOf(kind)));
        check->setChecked(kind == PlotKind::convergence || kind == PlotKind::landscape);
        connect(check, &QCheckBox::toggled, this, &FilmDialog::showState);
        const int place = static_cast<int>(plots_.size());
        grid->addWidget(check, place / plotColumns, place % plotColumns);
        plots_.push_back({kind, check});
    }
    return box;
}

QLayout* FilmDialog::makeButtons() {
    auto* row = new QHBoxLayout;
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spaceUnit);
    describe(progress_, tr("Progress"), tr("How much of the film is made"));
    describe(save_, tr("Save film"), tr("Choose where the film goes, and make it"));
    row->addWidget(progress_, 1);
    row->addStretch();
    row->addWidget(save_);
    row->addWidget(cancel_);
    save_->setDefault(true);
    return row;
}

QCheckBox* FilmDialog::plot(PlotKind kind) const {
    const auto found = std::ranges::find(plots_, kind, &PlotBox::kind);
    return found == plots_.end() ? nullptr : found->box;
}

FilmOptions FilmDialog::options() const {
    FilmOptions options;
    options.size = QSize(static_cast<int>(width_->value()), static_cast<int>(height_->value()));
    options.framesPerSecond = static_cast<int>(framesPerSecond_->value());
    options.seconds = seconds_->value();
    options.theme = theme_->currentIndex() == 1 ? Theme::night() : Theme::light();
    for (const PlotBox& each : plots_)
        if (each.box->isChecked()) options.plots.push_back(each.kind);
    return options;
}

void FilmDialog::askPath() {
    commitFocusedField(*this);
    const QDir folder(settings_->lastFolder());
    QString path =
        isGif() ? QFileDialog::getSaveFileName(
                      this, tr("Save film"), folder.filePath(QStringLiteral("film.gif")), tr("Films (*.gif)"))
                : QFileDialog::getExistingDirectory(this, tr("Save pictures into an empty folder"),
                                                    folder.path());
    if (path.isEmpty()) return;
    settings_->setLastFolder(QFileInfo(path).absolutePath());
    auto existing = isGif() ? FilmFile::Existing::replace : FilmFile::Existing::refuse;
    if (isGif() && !path.endsWith(QLatin1String(".gif"), Qt::CaseInsensitive)) {
        path += QStringLiteral(".gif");
        existing = FilmFile::Existing::refuse;  // nobody was asked about that one
    }
    make(path, existing);
}

void FilmDialog::make(const QString& path, FilmFile::Existing existing) {
    if (isMaking()) return;
    path_ = path;
    progress_->setValue(0);
    try {
        work_.begin(results_, options(), toPath(path), existing);
        note_->setText(tr("Making the film…"));
    } catch (const InputError& error) {
        note_->setText(QString::fromStdString(error.what()));
    }
    showState();
}

void FilmDialog::showState() {
    const bool making = isMaking();
    const bool some = std::ranges::any_of(plots_, [](const PlotBox& each) { return each.box->isChecked(); });
    for (QWidget* field :
         std::initializer_list<QWidget*>{format_, width_, height_, framesPerSecond_, seconds_, theme_})
        field->setEnabled(!making);
    for (const PlotBox& each : plots_) each.box->setEnabled(!making);
    save_->setEnabled(!making && some);
    progress_->setVisible(making);
    cancel_->setText(making ? tr("&Cancel") : tr("&Close"));
    describe(cancel_, making ? tr("Cancel") : tr("Close"),
             making ? tr("Stop making the film; nothing is written") : tr("Close this dialog"));
}

void FilmDialog::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) work_.cancel();  // minimised, it goes on
    QDialog::hideEvent(event);
}

}  // namespace basin::ui
