// What is said about where somebody's edits are. Nothing shown here may promise more than is known.
import type { Coming } from "../account/account-data.ts";
import type { Toast } from "../controls/toast.ts";
import type { SaveState } from "../session/session-state.ts";
import { onDeviceOnly } from "./dialogs/unsent-words.ts";

const otherHistoryCode = 4409;

interface SaveWords {
  /** Always visible. */
  readonly short: string;
  /** What it means and what to do, if anything. */
  readonly meaning: string;
  readonly icon: string;
  readonly tone: "calm" | "amber" | "red";
}

/**
 * The words for a state of saving. Whoever came by a shared link knows nobody here but whoever gave it to them, and
 * where nobody signs in there is nobody else to sign in as.
 */
export function saveWords(save: SaveState, coming: Coming = "account"): SaveWords {
  const words = { ...wordsFor(save), ...(save.isTabOnly && tabOnlyWords(save)) };
  const meaning = otherMeanings[coming][save.kind === "ended" ? save.code : save.kind];
  return meaning === undefined ? words : { ...words, meaning };
}

/** Whether the page comes back to the workspace when it is opened anew. */
export function mayReload(save: SaveState, coming: Coming): boolean {
  if (save.kind === "too-new") return true;
  return save.kind === "ended" && !(coming === "link" && [4401, 4403, 4404].includes(save.code));
}

/** What differs by how somebody came. */
const otherMeanings: Readonly<Record<Coming, Readonly<Partial<Record<SaveState["kind"] | number, string>>>>> =
  {
    account: {},
    link: {
      "read-only":
        "You may look at everything here and change nothing. If you need to edit, ask whoever gave you the link.",
      4401: "Your visit is over. Open the link again that you were given.",
      4403: "The link by which you came does not work any more. Ask whoever gave you the link for a new one.",
      4404: "The link by which you came does not work any more. Ask whoever gave you the link for a new one.",
    },
    local: {
      4404: "There is no workspace of this name on the server any more. Keep a copy of what you see if you need it.",
    },
  };

const keepsNothing =
  "This browser keeps nothing for this page: it has no space, or forbids it, as some private windows do.";

/** Where the tab is all that holds what is not on the server. */
function tabOnlyWords(save: SaveState): Partial<SaveWords> {
  switch (save.kind) {
    case "saved":
      return {
        meaning: `${plainWords.saved.meaning} ${keepsNothing} Without the server, leave this tab open.`,
      };
    case "connecting":
      return { meaning: `Reaching the server. ${keepsNothing} Leave this tab open until it answers.` };
    case "offline":
    case "degraded":
    case "restarting":
      return tabOnlyWaiting(save);
    case "saving":
    case "read-only":
    case "too-new":
    case "ended":
      return {};
  }
}

function tabOnlyWaiting({ kind, count }: { kind: Waiting; count: number }): Partial<SaveWords> {
  const { short } = countedWords[kind](0);
  const what = count > 0 ? `${short} · ${changes(count)} in this tab only` : short;
  const todo = `Leave this tab open until ${count > 0 ? "your changes are saved, which happens by itself" : "the server is back"}.`;
  return {
    short: what,
    meaning: `${happened[kind]} ${keepsNothing} ${todo}`,
    tone: count > 0 ? "red" : "amber",
  };
}

function wordsFor(save: SaveState): SaveWords {
  switch (save.kind) {
    case "connecting":
    case "saved":
    case "read-only":
    case "too-new":
      return plainWords[save.kind];
    case "saving":
    case "offline":
    case "degraded":
    case "restarting":
      return countedWords[save.kind](save.count);
    case "ended":
      return endedWords(save);
  }
}

/** The workspace comes near the largest size that the server takes. */
export function fullToast({ bytes, bytesMax }: { readonly bytes: number; readonly bytesMax: number }): Toast {
  // Never 100: there is room left while it is said.
  const percent = Math.min(99, Math.floor((100 * bytes) / bytesMax));
  const text = `This workspace is ${percent} % full. Everything is saved. Its history counts, so deleting frees little: import less, and put what is new in another workspace.`;
  return { text, tone: "warning", stays: true };
}

const plainWords: Readonly<Record<"connecting" | "saved" | "read-only" | "too-new", SaveWords>> = {
  connecting: {
    short: "Connecting…",
    meaning:
      "Reaching the server. You can already edit; your changes are kept on this device until it answers.",
    icon: "cloud",
    tone: "calm",
  },
  saved: {
    short: "Saved",
    meaning: "Every change you made is on the server's disk.",
    icon: "check",
    tone: "calm",
  },
  "read-only": {
    short: "View only",
    meaning:
      "You may look at everything here and change nothing. Ask an owner of this workspace for the right to edit.",
    icon: "eye",
    tone: "calm",
  },
  "too-new": {
    short: "Read only",
    meaning:
      "This workspace was changed by a newer Entente. Reload to get it. Until then you can look at everything and change nothing.",
    icon: "octagon-alert",
    tone: "amber",
  },
};

/** What edits wait for. */
type Waiting = "offline" | "degraded" | "restarting";

/** What it is, as the first sentence about it. */
const happened: Readonly<Record<Waiting, string>> = {
  offline: "The server cannot be reached.",
  degraded: "The server cannot save now.",
  restarting: "The server restarts and is back in a moment.",
};

/** By the number of edits that are not known to be saved. */
const countedWords: Readonly<Record<"saving" | Waiting, (count: number) => SaveWords>> = {
  saving: (count) => ({
    short: `Saving ${changes(count)}…`,
    meaning: "Sent to the server, which has not yet confirmed that it is on its disk.",
    icon: "cloud-upload",
    tone: "calm",
  }),
  offline: (count) => ({
    short: count > 0 ? `Offline · ${changes(count)} kept on this device` : "Offline",
    meaning:
      count > 0
        ? `${happened.offline} Your changes are on this device only. They are sent by themselves when it is back, or when you next open this workspace here.`
        : `${happened.offline} You see the last state this device received; edits you make are sent by themselves when it is back.`,
    icon: "cloud-off",
    tone: "amber",
  }),
  degraded: (count) => ({
    short: count > 0 ? `Not saved yet · ${changes(count)}` : "Not saving",
    meaning: `${happened.degraded} Your changes are kept on this device and are saved by themselves when it can again. You can go on working.`,
    icon: "triangle-alert",
    tone: "amber",
  }),
  restarting: (count) => ({
    short: count > 0 ? `Server restarting · ${changes(count)} kept here` : "Server restarting",
    meaning: `${happened.restarting} Your changes are kept on this device and are sent then. You can go on working.`,
    icon: "cloud-off",
    tone: "amber",
  }),
};

/** What became of a connection that the server ended for good, by its close code. */
const endings: Readonly<Record<number, Pick<SaveWords, "short" | "meaning" | "tone">>> = {
  4401: {
    short: "Signed out",
    meaning: "You are not signed in any more. Sign in again, and you come back to this place.",
    tone: "amber",
  },
  4403: {
    short: "No access",
    meaning: "You may not open this workspace any more. Ask one of its owners, then reload.",
    tone: "amber",
  },
  4404: {
    short: "Cannot be opened",
    // The server does not tell strangers which of the two it is.
    meaning:
      "You may not open this workspace, or it does not exist any more. Ask whoever invited you, or sign in as somebody else. Keep a copy of what you see if you need it.",
    tone: "red",
  },
  4409: {
    short: "Other version on the server",
    meaning:
      "The server’s workspace was put back to another state since, so what this device has does not fit it any more. Reload to see the server’s: you are asked first, and can keep a copy as a file.",
    tone: "amber",
  },
  4413: {
    short: "Too large to save",
    meaning: "What you changed at once is larger than the server takes. Keep a copy, reload, and import it.",
    tone: "red",
  },
  4426: {
    short: "Newer Entente needed",
    meaning: "The server was updated and this page is from before. Reload to get the newer one.",
    tone: "amber",
  },
};

function endedWords({ code, reason, count }: Extract<SaveState, { readonly kind: "ended" }>): SaveWords {
  const { short, meaning, tone } = endings[code] ?? {
    short: `Not saved: ${lowerFirst(reason || "the server ended the connection").replace(/\.$/, "")}`,
    meaning: "The server ended the connection and saves nothing from this page. Reload to go on.",
    tone: "red",
  };
  const left = leftHere(code, count);
  return {
    short,
    meaning: left === "" ? meaning : `${meaning} ${left}`,
    icon: "octagon-alert",
    tone,
  };
}

/** What is on this device only. A map put back to an earlier state lacks even what was saved since. */
function leftHere(code: number, count: number): string {
  if (count > 0) return `Not on the server: ${onDeviceOnly({ count, isAll: true })}.`;
  return code === otherHistoryCode ? `${onDeviceOnly({ count: 0, isAll: false })}.` : "";
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count.toLocaleString("en")} changes`;
}

function lowerFirst(text: string): string {
  const rest = text.slice(1);
  // A name or an acronym keeps its capitals.
  return /^[A-Z][a-z]*\b/.test(text) ? text.charAt(0).toLowerCase() + rest : text;
}
