// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBrowser>

namespace basin::ui {

/// Shows a page of the manual: Markdown among the resources, without its comments, pictures as wide as the
/// page at most.
class ManualPage : public QTextBrowser {
    Q_OBJECT

  public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int type, const QUrl& name) override;

  protected:
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;
    void changeEvent(QEvent* event) override;

  private:
    /// Tables with thin lines, code on a ground of its own, in the colours of the palette.
    void decorate();
};

/// The user's manual: the pages of resources/manual, with a search through all of them.
class ManualDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ManualDialog(QWidget* parent = nullptr);

    QLineEdit* searchField() const { return search_; }
    QListWidget* pages() const { return pages_; }
    QTextBrowser* page() const { return page_; }
    /// Lists the pages that have all of the text and shows its first place; every page for an empty text.
    void search(const QString& text);
    /// The next place of what is searched for, on this page or a later one.
    void findNext();

  private:
    void addPages();
    void showPage(int row);
    void markPlaces();
    bool findOnPage();

    QLineEdit* search_;
    QListWidget* pages_;
    ManualPage* page_;
};

}  // namespace basin::ui
