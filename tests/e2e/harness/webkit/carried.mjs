// A request on its way through a cable, as the journeys know requests and routes: the part of Playwright's interface that they
// use. Whoever holds it carries it on, answers in the server's place, or breaks the line.

import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

export class Carried {
  #request;
  #answer;
  #address;
  #carry;
  #body;

  constructor(request, answer, { address, carry }) {
    this.#request = request;
    this.#answer = answer;
    this.#address = address;
    this.#carry = carry;
  }

  /** Waits until all of it has come; false where the page went away before. */
  async isWhole() {
    this.#body = await buffer(this.#request).catch(() => undefined);
    return this.#body !== undefined;
  }

  request() {
    return this;
  }
  method() {
    return this.#request.method;
  }
  url() {
    return new URL(this.#request.url, this.#address).href;
  }
  async allHeaders() {
    return this.#request.headers;
  }
  postData() {
    assert.ok(this.#body !== undefined, 'only a request that is held back has been read');
    return this.#body.length === 0 ? null : this.#body.toString('utf8');
  }

  continue() {
    this.#carry(this.#body);
  }
  fallback() {
    this.#carry(this.#body);
  }
  abort() {
    this.#request.socket.destroy();
  }
  fulfill({ status, contentType, body }) {
    this.#answer.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType });
    this.#answer.end(body);
  }
}
