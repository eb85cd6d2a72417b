// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/file_field.h"

#include <utility>

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>

#include "ui/panels/fields.h"
#include "ui/theme.h"
#include "ui/window/file_path.h"

namespace basin::ui {

FileField::FileField(QWidget* parent)
    : QWidget(parent), name_(new QLineEdit(this)), browse_(new QPushButton(tr("Open…"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit);
    row->addWidget(name_, 1);
    row->addWidget(browse_);
    setFocusProxy(name_);
    browse_->setAutoDefault(false);
    connect(browse_, &QPushButton::clicked, this, &FileField::choose);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (const QString now = name_->text(); std::exchange(told_, now) != now) emit edited();
    });
}

void FileField::describeFile(const QString& name, const QString& toolTip, const QString& filter) {
    title_ = tr("Open %1").arg(name);
    filter_ = filter;
    describe(name_, name, toolTip);
    describe(browse_, title_, tr("Choose the file"));
}

std::filesystem::path FileField::path() const {
    return toPath(name_->text().trimmed());
}

void FileField::choose() {
    const QString file =
        QFileDialog::getOpenFileName(this, title_, QFileInfo(name_->text()).absolutePath(), filter_);
    if (file.isEmpty()) return;
    name_->setText(file);
    told_ = file;
    emit edited();
}

}  // namespace basin::ui
