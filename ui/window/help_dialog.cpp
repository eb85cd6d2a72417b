// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "core/experiment/results.h"
#include "ui/panels/explanation.h"
#include "ui/plots/plot_kind.h"
#include "ui/window/manual_dialog.h"

namespace basin::ui {

namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QString section(const QString& title, const QStringList& paragraphs) {
    QString html = QStringLiteral("<h3>%1</h3>").arg(title.toHtmlEscaped());
    for (const QString& paragraph : paragraphs)
        html += QStringLiteral("<p>%1</p>").arg(paragraph.toHtmlEscaped());
    return html;
}

QString table(const QString& title, const QList<QPair<QString, QString>>& rows) {
    QString html = QStringLiteral("<h3>%1</h3><table cellspacing=\"6\">").arg(title.toHtmlEscaped());
    for (const auto& [left, right] : rows)
        html += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                    .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

}  // namespace

QString helpText(const QList<QPair<QString, QString>>& shortcuts) {
    QString html =
        section(Help::tr("What Basin shows"),
                {Help::tr("Newton's method finds the lowest point of a landscape by looking at how it bends. "
                          "Basin shows from "
                          "how far away, and with how crude a picture of the bend, it still arrives.")});
    html += section(
        Help::tr("Running"),
        {Help::tr("Choose the problem, the initial radius and the approximation error on the left, tick the "
                  "methods, "
                  "and press Run. Small problems run again whenever a control moves; for large ones Basin "
                  "says that "
                  "the picture is out of date."),
         Help::tr("The arrow beside a method unfolds its options in place, + runs it once more with options "
                  "of its "
                  "own, and − takes such a row away. The groups below unfold likewise: each picture has its "
                  "ranges, sizes and seeds there, and a box that asks for it."),
         Help::tr(
             "Pause holds the run, Step shows one iteration more, Reset goes back to iteration 0 of the same "
             "start, and the slider under the plots moves through what was computed. Once a run has ended, "
             "Pause becomes Replay: it plays on from the iteration shown. The speed slider slows the "
             "playback "
             "down, never the computation."),
         Help::tr("Start says how the start is drawn: exactly at the radius, within it, on a grid, or from a "
                  "file of your own; of a network, by which rule its first weights are. The group Seeds runs "
                  "many starts, or all of the file."),
         Help::tr(
             "Every run is kept, also after the window is closed. Runs, at the bottom right, shows them as a "
             "table with columns only where they differ: double-click one to see it again, tick it to draw "
             "it beside the one that is shown."),
         Help::tr("On the radius slider, g marks the radius that theory guarantees, and m the basin that was "
                  "measured.")});
    html += section(
        Help::tr("Recurrent networks"),
        {Help::tr(
             "The switch at the top of the left panel changes between softmax regression and a recurrent "
             "network that learns a time series. Each keeps its own settings and its last picture. The three "
             "knobs mean the same in both: how large the problem is, how far away a run starts (of a "
             "network: "
             "how large its random weights are), and how roughly each step is solved."),
         Help::tr(
             "Open data, or a table dropped on the window, shows how a file of your own is understood: say "
             "whether it is a series for a network or the keys of a softmax regression, and what its columns "
             "are for, and OK runs it. The cards' titles offer the predicted series, the penalty weights "
             "beside their thresholds, and the nonsmoothness "
             "of the training. Tick Exactness curve on the left to see which penalty weights are "
             "large enough."),
         Help::tr("Among kinks a vanishing gradient proves nothing. The certificate on the right tells "
                  "whether the "
                  "end of a run is d-stationary: yes, no, or not decided.")});
    html += section(
        Help::tr("Plots"),
        {Help::tr(
             "Turn the wheel or draw a rectangle to zoom, drag with the middle button or with Shift to pan, "
             "press Backspace or Alt+Left to undo a zoom and Home to see everything. Keys act on the plot "
             "under the pointer, which has a line around it; Escape cancels a rectangle or a pan. A zoom "
             "stays, whatever runs, until you undo or reset it. A double "
             "click shows one plot alone, and the same again brings the four back. Where a legend has no "
             "room, a number such as +3 tells how many of its entries are folded away: point at it, or "
             "press L, to see them all."),
         Help::tr(
             "A card whose title is a list offers several plots. The fourth one has the basin map and the "
             "trade-off: what a step with each Hessian approximation costs against how many it takes, as a "
             "plot or as a table. Tick Trade-off on the left to have it measured."),
         Help::tr(
             "Seeds, on the left, runs every solver again from many random seeds. Convergence then shows the "
             "median and the band that most runs lie in, or every run, and its legend how many arrived; "
             "Steps to arrive, in the list of the fourth card, shows how many steps they need, and its "
             "read-out why the others fail."),
         Help::tr(
             "Point at an iteration in one plot, or at a step of a path, and the others mark it, with the "
             "values of all solvers there. In plots against iteration a click sets A, a click with Shift B: "
             "the plot then tells how many iterations, how many decades and which rate lie between them. The "
             "same click again takes a mark away, Escape takes both."),
         Help::tr(
             "Slope rose, in the list of the third card, shows how steep the loss is in every direction of "
             "the landscape's plane, and what automatic differentiation and the Clarke set make of it: they "
             "differ only on a kink."),
         Help::tr(
             "Right-click a number, a choice or a seed on the left and choose Sweep this: every solver then "
             "runs over a range of it, and Sweep, in the list of the fourth card, shows how often each "
             "arrives, in how many steps, how good the end is and why the others fail. A second key makes a "
             "map of it, a third a slider. Click on a cell to run with its values. The group Sweep has the "
             "ranges and says what it costs; Beside the theory, there, shows how far what is promised is "
             "from what happens."),
         Help::tr(
             "Zoom into the landscape, the basin of attraction or the basin map to look closer: it is "
             "computed "
             "afresh at the new scale, as deep as double precision goes, and the line under the title says "
             "when it is done. The card's menu, under the right button, goes back too; that of the basin map "
             "also makes the window the experiment's own."),
         Help::tr("Click on the landscape to start there; click on a cell of the basin map to run with its "
                  "radius and "
                  "error."),
         Help::tr("The basin map's view \"Why starts fail\" colours each cell by what most often goes wrong "
                  "there: the surface bends downward, the steps overshoot, and the like. Click on a cell to "
                  "read it as a sentence."),
         Help::tr(
             "The landscape's list of views offers it in three dimensions too. Drag it, or press the arrow "
             "keys while it has the focus, to turn it, zoom it with the wheel, move along with Shift and "
             "drag; Home shows it as at first. Paths that lie behind a slope are paler."),
         Help::tr(
             "The basin map gets finer where the success rate changes. Stop keeps what is there of it, "
             "and the next run of the same problem goes on with it. The line marked \"guaranteed\" is the "
             "radius that theory guarantees; an arrow says that it lies outside the picture.")});
    html += section(
        Help::tr("Files"),
        {Help::tr(
             "An experiment file holds everything that is needed to run it again, in the window or by basin "
             "solve. Drop one on the window to open it. Plots are exported as PNG, SVG or PDF, and their "
             "numbers "
             "as CSV."),
         Help::tr("Check my data, in the File menu, takes files of A1, A2 and b and answers in plain words "
                  "whether the conditions of the theory are met, which start radius is safe, and which "
                  "Hessian approximation pays, with the figures behind each answer."),
         Help::tr("Estimate for another size, in the File menu, times smaller problems on this machine and "
                  "says what a step and a run would cost with other n and d, with an interval."),
         Help::tr("Closing the window asks nothing: the experiment is back at the next start.")});
    html += table(Help::tr("Keys"), shortcuts);
    QList<QPair<QString, QString>> plots;
    for (const PlotKind kind : allPlotKinds) plots.append({nameOf(kind), meaningOf(kind)});
    html += table(Help::tr("What each plot shows"), plots);
    QList<QPair<QString, QString>> words;
    for (const GlossaryEntry& entry : glossary()) words.append({entry.word, entry.meaning});
    return html + table(Help::tr("Words"), words);
}

void showHelp(QWidget* window, const QList<QPair<QString, QString>>& shortcuts) {
    // Shown, never executed: a run goes on behind it.
    auto* dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Help::tr("How to use Basin"));
    dialog->resize(640, 560);
    auto* page = new QTextBrowser(dialog);
    page->setHtml(helpText(shortcuts));
    page->setAccessibleName(Help::tr("Help"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(page, 1);
    column->addWidget(buttons);
    dialog->show();
}

void showManual(QWidget* window) {
    auto* dialog = new ManualDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void showAbout(QWidget* window) {
    const Environment environment = current_environment();
    auto* box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Help::tr("About Basin"));
    box->setIconPixmap(window->windowIcon().pixmap(64));
    box->setText(
        Help::tr("<h3>Basin %1</h3><p>From how far away, and with how crude a Hessian, does a Newton-type "
                 "method still find the minimum?</p><p>Free software under the GNU General Public License, "
                 "version 3 or later.</p><p>The mathematics: Li, Song, Wang, Yin, <i>Local Convergence of "
                 "Approximate Newton Method for Two Layer Nonlinear Regression</i>, arXiv 2311.15390; "
                 "<i>nonsmooth "
                 "multicomposite optimisation of recurrent networks</i>, arXiv 2506.17884.</p>"
                 "<p>Built with Qt %2 and Eigen %3.</p>")
            .arg(QString::fromStdString(environment.basin_version), QString::fromLatin1(qVersion()),
                 QString::fromStdString(environment.eigen_version)));
    box->open();
}

}  // namespace basin::ui
