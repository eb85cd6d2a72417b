// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_list.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QWidgetAction>

#include "core/experiment/results.h"
#include "core/experiment/solver_labels.h"
#include "ui/chart/marker.h"
#include "ui/families/family_view.h"
#include "ui/panels/fields.h"
#include "ui/panels/solver_options.h"
#include "ui/plots/run_look.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr QSize swatchSize(28, 12);
constexpr std::size_t rowNeverSet = std::numeric_limits<std::size_t>::max();

bool hasError(const SolverInfo& info) {
    return std::ranges::any_of(info.parameters,
                               [](const ParameterInfo& entry) { return entry.key == errorParameter; });
}

/// Line and marker of a run, as its curves show it.
QPixmap swatchOf(const SolverStyle& style, double pixelRatio) {
    constexpr double markerSize = 7;
    QPixmap pixmap(swatchSize * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = swatchSize.height() / 2.0;
    painter.setPen(QPen(style.color, 2, style.dash, Qt::FlatCap));
    painter.drawLine(QPointF(0, y), QPointF(swatchSize.width(), y));
    // No ring: its colour would have to follow the theme.
    drawMarker(painter, style.marker, QPointF(swatchSize.width() / 2.0, y), markerSize, style.color,
               Qt::transparent);
    return pixmap;
}

}  // namespace

SolverList::SolverList(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
}

void SolverList::setSolvers(const std::vector<SolverSpec>& solvers, const FamilyView& family) {
    delete body_;
    rows_.clear();
    body_ = new QWidget(this);
    auto* rows = new QVBoxLayout(body_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    column_->addWidget(body_);
    for (const SolverInfo* info : family.solvers()) addRows(*info, solvers);
    showNames();
}

void SolverList::addRows(const SolverInfo& info, const std::vector<SolverSpec>& solvers) {
    const std::size_t before = rows_.size();
    for (std::size_t place = 0; place < solvers.size(); ++place)
        if (solvers[place].name == info.name) addRow(info, solvers[place], place);
    if (rows_.size() == before) addRow(info, SolverSpec{info.name, {}}, std::nullopt);
}

std::vector<std::size_t> SolverList::tickedRows() const {
    std::vector<std::size_t> ticked;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].box->isChecked()) ticked.push_back(i);
    std::ranges::stable_sort(ticked, {}, [this](std::size_t i) { return rows_[i].place; });
    return ticked;
}

std::vector<SolverSpec> SolverList::solvers() const {
    std::vector<SolverSpec> solvers;
    for (const std::size_t row : tickedRows()) solvers.push_back(rows_[row].spec);
    return solvers;
}

void SolverList::showNames() {
    const auto show = [this](QCheckBox* box, const QString& name, const SolverStyle& style) {
        box->setText(name);
        box->setIcon(swatchOf(style, devicePixelRatioF()));
        box->setAccessibleName(tr("Run %1").arg(name));
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const QString name = QString::fromStdString(rows_[i].info->name);
        show(rows_[i].box, name, solverStyle(name, static_cast<int>(i)));
    }
    Results toCome;
    const std::vector<std::size_t> ticked = tickedRows();
    for (const std::size_t row : ticked) toCome.runs.emplace_back().spec = rows_[row].spec;
    const std::vector<std::string> labels = run_labels(toCome);
    for (std::size_t i = 0; i < ticked.size(); ++i)
        show(rows_[ticked[i]].box, QString::fromStdString(labels[i]), runStyle(toCome, i));
}

double SolverList::error() const {
    const Row* row = errorRow();
    if (!row) return 0;
    return std::get<double>(parameter(row->spec, errorParameter));
}

void SolverList::setError(double error) {
    if (const Row* row = errorRow())
        rows_[static_cast<std::size_t>(row - rows_.data())].spec.parameters[errorParameter] = error;
}

bool SolverList::hasErrorToSet(const Row& row) const {
    return hasError(*row.info) && matters(row.spec, errorParameter);
}

void SolverList::tickError() {
    const auto ticked = [this](const Row& row) { return row.box->isChecked() && hasErrorToSet(row); };
    if (std::ranges::any_of(rows_, ticked)) return;
    auto row = std::ranges::find_if(rows_, [this](const Row& each) { return hasErrorToSet(each); });
    if (row == rows_.end()) {
        // Those that are there keep the approximation that was chosen for them.
        const auto alike = std::ranges::find_if(rows_, [](const Row& each) { return hasError(*each.info); });
        if (alike == rows_.end()) return;
        const SolverInfo& info = *alike->info;
        addRow(info, SolverSpec{info.name, {}}, std::nullopt);
        row = std::prev(rows_.end());
    }
    const QSignalBlocker quiet(row->box);
    row->box->setChecked(true);
    showNames();
}

bool SolverList::takesError() const {
    const auto modelled = [](const Row& row) { return hasError(*row.info) && row.box->isChecked(); };
    const auto takes = [&](const Row& row) { return row.box->isChecked() && hasErrorToSet(row); };
    return std::ranges::none_of(rows_, modelled) || std::ranges::any_of(rows_, takes);
}

const SolverList::Row* SolverList::errorRow() const {
    const auto ticked = std::ranges::find_if(
        rows_, [this](const Row& row) { return row.box->isChecked() && hasErrorToSet(row); });
    if (ticked != rows_.end()) return &*ticked;
    const auto any = std::ranges::find_if(rows_, [](const Row& row) { return hasError(*row.info); });
    return any != rows_.end() ? &*any : nullptr;
}

void SolverList::addRow(const SolverInfo& info, const SolverSpec& spec, std::optional<std::size_t> place) {
    const QString name = QString::fromStdString(info.name);
    auto* box = new QCheckBox(name, body_);
    box->setChecked(place.has_value());
    box->setIconSize(swatchSize);
    describe(box, tr("Run %1").arg(name), QString::fromStdString(info.summary));
    connect(box, &QCheckBox::toggled, this, [this] {
        showNames();
        emit edited();
    });
    rows_.push_back({&info, spec, box, place.value_or(rowNeverSet)});

    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(box, 1);
    if (hasSolverOptions(info)) line->addWidget(makeOptionsButton(rows_.size() - 1, body_));
    static_cast<QVBoxLayout*>(body_->layout())->addLayout(line);
}

QWidget* SolverList::makeOptionsButton(std::size_t row, QWidget* parent) {
    const QString name = QString::fromStdString(rows_[row].spec.name);
    auto* button = new QToolButton(parent);
    button->setText(QStringLiteral("…"));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, tr("Options of %1").arg(name), tr("More options of %1").arg(name));
    auto* menu = new QMenu(button);
    auto* action = new QWidgetAction(menu);
    const auto changed = [this, row](const SolverSpec& spec) {
        SolverSpec merged = spec;
        const auto error = rows_[row].spec.parameters.find(errorParameter);
        if (error != rows_[row].spec.parameters.end()) merged.parameters[errorParameter] = error->second;
        rows_[row].spec = merged;
        emit edited();
    };
    action->setDefaultWidget(makeSolverOptions(*rows_[row].info, rows_[row].spec, changed, menu));
    menu->addAction(action);
    // Not setMenu(): its arrow would cost the width that the names need.
    connect(button, &QToolButton::clicked, menu,
            [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    return button;
}

}  // namespace basin::ui
