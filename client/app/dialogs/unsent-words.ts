// What is said to somebody who is about to leave behind what only this device has.
import type { Unsent } from "../../session/unsent.ts";

/** By what it would be left behind; `sign-out-of-tabs` where not all of it is in the tab that asks. */
export type Leaving = "reload" | "sign-out" | "sign-out-of-tabs";

interface UnsentWords {
  readonly title: string;
  readonly meaning: string;
  /** After a copy was made. */
  readonly kept: string;
  /** To go on without a copy, and with one. */
  readonly without: string;
  readonly go: string;
  readonly stay: string;
}

/** The words of the question. */
export function unsentWords(leaving: Leaving, unsent: Unsent): UnsentWords {
  switch (leaving) {
    case "reload":
      return reloadWords(unsent);
    case "sign-out":
      return signOutWords(unsent);
    case "sign-out-of-tabs":
      return { ...signOutWords(unsent), meaning: meaningOfTabs };
  }
}

const back =
  "The copy holds the whole map as you see it here, and can be imported: choose Import in the menu.";
const kept =
  "The copy is among your downloads. Look whether it is there before you go on. To bring back what it holds, choose Import in the menu.";

const meaningOfTabs =
  "Signing out removes all maps from this device, and not all of this is in the tab you see. Look in your other tabs, reload this page, and open the other maps you worked on: wait there until the bar says “Saved”. A copy kept here holds only the map you see here.";

function reloadWords(unsent: Unsent): UnsentWords {
  return {
    title: onDeviceOnly(unsent),
    meaning: `Reloading shows the server’s map and removes this device’s. Keep a copy as a file, then reload. ${back}`,
    kept,
    without: "Reload without it",
    go: "Reload",
    stay: "Not now",
  };
}

function signOutWords(unsent: Unsent): UnsentWords {
  return {
    title: unsent.count === 0 ? onDeviceOnly(unsent) : `${changes(unsent)} not on the server yet`,
    meaning: `Signing out removes the map from this device. Wait until the bar says “Saved”, or keep a copy as a file. ${back}`,
    kept,
    without: "Sign out without it",
    go: "Sign out",
    stay: "Wait",
  };
}

/** A sentence without its full stop. Where nothing is counted, there may still be something. */
export function onDeviceOnly(unsent: Unsent): string {
  if (unsent.count === 0) return "There may be changes on this device only";
  return `${changes(unsent)} on this device only`;
}

function changes({ count, isAll }: Unsent): string {
  const counted = isAll ? String(count) : `At least ${count}`;
  return count === 1 ? `${counted} change is` : `${counted} changes are`;
}
