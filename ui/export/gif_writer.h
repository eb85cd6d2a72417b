// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QByteArray>
#include <QImage>
#include <QRect>
#include <QSize>

#include "ui/export/color_table.h"

namespace basin::ui {

/// Makes a GIF that plays for ever of pictures of one size, in one table of colours for all of them: nothing
/// flickers, and what a picture does not change is not in the file. Throws InputError where it grows beyond
/// largestGif.
class GifWriter {
  public:
    static constexpr qsizetype largestGif = qsizetype{1} << 29;  // bytes
    /// One more stands for "as before".
    static constexpr std::size_t mostColors = 255;

    /// size: 1 to 65535 a side; 1 to mostColors colours.
    GifWriter(QSize size, std::vector<QRgb> colors);
    ~GifWriter();
    GifWriter(const GifWriter&) = delete;
    GifWriter& operator=(const GifWriter&) = delete;

    /// Shows the picture for so many hundredths of a second, >= 1. One that looks like the one before is
    /// shown with it as one frame, for their times together.
    void add(const QImage& picture, int hundredths);
    /// The whole file. Nothing can be added after that.
    QByteArray finish();

  private:
    struct Encoder;

    QRect changedPlace() const;
    void writePending();

    QSize size_;
    ColorTable table_;
    std::unique_ptr<Encoder> encoder_;
    std::vector<std::uint8_t> shown_;  // what the file shows so far
    std::vector<std::uint8_t> next_;   // the picture that waits for its time to be known
    int hundredths_ = 0;               // 0: none waits
};

}  // namespace basin::ui
