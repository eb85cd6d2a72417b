// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/start_section.h"

#include "ui/families/family_view.h"
#include "ui/panels/solver_form.h"
#include "ui/panels/solver_list.h"
#include "ui/panels/swept_control.h"
#include "ui/panels/text_role.h"

namespace basin::ui {

StartSection::StartSection(QWidget* parent) : FormSection(tr("Start and error"), parent) {
    radius_ = new ValueSlider({0, 1e6, 1e-6, 100, ValueSlider::Scale::logarithmic});
    deviation_ = new ValueSlider({0, 1e6, 1e-4, 10, ValueSlider::Scale::logarithmic});
    startNote_ = makeLabel(QString(), TextRole::small);
    error_ = new ValueSlider({0, 1, 0, 0.99, ValueSlider::Scale::linear});
    errorNote_ = makeLabel(QString(), TextRole::small);
    addBlock(tr("Initial radius"), radius_, QString());
    const QString deviation =
        tr("Standard deviation of the random weights that a run starts from. At least 0.");
    addBlock(tr("Initial deviation"), deviation_, deviation);
    addWide(startNote_);
    addBlock(tr("Approximation error"), error_, QString());
    addWide(errorNote_);
    deviation_->describe(tr("Initial deviation"), deviation);
    setSweptKey(radius_, "start.radius");
    setSweptKey(deviation_, "start.deviation");
    setSweptKey(error_, {});
    connect(radius_, &ValueSlider::valueEdited, this, &StartSection::distanceEdited);
    connect(deviation_, &ValueSlider::valueEdited, this, &StartSection::distanceEdited);
    connect(error_, &ValueSlider::valueEdited, this, &StartSection::errorEdited);
}

void StartSection::showStart(const StartSpec& start, const FamilyView& family, double pointDistance) {
    const bool atDistance = family.startsAtDistance(start), isPoint = is_point(start);
    // A point has no radius of its own but its distance, and given weights no deviation.
    radius_->setValue(isPoint ? pointDistance : start.radius);
    deviation_->setValue(isPoint ? not_applicable : start.deviation);
    radius_->setVisible(atDistance);
    deviation_->setVisible(!atDistance);
    const KnobWords words = family.distanceKnob();
    setWords(radius_, words.name, words.toolTip);
    radius_->describe(words.name, words.toolTip);
    startNote_->setVisible(isPoint);
    startNote_->setText(atDistance
                            ? tr("Starts at the point you chose. Move the slider to draw a direction again.")
                            : tr("Starts at given weights. Move the slider to draw random ones again."));
}

void StartSection::writeTo(StartSpec& start, const FamilyView& family) const {
    if (is_point(start)) return;
    if (family.startsAtDistance(start))
        start.radius = radius_->value();
    else
        start.deviation = deviation_->value();
}

void StartSection::showError(const SolverList& solvers, const FamilyView& family) {
    const bool taken = solvers.takesError();
    const KnobWords words = family.errorKnob(taken);
    error_->setFieldMaximum(family.largestError());
    error_->setValue(solvers.error());
    error_->setVisible(taken);
    const QString whose = taken ? whoseError(solvers) : QString();
    const QString toolTip = whose.isEmpty() ? words.toolTip : words.toolTip + QLatin1Char(' ') + whose;
    setWords(error_, words.name, toolTip);
    error_->describe(words.name, toolTip);
    const auto place = solvers.errorPlace();
    setSweptKey(error_, place ? "solvers[" + std::to_string(*place) + "]." + errorParameter : std::string());
    errorNote_->setText(taken ? whose : words.toolTip);
    errorNote_->setVisible(!errorNote_->text().isEmpty());
}

QString StartSection::whoseError(const SolverList& solvers) {
    if (const QString candidate = solvers.errorCandidate(); !candidate.isEmpty())
        return tr("No ticked solver has one: moving it ticks %1.").arg(candidate);
    const QString owner = solvers.errorOwner();
    return owner.isEmpty() ? QString() : tr("Of %1; the others keep theirs.").arg(owner);
}

void StartSection::setMarks(double guaranteed, double measured) {
    std::vector<SliderMark> marks;
    if (guaranteed > 0)
        marks.push_back({tr("g"), guaranteed, tr("radius that theory guarantees, by the proved M")});
    if (measured > 0) marks.push_back({tr("m"), measured, tr("basin that was measured (95 % of starts)")});
    radius_->setMarks(marks);
}

}  // namespace basin::ui
