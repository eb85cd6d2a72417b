// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "core/experiment/events.h"

namespace basin {

/// What the exception that is being handled says, as one sentence. Only inside a catch block.
std::string exception_text();

/// What the receiver of the events threw: no part's failure, but the caller's own, who gets it back.
struct SinkFailed {
    std::exception_ptr error;
};

/// Where exceptions end that a library or the memory throws: the part that they break off is missing and
/// told, in the results and as an event, and the run goes on.
class StageBorder {
  public:
    /// Both must outlive it.
    StageBorder(const EventSink& emit, std::vector<FailedPart>& failed) : emit_(emit), failed_(failed) {}

    /// Calls part(); name says in words what is missing when it throws.
    template <class Part>
    void run(const char* name, const Part& part) {
        try {
            part();
        } catch (const SinkFailed&) {
            throw;
        } catch (...) {
            tell({name, exception_text()});
        }
    }

    void tell(const FailedPart& failed);

  private:
    const EventSink& emit_;
    std::vector<FailedPart>& failed_;
};

}  // namespace basin
