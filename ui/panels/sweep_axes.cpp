// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_axes.h"

#include <algorithm>
#include <limits>

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include "core/experiment/sweep/axis_choice.h"
#include "core/experiment/sweep/sweep_cost.h"
#include "core/numeric/input_error.h"
#include "ui/chart/counted.h"
#include "ui/panels/checklist_button.h"
#include "ui/panels/plain_message.h"
#include "ui/panels/problem_fields.h"
#include "ui/panels/text_role.h"
#include "ui/panels/themed_icon.h"
#include "ui/plots/sweep_words.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr Index mostPoints = 1000;  // of one axis
constexpr double endless = std::numeric_limits<double>::infinity();

}  // namespace

SweepAxisRow::SweepAxisRow(QWidget* parent)
    : QWidget(parent),
      key_(new QComboBox(this)),
      remove_(new QToolButton(this)),
      from_(new RealField(-endless, endless)),
      to_(new RealField(-endless, endless)),
      count_(new WholeField(1, mostPoints)),
      log_(new QCheckBox(tr("logarithmic"))),
      listed_(makeLabel(QString(), TextRole::small)),
      column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(spaceUnit / 2);
    key_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    key_->setMinimumContentsLength(8);
    remove_->setAutoRaise(true);
    remove_->setFocusPolicy(Qt::StrongFocus);
    remove_->setIcon(themedIcon(QStringLiteral("remove")));
    auto* head = new QHBoxLayout;
    head->setSpacing(spaceUnit / 2);
    head->addWidget(key_, 1);
    head->addWidget(remove_);
    column_->addLayout(head);
    column_->addWidget(
        makeFieldRow({{tr("from"), tr("The first value."), from_}, {tr("to"), tr("The last value."), to_}}));
    column_->addWidget(
        makeFieldRow({{tr("values"), tr("How many values there are, both ends among them."), count_},
                      {tr("spacing"),
                       tr("Each value is so many times the one before; else all are as far apart."), log_}}));
    column_->addWidget(listed_);
    describe(key_, tr("Swept key"), tr("Which number, choice or seed of the experiment is swept."));
    describe(remove_, tr("Sweep this no more"), tr("Take this axis away."));
    connect(key_, &QComboBox::activated, this, &SweepAxisRow::chooseKey);
    connect(remove_, &QToolButton::clicked, this, &SweepAxisRow::removeRequested);
    connect(from_, &RealField::valueChanged, this, [this](double value) {
        axis_.from = value;
        if (!showing_) emit edited();
    });
    connect(to_, &RealField::valueChanged, this, [this](double value) {
        axis_.to = value;
        if (!showing_) emit edited();
    });
    connect(count_, &WholeField::valueChanged, this, [this](qlonglong value) {
        axis_.count = static_cast<Index>(value);
        if (!showing_) emit edited();
    });
    connect(log_, &QCheckBox::toggled, this, &SweepAxisRow::setLog);
}

void SweepAxisRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) remove_->setIcon(themedIcon(QStringLiteral("remove")));
    QWidget::changeEvent(event);
}

const SweptKey* SweepAxisRow::knownKey() const {
    const auto found = std::ranges::find(known_, axis_.key, &SweptKey::key);
    return found == known_.end() ? nullptr : &*found;
}

void SweepAxisRow::showAxis(const SweepAxis& axis, const std::vector<SweptKey>& known,
                            const QStringList& names) {
    showing_ = true;
    axis_ = axis;
    known_ = known;
    fillKeys(names);
    const SweptKey* key = knownKey();
    const bool isChoice = key != nullptr && key->kind == SweptKind::choice;
    const bool isListed = !axis_.values.empty() && !isChoice;
    const bool ranged = axis_.values.empty() && !isChoice;
    for (QWidget* field : {static_cast<QWidget*>(from_), static_cast<QWidget*>(to_),
                           static_cast<QWidget*>(count_), static_cast<QWidget*>(log_)})
        field->setVisible(ranged);
    from_->showValue(axis_.from);
    to_->showValue(axis_.to);
    count_->showValue(axis_.count);
    log_->setChecked(axis_.scale == SweepScale::log);
    listed_->setVisible(isListed);
    listed_->setText(counted(std::ssize(axis_.values), tr("1 listed value"), tr("%1 listed values")));
    showWords(isChoice ? key : nullptr);
    showing_ = false;
}

void SweepAxisRow::fillKeys(const QStringList& names) {
    const QSignalBlocker quiet(key_);
    key_->clear();
    for (std::size_t k = 0; k < known_.size(); ++k) {
        key_->addItem(names.value(static_cast<qsizetype>(k)));
        key_->setItemData(static_cast<int>(k), QString::fromStdString(known_[k].key), Qt::ToolTipRole);
    }
    const auto found = std::ranges::find(known_, axis_.key, &SweptKey::key);
    if (found == known_.end() && !axis_.key.empty())
        key_->addItem(tr("%1 (not there)").arg(QString::fromStdString(axis_.key)));
    key_->setCurrentIndex(static_cast<int>(found - known_.begin()));
    key_->setToolTip(tr("Which number, choice or seed of the experiment is swept: %1 in its file.")
                         .arg(QString::fromStdString(axis_.key)));
}

void SweepAxisRow::showWords(const SweptKey* key) {
    const std::vector<std::string> wanted = key != nullptr ? key->choices : std::vector<std::string>();
    if (wanted != offered_) {
        delete words_;
        words_ = nullptr;
        offered_ = wanted;
        QStringList names;
        for (const std::string& word : wanted) names << QString::fromStdString(word);
        if (!names.isEmpty()) {
            words_ = new ChecklistButton(names, this);
            describe(words_, tr("Swept words"), tr("Which of the words are tried; at least one."));
            column_->addWidget(words_);
            connect(words_, &ChecklistButton::edited, this, &SweepAxisRow::takeWords);
        }
    }
    if (words_ == nullptr) return;
    std::vector<bool> checked;
    for (const std::string& word : offered_)
        checked.push_back(std::ranges::find(axis_.values, ParameterValue(word)) != axis_.values.end());
    words_->setChecked(checked);
    words_->setVisible(true);
}

void SweepAxisRow::takeWords() {
    const std::vector<bool> checked = words_->checked();
    axis_.values.clear();
    for (std::size_t k = 0; k < offered_.size(); ++k)
        if (checked[k]) axis_.values.emplace_back(offered_[k]);
    emit edited();
}

void SweepAxisRow::chooseKey(int place) {
    if (place < 0 || static_cast<std::size_t>(place) >= known_.size()) return;
    const SweptKey& key = known_[static_cast<std::size_t>(place)];
    if (key.key == axis_.key) return;
    axis_ = suggested_axis(key);
    emit edited();
}

void SweepAxisRow::setLog(bool log) {
    if (showing_) return;
    constexpr double threeDecades = 1e-3;
    axis_.scale = log ? SweepScale::log : SweepScale::linear;
    if (log && !(axis_.from > 0) && axis_.to > 0) axis_.from = threeDecades * axis_.to;
    emit edited();
}

SweepAxes::SweepAxes(QWidget* parent)
    : QWidget(parent), add_(new QPushButton(tr("Add an axis"), this)), cost_(makeLabel({}, TextRole::small)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit);
    for (std::size_t k = 0; k < most_axes; ++k) {
        auto* row = new SweepAxisRow(this);
        rows_.push_back(row);
        column->addWidget(row);
        connect(row, &SweepAxisRow::removeRequested, this, [this, row] { removeAxis(row); });
        connect(row, &SweepAxisRow::edited, this, [this] {
            axes_ = axes();
            emit edited();
        });
    }
    column->addWidget(add_);
    column->addWidget(cost_);
    cost_->setWordWrap(true);
    cost_->setToolTip(
        tr("What the sweep will cost at least; where the outcome changes, finer cells come on "
           "top."));
    describe(add_, tr("Add an axis"), tr("Sweep another key besides, three at most."));
    connect(add_, &QPushButton::clicked, this, &SweepAxes::addAxis);
}

std::vector<SweepAxisRow*> SweepAxes::rows() const {
    return {rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(std::min(axes_.size(), rows_.size()))};
}

std::vector<SweepAxis> SweepAxes::axes() const {
    std::vector<SweepAxis> axes = axes_;
    for (std::size_t k = 0; k < std::min(axes.size(), rows_.size()); ++k) axes[k] = rows_[k]->axis();
    return axes;
}

void SweepAxes::showAxes(const std::vector<SweepAxis>& axes, const Experiment& experiment) {
    axes_ = axes;
    known_ = swept_keys(experiment);
    names_.clear();
    for (const SweptKey& key : known_) names_ << sweptKeyName(experiment, key.key);
    showRows();
    showCost(experiment);
}

void SweepAxes::showRows() {
    for (std::size_t k = 0; k < rows_.size(); ++k) {
        const bool isThere = k < axes_.size();
        if (isThere) rows_[k]->showAxis(axes_[k], known_, names_);
        rows_[k]->setRemovable(axes_.size() > 1);
        rows_[k]->setVisible(isThere);
    }
    add_->setVisible(axes_.size() < rows_.size() && axes_.size() < known_.size());
}

void SweepAxes::showCost(const Experiment& experiment) {
    if (!experiment.sweep || axes_.empty()) {
        cost_->clear();
        return;
    }
    try {
        experiment.sweep->validate();
        const SweepCost cost = count_sweep(experiment);
        cost_->setText(tr("%1 in %2")
                           .arg(counted(cost.runs, tr("1 run"), tr("%1 runs")),
                                counted(cost.cells, tr("1 cell"), tr("%1 cells"))));
    } catch (const InputError& error) {
        cost_->setText(plainMessage(QStringLiteral("sweep.") + QString::fromStdString(error.what())));
    }
}

void SweepAxes::addAxis() {
    const auto isFree = [this](const SweptKey& key) {
        return std::ranges::find(axes_, key.key, &SweepAxis::key) == axes_.end();
    };
    const auto next = std::ranges::find_if(known_, isFree);
    if (next == known_.end()) return;
    axes_.push_back(suggested_axis(*next));
    showRows();
    emit edited();
}

void SweepAxes::removeAxis(const SweepAxisRow* row) {
    const auto place = std::ranges::find(rows_, row) - rows_.begin();
    if (axes_.size() < 2 || place >= std::ssize(axes_)) return;
    axes_.erase(axes_.begin() + place);
    showRows();
    emit edited();
}

SweepAxes* makeSweepAxes(FieldBinder& binder, std::function<std::vector<SweepAxis>*(Experiment&)> entry) {
    auto* editor = new SweepAxes;
    binder.add(
        editor,
        [editor, entry](Experiment& experiment) {
            const auto* axes = entry(experiment);
            if (axes != nullptr) editor->showAxes(*axes, experiment);
            return axes != nullptr;
        },
        [editor, entry](Experiment& experiment) {
            if (auto* axes = entry(experiment)) *axes = editor->axes();
        });
    QObject::connect(editor, &SweepAxes::edited, &binder, &FieldBinder::report);
    return editor;
}

}  // namespace basin::ui
