// Where a log on EventStoreDB is: the server's own connection string (esdb:// or esdb+discover://, user, hosts, options) and behind `#` the
// name of the log. Checked here, since the client answers what it can't read with the whole string, password included, on the terminal.
import { ownOf } from '#domain/own.ts';
import type { Duration } from '#domain/time/instant.ts';

export interface EventStoreAddress {
  /** For the client: without the log's name. */
  readonly connection: string;
  readonly name: string;
  /** For people: without the password. */
  readonly shown: string;
  /** How long one call to the server may take. */
  readonly deadline: Duration;
}

const EXAMPLE = 'esdb://localhost:2113?tls=false#NAME';
const DEADLINE: Duration = 10_000;

// A dot would make the streams of one log those of another: they begin with the name and a dot.
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const ADDRESS = /^(esdb(?:\+discover)?):\/\/(?:([^:@/?#]+):([^@/?#]*)@)?([^/?#@]+)\/*(?:\?([^#]*))?(?:#(.*))?$/s;
const HOST = /^[A-Za-z0-9._-]+(?::[0-9]{1,5})?$/;

type Option = 'flag' | 'whole' | 'text' | readonly string[];

// Of these, `tlsVerifyCert=false` and `throwOnAppendFailure` do nothing in the client, so they are refused or left out.
const OPTIONS: { readonly [name: string]: Option } = {
  tls: 'flag',
  tlsverifycert: 'flag',
  throwonappendfailure: 'flag',
  tlscafile: 'text',
  usercertfile: 'text',
  userkeyfile: 'text',
  connectionname: 'text',
  defaultdeadline: 'whole',
  maxdiscoverattempts: 'whole',
  discoveryinterval: 'whole',
  gossiptimeout: 'whole',
  keepaliveinterval: 'whole',
  keepalivetimeout: 'whole',
  nodepreference: ['leader', 'follower', 'random', 'readonlyreplica'],
};

/** Refuses, in words for `--log`, what is no address of a log on EventStoreDB. */
export const eventStoreAddress = (url: string): EventStoreAddress | { readonly refused: string } => {
  const match = ADDRESS.exec(url);
  const shown = withoutPassword(url);
  const refuse = (what: string): { readonly refused: string } => ({ refused: `--log ${shown}: ${what}` });
  if (match === null) return refuse(`it is no address of a log on EventStoreDB; expected one such as ${EXAMPLE}`);
  const [, scheme = '', user, password, hosts = '', query, name] = match;
  if (name === undefined || name === '')
    return refuse(`it names no log on that server; expected its name behind a #, such as ${EXAMPLE.replace('NAME', 'production')}`);
  if (!NAME.test(name)) return refuse(`"${name}" is no name of a log; expected up to 100 letters, digits, - and _, the first no sign`);
  const wrongHost = hosts.split(',').find((host) => !HOST.test(host));
  if (wrongHost !== undefined) return refuse(`"${wrongHost}" is no host; expected HOST or HOST:PORT, several with commas between`);

  const options: string[] = [];
  let deadline = DEADLINE;
  for (const pair of query === undefined || query === '' ? [] : query.split('&')) {
    const [key = '', value = ''] = pair.split('=');
    const plain = key.toLowerCase().replace(/[_-]/g, '');
    const problem = problemOf(key, plain, value, pair);
    if (problem !== undefined) return refuse(problem);
    if (plain === 'defaultdeadline') deadline = Number(value);
    if (plain !== 'throwonappendfailure') options.push(pair);
  }
  if (!options.some((pair) => /^connection[_-]?name=/i.test(pair))) options.push('connectionName=knockon');
  const login = user === undefined ? '' : `${user}:${password}@`;
  return { connection: `${scheme}://${login}${hosts}?${options.join('&')}`, name, shown, deadline };
};

/** The address as it may be shown. */
const withoutPassword = (url: string): string => url.replace(/^([a-z+]+:\/\/[^:@/?#]*):[^@/?#]*@/, '$1:***@');

const problemOf = (key: string, plain: string, value: string, pair: string): string | undefined => {
  const option = ownOf(OPTIONS, plain);
  if (option === undefined) return `"${key}" is no option of a connection string; see docs/guide/eventstoredb.md`;
  if (pair.split('=').length !== 2 || value === '') return `"${pair}" is no option with a value; expected ${key}=VALUE`;
  if (option === 'flag' && value !== 'true' && value !== 'false') return `${key} is "${value}"; expected true or false`;
  if (option === 'whole' && !/^[0-9]{1,9}$/.test(value) && value !== '-1') return `${key} is "${value}"; expected a whole number`;
  if (plain === 'defaultdeadline' && Number(value) <= 0) return `${key} is "${value}"; expected milliseconds above 0`;
  if (typeof option === 'object' && !option.includes(value.toLowerCase().replace(/[_-]/g, '')))
    return `${key} is "${value}"; expected ${option.join(', ')}`;
  if (plain === 'tlsverifycert' && value === 'false')
    return `the client cannot leave certificates unchecked; name the authority’s certificate with tlsCAFile=PATH`;
  return undefined;
};
