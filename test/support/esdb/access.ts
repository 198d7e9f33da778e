// Who may do what, for tests: users with passwords and groups, the access lists of streams, and the server's defaults for those that have none
// ($all and every stream whose name begins with $ are the administrators'). Anonymous users have no rights where users are asked for.
import type { Records } from './records.ts';

export interface User {
  readonly password: string;
  readonly groups: readonly string[];
}

export type Operation = '$r' | '$w' | '$d' | '$mr' | '$mw';

export type Users = Readonly<Record<string, User>>;

const ADMINS = '$admins';

/** The roles behind an `authorization` header; undefined: it names nobody, or a password is wrong. */
export const rolesOf = (header: string | undefined, users: Users): readonly string[] | undefined => {
  const [name = '', password] = Buffer.from(/^Basic (.*)$/.exec(header ?? '')?.[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  const user = Object.hasOwn(users, name) ? users[name] : undefined;
  return user === undefined || user.password !== password ? undefined : ['$all', name, ...user.groups];
};

/** Whether somebody with these roles may do that to a stream. */
export const mayDo = (roles: readonly string[], operation: Operation, stream: string, records: Records): boolean => {
  if (roles.includes(ADMINS)) return true;
  const isSettings = stream.startsWith('$$');
  const target = isSettings ? stream.slice(2) : stream;
  const asked = !isSettings ? operation : operation === '$r' ? '$mr' : '$mw';
  const own = records.settings(target).$acl?.[asked];
  const granted = own ?? defaultFor(target, asked, records);
  return (typeof granted === 'string' ? [granted] : granted).some((role) => roles.includes(role));
};

const defaultFor = (stream: string, operation: Operation, records: Records): string | readonly string[] => {
  const isSystem = stream.startsWith('$');
  const read = records.read('$settings', 'end', false, 1);
  const [last] = read.kind === 'found' ? read.records : [];
  const defaults =
    last === undefined ? {} : (JSON.parse(Buffer.from(last.data).toString('utf8')) as Record<string, Record<string, string | string[]>>);
  return defaults[isSystem ? '$systemStreamAcl' : '$userStreamAcl']?.[operation] ?? (isSystem ? ADMINS : '$all');
};
