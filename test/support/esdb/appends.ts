// Append and BatchAppend, for tests: the size of all its data is checked before anything else is, then rights, then the expected revision.
import { type sendUnaryData, type ServerDuplexStream, type ServerReadableStream } from '@grpc/grpc-js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import { accessDenied, badRequest, streamDeleted, tooLarge, type Refusal } from './answers.ts';
import type { Call } from './call.ts';
import { identifierOf, nameIn, packedError, proposedIn } from './messages.ts';
import type { Expected, Proposed, Written } from './records.ts';

type Judged = Written | { readonly kind: 'denied' } | { readonly kind: 'too-large' } | { readonly kind: 'bad'; readonly why: string };

interface Request {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly (Proposed | string)[];
}

const sizeOf = ({ data, metadata, type }: Proposed): number => data.length + metadata.length + 2 * type.length;

const judged = (call: Call, { stream, expected, events }: Request): Judged => {
  if (!call.may('$w', stream)) return { kind: 'denied' };
  const bad = events.find((event) => typeof event === 'string');
  if (bad !== undefined) return { kind: 'bad', why: bad };
  const proposed = events as readonly Proposed[];
  if (proposed.reduce((sum, event) => sum + sizeOf(event), 0) > call.server.maxAppendSize) return { kind: 'too-large' };
  return call.server.records.write(stream, expected, proposed);
};

export const append = async (
  call: Call,
  incoming: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
): Promise<void> => {
  let request: Request | undefined;
  const events: (Proposed | string)[] = [];
  for await (const message of incoming as AsyncIterable<AppendReq>) {
    const options = message.getOptions();
    const proposed = message.getProposedMessage();
    if (options !== undefined) request = { stream: nameIn(options.getStreamIdentifier()), expected: expectedIn(options), events };
    if (proposed !== undefined) events.push(proposedIn(proposed));
  }
  if (request === undefined) return answer(badRequest('no options'));
  const fault = await call.fault('append');
  if (fault === 'never') return undefined;
  if (fault !== undefined && fault !== 'cut-after') return answer(fault);
  const written = judged(call, request);
  if (fault === 'cut-after') return call.server.cut();
  if (written.kind === 'written') {
    const response = new streams.AppendResp();
    const success = new streams.AppendResp.Success();
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(written.position.toString());
    position.setPreparePosition(written.position.toString());
    success.setCurrentRevision(written.revision.toString());
    success.setPosition(position);
    response.setSuccess(success);
    return answer(null, response);
  }
  if (written.kind === 'wrong-version') {
    const response = new streams.AppendResp();
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (written.current === undefined) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(written.current.toString());
    if (typeof request.expected === 'bigint') wrong.setExpectedRevision(request.expected.toString());
    else wrong.setExpectedNoStream(new shared.Empty());
    response.setWrongExpectedVersion(wrong);
    return answer(null, response);
  }
  return answer(refusalOf(written, request.stream, call));
};

const refusalOf = (judgement: Exclude<Judged, { kind: 'written' | 'wrong-version' }>, stream: string, { server }: Call): Refusal => {
  switch (judgement.kind) {
    case 'denied':
      return accessDenied();
    case 'too-large':
      return tooLarge(server.maxAppendSize);
    case 'deleted':
      return streamDeleted(stream);
    case 'bad':
      return badRequest(judgement.why);
  }
};

const expectedIn = (options: AppendReq.Options): Expected => {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
};

/** Appends of many callers on one stream of messages; each is told apart by its correlation id, and answered on its own. */
export const batchAppend = async (call: Call, both: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): Promise<void> => {
  const pending = new Map<string, { readonly request: Request; readonly events: (Proposed | string)[] }>();
  for await (const message of both as unknown as AsyncIterable<BatchAppendReq>) {
    const correlation = message.getCorrelationId()?.getString() ?? '';
    const options = message.getOptions();
    if (options !== undefined) {
      const events: (Proposed | string)[] = [];
      const expected = batchExpectedIn(options);
      pending.set(correlation, { request: { stream: nameIn(options.getStreamIdentifier()), expected, events }, events });
    }
    const found = pending.get(correlation);
    if (found === undefined) continue;
    found.events.push(...message.getProposedMessagesList().map(proposedIn));
    if (!message.getIsFinal()) continue;
    pending.delete(correlation);
    const fault = await call.fault('append');
    if (fault === 'never') continue;
    if (fault !== undefined && fault !== 'cut-after') {
      both.emit('error', fault);
      return;
    }
    const written = judged(call, found.request);
    if (fault === 'cut-after') {
      call.server.cut();
      return;
    }
    const response = batchResponse(written, found.request, call);
    response.setCorrelationId(message.getCorrelationId());
    response.setStreamIdentifier(identifierOf(found.request.stream));
    both.write(response);
  }
  both.end();
};

const batchResponse = (written: Judged, { expected }: Request, { server }: Call): BatchAppendResp => {
  const response = new streams.BatchAppendResp();
  if (written.kind !== 'written') {
    response.setError(batchError(written, expected, server.maxAppendSize));
    return response;
  }
  const success = new streams.BatchAppendResp.Success();
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(written.position.toString());
  position.setPreparePosition(written.position.toString());
  success.setCurrentRevision(written.revision.toString());
  success.setPosition(position);
  response.setSuccess(success);
  return response;
};

const batchError = (judgement: Exclude<Judged, { kind: 'written' }>, expected: Expected, limit: number): Status => {
  switch (judgement.kind) {
    case 'denied':
      return packedError('Access Denied', 'AccessDenied', new shared.AccessDenied());
    case 'deleted':
      return packedError('Stream Deleted', 'StreamDeleted', new shared.StreamDeleted());
    case 'bad':
      return packedError(judgement.why, 'BadRequest', new shared.BadRequest());
    case 'too-large': {
      const details = new shared.MaximumAppendSizeExceeded();
      details.setMaxappendsize(limit);
      return packedError('Maximum Append Size Exceeded', 'MaximumAppendSizeExceeded', details);
    }
    case 'wrong-version': {
      const details = new shared.WrongExpectedVersion();
      if (judgement.current === undefined) details.setCurrentNoStream(new emptyMessages.Empty());
      else details.setCurrentStreamRevision(judgement.current.toString());
      if (typeof expected === 'bigint') details.setExpectedStreamPosition(expected.toString());
      else details.setExpectedNoStream(new emptyMessages.Empty());
      return packedError('Wrong Expected Version', 'WrongExpectedVersion', details);
    }
  }
};

const batchExpectedIn = (options: BatchAppendReq.Options): Expected => {
  if (options.hasStreamPosition()) return BigInt(options.getStreamPosition());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
};
