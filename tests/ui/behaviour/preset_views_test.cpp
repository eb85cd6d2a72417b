// SPDX-License-Identifier: GPL-3.0-or-later
// Every preset opens with the plots that its story is about.
#include <algorithm>

#include <QtTest>

#include "core/experiment/sections.h"
#include "core/io/presets.h"
#include "ui/families/family_view.h"
#include "ui/plots/plot_kind.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// The section that a plot shows; empty: what comes with every run.
std::string_view sectionOf(PlotKind kind, const PlotSpec& spec) {
    switch (kind) {
        case PlotKind::landscape:
            return "landscape";
        case PlotKind::attraction:
            return "attraction";
        case PlotKind::spectrum:
            return "spectrum";
        case PlotKind::basin_map:
            return "basin_map";
        case PlotKind::tradeoff:
            return "tradeoff";
        case PlotKind::arrivals:
            return "repeats";
        case PlotKind::sweep:
            return "sweep";
        case PlotKind::penalty:
            return spec.view == "exactness" ? "exactness" : "";
        case PlotKind::convergence:
        case PlotKind::nonsmoothness:
        case PlotKind::series:
        case PlotKind::slope_rose:
            break;
    }
    return {};
}

bool asksFor(const Experiment& experiment, std::string_view section) {
    bool asks = section.empty();
    for_each_section([&](const SectionInfo& info, auto member) {
        if (info.field.key == section) asks = is_asked_for(experiment.*member);
    });
    return asks;
}

PlotSpec specOf(const ViewSpec& view, PlotKind kind) {
    const auto found = view.plots.find(kind);
    return found == view.plots.end() ? PlotSpec() : found->second;
}

bool isOnACard(const ViewSpec& view, PlotKind kind) {
    return std::ranges::find(view.cards, kind) != view.cards.end();
}

}  // namespace

class PresetViewsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyPresetHasAView_data() {
        QTest::addColumn<QString>("name");
        for (const Preset& preset : presets())
            QTest::newRow(preset.name.c_str()) << QString::fromStdString(preset.name);
    }
    void everyPresetHasAView() {
        QFETCH(QString, name);
        const Experiment experiment = preset_experiment(*find_preset(name.toStdString()));
        QVERIFY(experiment.view);
        const ViewSpec& view = *experiment.view;
        const FamilyView& family = familyViewOf(experiment);
        // All four cards, or one alone; with plots that the family has and that there is something to show
        // on.
        QVERIFY(view.cards.size() == cardCount || view.maximised);
        for (const PlotKind kind : view.cards) {
            QVERIFY2(family.offers(kind), qPrintable(toString(kind)));
            QVERIFY2(asksFor(experiment, sectionOf(kind, specOf(view, kind))), qPrintable(toString(kind)));
        }
        // What is said of a plot is seen.
        for (const auto& [kind, spec] : view.plots)
            QVERIFY2(isOnACard(view, kind), qPrintable(toString(kind)));
        QVERIFY(!view.maximised || isOnACard(view, *view.maximised));
    }

    /// What was hidden behind "asks for no basin map".
    void theStoriesAreInFront() {
        const auto viewOf = [](const char* name) {
            return preset_experiment(*find_preset(name)).view.value();
        };
        QVERIFY(isOnACard(viewOf("which-approximation-pays"), PlotKind::tradeoff));
        QCOMPARE(specOf(viewOf("two-rulers"), PlotKind::convergence).view, std::string("contraction"));
        QCOMPARE(specOf(viewOf("too-many-to-count"), PlotKind::spectrum).view, std::string("density"));
        QVERIFY(isOnACard(viewOf("four-valleys"), PlotKind::attraction));
    }
};

QTEST_APPLESS_MAIN(PresetViewsTest)
#include "preset_views_test.moc"
