// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/reading_fields.h"

#include <utility>

#include <QVBoxLayout>

namespace basin::ui {

namespace {

std::vector<std::string> wordsOf(const QLineEdit& field) {
    std::vector<std::string> words;
    for (const QString& word : field.text().split(QLatin1Char(',')))
        if (const QString bare = word.trimmed(); !bare.isEmpty()) words.push_back(bare.toStdString());
    return words;
}

QComboBox* makeCombo(const QList<std::pair<QString, QString>>& choices) {
    auto* combo = new QComboBox;
    for (const auto& [text, word] : choices) combo->addItem(text, word);
    return combo;
}

}  // namespace

ReadingFields::ReadingFields(QWidget* parent)
    : QWidget(parent),
      section_(new FoldingSection(QStringLiteral("reading"), tr("How the file is read"),
                                  tr("What the reader found out by itself, and switches that say otherwise"),
                                  this)),
      header_(makeCombo(
          {{tr("auto"), {}}, {tr("yes"), QStringLiteral("yes")}, {tr("no"), QStringLiteral("no")}})),
      separator_(makeCombo({{tr("auto"), QStringLiteral("auto")}})),
      decimal_(makeCombo({{tr("auto"), QStringLiteral("auto")},
                          {tr("point"), QStringLiteral(".")},
                          {tr("comma"), QStringLiteral(",")}})),
      skipped_(new WholeField(0, 1000000)),
      missing_(new QLineEdit),
      units_(new QLineEdit),
      percent_(new QCheckBox(tr("12 % &is 0.12"))),
      index_(new QCheckBox(tr("The first column is only the &time"))),
      whyHeader_(new WhyButton),
      whySeparator_(new WhyButton),
      whyDecimal_(new WhyButton),
      whySkipped_(new WhyButton),
      whyMissing_(new WhyButton) {
    for (const char* word : {"comma", "semicolon", "tab", "space", "pipe"})
        separator_->addItem(separatorName(QLatin1String(word)), QLatin1String(word));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(section_);
    addRows();
    connectFields();
}

void ReadingFields::addRows() {
    addGuessRow(*section_, tr("&Header"), header_, whyHeader_,
                tr("Whether the first line of the table has the names of the columns."));
    addGuessRow(*section_, tr("&Separator"), separator_, whySeparator_,
                tr("What stands between the cells of a line."));
    addGuessRow(*section_, tr("&Decimal mark"), decimal_, whyDecimal_,
                tr("Whether fractions are written 1.5 or 1,5."));
    addGuessRow(*section_, tr("S&kip lines"), skipped_, whySkipped_,
                tr("Lines before the table that are passed over, whatever is in them."));
    missing_->setPlaceholderText(QStringLiteral("-999, n.d."));
    addGuessRow(*section_, tr("Missing &words"), missing_, whyMissing_,
                tr("Words or numbers that stand for a missing value in this file, separated by commas."));
    units_->setPlaceholderText(QStringLiteral("kg, °C"));
    addGuessRow(*section_, tr("&Units"), units_, nullptr,
                tr("Words behind numbers that are passed over, separated by commas: 12 kg is 12."));
    describe(percent_, tr("12 % is 0.12"), tr("Read numbers with a percent sign as shares: 12 % is 0.12."));
    section_->addWide(percent_);
    describe(index_, tr("The first column is only the time"),
             tr("Take the first column for the time, whatever is in its cells; their order is not checked."));
    section_->addWide(index_);
}

void ReadingFields::connectFields() {
    for (QComboBox* combo : {header_, separator_, decimal_})
        connect(combo, &QComboBox::currentIndexChanged, this, &ReadingFields::edited);
    connect(skipped_, &WholeField::valueChanged, this, &ReadingFields::edited);
    for (QCheckBox* box : {percent_, index_}) connect(box, &QCheckBox::toggled, this, &ReadingFields::edited);
    told_ = {QString(), QString()};
    for (const QLineEdit* field : {missing_, units_})
        connect(field, &QLineEdit::editingFinished, this, &ReadingFields::commit);
}

void ReadingFields::commit() {
    const QStringList now{missing_->text(), units_->text()};
    if (std::exchange(told_, now) != now) emit edited();
}

TableOptions ReadingFields::options() const {
    TableOptions options;
    if (const QString header = header_->currentData().toString(); !header.isEmpty())
        options.header = header == QLatin1String("yes");
    options.separator = separator_->currentData().toString().toStdString();
    options.decimal = decimal_->currentData().toString().toStdString();
    options.missing_values = wordsOf(*missing_);
    options.units = wordsOf(*units_);
    options.percent = percent_->isChecked();
    options.skip_lines = skipped_->value();
    return options;
}

void ReadingFields::showGuesses(const OpenedTable& opened) {
    const TableReport& report = opened.table->report;
    const bool isText = !opened.reasons.separator.isEmpty();
    const auto show = [isText](QComboBox* combo, const QString& found) {
        combo->setItemText(0, isText ? tr("auto (%1)").arg(found) : tr("auto"));
    };
    show(header_, report.has_header ? tr("yes") : tr("no"));
    show(separator_,
         report.separator.empty() ? tr("none") : separatorName(QString::fromStdString(report.separator)));
    show(decimal_, report.decimal == "comma" ? tr("comma") : tr("point"));
    whyHeader_->setReason(tr("Header"), opened.reasons.header);
    whySeparator_->setReason(tr("Separator"), opened.reasons.separator);
    whyDecimal_->setReason(tr("Decimal mark"), opened.reasons.decimal);
    whySkipped_->setReason(tr("Skip lines"), opened.reasons.skipped);
    whyMissing_->setReason(tr("Missing words"), opened.reasons.missing);
    section_->setEnabled(isText);  // a file of numbers alone has no dialect
}

}  // namespace basin::ui
