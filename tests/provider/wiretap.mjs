// What goes over the sockets of one line, as bytes; the client knows nothing of it.

import { WebSocket } from "ws";
import { Ear } from "./ear.mjs";

export class Wiretap {
  /** How many sockets were opened. */
  sockets = 0;
  #ear = new Ear();

  /**
   * A WebSocket as browsers have it, overheard. Node 20's own does not say `close` where a connection could not be made,
   * and y-websocket then never tries again.
   */
  webSocket({ opens = () => {}, came = () => {}, went = () => {} }) {
    const wiretap = this;
    return class extends WebSocket {
      constructor(...args) {
        super(...args);
        wiretap.sockets += 1;
        opens();
        // A client that closes a socket before it is open no longer listens to the error that this is to `ws`.
        this.addEventListener("error", () => {});
        this.addEventListener("message", (event) => {
          const message = new Uint8Array(event.data);
          came(message);
          wiretap.#ear.hear("came", message);
        });
      }

      send(data) {
        const message = new Uint8Array(data);
        went(message);
        wiretap.#ear.hear("went", message);
        super.send(data);
      }
    };
  }

  /** Waits for a message that came or went. */
  async hears(awaited, way, isSo) {
    await this.#ear.hears(awaited, (event) => event.name === way && isSo(event.data));
  }
}
