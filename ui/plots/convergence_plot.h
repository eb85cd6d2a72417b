// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "ui/families/per_family.h"
#include "ui/plots/history_plot.h"

namespace basin::ui {

enum class ContractionNorm;

/// How each solver gets on in the quantities that the family of problems has; with what the theory promises
/// as dashed lines.
class ConvergencePlot : public HistoryPlot {
    Q_OBJECT

  public:
    using View = ConvergenceView;

    explicit ConvergencePlot(QWidget* parent = nullptr);

    void setModel(RunModel* model) override;
    QStringList views() const override;
    void setView(const QString& word) override;

    View view() const;
    /// Nothing happens where the family of the experiment shown has no such quantity.
    void setView(View view);

  protected:
    void quantityChosen() override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;
    void prepare() override;
    void addMore(std::vector<Curve>& curves, std::vector<double>& values) override;
    QStringList moreAt(std::size_t run, const IterationRecord& record) const override;
    QString invitation() const override;
    QString absence() const override;

  private:
    /// What lies below the smallest value of the axis is left out.
    void addPromise(std::vector<Curve>& curves, double smallest) const;
    /// The bound on each step's contraction, or the distance that it allows; legend and, in the norm that is
    /// drawn, the subtitle tell where it is exceeded.
    void addBound(std::vector<Curve>& curves, std::vector<double>& values, ContractionNorm norm);
    /// contractionBounds(), computed once.
    const std::vector<double>& boundsOf(std::size_t run, ContractionNorm norm);
    void forgetBounds();

    struct KeptBounds {
        std::optional<std::size_t> run;
        std::vector<double> values;
    };
    KeptBounds euclideanBounds_, energyBounds_;
    /// What was chosen of the family shown, else what it shows first.
    View& chosen();

    const FamilyView* family_ = nullptr;  // of the experiment shown last
    PerFamily<View> chosen_;
};

/// The quantities of a family and what they are called, place by place, and the one shown first.
struct ConvergenceOffer {
    std::span<const ConvergencePlot::View> names;
    std::span<const HistoryQuantity> quantities;
    ConvergencePlot::View first;
};

}  // namespace basin::ui
