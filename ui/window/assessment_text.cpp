// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/assessment_text.h"

#include <QCoreApplication>

#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

/// Sentences, questions and meanings come from core; their translations stand in this context.
constexpr const char* context = "Assessment";

QString translated(const std::string& text) {
    return QCoreApplication::translate(context, text.c_str());
}

QString sentenceText(const Sentence& sentence) {
    const Sentence local{translated(sentence.pattern).toStdString(), sentence.arguments};
    return QString::fromStdString(to_text(local));
}

QString answerText(Answer answer) {
    switch (answer) {
        case Answer::yes:
            return QCoreApplication::translate(context, "yes");
        case Answer::no:
            return QCoreApplication::translate(context, "no");
        case Answer::not_decided:
            break;
    }
    return QCoreApplication::translate(context, "not decided");
}

QString kindText(Knowledge kind) {
    switch (kind) {
        case Knowledge::certified:
            return QCoreApplication::translate(context, "certified");
        case Knowledge::estimated:
            return QCoreApplication::translate(context, "estimated");
        case Knowledge::measured:
            break;
    }
    return QCoreApplication::translate(context, "measured");
}

QString figureRow(const Evidence& figure) {
    const QString value =
        figure.key.ends_with("seconds") ? formatSeconds(figure.value) : formatNumber(figure.value);
    QString meaning = translated(figure.meaning);
    if (!figure.of.empty()) meaning = QString::fromStdString(figure.of) + QStringLiteral(": ") + meaning;
    return QStringLiteral(
               "<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2&nbsp;&nbsp;</td><td>%3</td></tr>")
        .arg(kindText(figure.kind), value.toHtmlEscaped(), meaning.toHtmlEscaped());
}

QString questionHtml(const Question& question) {
    QString html = QStringLiteral("<h3>%1 &nbsp; %2</h3><p>")
                       .arg(translated(question.text).toHtmlEscaped(), answerText(question.answer));
    for (const Sentence& sentence : question.words) html += sentenceText(sentence).toHtmlEscaped() + u' ';
    html += QStringLiteral("</p><table cellspacing=\"0\">");
    for (const Evidence& figure : question.figures) html += figureRow(figure);
    return html + QStringLiteral("</table>");
}

}  // namespace

QString assessmentHtml(const Assessment& assessment) {
    QString html;
    for (const Question& question : assessment.questions) html += questionHtml(question);
    return html;
}

}  // namespace basin::ui
