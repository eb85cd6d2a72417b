// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/manual_dialog.h"

#include <array>

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QImage>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>
#include <QVBoxLayout>

#include "ui/panels/fields.h"

namespace basin::ui {

namespace {

constexpr std::array pageNames{"index",           "window",        "command-line",   "from-run-to-figure",
                               "experiment-file", "your-own-data", "results-folder", "speed",
                               "glossary"};
constexpr int pageWidth = 640, listWidth = 180;   // px
constexpr int cellPadding = 4, blockMargin = 12;  // px
constexpr int addressRole = Qt::UserRole, textRole = Qt::UserRole + 1;

QUrl addressOf(const char* name) {
    return QUrl(QStringLiteral("qrc:/manual/%1.md").arg(QLatin1String(name)));
}

/// A text of the resources, without comments for those who write it.
QString markdownOf(const QUrl& address) {
    QFile file(QLatin1Char(':') + address.path());
    if (!file.open(QIODevice::ReadOnly)) return {};
    static const QRegularExpression comment(QStringLiteral("<!--.*?-->\n*"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return QString::fromUtf8(file.readAll()).remove(comment);
}

QString titleOf(const QString& markdown) {
    return markdown.section(QLatin1Char('\n'), 0, 0).remove(QStringLiteral("# "));
}

}  // namespace

QVariant ManualPage::loadResource(int type, const QUrl& name) {
    const QUrl address = source().resolved(name);
    if (type == QTextDocument::MarkdownResource) return markdownOf(address);
    if (type == QTextDocument::ImageResource) {
        const QImage image(QLatin1Char(':') + address.path());
        if (!image.isNull() && image.width() > pageWidth)
            return image.scaledToWidth(pageWidth, Qt::SmoothTransformation);
        if (!image.isNull()) return image;
    }
    return QTextBrowser::loadResource(type, name);
}

void ManualPage::doSetSource(const QUrl& name, QTextDocument::ResourceType type) {
    QTextBrowser::doSetSource(name, type);
    decorate();
}

void ManualPage::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) decorate();
}

void ManualPage::decorate() {
    const QColor line = palette().color(QPalette::Mid);
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr) continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderBrush(line);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setCellPadding(cellPadding);
        format.setBottomMargin(blockMargin);
        table->setFormat(format);
    }
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!block.blockFormat().hasProperty(QTextFormat::BlockCodeFence)) continue;
        QTextBlockFormat format;
        format.setBackground(palette().alternateBase());
        QTextCursor(block).mergeBlockFormat(format);
    }
    document()->clearUndoRedoStacks();
}

ManualDialog::ManualDialog(QWidget* parent)
    : QDialog(parent),
      search_(new QLineEdit(this)),
      pages_(new QListWidget(this)),
      page_(new ManualPage(this)) {
    setWindowTitle(tr("Manual"));
    resize(960, 640);
    describe(search_, tr("Search the manual"),
             tr("Words to look for on every page; Enter goes to the next place"));
    search_->setPlaceholderText(tr("Search"));
    search_->setClearButtonEnabled(true);
    describe(pages_, tr("Pages"), tr("The pages of the manual that have what is searched for"));
    describe(page_, tr("Page"), tr("The page chosen on the left, or where a link has led"));
    page_->setOpenExternalLinks(true);
    auto* back = new QPushButton(tr("Back"), this);
    describe(back, tr("Back"), tr("The page before this one"));
    back->setAutoDefault(false);
    back->setEnabled(false);
    connect(page_, &QTextBrowser::backwardAvailable, back, &QPushButton::setEnabled);
    connect(back, &QPushButton::clicked, page_, &QTextBrowser::backward);

    auto* head = new QHBoxLayout;
    head->addWidget(back);
    head->addWidget(search_, 1);
    auto* parts = new QSplitter(this);
    parts->addWidget(pages_);
    parts->addWidget(page_);
    parts->setStretchFactor(1, 1);
    parts->setSizes({listWidth, width() - listWidth});
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(parts, 1);

    addPages();
    connect(pages_, &QListWidget::currentRowChanged, this, &ManualDialog::showPage);
    connect(search_, &QLineEdit::textChanged, this, &ManualDialog::search);
    connect(search_, &QLineEdit::returnPressed, this, &ManualDialog::findNext);
    connect(page_, &QTextBrowser::sourceChanged, this, &ManualDialog::markPlaces);
    pages_->setCurrentRow(0);
    search_->setFocus();
}

void ManualDialog::addPages() {
    for (const char* name : pageNames) {
        const QString markdown = markdownOf(addressOf(name));
        QTextDocument shown;
        shown.setMarkdown(markdown);
        auto* item = new QListWidgetItem(titleOf(markdown), pages_);
        item->setData(addressRole, addressOf(name));
        item->setData(textRole, shown.toPlainText());
    }
}

void ManualDialog::showPage(int row) {
    if (row < 0) return;
    page_->setSource(pages_->item(row)->data(addressRole).toUrl(), QTextDocument::MarkdownResource);
}

void ManualDialog::search(const QString& text) {
    int first = -1;
    for (int row = 0; row < pages_->count(); ++row) {
        QListWidgetItem* item = pages_->item(row);
        const bool has = item->data(textRole).toString().contains(text, Qt::CaseInsensitive);
        item->setHidden(!has);
        if (has && first < 0) first = row;
    }
    if (first >= 0 && (pages_->currentRow() < 0 || pages_->currentItem()->isHidden()))
        pages_->setCurrentRow(first);
    markPlaces();
    page_->moveCursor(QTextCursor::Start);
    if (!text.isEmpty()) findOnPage();
}

void ManualDialog::findNext() {
    if (search_->text().isEmpty() || findOnPage()) return;
    for (int step = 1; step <= pages_->count(); ++step) {
        const int row = (pages_->currentRow() + step) % pages_->count();
        if (pages_->item(row)->isHidden()) continue;
        pages_->setCurrentRow(row);
        page_->moveCursor(QTextCursor::Start);
        findOnPage();
        return;
    }
}

bool ManualDialog::findOnPage() {
    return page_->find(search_->text());
}

void ManualDialog::markPlaces() {
    QList<QTextEdit::ExtraSelection> places;
    const QString text = search_->text();
    if (!text.isEmpty()) {
        QTextCharFormat format;
        format.setBackground(palette().highlight());
        format.setForeground(palette().highlightedText());
        for (QTextCursor at = page_->document()->find(text); !at.isNull();
             at = page_->document()->find(text, at))
            places.append({at, format});
    }
    page_->setExtraSelections(places);
}

}  // namespace basin::ui
