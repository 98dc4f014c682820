// What is said about where somebody's edits are. Nothing shown here may promise more than is known.
import type { SaveState } from "../session/session-state.ts";

interface SaveWords {
  /** Always visible. */
  readonly short: string;
  /** What it means and what to do, if anything. */
  readonly meaning: string;
  readonly icon: string;
  readonly tone: "calm" | "amber" | "red";
}

/** The words for a state of saving. */
export function saveWords(save: SaveState): SaveWords {
  switch (save.kind) {
    case "connecting":
      return {
        short: "Connecting…",
        meaning:
          "Reaching the server. You can already edit; your changes are kept on this device until it answers.",
        icon: "cloud",
        tone: "calm",
      };
    case "saved":
      return {
        short: "Saved",
        meaning: "Every change you made is on the server's disk.",
        icon: "check",
        tone: "calm",
      };
    case "saving":
      return {
        short: save.count > 0 ? `Saving ${changes(save.count)}…` : "Saving…",
        meaning: "Sent to the server, which has not yet confirmed that it is on its disk.",
        icon: "cloud-upload",
        tone: "calm",
      };
    case "offline":
      return {
        short: save.count > 0 ? `Offline · ${changes(save.count)} kept on this device` : "Offline",
        meaning:
          save.count > 0
            ? "The server cannot be reached. Your changes are on this device only. They are sent by themselves when it is back, or when you next open this workspace here."
            : "The server cannot be reached. You see the last state this device received; edits you make are sent by themselves when it is back.",
        icon: "cloud-off",
        tone: "amber",
      };
    case "refused":
      return {
        short: `Not saved: ${lowerFirst(save.reason)}`,
        meaning:
          "The server refused your last change and it is not kept. Everything saved before is safe. Reload to go on from there.",
        icon: "octagon-alert",
        tone: "red",
      };
    case "too-new":
      return {
        short: "Read only",
        meaning:
          "This workspace was changed by a newer Entente. Reload to get it. Until then you can look at everything and change nothing.",
        icon: "octagon-alert",
        tone: "amber",
      };
  }
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

function lowerFirst(text: string): string {
  const rest = text.slice(1);
  // A name or an acronym keeps its capitals.
  return /^[A-Z][a-z]*\b/.test(text) ? text.charAt(0).toLowerCase() + rest : text;
}
