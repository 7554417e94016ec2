// What was read in from files in this tab, so that it can be taken back, also after the page was loaded again.
import type { Counts } from "../../../model/map/bpmn/report";
import { readInsKey } from "../../../sync/device/seatStore";
import { inTab, keepInTab } from "../../../sync/device/tabStore";
import type { Receipt } from "../../../sync/working/map/takeBack";

export interface ReadIn {
  readonly file: string;
  readonly counts: Counts;
  readonly receipt: Receipt;
  readonly isOut: boolean;
}

// A receipt of a full map has about 60 kB; ten of them are within what a tab may keep.
const MOST = 10;

export class ReadIns {
  readonly #key: string;
  list = $state.raw<readonly ReadIn[]>([]);

  constructor(workshop: string, holder: string, map: string) {
    this.#key = readInsKey(workshop, holder, map);
    try {
      const kept: unknown = JSON.parse(inTab(this.#key) ?? "[]");
      // Nobody but this class writes there.
      if (Array.isArray(kept)) this.list = kept as ReadIn[];
    } catch {
      // Damaged: it can be taken back until the page is loaded again.
    }
  }

  add(readIn: ReadIn): void {
    this.#set([readIn, ...this.list].slice(0, MOST));
  }

  /** Remembers that it was taken out, or put back. */
  mark(readIn: ReadIn, isOut: boolean): void {
    this.#set(this.list.map((one) => (one === readIn ? { ...one, isOut } : one)));
  }

  #set(list: readonly ReadIn[]): void {
    this.list = list;
    keepInTab(this.#key, JSON.stringify(list));
  }
}
