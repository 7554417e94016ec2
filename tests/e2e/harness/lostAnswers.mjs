// A network that carries requests to the server and loses the answers, as when a phone changes its access point.

import { EventEmitter, once } from 'node:events';

// A page tries again within a second or two, and machines may be slow.
const SETTLES_WITHIN_MS = 60_000;

/** Loses answers on the way to a page. What reads is let through, so only what changes something is in doubt. */
export class LostAnswers {
  /** Every request that was delivered: its call, its key and the answer that nobody heard, or null where it was heard. */
  delivered = [];
  #isLost;
  #arrivals = new EventEmitter();

  constructor(isLost) {
    this.#isLost = isLost;
  }

  /** Each request is answered on its second try only. */
  static once() {
    return new LostAnswers((tries) => tries === 1);
  }

  /** No answer arrives until `heal` is called. */
  static always() {
    return new LostAnswers(() => true);
  }

  heal() {
    this.#isLost = () => false;
  }

  async on(page) {
    await page.route('**/api/v1/**', async (route) => {
      const request = route.request();
      if (request.method() === 'GET') return route.fallback();
      const headers = await request.allHeaders();
      const key = headers['idempotency-key'] ?? null;
      const tries = 1 + this.delivered.filter((earlier) => key !== null && earlier.key === key).length;
      const isLost = this.#isLost(tries);
      const path = new URL(request.url()).pathname.replace('/api/v1', '');
      const body = JSON.parse(request.postData() ?? 'null');
      // The page's own headers, but not those of its connection.
      const kept = Object.fromEntries(
        ['content-type', 'authorization', 'idempotency-key'].filter((name) => headers[name]).map((name) => [name, headers[name]]),
      );
      const response = await fetch(request.url(), { method: request.method(), headers: kept, body: request.postData() });
      const text = await response.text();
      this.delivered.push({ method: request.method(), path, type: body?.type ?? null, key, status: response.status, isLost, answer: JSON.parse(text) });
      this.#arrivals.emit('delivered');
      if (isLost) return route.abort('connectionreset');
      return route.fulfill({ status: response.status, contentType: response.headers.get('content-type'), body: text });
    });
  }

  /** Ends when whatever was asked has been heard in the end. A page that goes away before asks no more. */
  async settled() {
    const signal = AbortSignal.timeout(SETTLES_WITHIN_MS);
    const unheard = () => this.asked().filter(({ key }) => this.delivered.every((each) => each.key !== key || each.isLost));
    while (0 < unheard().length) {
      await once(this.#arrivals, 'delivered', { signal }).catch(() => {
        throw new Error(`never heard: ${unheard().map(({ path, type }) => type ?? path).join(', ')}`);
      });
    }
  }

  /** What was asked, each once, however often it was tried. */
  asked() {
    const first = new Map();
    for (const each of this.delivered) if (!first.has(each.key)) first.set(each.key, each);
    return [...first.values()];
  }
}
