// All that can be asked of a server and changes something, as the server itself describes its calls.

import { call } from './server.mjs';

// What HTTP promises to change nothing.
const READS = new Set(['get', 'head', 'options', 'trace']);

/** Every change by its name: the type of a command, or a call such as `POST /join`. What live connections carry is none. */
export async function changesOf(url) {
  const document = await call(url, '/openapi.json');
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/'));
  const changes = paths.flatMap(([path, calls]) =>
    Object.entries(calls)
      .filter(([method, { responses }]) => responses !== undefined && !READS.has(method))
      .map(([method, { requestBody }]) => ({
        name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
        types: typesOf(document, requestBody?.content?.['application/json']?.schema),
      })),
  );
  return changes.flatMap(({ name, types }) => types ?? [name]).toSorted();
}

/** The types of a body that is one of several, each told by its `type`; null where it is one thing. */
function typesOf({ components }, schema) {
  const whole = components.schemas[schema?.$ref?.split('/').pop()] ?? schema;
  return whole?.oneOf?.map(({ properties }) => properties.type.enum[0]) ?? null;
}

/** The name of a change that was asked for. */
export function nameOf({ method, path, type }) {
  return type ?? `${method} ${path.replace(/^\/workshops\/[^/]+/, '/workshops/{workshop}')}`;
}
