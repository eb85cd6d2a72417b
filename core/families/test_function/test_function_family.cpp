// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/test_function/test_function_family.h"

#include <string>
#include <utility>

#include "core/assess/test_function_check.h"
#include "core/families/minimiser_family.h"

namespace basin {

namespace {

class TestFunctionFamily : public MinimiserFamily {
  public:
    std::string_view name() const override { return "test-function"; }
    std::string_view noun() const override { return "a test function"; }
    ProblemSpec default_problem() const override { return TestFunctionProblemSpec{}; }
    Index unknowns(const ProblemSpec& problem) const override { return spec(problem).unknowns(); }
    std::string sizes_text(const ProblemSpec& problem) const override {
        return "test function " + std::string(to_string(spec(problem).function)) +
               ", d = " + std::to_string(unknowns(problem));
    }
    PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) const override;
    Assessment assess(const Experiment& experiment, const AssessSpec& wanted, const EventSink& sink,
                      const std::stop_token& stop) const override {
        return assess_test_function(experiment, wanted, sink, stop);
    }

  protected:
    Posed pose(const ProblemSpec& problem) const override {
        const TestFunctionProblemSpec& wanted = spec(problem);
        auto function = make_standard_function(wanted.function, wanted.unknowns(), wanted.condition);
        Vector known = *function->minimiser();
        return {std::move(function), std::move(known)};
    }

  private:
    static const TestFunctionProblemSpec& spec(const ProblemSpec& problem) {
        return std::get<TestFunctionProblemSpec>(problem);
    }
};

/// What cannot be verified from derivatives may be known from the formula all the same.
PreparedProblem TestFunctionFamily::prepare(const Experiment& experiment, std::stop_token stop) const {
    PreparedProblem prepared = MinimiserFamily::prepare(experiment, std::move(stop));
    if (!info_of(spec(experiment.problem).function).is_regular)
        prepared.minimiser.note += " That it is the minimum is known from the formula.";
    return prepared;
}

}  // namespace

const ProblemFamily& test_function_problem_family() {
    static const TestFunctionFamily family;
    return family;
}

}  // namespace basin
