// The k shortest ways from one to another that visit nobody twice.

/** Neighbours by entity, each list sorted. */
export type Neighbours<Id extends string> = ReadonlyMap<Id, readonly Id[]>;

interface PathBounds {
  /** Steps of a path, at most. */
  readonly hops: number;
  /** Paths, at most. */
  readonly count: number;
}

/**
 * The shortest simple paths, shortest first, of equal length in order of their ids. Rule QRY-9. At most count x hops
 * searches of the graph, whatever it looks like.
 *
 * @source J. Y. Yen, "Finding the K Shortest Loopless Paths in a Network", Management Science 17 (11), 1971.
 */
export function shortestPaths<Id extends string>(
  neighbours: Neighbours<Id>,
  from: Id,
  to: Id,
  { hops, count }: PathBounds,
): readonly (readonly Id[])[] {
  const found: (readonly Id[])[] = [];
  const direct = bestPath(neighbours, [from], new Set(), to, hops);
  const candidates = new Map(direct ? [[direct.join(" "), direct]] : []);
  while (found.length < count) {
    const [key, best] = leastOf(candidates) ?? [];
    if (key === undefined || !best) break;
    candidates.delete(key);
    found.push(best);
    for (const path of deviations(neighbours, best, found, hops)) candidates.set(path.join(" "), path);
  }
  return found;
}

/** From each of a path's entities on, the best way that no path found so far takes. */
function deviations<Id extends string>(
  neighbours: Neighbours<Id>,
  path: readonly Id[],
  found: readonly (readonly Id[])[],
  hops: number,
): readonly (readonly Id[])[] {
  const to = path.at(-1);
  if (to === undefined) return [];
  return path.slice(0, -1).flatMap((_, place) => {
    const root = path.slice(0, place + 1);
    const alike = found.filter((other) => root.every((id, index) => other[index] === id));
    const taken = new Set(alike.flatMap((other) => other[place + 1] ?? []));
    const best = bestPath(neighbours, root, taken, to, hops);
    return best ? [best] : [];
  });
}

/** The best path that begins with a root and does not go on to what is taken. */
function bestPath<Id extends string>(
  neighbours: Neighbours<Id>,
  root: readonly Id[],
  taken: ReadonlySet<Id>,
  to: Id,
  hops: number,
): readonly Id[] | undefined {
  const visited = new Set(root);
  const spur = root.at(-1);
  const next = (spur === undefined ? [] : (neighbours.get(spur) ?? [])).filter(
    (id) => !visited.has(id) && !taken.has(id),
  );
  const levels = levelsFrom(neighbours, to, visited, new Set(next), hops - root.length);
  if (!levels) return undefined;
  const path = [...root];
  let choices = next;
  for (const level of levels.toReversed()) {
    const step = choices.find((id) => level.has(id));
    if (step === undefined) return undefined;
    path.push(step);
    choices = [...(neighbours.get(step) ?? [])];
  }
  return path;
}

/** Entities by their distance to the end, up to the first distance at which one of the goals is. */
function levelsFrom<Id extends string>(
  neighbours: Neighbours<Id>,
  to: Id,
  avoided: ReadonlySet<Id>,
  goals: ReadonlySet<Id>,
  depthMax: number,
): readonly ReadonlySet<Id>[] | undefined {
  const seen = new Set<Id>([...avoided, to]);
  const levels: Set<Id>[] = [];
  let level = new Set([to]);
  while (level.size > 0 && levels.length <= depthMax) {
    levels.push(level);
    if ([...level].some((id) => goals.has(id))) return levels;
    const further = [...level].flatMap((id) => neighbours.get(id) ?? []).filter((id) => !seen.has(id));
    level = new Set(further);
    for (const id of level) seen.add(id);
  }
  return undefined;
}

function leastOf<Id extends string>(candidates: ReadonlyMap<string, readonly Id[]>) {
  let least: readonly [string, readonly Id[]] | undefined;
  for (const entry of candidates) if (!least || isBefore(entry[1], least[1])) least = entry;
  return least;
}

/** Shorter first, then in order of ids. */
function isBefore(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const place = a.findIndex((id, index) => id !== b[index]);
  return place !== -1 && (a[place] ?? "") < (b[place] ?? "");
}
