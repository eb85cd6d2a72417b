// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>

#include "ui/plots/head_button.h"
#include "ui/theme.h"

class QComboBox;
class QHBoxLayout;
class QVBoxLayout;
class QLabel;

namespace basin::ui {

class ElidedLabel;
class PlotView;

/// The card around a plot: title, one muted line, actions that show on hover and on focus, and the plot. A
/// double click on it, or its first action, asks to be maximised or brought back. A card may offer several
/// plots: its title is then the chooser.
class PlotCard : public QFrame {
    Q_OBJECT

  public:
    /// Takes the plot over.
    explicit PlotCard(PlotView* plot, QWidget* parent = nullptr);

    ~PlotCard() override;

    /// Offers another plot in the same place; taken over.
    void addPlot(PlotView* plot);
    /// The one shown.
    PlotView* plot() const { return plot_; }
    const std::vector<PlotView*>& plots() const { return plots_; }
    /// Offers only these of its plots from now on, at least one; all at first.
    void setPlots(std::vector<PlotView*> plots);
    bool offers(const PlotView* plot) const;
    /// One of those it offers.
    void showPlot(PlotView* plot);
    /// Where the plot is chosen; null while only one is offered.
    QComboBox* chooser() const { return offered_.size() > 1 ? chooser_ : nullptr; }
    void setTheme(const Theme& theme);
    /// Only changes what the maximise action looks like and is called.
    void setMaximised(bool maximised);
    bool isMaximised() const { return maximised_; }
    /// Another widget into the head, right of the actions; taken over.
    void addHeadWidget(QWidget* widget);
    /// A line around the card that says where keys go.
    enum class Ring { none, pointed, focused };
    void setRing(Ring ring);
    Ring ring() const { return ring_; }
    /// Type size of the head: 1 in the window, more when presenting, where the choices are hidden.
    void setTypeFactor(double factor);

  signals:
    void maximiseRequested();
    void exportRequested();
    void plotShown();  // another plot than before

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    QHBoxLayout* makeHead();
    void setPlot(PlotView* plot);
    void makeChooser();
    void fillChooser();
    void putInFront(PlotView* plot);
    QWidget* titleWidget() const;
    void applyFonts();
    void placeChoices();
    HeadButton* addAction(HeadButton::Glyph glyph, const QString& name);
    void updateHead();
    QRect freeHead() const;
    void placeActions();
    void updateActions();

    PlotView* plot_ = nullptr;
    std::vector<PlotView*> plots_;
    std::vector<PlotView*> offered_;
    Theme theme_ = Theme::light();
    QLabel* title_ = nullptr;
    QComboBox* chooser_ = nullptr;
    ElidedLabel* subtitle_ = nullptr;
    QHBoxLayout* head_ = nullptr;
    QVBoxLayout* column_ = nullptr;
    QWidget* choices_ = nullptr;  // beside the title, or under it in a narrow card
    bool choicesBelow_ = false;
    double typeFactor_ = 1;
    QWidget* actions_ = nullptr;  // in what the head leaves free, so that they take no room
    std::vector<HeadButton*> buttons_;
    HeadButton* maximise_ = nullptr;
    HeadButton* undo_ = nullptr;
    HeadButton* reset_ = nullptr;
    bool maximised_ = false;
    bool hovered_ = false;
    Ring ring_ = Ring::none;
};

}  // namespace basin::ui
