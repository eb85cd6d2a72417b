// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/pictures.h"

#include "core/experiment/attraction_stage.h"
#include "core/experiment/basin_map_stage.h"
#include "core/experiment/exactness_stage.h"
#include "core/experiment/part_words.h"
#include "core/experiment/plane_stage.h"
#include "core/experiment/repeats_stage.h"
#include "core/experiment/sections.h"
#include "core/experiment/sweep/sweep_stage.h"
#include "core/experiment/tradeoff_stage.h"
#include "core/numeric/interruption.h"

namespace basin {

WantedPictures asked_pictures(const Experiment& experiment) {
    WantedPictures wanted;
    for_each_result([&](const SectionInfo& info, auto section, auto) {
        if (experiment.*section) wanted.insert(*info.stage);
    });
    return wanted;
}

void Pictures::place_plane() {
    if (plane_needs_runs(run_.experiment())) return;
    run_.border().run(part_words::plane, [&] {
        until_stopped(run_.stop(), [&] { plane_ = choose_plane(run_.experiment(), prepared_); });
    });
}

void Pictures::place_plane_after_runs() {
    if (!plane_needs_runs(run_.experiment()) || run_.stop().stop_requested()) return;
    place_plane_again(true);
}

void Pictures::place_plane_again(bool is_another) {
    run_.border().run(part_words::plane, [&] {
        const auto& runs = run_.results().runs;
        const bool placed =
            until_stopped(run_.stop(), [&] { plane_ = choose_plane(run_.experiment(), prepared_, runs); });
        if (placed && plane_ && is_another) lay_paths(*plane_, runs, run_.sink());
    });
}

void Pictures::start_landscape() {
    if (!plane_ || !wanted_.contains(Stage::landscape) || landscape_) return;
    run_.border().run(stage_words(Stage::landscape).name, [&] {
        landscape_.emplace(*prepared_.problem, *plane_, run_.experiment().landscape->resolution, run_.sink(),
                           run_.stop());
    });
}

template <class Draw>
void Pictures::draw(Stage stage, const Draw& draw) {
    if (wanted_.contains(stage) && !run_.stop().stop_requested())
        run_.border().run(stage_words(stage).name, draw);
}

void Pictures::finish() {
    const Experiment& experiment = run_.experiment();
    const EventSink& sink = run_.sink();
    const std::stop_token& stop = run_.stop();
    if (landscape_) run_.border().run(stage_words(Stage::landscape).name, [&] { landscape_->wait(); });
    draw(Stage::repeats, [&] { repeats_stage(experiment, prepared_, plane_, sink, stop); });
    draw(Stage::attraction, [&] {
        if (plane_) attraction_stage(experiment, prepared_, *plane_, sink, stop);
    });
    draw(Stage::tradeoff, [&] { tradeoff_stage(experiment, prepared_, sink, stop); });
    draw(Stage::exactness, [&] { exactness_stage(experiment, prepared_, run_.results().runs, sink, stop); });
    draw(Stage::sweep, [&] { sweep_stage(experiment, sink, stop, parts_.sweep); });
    draw(Stage::basin_map, [&] { basin_map_stage(experiment, prepared_, sink, stop, parts_.map); });
}

}  // namespace basin
