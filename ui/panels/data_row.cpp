// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/data_row.h"

#include <QHBoxLayout>

#include "ui/families/family_view.h"
#include "ui/panels/fields.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

bool hasData(const Experiment& experiment) {
    return std::visit([](const auto& problem) { return problem.has_data(); }, experiment.problem);
}

}  // namespace

DataRow::DataRow(QWidget* parent)
    : QWidget(parent),
      note_(makeLabel(QString(), TextRole::small)),
      open_(new QPushButton(tr("Open data…"))),
      generate_(new QPushButton(tr("Back to generated"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit / 2);
    column->addWidget(note_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spaceUnit);
    buttons->addWidget(open_);
    buttons->addWidget(generate_);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(open_, &QPushButton::clicked, this, &DataRow::openRequested);
    connect(generate_, &QPushButton::clicked, this, &DataRow::generateRequested);
}

void DataRow::showData(const Experiment& experiment, const FamilyView& family) {
    const bool opens = family.opensData(), given = hasData(experiment);
    setVisible(opens || given);
    note_->setVisible(given);
    note_->setText(given ? family.describeData(experiment) : QString());
    open_->setVisible(opens);
    generate_->setVisible(given);
    describe(open_, tr("Open data"),
             tr("Read a table or a matrix of your own, and choose what its columns are for."));
    describe(generate_, tr("Back to generated data"),
             tr("Leave these data and make up others from a seed again."));
}

}  // namespace basin::ui
