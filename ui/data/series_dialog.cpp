// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/series_dialog.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/data/column_kind.h"
#include "ui/data/column_list.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"
#include "ui/data/why_button.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr QSize wantedSize(1040, 720), besideParent(24, 40);
constexpr int switchesWidth = 352, titleWidth = 400, noteHeight = 84;  // px; the note has room for five lines

QScrollArea* makeScroll(QWidget* content, const QString& name) {
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(name);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

std::optional<Index> lineOf(const std::optional<CellPlace>& place) {
    return place ? std::optional(place->line) : std::nullopt;
}

}  // namespace

SeriesDialog::SeriesDialog(OpenedTable opened, QWidget* parent)
    : QDialog(parent),
      title_(makeLabel(QString(), TextRole::heading)),
      how_(makeLabel(QString(), TextRole::small)),
      preview_(new TablePreview),
      columns_(new ColumnList),
      reading_(new ReadingFields),
      forecast_(new ForecastFields),
      columnsTitle_(makeLabel(tr("Columns"), TextRole::title)),
      note_(makeLabel(QString(), TextRole::body)) {
    setWindowTitle(tr("Open data"));
    makeLayout();
    const QWidget* around = parent ? parent->window() : nullptr;
    resize(around ? wantedSize.boundedTo(around->size() - besideParent) : wantedSize);
    connect(&reader_, &FileWork::failed, this, &SeriesDialog::stayUnread);
    connect(&judge_, &FileWork::failed, this, &SeriesDialog::refuse);
    connect(reading_, &ReadingFields::edited, this, &SeriesDialog::readAgain);
    connect(columns_, &ColumnList::edited, this, &SeriesDialog::judge);
    connect(forecast_, &ForecastFields::edited, this, [this] {
        columns_->setRows(forecast_->rows()->where());
        judge();
    });
    reading_->section()->setOpen(!opened.table);
    take(opened);
    applyTypeScale(this, 1);
    (columns_->fields().empty() ? static_cast<QWidget*>(reading_->header()) : columns_->fields().front())
        ->setFocus();
}

// From top to bottom, so that the keyboard goes that way too.
void SeriesDialog::makeLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit);
    auto* head = new QHBoxLayout;
    head->setSpacing(gutter);
    head->addWidget(title_);
    head->addWidget(how_, 1, Qt::AlignBottom);
    column->addLayout(head);
    auto* body = new QHBoxLayout;
    body->setSpacing(gutter);
    column->addLayout(body, 1);
    auto* left = new QVBoxLayout;
    left->setSpacing(spaceUnit);
    body->addLayout(left, 1);
    left->addWidget(preview_, 1);
    left->addWidget(columnsTitle_);
    left->addWidget(columns_);
    body->addWidget(makeSwitches());
    column->addWidget(makeNote());
    column->addWidget(makeButtons());
}

QWidget* SeriesDialog::makeSwitches() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(spaceUnit, 0, spaceUnit, 0);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(reading_);
    column->addWidget(forecast_);
    column->addStretch(1);
    QScrollArea* scroll = makeScroll(content, tr("Switches"));
    scroll->setFixedWidth(switchesWidth);
    return scroll;
}

QWidget* SeriesDialog::makeNote() {
    for (QLabel* label : {title_, how_, note_}) label->setTextFormat(Qt::PlainText);
    title_->setWordWrap(false);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QScrollArea* scroll = makeScroll(note_, tr("What will be trained"));
    scroll->setFixedHeight(noteHeight);
    return scroll;
}

QDialogButtonBox* SeriesDialog::makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    accept_ = buttons->button(QDialogButtonBox::Ok);
    describe(accept_, tr("Use this series"), tr("Use this series in the experiment, and train on it"));
    describe(buttons->button(QDialogButtonBox::Cancel), tr("Cancel"), tr("Leave the experiment as it is"));
    accept_->setDefault(true);
    accept_->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &SeriesDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void SeriesDialog::orderFields() {
    QWidget* before = preview_;
    for (QWidget* field : columns_->fields()) {
        setTabOrder(before, field);
        before = field;
    }
}

void SeriesDialog::readAgain() {
    rereading_ = true;
    wanted_ = false;
    tell(tr("Reading the table…"), false);
    reader_.begin({}, [this, file = opened_.file, options = reading_->options(), index = reading_->index()] {
        return [this, read = openTable(file, options, index)] { take(read); };
    });
}

/// The last good table stays, but not what it would be used for.
void SeriesDialog::stayUnread(const QString& why) {
    rereading_ = false;
    unread_ = true;
    refuse(why);
}

void SeriesDialog::take(const OpenedTable& read) {
    rereading_ = false;
    unread_ = !read.table;
    if (read.table || !opened_.table) {
        opened_ = read;
        showTable();
    }
    if (!unread_) {
        judge();
        return;
    }
    const QString why = shortMessage(read.problem, read.file);
    const auto place = placeIn(why);
    preview_->setExcerpt(opened_.table ? excerptOf(*opened_.table, lineOf(place))
                                       : excerptOf(opened_.raw, lineOf(place)));
    showUse();
    preview_->mark(place, why);
    stayUnread(why);
}

void SeriesDialog::showTable() {
    const bool isRead = opened_.table != nullptr;
    const QString name = QFileInfo(QString::fromStdString(opened_.file.string())).fileName();
    title_->setText(title_->fontMetrics().elidedText(name, Qt::ElideMiddle, titleWidth));
    title_->setToolTip(wrappedToolTip(name));
    forecast_->setEnabled(isRead);
    columnsTitle_->setVisible(isRead);
    columns_->setVisible(isRead);
    if (!isRead) {
        how_->setText(
            tr("The lines as they stand in the file, which cannot be read as a table yet: see below."));
        return;
    }
    const TableReport& report = opened_.table->report;
    how_->setText(tr("%1 rows, %2 columns; %3.")
                      .arg(report.rows)
                      .arg(report.columns.size())
                      .arg(QString::fromStdString(table_lines(report).front())));
    reading_->showGuesses(opened_);
    columns_->setTable(opened_);
    forecast_->setTable(opened_);
    columns_->setRows(forecast_->rows()->where());
    orderFields();
}

ElmanDataSpec SeriesDialog::data() const {
    ElmanDataSpec data;
    data.table = DataSource<SeriesTable>{opened_.table, opened_.file};
    data.index = opened_.index;
    data.reading = opened_.reading;
    forecast_->writeTo(data);
    if (opened_.table) writeRoles(columns_->roles(), data);
    return data;
}

void SeriesDialog::judge() {
    wanted_ = false;
    if (unread_ || !opened_.table) return;
    judging_ = true;
    showUse();
    judge_.begin(
        {}, [this, data = data()] { return [this, verdict = judgeSeries(data)] { showVerdict(verdict); }; });
}

void SeriesDialog::showUse() {
    if (!opened_.table) return;
    std::vector<bool> used;
    for (const ColumnRole role : columns_->roles()) used.push_back(role != ColumnRole::leaveOut);
    preview_->setUsed(used);
}

void SeriesDialog::showVerdict(const SeriesVerdict& verdict) {
    judging_ = false;
    if (unread_) return;  // it is about the table before
    forecast_->showLags(verdict.lags);
    const auto place = placeIn(verdict.wrong);
    preview_->setExcerpt(excerptOf(*opened_.table, lineOf(place)));
    showUse();
    preview_->mark(place, verdict.wrong);
    if (!verdict.wrong.isEmpty()) {
        refuse(verdict.wrong);
        return;
    }
    tell(verdict.lines.join(QLatin1Char('\n')), false);
    accept_->setEnabled(true);
    if (wanted_ && !isWaiting()) choose();
}

void SeriesDialog::refuse(const QString& why) {
    judging_ = false;
    wanted_ = false;
    tell(why, true);
    accept_->setEnabled(false);
}

void SeriesDialog::tell(const QString& text, bool isWrong) {
    wrong_ = isWrong;
    note_->setText(text);
    QPalette colours = note_->palette();
    const Theme theme = themeOf(palette());
    colours.setColor(QPalette::WindowText, isWrong ? theme.danger : theme.text);
    note_->setPalette(colours);
}

void SeriesDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) tell(note_->text(), wrong_);
}

void SeriesDialog::choose() {
    commitFocusedField(*this);
    reading_->commit();
    wanted_ = isWaiting();
    if (wanted_) return;
    emit seriesChosen(data());
    accept();
}

}  // namespace basin::ui
