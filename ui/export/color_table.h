// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <QImage>
#include <QRgb>

namespace basin::ui {

/// How often each colour occurs in pictures.
class ColorCensus {
  public:
    void add(const QImage& picture);
    /// At most so many colours, >= 1, that stand for all of them: those themselves where they are no more,
    /// else the most frequent half and the means of boxes of the others. The same for the same pictures.
    std::vector<QRgb> table(std::size_t most) const;

  private:
    std::unordered_map<QRgb, std::int64_t> counts_;
};

/// Finds for each colour the nearest of a table.
class ColorTable {
  public:
    /// 1 to 256 colours.
    explicit ColorTable(std::vector<QRgb> colors) : colors_(std::move(colors)) {}

    const std::vector<QRgb>& colors() const { return colors_; }
    std::uint8_t indexOf(QRgb color);

  private:
    std::vector<QRgb> colors_;
    std::unordered_map<QRgb, std::uint8_t> known_;
};

}  // namespace basin::ui
