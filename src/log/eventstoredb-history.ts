// The facts of a log from a position to where it ends now, page by page. After a fault it goes on behind what it has handed over, so nothing is
// missing and nothing comes twice. Settings that make the server drop facts are found at the end.
import { subscribed, type AllEvent } from './eventstoredb-all.ts';
import type { Connection } from './eventstoredb-connection.ts';
import type { Stretch } from './eventstoredb-header.ts';
import { resumed } from './eventstoredb-resume.ts';
import { walk } from './eventstoredb-walk.ts';

/** Throws `LogError`. */
export async function* history(connection: Connection, log: string, stretch: Stretch): AsyncGenerator<readonly AllEvent[]> {
  const walking = walk(connection, log, stretch);
  const trying = connection.tries('caller');
  if (!walking.isAtEnd())
    yield* resumed(connection, {
      trying,
      open: (client) => subscribed(client, log, walking.seen()),
      async *read(intake, client) {
        while (!walking.isAtEnd()) {
          const facts = await walking.next(intake, client, Infinity);
          trying.progress();
          if (facts.length > 0) yield facts;
        }
      },
    });
  walking.check();
}
