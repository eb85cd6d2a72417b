// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/option_editor.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>

#include "ui/export/figure_option_fields.h"
#include "ui/export/figure_templates.h"
#include "ui/export/option_fields.h"
#include "ui/export/order_list.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

QString wordOf(std::string_view word) {
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

/// All runs in their own order under their own names are no option.
void readList(const OrderList& list, const QStringList& all, FigureOptions& options) {
    QStringList shown;
    std::map<QString, QString> names = options.names;
    for (const OrderList::Entry& entry : list.entries()) {
        if (entry.isTicked) shown << entry.key;
        names.erase(entry.key);
        if (entry.text != entry.key) names[entry.key] = entry.text;
    }
    options.solvers = shown == all ? QStringList() : shown;
    options.names = names;
}

std::vector<OrderList::Entry> entriesOf(const FigureOptions& options, const QStringList& all) {
    std::vector<OrderList::Entry> entries;
    const auto add = [&](const QString& label, bool isTicked) {
        const auto name = options.names.find(label);
        entries.push_back({label, name == options.names.end() ? label : name->second, isTicked});
    };
    for (const QString& label : options.solvers)
        if (all.contains(label)) add(label, true);
    const bool every = entries.empty();
    for (const QString& label : all)
        if (every || !options.solvers.contains(label)) add(label, every);
    return entries;
}

}  // namespace

/// Visits the fields of options_, whose members the controls write.
class OptionEditor::Builder {
  public:
    explicit Builder(OptionEditor& editor) : editor_(editor) {}

    Families families = every_family;

    void operator()(const Field& field, double& value) {
        auto* control = new RealField(field.range);
        tie(control, &RealField::valueChanged, [&value, control] { value = control->value(); });
        add(field, control, [&value, control] { control->showValue(value); });
    }
    void operator()(const Field& field, PointsOf<double> points) { (*this)(field, points.points); }

    void operator()(const Field& field, std::optional<Index>& value) {
        auto* control = new WholeField(-1, static_cast<Index>(field.range.high));
        control->setSpecialValueText(OptionEditor::tr("as many as fit"));
        control->restore();
        tie(control, &WholeField::valueChanged, [&value, control] {
            value = control->value() < 0 ? std::nullopt : std::optional<Index>(control->value());
        });
        add(field, control, [&value, control] { control->showValue(value.value_or(-1)); });
    }

    void operator()(const Field& field, bool& value) {
        auto* control = new QCheckBox;
        tie(control, &QCheckBox::toggled, [&value, control] { value = control->isChecked(); });
        add(field, control, [&value, control] { control->setChecked(value); });
    }

    template <class E>
    void operator()(const Field& field, OneOf<E> choice) {
        if (choice.all.size() < 2) return;  // nothing to choose
        auto* control = new QComboBox;
        for (const E each : choice.all) control->addItem(choiceLabel(field.key, to_string(each)));
        E& value = choice.value;
        const auto all = choice.all;
        tie(control, &QComboBox::currentIndexChanged,
            [&value, all, control] { value = all[static_cast<std::size_t>(control->currentIndex())]; });
        add(field, control, [&value, all, control] {
            control->setCurrentIndex(static_cast<int>(std::ranges::find(all, value) - all.begin()));
        });
    }

    void operator()(const Field& field, PageSizeOf<FigureOptions>) {
        auto* control = new SizeFields;
        FigureOptions& options = editor_.options_;
        tie(control, &SizeFields::edited, [&options, control] { control->writeTo(options); });
        add(field, control, [&options, control] { control->show(options); });
    }

    void operator()(const Field& field, MaybeTextOf<std::optional<QString>> text) {
        auto* control = new ShownText(optionWords(field).label);
        std::optional<QString>& value = text.text;
        const QString& own = ownText(field.key);
        tie(control, &ShownText::edited, [&value, control] { value = control->value(); });
        const FigureOptions& options = editor_.options_;
        const bool isTitle = field.key == "title";
        add(field, control, [&value, &own, &options, isTitle, control] {
            control->setOwn(own, !isTitle || !titlesStandInCaptions(options.base));
            control->setValue(value);
        });
    }

    void operator()(const Field& field, MaybeRangeOf<std::optional<AxisRange>> range) {
        auto* control = new OwnRange(optionWords(field).label);
        std::optional<AxisRange>& value = range.range;
        const auto& own = field.key == "x-range" ? editor_.subject_.xRange : editor_.subject_.yRange;
        tie(control, &OwnRange::edited, [&value, control] { value = control->value(); });
        add(field, control, [&value, &own, control] {
            control->setOwn(own);
            control->setValue(value);
        });
    }

    void operator()(const Field& field, LabelsOf<QStringList>) {
        const OptionWords words = optionWords(field);
        auto* control = new OrderList(words.label, words.toolTip, OrderList::Names::editable);
        FigureOptions& options = editor_.options_;
        const QStringList& all = editor_.subject_.solvers;
        tie(control, &OrderList::edited, [&options, &all, control] { readList(*control, all, options); });
        add(field, control, [&options, &all, control] { control->setEntries(entriesOf(options, all)); });
    }

    // The rest has its place elsewhere in the dialog.
    template <class T>
    void operator()(const Field&, const T&) {}

  private:
    template <class Control, class Signal, class Write>
    void tie(Control* control, Signal signal, Write write) {
        OptionEditor* editor = &editor_;
        QObject::connect(control, signal, editor, [editor, write] {
            if (editor->showing_) return;
            write();
            editor->report();
        });
    }

    const QString& ownText(std::string_view key) const {
        const FigureSubject& subject = editor_.subject_;
        return key == "title" ? subject.title : key == "x-label" ? subject.xLabel : subject.yLabel;
    }

    void add(const Field& field, QWidget* control, std::function<void()> show) {
        FoldingSection* section = editor_.sections_.at(groupOf(field.key));
        const OptionWords words = optionWords(field);
        // A list has a line of its own, and so have two numbers.
        if (qobject_cast<OrderList*>(control) || qobject_cast<SizeFields*>(control) ||
            qobject_cast<OwnRange*>(control) || qobject_cast<ShownText*>(control))
            section->addBlock(words.label, control, words.toolTip);
        else
            section->addRow(words.label, control, words.toolTip);
        auto* refusal = makeLabel(QString(), TextRole::small);
        refusal->setTextFormat(Qt::PlainText);
        refusal->setForegroundRole(QPalette::BrightText);
        refusal->hide();
        section->addWide(refusal);
        editor_.rows_.emplace(field.key, Row{control, refusal, std::move(show)});
    }

    OptionEditor& editor_;
};

OptionEditor::OptionEditor(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, spaceUnit, 0);
    column->setSpacing(spaceUnit * 2);
    for (const OptionGroup group : shownOptionGroups) {
        const OptionWords words = groupWords(group);
        auto* section = new FoldingSection(words.label, words.label, words.toolTip);
        section->setOpen(group == OptionGroup::size || group == OptionGroup::type ||
                         group == OptionGroup::texts);
        sections_.emplace(group, section);
        column->addWidget(section);
    }
    column->addStretch(1);
    Builder builder(*this);
    describe(options_, builder);
    showRows();
}

void OptionEditor::setSubject(const FigureSubject& subject) {
    subject_ = subject;
    showRows();
}

void OptionEditor::setOptions(const FigureOptions& options) {
    options_ = options;
    showRows();
}

void OptionEditor::showRows() {
    showing_ = true;
    for (const auto& [key, row] : rows_) row.show();
    for (const std::string_view key : {"x-label", "y-label", "x-range", "y-range"})
        control(key)->setVisible(subject_.isOnePlot);
    control("solvers")->setVisible(!subject_.solvers.isEmpty());
    showing_ = false;
}

void OptionEditor::report() {
    showing_ = true;
    rows_.at("size").show();  // what a pixel is worth depends on the dots per inch
    showing_ = false;
    emit edited();
}

void OptionEditor::commit() {
    commitFocusedField(*this);
}

QWidget* OptionEditor::control(std::string_view key) const {
    return rows_.find(key)->second.control;
}

void OptionEditor::refuse(const QString& key, const QString& sentence) {
    for (const auto& [each, row] : rows_) {
        const bool isMeant = wordOf(each) == key;
        row.refusal->setText(isMeant ? sentence : QString());
        row.refusal->setVisible(isMeant);
        if (isMeant) sections_.at(groupOf(each))->setOpen(true);
    }
}

QString OptionEditor::refusalOf(std::string_view key) const {
    const auto row = rows_.find(key);
    return row == rows_.end() ? QString() : row->second.refusal->text();
}

}  // namespace basin::ui
