// Writes in a workshop's documents without a browser, where typing it all by hand would take a journey too long.

import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import WebSocket from 'ws';
import * as Y from 'yjs';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The place of the item of this number in its list, as the app writes places. */
export const place = (index) =>
  index < 62 ? `a${DIGITS[index]}` : `b${DIGITS[Math.floor((index - 62) / 62)]}${DIGITS[(index - 62) % 62]}`;

/** Puts an item into a root: texts that several people may write at once, and what is replaced as a whole. */
export function item(root, id, order, texts, scalars) {
  const fields = new Y.Map();
  root.set(id, fields);
  fields.set('order', order);
  for (const [name, text] of Object.entries(texts)) fields.set(name, new Y.Text(text));
  for (const [name, value] of Object.entries(scalars)) fields.set(name, value);
}

/** Opens a document, such as `map/m1`, with a facilitator's key, once all that the server has of it is here. */
export async function opensDocument(url, made, name) {
  const websocketProvider = new HocuspocusProviderWebsocket({ url: `${url.replace('http', 'ws')}/sync`, WebSocketPolyfill: WebSocket });
  const document = new Y.Doc();
  const provider = new HocuspocusProvider({ websocketProvider, name: `${made.workshop}/${name}`, token: made.facilitator_token, document });
  provider.attach();
  await new Promise((resolve) => provider.on('synced', resolve));
  return {
    document,
    /** Settles when the server has everything that was written. */
    async saved() {
      if (provider.hasUnsyncedChanges) {
        await new Promise((resolve) => provider.on('unsyncedChanges', ({ number }) => number === 0 && resolve()));
      }
    },
    end: () => (provider.destroy(), websocketProvider.destroy()),
  };
}

/** Writes in a document and goes, once the server has it. */
export async function writes(url, made, name, write) {
  const { document, saved, end } = await opensDocument(url, made, name);
  document.transact(() => write(document));
  await saved();
  end();
}
