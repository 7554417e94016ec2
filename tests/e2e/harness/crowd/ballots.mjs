// The process of a crowd: opens everybody's ballot, marks, says "marked" once all of it is acknowledged, and stays connected.
// It speaks the app's own protocol with the app's own libraries, from where these are installed.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(new URL('../../../../client/web/package.json', import.meta.url));
const { HocuspocusProvider, HocuspocusProviderWebsocket } = require('@hocuspocus/provider');
const Y = require('yjs');

const { url, workshop, ballots } = JSON.parse(await text(process.stdin));
const address = `${url.replace(/^http/, 'ws')}/sync`;

/** Settles when the server has acknowledged every mark of this ballot. */
function marks({ seat, token, marks }) {
  return new Promise((done, failed) => {
    const websocketProvider = new HocuspocusProviderWebsocket({ url: address, WebSocketPolyfill: WebSocket });
    // The session is what makes a seat present.
    const open = (name, more) => {
      const provider = new HocuspocusProvider({ websocketProvider, name: `${workshop}/${name}`, token, document: new Y.Doc(), awareness: null, ...more });
      provider.attach();
      return provider;
    };
    open('session', {});
    let isWritten = false;
    const ballot = open(`ballot/${seat}`, {
      onSynced: ({ state }) => {
        if (!state || isWritten) return;
        isWritten = true;
        const written = ballot.document.getMap('marks');
        ballot.document.transact(() => Object.entries(marks).forEach(([cell, mark]) => written.set(cell, mark)));
      },
      onUnsyncedChanges: ({ number }) => isWritten && number === 0 && done(),
      onAuthenticationFailed: ({ reason }) => failed(new Error(`seat ${seat}: ${reason}`)),
    });
  });
}

await Promise.all(ballots.map(marks));
console.log('marked');
