// The one worker of the page that lays large maps out, begun when the first one is asked for.
import type { LayOut } from "../../../model/map/columns.svelte";
import type { LaidOut, LayOutAsked } from "./columns.worker";
import LayOutWorker from "./columns.worker?worker";

let worker: Worker | null = null;
let asked = 0;

/** Has a map laid out beside the page. Rejects where the browser has no workers, or the worker fails. */
export const layOut: LayOut = (shape) =>
  new Promise((resolve, reject) => {
    worker ??= new LayOutWorker();
    const own = worker;
    asked += 1;
    const number = asked;
    const done = () => {
      own.removeEventListener("message", answered);
      own.removeEventListener("error", failed);
    };
    const answered = ({ data }: MessageEvent<LaidOut>) => {
      if (data.number !== number) return;
      done();
      resolve(new Map(data.columns));
    };
    const failed = () => {
      done();
      worker = null;
      own.terminate();
      reject(new Error("the worker that lays maps out has failed"));
    };
    own.addEventListener("message", answered);
    own.addEventListener("error", failed);
    own.postMessage({ number, shape } satisfies LayOutAsked);
  });
