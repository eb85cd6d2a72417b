// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report_html.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/chart/number_format.h"
#include "ui/export/report_numbers.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportHtml)
};

constexpr double between = 16;  // px, of two pictures

QString element(const QString& name, const QString& content, const QString& attributes = {}) {
    return QStringLiteral("<%1%2>%3</%1>\n")
        .arg(name, attributes.isEmpty() ? QString() : QLatin1Char(' ') + attributes, content);
}

/// Qt's reader gives h1 and h2 sizes of its own.
QString heading(const QString& text, int level = 2) {
    return element(QStringLiteral("p"), text.toHtmlEscaped(),
                   QStringLiteral("class=\"h%1\" role=\"heading\" aria-level=\"%1\"").arg(level));
}

/// In points, which Qt's reader takes with their fractions.
QString styleSheet(const ReportScale& scale) {
    const auto points = [type = scale.type](double size) {
        return formatFixed(size * type, 2) + QStringLiteral("pt");
    };
    return QStringLiteral(
               "body { font-family: 'DejaVu Sans', Arial, Helvetica, sans-serif; font-size: %1; color: "
               "#1f2430; background: #ffffff; max-width: %6px; margin: %8; }\n"
               ".h1 { font-size: %2; font-weight: 600; margin: 0 0 2px 0; overflow-wrap: anywhere; }\n"
               ".h2 { font-size: %3; font-weight: 600; color: #2f5d9b; margin: 10px 0 2px 0; }\n"
               "p { margin: 0 0 3px 0; }\n"
               "td, th { font-size: %5; text-align: left; font-weight: normal; vertical-align: top; }\n"
               "th { color: #6b7280; }\n"
               ".q { font-size: %3; font-style: italic; }\n"
               ".m { color: #6b7280; font-size: %5; }\n"
               ".s { font-size: %1; }\n"
               ".p { padding-top: 6px; }\n"
               ".v { white-space: nowrap; }\n"
               ".keys { color: #6b7280; font-size: %4; margin-top: 8px; }\n"
               ".k { color: #6f8bb5; font-size: %7; }\n"
               ".n { color: #2f5d9b; }\n"
               "a { color: #1f2430; text-decoration: none; }\n")
        .arg(points(8.8), points(16), points(9.8), points(5.8), points(7.8))
        .arg(reportWidth)
        .arg(points(8.4), QLatin1String(scale.footnotes ? "0" : "0 auto"));
}

/// Whether what is said has room on one line of a narrow column.
bool isShort(const QString& html) {
    static const QRegularExpression markup(QStringLiteral("<sup[^>]*>[^<]*</sup>|<[^>]*>"));
    constexpr qsizetype most = 14;
    return QString(html).remove(markup).size() <= most;
}

QString rowsTable(const std::vector<ReportRow>& rows, const QString& nameWidth) {
    QString html;
    for (const ReportRow& row : rows)
        html += QStringLiteral("<tr><td class=\"m\" width=\"%1\" title=\"%4\">%2</td><td%5>%3</td></tr>\n")
                    .arg(nameWidth, row.name.toHtmlEscaped(), row.text, row.meaning.toHtmlEscaped(),
                         isShort(row.text) ? QStringLiteral(" class=\"v\"") : QString());
    return element(QStringLiteral("table"), html,
                   QStringLiteral("width=\"100%\" cellspacing=\"0\" cellpadding=\"1\""));
}

QString picturesTable(const std::vector<ReportPicture>& pictures, double height) {
    if (pictures.empty()) return {};
    const auto count = static_cast<double>(pictures.size());
    const double width = (reportWidth - between * (count - 1)) / count;
    QString cells;
    for (const ReportPicture& picture : pictures)
        cells += QStringLiteral("<td class=\"p\"><img src=\"%1\" width=\"%2\" height=\"%3\" alt=\"%4\"></td>")
                     .arg(picture.source)
                     .arg(qRound(width))
                     .arg(qRound(height))
                     .arg(picture.words.toHtmlEscaped());
    return element(QStringLiteral("table"), element(QStringLiteral("tr"), cells),
                   QStringLiteral("width=\"100%\" cellspacing=\"0\" cellpadding=\"0\""));
}

/// The kinds of knowledge side by side.
QString factsTable(const std::vector<ReportGroup>& groups) {
    // In px: Qt's reader takes no shares of a table in a table.
    const int nameWidth =
        groups.empty() ? 0 : qRound(0.58 * reportWidth / static_cast<double>(groups.size()));
    QString cells;
    for (const ReportGroup& group : groups) {
        const QString head = QStringLiteral("<p class=\"s\"><b>%1</b> <span class=\"m\">%2</span></p>")
                                 .arg(group.title.toHtmlEscaped(), group.meaning.toHtmlEscaped());
        cells += QStringLiteral("<td width=\"%1%\">%2%3</td>")
                     .arg(100 / static_cast<int>(groups.size()))
                     .arg(head, rowsTable(group.facts, QString::number(nameWidth)));
    }
    return element(QStringLiteral("table"), element(QStringLiteral("tr"), cells),
                   QStringLiteral("width=\"100%\" cellspacing=\"0\" cellpadding=\"2\""));
}

QString runsTable(const ReportTable& table) {
    QString rows;
    for (const QString& name : table.head) rows += QStringLiteral("<th>%1</th>").arg(name.toHtmlEscaped());
    rows = element(QStringLiteral("tr"), rows);
    for (const QStringList& cells : table.rows)
        rows += element(QStringLiteral("tr"), QStringLiteral("<td class=\"v\">%1</td>")
                                                  .arg(cells.join(QStringLiteral("</td><td class=\"v\">"))));
    QString html = element(QStringLiteral("table"), rows,
                           QStringLiteral("width=\"100%\" cellspacing=\"0\" cellpadding=\"1\""));
    if (table.leftOut > 0)
        html +=
            element(QStringLiteral("p"), Words::tr("Further runs are in result.json only.").toHtmlEscaped(),
                    QStringLiteral("class=\"m\""));
    return html;
}

/// "certificate: 1 l, 2 basin_radius; runs[0]: 3 iterations", each a place that links lead to.
QString keysList(const std::vector<ReportNumber>& numbers) {
    std::vector<std::pair<QString, QStringList>> parts;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const QString path = ReportNumbers::pathOf(numbers[k]);
        const bool ratio = !numbers[k].over.empty();
        const qsizetype dot = ratio ? -1 : path.lastIndexOf(QLatin1Char('.'));
        const QString part = path.left(std::max<qsizetype>(dot, 0)), name = path.mid(dot + 1);
        auto found = std::ranges::find(parts, part, &std::pair<QString, QStringList>::first);
        if (found == parts.end()) found = parts.insert(parts.end(), {part, {}});
        found->second << QStringLiteral("<a id=\"key%1\" name=\"key%1\" class=\"n\">%1</a> %2")
                             .arg(k + 1)
                             .arg(name.toHtmlEscaped());
    }
    QStringList lists;
    for (const auto& part : parts) {
        const QString names = part.second.join(QStringLiteral(", "));
        lists << (part.first.isEmpty()
                      ? names
                      : QStringLiteral("<b>%1</b> %2").arg(part.first.toHtmlEscaped(), names));
    }
    return lists.join(QStringLiteral("; "));
}

QString head(const Report& report, const ReportScale& scale) {
    const QString record = QString::fromStdString(report_element(report.record));
    return element(QStringLiteral("head"),
                   QStringLiteral("<meta charset=\"utf-8\">\n") +
                       element(QStringLiteral("title"), report.title.toHtmlEscaped()) +
                       element(QStringLiteral("style"), styleSheet(scale)) + record);
}

}  // namespace

QString reportHtml(const Report& report, const std::vector<ReportPicture>& pictures,
                   const ReportScale& scale) {
    const auto paragraph = [](const QString& html, const char* style) {
        return element(QStringLiteral("p"), html, QStringLiteral("class=\"%1\"").arg(QLatin1String(style)));
    };
    QString body = heading(report.title, 1);
    body += paragraph(report.question.toHtmlEscaped(), "q");
    if (!report.story.isEmpty()) body += paragraph(report.story.toHtmlEscaped(), "m");
    body += heading(Words::tr("In short"));
    for (const QString& sentence : report.sentences) body += paragraph(sentence, "s");
    body += picturesTable(pictures, scale.pictureHeight);
    body += heading(Words::tr("What holds, and how that is known")) + factsTable(report.facts);
    if (!report.advice.empty())
        body += heading(report.adviceTitle) + rowsTable(report.advice, QStringLiteral("28%"));
    body += heading(Words::tr("What it took")) + runsTable(report.runs);
    if (!report.machine.isEmpty()) body += paragraph(report.machine.toHtmlEscaped(), "m");
    body += heading(Words::tr("What was set")) + rowsTable(report.knobs, QStringLiteral("12%"));
    body += paragraph(Words::tr("Where the numbers stand in result.json:").toHtmlEscaped() +
                          QLatin1Char(' ') + keysList(report.record.numbers),
                      "keys");
    if (!scale.footnotes) {
        static const QRegularExpression footnote(QStringLiteral("<sup class=\"k\">[^<]*</sup>"));
        body.remove(footnote);
    }
    return QStringLiteral("<!DOCTYPE html>\n") +
           element(QStringLiteral("html"), head(report, scale) + element(QStringLiteral("body"), body),
                   QStringLiteral("lang=\"en\""));
}

}  // namespace basin::ui
