// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/explanation_panel.h"

#include <QEvent>
#include <QRegularExpression>
#include <QToolTip>
#include <QVBoxLayout>

#include "ui/panels/explanation.h"
#include "ui/panels/text_role.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int readingPause = 200;        // ms
constexpr int longestReading = 3600000;  // ms
}  // namespace

ExplanationPanel::ExplanationPanel(RunModel* model, QWidget* parent)
    : QWidget(parent), model_(model), text_(makeLabel(QString(), TextRole::body, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit);
    column->addWidget(makeLabel(tr("What am I seeing?"), TextRole::title, this));
    column->addWidget(text_);
    text_->setTextFormat(Qt::RichText);
    text_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    text_->setAccessibleName(tr("What am I seeing?"));
    text_->setToolTip(tr("Point at a linked word to see what it means."));
    text_->installEventFilter(this);
    connect(text_, &QLabel::linkHovered, this, &ExplanationPanel::showMeaning);
    connect(text_, &QLabel::linkActivated, this, &ExplanationPanel::showMeaning);
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::historyChanged,
                              &RunModel::playheadChanged, &RunModel::certificateChanged,
                              &RunModel::outcomesChanged, &RunModel::finished})
        connect(model_, signal, this, &ExplanationPanel::explainSoon);
    pause_.setSingleShot(true);
    pause_.setInterval(readingPause);
    connect(&pause_, &QTimer::timeout, this, &ExplanationPanel::explain);
    fit_.setSingleShot(true);
    fit_.setInterval(0);
    connect(&fit_, &QTimer::timeout, this, &ExplanationPanel::fitType);
    explain();
}

// Until the pointer leaves the word.
void ExplanationPanel::showMeaning(const QString& meaning) {
    explains_ = !meaning.isEmpty();
    if (explains_)
        QToolTip::showText(QCursor::pos(), meaning, text_, {}, longestReading);
    else
        QToolTip::hideText();
}

void ExplanationPanel::setPresenting(bool presenting) {
    presenting_ = presenting;
    largest_ = text_->font().pixelSize();
    if (QScrollArea* around = area()) {
        around->viewport()->removeEventFilter(this);
        if (presenting) around->viewport()->installEventFilter(this);
        around->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    }
    fit_.start();
}

QScrollArea* ExplanationPanel::area() const {
    QWidget* around = parentWidget();
    while (around != nullptr && qobject_cast<QScrollArea*>(around) == nullptr)
        around = around->parentWidget();
    return qobject_cast<QScrollArea*>(around);
}

bool ExplanationPanel::fits(int size, const QScrollArea& around) {
    QFont font = text_->font();
    font.setPixelSize(size);
    text_->setFont(font);
    for (QWidget* inner = this; inner != around.viewport(); inner = inner->parentWidget())
        if (inner->layout() != nullptr) inner->layout()->invalidate();
    const QLayout* content = around.widget()->layout();
    const QSize room = around.maximumViewportSize();
    const int height = content->hasHeightForWidth() ? content->totalHeightForWidth(room.width())
                                                    : content->totalSizeHint().height();
    return height <= room.height();
}

// Never within a resize event: the scroll bar would come and go with each size of the type, for ever. Where
// the whole text fits there is none, so that the width does not depend on what is tried.
void ExplanationPanel::fitType() {
    QScrollArea* around = presenting_ ? area() : nullptr;
    if (around == nullptr) return;
    const int smallest = TypeScale{}.small;
    int size = largest_;
    while (!fits(size, *around) && size > smallest) --size;
    around->setVerticalScrollBarPolicy(fits(size, *around) ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
}

void ExplanationPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit_.start();
}

bool ExplanationPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != text_) {
        if (event->type() == QEvent::Resize) fit_.start();
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::Leave) explains_ = false;
    // The text's own tip must not take the place of a word's.
    if (event->type() == QEvent::ToolTip && explains_) return true;
    return QWidget::eventFilter(watched, event);
}

// While a run is on, sentences change no faster than they are read: each change lays the panel out anew.
void ExplanationPanel::explainSoon() {
    if (!model_->isRunning())
        explain();
    else if (!pause_.isActive())
        pause_.start();
}

void ExplanationPanel::explain() {
    pause_.stop();
    const QString text = explainRun(*model_);
    if (text == plain_) return;
    plain_ = text;
    text_->setText(withGlossary(text));
    text_->setAccessibleDescription(text);
    fit_.start();
}

QString ExplanationPanel::withGlossary(const QString& text) const {
    QString html = text.toHtmlEscaped();
    // Whole words only: gradient-descent is a name, not a gradient.
    for (const GlossaryEntry& entry : glossary()) {
        const QRegularExpression word(
            QStringLiteral("(?<![-\\w])(%1)(?![-\\w])(?![^<]*>)").arg(QRegularExpression::escape(entry.word)),
            QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = word.match(html);
        if (!match.hasMatch()) continue;
        const QString link =
            QStringLiteral("<a href=\"%1\">%2</a>").arg(entry.meaning.toHtmlEscaped(), match.captured(1));
        html.replace(match.capturedStart(1), match.capturedLength(1), link);
    }
    return html;
}

}  // namespace basin::ui
