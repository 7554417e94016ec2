// What goes over the sockets of one line, as bytes; the client knows nothing of it.

import { Ear } from "./ear.mjs";

export class Wiretap {
  /** How many sockets were opened. */
  sockets = 0;
  #ear = new Ear();

  /** The browser's WebSocket, overheard. */
  webSocket(onMessage = () => {}) {
    const wiretap = this;
    return class extends WebSocket {
      constructor(...args) {
        super(...args);
        wiretap.sockets += 1;
        this.addEventListener("message", (event) => {
          const message = new Uint8Array(event.data);
          wiretap.#ear.hear("came", message);
          onMessage(message);
        });
      }

      send(message) {
        wiretap.#ear.hear("went", new Uint8Array(message));
        super.send(message);
      }
    };
  }

  /** Waits for a message that came or went. */
  async hears(awaited, way, isSo) {
    await this.#ear.hears(awaited, (event) => event.name === way && isSo(event.data));
  }
}
