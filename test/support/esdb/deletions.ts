// Delete and Tombstone, for tests: a deletion hides what a stream holds until something is appended again, a tombstone ends it for ever.
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import { accessDenied } from './answers.ts';
import type { Call } from './call.ts';
import { nameIn } from './messages.ts';

export const deleteStream = (call: Call, { request }: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>): void => {
  const stream = nameIn(request.getOptions()?.getStreamIdentifier());
  if (!call.may('$d', stream)) return answer(accessDenied());
  const at = String(call.server.records.delete(stream));
  const response = new streams.DeleteResp();
  const position = new streams.DeleteResp.Position();
  position.setCommitPosition(at);
  position.setPreparePosition(at);
  response.setPosition(position);
  return answer(null, response);
};

export const tombstoneStream = (
  call: Call,
  { request }: ServerUnaryCall<TombstoneReq, TombstoneResp>,
  answer: sendUnaryData<TombstoneResp>,
): void => {
  const stream = nameIn(request.getOptions()?.getStreamIdentifier());
  if (!call.may('$d', stream)) return answer(accessDenied());
  const at = String(call.server.records.tombstone(stream));
  const response = new streams.TombstoneResp();
  const position = new streams.TombstoneResp.Position();
  position.setCommitPosition(at);
  position.setPreparePosition(at);
  response.setPosition(position);
  return answer(null, response);
};
