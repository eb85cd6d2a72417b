// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSignalBlocker>

#include "core/numeric/input_error.h"
#include "ui/chart/number_format.h"
#include "ui/export/export_preview.h"
#include "ui/export/figure_clipboard.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_templates.h"
#include "ui/export/panel_list.h"
#include "ui/export/preflight_panel.h"
#include "ui/export/style_file.h"
#include "ui/plots/plot_view.h"
#include "ui/window/file_path.h"

namespace basin::ui {

namespace {

constexpr int soonAfter = 5, restAfter = 200;  // ms
constexpr double quickEnough = 35;             // ms that a drawing may take while options change
constexpr double fewestDots = 40;              // per inch, while options change
constexpr double largestFixedType = 24, widestFixedLine = 6;  // pt
constexpr int dashboardPlace = -1, panelsPlace = -2;          // among the data of whatBox()

/// The same page in fewer pixels.
FigureOptions coarser(FigureOptions options, double share) {
    const double dpi = std::max(std::min(fewestDots, options.dpi), options.dpi * share);
    if (options.unit == FigureOptions::Unit::px) {
        options.width *= dpi / options.dpi;
        options.height *= dpi / options.dpi;
    }
    options.dpi = dpi;
    return options;
}

/// "size: found ..." as the option's key and a sentence of its own.
std::pair<QString, QString> asKeyAndSentence(const QString& message) {
    const qsizetype colon = message.indexOf(QLatin1String(": "));
    if (colon < 0) return {QString(), message};
    QString key = message.left(colon), sentence = message.mid(colon + 2);
    if (key.startsWith(QLatin1String("--"))) key.remove(0, 2);
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    if (!sentence.endsWith(QLatin1Char('.'))) sentence += QLatin1Char('.');
    return {key, sentence};
}

TextKept textKept(const QComboBox& format, bool outlines) {
    const QString ending = format.currentData().toString();
    if (ending == QLatin1String("png")) return TextKept::pixels;
    if (outlines) return TextKept::outlines;
    return ending == QLatin1String("svg") ? TextKept::named : TextKept::embedded;
}

QString sizeText(const FigureOptions& options) {
    const QSizeF mm = pageMillimetres(options);
    const QSize pixels = pagePixels(options);
    return ExportDialog::tr("%1 × %2 mm, %3 × %4 px as PNG")
        .arg(formatFixed(mm.width(), 0), formatFixed(mm.height(), 0))
        .arg(pixels.width())
        .arg(pixels.height());
}

}  // namespace

ExportDialog::What ExportDialog::what() const {
    const int place = what_->currentData().toInt();
    if (place == dashboardPlace) return What::dashboard;
    return place == panelsPlace ? What::panels : What::onePlot;
}

std::optional<PlotKind> ExportDialog::plotShown() const {
    const int place = what_->currentData().toInt();
    if (place < 0) return std::nullopt;
    return source_.plots[static_cast<std::size_t>(place)].kind;
}

QString ExportDialog::wordShown() const {
    const auto plot = plotShown();
    return plot                     ? toString(*plot)
           : what() == What::panels ? QStringLiteral("panels")
                                    : QStringLiteral("dashboard");
}

void ExportDialog::fillWhat(std::optional<PlotKind> first) {
    const QSignalBlocker quiet(what_);
    for (std::size_t i = 0; i < source_.plots.size(); ++i)
        what_->addItem(nameOf(source_.plots[i].kind), static_cast<int>(i));
    what_->insertSeparator(what_->count());
    what_->addItem(tr("All plots of the dashboard"), dashboardPlace);
    what_->addItem(tr("Page of panels"), panelsPlace);
    const auto begun = std::ranges::find_if(
        source_.plots, [&](const ExportSource::Plot& plot) { return first && plot.kind == *first; });
    const int place =
        begun == source_.plots.end() ? dashboardPlace : static_cast<int>(begun - source_.plots.begin());
    what_->setCurrentIndex(what_->findData(place));
}

void ExportDialog::fillPanels() {
    std::vector<PlotKind> plots, ticked;
    const auto hasData = [this](PlotKind kind) {
        return std::ranges::any_of(source_.plots, [kind](const auto& plot) { return plot.kind == kind; });
    };
    for (const PlotKind kind : source_.shown)
        if (hasData(kind)) plots.push_back(kind);
    ticked = plots;
    for (const ExportSource::Plot& plot : source_.plots)
        if (std::ranges::find(source_.shown, plot.kind) == source_.shown.end()) plots.push_back(plot.kind);
    if (ticked.empty() && !plots.empty()) ticked.push_back(plots.front());
    panels_->setPlots(plots, ticked);
}

FigureOptions ExportDialog::options() const {
    FigureOptions options = editor_->options();
    options.panels.clear();
    if (what() == What::panels) options.panels = panels_->panels();
    return options;
}

ExportDialog::Drawing ExportDialog::drawing() const {
    Drawing drawing{{}, source_.experiment(plotShown()), options()};
    const auto add = [&](PlotKind kind) {
        for (const ExportSource::Plot& plot : source_.plots)
            if (plot.kind == kind) drawing.plots.push_back(plot.view);
    };
    if (const auto kind = plotShown())
        add(*kind);
    else if (what() == What::panels)
        for (const Panel& panel : drawing.options.panels) add(panel.kind);
    else
        for (const PlotKind kind : source_.shown) add(kind);
    return drawing;
}

/// Reads off what the plots say themselves, where nothing says otherwise.
FigureSubject ExportDialog::subjectShown() const {
    FigureSubject subject;
    subject.solvers = source_.solvers;
    subject.isOnePlot = what() == What::onePlot;
    Drawing own = drawing();
    own.options = FigureOptions{};
    try {
        if (!subject.isOnePlot) {
            subject.title = pageMetadata(own.plots, own.experiment, own.options).title;
            return subject;
        }
        const RecordedPage page =
            recordPage(pagePainter(own.plots, own.experiment, own.options), pageSize(own.options));
        if (page.charts.empty()) return subject;
        const ChartReport& chart = page.charts.front();
        subject.title = chart.title;
        subject.xLabel = chart.xLabel;
        subject.yLabel = chart.yLabel;
        subject.xRange = chart.xRange;
        subject.yRange = chart.yRange;
    } catch (const std::exception&) {  // is told when the figure is drawn
    }
    return subject;
}

void ExportDialog::takeWhat() {
    if (!word_.isEmpty()) keep();
    word_ = wordShown();
    panels_->setVisible(what() == What::panels);
    editor_->setSubject(subjectShown());
    // Several plots have no room in a column.
    auto base = editor_->options().base;
    const bool isNarrow = base == FigureTemplate::column || base == FigureTemplate::column_and_half;
    if (what() != What::onePlot && isNarrow) base = FigureTemplate::page;
    showOptions(memory_->withWords(word_, memory_->lookOf(base)));
}

void ExportDialog::takeTemplate() {
    keep();
    const int place = template_->currentData().toInt();
    const auto base = place < 0 ? std::nullopt : std::optional(static_cast<FigureTemplate>(place));
    showOptions(withWordsOf(memory_->lookOf(base), editor_->options()));
}

void ExportDialog::setOptions(const FigureOptions& options) {
    if (!options.panels.empty()) showPanels(options.panels);
    showOptions(options);
}

/// A page of these panels, of which there are data.
void ExportDialog::showPanels(const std::vector<Panel>& panels) {
    if (panels_->setPanels(panels)) what_->setCurrentIndex(what_->findData(panelsPlace));
}

void ExportDialog::showOptions(const FigureOptions& options) {
    FigureOptions taken = options;
    taken.panels.clear();  // their list has them
    // Those of other runs mean nothing here.
    const auto isOther = [this](const QString& label) { return !source_.solvers.contains(label); };
    taken.solvers.removeIf(isOther);
    std::erase_if(taken.names, [&](const auto& name) { return isOther(name.first); });
    editor_->setOptions(taken);
    const QSignalBlocker quiet(template_);
    template_->setCurrentIndex(template_->findData(options.base ? static_cast<int>(*options.base) : -1));
    takeEdit();
}

void ExportDialog::takeEdit() {
    isExact_ = false;
    if (!soon_.isActive()) soon_.start(soonAfter);
    rest_.start(restAfter);
}

// What cannot be used is not worth remembering.
void ExportDialog::keep() {
    try {
        editor_->options().validate();
    } catch (const InputError&) {
        return;
    }
    memory_->keepWords(word_, editor_->options());
    memory_->keepLook(editor_->options());
}

bool ExportDialog::draw(Fine fine) {
    try {
        const Drawing now = drawing();
        now.options.validate();
        const bool isQuick = fine == Fine::quick && exactTook_ > quickEnough;
        const FigureOptions drawn =
            isQuick ? coarser(now.options, std::sqrt(quickEnough / exactTook_)) : now.options;
        QElapsedTimer clock;
        clock.start();
        const QImage image = figureImage(pagePainter(now.plots, now.experiment, now.options), drawn);
        if (!isQuick) exactTook_ = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        isExact_ = !isQuick;
        preview_->setImage(image, pageSize(now.options), sizeText(now.options));
        editor_->refuse({}, {});
        tell(sizeText(now.options), false);
        return true;
    } catch (const std::exception& error) {
        refuse(QString::fromStdString(error.what()));
        return false;
    }
}

void ExportDialog::drawAtRest() {
    if (!isExact_ && !draw(Fine::exact)) return;
    const FigureOptions now = options();
    const PrintRule rule = printRule(now.base);
    if (const auto page = recorded(now))
        preflight_->setFindings(
            preflight(*page, {rule.smallestType, rule.thinnestLine}, textKept(*format_, now.outlines)));
}

/// Under its option where it has one, and in the line.
void ExportDialog::refuse(const QString& message) {
    const auto [key, sentence] = asKeyAndSentence(message);
    editor_->refuse(key, sentence);
    tell(message, true);
}

std::optional<RecordedPage> ExportDialog::recorded(FigureOptions options) const {
    options.outlines = false;  // whose texts are none any more
    try {
        options.validate();
        const Drawing now = drawing();
        return recordPage(pagePainter(now.plots, now.experiment, options), pageSize(options));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

void ExportDialog::fix(PreflightFinding::Kind kind) {
    const FigureOptions now = options();
    const PrintRule rule = printRule(now.base);
    const bool isType = kind == PreflightFinding::Kind::smallType;
    double FigureOptions::*const option = isType ? &FigureOptions::fontSize : &FigureOptions::lineWidth;
    const auto fixed = optionThatKeeps(isType ? rule.smallestType : rule.thinnestLine, now.*option,
                                       isType ? largestFixedType : widestFixedLine,
                                       [&](double value) -> std::optional<double> {
                                           FigureOptions tried = now;
                                           tried.*option = value;
                                           const auto page = recorded(tried);
                                           if (!page) return std::nullopt;
                                           return isType ? smallestType(*page) : thinnestLine(*page);
                                       });
    if (!fixed) {
        tell(isType ? tr("There is no room for larger type: make the figure larger.")
                    : tr("Wider curves do not widen that line."),
             true);
        return;
    }
    FigureOptions mended = editor_->options();
    mended.*option = *fixed;
    editor_->setOptions(mended);
    takeEdit();
}

bool ExportDialog::attempt(const std::function<QString()>& action) {
    editor_->commit();
    try {
        tell(action(), false);
        return true;
    } catch (const std::exception& error) {
        const QString message = QString::fromStdString(error.what());
        refuse(message);
        emit failed(message);
        return false;
    }
}

bool ExportDialog::exportTo(const QString& file) {
    return attempt([&] {
        const Drawing now = drawing();
        exportDashboard(now.plots, now.experiment, now.options, toPath(file));
        keep();
        emit written(file);
        return tr("Written: %1").arg(file);
    });
}

bool ExportDialog::saveStyle(const QString& file) {
    return attempt([&] {
        writeStyleFile(options(), toPath(file));
        return tr("The style is in %1").arg(file);
    });
}

bool ExportDialog::loadStyle(const QString& file) {
    return attempt([&] {
        setOptions(optionsFrom({readStyleFile(toPath(file))}));
        return tr("The style of %1").arg(file);
    });
}

void ExportDialog::copy() {
    attempt([&] {
        const Drawing now = drawing();
        auto mime = figureMime(pagePainter(now.plots, now.experiment, now.options), now.options,
                               pageMetadata(now.plots, now.experiment, now.options));
        QGuiApplication::clipboard()->setMimeData(mime.release());
        keep();
        return tr("Copied, as an image and as drawings (SVG, PDF)");
    });
}

void ExportDialog::tell(const QString& text, bool isWrong) {
    note_->setText(text);
    note_->setForegroundRole(isWrong ? QPalette::BrightText : QPalette::PlaceholderText);
}

void ExportDialog::done(int result) {
    soon_.stop();
    rest_.stop();
    keep();
    QDialog::done(result);
}

}  // namespace basin::ui
