// What stands between people and the server in their building: it passes requests on, and does with sockets and event
// streams as it is told.

import { createHash } from 'node:crypto';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/** A gateway before a server on this machine. Its manner can change at any time; nothing that is open changes with it. */
export async function startGateway(server) {
  const port = Number(new URL(server).port);
  const open = new Set();
  const gateway = {
    /**
     * `pass`; `refuse` ends sockets at once; `hang` takes them and says nothing; `swallow` opens them and passes nothing
     * on; `otherHost` asks by another name.
     */
    sockets: 'pass',
    /** `pass`; `hold` waits for the end of an event stream before it passes anything on. */
    streams: 'pass',
    /** Requests that brought frames for an event stream. */
    batches: 0,
    /** `pass`; `portal` answers every call with a page to sign in on; `gone` says that the server is not there. */
    calls: 'pass',
    url: '',
    /** Ends every socket and event stream that is open, as a gateway does that is started anew. */
    drop() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      gateway.drop();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
  const headersOf = ({ headers }) => (gateway.sockets === 'otherHost' ? { ...headers, host: 'inner.example' } : headers);

  const http = createServer((incoming, answer) => {
    const isCall = incoming.url.startsWith('/api/') || incoming.url.startsWith('/sync');
    if (isCall && gateway.calls === 'portal') {
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our guest network</h1>');
      return;
    }
    if (isCall && gateway.calls === 'gone') {
      answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      return;
    }
    const { method, url } = incoming;
    if (url.startsWith('/sync/events')) {
      open.add(answer);
      answer.on('close', () => open.delete(answer));
      if (gateway.streams === 'hold') return;
      if (method === 'POST') gateway.batches += 1;
    }
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers: headersOf(incoming) }, (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  http.on('upgrade', (incoming, socket, first) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    if (gateway.sockets === 'hang') return;
    if (gateway.sockets === 'swallow') {
      // RFC 6455, section 4.2.2.
      const accept = createHash('sha1').update(`${incoming.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      const lines = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept.digest('base64')}`];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.resume();
      return;
    }
    if (gateway.sockets === 'refuse') {
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(first);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise((listening) => http.listen(0, '127.0.0.1', listening));
  gateway.url = `http://127.0.0.1:${http.address().port}`;
  return gateway;
}
