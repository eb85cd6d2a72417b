// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_text.h"

#include <QCoreApplication>

#include "core/numeric/text.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

struct Steps {
    Q_DECLARE_TR_FUNCTIONS(Steps)
};

}  // namespace

QString numberText(double value) {
    return formatNumber(value);
}

QString durationText(double seconds) {
    return seconds > 0 ? QString::fromStdString(time_left_text(seconds)) : QString();
}

QString stepsText(qlonglong count) {
    return counted(count, Steps::tr("1 step"), Steps::tr("%1 steps"));
}

}  // namespace basin::ui
