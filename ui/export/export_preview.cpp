// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_preview.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/export/print_units.h"
#include "ui/panels/number_field.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int around = 16;  // px beside the page
constexpr int square = 8;   // px of the pattern behind what is transparent

void paintTransparency(QPainter& painter, const QRect& page) {
    painter.save();
    painter.setClipRect(page);
    painter.fillRect(page, Qt::white);
    for (int y = page.top(), row = 0; y <= page.bottom(); y += square, ++row)
        for (int x = page.left() + (row % 2) * square; x <= page.right(); x += 2 * square)
            painter.fillRect(x, y, square, square, QColor(0xDD, 0xDD, 0xDD));
    painter.restore();
}

}  // namespace

/// The page on its ground.
class ExportPreview::Sheet : public QWidget {
  public:
    void show(const QImage& image, QSize size) {
        if (image.cacheKey() != image_.cacheKey() || size != size_) scaled_ = {};
        image_ = image;
        size_ = size;
        update();
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), palette().color(QPalette::Window));
        if (image_.isNull() || size_.isEmpty()) return;
        const double ratio = devicePixelRatioF();
        if (scaled_.isNull()) {
            // Reduced at once, as a bilinear filter leaves out thin lines.
            scaled_ = image_.scaled((QSizeF(size_) * ratio).toSize(), Qt::IgnoreAspectRatio,
                                    Qt::SmoothTransformation);
            scaled_.setDevicePixelRatio(ratio);
        }
        const QRect page(QPoint((width() - size_.width()) / 2, (height() - size_.height()) / 2), size_);
        if (image_.hasAlphaChannel()) paintTransparency(painter, page);
        painter.drawImage(page.topLeft(), scaled_);
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(page.adjusted(-1, -1, 0, 0));
    }

  private:
    QImage image_, scaled_;
    QSize size_;
};

ExportPreview::ExportPreview(QWidget* parent)
    : QWidget(parent),
      printSize_(new QCheckBox(tr("&100 % print size"))),
      scroll_(new QScrollArea),
      sheet_(new Sheet) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit / 2);
    column->addWidget(scroll_, 1);
    column->addWidget(printSize_, 0, Qt::AlignLeft);
    describe(
        printSize_, tr("100 % print size"),
        tr("Show the figure as large as it is printed, where the screen tells its resolution truly; off: "
           "as large as there is room for"));
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidget(sheet_);
    scroll_->viewport()->installEventFilter(this);
    sheet_->setAccessibleName(tr("Preview"));
    sheet_->setToolTip(tr("The figure as it will be written, to the pixel of a PNG"));
    connect(printSize_, &QCheckBox::toggled, this, &ExportPreview::place);
    setMinimumSize(240, 160);
}

void ExportPreview::setImage(const QImage& image, QSizeF page, const QString& words) {
    image_ = image;
    page_ = page;
    sheet_->setAccessibleDescription(words);
    place();
}

QSizeF ExportPreview::shownSize() const {
    if (page_.isEmpty()) return {};
    if (printSize_->isChecked()) {
        const QScreen* shownOn = screen();
        const double perInch = shownOn != nullptr ? shownOn->logicalDotsPerInch() : unitsPerInch;
        return page_ * (perInch / unitsPerInch);
    }
    const QSize room = scroll_->viewport()->size() - QSize(2 * around, 2 * around);
    return page_.scaled(room.expandedTo(QSize(1, 1)), Qt::KeepAspectRatio);
}

void ExportPreview::place() {
    const QSize size = shownSize().toSize();
    sheet_->setMinimumSize(printSize_->isChecked() ? size + QSize(2 * around, 2 * around) : QSize(0, 0));
    sheet_->show(image_, size);
}

bool ExportPreview::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

}  // namespace basin::ui
