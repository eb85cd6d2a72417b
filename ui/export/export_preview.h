// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QImage>
#include <QScrollArea>
#include <QWidget>

namespace basin::ui {

/// Shows the image that a PNG file would hold: as large as there is room for, or as large as it is printed.
class ExportPreview : public QWidget {
    Q_OBJECT

  public:
    explicit ExportPreview(QWidget* parent = nullptr);

    /// page: in 1/96 inch; words: for screen readers.
    void setImage(const QImage& image, QSizeF page, const QString& words);
    const QImage& image() const { return image_; }
    /// The box to tick for print size.
    QCheckBox* printSizeBox() const { return printSize_; }
    /// How large the page is shown, in device-independent pixels.
    QSizeF shownSize() const;

  private:
    class Sheet;
    void place();

    QImage image_;
    QSizeF page_;
    QCheckBox* printSize_;
    QScrollArea* scroll_;
    Sheet* sheet_;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace basin::ui
