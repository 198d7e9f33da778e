// Read, for tests: a stream or $all, either way, so many events or for ever. A subscription goes through what stands window by window, tells of
// its checkpoints, says when it has caught up, and goes on with what is written; it waits for a client that does not take what it sends.
import type { ServerWritableStream } from '@grpc/grpc-js';
import { once } from 'node:events';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { accessDenied, badRequest, invalidPosition, streamDeleted, type Refusal } from './answers.ts';
import type { Call } from './call.ts';
import { eventMessage, identifierOf, nameIn } from './messages.ts';
import type { StoredRecord } from './records.ts';

type Outgoing = ServerWritableStream<ReadReq, ReadResp>;

/** Events that a server looks through at once. */
const WINDOW = 32;

/** Milliseconds from a call's last answer to its status. */
const STATUS_LATER = 3;

export const read = async (call: Call, out: Outgoing): Promise<void> => {
  const options = out.request.getOptions();
  if (options === undefined) return fail(out, badRequest('no options'));
  const fault = await call.fault(options.hasSubscription() ? 'subscribe' : 'read');
  if (fault === 'never') return undefined;
  if (fault !== undefined && fault !== 'cut-after') return fail(out, fault);
  const stream = options.getStream();
  const name = stream === undefined ? '$all' : nameIn(stream.getStreamIdentifier());
  if (!call.may('$r', name)) return fail(out, accessDenied());
  if (stream === undefined) return options.hasSubscription() ? subscription(call, out, options) : readAll(call, out, options);
  if (options.hasSubscription()) return fail(out, badRequest('subscriptions to streams are not imitated'));
  const from = stream.hasRevision() ? BigInt(stream.getRevision()) : stream.hasEnd() ? 'end' : 'start';
  const found = call.server.records.read(name, from, isForwardsIn(options), Number(options.getCount()));
  if (found.kind === 'deleted') return fail(out, streamDeleted(name));
  if (found.kind === 'not-found') {
    const answer = new streams.ReadResp();
    const missing = new streams.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(identifierOf(name));
    answer.setStreamNotFound(missing);
    await send(call, out, answer);
  } else for (const record of found.records) if (!(await send(call, out, eventMessage(record)))) return undefined;
  end(out);
};

const isForwardsIn = (options: ReadReq.Options): boolean => options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;

const readAll = async (call: Call, out: Outgoing, options: ReadReq.Options): Promise<void> => {
  const isForwards = isForwardsIn(options);
  const from = positionIn(options);
  const all = call.server.records.all.filter(({ position }) => from === undefined || (isForwards ? position >= from : position < from));
  const ordered = isForwards ? all : all.reverse();
  for (const record of ordered.slice(0, Number(options.getCount()))) if (!(await send(call, out, eventMessage(record)))) return;
  end(out);
};

const positionIn = (options: ReadReq.Options): bigint | undefined => {
  const position = options.getAll()?.getPosition();
  return position === undefined ? undefined : BigInt(position.getCommitPosition());
};

const subscription = async (call: Call, out: Outgoing, options: ReadReq.Options): Promise<void> => {
  const { server } = call;
  const { records, marks } = server;
  const filter = options.getFilter();
  const prefixes = filter?.getStreamIdentifier()?.getPrefixList() ?? [''];
  const matches = ({ stream }: StoredRecord): boolean => prefixes.some((prefix) => stream.startsWith(prefix));
  const every = WINDOW * (filter?.getCheckpointintervalmultiplier() ?? 1);
  const from = positionIn(options);
  let next = from === undefined ? (options.getAll()?.hasEnd() === true ? records.all.length : 0) : placeBehind(records.all, from);
  if (next === undefined) return fail(out, invalidPosition());

  let [wake, isOver]: [(() => void) | undefined, boolean] = [undefined, false];
  const stop = records.watch(() => wake?.());
  const over = (): void => {
    isOver = true;
    wake?.();
  };
  out.on('cancelled', over).on('close', over);
  server.subscriptions.add(over);
  const confirmation = new streams.ReadResp();
  const id = new streams.ReadResp.SubscriptionConfirmation();
  id.setSubscriptionId(crypto.randomUUID());
  confirmation.setConfirmation(id);
  await send(call, out, confirmation);

  let considered = 0;
  let last: bigint | undefined;
  let hasCaughtUp = false;
  while (!isOver) {
    while (next < records.all.length && !isOver) {
      const record = records.all[next++] as StoredRecord;
      server.lookedAt++;
      last = record.position;
      if (matches(record) && !(await send(call, out, eventMessage(record)))) break;
      if (++considered % every === 0 && marks !== 'none') await send(call, out, checkpoint(last));
    }
    if (isOver) break;
    if (!hasCaughtUp) {
      hasCaughtUp = true;
      if (marks === 'both' && last !== undefined) await send(call, out, checkpoint(last));
      if (marks !== 'none') await send(call, out, caughtUp());
      continue;
    }
    await new Promise<void>((resolve) => (wake = resolve));
    wake = undefined;
  }
  stop();
  server.subscriptions.delete(over);
  if (!out.cancelled) end(out);
};

/** Where to go on behind a position; undefined: nothing was ever written there. */
const placeBehind = (all: readonly StoredRecord[], from: bigint): number | undefined => {
  const place = all.findIndex(({ position }) => position === from);
  return place < 0 ? undefined : place + 1;
};

const checkpoint = (position: bigint): ReadResp => {
  const answer = new streams.ReadResp();
  const at = new streams.ReadResp.Checkpoint();
  at.setCommitPosition(position.toString());
  at.setPreparePosition(position.toString());
  answer.setCheckpoint(at);
  return answer;
};

const caughtUp = (): ReadResp => {
  const answer = new streams.ReadResp();
  answer.setCaughtUp(new streams.ReadResp.CaughtUp());
  return answer;
};

/** Sends, and waits while the client takes nothing; false: it is gone. */
const send = async ({ server }: Call, out: Outgoing, answer: ReadResp): Promise<boolean> => {
  if (out.cancelled || out.destroyed) return false;
  server.sent++;
  if (out.write(answer)) return true;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  out.once('cancelled', leave).once('close', leave);
  await once(out, 'drain', { signal: gone.signal }).catch(() => undefined);
  out.off('cancelled', leave).off('close', leave);
  return !out.cancelled;
};

/** The status follows what was sent in a packet of its own, later: whoever has what it asked for may have let go of the call by then. */
const end = (out: Outgoing): void => void setTimeout(() => out.end(), STATUS_LATER);

const fail = (out: Outgoing, refusal: Refusal): void => void out.emit('error', refusal);
