// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/solver_row.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>

#include "ui/chart/marker.h"
#include "ui/panels/fields.h"
#include "ui/panels/fold_button.h"
#include "ui/panels/solver_form.h"
#include "ui/panels/themed_icon.h"

namespace basin::ui {

namespace {

constexpr QSize swatchSize(28, 12);
constexpr int indent = 20;   // px, of the parameters: under the label's swatch
constexpr int widest = 150;  // px at factor 1, of a label's line

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

/// A long label goes on in another line, or it would make the panel wider.
QString inLines(const QString& label, const QFontMetrics& metrics) {
    QStringList lines;
    for (const QString& word : label.split(QLatin1Char(' '))) {
        const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (lines.isEmpty() || metrics.horizontalAdvance(longer) > widest)
            lines << word;
        else
            lines.back() = longer;
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

SolverRow::SolverRow(const SolverInfo& info, const SolverSpec& spec, bool isOn, QWidget* parent)
    : QWidget(parent), info_(info), spec_(spec), column_(new QVBoxLayout(this)), box_(new QCheckBox(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(spaceUnit / 2);
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    column_->addLayout(line);
    box_->setChecked(isOn);
    box_->setIconSize(swatchSize);
    connect(box_, &QCheckBox::toggled, this, &SolverRow::ticked);
    line->addWidget(box_, 1);
    if (info.parameters.empty()) return;
    remove_ = addButton();
    duplicate_ = addButton();
    fold_ = new FoldButton(this);
    for (QToolButton* button : std::initializer_list<QToolButton*>{remove_, duplicate_, fold_})
        line->addWidget(button, 0, Qt::AlignTop);
    connect(remove_, &QToolButton::clicked, this, &SolverRow::removeRequested);
    connect(duplicate_, &QToolButton::clicked, this, &SolverRow::duplicateRequested);
    connect(fold_, &QToolButton::toggled, this, &SolverRow::unfold);
    recolour();
}

QToolButton* SolverRow::addButton() {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIconSize({smallButtonIcon, smallButtonIcon});
    button->setFixedSize(button->sizeHint().expandedTo({smallButton, smallButton}));
    return button;
}

void SolverRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) recolour();
    QWidget::changeEvent(event);
}

void SolverRow::recolour() {
    if (fold_ == nullptr) return;
    duplicate_->setIcon(themedIcon(QStringLiteral("add")));
    remove_->setIcon(themedIcon(QStringLiteral("remove")));
}

void SolverRow::setTicked(bool isOn) {
    const QSignalBlocker quiet(box_);
    box_->setChecked(isOn);
}

void SolverRow::setSpec(const SolverSpec& spec) {
    spec_ = spec;
    if (options_ != nullptr) options_->setSpec(spec);
}

void SolverRow::setLook(const QString& label, const SolverStyle& style) {
    box_->setText(inLines(label, fontMetrics()));
    box_->setIcon(swatchOf(style, devicePixelRatioF()));
    describe(box_, tr("Run %1").arg(label), QString::fromStdString(info_.summary));
    if (fold_ == nullptr) return;
    fold_->setWords(tr("Options of %1").arg(label), tr("What %1 can be told, in place.").arg(label));
    describe(duplicate_, tr("Another %1").arg(label),
             tr("Run %1 once more, with an error and options of its own.")
                 .arg(QString::fromStdString(info_.name)));
    describe(remove_, tr("Remove %1").arg(label), tr("Take %1 off the list.").arg(label));
}

void SolverRow::setPlace(std::optional<std::size_t> place) {
    place_ = place;
    if (options_ != nullptr) options_->setPlace(place);
}

void SolverRow::setRemovable(bool removable) {
    if (remove_ != nullptr) remove_->setVisible(removable);
}

void SolverRow::openOptions() {
    fold_->setChecked(true);
    options_->begin();
}

void SolverRow::unfold(bool open) {
    const bool first = options_ == nullptr;
    if (first) {
        options_ = new SolverForm(info_, spec_, this);
        options_->setPlace(place_);
        options_->setContentsMargins(indent, 0, 0, spaceUnit);
        column_->addWidget(options_);
        connect(options_, &SolverForm::edited, this, [this] {
            spec_ = options_->spec();
            emit edited();
        });
    }
    options_->setVisible(open);
    if (first) emit unfolded();
}

}  // namespace basin::ui
