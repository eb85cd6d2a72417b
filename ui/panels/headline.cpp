// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/headline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/families/family_view.h"
#include "ui/panels/experiment_title.h"
#include "ui/panels/text_role.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int readingPause = 200;  // ms
}

Headline::Headline(RunModel* model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      title_(new QLineEdit(this)),
      story_(new ElidedLabel(this)),
      comparison_(makeLabel(QString(), TextRole::title, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, spaceUnit);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(spaceUnit);
    title_->setFrame(false);
    title_->setAccessibleName(tr("Title"));
    title_->setToolTip(
        tr("What the experiment is called here, in its file and on its figures. Click to edit."));
    setTextRole(title_, TextRole::heading);
    setTextRole(story_, TextRole::small);
    story_->setForegroundRole(QPalette::PlaceholderText);
    showAsField(false);
    row->addWidget(title_);
    row->addWidget(story_, 1);
    column->addLayout(row);
    comparison_->setAccessibleName(tr("What was measured"));
    comparison_->setToolTip(tr("One comparison of what was measured in this run."));
    column->addWidget(comparison_);
    title_->installEventFilter(this);
    connect(title_, &QLineEdit::textChanged, this, &Headline::fitTitle);
    connect(title_, &QLineEdit::editingFinished, this, &Headline::commitTitle);
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::certificateChanged,
                              &RunModel::historyChanged, &RunModel::outcomesChanged, &RunModel::finished})
        connect(model_, signal, this, &Headline::compareSoon);
    pause_.setSingleShot(true);
    pause_.setInterval(readingPause);
    connect(&pause_, &QTimer::timeout, this, &Headline::compare);
    compare();
}

void Headline::setExperiment(const Experiment& experiment) {
    const QString story = storyOf(experiment);
    story_->setText(story.isEmpty() ? familyViewOf(experiment).meaning() : story);
    shownTitle_ = QString::fromStdString(experiment.title);
    if (shownTitle_.isEmpty()) shownTitle_ = tr("Untitled");
    if (!title_->hasFocus()) title_->setText(shownTitle_);
    title_->setCursorPosition(0);
}

void Headline::setPresenting(bool presenting) {
    title_->setReadOnly(presenting);
    title_->setFocusPolicy(presenting ? Qt::NoFocus : Qt::StrongFocus);
}

void Headline::commitTitle() {
    const QString title = title_->text().simplified();
    if (title.isEmpty()) title_->setText(shownTitle_);
    if (title.isEmpty() || title == shownTitle_) return;
    shownTitle_ = title;
    emit titleEdited(title);
}

// A field only while it is one: else it is the title.
void Headline::showAsField(bool field) {
    QPalette colors;  // the rest follows the theme
    if (!field) colors.setBrush(QPalette::Base, Qt::transparent);
    title_->setPalette(colors);
}

// As wide as its text, so that the sentence stands beside it.
void Headline::fitTitle() {
    const int padding = 2 * spaceUnit;
    const int wanted = title_->fontMetrics().horizontalAdvance(title_->text()) + padding;
    title_->setFixedWidth(std::min(wanted, std::max(width() / 2, 160)));
}

void Headline::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) fitTitle();
}

bool Headline::eventFilter(QObject* watched, QEvent* event) {
    if (watched == title_ && event->type() == QEvent::FontChange) fitTitle();
    if (watched == title_ && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        showAsField(event->type() == QEvent::FocusIn);
    if (watched == title_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) title_->setText(shownTitle_);
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            commitTitle();
            title_->clearFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// While a run is on, the sentence changes no faster than it is read.
void Headline::compareSoon() {
    if (!model_->isRunning())
        compare();
    else if (!pause_.isActive())
        pause_.start();
}

void Headline::compare() {
    pause_.stop();
    const QString text = model_->failure().isEmpty() ? familyShown(model_).comparison(*model_) : QString();
    if (text == comparison_->text()) return;
    comparison_->setText(text);
    comparison_->setAccessibleDescription(text);
}

}  // namespace basin::ui
