// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "ui/export/report.h"

namespace basin::ui {

/// A picture of a report.
struct ReportPicture {
    QString source;  // of the img element
    QString words;   // what it shows, for those who do not see it
};

/// How large a report is on its page.
struct ReportScale {
    double type = 1;             // > 0, times the sizes that it is made for
    double pictureHeight = 250;  // px
    bool footnotes = false;      // numbers carry those of their keys, as on paper; else they are links
};

/// The page, for browsers and for Qt's own reader of HTML alike.
QString reportHtml(const Report& report, const std::vector<ReportPicture>& pictures,
                   const ReportScale& scale);

/// The width that it is made for, px.
inline constexpr double reportWidth = 704;

}  // namespace basin::ui
