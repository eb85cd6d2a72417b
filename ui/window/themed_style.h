// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace basin::ui {

/// Fusion, with boxes and radio buttons that stand out: Fusion outlines them a little darker than the window,
/// which is faint on a light ground and not to be seen on a dark one.
class ThemedStyle final : public QProxyStyle {
    Q_OBJECT

  public:
    ThemedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace basin::ui
