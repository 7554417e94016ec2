// Genuine Yjs updates in the order a server receives them, with what they amount to.
//
// Usage: node generate.mjs            writes corpus.json, from its one seed
//        node generate.mjs SEED…      prints the documents of these seeds
// Needs yjs 13.6 in client/web/node_modules. The same seed gives the same bytes.
// Several replicas edit, go offline, reload under a new client id, undo, merge what they queued, and answer the
// server's state vector; some send everything they have, so that much of it is known.

import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const Y = createRequire(`${here}../../../client/web/package.json`)('yjs')

const COMMITTED_SEED = 20260131

/** What is played for each seed: a rule book, how many steps, how often. */
const PLAYS = [
  ['every-root', 130, 6],
  ['ballot', 60, 4],
  ['table', 70, 3],
  ['plenary', 70, 2],
]

/** The roots of each rule book, as the server reads them. */
const ROOTS = {
  'every-root': { m: 'map', nodes: 'map', bytes: 'map', a: 'array', t: 'text', x: 'xml' },
  ballot: { marks: 'map', reasons: 'map' },
  table: { proposed: 'map', notes: 'map', paper: 'map' },
  plenary: { priorities: 'map', notes: 'map', parked: 'map' },
}

/** mulberry32: small, seeded, good enough to vary a test. */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

let random = randomFrom(COMMITTED_SEED)
const below = (limit) => Math.floor(random() * limit)
const pick = (list) => list[below(list.length)]
const chance = (likelihood) => random() < likelihood

const WORDS = ['plan', 'Zażółć', '😀', 'care', '女', 'a\u{1F3F4}b', 'trust ', 'x', '\n', 'é']
const SCALARS = () =>
  pick([below(5), -below(100000), 0.5, 1e30, true, false, null, pick(WORDS), 'unsure', 2 ** 40])
const VALUES = () =>
  pick([SCALARS(), [1, 'two', [3]], { level: below(5), by: { name: pick(WORDS), tags: ['a', 'b'] } }])

function root(document, name, kind) {
  const read = { map: 'getMap', array: 'getArray', text: 'getText', xml: 'getXmlFragment' }[kind]
  return document[read](name)
}

class Replica {
  constructor(server, owner) {
    this.server = server
    this.owner = owner
    this.isOnline = true
    this.queue = []
    this.start()
  }

  start(state) {
    this.document = new Y.Doc()
    // Most ids have 32 bits as in Yjs 13, some all the 53 that the format allows.
    this.document.clientID = chance(0.2) ? below(2 ** 53) : below(2 ** 32)
    if (state) Y.applyUpdate(this.document, state, 'disk')
    this.document.on('update', (update, origin) => {
      if (origin === 'server' || origin === 'disk') return
      if (this.isOnline) this.server.receive(this, update)
      else this.queue.push(update)
    })
    const { rules } = this.server
    const undone = Object.entries(ROOTS[rules]).map(([name, kind]) => root(this.document, name, kind))
    this.undo = rules === 'ballot' ? null : new Y.UndoManager(undone, { captureTimeout: 0 })
  }

  reload() {
    const state = Y.encodeStateAsUpdate(this.document)
    this.document.destroy()
    this.start(state)
  }

  connect() {
    this.isOnline = true
    // A queue that lost its beginning refers to what the server never had: Yjs would keep it pending.
    const queued = this.hasForgotten ? [] : this.queue
    this.queue = []
    this.hasForgotten = false
    const how = below(4)
    if (how === 0 && 0 < queued.length) this.server.receive(this, Y.mergeUpdates(queued))
    if (how === 1) queued.forEach((update) => this.server.receive(this, update))
    // Everything it has, as a first answer to a server that says it has nothing.
    if (how === 2) this.server.receive(this, Y.encodeStateAsUpdate(this.document))
    const vector = Y.encodeStateVector(this.server.document)
    this.server.receive(this, Y.encodeStateAsUpdate(this.document, vector))
    const missing = Y.encodeStateAsUpdate(this.server.document, Y.encodeStateVector(this.document))
    Y.applyUpdate(this.document, missing, 'server')
  }
}

class Server {
  constructor(rules) {
    this.rules = rules
    this.document = new Y.Doc()
    this.document.clientID = 0
    this.replicas = []
    this.received = []
  }

  receive(sender, update) {
    this.received.push([sender.owner, Buffer.from(update).toString('base64')])
    Y.applyUpdate(this.document, update, 'client')
    for (const replica of this.replicas) {
      if (replica !== sender && replica.isOnline) Y.applyUpdate(replica.document, update, 'server')
    }
  }
}

function editBallot({ document }) {
  const marks = document.getMap('marks')
  const key = `r1/d${below(6)}`
  if (chance(0.7)) marks.set(key, chance(0.2) ? 'unsure' : 1 + below(4))
  else if (chance(0.5)) document.getMap('reasons').set(key, pick(WORDS).repeat(1 + below(4)))
  else marks.delete(key)
}

function editText(text) {
  const at = below(text.length + 1)
  const length = Math.min(below(4), text.length - at)
  const action = below(5)
  if (action < 2) text.insert(at, pick(WORDS), chance(0.2) ? { bold: true } : undefined)
  else if (action === 2 && 0 < length) text.delete(at, length)
  else if (action === 3 && 0 < length) text.format(at, length, pick([{ bold: true }, { bold: null }, { link: { href: 'x' } }]))
  else if (chance(0.2)) text.insertEmbed(at, { image: 'y', size: [1, 2] })
}

function editArray(array) {
  const at = below(array.length + 1)
  if (chance(0.6)) array.insert(at, Array.from({ length: 1 + below(3) }, VALUES))
  else if (at < array.length) array.delete(at, 1)
}

function editNested(nodes) {
  const key = `n${below(4)}`
  let node = nodes.get(key)
  if (!(node instanceof Y.Map) || chance(0.1)) {
    node = new Y.Map()
    nodes.set(key, node)
    node.set('title', new Y.Text(pick(WORDS)))
    node.set('links', new Y.Array())
  }
  if (chance(0.1)) nodes.delete(key)
  else if (chance(0.4)) node.get('title').insert(0, pick(WORDS))
  else if (chance(0.5)) editArray(node.get('links'))
  else node.set('x', below(1000))
}

function editXml(document) {
  const fragment = document.getXmlFragment('x')
  if (fragment.length < 3) {
    const element = new Y.XmlElement('p')
    fragment.insert(fragment.length, [element])
    element.setAttribute('class', pick(['a', 'b']))
    element.insert(0, [new Y.XmlText('text')])
  } else if (chance(0.5)) fragment.get(below(fragment.length)).setAttribute('class', pick(['a', 'b', 'c']))
  else fragment.delete(below(fragment.length), 1)
}

/** Texts by key, as priorities are written, and what a table's notes may become. */
function editNotes({ document, undo, server }) {
  const names = Object.keys(ROOTS[server.rules])
  const notes = document.getMap(pick(names))
  const key = pick(['collaboration', 'r1/leadership', 'k'])
  const known = notes.get(key)
  if (chance(0.1)) return chance(0.5) ? undo.undo() : undo.redo()
  if (known instanceof Y.Text && chance(0.9)) return editText(known)
  if (known instanceof Y.Array && chance(0.9)) return editArray(known)
  if (chance(0.1)) return notes.delete(key)
  if (chance(0.3)) return editNested(document.getMap(names[2]))
  notes.set(key, chance(0.5) ? new Y.Text(pick(WORDS)) : chance(0.2) ? new Y.Array() : SCALARS())
}

function editEveryRoot(replica) {
  const { document, undo } = replica
  switch (below(8)) {
    case 0:
    case 1:
      return document.getMap('m').set(`k${below(5)}`, VALUES())
    case 2:
      return document.getMap('m').delete(`k${below(5)}`)
    case 3:
      return editText(document.getText('t'))
    case 4:
      return editArray(document.getArray('a'))
    case 5:
      return editNested(document.getMap('nodes'))
    case 6:
      return chance(0.3) ? document.getMap('bytes').set('b', new Uint8Array([1, 2, below(256)])) : editXml(document)
    default:
      return chance(0.5) ? undo.undo() : undo.redo()
  }
}

function step(replica, edit) {
  const dice = random()
  if (dice < 0.06) {
    replica.isOnline = false
  } else if (dice < 0.16) {
    if (!replica.isOnline) replica.connect()
  } else if (dice < 0.18) {
    // What was queued is in the reloaded state; it goes out with the next answer to a state vector.
    if (!replica.isOnline) {
      replica.queue = []
      replica.hasForgotten = true
      replica.reload()
    } else {
      replica.reload()
      replica.connect()
    }
  } else {
    replica.document.transact(() => {
      for (let count = chance(0.2) ? 3 : 1; 0 < count; count--) edit(replica)
    })
  }
}

const EDITORS = { 'every-root': editEveryRoot, ballot: editBallot, table: editNotes, plenary: editNotes }

function play(rules, steps) {
  const server = new Server(rules)
  const isBallot = rules === 'ballot'
  const count = isBallot ? 1 + below(2) : 2 + below(3)
  for (let index = 0; index < count; index++) {
    server.replicas.push(new Replica(server, isBallot ? 0 : index))
  }
  for (let index = 0; index < steps; index++) step(pick(server.replicas), EDITORS[rules])
  server.replicas.forEach((replica) => replica.connect())
  server.replicas.forEach((replica) => replica.connect())
  const { document, received } = server
  const result = {}
  for (const [name, kind] of Object.entries(ROOTS[rules])) {
    const value = root(document, name, kind)
    result[name] = kind === 'text' ? value.toDelta() : kind === 'xml' ? value.toString() : value.toJSON()
  }
  // Bytes have no place in JSON; the state has them.
  delete result.bytes
  const state = Buffer.from(Y.encodeStateAsUpdate(document)).toString('base64')
  return { rules, updates: received, result, state }
}

function corpusOf(seeds) {
  const documents = []
  for (const seed of seeds) {
    random = randomFrom(seed)
    for (const [rules, steps, count] of PLAYS) {
      for (let index = 0; index < count; index++) documents.push(play(rules, steps))
    }
  }
  const lines = documents.map((document) => JSON.stringify(document)).join(',\n')
  return `{"seeds":[${seeds}],"documents":[\n${lines}\n]}\n`
}

const seeds = process.argv.slice(2).map(Number)
if (0 < seeds.length) process.stdout.write(corpusOf(seeds))
else writeFileSync(`${here}corpus.json`, corpusOf([COMMITTED_SEED]))
