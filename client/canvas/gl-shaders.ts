// Programs for the line layer. Every line is one instance: its strip of quads follows the curve, and dashes, edges and
// the pale core of a stance line are worked out for each pixel, so a frame costs two draw calls however many lines.

const view = `
uniform vec2 size;
uniform vec3 view;
uniform float ratio;
vec4 toClip(vec2 px) {
  return vec4(px.x / size.x * 2.0 - 1.0, 1.0 - px.y / size.y * 2.0, 0.0, 1.0);
}
vec2 toScreen(vec2 point) {
  return point * view.z + view.xy;
}`;

/** Steps of the strip along a curve. */
export const curveSteps = 10;

export const lineVertexShader = `#version 300 es
precision highp float;
${view}
uniform float scale;
layout(location = 0) in vec4 ends;
layout(location = 1) in vec4 controlAndLength;
layout(location = 2) in vec4 widthsAndDash;
layout(location = 3) in vec4 color;
layout(location = 4) in vec4 core;
out float across;
out float along;
flat out vec4 widths;
flat out vec4 lineColor;
flat out vec4 coreColor;
void main() {
  float t = float(gl_VertexID / 2) / ${curveSteps}.0;
  float side = float(gl_VertexID % 2) * 2.0 - 1.0;
  vec2 a = toScreen(ends.xy);
  vec2 c = toScreen(controlAndLength.xy);
  vec2 b = toScreen(ends.zw);
  vec2 point = (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * c + t * t * b;
  vec2 way = normalize((1.0 - t) * (c - a) + t * (b - c) + vec2(1e-5));
  float half_ = widthsAndDash.x * scale * 0.5;
  float reach = half_ + 1.0 / ratio;
  widths = vec4(half_, widthsAndDash.y * scale * 0.5, widthsAndDash.zw * scale);
  across = side * reach;
  along = t * controlAndLength.z * view.z;
  lineColor = color;
  coreColor = core;
  gl_Position = toClip(point + vec2(-way.y, way.x) * across);
}`;

export const lineFragmentShader = `#version 300 es
precision highp float;
uniform float ratio;
in float across;
in float along;
flat in vec4 widths;
flat in vec4 lineColor;
flat in vec4 coreColor;
out vec4 pixel;
void main() {
  float off = abs(across);
  float shape = widths.x - off;
  float period = widths.z + widths.w;
  if (widths.w > 0.0) {
    float at = mod(along, period);
    shape = min(shape, max(min(at, widths.z - at), at - period));
  }
  float cover = clamp(shape * ratio + 0.5, 0.0, 1.0);
  float inner = clamp((widths.y - off) * ratio + 0.5, 0.0, 1.0) * step(0.001, widths.y);
  vec3 color = mix(lineColor.rgb, coreColor.rgb, inner);
  pixel = vec4(color, 1.0) * cover * lineColor.a;
}`;

export const headVertexShader = `#version 300 es
precision highp float;
${view}
layout(location = 0) in vec4 tipAndWay;
layout(location = 1) in float length_;
layout(location = 2) in vec4 color;
out vec2 local;
flat out float headSize;
flat out vec4 headColor;
void main() {
  float back = float(gl_VertexID / 2);
  float side = float(gl_VertexID % 2) * 2.0 - 1.0;
  float size_ = length_ * view.z;
  local = vec2(mix(-1.0, size_ + 1.0, back), side * (size_ * 0.4 + 1.0));
  headSize = size_;
  headColor = color;
  vec2 way = tipAndWay.zw;
  gl_Position = toClip(toScreen(tipAndWay.xy) - way * local.x + vec2(-way.y, way.x) * local.y);
}`;

export const headFragmentShader = `#version 300 es
precision highp float;
uniform float ratio;
in vec2 local;
flat in float headSize;
flat in vec4 headColor;
out vec4 pixel;
void main() {
  // Inside the two long edges, and in front of the notch at the back.
  float edges = (0.4 * local.x - abs(local.y)) * 0.928;
  float notch = headSize * 0.78 + abs(local.y) * 0.55 - local.x;
  pixel = vec4(headColor.rgb, 1.0) * clamp(min(edges, notch) * ratio + 0.5, 0.0, 1.0) * headColor.a;
}`;
