// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/softmax/softmax_family.h"

#include <utility>

#include "core/assess/softmax_check.h"
#include "core/experiment/softmax_lines.h"
#include "core/experiment/softmax_sizes.h"
#include "core/families/minimiser_family.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

template <class Values>
const Values* given(const std::optional<DataSource<Values>>& source) {
    return source ? source->value.get() : nullptr;
}

class SoftmaxFamily : public MinimiserFamily {
  public:
    std::string_view name() const override { return "softmax-regression"; }
    std::string_view noun() const override { return "a softmax regression"; }
    ProblemSpec default_problem() const override { return SoftmaxProblemSpec{}; }
    Index unknowns(const ProblemSpec& problem) const override { return spec(problem).instance.d; }
    std::string sizes_text(const ProblemSpec& problem) const override {
        const SoftmaxInstanceSpec& sizes = spec(problem).instance;
        return "softmax regression, n = " + std::to_string(sizes.n) + ", d = " + std::to_string(sizes.d) +
               ", m = " + std::to_string(sizes.m);
    }
    SoftmaxProblemSpec* matrix_problem(ProblemSpec& problem) const override {
        return &std::get<SoftmaxProblemSpec>(problem);
    }
    std::vector<std::string> data_lines(const ProblemSpec& problem) const override {
        return softmax_lines(spec(problem));
    }
    std::unique_ptr<SizedProblems> at_other_sizes(const Experiment& experiment) const override {
        return sized_softmax(experiment);
    }
    Assessment assess(const Experiment& experiment, const AssessSpec& wanted, const EventSink& sink,
                      const std::stop_token& stop) const override {
        return assess_softmax(experiment, wanted, sink, stop);
    }

  protected:
    std::optional<Vector> in_data_units(const ProblemSpec& problem, const Vector& x) const override {
        if (!spec(problem).standardise || x.size() != spec(problem).instance.d) return std::nullopt;
        return spec(problem).in_data_units(x);
    }
    Posed pose(const ProblemSpec& problem) const override {
        const SoftmaxProblemSpec& given_spec = spec(problem);
        std::optional<DesignMatrix> keys;
        if (given_spec.A1) keys = given_spec.keys();
        const SoftmaxParts parts{keys ? &*keys : nullptr, given(given_spec.A2), given(given_spec.b),
                                 given(given_spec.w)};
        SoftmaxInstance instance = generate_softmax_instance(given_spec.instance, parts);
        return {std::make_unique<SoftmaxRegression>(std::move(instance.data)), std::move(instance.x_planted)};
    }

  private:
    static const SoftmaxProblemSpec& spec(const ProblemSpec& problem) {
        return std::get<SoftmaxProblemSpec>(problem);
    }
};

}  // namespace

const ProblemFamily& softmax_problem_family() {
    static const SoftmaxFamily family;
    return family;
}

}  // namespace basin
