// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/rich_text.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTextDocument>
#include <QTextOption>

#include "ui/chart/wrapped_text.h"

namespace basin::ui {

namespace {

/// What counts; the first group is there for a tag, the second for one that opens.
const QRegularExpression& markup() {
    static const QRegularExpression pattern(
        QStringLiteral("(<(?:/|())(?:sub|sup|i|b|em|strong|u)>)|"
                       "&(?:[Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta|[Ee]psilon|[Zz]eta|[Ee]ta|[Tt]heta|[Ii]ota|"
                       "[Kk]appa|[Ll]ambda|[Mm]u|[Nn]u|[Xx]i|[Oo]micron|[Pp]i|[Rr]ho|[Ss]igma|sigmaf|[Tt]au|"
                       "[Uu]psilon|[Pp]hi|[Cc]hi|[Pp]si|[Oo]mega|infin|le|ge|ne|asymp|equiv|plusmn|times|"
                       "middot|sdot|minus|nabla|part|radic|sum|prod|prop|isin|larr|rarr|deg|prime|Prime|"
                       "ndash|mdash|hellip|nbsp|lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"));
    return pattern;
}

/// HTML in which nothing but the markup counts.
QString htmlOf(const QString& text) {
    QString html;
    qsizetype at = 0;
    for (auto match = markup().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        html += text.mid(at, found.capturedStart() - at).toHtmlEscaped() + found.captured();
        at = found.capturedEnd();
    }
    html += text.mid(at).toHtmlEscaped();
    // HTML would take several spaces for one.
    return QStringLiteral("<span style=\"white-space:pre\">%1</span>").arg(html);
}

void fill(QTextDocument& document, const QString& text, const QFont& font) {
    document.setUndoRedoEnabled(false);
    document.setDocumentMargin(0);
    document.setDefaultFont(font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    document.setDefaultTextOption(option);
    document.setHtml(htmlOf(text));
}

/// The parts between spaces that no tag is open around.
QStringList wordsOf(const QString& text) {
    QStringList words{QString()};
    int open = 0;
    qsizetype at = 0;
    const auto take = [&](const QString& part) {
        for (const QChar c : part)
            if (c == u' ' && open == 0)
                words << QString();
            else
                words.back() += c;
    };
    for (auto match = markup().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        take(text.mid(at, found.capturedStart() - at));
        words.back() += found.captured();
        if (found.hasCaptured(1)) open += found.captured(1).startsWith(QLatin1String("</")) ? -1 : 1;
        at = found.capturedEnd();
    }
    take(text.mid(at));
    return words;
}

}  // namespace

bool isRichText(const QString& text) {
    const bool some = text.contains(u'<') || text.contains(u'&');
    return some && markup().match(text).hasMatch();
}

QString plainText(const QString& text) {
    if (!isRichText(text)) return text;
    QTextDocument document;
    fill(document, text, {});
    return document.toPlainText();
}

double textWidth(const QString& text, const QFont& font) {
    if (!isRichText(text)) return QFontMetricsF(font).horizontalAdvance(text);
    QTextDocument document;
    fill(document, text, font);
    return document.idealWidth();
}

QStringList textLines(const QString& text, double width, const QFont& font) {
    if (textWidth(text, font) <= width) return {text};
    if (!isRichText(text)) return wrappedLines(text, width, font);
    QStringList lines;
    for (const QString& word : wordsOf(text)) {
        const QString longer = lines.isEmpty() ? word : lines.back() + u' ' + word;
        if (lines.isEmpty() || textWidth(longer, font) > width)
            lines << word;
        else
            lines.back() = longer;
    }
    return lines;
}

QString fittingText(const QString& text, double width, const QFont& font) {
    if (!isRichText(text)) return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
    if (textWidth(text, font) <= width) return text;
    return QFontMetricsF(font).elidedText(plainText(text), Qt::ElideRight, width);
}

void drawText(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text) {
    if (!isRichText(text)) {
        painter.drawText(box, static_cast<int>(alignment) | Qt::TextDontClip | Qt::TextSingleLine, text);
        return;
    }
    QTextDocument document;
    fill(document, text, painter.font());
    const QSizeF size(document.idealWidth(), document.size().height());
    document.setTextWidth(size.width());
    QPointF corner(box.left(), box.center().y() - size.height() / 2);
    if ((alignment & Qt::AlignHCenter) != 0) corner.setX(box.center().x() - size.width() / 2);
    if ((alignment & Qt::AlignRight) != 0) corner.setX(box.right() - size.width());
    painter.save();
    painter.translate(corner);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, painter.pen().color());
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

}  // namespace basin::ui
