/** `ours`, `official`, or `forum:` and the forum's word or id. */
export type Naming = "ours" | "official" | `forum:${string}`;

/** The naming that a text says, or undefined where it says none. */
export function readNaming(text: unknown): Naming | undefined {
  if (text === "ours" || text === "official") return text;
  if (typeof text !== "string" || !/^forum:\s*\S/.test(text) || text.length > 90) return undefined;
  return `forum:${text.slice("forum:".length).trim()}`;
}

/** The forum of a naming, where it is a forum's. */
export function forumOf(naming: Naming): string | undefined {
  return naming.startsWith("forum:") ? naming.slice("forum:".length) : undefined;
}
