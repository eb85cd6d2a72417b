// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace basin::app {

/// Tables of the manual in Markdown, by name, made from what the program itself goes by: the catalogue of
/// solvers, the verbs, the plots, the certificate, presets, keys and words of the window. Needs a
/// QApplication.
using ManualTables = std::map<std::string, std::function<std::string()>>;
ManualTables manual_tables(const CLI::App& parser);

/// The text with each table between "<!-- table: NAME -->" and "<!-- end -->" made anew. Throws InputError
/// naming the place for a table that is not known or has no end.
std::string with_tables(const std::string& text, const ManualTables& tables, const std::string& where);

}  // namespace basin::app
