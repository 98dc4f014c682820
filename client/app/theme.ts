// Light or dark: the person's choice, else the system's. `<html data-theme>` always holds the resolved one.
import type { ReactiveController, ReactiveControllerHost } from "lit";

import { readLocal, writeLocal } from "./local-store.ts";

const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storedName = "theme";
/** The system's wish, which may change while the page is open. */
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** What the person chose, `system` where they did not. */
export function themeChoice(): ThemeChoice {
  const stored = readLocal(storedName);
  return themeChoices.find((choice) => choice === stored) ?? "system";
}

/** Whether the dark theme is in force, by choice or by the system. */
export function isDark(): boolean {
  const choice = themeChoice();
  return choice === "dark" || (choice === "system" && systemIsDark.matches);
}

/** Keeps the choice and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  writeLocal(storedName, choice === "system" ? undefined : choice);
  applyTheme();
}

/** Shows the theme in force, and follows the system from now on. */
export function startTheme(): void {
  applyTheme();
  systemIsDark.addEventListener("change", applyTheme);
}

/** Renders its element again when the system's wish changes. */
export class SystemTheme implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  hostConnected(): void {
    systemIsDark.addEventListener("change", this.#update);
  }

  hostDisconnected(): void {
    systemIsDark.removeEventListener("change", this.#update);
  }

  readonly #update = (): void => this.#host.requestUpdate();
}

function applyTheme(): void {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
}
