// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report_numbers.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <QRegularExpression>

#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin::ui {

namespace {

using nlohmann::json;

std::optional<double> numberOf(const json& value) {
    if (value.is_number()) return value.get<double>();
    if (value == "inf") return INFINITY;
    if (value == "-inf") return -INFINITY;
    return std::nullopt;
}

QString wordOf(const json& value) {
    if (value.is_boolean()) return value.get<bool>() ? QStringLiteral("yes") : QStringLiteral("no");
    if (const auto number = numberOf(value)) return QString::fromStdString(number_text(*number));
    QString word = QString::fromStdString(value.get<std::string>());
    return word.replace(QLatin1Char('_'), QLatin1Char(' '));
}

/// What is a number in a sentence: "4,700", "−1.2·10⁻⁷", "10⁻⁸", "95 %", "3.4 ms", "infinite". Digits behind
/// a letter are part of a name.
const QRegularExpression& numberPattern() {
    static const QRegularExpression pattern(
        QStringLiteral(
            "95 of 100|(?<![\\w.,^⁻-])−?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:·10[⁻⁰¹²³⁴-⁹]+|(?<=10)[⁻⁰¹²³⁴-⁹]+)?"
            "(?: (?:%|µs|ms|s|h)(?!\\w))?|\\binfinite\\b"),
        QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

void addLeaves(const json& value, const std::string& key, std::vector<std::string>& keys) {
    if (value.is_object()) {
        for (const auto& [name, member] : value.items()) addLeaves(member, key + '/' + name, keys);
    } else if (value.is_array()) {
        constexpr std::size_t longest = 64;  // coordinates of a point are no numbers of a report
        if (value.size() > longest || (!value.empty() && value.front().is_number())) return;
        for (std::size_t k = 0; k < value.size(); ++k)
            addLeaves(value[k], key + '/' + std::to_string(k), keys);
    } else if (numberOf(value)) {
        keys.push_back(key);
    }
}

/// "3 steps", "the fewest steps, 3".
bool isStepCount(QStringView before, QStringView behind) {
    return behind.startsWith(QLatin1String(" step")) || behind.startsWith(QLatin1String(" iteration")) ||
           before.endsWith(QLatin1String("steps, "));
}

}  // namespace

// Which setting of a trade-off is the fastest, the clock says, and how many are tried.
bool isTime(const std::string& key) {
    return (key.ends_with("seconds") && !key.starts_with("/experiment/")) || key.starts_with("/tradeoff/");
}

QString ReportNumbers::pathOf(const ReportNumber& number) {
    const QString path = QString::fromStdString(key_path(number.key));
    return number.over.empty() ? path
                               : path + QStringLiteral(" / ") + QString::fromStdString(key_path(number.over));
}

bool ReportNumbers::has(const std::string& key) const {
    const json::json_pointer place(key);
    if (!result_.contains(place)) return false;
    const json& value = result_.at(place);
    return value.is_number() || value.is_boolean() ||
           (value.is_string() && !value.get_ref<const std::string&>().empty());
}

QString ReportNumbers::added(ReportNumber number) {
    number.time = isTime(number.key);
    const auto same = std::ranges::find_if(numbers_, [&](const ReportNumber& each) {
        return each.key == number.key && each.over == number.over && each.shown == number.shown;
    });
    const auto place = same - numbers_.begin();
    if (same == numbers_.end()) numbers_.push_back(number);
    return QStringLiteral("<a href=\"#key%1\" title=\"%2\">%3</a><sup class=\"k\">&#8239;%1</sup>")
        .arg(place + 1)
        .arg(pathOf(number).toHtmlEscaped(), QString::fromStdString(printable(number.shown)).toHtmlEscaped());
}

QString ReportNumbers::text(const std::string& key) {
    if (!has(key)) return {};
    const json& value = result_.at(json::json_pointer(key));
    return added({key, {}, value, wordOf(value).toStdString()});
}

QString ReportNumbers::addedAs(const std::string& key, std::string (*text)(double)) {
    if (!has(key)) return {};
    const json& value = result_.at(json::json_pointer(key));
    const auto number = numberOf(value);
    return number ? added({key, {}, value, text(*number)}) : QString();
}

QString ReportNumbers::duration(const std::string& key) {
    return addedAs(key, seconds_text);
}

QString ReportNumbers::percent(const std::string& key) {
    return addedAs(key, [](double share) { return number_text(std::round(100 * share)) + " %"; });
}

std::vector<std::string> ReportNumbers::keysUnder(const std::string& source) const {
    std::vector<std::string> keys;
    const json::json_pointer place(source);
    if (result_.contains(place)) addLeaves(result_.at(place), source, keys);
    return keys;
}

/// The number of a text with what stands around it.
struct ReportNumbers::Token {
    QString text;
    QStringView before, behind;
    bool inBrackets;  // "adam (learning rate 0.02)"
};

/// How well a key goes with a number that it has: more is better, 0 not at all.
int ReportNumbers::fitOf(const Token& token, const std::string& key) {
    const bool counts = key.ends_with("iterations") || key.ends_with("steps");
    if (isStepCount(token.before, token.behind)) return counts ? 3 : 1;
    if (token.text.endsWith(QLatin1Char('%')))
        return key.ends_with("error") || key.ends_with("skill") || key.find("rate") != std::string::npos ? 3
                                                                                                         : 0;
    // What a method was set to stands behind its name.
    if (key.starts_with("/experiment/solvers")) return token.inBrackets ? 3 : 0;
    return key.find("/evaluations/") != std::string::npos ? 1 : 2;
}

std::optional<std::string> ReportNumbers::keyOf(const Token& token,
                                                const std::vector<std::string>& keys) const {
    std::optional<std::string> best;
    int fit = 0;
    for (const std::string& key : keys) {
        const int now = fitOf(token, key);
        if (now <= fit || !is_shown_as(result_.at(json::json_pointer(key)), token.text.toStdString()))
            continue;
        best = key;
        fit = now;
    }
    return best;
}

/// "4,700 times farther": of two numbers that the same text has named before.
std::optional<ReportNumber> ReportNumbers::ratioOf(const QString& token,
                                                   const std::vector<std::string>& keys) const {
    constexpr double rounding = 0.05;
    const auto wanted = parse_number(QString(token).remove(QLatin1Char(',')).toStdString());
    if (!wanted) return std::nullopt;
    for (const std::string& above : keys) {
        for (const std::string& below : keys) {
            const json &a = result_.at(json::json_pointer(above)), &b = result_.at(json::json_pointer(below));
            const auto one = numberOf(a), other = numberOf(b);
            if (above == below || !one || !other || !(*other > 0)) continue;
            if (std::abs(*one / *other - *wanted) <= rounding * *wanted)
                return ReportNumber{above, below, a, token.toStdString()};
        }
    }
    return std::nullopt;
}

std::optional<QString> ReportNumbers::linked(const QString& text, const std::vector<std::string>& sources) {
    std::vector<std::string> keys, named;
    for (const std::string& source : sources)
        for (std::string& key : keysUnder(source)) keys.push_back(std::move(key));
    const std::size_t before = numbers_.size();
    QString html;
    qsizetype from = 0;
    for (auto found = numberPattern().globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QString done = text.left(match.capturedStart());
        const Token token{match.captured(), done, QStringView(text).mid(match.capturedEnd()),
                          done.lastIndexOf(QLatin1Char('(')) > done.lastIndexOf(QLatin1Char(')'))};
        const auto link = linkOf(token, keys, named);
        if (!link) {
            numbers_.resize(before);
            return std::nullopt;
        }
        html += done.mid(from).toHtmlEscaped() + *link;
        from = match.capturedEnd();
    }
    return html + text.mid(from).toHtmlEscaped();
}

std::optional<QString> ReportNumbers::linkOf(const Token& token, const std::vector<std::string>& keys,
                                             std::vector<std::string>& named) {
    static const QStringList constants{QStringLiteral("95 %"), QStringLiteral("95 of 100")};
    if (constants.contains(token.text)) return token.text;
    if (const auto key = keyOf(token, keys)) {
        named.push_back(*key);
        return added({*key, {}, result_.at(json::json_pointer(*key)), token.text.toStdString()});
    }
    if (token.behind.startsWith(QLatin1String(" methods")) && result_.contains("runs") &&
        is_shown_as(result_.at("runs"), token.text.toStdString()))
        return added({"/runs", {}, result_.at("runs").size(), token.text.toStdString()});
    if (token.behind.startsWith(QLatin1String(" times")))
        if (const auto ratio = ratioOf(token.text, named)) return added(*ratio);
    return std::nullopt;
}

}  // namespace basin::ui
