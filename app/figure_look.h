// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ui/export/figure_options.h"

namespace CLI {
class App;
}

namespace basin::app {

/// The options of a verb that say how a figure is to look: those of ui/export/figure_option_fields.h by their
/// keys, and a style file, which they come before.
class FigureLook {
  public:
    /// Every option; or the style file alone.
    void add_to(CLI::App& verb);
    void add_style_to(CLI::App& verb);

    /// Throws InputError for what cannot be used. one_plot: pages of panels do not count; any_plot: nor does
    /// what is of one plot alone, labels and ranges of axes.
    enum class Of { one_plot, any_plot, page };
    ui::FigureOptions options(Of what) const;
    bool has_style() const { return !style_.empty(); }
    bool has(const std::string& key) const;

  private:
    std::string style_;
    std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace basin::app
