// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline_bar.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include "ui/panels/fields.h"
#include "ui/panels/themed_icon.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int historyLength = 26;  // characters of a title in the bar

/// Shows the whole title in the list.
class WholeTitles : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const QString whole = index.data(Qt::ToolTipRole).toString();
        if (!whole.isEmpty()) option->text = whole;
    }
};

}  // namespace

TimelineBar::TimelineBar(RunModel* model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      first_(makeButton(tr("First iteration"), tr("Go to iteration 0, the start"))),
      slider_(new QSlider(Qt::Horizontal, this)),
      last_(makeButton(tr("Last iteration"), tr("Go to the newest iteration"))),
      label_(new QLabel(this)),
      history_(new QComboBox(this)) {
    describe(slider_, tr("Iteration shown"),
             tr("Drag to see the run at any iteration; the pictures follow."));
    describe(history_, tr("Run history"), tr("Earlier runs of this session: choose one to see it again."));
    history_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    history_->setMinimumContentsLength(historyLength);
    history_->setItemDelegate(new WholeTitles(history_));
    label_->setMinimumWidth(
        label_->fontMetrics().horizontalAdvance(tr("iteration %1 / %2").arg("00000", "00000")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gutter, spaceUnit / 2, gutter, spaceUnit / 2);
    row->setSpacing(spaceUnit);
    row->addWidget(first_);
    row->addWidget(slider_, 1);
    row->addWidget(last_);
    row->addWidget(label_);
    row->addWidget(history_);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) { emit seekRequested(value); });
    connect(first_, &QToolButton::clicked, this, [this] { emit seekRequested(0); });
    connect(last_, &QToolButton::clicked, this, [this] { emit seekRequested(model_->lastIteration()); });
    connect(history_, &QComboBox::activated, this, [this](int index) {
        emit historyChosen(index);
        history_->setCurrentIndex(index);
    });
    // Another run, or one of another family, is none of these.
    connect(model_, &RunModel::cleared, this, [this] { history_->setCurrentIndex(-1); });
    history_->setPlaceholderText(tr("Earlier runs"));
    for (const auto signal : {&RunModel::cleared, &RunModel::historyChanged, &RunModel::playheadChanged})
        connect(model_, signal, this, &TimelineBar::showPlayhead);
    setHistory({});
    recolour();
    showPlayhead();
}

void TimelineBar::setHistory(const QStringList& titles) {
    const QSignalBlocker quiet(history_);
    history_->clear();
    // The bar has room for the beginning; the list, as wide as what it says, for all.
    const QFontMetrics metrics = history_->fontMetrics();
    const int room = metrics.horizontalAdvance(QLatin1Char('X')) * historyLength;
    int widest = 0;
    for (const QString& title : titles) {
        history_->addItem(metrics.elidedText(title, Qt::ElideRight, room));
        for (const int role : {int{Qt::ToolTipRole}, int{Qt::AccessibleTextRole}})
            history_->setItemData(history_->count() - 1, title, role);
        widest = std::max(widest, metrics.horizontalAdvance(title));
    }
    if (titles.isEmpty()) history_->addItem(tr("No earlier runs"));
    history_->setCurrentIndex(0);
    history_->view()->setMinimumWidth(widest + 2 * gutter);
    history_->setEnabled(!titles.isEmpty());
}

void TimelineBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) recolour();
    QWidget::changeEvent(event);
}

void TimelineBar::showPlayhead() {
    const QSignalBlocker quiet(slider_);
    const auto last = static_cast<int>(model_->lastIteration());
    const auto at = static_cast<int>(model_->playhead());
    slider_->setRange(0, last);
    slider_->setValue(at);
    for (QWidget* control :
         {static_cast<QWidget*>(slider_), static_cast<QWidget*>(first_), static_cast<QWidget*>(last_)})
        control->setEnabled(last > 0);
    label_->setText(tr("iteration %1 / %2").arg(at).arg(last));
}

void TimelineBar::recolour() {
    first_->setIcon(themedIcon(QStringLiteral("first")));
    last_->setIcon(themedIcon(QStringLiteral("last")));
}

QToolButton* TimelineBar::makeButton(const QString& name, const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, name, toolTip);
    return button;
}

}  // namespace basin::ui
