// Follows a log live: its history up to where it ended when it was first asked, then on the same subscription what is appended. After a fault
// it subscribes again behind what it has handed over. It takes a page only when it is asked for one; a server whose follower is too slow
// stops sending, or ends the subscription, and is then subscribed to again.
import type { Position } from '#domain/facts/fact.ts';
import { checkWhole } from './arguments.ts';
import type { AnyRecorded, FollowOptions, Page } from './event-log.ts';
import { subscribed } from './eventstoredb-all.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { allPositionOf, storedFrom } from './eventstoredb-events.ts';
import type { Stretch } from './eventstoredb-header.ts';
import { resumed } from './eventstoredb-resume.ts';
import { walk } from './eventstoredb-walk.ts';
import { recordedFrom } from './text.ts';

export async function* following(
  connection: Connection,
  log: string,
  stretchBehind: (after: Position | undefined) => Promise<Stretch>,
  options: FollowOptions,
): AsyncGenerator<Page> {
  const { after, limit = Infinity, signal } = options;
  const { shown } = connection;
  connection.checkOpen();
  checkWhole('limit', options.limit);
  if (limit === 0) throw new RangeError('a page of no facts gets nowhere');
  if (after !== undefined) allPositionOf(after);
  if (signal?.aborted === true) return;
  const walking = walk(connection, log, await stretchBehind(after));
  const trying = connection.tries('follower');
  let position = after;
  let told = false;
  let records: AnyRecorded[] = [];
  yield* resumed(connection, {
    trying,
    signal,
    open: (client) => subscribed(client, log, walking.seen()),
    async *read(intake, client) {
      for (;;) {
        if (walking.isAtEnd() && !told && records.length === 0 && !intake.isWaiting()) {
          walking.check();
          told = true;
          yield { records: [], position, caughtUp: true };
          if (signal?.aborted === true) return;
        }
        const facts = await walking.next(intake, client, limit - records.length);
        records.push(...facts.map((event) => recordedFrom(storedFrom(event, log, shown), shown)));
        trying.progress();
        const isAtEnd = walking.isAtEnd();
        if (isAtEnd) walking.check();
        // A page that has a size is filled, where there is more to fill it with.
        if (records.length === 0 || (limit < Infinity && records.length < limit && !isAtEnd)) continue;
        position = records.at(-1)?.position;
        told = isAtEnd && records.length < limit && !intake.isWaiting();
        yield { records, position, caughtUp: told };
        records = [];
        if (signal?.aborted === true) return;
      }
    },
  });
}
