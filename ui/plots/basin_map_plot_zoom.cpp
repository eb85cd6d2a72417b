// SPDX-License-Identifier: GPL-3.0-or-later
// What a zoom into the basin map shows, and what is said of it.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <QMenu>

#include "core/experiment/map_window.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/shown_range.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

MapWindow windowOf(const ViewRange& view) {
    return {std::pow(10.0, view.left), std::pow(10.0, view.right), view.bottom, view.top};
}

}  // namespace

// Beside a run, which has the processors, the whole has to do.
void BasinMapPlot::askForPart() {
    const auto whole = model() != nullptr ? model()->results().basin_map : nullptr;
    const auto part = window();
    if (!part || whole == nullptr || whole->computed == 0)
        zoom_.drop();
    else if (!model()->isRunning())
        zoom_.ask(model()->results(), whole, *part);
}

std::optional<BasinMapSpec> BasinMapPlot::window() const {
    const auto view = zoomedView();
    if (!view || model() == nullptr || !model()->results().experiment.basin_map) return std::nullopt;
    return map_of_window(model()->results().experiment, windowOf(*view));
}

QSizeF BasinMapPlot::leastView(const ViewRange& asked) const {
    if (model() == nullptr || !model()->results().experiment.basin_map) return PlotView::leastView(asked);
    const LeastWindow least = least_window(*model()->results().experiment.basin_map, windowOf(asked));
    const QSizeF usual = PlotView::leastView(asked);  // of axes with one point
    return {least.decades > 0 ? least.decades : usual.width(),
            least.errors > 0 ? least.errors : usual.height()};
}

void BasinMapPlot::addToMenu(QMenu& menu) {
    QAction* keep = menu.addAction(tr("Keep this window"));
    keep->setToolTip(tr("Gives the experiment's basin map the ranges that are shown, and runs it with them"));
    const auto shown = window();
    keep->setEnabled(shown.has_value());
    connect(keep, &QAction::triggered, this, [this, shown] { emit windowKept(*shown); });
}

QString BasinMapPlot::progressText() const {
    if (zoom_.isAtWork()) {
        const auto& part = zoom_.picture();
        const bool isOfThis = part != nullptr && !part->complete;
        return isOfThis
                   ? tr(" · looking closer: %1 of about %2 cells").arg(part->computed).arg(part->expected)
                   : tr(" · looking closer");
    }
    if (!map_->complete) return tr(" · %1 of about %2 cells").arg(map_->computed).arg(map_->expected);
    return isOfArrivals() ? tr(" · hatched: none does") : QString();
}

// Of a zoom with as many digits as tell two pixels apart.
QString BasinMapPlot::placeText(const FoundCell& found) const {
    const MapWords words = familyShown(model()).mapWords();
    if (!isZoomed()) return words.place.arg(formatNumber(found.radius), formatNumber(found.error));
    const PlotFrame now = frame();
    const double decades = now.view.width() / std::max(1.0, now.area.width());
    const double errors = now.view.height() / std::max(1.0, now.area.height());
    const double radii = found.radius * std::numbers::ln10 * decades;
    return words.place.arg(formatNumber(found.radius, digitsFor(found.radius, radii)),
                           formatNumber(found.error, digitsFor(found.error, errors)));
}

}  // namespace basin::ui
