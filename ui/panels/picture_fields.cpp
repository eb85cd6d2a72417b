// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picture_fields.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/experiment/sections.h"

namespace basin::ui {

namespace {

struct PictureFields {
    Q_DECLARE_TR_FUNCTIONS(PictureFields)
};

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Rows and check boxes of one part of the section.
struct Rows {
    FieldBinder& binder;
    FormSection& more;
    std::vector<QWidget*> added = {};

    void add(const QString& label, QWidget* control, const QString& toolTip) {
        more.addRow(label, control, toolTip);
        added.push_back(control);
    }
    /// A box that asks for a part of the experiment, which is as it was remembered.
    template <typename Part>
    void addToggle(const SectionInfo& info, std::optional<Part> Experiment::*part,
                   const PicturesWhenOn& memory) {
        const QString name = textOf(info.wish);
        QCheckBox* box = binder.toggle(
            name, [part](const Experiment& e) { return (e.*part).has_value(); },
            [part, &memory](Experiment& e, bool on) {
                if (!on) (e.*part).reset();
                if (on && !(e.*part)) e.*part = memory.of(part);
            });
        describe(box, name, textOf(info.advice));
        more.addWide(box);
        added.push_back(box);
    }
    template <typename Part, typename Value>
    static auto entry(std::optional<Part> Experiment::*part, Value Part::*value) {
        return [part, value](Experiment& e) { return e.*part ? &((*(e.*part)).*value) : nullptr; };
    }
};

// The controls of each section below the box that asks for it.

/// Most sections have none.
template <class Spec>
void addFields(Rows&, std::optional<Spec> Experiment::*) {}

void addFields(Rows& rows, std::optional<LandscapeSpec> Experiment::*) {
    rows.add(
        PictureFields::tr("Plane"),
        rows.binder.choice(
            {PictureFields::tr("automatic"), PictureFields::tr("two unknowns"),
             PictureFields::tr("eigenvectors"), PictureFields::tr("PCA of the paths"),
             PictureFields::tr("random"), PictureFields::tr("start, minimiser"),
             PictureFields::tr("start, two minima")},
            [](const Experiment& e) {
                const PlaneKind kind = e.landscape ? e.landscape->plane : PlaneKind::automatic;
                return static_cast<int>(std::ranges::find(all_plane_kinds, kind) - all_plane_kinds.begin());
            },
            [](Experiment& e, int i) {
                if (e.landscape) e.landscape->plane = all_plane_kinds[static_cast<std::size_t>(i)];
            }),
        PictureFields::tr(
            "Which plane the landscape shows, through the minimiser or, of a network, through the best "
            "weights "
            "found. With two unknowns every plane is the whole function. Automatic: through start and "
            "minimiser. Eigenvectors: the stiffest and the softest direction. PCA: the plane the paths keep "
            "to "
            "most. Two minima: a second one that a solver found."));
    // Only the plane of two unknowns has numbers to choose.
    const auto unknown = [&rows](Index LandscapeSpec::*entry) {
        return rows.binder.whole(1, 4096, [entry](Experiment& e) {
            const bool chosen = e.landscape && e.landscape->plane == PlaneKind::coordinates;
            return chosen ? &((*e.landscape).*entry) : nullptr;
        });
    };
    rows.add(PictureFields::tr("Across"), unknown(&LandscapeSpec::i),
             PictureFields::tr("Which unknown the plane of two unknowns shows from left to right, 1 to d."));
    rows.add(PictureFields::tr("Upwards"), unknown(&LandscapeSpec::j),
             PictureFields::tr("Which unknown the plane of two unknowns shows from bottom to top, 1 to d."));
    rows.add(PictureFields::tr("Plane seed"), rows.binder.seed([](Experiment& e) {
        return e.landscape && e.landscape->plane == PlaneKind::random ? &e.landscape->seed : nullptr;
    }),
             PictureFields::tr("Seed of the random plane: the same number gives the same plane."));
    rows.add(PictureFields::tr("Resolution"),
             rows.binder.whole(2, 2049, Rows::entry(&Experiment::landscape, &LandscapeSpec::resolution)),
             PictureFields::tr("Points along each side of the landscape, 2 to 2049."));
    rows.add(
        PictureFields::tr("Extent"),
        rows.binder.real(0.01, 1000, Rows::entry(&Experiment::landscape, &LandscapeSpec::extent)),
        PictureFields::tr("Half the width of the landscape, in multiples of the start's distance. Above 0."));
}

void addFields(Rows& rows, std::optional<AttractionSpec> Experiment::*) {
    rows.add(PictureFields::tr("Starts a side"),
             rows.binder.whole(2, 2049, Rows::entry(&Experiment::attraction, &AttractionSpec::resolution)),
             PictureFields::tr("Starts along each side of the basin of attraction, 2 to 2049."));
    rows.add(
        PictureFields::tr("Steps a start"),
        rows.binder.whole(1, 10000000, Rows::entry(&Experiment::attraction, &AttractionSpec::max_iterations)),
        PictureFields::tr(
            "A start that has not arrived after so many iterations does not arrive, at least 1."));
}

void addFields(Rows& rows, std::optional<BasinMapSpec> Experiment::*) {
    rows.add(PictureFields::tr("Starts per cell"),
             rows.binder.whole(1, 100000, Rows::entry(&Experiment::basin_map, &BasinMapSpec::trials)),
             PictureFields::tr("Random starts for each cell of the basin map, at least 1."));
    rows.add(PictureFields::tr("Finer levels"),
             rows.binder.whole(0, 6, Rows::entry(&Experiment::basin_map, &BasinMapSpec::refinement)),
             PictureFields::tr(
                 "How often the basin map halves its cells where the success rate changes, 0 to 6."));
}

void addFields(Rows& rows, std::optional<ExactnessSpec> Experiment::*) {
    // Where the weights are listed in a file, there is no range.
    const auto ranged = [](auto ExactnessSpec::*value) {
        return [value](Experiment& e) {
            return e.exactness && e.exactness->betas.empty() ? &((*e.exactness).*value) : nullptr;
        };
    };
    rows.add(PictureFields::tr("Weights from"),
             rows.binder.real(1e-12, 1e12, ranged(&ExactnessSpec::beta_min)),
             PictureFields::tr("The smallest penalty weight of the exactness curve, above 0."));
    rows.add(PictureFields::tr("Weights up to"),
             rows.binder.real(1e-12, 1e12, ranged(&ExactnessSpec::beta_max)),
             PictureFields::tr("The largest penalty weight of the exactness curve, above the smallest."));
    rows.add(PictureFields::tr("Weights"), rows.binder.whole(2, 1000, ranged(&ExactnessSpec::beta_count)),
             PictureFields::tr("How many penalty weights are tried, 2 to 1000."));
    rows.add(
        PictureFields::tr("Steps a weight"),
        rows.binder.whole(1, 10000000, Rows::entry(&Experiment::exactness, &ExactnessSpec::max_iterations)),
        PictureFields::tr("Iterations for each penalty weight, at least 1."));
}

}  // namespace

void PicturesWhenOn::take(const Experiment& experiment) {
    for_each_section([&](const SectionInfo&, auto member) {
        if (is_asked_for(experiment.*member)) asked_.*member = experiment.*member;
    });
}

std::vector<SectionRows> addPictureRows(FieldBinder& binder, FormSection& more, PicturesWhenOn& memory) {
    std::vector<SectionRows> sections;
    for_each_result([&](const SectionInfo& info, auto member, auto) {
        Rows rows{binder, more};
        if (!info.wish.empty()) rows.addToggle(info, member, memory);
        addFields(rows, member);
        sections.push_back({info.field.key, std::move(rows.added)});
    });
    return sections;
}

void addStoppingRows(FieldBinder& binder, FormSection& more) {
    more.addRow(
        PictureFields::tr("Tolerance"),
        binder.real(1e-300, 1e-3, [](Experiment& e) { return &e.stopping.gradient_tolerance; }),
        PictureFields::tr("Converged when every part of the gradient, or of ρ times the step of "
                          "piecewise-affine, is this small beside the terms that cancel in it, or cannot be "
                          "told from 0. Neither units nor the start matter. Above 0, at most 0.001."));
    more.addRow(PictureFields::tr("Max. iterations"),
                binder.whole(0, 10000000, [](Experiment& e) { return &e.stopping.max_iterations; }),
                PictureFields::tr("Each solver stops after so many iterations, at least 0."));
    more.addRow(PictureFields::tr("Max. seconds"),
                binder.real(1e-3, 1e7, [](Experiment& e) { return &e.stopping.max_seconds; }),
                PictureFields::tr("Each solver stops after so many seconds, above 0."));
}

}  // namespace basin::ui
