// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_list.h"

#include <algorithm>
#include <iterator>

#include "core/experiment/results.h"
#include "core/experiment/solver_labels.h"
#include "ui/families/family_view.h"
#include "ui/panels/solver_form.h"
#include "ui/plots/run_look.h"

namespace basin::ui {

namespace {

bool hasError(const SolverInfo& info) {
    return std::ranges::any_of(info.parameters,
                               [](const ParameterInfo& entry) { return entry.key == errorParameter; });
}

bool hasErrorToSet(const SolverRow* row) {
    return hasError(row->info()) && matters(row->spec(), errorParameter);
}

bool isNamed(const SolverRow* row, const std::string& name) {
    return row->info().name == name;
}

}  // namespace

SolverList::SolverList(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
}

void SolverList::setSolvers(const std::vector<SolverSpec>& solvers, const FamilyView& family) {
    if (family_ == &family && this->solvers() == solvers) return;
    family_ = &family;
    order_.clear();
    for (SolverRow* row : rows_) delete row;
    rows_.clear();
    for (const SolverInfo* info : family.solvers()) addRows(*info, solvers);
    // Rows of one name are in the order of the solvers.
    for (const SolverSpec& spec : solvers) {
        const auto next = std::ranges::find_if(rows_, [&](const SolverRow* row) {
            return isNamed(row, spec.name) && std::ranges::find(order_, row) == order_.end();
        });
        if (next != rows_.end()) order_.push_back(*next);
    }
    showLooks();
    emit rowsChanged();
}

void SolverList::addRows(const SolverInfo& info, const std::vector<SolverSpec>& solvers) {
    const std::size_t before = rows_.size();
    for (const SolverSpec& spec : solvers)
        if (spec.name == info.name) insertRow(rows_.size(), info, spec, true);
    if (rows_.size() == before) insertRow(before, info, SolverSpec{info.name, {}}, false);
}

SolverRow* SolverList::insertRow(std::size_t place, const SolverInfo& info, const SolverSpec& spec,
                                 bool ticked) {
    auto* row = new SolverRow(info, spec, ticked, this);
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(place), row);
    static_cast<QVBoxLayout*>(layout())->insertWidget(static_cast<int>(place), row);
    const auto changed = [this] {
        showLooks();
        emit edited();
    };
    connect(row, &SolverRow::ticked, this, changed);
    connect(row, &SolverRow::edited, this, changed);
    connect(row, &SolverRow::unfolded, this, &SolverList::rowsChanged);
    connect(row, &SolverRow::duplicateRequested, this, [this, row] { duplicate(row); });
    connect(row, &SolverRow::removeRequested, this, [this, row] { remove(row); });
    return row;
}

void SolverList::duplicate(const SolverRow* row) {
    const auto place = std::ranges::find(rows_, row) - rows_.begin();
    SolverRow* added = insertRow(static_cast<std::size_t>(place) + 1, row->info(), row->spec(), true);
    const auto set = std::ranges::find(order_, row);
    if (set != order_.end()) order_.insert(std::next(set), added);
    showLooks();
    added->show();
    added->openOptions();
    emit rowsChanged();
    emit edited();
}

void SolverList::remove(SolverRow* row) {
    const bool ran = row->isTicked();
    std::erase(rows_, row);
    std::erase(order_, row);
    const auto kin =
        std::ranges::find_if(rows_, [row](const SolverRow* each) { return isNamed(each, row->info().name); });
    (*kin)->box()->setFocus(Qt::TabFocusReason);
    row->hide();
    row->deleteLater();  // it is its button that is being pressed
    showLooks();
    emit rowsChanged();
    if (ran) emit edited();
}

std::vector<SolverRow*> SolverList::tickedRows() const {
    std::vector<SolverRow*> ticked;
    std::ranges::copy_if(rows_, std::back_inserter(ticked), &SolverRow::isTicked);
    std::ranges::stable_sort(
        ticked, {}, [this](const SolverRow* row) { return std::ranges::find(order_, row) - order_.begin(); });
    return ticked;
}

std::vector<SolverSpec> SolverList::solvers() const {
    std::vector<SolverSpec> solvers;
    for (const SolverRow* row : tickedRows()) solvers.push_back(row->spec());
    return solvers;
}

void SolverList::showLooks() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const std::string& name = rows_[i]->info().name;
        const bool several =
            std::ranges::count_if(rows_, [&](const SolverRow* row) { return isNamed(row, name); }) > 1;
        rows_[i]->setRemovable(several);
        if (rows_[i]->isTicked()) continue;
        rows_[i]->setPlace(std::nullopt);
        const std::string label = several ? solver_text(rows_[i]->spec()) : name;
        rows_[i]->setLook(QString::fromStdString(label),
                          solverStyle(QString::fromStdString(name), static_cast<int>(i)));
    }
    Results toCome;
    const std::vector<SolverRow*> ticked = tickedRows();
    for (const SolverRow* row : ticked) toCome.runs.emplace_back().spec = row->spec();
    for (std::size_t i = 0; i < ticked.size(); ++i) {
        ticked[i]->setLook(runLabel(toCome, i), runStyle(toCome, i));
        ticked[i]->setPlace(i);
    }
}

std::vector<SolverRow*> SolverList::errorRows() const {
    std::vector<SolverRow*> rows = tickedRows();
    std::erase_if(rows, [](const SolverRow* row) { return !hasErrorToSet(row); });
    return rows;
}

const SolverRow* SolverList::errorRow() const {
    if (const auto ticked = errorRows(); !ticked.empty()) return ticked.front();
    const auto any = std::ranges::find_if(rows_, [](const SolverRow* row) { return hasError(row->info()); });
    return any != rows_.end() ? *any : nullptr;
}

double SolverList::error() const {
    const SolverRow* row = errorRow();
    return row == nullptr ? 0 : std::get<double>(parameter(row->spec(), errorParameter));
}

void SolverList::setError(double error) {
    const auto row = std::ranges::find(rows_, errorRow());
    if (row == rows_.end()) return;
    SolverSpec spec = (*row)->spec();
    spec.parameters[errorParameter] = error;
    (*row)->setSpec(spec);
    showLooks();
}

std::optional<std::size_t> SolverList::errorPlace() const {
    const std::vector<SolverRow*> ticked = tickedRows();
    const auto found = std::ranges::find(ticked, errorRow());
    return found == ticked.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - ticked.begin()));
}

QString SolverList::errorOwner() const {
    const std::vector<SolverRow*> rows = errorRows();
    if (rows.size() < 2) return {};
    const std::vector<SolverRow*> ticked = tickedRows();
    const auto place = std::ranges::find(ticked, rows.front()) - ticked.begin();
    return QString::fromStdString(solver_labels(solvers()).at(static_cast<std::size_t>(place)));
}

QString SolverList::errorCandidate() const {
    if (!errorRows().empty()) return {};
    const SolverRow* row = errorRow();
    return row == nullptr ? QString() : QString::fromStdString(row->info().name);
}

void SolverList::tickError() {
    if (!errorRows().empty()) return;
    auto row = std::ranges::find_if(rows_, hasErrorToSet);
    if (row == rows_.end()) {
        // Those that are there keep the approximation that was chosen for them.
        const auto alike =
            std::ranges::find_if(rows_, [](const SolverRow* each) { return hasError(each->info()); });
        if (alike == rows_.end()) return;
        const SolverInfo& info = (*alike)->info();
        const auto place = static_cast<std::size_t>(alike - rows_.begin()) + 1;
        insertRow(place, info, SolverSpec{info.name, {}}, true)->show();
        emit rowsChanged();
    } else {
        (*row)->setTicked(true);
    }
    showLooks();
}

bool SolverList::takesError() const {
    const auto modelled = [](const SolverRow* row) { return hasError(row->info()) && row->isTicked(); };
    return std::ranges::none_of(rows_, modelled) || !errorRows().empty();
}

}  // namespace basin::ui
