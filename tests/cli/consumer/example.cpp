#include <basin/experiment/runner.h>
#include <iostream>

int main() {
    basin::Experiment experiment;
    experiment.start.radius = 0.1;
    experiment.solvers = {{"newton", {}}, {"approximate-newton", {{"error", 0.05}}}};
    for (const basin::SolverRun& run : basin::run_experiment(experiment).runs)
        std::cout << run.spec.name << ": " << run.result.message << '\n';
}
