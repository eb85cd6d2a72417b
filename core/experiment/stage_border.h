// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "core/experiment/events.h"

namespace basin {

/// What the exception that is being handled says, as one sentence. Only inside a catch block.
std::string exception_text();

/// What the receiver of the events threw: no part's failure, but the caller's own, who gets it back.
struct SinkFailed {
    std::exception_ptr error;
};

/// Where exceptions end that a library or the memory throws: the part that they break off is missing and
/// told, and the run goes on.
class StageBorder {
  public:
    /// The sink must outlive it.
    explicit StageBorder(const EventSink& sink) : sink_(sink) {}

    /// Calls part(); name says in words what is missing when it throws.
    template <class Part>
    void run(std::string_view name, const Part& part) {
        try {
            part();
        } catch (const SinkFailed&) {
            throw;
        } catch (...) {
            sink_(FailedPart{std::string(name), exception_text()});
        }
    }

  private:
    const EventSink& sink_;
};

}  // namespace basin
