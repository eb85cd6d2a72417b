// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "ui/plots/surface_mesh.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// The point of the surface that one sees at a pixel; nothing beside it and in a hole.
std::optional<BoxPoint> seenAt(const SurfaceMesh& mesh, const SurfaceProjection& projection, QPointF pixel);

/// Whether a point on the surface lies behind another part of it.
bool isCovered(const SurfaceMesh& mesh, const SurfaceProjection& projection, const BoxPoint& point);

/// Tells quickly for many points of a surface whether they are covered: to the nearest node, each looked at
/// once.
class SurfaceCover {
  public:
    SurfaceCover(const SurfaceMesh& mesh, const SurfaceProjection& projection);

    bool covers(const BoxPoint& point);

  private:
    enum class Known : unsigned char { nothing, seen, covered };

    const SurfaceMesh& mesh_;
    const SurfaceProjection& projection_;
    std::vector<Known> nodes_;
};

}  // namespace basin::ui
