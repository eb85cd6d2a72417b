// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/preflight.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "ui/chart/number_format.h"
#include "ui/chart/polyline.h"
#include "ui/export/curve_likeness.h"

namespace basin::ui {

namespace {

using Kind = PreflightFinding::Kind;
using Findings = std::vector<PreflightFinding>;

constexpr double roundoff = 0.01;           // pt that no eye and no rule can mean
constexpr double edge = 0.5;                // 1/96 inch beyond the edge that antialiasing does not explain
constexpr double touching = 0.75;           // 1/96 inch that glyphs may lie in each other's boxes
constexpr qsizetype mostNamed = 3;          // texts of a sentence
constexpr qsizetype longestQuotation = 40;  // characters of a text

struct Preflight {
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

QString points(double size) {
    return Preflight::tr("%1 pt").arg(formatNumber(size, size < 10 ? 2 : 3));
}

QString quoted(QString text) {
    if (text.size() > longestQuotation) text = text.left(longestQuotation - 1) + QChar(0x2026);
    return Preflight::tr("“%1”").arg(text);
}

QString listed(const QStringList& names) {
    if (names.size() <= mostNamed) return names.join(QStringLiteral(", "));
    return Preflight::tr("%1 and %2 more")
        .arg(names.mid(0, mostNamed).join(QStringLiteral(", ")))
        .arg(names.size() - mostNamed);
}

QString nameOf(ChartPart part) {
    switch (part) {
        case ChartPart::title:
            return Preflight::tr("the title");
        case ChartPart::subtitle:
            return Preflight::tr("the line under the title");
        case ChartPart::tickLabels:
            return Preflight::tr("tick labels");
        case ChartPart::axisTitle:
            return Preflight::tr("axis labels");
        case ChartPart::legend:
            return Preflight::tr("the legend");
        case ChartPart::colorBar:
            return Preflight::tr("labels of the colour bar");
    }
    return {};
}

QString whatIs(const RecordedPage& page, const RecordedText& text) {
    for (const ChartReport& chart : page.charts)
        for (const ChartReport::Place& place : chart.places)
            if (place.box.contains(text.ink.center())) return nameOf(place.part);
    return quoted(text.text);
}

QString whatIs(const RecordedPage& page, const RecordedStroke& stroke) {
    for (const ChartReport& chart : page.charts) {
        for (const ChartReport::Place& place : chart.places)
            if (place.part == ChartPart::legend && place.box.contains(stroke.bounds.center()))
                return Preflight::tr("signs of the legend");
        if (stroke.color == chart.grid) return Preflight::tr("grid lines");
        const auto curve = std::ranges::find_if(chart.curves, [&](const DrawnCurve& each) {
            return each.color == stroke.color && !each.name.isEmpty();
        });
        if (curve != chart.curves.end() && chart.area.intersects(stroke.bounds))
            return Preflight::tr("the curve of %1").arg(curve->name);
    }
    return Preflight::tr("lines of the plot");
}

const RecordedText* smallestText(const RecordedPage& page) {
    const RecordedText* smallest = nullptr;
    for (const RecordedText& text : page.texts)
        if (!text.isIndex && (smallest == nullptr || text.size < smallest->size)) smallest = &text;
    return smallest;
}

/// Of those that are seen: rims of markers have the colour of the ground.
const RecordedStroke* thinnestStroke(const RecordedPage& page) {
    const RecordedStroke* thinnest = nullptr;
    for (const RecordedStroke& stroke : page.strokes) {
        const bool isRim = std::ranges::any_of(
            page.charts, [&](const ChartReport& chart) { return chart.ground == stroke.color; });
        if (!isRim && (thinnest == nullptr || stroke.width < thinnest->width)) thinnest = &stroke;
    }
    return thinnest;
}

void checkType(const RecordedPage& page, const PreflightRules& rules, Findings& findings) {
    const RecordedText* text = smallestText(page);
    if (text == nullptr) return;
    const QString found =
        Preflight::tr("The smallest type is %1 (%2)").arg(points(text->size), whatIs(page, *text));
    if (text->size >= rules.smallestType - roundoff)
        findings.push_back({Kind::smallType, false, Preflight::tr("%1.").arg(found), false});
    else
        findings.push_back(
            {Kind::smallType, true,
             Preflight::tr("%1; the rule is %2 or more.").arg(found, points(rules.smallestType)), true});
}

void checkLines(const RecordedPage& page, const PreflightRules& rules, Findings& findings) {
    const RecordedStroke* stroke = thinnestStroke(page);
    if (stroke == nullptr) return;
    const QString found =
        Preflight::tr("The thinnest line is %1 wide (%2)").arg(points(stroke->width), whatIs(page, *stroke));
    if (stroke->width >= rules.thinnestLine - roundoff)
        findings.push_back({Kind::thinLine, false, Preflight::tr("%1.").arg(found), false});
    else
        findings.push_back(
            {Kind::thinLine, true,
             Preflight::tr("%1; the rule is %2 or more.").arg(found, points(rules.thinnestLine)), true});
}

void checkFonts(const RecordedPage& page, TextKept kept, Findings& findings) {
    QStringList families, unknown;
    for (const RecordedText& text : page.texts) {
        if (!families.contains(text.family)) families << text.family;
        if (text.missingGlyphs) unknown << quoted(text.text);
    }
    if (!unknown.isEmpty())
        findings.push_back(
            {Kind::fonts, true,
             Preflight::tr("No font on this computer has all characters of %1.").arg(listed(unknown)),
             false});
    if (families.isEmpty()) return;
    const QString names = families.join(QStringLiteral(", "));
    QString sentence;
    switch (kept) {
        case TextKept::embedded:
            sentence = Preflight::tr("Fonts are embedded: %1.").arg(names);
            break;
        case TextKept::named:
            sentence = Preflight::tr(
                           "An SVG names its fonts (%1), with others for where they are not there; "
                           "outlines need none.")
                           .arg(names);
            break;
        case TextKept::outlines:
            sentence = Preflight::tr("Text is drawn as outlines of %1, and needs no font.").arg(names);
            break;
        case TextKept::pixels:
            sentence = Preflight::tr("Text is pixels, in %1.").arg(names);
            break;
    }
    findings.push_back({Kind::fonts, false, sentence, false});
}

void checkCuts(const RecordedPage& page, Findings& findings) {
    const QRectF paper = QRectF(QPointF(0, 0), page.size).adjusted(-edge, -edge, edge, edge);
    QStringList cut, shortened;
    for (const RecordedText& text : page.texts) {
        if (text.clipped || !paper.contains(text.ink))
            cut << quoted(text.text);
        else if (text.text.endsWith(QChar(0x2026)))
            shortened << quoted(text.text);
    }
    if (!cut.isEmpty())
        findings.push_back(
            {Kind::cutText, true, Preflight::tr("Text is cut at an edge: %1.").arg(listed(cut)), false});
    if (!shortened.isEmpty())
        findings.push_back(
            {Kind::cutText, true,
             Preflight::tr("Text is cut short, there is no room for all of it: %1.").arg(listed(shortened)),
             false});
}

bool lieOnEachOther(const RecordedText& a, const RecordedText& b) {
    const QRectF both = a.ink & b.ink;
    if (both.width() <= 2 * touching || both.height() <= 2 * touching) return false;
    // The same text twice is one with a rim.
    return a.text != b.text || (a.ink.center() - b.ink.center()).manhattanLength() > 4;
}

void checkOverlaps(const RecordedPage& page, Findings& findings) {
    std::vector<const RecordedText*> texts;
    for (const RecordedText& text : page.texts) texts.push_back(&text);
    std::ranges::sort(texts, {}, [](const RecordedText* text) { return text->ink.left(); });
    QStringList pairs;
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size() && texts[j]->ink.left() < texts[i]->ink.right(); ++j)
            if (lieOnEachOther(*texts[i], *texts[j]))
                pairs << Preflight::tr("%1 and %2").arg(quoted(texts[i]->text), quoted(texts[j]->text));
    if (!pairs.isEmpty())
        findings.push_back(
            {Kind::overlap, true, Preflight::tr("Texts lie on each other: %1.").arg(listed(pairs)), false});
}

/// What several panels have in common is said once.
void addOnce(const Findings& some, Findings& findings) {
    for (const PreflightFinding& finding : some)
        if (std::ranges::find(findings, finding.sentence, &PreflightFinding::sentence) == findings.end())
            findings.push_back(finding);
}

/// Of all lines of a curve, the share that lies in a rectangle.
double shareInside(const DrawnCurve& curve, const QRectF& rect) {
    double whole = 0;
    for (const QPolygonF& line : curve.lines)
        for (qsizetype i = 1; i < line.size(); ++i)
            whole += std::hypot(line[i].x() - line[i - 1].x(), line[i].y() - line[i - 1].y());
    return whole > 0 ? lengthInside(curve.lines, rect) / whole : 0;
}

void checkLegend(const ChartReport& chart, Findings& findings) {
    if (chart.legendFrame.isNull()) return;
    QStringList hidden;
    for (const DrawnCurve& curve : chart.curves) {
        const QString name = curve.name.isEmpty() ? Preflight::tr("a line") : curve.name;
        const double share =
            curve.points > 0 ? static_cast<double>(curve.underLegend) / static_cast<double>(curve.points) : 0;
        const QString percent = formatNumber(100 * share, 2);
        if (curve.underLegend > 0)
            hidden << Preflight::tr("%1 % of the points of %2").arg(percent, name);
        else if (shareInside(curve, chart.legendFrame) > 0)
            hidden << Preflight::tr("a part of the line of %1").arg(name);
    }
    if (!hidden.isEmpty())
        findings.push_back({Kind::legendOnData, true,
                            Preflight::tr("The legend hides %1; below the plot or right of it there is room.")
                                .arg(listed(hidden)),
                            false});
}

void checkDecimation(const RecordedPage& page, Findings& findings) {
    std::size_t all = 0, leftOut = 0;
    for (const ChartReport& chart : page.charts)
        for (const DrawnCurve& curve : chart.curves) {
            all += curve.points;
            leftOut += curve.leftOut;
        }
    if (leftOut == 0) return;
    const QLocale english(QLocale::English);
    const QString sentence = Preflight::tr(
        "%1 of %2 points lie where others do and were left out; nothing "
        "visible is missing.");
    findings.push_back({Kind::decimated, false,
                        sentence.arg(english.toString(static_cast<qulonglong>(leftOut)),
                                     english.toString(static_cast<qulonglong>(all))),
                        false});
}

}  // namespace

std::vector<PreflightFinding> preflight(const RecordedPage& page, const PreflightRules& rules,
                                        TextKept kept) {
    Findings findings;
    checkType(page, rules, findings);
    checkLines(page, rules, findings);
    checkCuts(page, findings);
    checkOverlaps(page, findings);
    for (const ChartReport& chart : page.charts) {
        checkLegend(chart, findings);
        addOnce(likenessFindings(chart), findings);
    }
    checkFonts(page, kept, findings);
    checkDecimation(page, findings);
    std::ranges::stable_partition(findings, &PreflightFinding::isFault);
    return findings;
}

std::optional<double> smallestType(const RecordedPage& page) {
    const RecordedText* text = smallestText(page);
    return text == nullptr ? std::nullopt : std::optional(text->size);
}

std::optional<double> thinnestLine(const RecordedPage& page) {
    const RecordedStroke* stroke = thinnestStroke(page);
    return stroke == nullptr ? std::nullopt : std::optional(stroke->width);
}

std::optional<double> optionThatKeeps(double rule, double now, double largest,
                                      const std::function<std::optional<double>(double)>& leadsTo) {
    constexpr double step = 0.05, growth = 1.03;
    double tried = std::min(now, largest);
    for (;;) {
        const std::optional<double> found = leadsTo(tried);
        if (!found || *found >= rule - roundoff) return tried;
        if (tried >= largest) return std::nullopt;
        // Mostly in proportion; where less room makes it less than that, on by small steps.
        const double wanted = *found > 0 ? std::max(tried * rule / *found, growth * tried) : largest;
        tried = std::min(largest, std::max(tried + step, std::ceil(wanted / step - roundoff) * step));
    }
}

}  // namespace basin::ui
