// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_dialog.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/chart/counted.h"
#include "ui/data/column_kind.h"
#include "ui/data/column_list.h"
#include "ui/data/reading_fields.h"
#include "ui/data/table_preview.h"
#include "ui/data/why_button.h"
#include "ui/families/family_view.h"
#include "ui/panels/family_switch.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr QSize wantedSize(1040, 760), besideParent(24, 40);
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

std::vector<const FamilyView*> familiesWithData() {
    std::vector<const FamilyView*> families;
    for (const FamilyView* each : familyViews())
        if (each->opensData()) families.push_back(each);
    return families;
}

}  // namespace

DataDialog::DataDialog(OpenedTable opened, const FamilyView& shown, QWidget* parent)
    : QDialog(parent),
      opened_(std::move(opened)),
      title_(makeLabel(QString(), TextRole::heading)),
      how_(makeLabel(QString(), TextRole::small)),
      families_(new FamilySwitch(familiesWithData(), Qt::Horizontal)),
      meaning_(makeLabel(QString(), TextRole::small)),
      whyFamily_(new WhyButton),
      preview_(new TablePreview),
      columns_(new ColumnList),
      reading_(new ReadingFields),
      columnsTitle_(makeLabel(tr("Columns"), TextRole::title)),
      note_(makeLabel(QString(), TextRole::body)) {
    setWindowTitle(tr("Open data"));
    makeForms();
    makeLayout();
    const QWidget* around = parent ? parent->window() : nullptr;
    resize(around ? wantedSize.boundedTo(around->size() - besideParent) : wantedSize);
    guessFamily(shown);
    connectFields();
    reading_->section()->setOpen(!isRead());
    applyTypeScale(this, 1);
    if (opened_.as == family_->readsDataAs())
        take(opened_);
    else
        readAgain();
    (columns_->fields().empty() ? static_cast<QWidget*>(reading_->header()) : columns_->fields().front())
        ->setFocus();
}

void DataDialog::makeForms() {
    for (const FamilyView* each : familiesWithData()) forms_[each] = each->makeDataForm();
}

// From top to bottom, so that the keyboard goes that way too.
void DataDialog::makeLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit);
    auto* head = new QHBoxLayout;
    head->setSpacing(gutter);
    head->addWidget(title_);
    head->addWidget(how_, 1, Qt::AlignBottom);
    column->addLayout(head);
    column->addLayout(makeFamilyRow());
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

QLayout* DataDialog::makeFamilyRow() {
    auto* row = new QHBoxLayout;
    row->setSpacing(gutter);
    row->addWidget(families_);
    row->addWidget(meaning_, 1);
    row->addWidget(whyFamily_);
    return row;
}

QWidget* DataDialog::makeSwitches() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(spaceUnit, 0, spaceUnit, 0);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(reading_);
    for (const auto& [family, form] : forms_) column->addWidget(form);
    column->addStretch(1);
    QScrollArea* scroll = makeScroll(content, tr("Switches"));
    scroll->setFixedWidth(switchesWidth);
    return scroll;
}

QWidget* DataDialog::makeNote() {
    for (QLabel* label : {title_, how_, note_}) label->setTextFormat(Qt::PlainText);
    title_->setWordWrap(false);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QScrollArea* scroll = makeScroll(note_, tr("What comes of these data"));
    scroll->setFixedHeight(noteHeight);
    return scroll;
}

QDialogButtonBox* DataDialog::makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    accept_ = buttons->button(QDialogButtonBox::Ok);
    describe(accept_, tr("Use these data"), tr("Use these data in the experiment, and run it"));
    describe(buttons->button(QDialogButtonBox::Cancel), tr("Cancel"), tr("Leave the experiment as it is"));
    accept_->setDefault(true);
    accept_->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &DataDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void DataDialog::connectFields() {
    connect(&reader_, &FileWork::failed, this, &DataDialog::stayUnread);
    connect(&judge_, &FileWork::failed, this, &DataDialog::refuse);
    connect(families_, &FamilySwitch::chosen, this,
            [this](const FamilyView* wanted) { takeFamily(*wanted); });
    connect(reading_, &ReadingFields::edited, this, &DataDialog::readAgain);
    connect(columns_, &ColumnList::edited, this, [this] {
        form()->setRoles(columns_->roles());
        judge();
    });
    for (const auto& [family, each] : forms_)
        connect(each, &DataForm::edited, this, [this] {
            columns_->setRows(form()->chosenRows());
            judge();
        });
}

void DataDialog::orderFields() {
    QWidget* before = preview_;
    for (QWidget* field : columns_->fields()) {
        setTabOrder(before, field);
        before = field;
    }
}

void DataDialog::guessFamily(const FamilyView& shown) {
    family_ = shown.opensData() ? &shown : forms_.begin()->first;
    QString why = tr("The window shows an experiment of this family.");
    for (const auto& [family, form] : forms_) {
        const QString reason = family->dataReason(opened_);
        if (reason.isEmpty()) continue;
        family_ = family;
        why = reason;
    }
    whyFamily_->setReason(family_->name(), why);
    families_->setFamily(*family_);
    showFamily();
}

void DataDialog::takeFamily(const FamilyView& family) {
    if (family_ == &family) return;
    family_ = &family;
    whyFamily_->setReason({}, {});
    showFamily();
    if (opened_.as != family_->readsDataAs()) {
        readAgain();
        return;
    }
    showTable();
    judge();
}

void DataDialog::showFamily() {
    meaning_->setText(family_->dataMeaning());
    for (const auto& [family, form] : forms_) form->setVisible(family == family_);
    reading_->setIndexOffered(family_->readsDataAs() == ReadAs::series);
}

void DataDialog::readAgain() {
    rereading_ = true;
    wanted_ = false;
    tell(tr("Reading the table…"), false);
    reader_.begin({}, [this, file = opened_.file, as = family_->readsDataAs(), options = reading_->options(),
                       index = reading_->index()] {
        return [this, read = openTable(file, as, options, index)] { take(read); };
    });
}

/// The last good table stays, but not what it would be used for.
void DataDialog::stayUnread(const QString& why) {
    rereading_ = false;
    unread_ = true;
    refuse(why);
}

void DataDialog::take(const OpenedTable& read) {
    rereading_ = false;
    unread_ = !read.table && !read.sparse;
    if (!unread_ || !isRead()) {
        opened_ = read;
        showTable();
    }
    if (!unread_) {
        judge();
        return;
    }
    const QString why = shortMessage(read.problem, read.file);
    const auto place = placeIn(read.problem, read.file);
    preview_->setExcerpt(opened_.table ? excerptOf(*opened_.table, lineOf(place))
                                       : excerptOf(opened_.raw, lineOf(place)));
    showUse();
    preview_->mark(place, why);
    stayUnread(why);
}

void DataDialog::showTable() {
    const bool isTable = opened_.table != nullptr;
    const QString name = QFileInfo(QString::fromStdString(opened_.file.string())).fileName();
    title_->setText(title_->fontMetrics().elidedText(name, Qt::ElideMiddle, titleWidth));
    title_->setToolTip(wrappedToolTip(name));
    form()->setEnabled(isRead());
    columnsTitle_->setVisible(isTable);
    columns_->setVisible(isTable);
    preview_->setVisible(!opened_.sparse);
    reading_->section()->setVisible(!opened_.sparse);
    if (opened_.sparse) {
        how_->setText(tr("A sparse matrix of %1 rows and %2 columns, with %3.")
                          .arg(opened_.sparse->rows())
                          .arg(opened_.sparse->cols())
                          .arg(counted(opened_.sparse->entries(), tr("1 entry"), tr("%1 entries"))));
        form()->setTable(opened_);
        return;
    }
    if (!isTable) {
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
    columns_->setTable(opened_, form()->makeRules(opened_));
    form()->setTable(opened_);
    form()->setRoles(columns_->roles());
    columns_->setRows(form()->chosenRows());
    orderFields();
}

void DataDialog::judge() {
    wanted_ = false;
    if (unread_ || !isRead()) return;
    judging_ = true;
    showUse();
    judge_.begin({}, [this, judgement = form()->judgement(opened_, columns_->roles())] {
        return [this, verdict = judgement()] { showVerdict(verdict); };
    });
}

void DataDialog::showUse() {
    if (!opened_.table) return;
    std::vector<bool> used;
    for (const ColumnRole role : columns_->roles()) used.push_back(role != ColumnRole::leaveOut);
    preview_->setUsed(used);
}

void DataDialog::showVerdict(const DataVerdict& verdict) {
    judging_ = false;
    if (unread_) return;  // it is about the table before
    data_ = verdict.data;
    form()->showVerdict(verdict);
    if (opened_.table) preview_->setExcerpt(excerptOf(*opened_.table, lineOf(verdict.place)));
    showUse();
    preview_->mark(verdict.place, verdict.wrong);
    if (!verdict.wrong.isEmpty()) {
        refuse(verdict.wrong);
        return;
    }
    tell(verdict.lines.join(QLatin1Char('\n')), false);
    accept_->setEnabled(true);
    if (wanted_ && !isWaiting()) choose();
}

void DataDialog::refuse(const QString& why) {
    judging_ = false;
    wanted_ = false;
    tell(why, true);
    accept_->setEnabled(false);
}

void DataDialog::tell(const QString& text, bool isWrong) {
    wrong_ = isWrong;
    note_->setText(text);
    QPalette colours = note_->palette();
    const Theme theme = themeOf(palette());
    colours.setColor(QPalette::WindowText, isWrong ? theme.danger : theme.text);
    note_->setPalette(colours);
}

void DataDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) tell(note_->text(), wrong_);
}

void DataDialog::choose() {
    commitFocusedField(*this);
    reading_->commit();
    wanted_ = isWaiting();
    if (wanted_) return;
    emit dataChosen(data_);
    accept();
}

}  // namespace basin::ui
