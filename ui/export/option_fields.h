// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QWidget>

#include "ui/export/figure_options.h"
#include "ui/panels/fields.h"

namespace basin::ui {

// Controls for what an option of a figure has and a plain number or box does not. What is set from the
// program is not reported.

/// Width, height and their unit. Another unit keeps the size.
class SizeFields : public QWidget {
    Q_OBJECT

  public:
    explicit SizeFields(QWidget* parent = nullptr);
    void show(const FigureOptions& options);
    void writeTo(FigureOptions& options) const;

    RealField* widthField() const { return width_; }
    RealField* heightField() const { return height_; }
    QComboBox* unitBox() const { return unit_; }

  signals:
    void edited();

  private:
    void convert();

    RealField* width_;
    RealField* height_;
    QComboBox* unit_;
    double dpi_ = 96;
    FigureOptions::Unit shownUnit_ = FigureOptions::Unit::px;
    bool showing_ = false;
};

/// A text that the plot may say itself, that may be another, or that may be left away.
class ShownText : public QWidget {
    Q_OBJECT

  public:
    explicit ShownText(const QString& name, QWidget* parent = nullptr);
    /// What the plot says itself, and whether that is drawn where nothing is said.
    void setOwn(const QString& text, bool isDrawn = true);
    void setValue(const std::optional<QString>& text);
    std::optional<QString> value() const;

    QCheckBox* box() const { return box_; }
    QLineEdit* line() const { return line_; }

  signals:
    void edited();

  private:
    QCheckBox* box_;
    QLineEdit* line_;
    bool ownIsDrawn_ = true;
};

/// A part of an axis, or what the plot shows.
class OwnRange : public QWidget {
    Q_OBJECT

  public:
    explicit OwnRange(const QString& name, QWidget* parent = nullptr);
    /// What the plot shows itself.
    void setOwn(const std::optional<AxisRange>& range);
    void setValue(const std::optional<AxisRange>& range);
    std::optional<AxisRange> value() const;

    QCheckBox* box() const { return box_; }
    RealField* fromField() const { return from_; }
    RealField* toField() const { return to_; }

  signals:
    void edited();

  private:
    void report();
    void showFields(const AxisRange& range);

    QCheckBox* box_;
    RealField* from_;
    RealField* to_;
    std::optional<AxisRange> own_;
    bool showing_ = false;
};

}  // namespace basin::ui
