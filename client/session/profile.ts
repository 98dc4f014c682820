// How this person appears to the others in local mode: a name and a colour of their choice, kept on this device.
import type { Profile } from "./session-state.ts";

const storageKey = "entente.profile";
/** As long as the name of a person with an account may be: what they say stands under all of it. */
const nameLengthMax = 80;
/** Whoever has chosen no name. */
export const guestName = "Guest";

/** Colours that read as a line on both themes and keep apart for common colour blindness. */
export const profileColors = [
  "#2f5daa",
  "#b4501e",
  "#2e7d5b",
  "#8a4fa3",
  "#b8860b",
  "#c2426b",
  "#3b7f8c",
  "#6b6f2a",
] as const;

/** The profile kept on this device. A newcomer becomes a guest, whose colour `seed`, 0 to 1, tells and who keeps it. */
export function loadProfile(storage: Storage, seed: number): Profile {
  const kept = readKept(storage);
  if (kept) return toProfile(kept["name"], kept["color"]);
  const guest = toProfile(undefined, profileColors[Math.floor(seed * profileColors.length)]);
  keepProfile(storage, guest);
  return guest;
}

/** Keeps the profile on this device. */
export function keepProfile(storage: Storage, profile: Profile): void {
  storage.setItem(storageKey, JSON.stringify({ name: profile.name, color: profile.color }));
}

/** A profile from whatever was given, by this person or over the wire. */
export function toProfile(name: unknown, color: unknown): Profile {
  const shown =
    typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, nameLengthMax) : guestName;
  const isColor = typeof color === "string" && /^#[0-9a-f]{6}$/.test(color);
  return { name: shown, color: isColor ? color : profileColors[0], initials: initialsOf(shown) };
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x3f).toUpperCase()).join("");
}

function readKept(storage: Storage): Record<string, unknown> | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : undefined;
  } catch {
    // A profile that cannot be read is no reason to keep somebody out: they are a guest again.
    return undefined;
  }
}
