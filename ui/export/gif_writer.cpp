// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/gif_writer.h"

#include <algorithm>
#include <array>
#include <gif_lib.h>
#include <new>

#include "core/numeric/input_error.h"

namespace basin::ui {

namespace {

constexpr int tableSize = 256;  // a power of two
constexpr int colorBits = 8;
constexpr std::uint8_t asBefore = 255;  // index of the colour that lets the frame before through
constexpr int longestFrame = 65535;     // hundredths

struct CloseGif {
    void operator()(GifFileType* file) const {
        int error = 0;
        EGifCloseFile(file, &error);
    }
};

}  // namespace

/// The C library's file and the bytes that it has written.
struct GifWriter::Encoder {
    QByteArray bytes;
    bool isTooLarge = false;
    std::unique_ptr<GifFileType, CloseGif> file;

    Encoder(QSize size, const std::vector<QRgb>& colors) {
        int error = 0;
        file.reset(EGifOpen(this, &Encoder::take, &error));
        if (!file) throw std::bad_alloc();
        EGifSetGifVersion(file.get(), true);
        const std::unique_ptr<ColorMapObject, void (*)(ColorMapObject*)> map(
            GifMakeMapObject(tableSize, nullptr), GifFreeMapObject);
        if (!map) throw std::bad_alloc();
        for (std::size_t k = 0; k < colors.size(); ++k)
            map->Colors[k] = {static_cast<GifByteType>(qRed(colors[k])),
                              static_cast<GifByteType>(qGreen(colors[k])),
                              static_cast<GifByteType>(qBlue(colors[k]))};
        check(EGifPutScreenDesc(file.get(), size.width(), size.height(), colorBits, 0, map.get()));
        putLoop();
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    static int take(GifFileType* gif, const GifByteType* data, int count) {
        auto& self = *static_cast<Encoder*>(gif->UserData);
        self.isTooLarge = self.isTooLarge || self.bytes.size() + count > largestGif;
        if (self.isTooLarge) return 0;
        self.bytes.append(reinterpret_cast<const char*>(data), count);
        return count;
    }

    void check(int outcome) const {
        if (outcome == GIF_OK && !isTooLarge) return;
        if (isTooLarge)
            throw InputError("film", "found more than 512 MB of GIF; expected a smaller or shorter film");
        throw std::bad_alloc();
    }

    void putLoop() const {
        static constexpr std::array<GifByteType, 3> forEver{1, 0, 0};
        check(EGifPutExtensionLeader(file.get(), APPLICATION_EXT_FUNC_CODE));
        check(EGifPutExtensionBlock(file.get(), 11, "NETSCAPE2.0"));
        check(EGifPutExtensionBlock(file.get(), forEver.size(), forEver.data()));
        check(EGifPutExtensionTrailer(file.get()));
    }

    void putFrame(const QRect& place, int hundredths) const {
        const GraphicsControlBlock control{DISPOSE_DO_NOT, false, hundredths, asBefore};
        std::array<GifByteType, 4> block{};
        EGifGCBToExtension(&control, block.data());
        check(EGifPutExtension(file.get(), GRAPHICS_EXT_FUNC_CODE, block.size(), block.data()));
        check(EGifPutImageDesc(file.get(), place.x(), place.y(), place.width(), place.height(), false,
                               nullptr));
    }

    void putLine(std::vector<GifPixelType>& line) const {
        check(EGifPutLine(file.get(), line.data(), static_cast<int>(line.size())));
    }

    QByteArray close() {
        int error = 0;
        check(EGifCloseFile(file.release(), &error));
        return std::move(bytes);
    }
};

GifWriter::GifWriter(QSize size, std::vector<QRgb> colors)
    : size_(size),
      table_(std::move(colors)),
      encoder_(std::make_unique<Encoder>(size_, table_.colors())),
      next_(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height())) {}

GifWriter::~GifWriter() = default;

void GifWriter::add(const QImage& picture, int hundredths) {
    const QImage image = picture.convertToFormat(QImage::Format_RGB32);
    std::vector<std::uint8_t> indices(next_.size());
    auto to = indices.begin();
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        QRgb last = line[0];
        std::uint8_t index = table_.indexOf(last);
        for (int x = 0; x < image.width(); ++x) {
            if (line[x] != last) index = table_.indexOf(last = line[x]);
            *to++ = index;
        }
    }
    if (hundredths_ > 0 && indices == next_ && hundredths_ + hundredths <= longestFrame) {
        hundredths_ += hundredths;
        return;
    }
    writePending();
    next_ = std::move(indices);
    hundredths_ = std::min(hundredths, longestFrame);
}

/// Where the picture that waits differs from what is shown.
QRect GifWriter::changedPlace() const {
    const int width = size_.width(), height = size_.height();
    if (shown_.empty()) return {0, 0, width, height};
    int left = width, right = -1, top = height, bottom = -1;
    for (int y = 0; y < height; ++y) {
        const auto begin = static_cast<std::ptrdiff_t>(y) * width, end = begin + width;
        const auto next = next_.begin() + begin, nextEnd = next_.begin() + end;
        const auto first = std::mismatch(next, nextEnd, shown_.begin() + begin).first;
        if (first == nextEnd) continue;
        auto last = nextEnd - 1;
        while (*last == shown_[static_cast<std::size_t>(last - next_.begin())]) --last;
        left = std::min(left, static_cast<int>(first - next));
        right = std::max(right, static_cast<int>(last - next));
        top = std::min(top, y);
        bottom = y;
    }
    return bottom < 0 ? QRect(0, 0, 1, 1) : QRect(QPoint(left, top), QPoint(right, bottom));
}

void GifWriter::writePending() {
    if (hundredths_ == 0) return;
    const QRect changed = changedPlace();
    encoder_->putFrame(changed, hundredths_);
    std::vector<GifPixelType> line(static_cast<std::size_t>(changed.width()));
    for (int y = changed.top(); y <= changed.bottom(); ++y) {
        auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width()) +
                  static_cast<std::size_t>(changed.left());
        for (GifPixelType& pixel : line) {
            pixel = !shown_.empty() && next_[at] == shown_[at] ? asBefore : next_[at];
            ++at;
        }
        encoder_->putLine(line);
    }
    shown_ = next_;
    hundredths_ = 0;
}

QByteArray GifWriter::finish() {
    writePending();
    return encoder_->close();
}

}  // namespace basin::ui
