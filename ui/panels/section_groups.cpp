// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/section_groups.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <QCoreApplication>

#include "core/experiment/sweep/axis_choice.h"
#include "ui/families/family_view.h"
#include "ui/panels/attraction_solver.h"
#include "ui/panels/checklist_button.h"
#include "ui/panels/field_lookup.h"
#include "ui/panels/field_words.h"
#include "ui/panels/seed_checklist.h"
#include "ui/panels/sweep_axes.h"
#include "ui/panels/swept_control.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SectionGroups)
};

template <typename E>
QString wordOf(E value) {
    const std::string_view word = to_string(value);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString wordOf(PlaneKind kind) {
    switch (kind) {
        case PlaneKind::automatic:
            return Words::tr("automatic");
        case PlaneKind::coordinates:
            return Words::tr("two unknowns");
        case PlaneKind::eigenvectors:
            return Words::tr("eigenvectors");
        case PlaneKind::pca:
            return Words::tr("PCA of the paths");
        case PlaneKind::random:
            return Words::tr("random");
        case PlaneKind::start_minimiser:
            return Words::tr("start, minimiser");
        case PlaneKind::second_minimiser:
            return Words::tr("start, two minima");
    }
    return {};
}

template <typename E>
QStringList wordsOf(std::span<const E> values) {
    QStringList words;
    for (const E value : values) words << wordOf(value);
    return words;
}

/// Whether a field means something for the problem. Where all eigenvalues are computed, nothing is estimated.
bool appliesTo(const Experiment& experiment, std::string_view section, std::string_view key) {
    if (section != "spectrum" || !experiment.spectrum || key == "every" || key == "full_up_to") return true;
    return !experiment.spectrum->is_full(unknowns(experiment));
}

/// Finds the description of one field.
struct Description {
    std::string_view key;
    Field field = {};
    Families families = every_family;

    template <typename Member>
    void operator()(const Field& found, Member&&) {
        if (found.key == key) field = found;
    }
};

/// Makes a row for every field of a part of the experiment: to be visited by its description.
template <typename Spec>
class RowMaker {
  public:
    RowMaker(FieldBinder& binder, SectionGroup& group, std::function<Spec*(Experiment&)> part)
        : binder_(binder), group_(group), part_(std::move(part)) {}

    Families families = every_family;

    template <typename Member>
    void operator()(const Field& field, Member&& member) {
        QWidget* control = make(field, member);
        if (control == nullptr) return;
        const FieldWords words = fieldWords(group_.section, field);
        if (qobject_cast<QComboBox*>(control) != nullptr || qobject_cast<SweepAxes*>(control) != nullptr)
            group_.group->addBlock(words.label, control, words.toolTip);
        else
            group_.group->addRow(words.label, control, words.toolTip);
        group_.fields.push_back({field, control});
    }

    /// A field that is not below another one, and that one not above it.
    void tieEnds() const {
        for (const SectionField& upper : group_.fields)
            for (const SectionField& lower : group_.fields)
                if (lower.field.key == upper.field.range.low_key) tieEnds(lower, upper);
    }

    template <typename Value>
    std::function<Value*(Experiment&)> entry(std::string_view key) const {
        return [key, part = part_, section = group_.section](Experiment& experiment) -> Value* {
            Spec* spec = part(experiment);
            if (spec == nullptr || !appliesTo(experiment, section, key)) return nullptr;
            FieldLookup<Value> lookup(key, family_bit(experiment));
            describe(*spec, lookup);
            return lookup.found();
        };
    }

  private:
    QWidget* make(const Field& field, double&) {
        auto* control = new RealField(field.range);
        binder_.tie(control, entry<double>(field.key));
        return control;
    }
    QWidget* make(const Field& field, Index&) {
        auto* control = new WholeField(field.range);
        binder_.tie(control, entry<Index>(field.key));
        return control;
    }
    QWidget* make(const Field& field, std::uint64_t&) {
        auto* control = new SeedField;
        binder_.tie(control, entry<std::uint64_t>(field.key));
        return control;
    }
    QWidget* make(const Field& field, bool&) {
        const auto value = entry<bool>(field.key);
        auto* box = new QCheckBox;
        binder_.add(
            box,
            [=](Experiment& experiment) {
                const bool* shown = value(experiment);
                if (shown != nullptr) box->setChecked(*shown);
                return shown != nullptr;
            },
            [=](Experiment& experiment) {
                if (bool* shown = value(experiment)) *shown = box->isChecked();
            });
        QObject::connect(box, &QCheckBox::toggled, &binder_, &FieldBinder::report);
        return box;
    }
    /// Their number; the seeds in which they differ stay.
    QWidget* make(const Field& field, RepeatsSpec&) {
        Description count{"count"};
        RepeatsSpec prototype;
        describe(prototype, count);
        auto* control = new WholeField(count.field.range);
        const auto repeats = entry<RepeatsSpec>(field.key);
        binder_.tie(control, [repeats](Experiment& experiment) {
            RepeatsSpec* shown = repeats(experiment);
            return shown == nullptr ? nullptr : &shown->count;
        });
        return control;
    }
    QWidget* make(const Field& field, std::vector<SweepAxis>&) {
        return makeSweepAxes(binder_, entry<std::vector<SweepAxis>>(field.key));
    }
    QWidget* make(const Field& field, AttractionSolver&) {
        return makeAttractionSolverChoice(binder_, entry<AttractionSolver>(field.key));
    }
    QWidget* make(const Field& field, std::vector<std::string>&) {
        return makeSeedChecklist(binder_, entry<std::vector<std::string>>(field.key));
    }
    template <typename E>
    QWidget* make(const Field& field, OneOf<E>& choice) {
        const std::vector<E> values(choice.all.begin(), choice.all.end());
        const auto value = entry<E>(field.key);
        return binder_.choice(
            wordsOf(choice.all),
            [value, values](const Experiment& experiment) {
                Experiment copy = experiment;
                const E* shown = value(copy);
                if (shown == nullptr) return -1;
                return static_cast<int>(std::ranges::find(values, *shown) - values.begin());
            },
            [value, values](Experiment& experiment, int place) {
                E* shown = value(experiment);
                if (shown != nullptr && place >= 0) *shown = values.at(static_cast<std::size_t>(place));
            });
    }
    template <typename List>
    QWidget* make(const Field& field, SomeOf<List>& some);
    /// A list that a file gives in place of a range can be left.
    QWidget* make(const Field& field, std::vector<PenaltyWeights>&);

    void tieEnds(const SectionField& lower, const SectionField& upper) const {
        auto* low = qobject_cast<RealField*>(lower.control);
        auto* high = qobject_cast<RealField*>(upper.control);
        const Range lowRange = lower.field.range, highRange = upper.field.range;
        const auto lowValue = entry<double>(lower.field.key), highValue = entry<double>(upper.field.key);
        binder_.beforeShow([=](Experiment& experiment) {
            const double *from = lowValue(experiment), *to = highValue(experiment);
            if (from == nullptr || to == nullptr) return;
            high->setSmallest(std::max(highRange.low, *from), highRange.above_low);
            low->setLargest(std::min(lowRange.high, *to));
        });
    }

    FieldBinder& binder_;
    SectionGroup& group_;
    std::function<Spec*(Experiment&)> part_;
};

/// The list in its own order, which means nothing: what is ticked anew comes last.
template <typename Value>
void setMembers(std::vector<Value>& list, const std::vector<Value>& all, const std::vector<bool>& wanted) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool listed = std::ranges::find(list, all[i]) != list.end();
        if (listed && !wanted[i]) std::erase(list, all[i]);
        if (!listed && wanted[i]) list.push_back(all[i]);
    }
}

template <typename Spec>
template <typename List>
QWidget* RowMaker<Spec>::make(const Field& field, SomeOf<List>& some) {
    using Value = typename List::value_type;
    const std::vector<Value> all(some.all.begin(), some.all.end());
    auto* button = new ChecklistButton(wordsOf(some.all));
    const auto list = entry<List>(field.key);
    binder_.add(
        button,
        [=](Experiment& experiment) {
            const List* values = list(experiment);
            if (values == nullptr) return false;
            std::vector<bool> checked;
            for (const Value value : all)
                checked.push_back(std::ranges::find(*values, value) != values->end());
            button->setChecked(checked);
            return true;
        },
        [=](Experiment& experiment) {
            if (List* values = list(experiment)) setMembers(*values, all, button->checked());
        });
    QObject::connect(button, &ChecklistButton::edited, &binder_, &FieldBinder::report);
    return button;
}

template <typename Spec>
QWidget* RowMaker<Spec>::make(const Field& field, std::vector<PenaltyWeights>&) {
    auto* box = new QCheckBox;
    const auto list = entry<std::vector<PenaltyWeights>>(field.key);
    binder_.add(
        box,
        [=](Experiment& experiment) {
            const auto* weights = list(experiment);
            const bool listed = weights != nullptr && !weights->empty();
            if (listed) box->setText(QString::number(weights->size()));
            box->setChecked(listed);
            return listed;
        },
        [=](Experiment& experiment) {
            if (auto* weights = list(experiment); weights != nullptr && !box->isChecked()) weights->clear();
        });
    QObject::connect(box, &QCheckBox::toggled, &binder_, &FieldBinder::report);
    return box;
}

SectionGroup makeGroup(std::string_view section, Families families) {
    const FieldWords words = groupWords(section);
    const QString word = QString::fromUtf8(section.data(), static_cast<qsizetype>(section.size()));
    return {section, families, new FoldingSection(word, words.label, words.toolTip), {}};
}

template <typename Spec>
void addRows(FieldBinder& binder, SectionGroup& group, std::function<Spec*(Experiment&)> part) {
    RowMaker<Spec> maker(binder, group, std::move(part));
    Spec prototype;
    describe(prototype, maker);
    maker.tieEnds();
}

/// What only the experiment can say of a section that is asked for.
template <typename Spec>
void prepare(const Experiment&, Spec&) {}
void prepare(const Experiment& experiment, SweepSpec& sweep) {
    mend_axes(sweep, experiment);
}

template <typename Spec>
void fillGroup(FieldBinder& binder, const PicturesWhenOn&, SectionGroup& group, Spec Experiment::*part) {
    addRows<Spec>(binder, group, [part](Experiment& e) { return &(e.*part); });
}

/// With a box that asks for the section, which is as it was remembered.
template <typename Spec>
void fillGroup(FieldBinder& binder, const PicturesWhenOn& memory, SectionGroup& group,
               std::optional<Spec> Experiment::*part) {
    QCheckBox* box = binder.toggle(
        {}, [part](const Experiment& e) { return (e.*part).has_value(); },
        [part, &memory](Experiment& e, bool on) {
            if (!on) (e.*part).reset();
            if (!on || e.*part) return;
            e.*part = memory.of(part);
            prepare(e, *(e.*part));
        });
    describe(box, wishOf(group.section), groupWords(group.section).toolTip);
    group.group->setSwitch(box);
    addRows<Spec>(binder, group,
                  [part](Experiment& e) { return (e.*part).has_value() ? &*(e.*part) : nullptr; });
}

template <typename Control>
Control* controlOf(const SectionGroup& group, std::string_view key) {
    const auto found =
        std::ranges::find_if(group.fields, [key](const SectionField& each) { return each.field.key == key; });
    return found == group.fields.end() ? nullptr : qobject_cast<Control*>(found->control);
}

/// What only the problem and its family say: how many unknowns there are, how wrong a Hessian may be.
void limit(FieldBinder& binder, const SectionGroup& group) {
    if (group.section == "landscape")
        for (const char* key : {"i", "j"})
            if (auto* field = controlOf<WholeField>(group, key))
                binder.beforeShow([field](Experiment& e) { field->setLargest(unknowns(e)); });
    if (group.section != "basin_map") return;
    if (auto* field = controlOf<RealField>(group, "error_max"))
        binder.beforeShow([field](Experiment& e) { field->setLargest(familyViewOf(e).largestError()); });
}

SectionGroup makeStoppingGroup(FieldBinder& binder) {
    SectionGroup group = makeGroup("stopping", every_family);
    addRows<StoppingRule>(binder, group, [](Experiment& e) { return &e.stopping; });
    for (const SectionField& each : group.fields)
        setSweptKey(each.control, "stopping." + std::string(each.field.key));
    Description whole{"max_seconds"};
    Experiment prototype;
    describe(prototype, whole);
    auto* seconds = new RealField(whole.field.range);
    binder.tie(seconds, [](Experiment& e) { return &e.max_seconds; });
    whole.field.key = "";  // "max_seconds" is that of each solver
    const FieldWords words = fieldWords(group.section, whole.field);
    group.group->addRow(words.label, seconds, words.toolTip);
    group.fields.push_back({whole.field, seconds});
    return group;
}

}  // namespace

void PicturesWhenOn::take(const Experiment& experiment) {
    for_each_section([&](const SectionInfo&, auto member) {
        if (is_asked_for(experiment.*member)) asked_.*member = experiment.*member;
    });
}

void SectionGroup::showFamily(Families family) const {
    group->setVisible((families & family) != 0);
    for (const SectionField& each : fields) {
        FieldWords words = fieldWords(section, each.field, family);
        if (const auto* number = qobject_cast<NumberField*>(each.control))
            words.toolTip = Words::tr("%1 Takes %2.").arg(words.toolTip, number->rangeText());
        group->setWords(each.control, words.label, words.toolTip);
    }
}

std::vector<SectionGroup> makeSectionGroups(FieldBinder& binder, const PicturesWhenOn& memory) {
    std::vector<SectionGroup> groups;
    for_each_section([&](const SectionInfo& info, auto member) {
        SectionGroup group = makeGroup(info.field.key, info.families);
        fillGroup(binder, memory, group, member);
        limit(binder, group);
        groups.push_back(std::move(group));
    });
    groups.push_back(makeStoppingGroup(binder));
    return groups;
}

}  // namespace basin::ui
