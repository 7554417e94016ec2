// Compares what yrs made of documents with what Yjs did, by loading both into Yjs.
//
// Usage: node compare.mjs <PAIRS
// PAIRS has a line for each document: the state as yrs writes it, a space, as Yjs writes it, both base64.
// Prints how many are the same byte for byte once Yjs has written them, and how many but for the order of keys in
// objects, which yrs does not keep. Fails at the first that differs otherwise.

import { deepStrictEqual } from 'node:assert'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const Y = createRequire(new URL('../../../client/web/package.json', import.meta.url))('yjs')

function written(state) {
  const document = new Y.Doc()
  Y.applyUpdate(document, Buffer.from(state, 'base64'))
  if (document.store.pendingStructs || document.store.pendingDs) throw new Error('something waits')
  return Buffer.from(Y.encodeStateAsUpdate(document))
}

const counts = { bytes: 0, key_order: 0 }
for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const [ours, theirs] = line.split(' ').map(written)
  if (ours.equals(theirs)) counts.bytes++
  else {
    deepStrictEqual(Y.decodeUpdate(ours), Y.decodeUpdate(theirs))
    counts.key_order++
  }
}
process.stdout.write(JSON.stringify(counts) + '\n')
