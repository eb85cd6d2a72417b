// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

class QStyleOptionComboBox;

namespace basin::ui {

/// Fusion, calmer and clearer: boxes and radio buttons stand out (Fusion outlines them a little darker than
/// the window, which is faint on a light ground and not to be seen on a dark one), all arrows are alike,
/// those of menu buttons beside their words, entries of menus may have a sentence under their title, scroll
/// bars are slim and have no buttons, tool tips wrap.
class ThemedStyle final : public QProxyStyle {
    Q_OBJECT

  public:
    static constexpr int widestToolTip = 480;  // px

    ThemedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void drawComboBox(const QStyleOptionComboBox& box, QPainter& painter, const QWidget* widget) const;
};

}  // namespace basin::ui
