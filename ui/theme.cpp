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

const std::array<NamedStyle, 8>& styleTable() {
    static const std::array<NamedStyle, 8> table{{
        {"newton", {QColor(0x00, 0x72, 0xB2), Qt::SolidLine, Marker::circle}},
        {"approximate-newton", {QColor(0xD5, 0x5E, 0x00), Qt::DashLine, Marker::square}},
        {"damped-newton", {QColor(0x00, 0x9E, 0x73), Qt::DashDotLine, Marker::triangle}},
        {"gradient-descent", {QColor(0xCC, 0x79, 0xA7), Qt::DotLine, Marker::diamond}},
        {"lbfgs", {QColor(0xE6, 0x9F, 0x00), Qt::SolidLine, Marker::cross}},
        {"truncated-newton", {QColor(0x56, 0xB4, 0xE9), Qt::DashLine, Marker::circle}},
        {"nesterov", {QColor(0x8C, 0x56, 0x4B), Qt::DashDotLine, Marker::square}},
        {"adam", {QColor(0x7F, 0x7F, 0x7F), Qt::DotLine, Marker::triangle}},
    }};
    return table;
}

}  // namespace

Theme Theme::light() {
    return {false,
            QColor(0xF6, 0xF7, 0xF9),
            QColor(0xFF, 0xFF, 0xFF),
            QColor(0xE3, 0xE6, 0xEB),
            QColor(0x1B, 0x1F, 0x24),
            QColor(0x5B, 0x64, 0x70),
            QColor(0x2F, 0x6F, 0xDE),
            QColor(0xEC, 0xEF, 0xF3),
            QColor(0xB3, 0x26, 0x1E)};
}

Theme Theme::night() {
    return {true,
            QColor(0x16, 0x18, 0x1D),
            QColor(0x1E, 0x21, 0x28),
            QColor(0x2C, 0x31, 0x3A),
            QColor(0xE8, 0xEA, 0xED),
            QColor(0x9A, 0xA3, 0xAF),
            QColor(0x6E, 0xA8, 0xFE),
            QColor(0x2A, 0x2F, 0x38),
            QColor(0xF2, 0x76, 0x6B)};
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
