// What is being written in one open document, for its page: fields, who else is in which, and what was overwritten.
import { LiveWords, type Aside, type LiveOptions, type Overwritten } from "../../sync/working/live";
import type { Others } from "../../sync/presence";
import type { WorkingField } from "../../sync/working/field";
import type { WordsPath } from "../../sync/working/textFields";

/** What a page gives its fields. */
export interface WritingOptions extends Omit<LiveOptions, "changed"> {
  /** Whether this person may write now. */
  canWrite: () => boolean;
  /** Puts back what was taken out, where it can be; null where that is nothing for this document. */
  putBack: ((path: WordsPath) => void) | null;
}

/** Everything that is written in one document. */
export class Writing {
  overwritten = $state.raw<readonly Overwritten[]>([]);
  aside = $state.raw<Aside | null>(null);
  others = $state.raw<Others>(new Map());
  readonly putBack: ((path: WordsPath) => void) | null;
  readonly #words: LiveWords;
  readonly #canWrite: () => boolean;
  // Which fields are on the page: what was overwritten elsewhere is told at its top.
  #onPage = $state.raw<ReadonlyMap<string, number>>(new Map());

  constructor({ canWrite, putBack, ...options }: WritingOptions) {
    this.#canWrite = canWrite;
    this.putBack = putBack;
    this.#words = new LiveWords({ ...options, changed: () => this.#read() });
    this.#read();
  }

  get canWrite(): boolean {
    return this.#canWrite();
  }

  /** What was overwritten in fields that are not on the page. */
  get elsewhere(): readonly Overwritten[] {
    return this.overwritten.filter(({ path }) => !this.#onPage.has(path.join("/")));
  }

  get lastWritten(): { path: WordsPath; text: string } | null {
    return this.#words.lastWritten;
  }

  field(path: WordsPath, unwritten?: string): WorkingField {
    return this.#words.field(path, unwritten);
  }

  overwrittenAt(path: WordsPath): Overwritten | null {
    return this.overwritten.find((known) => known.path.join("/") === path.join("/")) ?? null;
  }

  /** Whether somebody else writes in this field, or in one of an item. */
  hasOthersAt(...path: WordsPath): boolean {
    const at = path.join("/");
    return [...this.others.keys()].some((other) => other === at || other.startsWith(`${at}/`));
  }

  /** A field has come onto the page; what is given back takes it off again. */
  isOnPage(path: WordsPath): () => void {
    const key = path.join("/");
    const count = (by: number) => {
      const next = new Map(this.#onPage).set(key, (this.#onPage.get(key) ?? 0) + by);
      if (next.get(key) === 0) next.delete(key);
      this.#onPage = next;
    };
    count(1);
    return () => count(-1);
  }

  settle(isShown: (path: WordsPath) => boolean): void {
    this.#words.settle(isShown);
  }

  useMine(overwritten: Overwritten): void {
    this.#words.useMine(overwritten);
  }

  dismiss(path: WordsPath): void {
    this.#words.dismiss(path);
  }

  closeAside(): void {
    this.#words.closeAside();
  }

  close(): void {
    this.#words.close();
  }

  #read(): void {
    // The first call may come while the fields are still being made.
    const words = this.#words as LiveWords | undefined;
    if (words === undefined) return;
    this.overwritten = words.overwritten;
    this.aside = words.aside;
  }
}

