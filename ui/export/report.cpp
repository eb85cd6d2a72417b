// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <QCoreApplication>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include "core/assess/tradeoff_answers.h"
#include "core/experiment/problem_family.h"
#include "core/families/results_answers.h"
#include "core/io/results_json.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "ui/export/report_numbers.h"
#include "ui/families/family_view.h"
#include "ui/panels/experiment_title.h"
#include "ui/panels/fact_grid.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using nlohmann::json;
using Sources = std::vector<std::string>;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr std::size_t longestTitle = 160, mostRuns = 10, mostKnobs = 12;
constexpr qsizetype mostSentences = 3;

QString shortened(const std::string& text, std::size_t most) {
    const std::string whole = printable(text);
    const std::string_view first = first_characters(whole, most);
    const QString kept = QString::fromUtf8(first.data(), static_cast<qsizetype>(first.size()));
    return first.size() < whole.size() ? kept + QStringLiteral("…") : kept;
}

/// Puts a report together, part by part, from results that a model shows.
class ReportMaker {
  public:
    explicit ReportMaker(const Results& results)
        : results_(results),
          ordered_(results_to_json(results)),
          json_(json::parse(ordered_.dump())),
          numbers_(json_),
          family_(familyViewOf(results.experiment)),
          ofEnds_(family_of(results.experiment).certifies_ends()) {
        model_.load(results);
    }

    Report make() {
        const Experiment& experiment = results_.experiment;
        report_.title = shortened(experiment.title, longestTitle);
        if (report_.title.isEmpty()) report_.title = family_.name();
        report_.question = question();
        report_.story = storyOf(experiment);
        addKnobs();
        addSentences();
        addFacts();
        addAdvice();
        addRuns();
        report_.machine = machine();
        report_.record.experiment = ordered_.at("experiment");
        report_.record.numbers = numbers_.numbers();
        return std::move(report_);
    }

  private:
    QString question() const {
        return ofEnds_ ? Words::tr(
                             "Which method trains this network best, and does it end where nothing "
                             "leads downhill?")
                       : Words::tr(
                             "From how far away, and with how crude a Hessian, does Newton's method "
                             "still find the minimum?");
    }

    void addKnobs();
    QStringList knobsOf(const std::string& key);
    void addSentences();
    void addFacts();
    QString factText(const std::string& key, const QString& shown, const std::string& base);
    void addAdvice();
    void addAnswer(const QString& name, const Question* question, const Sources& sources);
    void addApproximation();
    void addRuns();
    QStringList runCells(std::size_t run);
    QString label(std::size_t run);
    QString machine() const;

    const Results& results_;
    const nlohmann::ordered_json ordered_;  // as in the file
    const json json_;
    ReportNumbers numbers_;
    const FamilyView& family_;
    const bool ofEnds_;  // what is certified
    RunModel model_;
    Report report_;
};

/// "n = 64" of each number and word of a part of the experiment.
QStringList ReportMaker::knobsOf(const std::string& key) {
    QStringList knobs;
    const nlohmann::ordered_json::json_pointer place(key);
    if (!ordered_.contains(place)) return knobs;
    for (const auto& [name, value] : ordered_.at(place).items()) {
        const std::string inner = key + '/' + name;
        if (name == "family" || name == "name") continue;
        if (value.is_object() && name != "data")
            knobs += knobsOf(inner);
        else if (numbers_.has(inner) && static_cast<std::size_t>(knobs.size()) < mostKnobs)
            knobs << QStringLiteral("%1 %2").arg(
                QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' ')).toHtmlEscaped(),
                numbers_.text(inner));
    }
    return knobs;
}

void ReportMaker::addKnobs() {
    const auto add = [this](const QString& name, const QStringList& texts, const QString& before = {}) {
        const QString text = texts.join(QStringLiteral(", "));
        if (!text.isEmpty() || !before.isEmpty())
            report_.knobs.push_back(
                {name, before.isEmpty() || text.isEmpty() ? before + text : before + ": " + text});
    };
    add(Words::tr("Problem"), knobsOf("/experiment/problem"), family_.name().toHtmlEscaped());
    add(Words::tr("Start"), knobsOf("/experiment/start"));
    QStringList methods;
    for (std::size_t i = 0; i < results_.runs.size() && i < mostRuns; ++i) methods << label(i);
    add(Words::tr("Methods"), methods);
    add(Words::tr("Until"), knobsOf("/experiment/stopping"));
}

QString ReportMaker::label(std::size_t run) {
    const QString plain = runLabel(results_, run);
    return numbers_.linked(plain, {"/experiment/solvers/" + std::to_string(run)})
        .value_or(plain.toHtmlEscaped());
}

void ReportMaker::addSentences() {
    // Distances come first, which sentences are about.
    const Sources sources{"/certificate/start_radius",
                          "/certificate/guaranteed_radius_certified",
                          "/certificate/guaranteed_radius",
                          "/certificate/basin_radius",
                          "/certificate",
                          "/runs",
                          "/experiment/solvers",
                          "/tradeoff/fastest"};
    QStringList sentences{family_.comparison(model_)};
    sentences += family_.explain(model_, false);
    for (const QString& sentence : sentences) {
        if (sentence.isEmpty() || report_.sentences.size() == mostSentences) continue;
        const auto html = numbers_.linked(sentence, sources);
        if (html && !report_.sentences.contains(*html)) report_.sentences << *html;
    }
}

/// Empty where a number in it is not one of the results.
QString ReportMaker::factText(const std::string& key, const QString& shown, const std::string& base) {
    const auto word = [&](const char* place) {
        const QString text = numbers_.text(base + place);
        return text.isEmpty() ? shown.toHtmlEscaped() : text;
    };
    if (key == "good_start_certified" || key == "good_start") return word(("/" + key).c_str());
    if (key == "first_order") return word("/stationarity/first_order");
    if (key == "second_order") {
        const qsizetype more = shown.indexOf(QLatin1Char(','));  // "yes, estimated"
        const QString answer = word("/stationarity/second_order");
        return more < 0 ? answer : answer + shown.mid(more).toHtmlEscaped();
    }
    if (key == "penalised") return word("/stationarity/penalised/answer");
    if (key == "basin_rate" && numbers_.has(base + "/basin_rate_low")) {
        const QString low = numbers_.percent(base + "/basin_rate_low");
        return Words::tr("%1 to %2").arg(low, numbers_.percent(base + "/basin_rate_high"));
    }
    Sources sources;
    for (const char* before : {"/", "/stationarity/", "/penalty_thresholds/"})
        sources.push_back(base + before + key);
    if (key == "least_curvature") sources.push_back(base + "/stationarity/curvature_error");
    if (key == "basin_end")
        for (const char* part : {"_radius", "_rate", "_trials"})
            sources.push_back(base + "/basin_end" + part);
    if (key == "basin_end") sources.push_back(base + "/basin_beyond_radius");
    QString text = numbers_.linked(shown, sources).value_or(QString());
    return text.replace(QLatin1Char('\n'), QStringLiteral(", "));
}

void ReportMaker::addFacts() {
    const std::unique_ptr<QWidget> panel(family_.makeInfoPanel(&model_));
    const auto* facts = qobject_cast<const FactGrid*>(panel.get());
    if (facts == nullptr) return;
    const auto run = certifiedRun(results_);
    const std::string base = ofEnds_ ? "/runs/" + std::to_string(run.value_or(0)) : "/certificate";
    for (const Knowledge kind : {Knowledge::certified, Knowledge::estimated, Knowledge::measured}) {
        const QToolButton* heading = facts->headingOf(kind);
        if (heading == nullptr) continue;
        ReportGroup group{heading->text(), facts->meaningOf(kind), {}};
        for (const std::string& key : facts->keys()) {
            if (facts->kindOf(key) != kind) continue;
            const QString text = factText(key, facts->valueOf(key), base);
            const auto* name = facts->rowOf(key)->name();
            if (!text.isEmpty()) group.facts.push_back({name->text(), text, name->toolTip()});
        }
        if (!group.facts.empty()) report_.facts.push_back(std::move(group));
    }
}

/// The brief answer, and the first sentence at length where that says more and its numbers are known.
void ReportMaker::addAnswer(const QString& name, const Question* question, const Sources& sources) {
    if (question == nullptr) return;
    const auto brief = numbers_.linked(QString::fromStdString(to_text(question->brief_answer())), sources);
    const auto words =
        question->words.empty()
            ? std::nullopt
            : numbers_.linked(QString::fromStdString(to_text(question->words.front())), sources);
    const bool plain = question->brief.pattern.empty();
    const QString said = plain && words ? *words : brief.value_or(words.value_or(QString()));
    if (!said.isEmpty()) report_.advice.push_back({name, said});
}

void ReportMaker::addApproximation() {
    const QString name = Words::tr("Hessian approximation");
    const TradeoffPoint* fastest = results_.tradeoff ? results_.tradeoff->fastest() : nullptr;
    if (fastest == nullptr) {
        report_.advice.push_back(
            {name, results_.tradeoff ? Words::tr("compared, and none arrived every time")
                                     : Words::tr("not compared in this run; <i>basin assess</i> does")});
        return;
    }
    Tradeoff only;
    only.points = {*fastest};
    only.measured = 1;
    const Question question = about_approximation(&only, results_.certificate.start_radius, false);
    const QString words = QString::fromStdString(to_text(question.words.front()));
    const QString setting = QString::fromStdString(setting_text(*fastest));
    report_.advice.push_back({name, numbers_.linked(words, {"/tradeoff/fastest"}).value_or(setting)});
}

void ReportMaker::addAdvice() {
    report_.adviceTitle = ofEnds_ ? Words::tr("What the runs tell") : Words::tr("What is recommended");
    const std::vector<Question> answers = answers_of(results_);
    const auto find = [&answers](std::string_view key) -> const Question* {
        const auto found = std::ranges::find(answers, key, &Question::key);
        return found == answers.end() ? nullptr : &*found;
    };
    if (ofEnds_) {
        for (const Question& question : answers)
            report_.advice.push_back(
                {QString::fromStdString(question.text),
                 QString::fromStdString(to_text(question.brief_answer())).toHtmlEscaped()});
        return;
    }
    addAnswer(Words::tr("Start radius"), find("safe_radius"),
              {"/certificate/basin_radius", "/certificate/guaranteed_radius_certified", "/certificate"});
    addAnswer(Words::tr("Ridge"), find("ridge"),
              {"/certificate/ridge", "/certificate/ridge_needed_minimiser", "/certificate/ridge_needed_start",
               "/certificate"});
    if (find("ridge") != nullptr) addApproximation();
    const Minimiser& minimiser = results_.minimiser;
    if (minimiser.verified && !minimiser.on_kink() &&
        results_.certificate.basin_knowledge() == BasinKnowledge::not_measured)
        report_.advice.push_back(
            {Words::tr("Measured basin"), Words::tr("not measured in this run; <i>basin certify</i> does")});
}

QStringList ReportMaker::runCells(std::size_t run) {
    const std::string base = "/runs/" + std::to_string(run);
    QStringList cells{label(run), numbers_.text(base + "/termination"), numbers_.text(base + "/iterations")};
    if (ofEnds_) {
        const QString error = numbers_.text(base + "/test_error");
        cells << numbers_.text(base + "/network_objective")
              << (error.isEmpty() ? numbers_.text(base + "/test_error/mean") : error);
    } else {
        cells << numbers_.text(base + "/objective") << numbers_.text(base + "/distance");
    }
    cells << numbers_.duration(base + "/seconds");
    for (const char* count : {"values", "gradients", "hessians", "products"})
        cells << numbers_.text(base + "/evaluations/" + count);
    for (QString& cell : cells)
        if (cell.isEmpty()) cell = QStringLiteral("–");
    return cells;
}

void ReportMaker::addRuns() {
    report_.runs.head = {Words::tr("Method"),
                         Words::tr("ended"),
                         Words::tr("steps"),
                         ofEnds_ ? Words::tr("objective") : Words::tr("loss"),
                         ofEnds_ ? Words::tr("test error") : Words::tr("from the minimum"),
                         Words::tr("time"),
                         Words::tr("values"),
                         Words::tr("gradients"),
                         Words::tr("Hessians"),
                         Words::tr("products")};
    const std::size_t told = std::min(results_.runs.size(), mostRuns);
    for (std::size_t run = 0; run < told; ++run) report_.runs.rows.push_back(runCells(run));
    report_.runs.leftOut = static_cast<int>(results_.runs.size() - told);
}

QString ReportMaker::machine() const {
    const std::string& processor = results_.environment.cpu;
    return processor.empty() ? QString() : Words::tr("Times are those of %1.").arg(shortened(processor, 60));
}

}  // namespace

Report makeReport(const Results& results) {
    if (results.runs.empty()) throw InputError("report", "found results without a run; expected one");
    return ReportMaker(results).make();
}

}  // namespace basin::ui
