// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QSet>
#include <QStringList>
#include <QXmlStreamReader>

namespace basin::test {

/// What an SVG of this program holds.
struct SvgFigure {
    QStringList texts;      // in the order of drawing; words of one line may be apart
    QSet<QString> strokes;  // colours, "#rrggbb"
    int paths = 0, polylines = 0;
    bool isValid = false;

    bool has(const QString& text) const { return texts.join(u' ').contains(text); }
    qsizetype count(const QString& text) const { return texts.count(text); }
};

inline SvgFigure svgFigureOf(const QByteArray& svg) {
    SvgFigure figure;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const QString stroke = xml.attributes().value(QLatin1String("stroke")).toString();
        if (stroke.startsWith(u'#')) figure.strokes.insert(stroke);
        if (xml.name() == QLatin1String("path")) ++figure.paths;
        if (xml.name() == QLatin1String("polyline")) ++figure.polylines;
        if (xml.name() == QLatin1String("text")) figure.texts << xml.readElementText().trimmed();
    }
    figure.isValid = !xml.hasError();
    return figure;
}

}  // namespace basin::test
