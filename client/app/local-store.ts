// What this browser remembers for its person. Storage can be forbidden or full; nothing here may depend on it.

const prefix = "entente-";

/** What was kept under a name, or undefined. */
export function readLocal(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    // A browser that forbids storage remembers nothing; the defaults serve.
    return undefined;
  }
}

/** Keeps a text for the next visit; undefined forgets it. */
export function writeLocal(name: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, text);
  } catch {
    // Full or forbidden: the choice holds until the page is left.
  }
}

/** The browser's storage, or one that forgets when the page is left. */
export function storageOrMemory(): Storage {
  try {
    return localStorage;
  } catch {
    return memoryStorage();
  }
}

function memoryStorage(): Storage {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    clear: () => texts.clear(),
    getItem: (name) => texts.get(name) ?? null,
    key: (index) => [...texts.keys()][index] ?? null,
    removeItem: (name) => void texts.delete(name),
    setItem: (name, text) => void texts.set(name, text),
  };
}
