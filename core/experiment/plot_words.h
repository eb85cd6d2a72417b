// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/problems/families.h"

namespace basin {

// The plots of results and what each can show, in the words of the command line, of file names and of an
// experiment's view. What draws them is in ui/plots.

/// A plot by its place in the list.
enum class PlotKind {
    landscape,
    attraction,
    convergence,
    nonsmoothness,
    spectrum,
    series,
    basin_map,
    tradeoff,
    penalty,
    arrivals,
    slope_rose,
    sweep
};

/// One view of a plot.
struct ViewWord {
    std::string_view word;
    Families families = every_family;  // that have it
    bool is_picture = true;            // false: figures cannot have it
};

/// The views of one plot, in the order of their enumeration.
template <class View>
inline constexpr std::array<ViewWord, 0> view_words{};

/// How loss values become colours, flat or as the heights of a surface.
enum class LandscapeView { logarithmic, quantile, linear, surface, surface_quantile, surface_linear };
template <>
inline constexpr std::array view_words<LandscapeView>{
    ViewWord{"logarithmic"}, ViewWord{"quantile"},         ViewWord{"linear"},
    ViewWord{"surface"},     ViewWord{"surface-quantile"}, ViewWord{"surface-linear"}};

enum class AttractionView { iterations, minimiser };
template <>
inline constexpr std::array view_words<AttractionView>{ViewWord{"iterations"}, ViewWord{"minimiser"}};

/// gradient_norm: of recurrent networks the stationarity.
enum class ConvergenceView {
    loss_gap,
    gradient_norm,
    distance,
    contraction,
    energy_contraction,
    step,
    objective,
    network_objective,
    feasibility,
    errors,
    train_error,
    test_error,
    model_decrease
};
template <>
inline constexpr std::array view_words<ConvergenceView>{
    ViewWord{"loss-gap", every_family & ~elman_family},
    ViewWord{"gradient-norm"},
    ViewWord{"distance", every_family & ~elman_family},
    ViewWord{"contraction", every_family & ~elman_family},
    ViewWord{"energy-contraction", every_family & ~elman_family},
    ViewWord{"step"},
    ViewWord{"objective", elman_family},
    ViewWord{"network-objective", elman_family},
    ViewWord{"feasibility", elman_family},
    ViewWord{"errors", elman_family},
    ViewWord{"train-error", elman_family},
    ViewWord{"test-error", elman_family},
    ViewWord{"model-decrease"}};

enum class NonsmoothnessView {
    kinks,
    kinks_crossed,
    slope_jump,
    nondifferentiable,
    spectral_radius,
    recurrent_norm,
    multiplier_growth
};
template <>
inline constexpr std::array view_words<NonsmoothnessView>{ViewWord{"kinks"},
                                                          ViewWord{"kinks-crossed"},
                                                          ViewWord{"slope-jump"},
                                                          ViewWord{"nondifferentiable"},
                                                          ViewWord{"spectral-radius"},
                                                          ViewWord{"recurrent-norm"},
                                                          ViewWord{"multiplier-growth"}};

/// against_iteration: every eigenvalue; histogram: those at the playhead, exact; density: how they are spread
/// at the playhead, estimated with error bars.
enum class SpectrumView { against_iteration, histogram, density };
template <>
inline constexpr std::array view_words<SpectrumView>{ViewWord{"against-iteration"}, ViewWord{"histogram"},
                                                     ViewWord{"density"}};

enum class SeriesView { output, residuals, autocorrelation };
template <>
inline constexpr std::array view_words<SeriesView>{ViewWord{"output"}, ViewWord{"residuals"},
                                                   ViewWord{"autocorrelation"}};

enum class BasinMapView { success_rate, median_iterations, objective, cause };
template <>
inline constexpr std::array view_words<BasinMapView>{ViewWord{"success-rate"}, ViewWord{"median-iterations"},
                                                     ViewWord{"objective", elman_family}, ViewWord{"cause"}};

enum class TradeoffView { steps, error, table };
template <>
inline constexpr std::array view_words<TradeoffView>{ViewWord{"steps"}, ViewWord{"error"},
                                                     ViewWord{.word = "table", .is_picture = false}};

enum class PenaltyView { thresholds, exactness };
template <>
inline constexpr std::array view_words<PenaltyView>{ViewWord{"thresholds"}, ViewWord{"exactness"}};

/// What lies on the horizontal axis: what the repeated runs needed to arrive.
enum class ArrivalsView { steps, seconds };
template <>
inline constexpr std::array view_words<ArrivalsView>{ViewWord{"steps"}, ViewWord{"seconds"}};

/// At which point: where a run is at the playhead, or the minimiser.
enum class SlopeRoseView { at_run, at_minimiser };
template <>
inline constexpr std::array view_words<SlopeRoseView>{ViewWord{"at-run"}, ViewWord{"at-minimiser"}};

/// radius, steps_promised: what was measured over what theory promises.
enum class SweepView {
    success_rate,
    steps,
    objective,
    distance,
    test_error,
    cause,
    seconds,
    radius,
    steps_promised
};
template <>
inline constexpr std::array view_words<SweepView>{ViewWord{"success-rate"},
                                                  ViewWord{"steps"},
                                                  ViewWord{"objective"},
                                                  ViewWord{"distance", every_family & ~elman_family},
                                                  ViewWord{"test-error", elman_family},
                                                  ViewWord{"cause"},
                                                  ViewWord{"seconds"},
                                                  ViewWord{"radius", every_family & ~elman_family},
                                                  ViewWord{"steps-promised", every_family & ~elman_family}};

/// The cards of the dashboard, row by row; each shows one of its plots.
inline constexpr std::size_t plot_cards = 4;

/// What a file can say of a plot.
struct PlotWords {
    PlotKind kind;
    std::string_view word;
    std::size_t card;                  // < plot_cards
    std::span<const ViewWord> views;   // the first is what the plot shows without a wish, or the family says
    Families families = every_family;  // that have the plot
    bool numbered = false;             // a view is of one output: "output-1"
    bool against_time = false;         // its horizontal axis can be chosen
    bool of_one_run = false;           // so can the run that it shows
    bool of_seeds = false;             // so can what is seen of repeats
};

/// Every plot, in the order of menus and of the enumeration.
inline constexpr std::array plot_list{
    PlotWords{PlotKind::landscape, "landscape", 0, view_words<LandscapeView>},
    PlotWords{PlotKind::attraction, "attraction", 0, view_words<AttractionView>,
              every_family & ~elman_family},
    PlotWords{.kind = PlotKind::convergence,
              .word = "convergence",
              .card = 1,
              .views = view_words<ConvergenceView>,
              .against_time = true,
              .of_seeds = true},
    PlotWords{.kind = PlotKind::nonsmoothness,
              .word = "nonsmoothness",
              .card = 1,
              .views = view_words<NonsmoothnessView>,
              .families = elman_family,
              .against_time = true},
    PlotWords{.kind = PlotKind::spectrum,
              .word = "spectrum",
              .card = 2,
              .views = view_words<SpectrumView>,
              .of_one_run = true},
    PlotWords{.kind = PlotKind::series,
              .word = "series",
              .card = 2,
              .views = view_words<SeriesView>,
              .families = elman_family,
              .numbered = true,
              .of_one_run = true},
    PlotWords{PlotKind::basin_map, "basin-map", 3, view_words<BasinMapView>},
    PlotWords{PlotKind::tradeoff, "tradeoff", 3, view_words<TradeoffView>, softmax_family},
    PlotWords{.kind = PlotKind::penalty,
              .word = "penalty",
              .card = 3,
              .views = view_words<PenaltyView>,
              .families = elman_family,
              .of_one_run = true},
    PlotWords{PlotKind::arrivals, "arrivals", 3, view_words<ArrivalsView>},
    PlotWords{.kind = PlotKind::slope_rose,
              .word = "slope-rose",
              .card = 2,
              .views = view_words<SlopeRoseView>,
              .of_one_run = true},
    PlotWords{.kind = PlotKind::sweep,
              .word = "sweep",
              .card = 3,
              .views = view_words<SweepView>,
              .of_one_run = true}};

inline constexpr auto all_plot_kinds = [] {
    std::array<PlotKind, plot_list.size()> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = plot_list[k].kind;
    return all;
}();

constexpr const PlotWords& words_of(PlotKind kind) {
    return plot_list[static_cast<std::size_t>(kind)];
}

constexpr std::string_view to_string(PlotKind kind) {
    return words_of(kind).word;
}

/// The words of the views that the families have; N stands for the number of an output.
std::vector<std::string> words_of_views(const PlotWords& plot, Families families);
/// Whether it is one of those; "output-3" is one of "output-N".
bool has_view(const PlotWords& plot, std::string_view word, Families families);

/// What lies on the horizontal axis of a history.
enum class Against { iteration, time };
inline constexpr std::array all_against{Against::iteration, Against::time};
constexpr std::string_view to_string(Against against) {
    return against == Against::iteration ? "iteration" : "time";
}

/// What is seen of runs from many seeds: their median and band, each of them, or the experiment's own alone.
enum class SeedsShown { band, each, own };
inline constexpr std::array all_seeds_shown{SeedsShown::band, SeedsShown::each, SeedsShown::own};
constexpr std::string_view to_string(SeedsShown seeds) {
    return seeds == SeedsShown::band ? "band" : seeds == SeedsShown::each ? "each" : "own";
}

}  // namespace basin
