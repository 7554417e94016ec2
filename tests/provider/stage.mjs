// What a scenario has to play with: a workshop of its own, people with tokens, and lines to the server.

import { please } from "./operator.mjs";

export class Stage {
  #lines = [];

  constructor(client, url, workshop) {
    this.client = client;
    this.url = url;
    this.workshop = workshop.id;
    this.domain = workshop.domain;
    this.facilitator = workshop.facilitator;
    // At one table.
    this.one = workshop.one;
    this.other = workshop.other;
    // At another table of the same workshop.
    this.elsewhere = workshop.elsewhere;
  }

  static async set(client, url) {
    return new Stage(client, url, await please("a workshop"));
  }

  /** The full name of a document of this workshop. */
  name(path) {
    return `${this.workshop}/${path}`;
  }

  /** A device that has opened nothing yet. */
  line() {
    const line = this.client.line(this.url);
    this.#lines.push(line);
    return line;
  }

  /** Somebody opens a document on a device of their own; `draft` is what they wrote there before. */
  open(path, person, draft) {
    return this.line().open(this.name(path), person.token, draft);
  }

  please(what) {
    return please(what);
  }

  clear() {
    for (const line of this.#lines) line.hangUp();
  }
}
