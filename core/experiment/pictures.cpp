// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/pictures.h"

#include "core/experiment/attraction_stage.h"
#include "core/experiment/basin_map_stage.h"
#include "core/experiment/exactness_stage.h"
#include "core/experiment/part_words.h"
#include "core/experiment/plane_stage.h"
#include "core/experiment/tradeoff_stage.h"

namespace basin {

WantedPictures asked_pictures(const Experiment& experiment) {
    return {.landscape = experiment.landscape.has_value(),
            .attraction = experiment.attraction.has_value(),
            .tradeoff = experiment.tradeoff.has_value(),
            .exactness = experiment.exactness.has_value(),
            .basin_map = experiment.basin_map.has_value()};
}

void Pictures::place_plane() {
    if (plane_needs_runs(run_.experiment())) return;
    run_.border().run(part_words::plane, [&] { plane_ = choose_plane(run_.experiment(), prepared_); });
}

void Pictures::place_plane_after_runs() {
    if (!plane_needs_runs(run_.experiment()) || run_.stop().stop_requested()) return;
    place_plane_again(true);
}

void Pictures::place_plane_again(bool is_another) {
    run_.border().run(part_words::plane, [&] {
        const auto& runs = run_.results().runs;
        plane_ = choose_plane(run_.experiment(), prepared_, runs);
        if (plane_ && is_another) lay_paths(*plane_, runs, run_.sink());
    });
}

void Pictures::start_landscape() {
    if (!plane_ || !wanted_.landscape || landscape_) return;
    run_.border().run(part_words::landscape, [&] {
        landscape_.emplace(*prepared_.problem, *plane_, run_.experiment().landscape->resolution, run_.sink(),
                           run_.stop());
    });
}

template <class Draw>
void Pictures::draw(bool wanted, const char* name, const Draw& draw) {
    if (wanted && !run_.stop().stop_requested()) run_.border().run(name, draw);
}

void Pictures::finish() {
    const Experiment& experiment = run_.experiment();
    const EventSink& sink = run_.sink();
    const std::stop_token& stop = run_.stop();
    if (landscape_) run_.border().run(part_words::landscape, [&] { landscape_->wait(); });
    draw(plane_ && wanted_.attraction, part_words::attraction,
         [&] { attraction_stage(experiment, prepared_, *plane_, sink, stop); });
    draw(wanted_.tradeoff, part_words::tradeoff, [&] { tradeoff_stage(experiment, prepared_, sink, stop); });
    draw(wanted_.exactness, part_words::exactness,
         [&] { exactness_stage(experiment, prepared_, run_.results().runs, sink, stop); });
    draw(wanted_.basin_map, part_words::basin_map,
         [&] { basin_map_stage(experiment, prepared_, sink, stop, part_); });
}

}  // namespace basin
