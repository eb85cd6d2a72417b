// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "app/figure_commands.h"

namespace CLI {
class App;
}

namespace basin::app {

/// The verbs that make pictures, or read them, with their options.
class FigureVerbs {
  public:
    void add_to(CLI::App& parser);
    /// Nothing where the verb is none of these.
    std::optional<int> run(const std::string& verb) const;

  private:
    RenderOptions render_;
    PictureOptions picture_;
    VerifyOptions verify_;
    FilmCommandOptions film_;
    ReportCommandOptions report_;
};

}  // namespace basin::app
