// Lays maps out beside the page: a shape comes in, its columns go back.
import { columnsOf, type Column, type MapShape } from "../../../model/map/columns";

/** What is asked, and what is answered, under the same number. */
export interface LayOutAsked {
  number: number;
  shape: MapShape;
}
export interface LaidOut {
  number: number;
  columns: [string, Column][];
}

self.addEventListener("message", ({ data: { number, shape } }: MessageEvent<LayOutAsked>) => {
  self.postMessage({ number, columns: [...columnsOf(shape)] } satisfies LaidOut);
});
