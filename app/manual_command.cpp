// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <vector>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/manual_tables.h"
#include "app/offscreen_application.h"
#include "core/io/atomic_file.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin::app {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pages_in(const fs::path& folder) {
    std::vector<fs::path> pages;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".md") pages.push_back(entry.path());
    if (error || pages.empty()) throw InputError(folder.string(), "found no page *.md; expected the manual");
    std::ranges::sort(pages);
    return pages;
}

}  // namespace

int manual(const ManualOptions& options, const CLI::App& parser) {
    const OffscreenApplication application;
    const ManualTables tables = manual_tables(parser);
    bool stale = false;
    for (const fs::path& page : pages_in(options.folder)) {
        const std::string text = read_file(page);
        const std::string made = with_tables(text, tables, page.string());
        if (made == text) continue;
        stale = true;
        if (!options.check) write_output_file(page, made);
        std::cerr << page.string() << (options.check ? ": its tables are stale" : ": tables made anew")
                  << '\n';
    }
    return stale && options.check ? exit_ended_badly : exit_done;
}

}  // namespace basin::app
