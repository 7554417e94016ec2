// A room of people without browsers: they join over REST, mark over a socket each, and stay. For journeys that look at results.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { call } from './server.mjs';

/**
 * Lets these people join: each with a sector and a table by their place among the workshop's, counted from 0, and an
 * organisation where one is given. Says them with their seats.
 */
export async function crowdJoins(url, made, people) {
  const { sectors, tables } = await call(url, `/join/${made.join_code}`);
  const seated = [];
  for (const person of people) {
    const body = { code: made.join_code, sector: sectors[person.sector].id };
    if (person.table !== undefined) body.table = tables[person.table].id;
    if (person.organisation !== undefined) body.organisation = person.organisation;
    seated.push({ ...person, ...(await call(url, '/join', { method: 'POST', body })) });
  }
  return seated;
}

/** Lets seated people mark a round, each domain by `markOf(person, domain, index)`; ends when the server has every mark. */
export async function crowdMarks(url, made, seated, round, domains, markOf) {
  const ballots = seated.map((person) => ({
    seat: person.seat,
    token: person.token,
    marks: Object.fromEntries(domains.map((domain, index) => [`${round}/${domain.id}`, markOf(person, domain, index)])),
  }));
  // A process of its own, since older versions of Node have a WebSocket only when they are started with one.
  const child = spawn(
    process.execPath,
    ['--experimental-websocket', fileURLToPath(new URL('crowd/ballots.mjs', import.meta.url))],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  // A journey that fails does not wait for its crowd, and takes it along.
  child.unref();
  child.stdout.unref();
  process.once('exit', () => child.kill('SIGTERM'));
  child.stdin.end(JSON.stringify({ url, workshop: made.workshop, ballots }));
  const ended = new Promise((done) => child.once('exit', done));
  const isMarked = new Promise((found) => {
    createInterface({ input: child.stdout }).on('line', (line) => line === 'marked' && found(true));
  });
  if ((await Promise.race([isMarked, ended])) !== true) throw new Error('the crowd went away before its marks were acknowledged');
  return {
    /** Everybody leaves. */
    async leave() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
