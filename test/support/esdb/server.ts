// A server to test against: EventStoreDB's gRPC protocol on the definitions that come with the client, over records in memory. It is strict where
// an adapter could be careless: expected revisions and repeated appends, deletions (soft and for ever), retention, sizes, rights,
// filtered subscriptions with checkpoints, positions that were never an event's, a client that takes nothing, who is leader.
// It does not imitate: projections and persistent subscriptions, subscriptions to one stream, links, filters by expression, appends behind
// `any` found by id anywhere, scavenges that leave chunks, replication (a member that is not the leader only says so), and disks.
// What it answers is what the server's sources and a real 24.2 answered where they were looked at; the same suites run against a real one.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featureMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { mayDo, rolesOf, type Users } from './access.ts';
import { noLeader, notLeader, notReady, shuttingDown, timedOut, unauthenticated, type Refusal } from './answers.ts';
import { append, batchAppend } from './appends.ts';
import type { Call, Called, Method } from './call.ts';
import { deleteStream, tombstoneStream } from './deletions.ts';
import { read } from './reads.ts';
import { Records } from './records.ts';

/** What goes wrong with one call. */
export type Fault =
  | 'not-ready'
  | 'no-leader'
  | 'shutting-down'
  | 'timeout'
  /** The call is never answered. */
  | 'never'
  /** The connection goes before anything is done, or after it was done and before it is told. */
  | 'cut'
  | 'cut-after'
  /** Somebody else is the leader. */
  | { readonly leader: { readonly host: string; readonly port: number } };

interface WithMetadata {
  readonly metadata: { get(name: string): (string | Buffer)[] };
}

export interface ServerOptions {
  readonly port?: number;
  readonly records?: Records;
  readonly maxAppendSize?: number;
  /** Asks for users; needs TLS, without which the client sends none. */
  readonly users?: Users;
  readonly tls?: { readonly key: string; readonly certificate: string };
  /** `both`: as 24.2 and newer mark the end of what stands; `caught-up`: as 23.10; `none`: older. */
  readonly marks?: 'both' | 'caught-up' | 'none';
  /** Without it the client appends call by call, as with servers before 21.10. */
  readonly hasBatchAppend?: boolean;
  /** What gossip tells of the cluster's members. */
  readonly members?: readonly { readonly host: string; readonly port: number; readonly isLeader: boolean }[];
}

export class TestServer implements Called {
  readonly records: Records;
  readonly maxAppendSize: number;
  readonly marks: 'both' | 'caught-up' | 'none';
  readonly subscriptions = new Set<() => void>();
  readonly #options: ServerOptions;
  readonly #faults: { readonly method: Method; readonly fault: Fault }[] = [];
  #server: Server | undefined;
  port = 0;
  /** Cuts the connections; a test puts a proxy's here. */
  cut: () => void = () => undefined;
  /** Answers to readers sent so far. */
  sent = 0;
  lookedAt = 0;
  /** Calls of each method so far. */
  readonly calls: Record<Method, number> = { append: 0, read: 0, subscribe: 0 };

  constructor(options: ServerOptions = {}) {
    this.#options = options;
    this.records = options.records ?? new Records();
    this.maxAppendSize = options.maxAppendSize ?? 1 << 20;
    this.marks = options.marks ?? 'both';
    this.port = options.port ?? 0;
  }

  /** On the same port as before, where it ran before. */
  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 << 20 });
    this.#server = server;
    const { hasBatchAppend = true } = this.#options;
    server.addService(streams.StreamsService, {
      read: (out: Parameters<typeof read>[1]) => void this.#admitted(out, (call) => read(call, out)),
      append: (incoming: Parameters<typeof append>[1], answer: Parameters<typeof append>[2]) =>
        void this.#admitted(incoming, (call) => append(call, incoming, answer)),
      batchAppend: (both: Parameters<typeof batchAppend>[1]) => void this.#admitted(both, (call) => batchAppend(call, both)),
      delete: (request: Parameters<typeof deleteStream>[1], answer: Parameters<typeof deleteStream>[2]) =>
        void this.#admitted(request, async (call) => deleteStream(call, request, answer)),
      tombstone: (request: Parameters<typeof tombstoneStream>[1], answer: Parameters<typeof tombstoneStream>[2]) =>
        void this.#admitted(request, async (call) => tombstoneStream(call, request, answer)),
    });
    server.addService(features.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, value: unknown) => void) => {
        const supported = new featureMessages.SupportedMethods();
        supported.setEventStoreServerVersion('24.2.0');
        for (const name of ['read', 'append', 'delete', 'tombstone', ...(hasBatchAppend ? ['batchappend'] : [])]) {
          const method = new featureMessages.SupportedMethod();
          method.setServiceName('event_store.client.streams.streams');
          method.setMethodName(name);
          supported.addMethods(method);
        }
        answer(null, supported);
      },
    });
    server.addService(gossip.GossipService, {
      read: (_: unknown, answer: (error: null, value: unknown) => void) => answer(null, this.#clusterInfo()),
    });
    const { tls } = this.#options;
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) }]);
    this.port = await new Promise((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
    });
    return this;
  }

  /** Stops as a killed process does: whatever was under way is never answered. What was written stays. */
  kill(): void {
    for (const over of this.subscriptions) over();
    this.#server?.forceShutdown();
    this.#server = undefined;
  }

  /** The next call of that method goes wrong. */
  next(method: Method, fault: Fault): void {
    this.#faults.push({ method, fault });
  }

  #call(call: WithMetadata): Call {
    const { users } = this.#options;
    const [header] = call.metadata.get('authorization');
    const roles = users === undefined ? ['$admins'] : rolesOf(header?.toString(), users);
    return {
      server: this,
      may: (operation, stream) => roles !== undefined && mayDo(roles, operation, stream, this.records),
      fault: async (method) => {
        this.calls[method]++;
        if (roles === undefined) return unauthenticated();
        const index = this.#faults.findIndex((one) => one.method === method);
        const [found] = index < 0 ? [] : this.#faults.splice(index, 1);
        return found === undefined ? undefined : this.#refusal(found.fault);
      },
    };
  }

  #refusal(fault: Fault): Refusal | 'never' | 'cut-after' {
    if (typeof fault === 'object') return notLeader(fault.leader.host, fault.leader.port);
    switch (fault) {
      case 'not-ready':
        return notReady();
      case 'no-leader':
        return noLeader();
      case 'shutting-down':
        return shuttingDown();
      case 'timeout':
        return timedOut();
      case 'cut':
        this.cut();
        return 'never';
      case 'never':
      case 'cut-after':
        return fault;
    }
  }

  async #admitted(incoming: WithMetadata, work: (call: Call) => Promise<void>): Promise<void> {
    try {
      await work(this.#call(incoming));
    } catch {
      // The client is gone, and with it whoever would hear of it.
    }
  }

  #clusterInfo(): InstanceType<typeof gossipMessages.ClusterInfo> {
    const info = new gossipMessages.ClusterInfo();
    for (const { host, port, isLeader } of this.#options.members ?? [{ host: '127.0.0.1', port: this.port, isLeader: true }]) {
      const member = new gossipMessages.MemberInfo();
      const endPoint = new gossipMessages.EndPoint();
      endPoint.setAddress(host);
      endPoint.setPort(port);
      member.setHttpEndPoint(endPoint);
      member.setIsAlive(true);
      member.setState(isLeader ? 8 : 6);
      info.addMembers(member);
    }
    return info;
  }
}
