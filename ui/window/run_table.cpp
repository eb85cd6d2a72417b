// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_table.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/numeric/text.h"
#include "ui/chart/number_format.h"
#include "ui/panels/fields.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int filterWidth = 220;    // px
constexpr int widestColumn = 260;   // px
constexpr int looseRowHeight = 22;  // px

}  // namespace

RunTable::RunTable(KeptRuns* kept, QWidget* parent)
    : QWidget(parent),
      kept_(kept),
      model_(new RunTableModel(kept, this)),
      order_(new RunTableOrder(model_, this)),
      filter_(new QLineEdit(this)),
      table_(new QTableView(this)) {
    makeActions();
    makeTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, 0, gutter, spaceUnit);
    column->setSpacing(spaceUnit / 2);
    column->addWidget(makeHead());
    column->addWidget(table_, 1);
    connectActions();
    followChoice();
}

QAction* RunTable::add(const QString& text, const QString& toolTip, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    action->setToolTip(key.isEmpty() ? toolTip
                                     : tr("%1 (%2)").arg(toolTip, key.toString(QKeySequence::NativeText)));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    table_->addAction(action);
    return action;
}

void RunTable::makeActions() {
    showRun = add(tr("Show"), tr("Show the chosen run, as a double click does"), Qt::Key_Return);
    pin =
        add(tr("Pin"), tr("Draw the chosen runs beside the one that is shown, in convergence and landscape, "
                          "or draw them no more"));
    pin->setCheckable(true);
    rerun = add(tr("Run again"), tr("Run the experiment of the chosen run once more"));
    rename =
        add(tr("Rename"), tr("Give the chosen run a name; runs with a name are kept longer"), Qt::Key_F2);
    remove = add(tr("Delete"), tr("Delete the chosen runs; Undo brings them back"), Qt::Key_Delete);
    undo = add(tr("Undo"), tr("Bring back the runs that were deleted last"), QKeySequence::Undo);
    save = add(tr("Save table…"), tr("Save the rows that are seen here as a CSV file"));
}

void RunTable::makeTable() {
    table_->setModel(order_);
    table_->setAccessibleName(tr("Runs"));
    table_->setToolTip(
        tr("The newest %1 runs are kept, %2 of results at most; pinned runs and those with a name "
           "go last.")
            .arg(kept_->limits().runs)
            .arg(QString::fromStdString(bytes_text(static_cast<double>(kept_->limits().bytes)))));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setWordWrap(false);
    table_->setAlternatingRowColors(true);
    table_->setTabKeyNavigation(false);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(
        std::max(looseRowHeight, table_->fontMetrics().height() + spaceUnit));
    QHeaderView* head = table_->horizontalHeader();
    head->setSortIndicator(-1, Qt::AscendingOrder);
    head->setSortIndicatorClearable(true);
    head->setMaximumSectionSize(widestColumn);
    head->setResizeContentsPrecision(0);  // of what is seen
    head->setAccessibleName(tr("Columns of the runs"));
    table_->setSortingEnabled(true);
}

QWidget* RunTable::makeHead() {
    describe(filter_, tr("Filter"), tr("Only rows with this text in one of their cells"));
    filter_->setPlaceholderText(tr("Filter"));
    filter_->setMaximumWidth(filterWidth);
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    row->addWidget(filter_);
    row->addStretch(1);
    for (QAction* action : {showRun, pin, rerun, rename, remove, undo, save}) {
        auto* button = new QToolButton(head);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(action->text());
        row->addWidget(button);
    }
    return head;
}

void RunTable::connectActions() {
    connect(filter_, &QLineEdit::textChanged, order_, &QSortFilterProxyModel::setFilterFixedString);
    connect(filter_, &QLineEdit::textChanged, this, &RunTable::followChoice);
    connect(table_, &QTableView::doubleClicked, showRun, &QAction::trigger);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::followChoice);
    connect(kept_, &KeptRuns::runChanged, this, &RunTable::followChoice);
    connect(order_, &QAbstractItemModel::modelAboutToBeReset, this, [this] { chosenBefore_ = chosen(); });
    connect(order_, &QAbstractItemModel::modelReset, this, &RunTable::keepOrder);
    connect(table_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int section) {
        sortedBy_ =
            section < 0 ? QString() : order_->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    });
    connect(showRun, &QAction::triggered, this, [this] {
        if (const auto number = current()) emit showAsked(*number);
    });
    connect(rerun, &QAction::triggered, this, [this] {
        if (const auto number = current()) emit rerunAsked(*number);
    });
    connect(pin, &QAction::triggered, this, [this](bool on) {
        for (const Index number : chosen()) kept_->setPinned(number, on);
        followChoice();
    });
    connect(rename, &QAction::triggered, this, [this] {
        const QModelIndex at = table_->currentIndex();
        if (at.isValid()) table_->edit(at.siblingAtColumn(RunTableModel::nameColumn));
    });
    connect(remove, &QAction::triggered, this, [this] { kept_->remove(chosen()); });
    connect(undo, &QAction::triggered, kept_, &KeptRuns::undoRemove);
    connect(save, &QAction::triggered, this, &RunTable::saveAsked);
}

/// Other rows may bring other columns: the order stays with its heading, the choice with its runs.
void RunTable::keepOrder() {
    int section = -1;
    for (int column = 0; column < order_->columnCount() && !sortedBy_.isEmpty(); ++column)
        if (order_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() == sortedBy_)
            section = column;
    const QString wanted = sortedBy_;
    table_->sortByColumn(section, section < 0 ? Qt::AscendingOrder : order_->sortOrder());
    sortedBy_ = wanted;
    if (isVisible()) table_->resizeColumnsToContents();
    QItemSelection selection;
    for (const Index number : chosenBefore_) {
        const QModelIndex at = order_->mapFromSource(model_->index(model_->rowOf(number), 0));
        if (at.isValid()) selection.select(at, at.siblingAtColumn(order_->columnCount() - 1));
    }
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    followChoice();
}

void RunTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    table_->resizeColumnsToContents();
}

void RunTable::choose(Index number) {
    const QModelIndex at = order_->mapFromSource(model_->index(model_->rowOf(number), 0));
    if (!at.isValid()) return;
    table_->selectRow(at.row());
    table_->scrollTo(at);
}

std::vector<Index> RunTable::chosen() const {
    std::vector<Index> numbers;
    for (const QModelIndex& at : table_->selectionModel()->selectedRows())
        numbers.push_back(model_->numberAt(order_->mapToSource(at).row()));
    return numbers;
}

std::optional<Index> RunTable::current() const {
    const std::vector<Index> numbers = chosen();
    return numbers.size() == 1 ? std::optional(numbers.front()) : std::nullopt;
}

void RunTable::followChoice() {
    const std::vector<Index> numbers = chosen();
    for (QAction* action : {showRun, rerun, rename}) action->setEnabled(numbers.size() == 1);
    for (QAction* action : {pin, remove}) action->setEnabled(!numbers.empty());
    pin->setChecked(!numbers.empty() && std::ranges::all_of(numbers, [this](Index number) {
        const KeptRun* run = kept_->find(number);
        return run != nullptr && run->pinned;
    }));
    undo->setEnabled(kept_->canUndoRemove());
    save->setEnabled(order_->rowCount() > 0);
}

std::string RunTable::csv() const {
    std::vector<ComparedRun> runs;
    for (int row = 0; row < order_->rowCount(); ++row) {
        const KeptRun& run = kept_->at(order_->mapToSource(order_->index(row, 0)).row());
        runs.push_back({run.called(), &run.row});
    }
    return comparison_csv(runs);
}

}  // namespace basin::ui
