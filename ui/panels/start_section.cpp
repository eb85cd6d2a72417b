// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/start_section.h"

#include <QFileInfo>

#include "ui/chart/counted.h"
#include "ui/families/family_view.h"
#include "ui/panels/field_binder.h"
#include "ui/panels/solver_form.h"
#include "ui/panels/solver_list.h"
#include "ui/panels/swept_control.h"
#include "ui/panels/text_role.h"

namespace basin::ui {

namespace {

Index* resolutionOf(Experiment& experiment) {
    StartSpec& start = experiment.start;
    const bool grid = is_listed(start) && !start.starts;
    return grid ? &start.resolution : nullptr;
}

Index* numberOf(Experiment& experiment) {
    return is_listed(experiment.start) ? &experiment.start.number : nullptr;
}

}  // namespace

StartSection::StartSection(FieldBinder& binder, QWidget* parent)
    : FormSection(tr("Start and error"), parent) {
    initialiser_ = new QComboBox;
    initialiser_->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    openStarts_ = new QPushButton(tr("From a file…"));
    radius_ = new ValueSlider({0, 1e6, 1e-6, 100, ValueSlider::Scale::logarithmic});
    deviation_ = new ValueSlider({0, 1e6, 1e-4, 10, ValueSlider::Scale::logarithmic});
    startNote_ = makeLabel(QString(), TextRole::small);
    error_ = new ValueSlider({0, 1, 0, 0.99, ValueSlider::Scale::linear});
    errorNote_ = makeLabel(QString(), TextRole::small);
    const QString deviation =
        tr("Standard deviation of the random weights that a run starts from. At least 0.");
    addBlock(tr("Start"), initialiser_, QString());
    addWide(openStarts_);
    describe(
        openStarts_, tr("Starts from a file"),
        tr("Starts of your own: a table or a matrix, as CSV or NPY, one start a row and one column for each "
           "unknown. The group Seeds runs them one after the other."));
    addBlock(tr("Initial deviation"), deviation_, deviation);
    addBlock(tr("Initial radius"), radius_, QString());
    addNumbers(binder);
    addWide(startNote_);
    addBlock(tr("Approximation error"), error_, QString());
    addWide(errorNote_);
    deviation_->describe(tr("Initial deviation"), deviation);
    connect(initialiser_, &QComboBox::activated, this, &StartSection::initialiserChosen);
    connect(openStarts_, &QPushButton::clicked, this, &StartSection::startsRequested);
    setSweptKey(initialiser_, "start.initialiser");
    setSweptKey(radius_, "start.radius");
    setSweptKey(deviation_, "start.deviation");
    setSweptKey(error_, {});
    connect(radius_, &ValueSlider::valueEdited, this, &StartSection::distanceEdited);
    connect(deviation_, &ValueSlider::valueEdited, this, &StartSection::distanceEdited);
    connect(error_, &ValueSlider::valueEdited, this, &StartSection::errorEdited);
}

void StartSection::addNumbers(FieldBinder& binder) {
    WholeField* resolution = swept("start.resolution", binder.whole(1, 100, resolutionOf));
    addRow(tr("Points a side"), resolution, tr("Points along each side of the grid, 1 to 100."));
    WholeField* number = swept("start.number", binder.whole(1, 1, numberOf));
    binder.beforeShow([number](Experiment& experiment) {
        if (numberOf(experiment) != nullptr)
            number->setLargest(listed_starts(experiment.start, unknowns(experiment)));
    });
    addRow(tr("Start number"), number,
           tr("Which point of the grid or row of the file a single run starts at, from 1 on. With the group "
              "Seeds the first run starts there, each further one at the next."));
}

void StartSection::offer(const FamilyView& family) {
    if (offered_ == &family) return;
    offered_ = &family;
    initialiser_->clear();
    for (const KnobWords& words : family.initialisers()) {
        initialiser_->addItem(words.name);
        initialiser_->setItemData(initialiser_->count() - 1, words.toolTip, Qt::ToolTipRole);
    }
    openStarts_->setVisible(family.takesStarts());
}

void StartSection::showInitialiser(const StartSpec& start, const FamilyView& family) {
    offer(family);
    const bool listed = start.starts && !is_point(start);
    const int place = listed ? -1 : family.initialiserOf(start);
    initialiser_->setPlaceholderText(listed ? tr("from a file") : tr("stored weights"));
    initialiser_->setCurrentIndex(place);
    setWords(initialiser_, family.initialiserName(),
             place < 0 ? tr("The start is given. Choose how it is drawn to leave that.")
                       : initialiser_->itemData(place, Qt::ToolTipRole).toString());
}

QString StartSection::noteOf(const StartSpec& start, bool hasKnob) const {
    if (start.x0 || start.weights) {
        if (!radius_->isHidden())
            return tr("Starts at the point you chose. Move the slider to draw a direction again.");
        return hasKnob ? tr("Starts at given weights. Move the slider to draw random ones again.")
                       : tr("Starts at given weights. Choose how they are drawn to leave them.");
    }
    if (!start.starts || !start.starts->value) return {};
    const QString starts = counted(start.starts->value->rows(), tr("1 start"), tr("%1 starts"));
    const QString file = QFileInfo(QString::fromStdString(start.starts->file.string())).fileName();
    return file.isEmpty() ? starts : tr("%1 from %2").arg(starts, file);
}

void StartSection::showStart(const StartSpec& start, const FamilyView& family, double pointDistance) {
    showInitialiser(start, family);
    StartSpec shown = start;
    const double *distance = family.distanceOf(shown), *deviation = family.deviationOf(shown);
    const bool isPoint = is_point(start);
    // A point has no radius of its own but its distance, and given weights no deviation.
    if (distance != nullptr) radius_->setValue(isPoint ? pointDistance : *distance);
    if (deviation != nullptr) deviation_->setValue(isPoint ? not_applicable : *deviation);
    radius_->setVisible(distance != nullptr);
    deviation_->setVisible(deviation != nullptr);
    const KnobWords words = family.distanceKnob(start);
    setWords(radius_, words.name, words.toolTip);
    radius_->describe(words.name, words.toolTip);
    startNote_->setText(noteOf(start, deviation != nullptr));
    startNote_->setVisible(!startNote_->text().isEmpty());
}

void StartSection::writeTo(StartSpec& start, const FamilyView& family) const {
    if (is_point(start)) return;
    if (double* distance = family.distanceOf(start)) *distance = radius_->value();
    if (double* deviation = family.deviationOf(start)) *deviation = deviation_->value();
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
