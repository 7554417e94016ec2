// The wire between one device and the server: WebDriver has no word for a lost network, for a request that hangs, or for an
// answer. Each device comes by a port of its own, so what happens on one leaves the others alone.

import { createServer, request as ask } from 'node:http';

import { Carried } from './carried.mjs';

const isDocument = ({ headers }) => headers.accept?.startsWith('text/html');

/** The head of an answer as it came, with other words on how the line goes on where they are given. */
function headOf({ statusCode, statusMessage, rawHeaders }, line = []) {
  const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []));
  const kept = line.length === 0 ? pairs : [...pairs.filter(([name]) => !/^(connection|keep-alive|transfer-encoding)$/i.test(name)), line];
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${kept.map((pair) => `${pair.join(': ')}\r\n`).join('')}\r\n`;
}

/** Lays a cable to the server at this address. `route` is asked for what to do with a request: undefined carries it on. */
export async function layCable(address, { tell, route }) {
  const { hostname, port } = new URL(address);
  const open = new Set();
  let isCut = false;
  const keep = (socket, other) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      other?.destroy();
    });
  };

  const end = createServer(async (request, answer) => {
    const carried = new Carried(request, answer, { address, carry: (body) => carries(request, answer, body) });
    tell('request', carried);
    const handle = route(carried.url());
    if (handle === undefined) return carries(request, answer);
    if (await carried.isWhole()) await handle(carried);
  });
  // A device that is about to ask again must not find its line closed.
  end.keepAliveTimeout = 0;
  end.on('connection', (near) => {
    keep(near);
    if (isCut) near.destroy();
  });

  /** Carries a request to the server and its answer back, as they are. */
  function carries(request, answer, body) {
    const { method, url: path, rawHeaders: headers } = request;
    const far = ask({ hostname, port, method, path, headers, agent: false });
    const gone = () => request.socket.destroy();
    far.on('error', gone);
    answer.on('close', () => far.destroy());
    far.on('response', (given) => {
      tell('response', { isDocument: isDocument(request), status: () => given.statusCode, headers: () => homewardIn(given.headers) });
      answer.writeHead(given.statusCode, given.statusMessage, given.rawHeaders);
      given.on('error', gone);
      given.pipe(answer);
    });
    if (body === undefined) request.pipe(far);
    else far.end(body);
  }

  // A socket is carried letter by letter once it is open. Where it is refused the line ends with the refusal: what is asked on it
  // next would no longer be heard here.
  end.on('upgrade', (request, near, head) => {
    const { method, url: path, rawHeaders: headers } = request;
    const far = ask({ hostname, port, method, path, headers, agent: false });
    near.on('close', () => far.destroy());
    far.on('error', () => near.destroy());
    far.on('response', (given) => {
      near.write(headOf(given, ['Connection', 'close']));
      given.pipe(near);
    });
    far.on('upgrade', (given, socket, first) => {
      keep(socket, near);
      near.write(headOf(given));
      near.write(first);
      socket.write(head);
      near.pipe(socket);
      socket.pipe(near);
    });
    far.end();
  });

  await new Promise((ready) => end.listen(0, hostname, ready));
  const own = `${hostname}:${end.address().port}`;
  const homeward = (text) => text.replaceAll(`//${own}`, `//${hostname}:${port}`);
  const homewardIn = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, homeward(String(value))]));
  return {
    /** An address at the server, as this device reaches it. */
    outward: (url) => url.replace(`//${hostname}:${port}`, `//${own}`),
    /** An address this device knows, as the test knows it. */
    homeward,
    cut(isGone) {
      isCut = isGone;
      if (isGone) for (const socket of open) socket.destroy();
    },
    close() {
      for (const socket of open) socket.destroy();
      end.close();
    },
  };
}
