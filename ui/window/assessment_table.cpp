// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/assessment_table.h"

#include <QCoreApplication>
#include <QGridLayout>

#include "ui/chart/number_format.h"
#include "ui/panels/fields.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

/// Sentences, questions and meanings come from core; their translations stand in this context.
constexpr const char* context = "Assessment";
constexpr int questionWidth = 190, answerWidth = 170, kindWidth = 72, valueWidth = 88;  // px

QString translated(std::string_view text) {
    return QCoreApplication::translate(context, std::string(text).c_str());
}

QString sentenceText(const Sentence& sentence) {
    const Sentence local{translated(sentence.pattern).toStdString(), sentence.arguments};
    return QString::fromStdString(to_text(local));
}

QLabel* makeCell(const QString& text, TextRole role, int width = 0) {
    auto* cell = makeLabel(text, role);
    cell->setTextFormat(Qt::PlainText);
    cell->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    cell->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (width > 0) cell->setFixedWidth(width);
    return cell;
}

/// The three columns of one line.
QWidget* makeLine(QLabel* question, QLabel* answer, QLabel* why, QWidget* behind) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(spaceUnit, 0, 0, 0);
    row->setSpacing(gutter);
    for (QLabel* cell : {question, answer}) row->addWidget(cell, 0, Qt::AlignTop);
    row->addWidget(why, 1);
    if (behind) row->addWidget(behind, 0, Qt::AlignTop);
    return line;
}

QWidget* makeFigures(const Question& question) {
    auto* figures = new QWidget;
    auto* grid = new QGridLayout(figures);
    grid->setContentsMargins(questionWidth + gutter + spaceUnit, 0, 0, spaceUnit);
    grid->setHorizontalSpacing(spaceUnit);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const Evidence& figure : question.figures) {
        const bool isTime = figure.key.ends_with("seconds");
        QString meaning = translated(figure.meaning);
        if (!figure.of.empty()) meaning = QString::fromStdString(figure.of) + QStringLiteral(": ") + meaning;
        auto* value = makeCell(isTime ? formatSeconds(figure.value) : formatNumber(figure.value),
                               TextRole::body, valueWidth);
        value->setAlignment(Qt::AlignRight | Qt::AlignTop);
        grid->addWidget(makeCell(translated(to_string(figure.kind)), TextRole::small, kindWidth), row, 0);
        grid->addWidget(value, row, 1);
        grid->addWidget(makeCell(meaning, TextRole::small), row++, 2);
    }
    figures->hide();
    return figures;
}

QToolButton* makeFiguresButton(const Question& question, QWidget* figures) {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("figures of ") + QString::fromStdString(question.key));
    button->setText(QCoreApplication::translate(context, "figures"));
    button->setArrowType(Qt::RightArrow);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, QCoreApplication::translate(context, "Figures: %1").arg(translated(question.text)),
             QCoreApplication::translate(context, "The figures behind this answer, and how each is known."));
    setTextRole(button, TextRole::small);
    QObject::connect(button, &QToolButton::toggled, figures, [button, figures](bool on) {
        button->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        figures->setVisible(on);
    });
    return button;
}

void addQuestion(QVBoxLayout* rows, const Question& question) {
    QStringList why;
    for (const Sentence& sentence : question.words) why << sentenceText(sentence);
    auto* answer = makeCell(sentenceText(question.brief_answer()), TextRole::title, answerWidth);
    answer->setObjectName(QString::fromStdString(question.key));
    QWidget* figures = makeFigures(question);
    QToolButton* button = question.figures.empty() ? nullptr : makeFiguresButton(question, figures);
    rows->addWidget(makeLine(makeCell(translated(question.text), TextRole::body, questionWidth), answer,
                             makeCell(why.join(QLatin1Char(' ')), TextRole::body), button));
    rows->addWidget(figures);
    rows->addSpacing(spaceUnit / 2);
}

}  // namespace

AssessmentTable::AssessmentTable(QWidget* parent)
    : FoldingGroups(parent),
      verdict_(makeCell({}, TextRole::heading)),
      head_(makeLine(makeCell(tr("Question"), TextRole::small, questionWidth),
                     makeCell(tr("Answer"), TextRole::small, answerWidth),
                     makeCell(tr("Why"), TextRole::small), nullptr)) {
    verdict_->setAccessibleName(tr("What the answers come to"));
    addWide(verdict_);
    addWide(head_);
    clear();
}

void AssessmentTable::clear() {
    removeGroups();
    verdict_->clear();
    verdict_->hide();
    head_->hide();
}

void AssessmentTable::setAssessment(const Assessment& assessment) {
    const QStringList wasFolded = folded();
    clear();
    verdict_->setText(sentenceText(assessment.verdict));
    verdict_->setVisible(!verdict_->text().isEmpty());
    head_->setVisible(!assessment.questions.empty());
    for (const Topic topic : all_topics) {
        QVBoxLayout* rows = nullptr;
        for (const Question& question : assessment.questions) {
            if (topic_of(question) != topic) continue;
            const std::string_view word = to_string(topic);
            if (!rows)
                rows = addGroup(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())),
                                translated(title_of(topic)), tr("Questions and answers of one kind."));
            addQuestion(rows, question);
        }
    }
    setFolded(wasFolded);
    applyTypeScale(this, 1);
}

QString AssessmentTable::answerTo(const QString& key) const {
    const auto* answer = findChild<QLabel*>(key);
    return answer ? answer->text() : QString();
}

QToolButton* AssessmentTable::figuresButton(const QString& key) const {
    return findChild<QToolButton*>(QStringLiteral("figures of ") + key);
}

QString AssessmentTable::text() const {
    QStringList texts;
    for (const QLabel* label : findChildren<QLabel*>()) texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

}  // namespace basin::ui
