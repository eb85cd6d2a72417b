// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/gzip.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

/// One stream of zlib, ended with its object.
class Inflater {
  public:
    explicit Inflater(const std::string& where) : where_(where) {
        constexpr int gzip_or_zlib = 32 + MAX_WBITS;
        if (inflateInit2(&stream_, gzip_or_zlib) != Z_OK)
            throw InputError(where_, "cannot be unpacked: no memory");
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    std::string unpack(std::string_view bytes, double most) {
        std::string text;
        while (!bytes.empty()) {
            const auto take = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
            // zlib does not write through next_in, but says so only where it is built to.
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
            stream_.avail_in = static_cast<uInt>(take);
            const int status = fill(text, most);
            bytes.remove_prefix(take - stream_.avail_in);
            if (status == Z_STREAM_END) {
                ended_ = true;
                if (!is_gzip(bytes)) break;  // padding behind the last member
                inflateReset(&stream_);
                ended_ = false;
            }
        }
        if (!ended_)
            throw InputError(where_, "found a gzip file that is cut short; expected the whole of it");
        return text;
    }

  private:
    int fill(std::string& text, double most) {
        int status = Z_OK;
        do {
            if (static_cast<double>(text.size()) > most)
                throw InputError(where_,
                                 "unpacks to more than " + bytes_text(most) + "; expected less");
            constexpr std::size_t block = std::size_t{1} << 18;
            const std::size_t before = text.size();
            text.resize(before + block);
            stream_.next_out = reinterpret_cast<Bytef*>(text.data() + before);
            stream_.avail_out = static_cast<uInt>(block);
            status = inflate(&stream_, Z_NO_FLUSH);
            text.resize(before + block - stream_.avail_out);
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
                throw InputError(where_, "found a damaged gzip file; expected one that unpacks");
        } while (status == Z_OK && (stream_.avail_in > 0 || stream_.avail_out == 0));
        return status;
    }

    const std::string& where_;
    z_stream stream_{};
    bool ended_ = false;
};

}  // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.size() > 2 && bytes.starts_with("\x1F\x8B\x08");
}

std::string gunzip(std::string_view bytes, const std::string& where, double most_bytes) {
    return Inflater(where).unpack(bytes, std::min(most_bytes, memory_bytes() / 4));
}

}  // namespace basin
