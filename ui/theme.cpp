// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <array>

namespace basin::ui {

namespace {

struct NamedStyle {
    const char* name;
    SolverStyle style;
};

using Marker = SolverStyle::Marker;

const std::array<NamedStyle, 15>& styleTable() {
    static const std::array<NamedStyle, 15> table{{
        {"newton", {QColor(0x00, 0x72, 0xB2), Qt::SolidLine, Marker::circle}},
        {"approximate-newton", {QColor(0xD5, 0x5E, 0x00), Qt::DashLine, Marker::square}},
        {"damped-newton", {QColor(0x00, 0x9E, 0x73), Qt::DashDotLine, Marker::triangle}},
        {"gradient-descent", {QColor(0xCC, 0x79, 0xA7), Qt::DotLine, Marker::diamond}},
        {"lbfgs", {QColor(0xB8, 0x7A, 0x00), Qt::SolidLine, Marker::cross}},
        {"truncated-newton", {QColor(0x2F, 0x8F, 0xC9), Qt::DashLine, Marker::circle}},
        {"nesterov", {QColor(0xB9, 0x80, 0x74), Qt::DashDotLine, Marker::square}},
        {"adam", {QColor(0x7F, 0x7F, 0x7F), Qt::DotLine, Marker::triangle}},
        // The cycle of colours again, each with another dash and marker.
        {"trust-region-newton", {QColor(0x00, 0x72, 0xB2), Qt::DashDotLine, Marker::diamond}},
        {"cubic-newton", {QColor(0xD5, 0x5E, 0x00), Qt::DotLine, Marker::cross}},
        {"levenberg-marquardt", {QColor(0x00, 0x9E, 0x73), Qt::SolidLine, Marker::square}},
        {"piecewise-affine", {QColor(0xD5, 0x5E, 0x00), Qt::SolidLine, Marker::circle}},
        {"augmented-lagrangian", {QColor(0x00, 0x9E, 0x73), Qt::DashLine, Marker::cross}},
        {"clipped-gradient-descent", {QColor(0x00, 0x72, 0xB2), Qt::DashDotLine, Marker::triangle}},
        {"sgd", {QColor(0xB9, 0x80, 0x74), Qt::DotLine, Marker::circle}},
    }};
    return table;
}

/// window, card, border, text, muted, accent, grid, danger, as 0xRRGGBB.
Theme themeOf(bool dark, const std::array<QRgb, 8>& c) {
    return {dark,         QColor(c[0]), QColor(c[1]), QColor(c[2]), QColor(c[3]),
            QColor(c[4]), QColor(c[5]), QColor(c[6]), QColor(c[7])};
}

}  // namespace

Theme Theme::light() {
    return themeOf(false, {0xF6F7F9, 0xFFFFFF, 0xE3E6EB, 0x1B1F24, 0x5B6470, 0x2F6FDE, 0xECEFF3, 0xB3261E});
}

Theme Theme::night() {
    return themeOf(true, {0x16181D, 0x1E2128, 0x2C313A, 0xE8EAED, 0x9AA3AF, 0x6EA8FE, 0x2A2F38, 0xF2766B});
}

QPalette Theme::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, card);
    p.setColor(QPalette::AlternateBase, window);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, card);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, danger);
    p.setColor(QPalette::ToolTipBase, card);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, dark ? window : card);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    // Fusion draws bevels and outlines from these.
    p.setColor(QPalette::Light, dark ? border.lighter(120) : card);
    p.setColor(QPalette::Midlight, border);
    p.setColor(QPalette::Mid, dark ? border.lighter(130) : border.darker(110));
    p.setColor(QPalette::Dark, dark ? border.lighter(160) : border.darker(130));
    p.setColor(QPalette::Shadow, dark ? window.darker(150) : muted);
    const QColor faded = dark ? muted.darker(150) : muted.lighter(150);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faded);
    p.setColor(QPalette::Disabled, QPalette::Highlight, border);
    return p;
}

SolverStyle solverStyle(const QString& name, int index) {
    const auto& table = styleTable();
    for (const NamedStyle& entry : table)
        if (name == QLatin1String(entry.name)) return entry.style;
    return table[static_cast<std::size_t>(index < 0 ? 0 : index) % table.size()].style;
}

}  // namespace basin::ui
