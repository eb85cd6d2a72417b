// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>
#include <nlohmann/json.hpp>

#include "ui/export/figure_options.h"

namespace basin::ui {

// Options of figures by their keys. A style file is a JSON object of the format "basin-figure-style",
// version 1, with the keys and values of the command line.

/// What says something of the options: a style file, or a command line with keys before which "--" stands.
struct FigureStyle {
    std::string file;  // for messages; empty: a command line
    nlohmann::json given = nlohmann::json::object();
};

/// Throws InputError for a file that is none, unknown keys (with the nearest), values that cannot be used,
/// and a newer version.
FigureStyle readStyleFile(const std::filesystem::path& file);
/// The same of a style file's text; where: what messages call it.
FigureStyle parseStyle(const std::string& text, const std::string& where);
/// Options as on the command line: keys without "--" and their texts; several of the same key make a list;
/// "grid" with "true" or "false". Throws InputError for unknown keys and for values that cannot be used.
FigureStyle lineStyle(const std::vector<std::pair<std::string, std::string>>& options);

/// The template that the last of them names, then what each says, the later over the earlier. Validated.
FigureOptions optionsFrom(const std::vector<FigureStyle>& styles);

/// What the options have beyond their template, as a style file's text. view is no part of it.
std::string styleText(const FigureOptions& options);
/// Writes it, atomically. Throws InputError where it cannot be written.
void writeStyleFile(const FigureOptions& options, const std::filesystem::path& file);
/// The same as options of the command line: {"--template", "column", "--no-grid", "--names", "newton=N",
/// ...}.
QStringList lineOptions(const FigureOptions& options);

}  // namespace basin::ui
