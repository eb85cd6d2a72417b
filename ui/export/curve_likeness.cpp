// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/curve_likeness.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QSet>
#include <QStringList>

#include "ui/chart/color_vision.h"

namespace basin::ui {

namespace {

using Kind = PreflightFinding::Kind;

constexpr qsizetype mostNamed = 3;  // pairs of a sentence

struct Likenesses {
    Q_DECLARE_TR_FUNCTIONS(Likenesses)
};

QString nameOf(ColorVision vision) {
    switch (vision) {
        case ColorVision::usual:
        case ColorVision::grey:
            break;
        case ColorVision::protanopia:
            return Likenesses::tr("without red cones (protanopia)");
        case ColorVision::deuteranopia:
            return Likenesses::tr("without green cones (deuteranopia)");
        case ColorVision::tritanopia:
            return Likenesses::tr("without blue cones (tritanopia)");
    }
    return {};
}

/// What tells two curves apart besides their colours.
struct Apart {
    bool byDash = false, byMarker = false;
};

Apart apart(const DrawnCurve& a, const DrawnCurve& b) {
    return {a.dash != b.dash, a.marker != b.marker};
}

/// One curve a name.
std::vector<const DrawnCurve*> namedCurves(const ChartReport& chart) {
    std::vector<const DrawnCurve*> named;
    QSet<QString> names;
    for (const DrawnCurve& curve : chart.curves) {
        if (curve.name.isEmpty() || names.contains(curve.name)) continue;
        names.insert(curve.name);
        named.push_back(&curve);
    }
    return named;
}

/// "A and B, C and D and 4 more pairs".
QString listed(const QStringList& pairs) {
    if (pairs.size() <= mostNamed) return pairs.join(QStringLiteral("; "));
    const QString named = pairs.mid(0, mostNamed).join(QStringLiteral("; "));
    const qsizetype others = pairs.size() - mostNamed;
    return others == 1 ? Likenesses::tr("%1 and one more pair").arg(named)
                       : Likenesses::tr("%1 and %2 more pairs").arg(named).arg(others);
}

/// The pairs that look alike to one kind of eyes.
class Likeness {
  public:
    Likeness(const std::vector<const DrawnCurve*>& curves, ColorVision vision) {
        for (std::size_t i = 0; i < curves.size(); ++i)
            for (std::size_t j = i + 1; j < curves.size(); ++j) compare(*curves[i], *curves[j], vision);
    }

    QStringList same, toldApart;
    bool byDash = false, byMarker = false;  // are needed for some of those told apart

  private:
    void compare(const DrawnCurve& a, const DrawnCurve& b, ColorVision vision) {
        if (!looksAlike(vision, a.color, b.color)) return;
        const Apart apart = ui::apart(a, b);
        const bool same = !apart.byDash && !apart.byMarker;
        // What nobody can tell apart is said once.
        if (same && vision != ColorVision::usual && looksAlike(ColorVision::usual, a.color, b.color)) return;
        const QString pair = Likenesses::tr("%1 and %2").arg(a.name, b.name);
        (same ? this->same : toldApart) << pair;
        if (same) return;
        byDash = byDash || apart.byDash;
        byMarker = byMarker || !apart.byDash;
    }
};

QString means(const Likeness& likeness) {
    if (likeness.byDash && likeness.byMarker) return Likenesses::tr("dashes and markers tell them apart");
    return likeness.byDash ? Likenesses::tr("their dashes tell them apart")
                           : Likenesses::tr("their markers tell them apart");
}

void addUsual(std::vector<PreflightFinding>& findings, const std::vector<const DrawnCurve*>& curves) {
    const Likeness likeness(curves, ColorVision::usual);
    if (likeness.same.isEmpty()) return;
    const QString sentence =
        Likenesses::tr("Curves that nobody can tell apart, in colour, dash and marker: %1.");
    findings.push_back({Kind::sameInGrey, true, sentence.arg(listed(likeness.same)), false});
}

void addGrey(std::vector<PreflightFinding>& findings, const std::vector<const DrawnCurve*>& curves) {
    const Likeness likeness(curves, ColorVision::grey);
    if (!likeness.same.isEmpty())
        findings.push_back(
            {Kind::sameInGrey, true,
             Likenesses::tr(
                 "Printed in grey, these look the same: %1. Their greys, dashes and markers are alike.")
                 .arg(listed(likeness.same)),
             false});
    if (!likeness.toldApart.isEmpty())
        findings.push_back({Kind::sameInGrey, false,
                            Likenesses::tr("Printed in grey, some curves are equally dark (%1); %2.")
                                .arg(listed(likeness.toldApart), means(likeness)),
                            false});
}

void addColourBlind(std::vector<PreflightFinding>& findings, const std::vector<const DrawnCurve*>& curves) {
    for (const ColorVision vision :
         {ColorVision::protanopia, ColorVision::deuteranopia, ColorVision::tritanopia}) {
        const Likeness likeness(curves, vision);
        if (!likeness.same.isEmpty())
            findings.push_back({Kind::sameForColourBlind, true,
                                Likenesses::tr("To eyes %1 these look the same: %2.")
                                    .arg(nameOf(vision), listed(likeness.same)),
                                false});
        if (!likeness.toldApart.isEmpty())
            findings.push_back({Kind::sameForColourBlind, false,
                                Likenesses::tr("To eyes %1 some colours are alike (%2); %3.")
                                    .arg(nameOf(vision), listed(likeness.toldApart), means(likeness)),
                                false});
    }
}

}  // namespace

std::vector<PreflightFinding> likenessFindings(const ChartReport& chart) {
    std::vector<PreflightFinding> findings;
    const std::vector<const DrawnCurve*> curves = namedCurves(chart);
    addUsual(findings, curves);
    addGrey(findings, curves);
    addColourBlind(findings, curves);
    return findings;
}

}  // namespace basin::ui
