// Waiting for what happens, never for a time.

/** Longer than anything here takes, a sign of life included, so that only a fault is caught. */
const PATIENCE_MS = 30_000;

/** Everything that happened, on an emitter under these names or as it is told, and who waits for more. */
export class Ear {
  #heard = [];
  #looking = new Set();

  constructor(emitter = null, names = []) {
    for (const name of names) {
      emitter.on(name, (data) => this.hear(name, data));
    }
  }

  hear(name, data) {
    this.#heard.push({ name, data });
    for (const look of [...this.#looking]) look();
  }

  /** The first thing heard since `since` for which `isSo` holds. */
  hears(awaited, isSo, since = 0) {
    return until(awaited, () => this.since(since).find(isSo), [this]);
  }

  since(mark) {
    return this.#heard.slice(mark);
  }

  /** How much was heard: a mark to listen from. */
  get count() {
    return this.#heard.length;
  }

  /** What was heard so far under a name. */
  all(name) {
    return this.#heard.filter((event) => event.name === name).map((event) => event.data);
  }

  watch(look) {
    this.#looking.add(look);
  }

  forget(look) {
    this.#looking.delete(look);
  }
}

/** Looks again whenever one of these ears hears something, until there is something to see. */
export function until(awaited, find, ears) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      for (const ear of ears) ear.forget(look);
    };
    const look = () => {
      try {
        const found = find();
        if (!found) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error);
      }
    };
    // Made here, so that it says who waited.
    const tooLong = new Error(`${awaited} did not happen within ${PATIENCE_MS} ms`);
    const timer = setTimeout(() => {
      end();
      reject(tooLong);
    }, PATIENCE_MS);
    for (const ear of ears) ear.watch(look);
    look();
  });
}

export const is = (name) => (event) => event.name === name;
