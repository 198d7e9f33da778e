// Where streams end, as the writer left them: known for as long as it has been the only writer, so that the next append of a burst need
// not look. A lease that ended takes all of it along.
import type { StreamEnd } from './sqlite-rows.ts';

export interface KnownEnds {
  known(lease: number, stream: string): StreamEnd | undefined;
  note(lease: number, stream: string, end: StreamEnd): void;
  /** Nothing is known any more: an append failed. */
  forget(): void;
}

export const knownEnds = (): KnownEnds => {
  const ends = new Map<string, StreamEnd>();
  let of = 0;
  const within = (lease: number): Map<string, StreamEnd> => {
    if (lease !== of) ends.clear();
    of = lease;
    return ends;
  };
  return {
    known: (lease, stream) => within(lease).get(stream),
    note: (lease, stream, end) => void within(lease).set(stream, end),
    forget: () => ends.clear(),
  };
};
