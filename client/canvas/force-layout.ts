// Where nodes stand when nobody has put them anywhere. Pure and deterministic: the same job gives the same places. Runs
// in a worker (layout-worker.ts); jobs and results are typed arrays, so that they cross without copying.
import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";

import { componentsOf, packBeside } from "./components.ts";
import { clearLines } from "./clear-lines.ts";
import { tangle } from "./tangle.ts";
import { moveToFreeSpot } from "./free-spot.ts";
import { at } from "./numbers.ts";
import { separate, type Boxes } from "./separate.ts";

/** Node `i` has its numbers at `i`, `2i` or `3i`; in graph coordinates. */
export interface LayoutJob {
  /** All places anew, or only those that are not fixed, each near where it starts. */
  readonly kind: "arrange" | "settle";
  /** x, y; not a number where there is none yet. */
  readonly places: Float64Array;
  /** Width, height above the centre, height below it, names included. */
  readonly sizes: Float64Array;
  /** 1 where the node must stay. */
  readonly fixed: Uint8Array;
  /** Pairs of node numbers. */
  readonly links: Uint32Array;
}

/** x, y of every node. */
export function runLayout(job: LayoutJob): Float64Array {
  return job.kind === "arrange" ? arrange(job) : settle(job);
}

interface Body extends SimulationNodeDatum {
  readonly node: number;
  x: number;
  y: number;
}

const arrangeTicks = 300;
const settleTicks = 80;
// This and the strengths below were found by trying a few hundred sets on the sample: fewest crossings, no name without
// room, largest zoom at which all of it fits a laptop's screen.
function linkLength(degree: number): number {
  return 45 + 11 * Math.sqrt(degree);
}

/** A picture on a screen is wider than high. */
const aspect = 2;
const stretchMax = 1.5;

function arrange(job: LayoutJob): Float64Array {
  const result = job.places.slice();
  const [main = [], ...others] = componentsOf(job.fixed.length, job.links);
  arrangeBest(job, main, result);
  const isFixed = (node: number) => job.fixed[node] === 1;
  const inPlace = others.filter((component) => component.some(isFixed));
  const loose = others.filter((component) => !component.some(isFixed));
  for (const component of [...inPlace, ...loose]) simulate(job, component, result, arrangeTicks);
  packBeside(boxesOf(job, result), [main, ...inPlace].flat(), loose);
  return result;
}

/** Forces find a valley, not the deepest one. A small graph is laid out from several starts and the clearest kept. */
function arrangeBest(job: LayoutJob, members: readonly number[], result: Float64Array): void {
  const pairs: Pair[] = [];
  eachLink(job.links, (from, to) => pairs.push([from, to]));
  const starts = pairs.length * members.length <= startsWorkMax ? startsMax : 1;
  let best = Infinity;
  for (let start = 0; start < starts; start += 1) {
    const attempt = job.places.slice();
    simulate(job, members, attempt, arrangeTicks, start);
    const cost = starts > 1 ? tangle({ ...job, places: attempt }, pairs, aspect) : 0;
    if (cost >= best) continue;
    best = cost;
    result.set(attempt);
  }
}

const startsMax = 6;
const startsWorkMax = 30_000;
const nearby = 420;

function settle(job: LayoutJob): Float64Array {
  const result = job.places.slice();
  const moving = indexes(job).filter((node) => job.fixed[node] === 0);
  const isNear = (node: number) =>
    moving.some(
      (other) =>
        Math.hypot(xOf(result, node) - xOf(result, other), yOf(result, node) - yOf(result, other)) < nearby,
    );
  const linked = new Set<number>();
  eachLink(job.links, (from, to) => {
    if (job.fixed[from] === 0) linked.add(to);
    if (job.fixed[to] === 0) linked.add(from);
  });
  const members = indexes(job).filter((node) => job.fixed[node] === 0 || linked.has(node) || isNear(node));
  simulate(job, members, result, settleTicks);
  for (const node of moving) moveToFreeSpot(boxesOf(job, result), node);
  return result;
}

/** Runs the forces on some nodes and writes their places. */
function simulate(
  job: LayoutJob,
  members: readonly number[],
  result: Float64Array,
  ticks: number,
  start = 0,
): void {
  const degrees = degreesOf(job);
  const bodies = startOf(job, members, result, degrees, start);
  const bodyOf = new Map(bodies.map((body) => [body.node, body]));
  const links: SimulationLinkDatum<Body>[] = [];
  eachLink(job.links, (from, to) => {
    const [source, target] = [bodyOf.get(from), bodyOf.get(to)];
    if (source && target && source !== target) links.push({ source, target });
  });
  const boxes = bodyBoxes(job, bodies);
  const push = (alpha: number) => pushApart(bodies, boxes, alpha);
  const degreeOf = (end: unknown) => at(degrees, (end as Body).node);
  const isArranging = job.kind === "arrange";
  const pull = isArranging ? 0.16 : 0;
  const simulation = forceSimulation(bodies)
    .force(
      "link",
      forceLink(links).distance(({ source, target }) =>
        linkLength(Math.max(degreeOf(source), degreeOf(target))),
      ),
    )
    .force(
      "repel",
      forceManyBody<Body>()
        .strength((body) => -1100 - 40 * at(degrees, body.node))
        .distanceMax(900),
    )
    .force("x", forceX<Body>().strength(pull))
    .force("y", forceY<Body>().strength(pull * aspect * aspect))
    .force("apart", push)
    .alpha(isArranging ? 1 : 0.5)
    .alphaDecay(1 - 0.002 ** (1 / ticks))
    .stop();
  simulation.tick(ticks);
  if (isArranging && !bodies.some(({ node }) => job.fixed[node] === 1)) widen(bodies);
  clearOverlaps(bodies, boxes, isArranging ? pairsOf(bodies, links) : []);
  for (const { node, x, y } of bodies) result.set([x, y], 2 * node);
}

function startOf(
  job: LayoutJob,
  members: readonly number[],
  result: Float64Array,
  degrees: Uint32Array,
  variant: number,
): Body[] {
  // Hubs start in the middle; the sunflower's spiral spreads the rest evenly and needs no randomness.
  const ordered = members.toSorted((a, b) => at(degrees, b) - at(degrees, a) || a - b);
  return ordered.map((node, index) => {
    const [x, y] = [xOf(result, node), yOf(result, node)];
    const isFixed = job.fixed[node] === 1;
    const keeps = isFixed || (job.kind === "settle" && !Number.isNaN(x));
    const turn = (variant % 2 === 0 ? 1 : -1) * Math.PI * (3 - Math.sqrt(5));
    const [radius, angle] = [34 * Math.sqrt(0.5 + index), index * turn + variant * 0.8];
    const start = keeps
      ? { x, y }
      : { x: radius * Math.cos(angle) * 1.25, y: (radius * Math.sin(angle)) / 1.25 };
    return { node, ...start, ...(isFixed && { fx: x, fy: y }) };
  });
}

/** Forces settle into a disc; a screen is wide. */
function widen(bodies: readonly Body[]): void {
  const extent = (values: readonly number[]) => Math.max(...values) - Math.min(...values) || 1;
  const shape = extent(bodies.map(({ x }) => x)) / extent(bodies.map(({ y }) => y));
  const stretch = Math.sqrt(Math.min(stretchMax ** 2, Math.max(1, aspect / shape)));
  for (const body of bodies) {
    body.x *= stretch;
    body.y /= stretch;
  }
}

interface BodyBoxes {
  readonly boxes: Boxes;
  readonly places: Float64Array;
}

function bodyBoxes(job: LayoutJob, bodies: readonly Body[]): BodyBoxes {
  const places = new Float64Array(bodies.length * 2);
  const sizes = new Float64Array(bodies.length * 3);
  const fixed = new Uint8Array(bodies.length);
  for (const [index, { node }] of bodies.entries()) {
    sizes.set(job.sizes.subarray(3 * node, 3 * node + 3), 3 * index);
    fixed[index] = at(job.fixed, node);
  }
  return { boxes: { places, sizes, fixed }, places };
}

function pushApart(bodies: readonly Body[], { boxes, places }: BodyBoxes, alpha: number): void {
  // While it is hot, nodes must be able to pass each other.
  if (alpha > 0.2) return;
  readPlaces(bodies, places);
  separate(boxes, 0.5);
  writePlaces(bodies, places);
}

const clearingRounds = 400;
const lineRounds = 60;
/** Nodes times lines beyond which lines cannot be cleared in a moment, nor would anybody see it. */
const lineWorkMax = 120_000;

type Pair = readonly [number, number];

function clearOverlaps(bodies: readonly Body[], { boxes, places }: BodyBoxes, pairs: readonly Pair[]): void {
  readPlaces(bodies, places);
  const rounds = pairs.length * bodies.length <= lineWorkMax ? lineRounds : 0;
  for (let round = 0; round < rounds; round += 1) {
    clearLines(boxes, pairs);
    separate(boxes, 0.6);
  }
  for (let round = 0; round < clearingRounds; round += 1) if (separate(boxes, 1) === 0) break;
  writePlaces(bodies, places);
}

/** Links as numbers of bodies. */
function pairsOf(bodies: readonly Body[], links: readonly SimulationLinkDatum<Body>[]): readonly Pair[] {
  const numbers = new Map(bodies.map((body, index) => [body, index]));
  return links.map(({ source, target }) => [
    numbers.get(source as Body) ?? 0,
    numbers.get(target as Body) ?? 0,
  ]);
}

function readPlaces(bodies: readonly Body[], places: Float64Array): void {
  for (const [index, { x, y }] of bodies.entries()) places.set([x, y], 2 * index);
}

function writePlaces(bodies: readonly Body[], places: Float64Array): void {
  for (const [index, body] of bodies.entries()) {
    body.x = xOf(places, index);
    body.y = yOf(places, index);
  }
}

function boxesOf(job: LayoutJob, places: Float64Array): Boxes {
  return { places, sizes: job.sizes, fixed: job.fixed };
}

function degreesOf({ fixed, links }: LayoutJob): Uint32Array {
  const degrees = new Uint32Array(fixed.length);
  for (const node of links) degrees[node] = at(degrees, node) + 1;
  return degrees;
}

function eachLink(links: Uint32Array, visit: (from: number, to: number) => void): void {
  for (let index = 0; index + 1 < links.length; index += 2) visit(at(links, index), at(links, index + 1));
}

function indexes({ fixed }: LayoutJob): readonly number[] {
  return Array.from(fixed, (_, index) => index);
}

function xOf(places: Float64Array, node: number): number {
  return at(places, 2 * node);
}

function yOf(places: Float64Array, node: number): number {
  return at(places, 2 * node + 1);
}
